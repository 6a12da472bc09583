//! Whether a code may be exchanged for tokens.

use vocabulary::{
    Client, ClientId, CodeChallenge, CodeVerifier, Instant, RedirectUri, ScopeSet, TokenErrorCode,
};

use crate::authorize::is_registered;
use crate::claims;
use crate::facts::AccountStatus;
use crate::refusal::{Consequence, Failed, TokenRefusal};

/// What a code stands for, as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantFacts {
    /// The client it was issued to.
    pub client: ClientId,
    /// The redirect URI of the authorization request.
    pub redirect_uri: RedirectUri,
    /// The PKCE challenge, when one was sent.
    pub challenge: Option<CodeChallenge>,
    /// The scopes agreed to.
    pub scopes: ScopeSet,
    /// When the code stops working.
    pub expires_at: Instant,
    /// When it was exchanged, when it was.
    pub redeemed_at: Option<Instant>,
    /// When the grant was revoked, when it was.
    pub revoked_at: Option<Instant>,
    /// Whether the account may be used.
    pub account: AccountStatus,
}

/// What came to the token endpoint, from an authenticated client.
#[derive(Debug, Clone, Copy)]
pub struct ExchangeRequest<'a> {
    /// Who it is.
    pub client: &'a Client,
    /// `redirect_uri`.
    pub redirect_uri: Option<&'a str>,
    /// `code_verifier`.
    pub code_verifier: Option<&'a str>,
}

/// What the exchange gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exchange {
    /// Scopes of the tokens.
    pub scopes: ScopeSet,
    /// Whether a refresh token goes with them.
    pub refresh_token: RefreshToken,
}

/// Whether a client gets refresh tokens (F-37).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefreshToken {
    /// Yes.
    Given,
    /// No.
    Withheld,
}

/// Decides an exchange. `grant` is what the code's digest found.
///
/// # Errors
/// The first failed check. A code that comes a second time revokes what the first exchange gave.
///
/// Spec: F-24, F-32, F-35, F-38. RFC 6749 s4.1.3, RFC 7636 s4.6, RFC 9700 s2.1.1
pub fn exchange(
    grant: Option<&GrantFacts>,
    request: &ExchangeRequest<'_>,
    now: Instant,
) -> Result<Exchange, TokenRefusal> {
    let Some(sent_uri) = request.redirect_uri.filter(|uri| !uri.is_empty()) else {
        return Err(redirect_uri_missing());
    };
    let Some(grant) = grant else { return Err(unknown()) };
    if grant.client != request.client.id {
        return Err(foreign());
    }
    if grant.redeemed_at.is_some() {
        return Err(redeemed());
    }
    if grant.revoked_at.is_some() {
        return Err(revoked());
    }
    if now >= grant.expires_at {
        return Err(expired());
    }
    if grant.redirect_uri.as_str() != sent_uri {
        return Err(redirect_uri_differs());
    }
    if !is_registered(request.client, &grant.redirect_uri) {
        return Err(redirect_uri_withdrawn());
    }
    check_verifier(grant.challenge.as_ref(), request.code_verifier)?;
    if grant.account != AccountStatus::Active {
        return Err(account_closed());
    }
    let refresh_token =
        if request.client.refresh_tokens { RefreshToken::Given } else { RefreshToken::Withheld };
    // An approval withdrawn since then counts at once.
    let scopes = grant.scopes.and(claims::approved_scopes(request.client));
    Ok(Exchange { scopes, refresh_token })
}

