//! The exact check a client assertion failed.

use vocabulary::{Explanation, Lifetime};

use crate::jws::JwsFault;

/// The first check a client assertion failed. Its text is for the partner's developer and holds nothing secret; on the
/// wire every one of them is `invalid_client`.
///
/// Texts that came from the assertion (`received`) are cut to 80 visible ASCII characters.
///
/// Spec: F-34
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AssertionFault {
    /// It is no JWT.
    #[error(transparent)]
    Form(#[from] JwsFault),
    /// `alg` is not accepted.
    #[error("alg is not accepted")]
    Algorithm {
        /// The `alg` that was sent.
        received: String,
    },
    /// `kid` names no registered key.
    #[error("kid names no registered key")]
    UnknownKeyId {
        /// The `kid` that was sent.
        received: String,
    },
    /// No registered key may be used now.
    #[error("no registered key is valid at this time")]
    NoValidKey,
    /// The signature does not verify with any key it could be from.
    #[error("the signature does not verify with the registered key")]
    Signature,
    /// `iss` is absent or no text.
    #[error("iss is absent or not a string")]
    IssuerMissing,
    /// `iss` is not the client id.
    #[error("iss is not the client_id")]
    Issuer {
        /// The `iss` that was sent.
        received: String,
    },
    /// `sub` is absent or no text.
    #[error("sub is absent or not a string")]
    SubjectMissing,
    /// `sub` is not the client id.
    #[error("sub is not the client_id")]
    Subject {
        /// The `sub` that was sent.
        received: String,
    },
    /// `aud` is absent, or neither a text nor a list of texts.
    #[error("aud is absent or neither a string nor an array of strings")]
    AudienceMissing,
    /// `aud` holds none of the accepted audiences.
    #[error("aud does not contain an accepted audience")]
    Audience {
        /// The first audience that was sent.
        received: String,
    },
    /// `exp` is absent.
    #[error("exp is absent")]
    ExpiryMissing,
    /// A date is not a number of seconds.
    #[error("{0} is not a number of seconds since 1970")]
    NotADate(&'static str),
    /// It has expired.
    #[error("the assertion expired {} s ago", .ago.whole_seconds())]
    Expired {
        /// How long ago.
        ago: Lifetime,
    },
    /// `exp` is too far ahead.
    #[error("exp is {} s ahead", .ahead.whole_seconds())]
    ExpiryTooFarAhead {
        /// How far ahead it is.
        ahead: Lifetime,
    },
    /// `nbf` lies in the future, beyond the tolerated skew.
    #[error("nbf is {} s ahead", .ahead.whole_seconds())]
    NotYetValid {
        /// How far ahead it is.
        ahead: Lifetime,
    },
    /// `iat` lies in the future, beyond the tolerated skew.
    #[error("iat is {} s ahead", .ahead.whole_seconds())]
    IssuedInFuture {
        /// How far ahead it is.
        ahead: Lifetime,
    },
    /// `jti` is absent, empty or no text.
    #[error("jti is absent, empty or not a string")]
    JtiMissing,
    /// `jti` is too long to remember.
    #[error("jti is longer than 255 bytes")]
    JtiTooLong,
}

impl AssertionFault {
    /// The refusal as the developer of the partner reads it.
    #[must_use]
    pub fn explanation(&self) -> Explanation {
        let (expected, mend) = self.advice();
        Explanation {
            rule: "F-34".to_owned(),
            check: self.to_string(),
            received: self.received().to_owned(),
            expected: expected.to_owned(),
            mend: mend.to_owned(),
        }
    }

    fn received(&self) -> &str {
        match self {
            Self::Algorithm { received }
            | Self::UnknownKeyId { received }
            | Self::Issuer { received }
            | Self::Subject { received }
            | Self::Audience { received } => received,
            Self::Form(_) => "something else than a signed JWT",
            _ => "an assertion without it, or with a value that does not pass",
        }
    }

    /// What would have passed, and what to change.
    const fn advice(&self) -> (&'static str, &'static str) {
        match self {
            Self::Form(_) => (
                "a signed JWT in compact form",
                "Create client_assertion with a JWT library and send it unchanged.",
            ),
            Self::Algorithm { .. } => (
                "an algorithm this issuer lists in its discovery document",
                "Sign with the listed algorithm.",
            ),
            Self::UnknownKeyId { .. } => (
                "the kid of a registered key, or no kid",
                "Register the new public key, or send the kid it was registered with.",
            ),
            Self::NoValidKey => (
                "a registered key that is valid now",
                "Ask for the validity of the registered keys to be checked.",
            ),
            Self::Signature => (
                "a signature made with the registered key's private half",
                "Check that the private key belongs to the registered public key.",
            ),
            Self::IssuerMissing | Self::Issuer { .. } => ("iss = client_id", "Set iss to the client_id."),
            Self::SubjectMissing | Self::Subject { .. } => ("sub = client_id", "Set sub to the client_id."),
            Self::AudienceMissing | Self::Audience { .. } => (
                "the token endpoint's URL, as the discovery document has it",
                "Set aud to the URL of the token endpoint.",
            ),
            Self::ExpiryMissing | Self::Expired { .. } => (
                "exp in the near future",
                "Make a new assertion for each request, and check the clock of the machine.",
            ),
            Self::ExpiryTooFarAhead { .. } => {
                ("exp at most 60 minutes ahead", "Set exp 1 to 5 minutes ahead.")
            }
            Self::NotADate(_) => (
                "whole seconds since 1970",
                "Send dates as JSON numbers of seconds, not milliseconds or strings.",
            ),
            Self::NotYetValid { .. } | Self::IssuedInFuture { .. } => {
                ("nbf and iat in the past", "Check the clock of the machine that signs.")
            }
            Self::JtiMissing | Self::JtiTooLong => (
                "a jti of 1 to 255 bytes that was never used before",
                "Set jti to a new random value for each assertion.",
            ),
        }
    }
}

/// A text from a stranger, made safe to log: 80 visible ASCII characters at most.
pub(crate) fn quoted(text: &str) -> String {
    text.chars().take(80).map(|c| if c.is_ascii_graphic() || c == ' ' { c } else { '?' }).collect()
}
