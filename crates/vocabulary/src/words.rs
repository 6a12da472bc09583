//! Closed sets whose members have a name in storage and on the wire.

/// Makes an enum of words: its list, each name, and the way back from a name.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $field:literal { $($(#[$about:meta])* $word:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $($(#[$about])* $word,)+
        }

        impl $name {
            /// Every one of them, in the order above.
            pub const ALL: &'static [Self] = &[$(Self::$word),+];

            /// Its name in storage.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$word => $text,)+
                }
            }
        }

        impl TryFrom<&str> for $name {
            type Error = $crate::fault::Malformed;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                let known = Self::ALL.iter().copied().find(|word| word.as_str() == text);
                known.ok_or($crate::fault::Malformed::new($field, "must be a known word"))
            }
        }
    };
}
pub(crate) use words;
