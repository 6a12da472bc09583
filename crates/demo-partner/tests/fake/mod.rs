//! A provider that is nothing but its endpoints. It checks what the app sends and answers with one person.

use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::KeyPair as _;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use jsonwebtoken::jwk::{Jwk, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde_json::{Value, json};
use tokio::net::TcpListener;

pub(crate) struct Fake {
    partner_key: String,
    provider: Arc<Provider>,
}

struct Provider {
    issuer: String,
    keys: Mutex<Vec<EncodingKey>>,
    partner: DecodingKey,
    nonce: Mutex<String>,
    refresh_token: Mutex<u32>,
    seen_assertions: Mutex<Vec<String>>,
}

impl Fake {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (partner_key, partner_public) = key_pair();
        let own_key = signing_key();
        let provider = Arc::new(Provider {
            issuer: format!("http://{}", listener.local_addr().unwrap()),
            keys: Mutex::new(vec![own_key]),
            partner: DecodingKey::from_rsa_pem(partner_public.as_bytes()).unwrap(),
            nonce: Mutex::default(),
            refresh_token: Mutex::new(1),
            seen_assertions: Mutex::default(),
        });
        let app = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .route("/userinfo", get(userinfo))
            .with_state(Arc::clone(&provider));
        tokio::spawn(async move { axum::serve(listener, app).await });
        Self { partner_key, provider }
    }

    pub(crate) fn issuer(&self) -> &str {
        &self.provider.issuer
    }

    pub(crate) fn partner_key(&self) -> &str {
        &self.partner_key
    }

    /// Signs with a new key from now on.
    pub(crate) fn rotate(&self) {
        self.provider.keys.lock().unwrap().push(signing_key());
    }

    pub(crate) fn expect_nonce(&self, nonce: &str) {
        nonce.clone_into(&mut self.provider.nonce.lock().unwrap());
    }
}

fn signing_key() -> EncodingKey {
    EncodingKey::from_rsa_pem(key_pair().0.as_bytes()).unwrap()
}

fn key_pair() -> (String, String) {
    let pair = KeyPair::generate(KeySize::Rsa2048).unwrap();
    let private: Pkcs8V1Der<'_> = pair.as_der().unwrap();
    let public: PublicKeyX509Der<'_> = pair.public_key().as_der().unwrap();
    (pem("PRIVATE KEY", private.as_ref()), pem("PUBLIC KEY", public.as_ref()))
}

fn pem(label: &str, der: &[u8]) -> String {
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", BASE64_STANDARD.encode(der))
}

async fn discovery(State(provider): State<Arc<Provider>>) -> Json<Value> {
    let issuer = &provider.issuer;
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "userinfo_endpoint": format!("{issuer}/userinfo"),
        "jwks_uri": format!("{issuer}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS512"],
    }))
}

async fn keys(State(provider): State<Arc<Provider>>) -> Json<Value> {
    let keys = provider.keys.lock().unwrap();
    let public = keys.iter().enumerate().map(|(number, key)| {
        let mut jwk = Jwk::from_encoding_key(key, Algorithm::RS512).unwrap();
        jwk.common.key_id = Some(format!("signing-{number}"));
        jwk.common.public_key_use = Some(PublicKeyUse::Signature);
        jwk
    });
    Json(json!({ "keys": public.collect::<Vec<_>>() }))
}

async fn token(
    State(provider): State<Arc<Provider>>,
    Form(form): Form<Vec<(String, String)>>,
) -> (StatusCode, Json<Value>) {
    let field = |name: &str| form.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str());
    if !provider.accepts(field("client_assertion")) {
        return (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_client" })));
    }
    let mut generation = provider.refresh_token.lock().unwrap();
    let mut answer = json!({ "token_type": "bearer", "expires_in": 300, "scope": "openid profile" });
    match field("grant_type") {
        "authorization_code" if field("code") == "code-1" && field("code_verifier").len() >= 43 => {
            answer["id_token"] = json!(provider.id_token());
        }
        "refresh_token" if field("refresh_token") == format!("refresh-{generation}") => *generation += 1,
        _ => return (StatusCode::BAD_REQUEST, Json(json!({ "error": "invalid_grant" }))),
    }
    answer["access_token"] = json!(format!("access-{generation}"));
    answer["refresh_token"] = json!(format!("refresh-{generation}"));
    (StatusCode::OK, Json(answer))
}

async fn userinfo(headers: HeaderMap) -> (StatusCode, Json<Value>) {
    if !headers["authorization"].to_str().unwrap().starts_with("Bearer access-") {
        return (StatusCode::UNAUTHORIZED, Json(json!({})));
    }
    let person = json!({
        "iss": "http://localhost", "aud": "demo", "sub": "person-1", "nhs_number": "9990000018",
        "family_name": "O'Brien & Sons", "birthdate": "1990-01-31",
    });
    (StatusCode::OK, Json(person))
}

impl Provider {
    /// RS512, for this client and this endpoint, and never seen before.
    fn accepts(&self, assertion: &str) -> bool {
        let mut validation = Validation::new(Algorithm::RS512);
        validation.set_audience(&[format!("{}/token", self.issuer)]);
        validation.set_issuer(&["demo"]);
        let Ok(decoded) = jsonwebtoken::decode::<Value>(assertion, &self.partner, &validation) else {
            return false;
        };
        let jti = decoded.claims["jti"].as_str().unwrap_or_default().to_owned();
        let mut seen = self.seen_assertions.lock().unwrap();
        let fresh = decoded.claims["sub"] == "demo" && !seen.contains(&jti);
        seen.push(jti);
        fresh
    }

    #[expect(clippy::disallowed_methods, reason = "the library checks expiry against the machine's clock")]
    fn id_token(&self) -> String {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
        let mut header = Header::new(Algorithm::RS512);
        let keys = self.keys.lock().unwrap();
        header.kid = Some(format!("signing-{}", keys.len() - 1));
        let claims = json!({
            "iss": self.issuer, "sub": "person-1", "aud": "demo", "iat": now, "exp": now + 3600,
            "nonce": *self.nonce.lock().unwrap(), "vot": "P9.Cp.Cd", "token_use": "id",
            "jti": "id-token-1",
        });
        jsonwebtoken::encode(&header, &claims, keys.last().unwrap()).unwrap()
    }
}
