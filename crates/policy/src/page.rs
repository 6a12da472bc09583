//! The pages of a sign-in, as places: what a door compares a request with.

macro_rules! pages {
    ($($(#[$doc:meta])* $name:ident = $slug:literal,)+) => {
        /// A page of a sign-in. Its address is `/t/{ticket}/{slug}`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Page {
            $($(#[$doc])* $name,)+
        }

        impl Page {
            /// Every page.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// Its last path segment.
            #[must_use]
            pub const fn slug(self) -> &'static str {
                match self {
                    $(Self::$name => $slug,)+
                }
            }

            /// The page with this last path segment.
            #[must_use]
            pub fn from_slug(slug: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|page| page.slug() == slug)
            }
        }
    };
}

pages! {
    /// S1.
    EnterEmail = "email",
    /// X5: too many look-ups.
    WaitEmail = "email-wait",
    /// S2.
    FoundAccount = "found",
    /// S3.
    EnterPassword = "password",
    /// X6.
    WaitPassword = "password-wait",
    /// Which way the code goes, and the button that sends it (journeys 1.4).
    ChooseChannel = "channel",
    /// S4.
    EnterCode = "code",
    /// S5.
    CodeExpired = "code-expired",
    /// X7.
    WaitCode = "code-wait",
    /// R1.
    RegisterIntro = "register",
    /// R2.
    CreatePassword = "create-password",
    /// R3.
    ConfirmEmail = "confirm-email",
    /// R3, when there is no code that works.
    EmailCodeExpired = "email-code-expired",
    /// R4.
    EnterPhone = "phone",
    /// R4b.
    EnterLandline = "landline",
    /// R5.
    ConfirmPhone = "confirm-phone",
    /// R6.
    PhoneCodeExpired = "phone-code-expired",
    /// C5.
    AgreeTerms = "terms",
    /// The level cannot be reached yet.
    LevelUnreachable = "level",
    /// The way of signing in cannot be used yet.
    CredentialUnreachable = "method",
    /// C1.
    Share = "share",
    /// C2.
    ShareMore = "share-more",
    /// C3.
    ReconsiderSharing = "not-shared",
    /// X12.
    CannotLogIn = "cannot-log-in",
    /// X13.
    Disabled = "disabled",
    /// X9.
    SessionOver = "logged-out",
}
