//! Why userinfo was not given: every kind, with what the outside sees and what "explain this error" says.

use tokens::AccessTokenFault;
use vocabulary::{ClientId, Explanation, IncidentReference};

use crate::service::{Identity, Inner};
use crate::userinfo::UserinfoFailure;

/// Why a userinfo request was refused (F-48, F-49, RFC 6750).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum UserinfoRefusal {
    /// No token at all.
    NoToken,
    /// The Authorization header came more than once.
    SeveralTokens,
    /// The Authorization header is not `Bearer` and a token.
    MalformedHeader,
    /// It is no access token of this issuer.
    NotOurs,
    /// Its key is not published, or no longer.
    UnknownKey,
    /// Its signature does not verify.
    Signature,
    /// It has expired.
    Expired,
    /// Its grant is gone.
    GrantGone,
    /// It was revoked.
    Revoked,
    /// The account is disabled.
    AccountDisabled,
    /// The client is disabled.
    ClientDisabled,
    /// It does not reach to the client's own string.
    Scope,
    /// The body of a PATCH is not JSON by its Content-Type.
    ContentType,
    /// The body of a PATCH is not the one object.
    Body,
    /// The string is too long.
    TooLong,
    /// A random number was asked for, and the client has no key to encrypt it with.
    NoClientKey,
}

/// What the outside sees of a refusal (RFC 6750 s3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UserinfoAnswer {
    /// 401 without an error code.
    NoToken,
    /// 401 `invalid_token`.
    InvalidToken,
    /// 403 `insufficient_scope`.
    InsufficientScope,
    /// 400 `invalid_request`, with a description.
    InvalidRequest(&'static str),
}

impl UserinfoRefusal {
    /// Every kind.
    pub const ALL: [Self; 16] = [
        Self::NoToken,
        Self::SeveralTokens,
        Self::MalformedHeader,
        Self::NotOurs,
        Self::UnknownKey,
        Self::Signature,
        Self::Expired,
        Self::GrantGone,
        Self::Revoked,
        Self::AccountDisabled,
        Self::ClientDisabled,
        Self::Scope,
        Self::ContentType,
        Self::Body,
        Self::TooLong,
        Self::NoClientKey,
    ];

    /// What the outside sees.
    #[must_use]
    pub const fn answer(self) -> UserinfoAnswer {
        match self {
            Self::NoToken => UserinfoAnswer::NoToken,
            Self::NotOurs
            | Self::UnknownKey
            | Self::Signature
            | Self::Expired
            | Self::GrantGone
            | Self::Revoked
            | Self::AccountDisabled
            | Self::ClientDisabled => UserinfoAnswer::InvalidToken,
            Self::Scope => UserinfoAnswer::InsufficientScope,
            Self::SeveralTokens => UserinfoAnswer::InvalidRequest("Authorization was sent more than once"),
            Self::MalformedHeader => {
                UserinfoAnswer::InvalidRequest("Authorization must be: Bearer, a space, the access token")
            }
            Self::ContentType => UserinfoAnswer::InvalidRequest("Content-Type must be application/json"),
            Self::Body => UserinfoAnswer::InvalidRequest(
                "the body must be an object with the text client_user_metadata",
            ),
            Self::TooLong => {
                UserinfoAnswer::InvalidRequest("client_user_metadata must be at most 1024 characters")
            }
            Self::NoClientKey => UserinfoAnswer::InvalidRequest("the client has no key that is valid now"),
        }
    }

    /// The failed check.
    ///
    /// Spec: F-48, F-49
    #[must_use]
    pub fn explanation(self) -> Explanation {
        let [rule, check, received, expected, mend] = self.words();
        Explanation {
            rule: rule.to_owned(),
            check: check.to_owned(),
            received: received.to_owned(),
            expected: expected.to_owned(),
            mend: mend.to_owned(),
        }
    }

    const fn words(self) -> [&'static str; 5] {
        const TOKEN: &str = "the access token of this issuer, unchanged";
        match self {
            Self::NoToken => [
                "RFC 6750 s3.1",
                "no access token was sent",
                "no bearer token in Authorization",
                "Authorization: Bearer, a space, the access token",
                "Send the access token in the Authorization header; nowhere else is it read.",
            ],
            Self::SeveralTokens => [
                "RFC 6750 s2",
                "Authorization was sent more than once",
                "several Authorization headers",
                "one Authorization header",
                "Send one Authorization header.",
            ],
            Self::MalformedHeader => [
                "RFC 6750 s2.1",
                "Authorization has another form",
                "something else than Bearer and a token",
                "Authorization: Bearer, a space, the access token",
                "Send the header in that form.",
            ],
            Self::NotOurs => [
                "F-48",
                "the token is no access token of this issuer",
                "another token, or a changed one",
                TOKEN,
                "Send access_token from the token endpoint of this issuer, not the ID token, and do not change it.",
            ],
            Self::UnknownKey => [
                "F-48, F-10",
                "the token names a key that is not published",
                "a kid that is not in the JWKS",
                TOKEN,
                "Send a token that was issued less than five minutes ago by this environment.",
            ],
            Self::Signature => [
                "F-48",
                "the signature does not verify",
                "a token whose signature is wrong",
                TOKEN,
                "Send the token byte for byte as it was received.",
            ],
            Self::Expired => [
                "F-48",
                "the token has expired",
                "a token past its exp",
                "a token that is not older than expires_in",
                "Ask for claims at once after the token request, or refresh first.",
            ],
            _ => self.words_of_grant(),
        }
    }

