//! Whether a refresh token gives new tokens, the same successor again, or an alarm.

use vocabulary::{Client, ClientId, Instant, ScopeSet, TokenErrorCode};

use crate::claims;
use crate::facts::AccountStatus;
use crate::profile::{Profile, RefreshRotation};
use crate::refusal::{Consequence, Failed, TokenRefusal};

/// The family of a refresh token, as stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefreshFacts {
    /// The client it was issued to.
    pub client: ClientId,
    /// The scopes of the grant.
    pub scopes: ScopeSet,
    /// The generation of the latest refresh token.
    pub generation: u32,
    /// When that generation was made.
    pub rotated_at: Instant,
    /// Whether what came with the latest generation was used.
    pub latest: Successor,
    /// When the latest refresh token stops working.
    pub expires_at: Instant,
    /// When the family was revoked, when it was.
    pub revoked_at: Option<Instant>,
    /// Whether the account may be used.
    pub account: AccountStatus,
}

/// Whether the access token of the latest generation was seen in use: it proves that the answer arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Successor {
    /// Not yet: the answer that carried it may be lost.
    Unused,
    /// Yes.
    Used,
}

/// What came to the token endpoint, from an authenticated client.
#[derive(Debug, Clone, Copy)]
pub struct RefreshRequest<'a> {
    /// Who it is.
    pub client: &'a Client,
    /// The generation of the presented token; its signature is already verified.
    pub generation: u32,
    /// `scope`.
    pub scope: Option<&'a str>,
}

/// What the refresh gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refresh {
    /// A new generation.
    Rotate {
        /// Scopes of the access token.
        scopes: ScopeSet,
        /// The new generation's number.
        generation: u32,
    },
    /// The latest generation once more, because its first answer may be lost.
    Resend {
        /// Scopes of the access token.
        scopes: ScopeSet,
        /// The latest generation's number, unchanged.
        generation: u32,
    },
}

/// Decides a refresh. `family` is what the token's grant found.
///
/// # Errors
/// The first failed check. A token that was rotated away revokes the family, except the one before the latest while nothing shows
/// that its successor arrived.
///
/// Spec: F-36, F-38, C13
pub fn refresh(
    family: Option<&RefreshFacts>,
    request: &RefreshRequest<'_>,
    profile: &Profile,
    now: Instant,
) -> Result<Refresh, TokenRefusal> {
    let Some(family) = family else { return Err(unknown()) };
    if family.client != request.client.id {
        return Err(foreign());
    }
    if !request.client.refresh_tokens {
        return Err(not_allowed());
    }
    if family.revoked_at.is_some() {
        return Err(revoked());
    }
    let standing = standing(family, request.generation, profile, now);
    match standing {
        Standing::NeverIssued => return Err(unknown()),
        Standing::Spent => return Err(reused()),
        Standing::Latest | Standing::Previous => {}
    }
    if now >= family.expires_at {
        return Err(expired());
    }
    if family.account != AccountStatus::Active {
        return Err(account_closed());
    }
    let scopes = narrowed(family.scopes.and(claims::approved_scopes(request.client)), request.scope)?;
    Ok(if standing == Standing::Latest {
        Refresh::Rotate { scopes, generation: family.generation.saturating_add(1) }
    } else {
        Refresh::Resend { scopes, generation: family.generation }
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Latest,
    Previous,
    Spent,
    NeverIssued,
}

fn standing(family: &RefreshFacts, presented: u32, profile: &Profile, now: Instant) -> Standing {
    let in_grace = match profile.refresh_rotation {
        RefreshRotation::LatestWins => false,
        RefreshRotation::Grace(grace) => now < family.rotated_at.after(grace),
    };
    let answer_may_be_lost = family.latest == Successor::Unused;
    match family.generation.checked_sub(presented) {
        None => Standing::NeverIssued,
        Some(0) => Standing::Latest,
        Some(1) if answer_may_be_lost || in_grace => Standing::Previous,
        Some(_) => Standing::Spent,
    }
}

/// The scopes of the new access token: all, or the named ones. Words this service does not know are left out, as in F-12.
fn narrowed(granted: ScopeSet, scope: Option<&str>) -> Result<ScopeSet, TokenRefusal> {
    let Some(text) = scope.filter(|text| !text.is_empty()) else { return Ok(granted) };
    let wanted = ScopeSet::known_in(text);
    let wider = wanted.minus(granted);
    if wider.is_empty() && !wanted.is_empty() {
        return Ok(wanted);
    }
    let received = if wider.is_empty() { "no scope of this service".to_owned() } else { wider.to_string() };
    Err(Failed {
        rule: "F-36",
        check: "scope is not within what was granted",
        received: &received,
        expected: &granted.to_string(),
        mend: "Ask for a part of the granted scopes, or leave scope out.",
    }
    .for_token(TokenErrorCode::InvalidScope, Consequence::Nothing))
}

fn invalid_grant(failed: Failed<'_>) -> TokenRefusal {
    failed.for_token(TokenErrorCode::InvalidGrant, Consequence::Nothing)
}

fn unknown() -> TokenRefusal {
    invalid_grant(Failed {
        rule: "F-36",
        check: "refresh_token is not known",
        received: "a token that was never issued, or long ago",
        expected: "the latest refresh token, unchanged",
        mend: "Store the refresh token of each answer and send that one.",
    })
}

fn foreign() -> TokenRefusal {
    invalid_grant(Failed {
        rule: "F-36",
        check: "refresh_token was issued to another client",
        received: "another client's token",
        expected: "a token that was issued to this client",
        mend: "Keep the tokens of several clients apart.",
    })
}

fn not_allowed() -> TokenRefusal {
    Failed {
        rule: "F-59",
        check: "this client is not approved for refresh tokens",
        received: "grant_type=refresh_token",
        expected: "a client registered with refresh tokens",
        mend: "Ask the operator to allow refresh tokens, or send the person to /authorize again.",
    }
    .for_token(TokenErrorCode::UnauthorizedClient, Consequence::Nothing)
}

fn revoked() -> TokenRefusal {
    invalid_grant(Failed {
        rule: "F-36",
        check: "refresh_token was revoked",
        received: "a token of a revoked family",
        expected: "a token whose family is in force",
        mend: "Send the person to /authorize again; a code or refresh token of this sign-in was used twice.",
    })
}

fn reused() -> TokenRefusal {
    Failed {
        rule: "F-36",
        check: "refresh_token was replaced by a later one",
        received: "an old token; its family is revoked now",
        expected: "the latest refresh token",
        mend: "Store each new refresh token before using its access token, and never refresh twice in parallel.",
    }
    .for_token(TokenErrorCode::InvalidGrant, Consequence::RevokeGrant)
}

fn expired() -> TokenRefusal {
    invalid_grant(Failed {
        rule: "F-40",
        check: "refresh_token has expired",
        received: "an expired token",
        expected: "a token within its lifetime",
        mend: "Send the person to /authorize again.",
    })
}

fn account_closed() -> TokenRefusal {
    invalid_grant(Failed {
        rule: "F-36",
        check: "the sign-in behind this grant is no longer valid",
        received: "a grant of an account that cannot be used",
        expected: "a grant of an account that can be used",
        mend: "Send the person to /authorize again.",
    })
}
