//! Which phone a code goes to, in words.

/// How a security code reaches a phone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhoneChannel {
    /// A text message to a mobile.
    Text,
    /// An automated call to a landline.
    Call,
}

impl PhoneChannel {
    pub(crate) fn is_call(self) -> bool {
        self == Self::Call
    }

    /// The words for this way.
    pub(crate) fn pick<'a>(self, call: &'a str, text: &'a str) -> &'a str {
        match self {
            Self::Text => text,
            Self::Call => call,
        }
    }
}