    /// The words about what became of what the token came from.
    const fn words_of_grant(self) -> [&'static str; 5] {
        match self {
            Self::GrantGone => [
                "F-48",
                "what the token came from is gone",
                "a token of a grant that is no longer there",
                "a token of a sign-in that is still known",
                "Let the person log in again.",
            ],
            Self::Revoked => [
                "F-36, F-48",
                "the token was revoked",
                "a token of a revoked grant",
                "a token that was not revoked",
                "Use each code and each refresh token once only: a second use revokes everything. Let the person log in again.",
            ],
            Self::AccountDisabled => [
                "F-48",
                "the account is disabled",
                "a token of a disabled account",
                "a token of an account in use",
                "Show the person an error; they contact support when they next log in.",
            ],
            Self::ClientDisabled => [
                "F-48, F-59",
                "the client is disabled",
                "a token of a disabled client",
                "a client that is enabled",
                "Ask the operator whether the client is enabled.",
            ],
            _ => self.words_of_request(),
        }
    }

    /// The words about what is not the token's fault.
    const fn words_of_request(self) -> [&'static str; 5] {
        match self {
            Self::Scope => [
                "F-49",
                "the token does not have the scope client_metadata, or the person no longer shares it",
                "a token without that scope",
                "a token with the scope client_metadata",
                "Ask for the scope client_metadata in the authorization request.",
            ],
            Self::ContentType => [
                "F-49",
                "the Content-Type is another one",
                "another Content-Type",
                "application/json",
                "Send Content-Type: application/json.",
            ],
            Self::Body => [
                "F-49",
                "the body is not the one object",
                "other JSON, or none",
                "an object with the text client_user_metadata and nothing else",
                "Send {\"client_user_metadata\": \"…\"}.",
            ],
            Self::TooLong => [
                "F-49",
                "client_user_metadata is too long",
                "more than 1024 characters",
                "at most 1024 characters",
                "Keep the string at your side and store a short key here.",
            ],
            Self::NoClientKey => [
                "F-49",
                "the client has no key that is valid now",
                "auto, for a client without a valid key",
                "a client with a registered key that is valid now",
                "Have a current key registered, or send the string instead of auto.",
            ],
            _ => [
                "F-45",
                "the request was refused",
                "a request",
                "another request",
                "Compare it with the contract.",
            ],
        }
    }
}

impl From<AccessTokenFault> for UserinfoRefusal {
    fn from(fault: AccessTokenFault) -> Self {
        match fault {
            AccessTokenFault::UnknownKey => Self::UnknownKey,
            AccessTokenFault::Signature => Self::Signature,
            AccessTokenFault::Expired => Self::Expired,
            AccessTokenFault::Form(_)
            | AccessTokenFault::Algorithm
            | AccessTokenFault::Issuer
            | AccessTokenFault::TokenUse
            | AccessTokenFault::Audience
            | AccessTokenFault::Claim(_) => Self::NotOurs,
        }
    }
}

impl Inner {
    pub(crate) fn refuse_userinfo(
        &self,
        refusal: UserinfoRefusal,
        client: Option<&ClientId>,
    ) -> UserinfoFailure {
        let reference = self.note_refusal(client, &refusal.explanation());
        UserinfoFailure::Refused { refusal, reference }
    }
}

impl Identity {
    /// Notes a refusal that the door decided, and gives its reference.
    #[must_use]
    pub fn note_userinfo_refusal(&self, refusal: UserinfoRefusal) -> IncidentReference {
        self.0.note_refusal(None, &refusal.explanation())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_says_what_failed_what_came_what_was_expected_and_what_to_change() {
        for kind in UserinfoRefusal::ALL {
            let Explanation { rule, check, received, expected, mend } = kind.explanation();
            assert!([rule, check, received, expected, mend].iter().all(|part| part.len() > 3), "{kind:?}");
        }
        let kinds: std::collections::HashSet<_> = UserinfoRefusal::ALL.into_iter().collect();
        assert_eq!(kinds.len(), UserinfoRefusal::ALL.len());
    }
}
