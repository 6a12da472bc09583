//! The checks of a client assertion, in one list: the token endpoint stops at the first that fails, an inspection goes on.

use serde_json::Value;
use vocabulary::Instant;

use crate::algorithm::SigningAlgorithm;
use crate::assertion::{AssertionRules, MAX_ASSERTION_LENGTH};
use crate::assertion_fault::{AssertionFault, quoted};
use crate::jws::UnverifiedJws;
use crate::partner_jwt::{accepted_algorithm, candidates, check_issuer, checked_jti, date, signer, usable};
use crate::partner_keys::{PartnerKey, PartnerKeys};

/// A check of a client assertion, by its name.
///
/// Spec: F-34
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AssertionCheck {
    /// It is a JWT.
    Form,
    /// `alg` is accepted.
    Algorithm,
    /// `kid` leaves a registered key to try.
    KeyId,
    /// One of these keys may be used now.
    KeyValidity,
    /// It was signed with one of them.
    Signature,
    /// `iss`.
    Issuer,
    /// `sub`.
    Subject,
    /// `aud`.
    Audience,
    /// `exp`.
    Expiry,
    /// `nbf`.
    NotBefore,
    /// `iat`.
    IssuedAt,
    /// `jti`, its form.
    Jti,
}

/// An assertion on trial, and what the checks found on the way.
pub(crate) struct Trial<'a> {
    assertion: &'a str,
    pub(crate) keys: &'a PartnerKeys,
    rules: &'a AssertionRules<'a>,
    now: Instant,
    pub(crate) jws: Option<UnverifiedJws<'a>>,
    algorithm: Option<SigningAlgorithm>,
    pub(crate) candidates: Vec<&'a PartnerKey>,
    usable: Vec<&'a PartnerKey>,
    pub(crate) signer: Option<&'a PartnerKey>,
    pub(crate) expires_at: Option<Instant>,
    pub(crate) jti: Option<String>,
}

/// Why a check was not passed.
pub(crate) enum Missed {
    /// It failed.
    Failed(AssertionFault),
    /// What it looks at is not there, because an earlier check failed.
    NotReached,
}

impl<T: Into<AssertionFault>> From<T> for Missed {
    fn from(fault: T) -> Self {
        Self::Failed(fault.into())
    }
}

type Check = for<'a> fn(&mut Trial<'a>) -> Result<(), Missed>;

/// Every check in its order.
pub(crate) static CHECKS: [(AssertionCheck, Check); 12] = [
    (AssertionCheck::Form, form),
    (AssertionCheck::Algorithm, algorithm),
    (AssertionCheck::KeyId, key_id),
    (AssertionCheck::KeyValidity, key_validity),
    (AssertionCheck::Signature, signature),
    (AssertionCheck::Issuer, issuer),
    (AssertionCheck::Subject, subject),
    (AssertionCheck::Audience, audience),
    (AssertionCheck::Expiry, expiry),
    (AssertionCheck::NotBefore, not_before),
    (AssertionCheck::IssuedAt, issued_at),
    (AssertionCheck::Jti, jti),
];

impl<'a> Trial<'a> {
    pub(crate) const fn of(
        assertion: &'a str,
        keys: &'a PartnerKeys,
        rules: &'a AssertionRules<'a>,
        now: Instant,
    ) -> Self {
        Self {
            assertion,
            keys,
            rules,
            now,
            jws: None,
            algorithm: None,
            candidates: Vec::new(),
            usable: Vec::new(),
            signer: None,
            expires_at: None,
            jti: None,
        }
    }

    fn jws(&self) -> Result<&UnverifiedJws<'a>, Missed> {
        self.jws.as_ref().ok_or(Missed::NotReached)
    }

    fn text(&self, name: &str) -> Result<Option<&str>, Missed> {
        Ok(self.jws()?.claims.get(name).and_then(Value::as_str))
    }

    fn latest(&self) -> Instant {
        self.now.after(self.rules.skew)
    }
}

