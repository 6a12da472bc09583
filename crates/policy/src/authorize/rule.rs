//! The rules of `/authorize` by name, and the list of them in the order in which they are checked.

use vocabulary::{
    Cid, Client, CodeChallenge, ErrorCode, Explanation, Prompt, RedirectUri, ScopeSet, VectorRequest,
};

use crate::authorize::raw::{RawAuthorize, Sent};
use crate::authorize::{checks, named, scopes, vectors};
use crate::profile::Profile;
use crate::refusal::{Failed, printable};
/// A rule that an authorization request must keep, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AuthorizeRule {
    /// F-14: whose request it is.
    Client,
    /// F-15: where its answer goes.
    RedirectUri,
    /// F-3: how large it may be.
    Size,
    /// F-28: each parameter once.
    Once,
    /// F-23: plain parameters.
    PlainParameters,
    /// C18: pushed first, where the issuer says so.
    Pushed,
    /// F-13.
    ResponseType,
    /// F-18.
    ResponseMode,
    /// F-16.
    State,
    /// F-17.
    Nonce,
    /// F-12: `openid` is among the scopes.
    OpenId,
    /// F-12: not `profile` together with `basic_demographics`.
    OneProfile,
    /// F-12: approved scopes only.
    ApprovedScopes,
    /// F-21.
    Vectors,
    /// F-31.
    ApprovedVectors,
    /// F-20.
    Prompt,
    /// F-24.
    Pkce,
}

impl AuthorizeRule {
    /// Its number.
    #[must_use]
    pub const fn number(self) -> &'static str {
        match self {
            Self::Client => "F-14",
            Self::RedirectUri => "F-15",
            Self::Size => "F-3",
            Self::Once => "F-28",
            Self::PlainParameters => "F-23",
            Self::Pushed => "C18",
            Self::ResponseType => "F-13",
            Self::ResponseMode => "F-18",
            Self::State => "F-16",
            Self::Nonce => "F-17",
            Self::OpenId | Self::OneProfile | Self::ApprovedScopes => "F-12",
            Self::Vectors => "F-21",
            Self::ApprovedVectors => "F-31",
            Self::Prompt => "F-20",
            Self::Pkce => "F-24",
        }
    }

    /// What it requires, as a sentence without its full stop.
    #[must_use]
    pub const fn requires(self) -> &'static str {
        match self {
            Self::Client => "client_id names a registered and enabled client",
            Self::RedirectUri => "redirect_uri is one of the registered URIs, byte for byte",
            Self::Size => "the request has at most 64 parameters and 16384 bytes",
            Self::Once => "no parameter is sent twice",
            Self::PlainParameters => "request, request_uri and registration are left out",
            Self::Pushed => "the request is pushed first where the issuer asks for that",
            Self::ResponseType => "response_type is code",
            Self::ResponseMode => "response_mode is query or left out",
            Self::State => "state is 1 to 2048 printable ASCII characters",
            Self::Nonce => "nonce is 1 to 512 printable ASCII characters",
            Self::OpenId => "scope contains openid",
            Self::OneProfile => "scope has profile or basic_demographics, not both",
            Self::ApprovedScopes => "every known scope is approved for this client",
            Self::Vectors => "vtr is a JSON array of 1 to 8 supported vectors, or left out",
            Self::ApprovedVectors => "every vector is approved for this client",
            Self::Prompt => "prompt is none, login or left out",
            Self::Pkce => "code_challenge comes with code_challenge_method=S256",
        }
    }
}

/// What a rule is checked against.
pub(super) struct Asked<'a> {
    pub(super) raw: &'a RawAuthorize,
    pub(super) client: &'a Client,
    pub(super) profile: &'a Profile,
}

impl<'a> Asked<'a> {
    /// The value of a parameter that was sent at most once: one that came twice is for [`AuthorizeRule::Once`] to tell.
    pub(super) fn value(&self, name: &str) -> Result<Option<&'a str>, Missed> {
        match self.raw.sent(name) {
            Sent::Not => Ok(None),
            Sent::Once(value) => Ok(Some(value)),
            Sent::Repeatedly => Err(Missed::NotReached),
        }
    }
}

/// What the rules found on the way: each one's own part of the checked request.
#[derive(Default)]
pub(super) struct Found {
    pub(super) trusted_client: bool,
    pub(super) redirect_uri: Option<RedirectUri>,
    pub(super) state: Option<String>,
    pub(super) nonce: Option<String>,
    pub(super) scopes: Option<ScopeSet>,
    pub(super) vectors: Option<VectorRequest>,
    pub(super) prompt: Prompt,
    pub(super) challenge: Option<CodeChallenge>,
}

/// Why a rule was not passed.
pub(super) enum Missed {
    /// The request breaks it.
    Broken(Box<Fault>),
    /// What it looks at is not there, because an earlier rule was broken.
    NotReached,
}

/// A broken rule on its way out.
pub(super) struct Fault {
    pub(super) goes: Goes,
    pub(super) description: String,
    pub(super) explanation: Box<Explanation>,
}

/// Where a broken rule is told.
#[derive(Clone, Copy)]
pub(super) enum Goes {
    /// On our own page.
    Shown(Cid),
    /// To the client.
    Returned(ErrorCode),
}

impl Missed {
    pub(super) fn shown(cid: Cid, failed: Failed<'_>) -> Self {
        Self::of(Goes::Shown(cid), failed)
    }

    pub(super) fn returned(code: ErrorCode, failed: Failed<'_>) -> Self {
        Self::of(Goes::Returned(code), failed)
    }

    pub(super) fn invalid(failed: Failed<'_>) -> Self {
        Self::returned(ErrorCode::InvalidRequest, failed)
    }

    fn of(goes: Goes, failed: Failed<'_>) -> Self {
        let (description, explanation) = (printable(failed.check), Box::new(failed.explained()));
        Self::Broken(Box::new(Fault { goes, description, explanation }))
    }

    /// The same with another `error_description`.
    pub(super) fn described(mut self, description: &str) -> Self {
        if let Self::Broken(fault) = &mut self {
            fault.description = printable(description);
        }
        self
    }
}

type Check = fn(&Asked<'_>, &mut Found) -> Result<(), Missed>;

/// Every rule, in the order of C9: the endpoint stops at the first that is broken, the inspection goes on.
pub(super) static RULES: [(AuthorizeRule, Check); 17] = [
    (AuthorizeRule::Client, named::client),
    (AuthorizeRule::RedirectUri, named::redirect_uri),
    (AuthorizeRule::Size, checks::size),
    (AuthorizeRule::Once, checks::once),
    (AuthorizeRule::PlainParameters, checks::plain_parameters),
    (AuthorizeRule::Pushed, checks::pushed),
    (AuthorizeRule::ResponseType, checks::response_type),
    (AuthorizeRule::ResponseMode, checks::response_mode),
    (AuthorizeRule::State, checks::state),
    (AuthorizeRule::Nonce, checks::nonce),
    (AuthorizeRule::OpenId, scopes::openid),
    (AuthorizeRule::OneProfile, scopes::one_profile),
    (AuthorizeRule::ApprovedScopes, scopes::approved),
    (AuthorizeRule::Vectors, vectors::well_formed),
    (AuthorizeRule::ApprovedVectors, vectors::approved),
    (AuthorizeRule::Prompt, checks::prompt),
    (AuthorizeRule::Pkce, checks::challenge),
];
