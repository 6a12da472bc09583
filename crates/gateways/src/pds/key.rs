//! Our key pair at the NHS API platform, and the assertion made with it for every access token.

use std::fmt;
use std::sync::{Arc, OnceLock};

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA512};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::json;
use uuid::Uuid;
use vocabulary::{Instant, Lifetime, Malformed, Sandbox, Secret};

/// The platform accepts at most five minutes; one is left for a clock that is behind.
const ASSERTION_LIFE: Lifetime = Lifetime::minutes(4);
const FEWEST_BITS: usize = 2048;

/// An application's API key with the RSA key pair whose public half the platform has under `kid`. Clones share it.
#[derive(Clone)]
pub struct PdsKey(Arc<Inner>);

struct Inner {
    api_key: Secret<String>,
    key_id: String,
    pair: OnceLock<KeyPair>,
}

impl Inner {
    /// The pair; whoever asks first makes it, unless it was given.
    fn pair(&self) -> &KeyPair {
        self.pair.get_or_init(|| {
            KeyPair::generate(KeySize::Rsa2048).expect("2048 bits are a size that the library makes")
        })
    }
}

impl PdsKey {
    /// The key pair in PEM (`PRIVATE KEY` or `RSA PRIVATE KEY`), registered as `key_id` for the application `api_key`.
    ///
    /// # Errors
    /// When the text holds no RSA private key, or one with fewer than 2048 bits.
    pub fn from_pem(api_key: Secret<String>, key_id: &str, pem: &Secret<String>) -> Result<Self, Malformed> {
        const FAULT: Malformed = Malformed::new("PDS private key", "must be an RSA private key in PEM");
        let pair = key_pair(pem.expose()).ok_or(FAULT)?;
        if pair.public_modulus_len() * 8 < FEWEST_BITS {
            return Err(Malformed::new("PDS private key", "must have at least 2048 bits"));
        }
        Ok(Self(Arc::new(Inner { api_key, key_id: key_id.to_owned(), pair: OnceLock::from(pair) })))
    }

    /// A new key pair for a sandbox whose simulator is told the public half. It is made when it is first needed: the primes take a
    /// tenth of a second, and no start has to wait for them.
    #[must_use]
    pub fn generate(api_key: Secret<String>, key_id: &str, _witness: Sandbox) -> Self {
        Self(Arc::new(Inner { api_key, key_id: key_id.to_owned(), pair: OnceLock::new() }))
    }

    /// The application's API key.
    #[must_use]
    pub fn api_key(&self) -> &Secret<String> {
        &self.0.api_key
    }

    /// The name of the key pair at the platform.
    #[must_use]
    pub fn key_id(&self) -> &str {
        &self.0.key_id
    }

    /// The public half: `RSAPublicKey` in DER (RFC 8017).
    #[must_use]
    pub fn public_key(&self) -> &[u8] {
        self.0.pair().public_key().as_ref()
    }

    /// The assertion for one access token from `token_url`, at `now`, under the id `id`.
    ///
    /// # Panics
    /// Never: a key that was parsed can sign.
    ///
    /// RFC 7523 s3
    #[must_use]
    pub fn assertion(&self, token_url: &str, now: Instant, id: Uuid) -> Secret<String> {
        let (Inner { api_key, key_id, .. }, pair) = (&*self.0, self.0.pair());
        let header = json!({ "alg": "RS512", "typ": "JWT", "kid": key_id });
        let claims = json!({
            "iss": api_key.expose(),
            "sub": api_key.expose(),
            "aud": token_url,
            "jti": id.to_string(),
            "exp": now.after(ASSERTION_LIFE).seconds(),
        });
        let part = |value: serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = [part(header), part(claims)].join(".");
        let mut signature = vec![0; pair.public_modulus_len()];
        pair.sign(&RSA_PKCS1_SHA512, &SystemRandom::new(), signed.as_bytes(), &mut signature)
            .expect("a key that was parsed can sign");
        Secret::new(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }
}

impl fmt::Debug for PdsKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PdsKey").field("key_id", &self.0.key_id).finish_non_exhaustive()
    }
}

fn key_pair(pem: &str) -> Option<KeyPair> {
    let (_, rest) = pem.split_once("-----BEGIN ")?;
    let (label, rest) = rest.split_once("-----")?;
    let (body, _) = rest.split_once("-----END ")?;
    let compact = Secret::new(body.split_ascii_whitespace().collect::<String>());
    let der = Secret::new(STANDARD.decode(compact.expose()).ok()?);
    match label {
        "PRIVATE KEY" => KeyPair::from_pkcs8(der.expose()).ok(),
        "RSA PRIVATE KEY" => KeyPair::from_der(der.expose()).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_without_an_rsa_key_is_refused() {
        let key = || Secret::new("an-api-key".to_owned());
        let begun = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----";
        for bad in ["", "-----BEGIN ", begun, "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----"] {
            assert!(PdsKey::from_pem(key(), "kid", &Secret::new(bad.to_owned())).is_err(), "{bad}");
        }
    }

    #[test]
    fn neither_the_api_key_nor_the_private_key_is_printed() {
        let witness = Sandbox::when("sandbox").unwrap();
        let key = PdsKey::generate(Secret::new("an-api-key".to_owned()), "kid-1", witness);
        assert_eq!(format!("{key:?}"), "PdsKey { key_id: \"kid-1\", .. }");
    }
}