fn form(trial: &mut Trial<'_>) -> Result<(), Missed> {
    trial.jws = Some(UnverifiedJws::parse(trial.assertion, MAX_ASSERTION_LENGTH)?);
    Ok(())
}

fn algorithm(trial: &mut Trial<'_>) -> Result<(), Missed> {
    trial.algorithm = Some(accepted_algorithm(trial.jws()?, trial.rules.algorithms)?);
    Ok(())
}

fn key_id(trial: &mut Trial<'_>) -> Result<(), Missed> {
    trial.candidates = candidates(trial.jws()?.key_id.as_deref(), trial.keys)?;
    Ok(())
}

fn key_validity(trial: &mut Trial<'_>) -> Result<(), Missed> {
    let algorithm = trial.algorithm.filter(|_| !trial.candidates.is_empty()).ok_or(Missed::NotReached)?;
    trial.usable = usable(&trial.candidates, algorithm, trial.now)?;
    Ok(())
}

fn signature(trial: &mut Trial<'_>) -> Result<(), Missed> {
    if trial.usable.is_empty() {
        return Err(Missed::NotReached);
    }
    trial.signer = Some(signer(trial.jws()?, &trial.usable)?);
    Ok(())
}

fn issuer(trial: &mut Trial<'_>) -> Result<(), Missed> {
    Ok(check_issuer(&trial.jws()?.claims, trial.rules.client_id)?)
}

fn subject(trial: &mut Trial<'_>) -> Result<(), Missed> {
    let subject = trial.text("sub")?.ok_or(AssertionFault::SubjectMissing)?;
    if subject == trial.rules.client_id.as_str() {
        return Ok(());
    }
    Err(AssertionFault::Subject { received: quoted(subject) }.into())
}

fn audience(trial: &mut Trial<'_>) -> Result<(), Missed> {
    let audiences: Option<Vec<&str>> = match trial.jws()?.claims.get("aud") {
        Some(Value::String(one)) => Some(vec![one]),
        Some(Value::Array(several)) => several.iter().map(Value::as_str).collect(),
        _ => None,
    };
    let audiences = audiences.filter(|list| !list.is_empty()).ok_or(AssertionFault::AudienceMissing)?;
    if audiences.iter().any(|audience| trial.rules.audiences.contains(audience)) {
        return Ok(());
    }
    Err(AssertionFault::Audience { received: quoted(audiences[0]) }.into())
}

fn expiry(trial: &mut Trial<'_>) -> Result<(), Missed> {
    let (now, rules) = (trial.now, trial.rules);
    let expires_at = date(&trial.jws()?.claims, "exp")?.ok_or(AssertionFault::ExpiryMissing)?;
    if expires_at <= now {
        return Err(AssertionFault::Expired { ago: now.since(expires_at) }.into());
    }
    if expires_at > now.after(rules.max_ahead).after(rules.skew) {
        return Err(AssertionFault::ExpiryTooFarAhead { ahead: expires_at.since(now) }.into());
    }
    trial.expires_at = Some(expires_at);
    Ok(())
}

fn not_before(trial: &mut Trial<'_>) -> Result<(), Missed> {
    let (now, latest) = (trial.now, trial.latest());
    match date(&trial.jws()?.claims, "nbf")?.filter(|instant| *instant > latest) {
        None => Ok(()),
        Some(not_before) => Err(AssertionFault::NotYetValid { ahead: not_before.since(now) }.into()),
    }
}

fn issued_at(trial: &mut Trial<'_>) -> Result<(), Missed> {
    let (now, latest) = (trial.now, trial.latest());
    match date(&trial.jws()?.claims, "iat")?.filter(|instant| *instant > latest) {
        None => Ok(()),
        Some(issued_at) => Err(AssertionFault::IssuedInFuture { ahead: issued_at.since(now) }.into()),
    }
}

fn jti(trial: &mut Trial<'_>) -> Result<(), Missed> {
    trial.jti = Some(checked_jti(&trial.jws()?.claims)?);
    Ok(())
}
