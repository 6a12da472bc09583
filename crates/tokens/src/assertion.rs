//! Client assertions: how a partner proves at the token endpoint who it is (`private_key_jwt`).

use vocabulary::{ClientId, Instant, Lifetime};

use crate::algorithm::SigningAlgorithm;
use crate::assertion_checks::{CHECKS, Missed, Trial};
use crate::assertion_fault::AssertionFault;
use crate::partner_keys::PartnerKeys;

/// The longest assertion that is looked at, in bytes.
pub const MAX_ASSERTION_LENGTH: usize = 8 * 1024;

/// What an assertion must say.
#[derive(Debug, Clone, Copy)]
pub struct AssertionRules<'a> {
    /// Required as `iss` and as `sub`.
    pub client_id: &'a ClientId,
    /// `aud` must contain one of these: for `nhs` the token endpoint's URL only; a profile may list its issuer instead,
    /// or both.
    pub audiences: &'a [&'a str],
    /// The algorithms that are accepted.
    pub algorithms: &'a [SigningAlgorithm],
    /// How far ahead `exp` may be.
    pub max_ahead: Lifetime,
    /// How far ahead `nbf` and `iat` may be because clocks differ; also added to `max_ahead`. It does not prolong `exp`,
    /// so that a `jti` needs to be remembered until `exp` and no longer.
    pub skew: Lifetime,
}

impl<'a> AssertionRules<'a> {
    /// The rules of the `nhs` issuer: RS512, `exp` up to 60 minutes ahead, clocks up to 30 seconds apart.
    ///
    /// Spec: F-34
    #[must_use]
    pub const fn nhs(client_id: &'a ClientId, audiences: &'a [&'a str]) -> Self {
        Self {
            client_id,
            audiences,
            algorithms: &[SigningAlgorithm::Rs512],
            max_ahead: Lifetime::minutes(60),
            skew: Lifetime::seconds(30),
        }
    }
}

/// A verified assertion. Its `jti` must still be spent: accepted once, remembered until `expires_at`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assertion {
    /// `jti`, 1 to 255 bytes.
    pub jti: String,
    /// `exp`.
    pub expires_at: Instant,
    /// The registered key id of the key that verified it, or that key's thumbprint.
    pub key_id: String,
}

/// Verifies a client assertion at `now`.
///
/// A `typ` is not required; `iat` and `nbf` are optional; `aud` may be a string or an array. When `kid` names a
/// registered key only that key is tried; otherwise every key that was registered without a key id, and without a `kid`
/// every key.
///
/// # Errors
/// The first check that failed, in the order form, algorithm, key, signature, `iss`, `sub`, `aud`, `exp`, `nbf`, `iat`,
/// `jti`.
///
/// Spec: F-34. RFC 7523 s3. Certification 1.1
pub fn verify_client_assertion(
    assertion: &str,
    keys: &PartnerKeys,
    rules: &AssertionRules<'_>,
    now: Instant,
) -> Result<Assertion, AssertionFault> {
    let jws = UnverifiedJws::parse(assertion, MAX_ASSERTION_LENGTH)?;
    let key = verified_by(&jws, keys, rules.algorithms, now)?;
    check_names(&jws.claims, rules)?;
    check_audience(&jws.claims, rules)?;
    let expires_at = check_expiry(&jws.claims, rules, now)?;
    check_not_before(&jws.claims, rules, now)?;
    let jti = checked_jti(&jws.claims)?;
    Ok(Assertion { jti, expires_at, key_id: key.name() })
}

fn check_names(claims: &Map<String, Value>, rules: &AssertionRules<'_>) -> Result<(), AssertionFault> {
    check_issuer(claims, rules.client_id)?;
    let subject = claims.get("sub").and_then(Value::as_str).ok_or(AssertionFault::SubjectMissing)?;
    if subject != rules.client_id.as_str() {
        return Err(AssertionFault::Subject { received: quoted(subject) });
    }
    Ok(())
}

fn check_audience(claims: &Map<String, Value>, rules: &AssertionRules<'_>) -> Result<(), AssertionFault> {
    let audiences: Option<Vec<&str>> = match claims.get("aud") {
        Some(Value::String(one)) => Some(vec![one]),
        Some(Value::Array(several)) => several.iter().map(Value::as_str).collect(),
        _ => None,
    };
    let audiences = audiences.filter(|list| !list.is_empty()).ok_or(AssertionFault::AudienceMissing)?;
    if audiences.iter().any(|audience| rules.audiences.contains(audience)) {
        return Ok(());
    }
    Err(AssertionFault::Audience { received: quoted(audiences[0]) })
}

fn check_expiry(
    claims: &Map<String, Value>,
    rules: &AssertionRules<'_>,
    now: Instant,
) -> Result<Instant, AssertionFault> {
    let expires_at = date(claims, "exp")?.ok_or(AssertionFault::ExpiryMissing)?;
    if expires_at <= now {
        return Err(AssertionFault::Expired { ago: now.since(expires_at) });
    }
    if expires_at > now.after(rules.max_ahead).after(rules.skew) {
        return Err(AssertionFault::ExpiryTooFarAhead { ahead: expires_at.since(now) });
    }
    Ok(expires_at)
}

fn check_not_before(
    claims: &Map<String, Value>,
    rules: &AssertionRules<'_>,
    now: Instant,
) -> Result<(), AssertionFault> {
    let latest = now.after(rules.skew);
    if let Some(not_before) = date(claims, "nbf")?.filter(|instant| *instant > latest) {
        return Err(AssertionFault::NotYetValid { ahead: not_before.since(now) });
    }
    if let Some(issued_at) = date(claims, "iat")?.filter(|instant| *instant > latest) {
        return Err(AssertionFault::IssuedInFuture { ahead: issued_at.since(now) });
    }
    Ok(())
    let mut trial = Trial::of(assertion, keys, rules, now);
    for (_, check) in &CHECKS {
        if let Err(Missed::Failed(fault)) = check(&mut trial) {
            return Err(fault);
        }
    }
    let key = trial.signer.ok_or(AssertionFault::Signature)?;
    Ok(Assertion {
        jti: trial.jti.ok_or(AssertionFault::JtiMissing)?,
        expires_at: trial.expires_at.ok_or(AssertionFault::ExpiryMissing)?,
        key_id: key.key_id().map_or_else(|| key.verifying_key().thumbprint(), str::to_owned),
    })
}
