//! F-12: the scopes.

use vocabulary::{ErrorCode, Scope, ScopeSet};

use crate::authorize::rule::{Asked, Found, Missed};
use crate::claims;
use crate::refusal::Failed;

fn failed(asked: &Asked<'_>, check: &'static str, received: &str, mend: &'static str) -> Missed {
    let expected = asked.client.scopes.to_string();
    Missed::returned(
        ErrorCode::InvalidScope,
        Failed { rule: "F-12", check, received, expected: &expected, mend },
    )
}

/// The scopes that are known here; the others are ignored.
pub(super) fn openid(asked: &Asked<'_>, found: &mut Found) -> Result<(), Missed> {
    let text = asked.value("scope")?.unwrap_or_default();
    let known = ScopeSet::known_in(text);
    found.scopes = Some(known);
    if known.contains(Scope::OpenId) {
        return Ok(());
    }
    Err(failed(asked, "scope must contain openid", text, "Add openid to scope."))
}

pub(super) fn one_profile(asked: &Asked<'_>, found: &mut Found) -> Result<(), Missed> {
    let known = found.scopes.ok_or(Missed::NotReached)?;
    if !(known.contains(Scope::Profile) && known.contains(Scope::BasicDemographics)) {
        return Ok(());
    }
    Err(failed(
        asked,
        "profile and basic_demographics exclude each other",
        asked.raw.get("scope").unwrap_or_default(),
        "Ask for profile or for basic_demographics, not for both.",
    ))
}

pub(super) fn approved(asked: &Asked<'_>, found: &mut Found) -> Result<(), Missed> {
    let known = found.scopes.ok_or(Missed::NotReached)?;
    let refused = known.minus(claims::approved_scopes(asked.client));
    if refused.is_empty() {
        return Ok(());
    }
    Err(failed(
        asked,
        "scope is not approved for this client",
        &refused.to_string(),
        "Ask for approved scopes only, or have the others approved.",
    )
    .described(&format!("scope is not approved for this client: {refused}")))
}
