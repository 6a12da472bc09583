//! The public keys a partner registered.

use std::collections::HashSet;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};
use vocabulary::Instant;

use crate::algorithm::SigningAlgorithm;
use crate::json::strict_object;
use crate::pem::first_block;
use crate::verifying_key::{KeyFault, VerifyingKey};

/// The most keys one partner may have at a time.
const MAX_KEYS: usize = 10;

/// Why a partner's keys cannot be registered. The texts are for the partner's developer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PartnerKeyFault {
    /// There is no key.
    #[error("there is no signing key in it")]
    Empty,
    /// There are too many keys.
    #[error("there are more than {MAX_KEYS} keys in it")]
    TooMany,
    /// The text is neither PEM nor JWKS.
    #[error("it is neither a PEM public key nor a JWKS document")]
    Form,
    /// A private key was sent.
    #[error("it holds a private key: send the public key only, and replace this key pair")]
    PrivateKey,
    /// A certificate was sent.
    #[error("it is a certificate: send the public key in it (openssl x509 -pubkey -noout)")]
    Certificate,
    /// A JWK is not an RSA key.
    #[error("kty must be RSA")]
    KeyType,
    /// A JWK lacks a member, or the member is malformed.
    #[error("the JWK member {0} is absent or malformed")]
    Member(&'static str),
    /// A JWK is meant for another algorithm.
    #[error("the JWK's alg is not the one this issuer accepts")]
    Algorithm,
    /// Two keys have the same key id.
    #[error("two keys have the same kid")]
    SameKeyId,
    /// The key itself is unusable.
    #[error(transparent)]
    Key(#[from] KeyFault),
}

/// One registered public key: parsed, with the partner's own key id if it has one, and when it may be used.
#[derive(Debug, Clone)]
pub struct PartnerKey {
    key: Arc<VerifyingKey>,
    key_id: Option<String>,
    valid_from_at: Option<Instant>,
    valid_until_at: Option<Instant>,
}

impl PartnerKey {
    /// `key` without a key id, valid at all times.
    #[must_use]
    pub fn new(key: VerifyingKey) -> Self {
        Self { key: Arc::new(key), key_id: None, valid_from_at: None, valid_until_at: None }
    }

    /// The same key under the partner's key id: assertions that name it are checked with it.
    #[must_use]
    pub fn with_key_id(mut self, key_id: &str) -> Self {
        self.key_id = Some(key_id.to_owned());
        self
    }

    /// The same key, to be used from `from` (included) until `until` (excluded); none means no limit.
    #[must_use]
    pub const fn valid_between(mut self, from: Option<Instant>, until: Option<Instant>) -> Self {
        self.valid_from_at = from;
        self.valid_until_at = until;
        self
    }

    /// The parsed key.
    #[must_use]
    pub fn verifying_key(&self) -> &VerifyingKey {
        &self.key
    }

    /// The partner's own key id.
    #[must_use]
    pub fn key_id(&self) -> Option<&str> {
        self.key_id.as_deref()
    }

    /// What it is called: the partner's key id, or else its thumbprint.
    #[must_use]
    pub fn name(&self) -> String {
        self.key_id.clone().unwrap_or_else(|| self.key.thumbprint())
    }

    /// From when (included) and until when (excluded) it may be used; none means no limit.
    #[must_use]
    pub const fn window(&self) -> (Option<Instant>, Option<Instant>) {
        (self.valid_from_at, self.valid_until_at)
    }

    /// Whether it may be used at `now`.
    #[must_use]
    pub fn is_valid_at(&self, now: Instant) -> bool {
        self.valid_from_at.is_none_or(|from| from <= now)
            && self.valid_until_at.is_none_or(|until| now < until)
    }
}

/// Every key of one partner, parsed once; several at once let the partner rotate.
///
/// Spec: F-59
#[derive(Debug, Clone)]
pub struct PartnerKeys(Vec<PartnerKey>);

impl PartnerKeys {
    /// The set of these keys.
    ///
    /// # Errors
    /// When there are none or more than ten, or two have the same key id.
    pub fn new(keys: Vec<PartnerKey>) -> Result<Self, PartnerKeyFault> {
        if keys.is_empty() {
            return Err(PartnerKeyFault::Empty);
        }
        if keys.len() > MAX_KEYS {
            return Err(PartnerKeyFault::TooMany);
        }
        let mut seen = HashSet::new();
        if !keys.iter().filter_map(PartnerKey::key_id).all(|id| seen.insert(id)) {
            return Err(PartnerKeyFault::SameKeyId);
        }
        Ok(Self(keys))
    }

    /// The keys in `text`, each pinned to `algorithm`: one or more PEM blocks (`PUBLIC KEY` or `RSA PUBLIC KEY`), a JWKS
    /// document, or a single JWK. Keys a JWKS marks for encryption are left out.
    ///
    /// # Errors
    /// A fault whose text tells the partner what to send instead.
    ///
    /// Spec: F-59
    pub fn parse(text: &str, algorithm: SigningAlgorithm) -> Result<Self, PartnerKeyFault> {
        let keys = if text.trim_start().starts_with('{') {
            keys_of_json(text, algorithm)?
        } else {
            keys_of_pem(text, algorithm)?
        };
        Self::new(keys)
    }

    /// The keys, in the order of registration.
    pub fn iter(&self) -> impl Iterator<Item = &PartnerKey> {
        self.0.iter()
    }

    /// The key to encrypt to at `now`: of those that are valid the one that became so last.
    ///
    /// Spec: F-49
    #[must_use]
    pub fn encryption_key(&self, now: Instant) -> Option<&VerifyingKey> {
        let valid = self.0.iter().filter(|key| key.is_valid_at(now));
        valid.max_by_key(|key| key.valid_from_at).map(PartnerKey::verifying_key)
    }
}

fn keys_of_pem(text: &str, algorithm: SigningAlgorithm) -> Result<Vec<PartnerKey>, PartnerKeyFault> {
    let mut keys = Vec::new();
    let mut rest = text;
    while let Some(block) = first_block(rest) {
        match block.label {
            "PUBLIC KEY" | "RSA PUBLIC KEY" => {
                keys.push(PartnerKey::new(VerifyingKey::from_der(&block.der, algorithm)?));
            }
            "CERTIFICATE" => return Err(PartnerKeyFault::Certificate),
            label if label.ends_with("PRIVATE KEY") => return Err(PartnerKeyFault::PrivateKey),
            _ => return Err(PartnerKeyFault::Form),
        }
        if keys.len() > MAX_KEYS {
            return Err(PartnerKeyFault::TooMany);
        }
        rest = block.rest;
    }
    if keys.is_empty() || rest.contains("-----BEGIN") { Err(PartnerKeyFault::Form) } else { Ok(keys) }
}

fn keys_of_json(text: &str, algorithm: SigningAlgorithm) -> Result<Vec<PartnerKey>, PartnerKeyFault> {
    let document = strict_object(text.as_bytes()).ok_or(PartnerKeyFault::Form)?;
    let Some(keys) = document.get("keys") else {
        return Ok(key_of_jwk(&document, algorithm)?.into_iter().collect());
    };
    let keys = keys.as_array().ok_or(PartnerKeyFault::Member("keys"))?;
    if keys.len() > MAX_KEYS {
        return Err(PartnerKeyFault::TooMany);
    }
    let mut parsed = Vec::new();
    for key in keys {
        let key = key.as_object().ok_or(PartnerKeyFault::Member("keys"))?;
        parsed.extend(key_of_jwk(key, algorithm)?);
    }
    Ok(parsed)
}

/// The key of one JWK; nothing when it is meant for encryption.
fn key_of_jwk(
    jwk: &Map<String, Value>,
    algorithm: SigningAlgorithm,
) -> Result<Option<PartnerKey>, PartnerKeyFault> {
    if ["d", "p", "q", "dp", "dq", "qi", "k"].iter().any(|member| jwk.contains_key(*member)) {
        return Err(PartnerKeyFault::PrivateKey);
    }
    match optional_text(jwk, "use")? {
        Some("enc") => return Ok(None),
        None | Some("sig") => {}
        Some(_) => return Err(PartnerKeyFault::Member("use")),
    }
    if optional_text(jwk, "kty")? != Some("RSA") {
        return Err(PartnerKeyFault::KeyType);
    }
    if optional_text(jwk, "alg")?.is_some_and(|alg| alg != algorithm.as_str()) {
        return Err(PartnerKeyFault::Algorithm);
    }
    let (modulus, exponent) = (big_integer(jwk, "n")?, big_integer(jwk, "e")?);
    let key = PartnerKey::new(VerifyingKey::from_components(modulus, exponent, algorithm)?);
    Ok(Some(match optional_text(jwk, "kid")? {
        Some(key_id) => key.with_key_id(key_id),
        None => key,
    }))
}

fn optional_text<'a>(
    jwk: &'a Map<String, Value>,
    name: &'static str,
) -> Result<Option<&'a str>, PartnerKeyFault> {
    jwk.get(name).map(|value| value.as_str().ok_or(PartnerKeyFault::Member(name))).transpose()
}

fn big_integer(jwk: &Map<String, Value>, name: &'static str) -> Result<Vec<u8>, PartnerKeyFault> {
    let text = optional_text(jwk, name)?.ok_or(PartnerKeyFault::Member(name))?;
    URL_SAFE_NO_PAD.decode(text).map_err(|_| PartnerKeyFault::Member(name))
}
