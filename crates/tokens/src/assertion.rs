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
    /// The RFC 7638 thumbprint of that key.
    pub thumbprint: String,
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
    let mut trial = Trial::of(assertion, keys, rules, now);
    for (_, check) in &CHECKS {
        if let Err(Missed::Failed(fault)) = check(&mut trial) {
            return Err(fault);
        }
    }
    let signer = trial.signer.ok_or(AssertionFault::Signature)?;
    Ok(Assertion {
        jti: trial.jti.ok_or(AssertionFault::JtiMissing)?,
        expires_at: trial.expires_at.ok_or(AssertionFault::ExpiryMissing)?,
        key_id: signer.name(),
        thumbprint: signer.verifying_key().thumbprint(),
    })
}