fn check_verifier(challenge: Option<&CodeChallenge>, verifier: Option<&str>) -> Result<(), TokenRefusal> {
    let failed = |check, received, expected, mend| {
        Err(invalid_grant(Failed { rule: "F-24", check, received, expected, mend }))
    };
    match (challenge, verifier.filter(|verifier| !verifier.is_empty())) {
        (None, None) => Ok(()),
        // Taking it would let an attacker strip the challenge from the front channel unnoticed.
        (None, Some(_)) => failed(
            "code_verifier was sent, but the authorization request had no code_challenge",
            "a verifier",
            "no code_verifier",
            "Send code_challenge and code_challenge_method=S256 to /authorize, or no verifier here.",
        ),
        (Some(_), None) => failed(
            "code_verifier is missing",
            "no verifier",
            "the verifier that belongs to the code_challenge",
            "Send the code_verifier that the challenge was made from.",
        ),
        (Some(challenge), Some(text)) => match CodeVerifier::try_from(text) {
            Ok(verifier) if challenge.is_met_by(&verifier) => Ok(()),
            _ => failed(
                "code_verifier does not belong to the code_challenge",
                "another verifier",
                "base64url(SHA-256(code_verifier)) equal to code_challenge",
                "Keep the verifier of each authorization request and send that one.",
            ),
        },
    }
}

fn invalid_grant(failed: Failed<'_>) -> TokenRefusal {
    failed.for_token(TokenErrorCode::InvalidGrant, Consequence::Nothing)
}

fn redirect_uri_missing() -> TokenRefusal {
    Failed {
        rule: "F-35",
        check: "redirect_uri is missing",
        received: "nothing",
        expected: "the redirect_uri of the authorization request",
        mend: "Send redirect_uri with the code.",
    }
    .for_token(TokenErrorCode::InvalidRequest, Consequence::Nothing)
}

fn unknown() -> TokenRefusal {
    invalid_grant(Failed {
        rule: "F-32",
        check: "code is not known",
        received: "a code that was never issued, or long ago",
        expected: "a code from the redirect, unchanged",
        mend: "Send the code exactly as it came, decoded once, within its lifetime.",
    })
}

fn foreign() -> TokenRefusal {
    invalid_grant(Failed {
        rule: "F-32",
        check: "code was issued to another client",
        received: "another client's code",
        expected: "a code that was issued to this client",
        mend: "Use the same client_id at /authorize and in the client assertion.",
    })
}

fn redeemed() -> TokenRefusal {
    Failed {
        rule: "F-32",
        check: "code was used before",
        received: "a code that was already exchanged; its tokens are revoked now",
        expected: "a code that was never exchanged",
        mend: "Exchange each code once; do not repeat the request, and do not reload the callback page.",
    }
    .for_token(TokenErrorCode::InvalidGrant, Consequence::RevokeGrant)
}

fn revoked() -> TokenRefusal {
    invalid_grant(Failed {
        rule: "F-32",
        check: "code was revoked",
        received: "a code of a revoked grant",
        expected: "a code whose grant is in force",
        mend: "Send the person to /authorize again.",
    })
}

fn expired() -> TokenRefusal {
    invalid_grant(Failed {
        rule: "F-40",
        check: "code has expired",
        received: "an expired code",
        expected: "a code within its lifetime",
        mend: "Exchange the code at once, and check the clock of whatever delays it.",
    })
}

fn redirect_uri_differs() -> TokenRefusal {
    invalid_grant(Failed {
        rule: "F-35",
        check: "redirect_uri differs from the one of the authorization request",
        received: "another redirect_uri",
        expected: "the same redirect_uri, byte for byte",
        mend: "Send the redirect_uri that was sent to /authorize.",
    })
}

fn redirect_uri_withdrawn() -> TokenRefusal {
    invalid_grant(Failed {
        rule: "F-15",
        check: "redirect_uri is no longer registered",
        received: "the redirect_uri of the authorization request",
        expected: "a redirect_uri that is registered when the code is exchanged",
        mend: "Send the person to /authorize again with a registered redirect_uri.",
    })
}

fn account_closed() -> TokenRefusal {
    invalid_grant(Failed {
        rule: "F-32",
        check: "the sign-in behind this grant is no longer valid",
        received: "a grant of an account that cannot be used",
        expected: "a grant of an account that can be used",
        mend: "Send the person to /authorize again.",
    })
}
