//! Refusals to a partner: what the outside sees, and the exact failed check for whoever has to mend it.

use vocabulary::{Cid, ErrorCode, Explanation, RedirectUri, TokenErrorCode};

/// A refused authorization request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Where it goes.
    pub destination: Destination,
    /// `error_description`: printable ASCII of RFC 6749 s4.1.2.1.
    pub description: String,
    /// For "explain this error".
    pub explanation: Box<Explanation>,
}

/// Where a refusal goes (F-28).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// Our own page: client or redirect URI cannot be trusted.
    Shown(Cid),
    /// The client.
    Returned {
        /// A registered URI of the client.
        redirect_uri: RedirectUri,
        /// The request's state, when there was exactly one and it was well-formed.
        state: Option<String>,
        /// `error`.
        code: ErrorCode,
    },
}

/// A refused token request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenRefusal {
    /// `error`.
    pub code: TokenErrorCode,
    /// `error_description`.
    pub description: &'static str,
    /// What has to be done about it.
    pub consequence: Consequence,
    /// For "explain this error".
    pub explanation: Box<Explanation>,
}

/// What a refused token request sets off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consequence {
    /// Nothing.
    Nothing,
    /// Everything the grant gave is revoked: a code or a refresh token came twice (F-32, F-36).
    RevokeGrant,
}

/// The failed check in words; `received` is already redacted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Failed<'a> {
    pub(crate) rule: &'static str,
    pub(crate) check: &'static str,
    pub(crate) received: &'a str,
    pub(crate) expected: &'a str,
    pub(crate) mend: &'static str,
}

impl Failed<'_> {
    pub(crate) fn explained(self) -> Explanation {
        Explanation {
            rule: self.rule.to_owned(),
            check: self.check.to_owned(),
            received: cut(if self.received.is_empty() { "nothing" } else { self.received }),
            expected: self.expected.to_owned(),
            mend: self.mend.to_owned(),
        }
    }

    pub(crate) fn for_token(self, code: TokenErrorCode, consequence: Consequence) -> TokenRefusal {
        TokenRefusal { code, description: self.check, consequence, explanation: Box::new(self.explained()) }
    }
}

/// At most 120 characters, none of them a control character.
pub(crate) fn cut(text: &str) -> String {
    const LONGEST: usize = 120;
    let mut out: String =
        text.chars().take(LONGEST).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    if text.chars().nth(LONGEST).is_some() {
        out.push('…');
    }
    out
}

/// `text` in the character set that RFC 6749 s4.1.2.1 allows for `error_description`.
pub(crate) fn printable(text: &str) -> String {
    text.chars().map(|c| if matches!(c, ' '..='~') && c != '"' && c != '\\' { c } else { '?' }).collect()
}
