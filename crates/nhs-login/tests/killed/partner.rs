//! A partner's back end: its key, its registration, its signed requests.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use identity::{Clock as _, SystemClock};
use serde_json::{Value, json};
use tokens::{KeyState, SigningAlgorithm, SigningKey};
use url::form_urlencoded::Serializer;
use vocabulary::Instant;

use crate::browser::Gone;

const CLIENT: &str = "riverside-pharmacy";
/// Where codes go; nobody listens there.
pub(crate) const REDIRECT: &str = "https://riverside.example/callback";

/// A partner with a key pair of its own.
#[derive(Clone)]
#[expect(clippy::disallowed_types, reason = "a partner's back end is no gateway of the service")]
pub(crate) struct Partner {
    key: SigningKey,
    http: reqwest::Client,
    assertions: Arc<AtomicU64>,
}

/// What an exchange gave.
#[derive(Debug, Clone)]
pub(crate) struct Tokens {
    pub(crate) access: String,
    pub(crate) refresh: String,
}

impl Partner {
    #[expect(clippy::disallowed_types, reason = "a partner's back end is no gateway of the service")]
    pub(crate) fn new() -> Self {
        let state = KeyState::Current { signing_since_at: Instant::from_seconds(0) };
        let key = SigningKey::generate(SigningAlgorithm::Rs512, state).unwrap();
        Self { key, http: reqwest::Client::new(), assertions: Arc::default() }
    }

    /// Its registration, as `nhs-login clients import` reads it.
    pub(crate) fn registration(&self) -> String {
        let (public, kid) = (self.key.verifying_key(), self.key.key_id());
        let (n, e) = (public.modulus_base64url(), public.exponent_base64url());
        format!(
            r#"client_id = "{CLIENT}"
name = "Riverside Pharmacy"
redirect_uris = ["{REDIRECT}"]
scopes = "openid profile"
vectors = ["P0.Cp.Cd", "P5.Cp.Cd", "P9.Cp.Cd"]
refresh_tokens = true
[[keys]]
kid = "{kid}"
jwks = '{{"kty":"RSA","use":"sig","alg":"RS512","kid":"{kid}","n":"{n}","e":"{e}"}}'
"#
        )
    }

    /// An authorization request for a password and a code: path and query.
    pub(crate) fn authorize() -> String {
        Self::authorize_for(r#"["P0.Cp.Cd"]"#)
    }

    /// An authorization request for these vectors: path and query.
    pub(crate) fn authorize_for(vtr: &str) -> String {
        let query = Serializer::new(String::new())
            .extend_pairs([
                ("response_type", "code"),
                ("client_id", CLIENT),
                ("redirect_uri", REDIRECT),
                ("scope", "openid profile"),
                ("state", "the-state"),
                ("nonce", "the-nonce"),
                ("vtr", vtr),
            ])
            .finish();
        format!("/authorize?{query}")
    }

    /// Redeems a code; nothing when it is refused as used or unknown.
    pub(crate) async fn redeem(&self, issuer: &str, code: &str) -> Result<Option<Tokens>, Gone> {
        self.tokens(
            issuer,
            &[("grant_type", "authorization_code"), ("code", code), ("redirect_uri", REDIRECT)],
        )
        .await
    }

    /// Refreshes; nothing when the token is refused.
    pub(crate) async fn refresh(&self, issuer: &str, token: &str) -> Result<Option<Tokens>, Gone> {
        self.tokens(issuer, &[("grant_type", "refresh_token"), ("refresh_token", token)]).await
    }

    /// The status that userinfo answers.
    pub(crate) async fn userinfo(&self, issuer: &str, access_token: &str) -> Result<u16, Gone> {
        let request = self.http.get(format!("{issuer}/userinfo")).bearer_auth(access_token);
        Ok(request.send().await?.status().as_u16())
    }

    async fn tokens(&self, issuer: &str, fields: &[(&str, &str)]) -> Result<Option<Tokens>, Gone> {
        let assertion = self.assertion(issuer);
        let proof = [
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            ("client_assertion", &assertion),
        ];
        let request = self.http.post(format!("{issuer}/token")).form(&[fields, &proof].concat());
        let response = request.send().await?;
        let status = response.status().as_u16();
        let body: Value = serde_json::from_str(&response.text().await?).unwrap();
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        match (status, text("error").as_str()) {
            (200, "") => Ok(Some(Tokens { access: text("access_token"), refresh: text("refresh_token") })),
            (400, "invalid_grant") => Ok(None),
            _ => panic!("{status}: {body}"),
        }
    }

    fn assertion(&self, issuer: &str) -> String {
        let number = self.assertions.fetch_add(1, Ordering::Relaxed);
        let expiry = SystemClock.now().seconds() + 60;
        let claims = json!({
            "iss": CLIENT, "sub": CLIENT, "aud": format!("{issuer}/token"), "jti": format!("assertion-{number}"), "exp": expiry,
        });
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let header = json!({"alg": "RS512", "kid": self.key.key_id()});
        let signed = format!("{}.{}", part(&header), part(&claims));
        let signature = self.key.raw_sign(signed.as_bytes()).unwrap();
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}
