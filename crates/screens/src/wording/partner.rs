//! Words of the partner pages.

use std::fmt;

/// What is wrong with something that was pasted to be inspected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InspectProblem {
    /// Nothing was pasted.
    NoRequest,
    /// It is no authorization request.
    NotARequest,
    /// It has more parameters than a form of ours.
    TooManyParameters,
    /// No assertion was pasted.
    NoAssertion,
    /// A private key was pasted.
    PrivateKey,
    /// A token of ours was pasted.
    OurToken,
    /// Too many were inspected.
    Busy,
    /// The request of the list is no longer there.
    Forgotten,
}

impl fmt::Display for InspectProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoRequest => "Paste an authorization request",
            Self::NotARequest => "Paste an address with a question mark, or parameters like client_id=…&scope=…",
            Self::TooManyParameters => "Paste a request with at most 100 parameters",
            Self::NoAssertion => "Paste a client assertion",
            Self::PrivateKey => "That holds a private key. It was not kept here, but treat it as lost: make a new key pair and register its public key",
            Self::OurToken => "That is a token that we gave out, not an assertion that your back end signed. It was not kept here, but whoever sees it can use it: end the session that it belongs to",
            Self::Busy => "Wait a minute before you inspect another one",
            Self::Forgotten => "That request is no longer kept. Choose another one, or paste it",
        })
    }
}

/// What is wrong with the choices for an authorization link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkProblem {
    /// No redirect URI was chosen.
    NoRedirectUri,
    /// Both kinds of profile were chosen.
    TwoProfiles,
    /// No vector was chosen.
    NoVector,
    /// Too many vectors were chosen.
    TooManyVectors,
}

impl fmt::Display for LinkProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoRedirectUri => "Select where the answer goes",
            Self::TwoProfiles => "Select profile or basic_demographics, not both",
            Self::NoVector => "Select at least one vector",
            Self::TooManyVectors => "Select at most 8 vectors",
        })
    }
}
