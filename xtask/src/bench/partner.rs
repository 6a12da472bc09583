//! A partner: its registration, its authorization requests, and its signed requests to the token endpoint.

use std::cell::Cell;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context as _;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use tokens::SigningKey;
use url::form_urlencoded::Serializer;

use crate::bench::http::{self, Answer};
use crate::bench::raw;

const CLIENT: &str = "bench-partner";
/// Where codes go; nobody listens there.
pub(crate) const REDIRECT: &str = "http://localhost:9/callback";
const SCOPES: &str = "openid profile email phone";
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// A partner with a key pair of its own.
pub(crate) struct Partner {
    key: SigningKey,
    header: String,
    host: String,
    number: Cell<u64>,
}

/// What an exchange gives.
#[derive(Debug, Clone, serde::Deserialize)]
pub(crate) struct Tokens {
    /// For userinfo.
    pub(crate) access_token: String,
    /// For the next tokens.
    pub(crate) refresh_token: String,
}

impl Partner {
    /// A partner of the issuer at `http://{host}`.
    ///
    /// # Errors
    /// When no key pair can be generated.
    pub(crate) fn new(host: &str) -> anyhow::Result<Self> {
        let key = raw::new_key()?;
        let header = format!(r#"{{"alg":"RS512","typ":"JWT","kid":"{}"}}"#, key.key_id());
        let header = URL_SAFE_NO_PAD.encode(header);
        // A second bench on the same database must not repeat an assertion's id.
        let number = Cell::new(now()? << 24);
        Ok(Self { key, header, host: host.to_owned(), number })
    }

    /// Its registration, as `nhs-login clients import` reads it.
    pub(crate) fn registration(&self) -> String {
        let (public, kid) = (self.key.verifying_key(), self.key.key_id());
        let (n, e) = (public.modulus_base64url(), public.exponent_base64url());
        format!(
            r#"client_id = "{CLIENT}"
name = "Bench"
redirect_uris = ["{REDIRECT}"]
scopes = "{SCOPES}"
vectors = ["P0.Cp.Cd", "P9.Cp.Cd"]
refresh_tokens = true

[[keys]]
kid = "{kid}"
jwks = '{{"kty":"RSA","use":"sig","alg":"RS512","kid":"{kid}","n":"{n}","e":"{e}"}}'
"#
        )
    }

    /// The address of an authorization request at this vector.
    pub(crate) fn authorize(vector: &str) -> String {
        let vtr = format!(r#"["{vector}"]"#);
        let query = Serializer::new(String::new())
            .extend_pairs([
                ("response_type", "code"),
                ("client_id", CLIENT),
                ("redirect_uri", REDIRECT),
                ("scope", SCOPES),
                ("state", "c3RhdGUtb2YtdGhlLWJlbmNo"),
                ("nonce", "bm9uY2Utb2YtdGhlLWJlbmNo"),
                ("vtr", &vtr),
            ])
            .finish();
        format!("/authorize?{query}")
    }

    /// A code exchange.
    ///
    /// # Errors
    /// When the library refuses to sign.
    pub(crate) fn exchange(&self, code: &str) -> anyhow::Result<Vec<u8>> {
        self.token_request(&[
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", REDIRECT),
        ])
    }

    /// A refresh.
    ///
    /// # Errors
    /// When the library refuses to sign.
    pub(crate) fn refresh(&self, tokens: &Tokens) -> anyhow::Result<Vec<u8>> {
        self.token_request(&[("grant_type", "refresh_token"), ("refresh_token", &tokens.refresh_token)])
    }

    /// A userinfo request.
    pub(crate) fn userinfo(&self, tokens: &Tokens) -> Vec<u8> {
        let bearer = format!("Bearer {}", tokens.access_token);
        http::get(&self.host, "/userinfo", &[("authorization", &bearer)])
    }

    fn token_request(&self, fields: &[(&str, &str)]) -> anyhow::Result<Vec<u8>> {
        let assertion = self.assertion()?;
        let proof = [("client_assertion_type", ASSERTION_TYPE), ("client_assertion", &assertion)];
        Ok(http::post(&self.host, "/token", &[], &[fields, &proof].concat()))
    }

    fn assertion(&self) -> anyhow::Result<String> {
        self.number.set(self.number.get() + 1);
        let (number, expiry) = (self.number.get(), now()? + 1_800);
        let claims = format!(
            r#"{{"iss":"{CLIENT}","sub":"{CLIENT}","aud":"http://{}/token","jti":"bench-{number}","exp":{expiry}}}"#,
            self.host
        );
        let signed = format!("{}.{}", self.header, URL_SAFE_NO_PAD.encode(claims));
        let signature = URL_SAFE_NO_PAD.encode(self.key.raw_sign(signed.as_bytes())?);
        Ok(format!("{signed}.{signature}"))
    }
}

/// The code that an answer brings to the partner.
///
/// # Errors
/// When it brings none.
pub(crate) fn code_in(answer: &Answer<'_>) -> anyhow::Result<String> {
    let location = answer.header("location").filter(|location| location.starts_with(REDIRECT));
    let query = location.and_then(|location| location.split_once('?')).map(|(_, query)| query);
    let mut pairs = url::form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    let code = pairs.find(|(name, _)| name == "code").map(|(_, code)| code.into_owned());
    code.with_context(|| format!("no code in {}", answer.describe()))
}

/// Seconds since 1970.
#[expect(clippy::disallowed_methods, reason = "a partner of a real server lives in real time")]
fn now() -> anyhow::Result<u64> {
    Ok(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_assertion_is_signed_by_the_registered_key_and_never_the_same() {
        let partner = Partner::new("127.0.0.1:80").unwrap();
        let (first, second) = (partner.assertion().unwrap(), partner.assertion().unwrap());
        assert_ne!(first, second);
        let (signed, signature) = first.rsplit_once('.').unwrap();
        let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
        assert!(partner.key.verifying_key().raw_verify(signed.as_bytes(), &signature));
    }

    #[test]
    fn the_registration_is_a_valid_client_of_a_sandbox() {
        let text = Partner::new("127.0.0.1:80").unwrap().registration();
        let document: vocabulary::ClientDocument = toml::from_str(&text).unwrap();
        let client = vocabulary::Client::check(&document, true).unwrap();
        assert_eq!(client.redirect_uris[0].as_str(), REDIRECT);
    }
}
