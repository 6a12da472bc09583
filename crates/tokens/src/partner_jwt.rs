//! What every JWT of a partner has in common: a registered key's signature, an issuer, dates and a `jti`.

use serde_json::{Map, Value};
use vocabulary::{ClientId, Instant};

use crate::algorithm::SigningAlgorithm;
use crate::assertion_fault::{AssertionFault, quoted};
use crate::json::numeric_date;
use crate::jws::UnverifiedJws;
use crate::partner_keys::{PartnerKey, PartnerKeys};

const MAX_JTI_LENGTH: usize = 255;

/// The registered key whose signature `jws` bears. When `kid` names a registered key only that key is tried; otherwise every key that was
/// registered without a key id, and without a `kid` every key.
pub(crate) fn verified_by<'k>(
    jws: &UnverifiedJws<'_>,
    keys: &'k PartnerKeys,
    algorithms: &[SigningAlgorithm],
    now: Instant,
) -> Result<&'k PartnerKey, AssertionFault> {
    let algorithm = accepted_algorithm(jws, algorithms)?;
    let candidates = candidates(jws.key_id.as_deref(), keys)?;
    let usable = usable(&candidates, algorithm, now)?;
    signer(jws, &usable)
}

/// The algorithm that `alg` names, when it is accepted.
pub(crate) fn accepted_algorithm(
    jws: &UnverifiedJws<'_>,
    algorithms: &[SigningAlgorithm],
) -> Result<SigningAlgorithm, AssertionFault> {
    let algorithm = algorithms.iter().copied().find(|algorithm| algorithm.as_str() == jws.algorithm);
    algorithm.ok_or_else(|| AssertionFault::Algorithm { received: quoted(&jws.algorithm) })
}

/// Those of the candidates that may be used now.
pub(crate) fn usable<'k>(
    candidates: &[&'k PartnerKey],
    algorithm: SigningAlgorithm,
    now: Instant,
) -> Result<Vec<&'k PartnerKey>, AssertionFault> {
    let fits = |key: &&PartnerKey| key.is_valid_at(now) && key.verifying_key().algorithm() == algorithm;
    let usable: Vec<_> = candidates.iter().copied().filter(fits).collect();
    if usable.is_empty() { Err(AssertionFault::NoValidKey) } else { Ok(usable) }
}

/// The key that made the signature.
pub(crate) fn signer<'k>(
    jws: &UnverifiedJws<'_>,
    usable: &[&'k PartnerKey],
) -> Result<&'k PartnerKey, AssertionFault> {
    let made = |key: &&PartnerKey| key.verifying_key().raw_verify(jws.signing_input, &jws.signature);
    usable.iter().copied().find(made).ok_or(AssertionFault::Signature)
}

/// The keys that `kid` leaves to try.
pub(crate) fn candidates<'k>(
    key_id: Option<&str>,
    keys: &'k PartnerKeys,
) -> Result<Vec<&'k PartnerKey>, AssertionFault> {
    let Some(key_id) = key_id else { return Ok(keys.iter().collect()) };
    let named: Vec<_> = keys.iter().filter(|key| key.key_id() == Some(key_id)).collect();
    if !named.is_empty() {
        return Ok(named);
    }
    let nameless: Vec<_> = keys.iter().filter(|key| key.key_id().is_none()).collect();
    if nameless.is_empty() {
        return Err(AssertionFault::UnknownKeyId { received: quoted(key_id) });
    }
    Ok(nameless)
}

/// That `iss` is the client.
pub(crate) fn check_issuer(claims: &Map<String, Value>, client_id: &ClientId) -> Result<(), AssertionFault> {
    let issuer = claims.get("iss").and_then(Value::as_str).ok_or(AssertionFault::IssuerMissing)?;
    if issuer == client_id.as_str() {
        return Ok(());
    }
    Err(AssertionFault::Issuer { received: quoted(issuer) })
}

/// The date of this name, when there is one.
pub(crate) fn date(
    claims: &Map<String, Value>,
    name: &'static str,
) -> Result<Option<Instant>, AssertionFault> {
    match claims.get(name) {
        None => Ok(None),
        Some(value) => match numeric_date(value) {
            Some(seconds) => Ok(Some(Instant::from_seconds(seconds))),
            None => Err(AssertionFault::NotADate(name)),
        },
    }
}

/// The `jti`, 1 to 255 bytes.
pub(crate) fn checked_jti(claims: &Map<String, Value>) -> Result<String, AssertionFault> {
    match claims.get("jti").and_then(Value::as_str) {
        None | Some("") => Err(AssertionFault::JtiMissing),
        Some(jti) if jti.len() > MAX_JTI_LENGTH => Err(AssertionFault::JtiTooLong),
        Some(jti) => Ok(jti.to_owned()),
    }
}
