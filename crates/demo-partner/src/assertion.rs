//! What this app signs with its own key: client assertions, by which it proves to the token endpoint that it is itself, and asserted
//! logins, by which it passes on that somebody has logged in.

use std::fmt;

use jsonwebtoken::{Algorithm, EncodingKey, Header};
use openidconnect::CsrfToken;
use serde::Serialize;

use crate::config::PartnerConfig;
use crate::fault::{PartnerFault, ProviderFault};

/// The value of `client_assertion_type`. RFC 7523 s2.2.
pub(crate) const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// How long an assertion is good for, in seconds.
const LIFETIME: u64 = 60;

/// Signs with the app's own key.
pub(crate) struct AssertionSigner {
    client_id: String,
    key: EncodingKey,
    header: Header,
}

#[derive(Serialize)]
struct AssertionClaims<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    jti: String,
    iat: u64,
    exp: u64,
}

#[derive(Serialize)]
struct LoginClaims<'a> {
    iss: &'a str,
    code: &'a str,
    jti: String,
    iat: u64,
    exp: u64,
}

impl AssertionSigner {
    /// A signer for the configured client and key.
    ///
    /// # Errors
    /// When the key is not an RSA private key in PEM form.
    pub(crate) fn new(config: &PartnerConfig) -> Result<Self, PartnerFault> {
        let key = EncodingKey::from_rsa_pem(config.private_key_pem.as_bytes())
            .map_err(|_| PartnerFault::PrivateKey)?;
        let mut header = Header::new(Algorithm::RS512);
        header.kid.clone_from(&config.key_id);
        let signer = Self { client_id: config.client_id.clone(), key, header };
        signer.sign("probe", 0).map_err(|_| PartnerFault::PrivateKey)?;
        Ok(signer)
    }

    /// A fresh assertion for one request to the token endpoint: one minute long, with an identifier of
    /// its own. `now` is in seconds since 1970. Spec: F-34.
    ///
    /// # Errors
    /// When signing fails.
    pub(crate) fn sign(&self, token_endpoint: &str, now: u64) -> Result<String, ProviderFault> {
        let claims = AssertionClaims {
            iss: &self.client_id,
            sub: &self.client_id,
            aud: token_endpoint,
            jti: CsrfToken::new_random_len(24).into_secret(),
            iat: now,
            exp: now + LIFETIME,
        };
        self.encode(&claims)
    }

    /// A fresh `asserted_login_identity`: the person to whom the ID token with this `jti` was issued is logged in. Good once, for one
    /// minute. `now` is in seconds since 1970. Spec: F-56.
    ///
    /// # Errors
    /// When signing fails.
    pub(crate) fn sign_login(&self, id_token_jti: &str, now: u64) -> Result<String, ProviderFault> {
        self.encode(&LoginClaims {
            iss: &self.client_id,
            code: id_token_jti,
            jti: CsrfToken::new_random_len(24).into_secret(),
            iat: now,
            exp: now + LIFETIME,
        })
    }

    fn encode(&self, claims: &impl Serialize) -> Result<String, ProviderFault> {
        jsonwebtoken::encode(&self.header, claims, &self.key).map_err(|_| ProviderFault::Assertion)
    }
}

impl fmt::Debug for AssertionSigner {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("AssertionSigner").field("client_id", &self.client_id).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der, PublicKeyX509Der};
    use aws_lc_rs::rsa::{KeyPair, KeySize};
    use aws_lc_rs::signature::KeyPair as _;
    use base64::Engine as _;
    use base64::prelude::BASE64_STANDARD;
    use jsonwebtoken::{DecodingKey, Validation};
    use serde_json::Value;

    use super::*;

    fn pem(label: &str, der: &[u8]) -> String {
        format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", BASE64_STANDARD.encode(der))
    }

    fn signer_and_public_key() -> (AssertionSigner, DecodingKey) {
        let pair = KeyPair::generate(KeySize::Rsa2048).unwrap();
        let private: Pkcs8V1Der<'_> = pair.as_der().unwrap();
        let public: PublicKeyX509Der<'_> = pair.public_key().as_der().unwrap();
        let key = pem("PRIVATE KEY", private.as_ref());
        let config = PartnerConfig { private_key_pem: key, ..PartnerConfig::sample() };
        let public = DecodingKey::from_rsa_pem(pem("PUBLIC KEY", public.as_ref()).as_bytes()).unwrap();
        (AssertionSigner::new(&config).unwrap(), public)
    }

    fn claims(assertion: &str, key: &DecodingKey) -> Value {
        let mut validation = Validation::new(Algorithm::RS512);
        validation.set_audience(&["http://localhost:8080/token"]);
        validation.validate_exp = false;
        jsonwebtoken::decode::<Value>(assertion, key, &validation).unwrap().claims
    }

    #[test]
    fn an_assertion_names_the_client_the_endpoint_and_one_minute() {
        let (signer, key) = signer_and_public_key();
        let assertion = signer.sign("http://localhost:8080/token", 1_000).unwrap();
        let claims = claims(&assertion, &key);
        assert_eq!(claims["iss"], "demo");
        assert_eq!(claims["sub"], "demo");
        assert_eq!(claims["aud"], "http://localhost:8080/token");
        assert_eq!(claims["iat"], 1_000);
        assert_eq!(claims["exp"], 1_060);
        let header = jsonwebtoken::decode_header(&assertion).unwrap();
        assert_eq!(header.alg, Algorithm::RS512);
        assert_eq!(header.kid.as_deref(), Some("key-1"));
    }

    #[test]
    fn every_assertion_has_its_own_identifier() {
        let (signer, key) = signer_and_public_key();
        let first = signer.sign("http://localhost:8080/token", 1_000).unwrap();
        let second = signer.sign("http://localhost:8080/token", 1_000).unwrap();
        assert_ne!(claims(&first, &key)["jti"], claims(&second, &key)["jti"]);
    }

    #[test]
    fn an_asserted_login_names_the_id_token_and_lives_one_minute() {
        let (signer, key) = signer_and_public_key();
        let token = signer.sign_login("id-token-1", 1_000).unwrap();
        let mut validation = Validation::new(Algorithm::RS512);
        validation.validate_exp = false;
        let claims = jsonwebtoken::decode::<Value>(&token, &key, &validation).unwrap().claims;
        assert_eq!((claims["iss"].as_str(), claims["code"].as_str()), (Some("demo"), Some("id-token-1")));
        assert_eq!((claims["iat"].as_u64(), claims["exp"].as_u64()), (Some(1_000), Some(1_060)));
        assert!(claims["jti"].as_str().is_some_and(|jti| !jti.is_empty()));
    }

    #[test]
    fn a_key_that_is_no_rsa_key_is_refused_at_the_start() {
        assert!(matches!(AssertionSigner::new(&PartnerConfig::sample()), Err(PartnerFault::PrivateKey)));
    }
}
