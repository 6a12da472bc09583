//! The forms of the client registry. Journeys 6.1, F-15, F-59.

use std::fmt;

use vocabulary::RedirectUriProblem;

/// What is wrong with something typed about a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegistrationProblem {
    /// No client ID, or one of other characters.
    ClientId,
    /// A client of this ID exists.
    ClientIdTaken,
    /// No name, or one that is too long.
    Name,
    /// Not a web address; which link.
    Link(&'static str),
    /// Too long a text.
    Contact,
    /// No redirect URI.
    NoRedirectUri,
    /// More than ten.
    TooManyRedirectUris,
    /// A redirect URI that breaks a rule.
    RedirectUri(String, RedirectUriProblem),
    /// A redirect URI that stands there twice.
    Twice(String),
    /// Not an origin.
    Origin(String),
    /// More than ten origins.
    TooManyOrigins,
    /// Nothing was ticked.
    NoVector,
    /// Not a vector.
    Vector(String),
    /// A vector that is not approved.
    NotApproved(String),
    /// More than eight vectors.
    TooManyVectors,
    /// Not a client ID.
    Partner(String),
    /// The client itself.
    OwnPartner,
    /// Not a date; which.
    Date(&'static str),
    /// No issuer was chosen.
    Issuer,
    /// No reason.
    Note,
    /// Somebody else changed the registration at the same moment.
    ChangedMeanwhile,
    /// As many changes as may wait are waiting.
    TooManyWait,
}

impl fmt::Display for RegistrationProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ClientId => {
                f.write_str("Client ID must be 1 to 128 letters, numbers and signs, without spaces")
            }
            Self::ClientIdTaken => f.write_str("A client with this ID exists: choose another one"),
            Self::Name => f.write_str("Enter the name that people see, up to 100 characters"),
            Self::Link(which) => {
                write!(f, "{which} must be a whole web address, like https://app.example/terms")
            }
            Self::Contact => f.write_str("Contact must be 200 characters or fewer"),
            Self::NoRedirectUri => f.write_str("Enter at least 1 redirect address (F-15)"),
            Self::TooManyRedirectUris => f.write_str(
                "Enter 10 redirect addresses or fewer: what differs beyond that goes into state (F-15)",
            ),
            Self::RedirectUri(uri, problem) => write!(f, "{uri} {} (F-15)", problem.rule()),
            Self::Twice(text) => write!(f, "{text} stands here twice"),
            Self::Origin(text) => {
                write!(f, "{text} must be an https origin without a path, like https://www.app.example")
            }
            Self::TooManyOrigins => f.write_str("Enter 10 onward origins or fewer"),
            Self::NoVector => f.write_str("Select how well people may have to be known (F-52)"),
            Self::Vector(text) => write!(f, "{text} must be a vector like P9.Cp.Cd (F-52)"),
            Self::NotApproved(text) => {
                write!(f, "{text} is not among the vectors selected above, so such log ins would be refused")
            }
            Self::TooManyVectors => f.write_str("Enter 8 vectors or fewer"),
            Self::Partner(text) => write!(f, "{text} must be a client ID, without spaces"),
            Self::OwnPartner => f.write_str("The client cannot pass log ins to itself"),
            Self::Date(which) => write!(f, "{which} must be a real date, like 31 3 2027"),
            Self::Issuer => f.write_str("Select an issuer"),
            Self::TooManyWait => {
                f.write_str("10 changes of this client are waiting: give one up before you send another")
            }
            Self::ChangedMeanwhile => f.write_str(
                "Somebody else changed this client meanwhile: look at its settings, then try again",
            ),
            Self::Note => f.write_str("Enter why you reject this change, so that its author can mend it"),
        }
    }
}

/// Why keys were not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartnerKeyProblem {
    /// Nothing was pasted.
    Empty,
    /// A private key was pasted.
    Private,
    /// A certificate was pasted.
    Certificate,
    /// There is no key in it.
    NoKey,
    /// Another kind of key.
    OtherKind,
    /// So many bits.
    Size(usize),
    /// Two keys would have the same key id.
    SameKeyId,
    /// It is registered already.
    SameKey,
    /// More than ten.
    TooMany,
    /// One key ID for several keys.
    OneIdForSeveral,
    /// It would end before it begins.
    EndsBeforeItBegins,
}

impl fmt::Display for PartnerKeyProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("Paste a public key"),
            Self::Private => f.write_str(
                "This is a private key. We have not kept it, but it must not be used any more: a new key pair is needed, and only its public key is pasted here",
            ),
            Self::Certificate => f.write_str(
                "This is a certificate: paste the public key in it (openssl x509 -pubkey -noout)",
            ),
            Self::NoKey => f.write_str("This is neither a public key in PEM nor a JWKS (F-59)"),
            Self::OtherKind => f.write_str("The key must be an RSA key for RS512 (F-59)"),
            Self::Size(bits) => write!(f, "The key must have 2048 to 8192 bits; this one has {bits} (F-59)"),
            Self::SameKeyId => f.write_str("Another key of this client has the same key ID"),
            Self::SameKey => f.write_str("This key is registered for this client already"),
            Self::TooMany => f.write_str("A client has 10 keys or fewer: remove one first"),
            Self::OneIdForSeveral => f.write_str("Leave the key ID empty, or paste 1 key at a time"),
            Self::EndsBeforeItBegins => f.write_str("The last day must be after the first day"),
        }
    }
}
