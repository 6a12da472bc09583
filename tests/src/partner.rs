//! A partner: a key, a registration, assertions, requests as its back end sends them.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use identity::Clock as _;
use identity::Imported;
use serde_json::{Map, Value, json};
use tokens::{KeyState, Keyring, SigningAlgorithm, SigningKey, jwks_json};
use vocabulary::{ClientDocument, Instant, IssuerName, RegisteredKey};

use crate::clock::TestClock;
use crate::house::TestHouse;
use crate::person::Person;

/// A registered client and its key.
#[derive(Debug, Clone)]
#[expect(clippy::disallowed_types, reason = "a partner's back end is no gateway of the service")]
pub struct Partner {
    http: reqwest::Client,
    issuer: String,
    /// `client_id`.
    pub client_id: String,
    /// Its first redirect URI.
    pub redirect_uri: String,
    key: SigningKey,
    clock: Arc<TestClock>,
}

/// An authorization request under construction.
#[derive(Debug, Clone)]
pub struct Authorize(pub Vec<(String, String)>);

/// What a redirect brought.
#[derive(Debug, Clone)]
pub struct Landing(pub Vec<(String, String)>);

/// An answer of the token endpoint or userinfo.
#[derive(Debug, Clone)]
pub struct TokenReply {
    /// The HTTP status.
    pub status: u16,
    /// `Cache-Control`.
    pub cache_control: String,
    /// `WWW-Authenticate`.
    pub www_authenticate: String,
    /// The JSON body; null when it is none.
    pub body: Value,
}

/// One key for all partners of a test process: making one takes longer than a test.
fn shared_key() -> SigningKey {
    static KEY: OnceLock<SigningKey> = OnceLock::new();
    KEY.get_or_init(new_key).clone()
}

fn new_key() -> SigningKey {
    let state = KeyState::Current { signing_since_at: Instant::from_seconds(0) };
    SigningKey::generate(SigningAlgorithm::Rs512, state).expect("a key")
}

impl Partner {
    /// Registers a client with everything approved, after `change`.
    pub async fn register(
        house: &TestHouse,
        client_id: &str,
        change: impl FnOnce(&mut ClientDocument),
    ) -> Self {
        Self::register_with(house, client_id, shared_key(), change).await
    }

    /// As [`Self::register`], with a key of its own.
    #[expect(clippy::disallowed_types, reason = "a partner's back end is no gateway of the service")]
    pub async fn register_with(
        house: &TestHouse,
        client_id: &str,
        key: SigningKey,
        change: impl FnOnce(&mut ClientDocument),
    ) -> Self {
        let mut document = document(client_id, &key);
        change(&mut document);
        let imported = house.identity().import_client(&document, None).await.expect("an import");
        assert!(!matches!(imported, Imported::Refused(_)), "{imported:?}");
        Self {
            http: reqwest::Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .build()
                .expect("a client"),
            issuer: house.issuer().to_owned(),
            client_id: client_id.to_owned(),
            redirect_uri: document.redirect_uris[0].clone(),
            key,
            clock: Arc::clone(&house.clock),
        }
    }

    /// Another key, for rotation and for impostors.
    #[must_use]
    pub fn with_new_key(&self) -> Self {
        Self { key: new_key(), ..self.clone() }
    }

    /// The key as PKCS#8 PEM, for client libraries.
    #[must_use]
    pub fn private_key_pem(&self) -> String {
        use base64::engine::general_purpose::STANDARD;
        let der = self.key.to_pkcs8_der().expect("PKCS#8");
        let text = STANDARD.encode(der.expose());
        let lines: Vec<&str> =
            text.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).expect("ASCII")).collect();
        format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", lines.join("\n"))
    }

    /// The public key as PEM, for the registry.
    #[must_use]
    pub fn public_key_pem(&self) -> String {
        self.key.verifying_key().to_pem()
    }

    /// A complete request: openid and profile at P9, state and nonce.
    #[must_use]
    pub fn request(&self) -> Authorize {
        let pairs = [
            ("client_id", self.client_id.as_str()),
            ("redirect_uri", self.redirect_uri.as_str()),
            ("response_type", "code"),
            ("scope", "openid profile"),
            ("state", "state-of-the-test"),
            ("nonce", "nonce-of-the-test"),
        ];
        Authorize(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec())
    }

    /// The claims of a fresh assertion.
    #[must_use]
    pub fn assertion_claims(&self) -> Map<String, Value> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let now = self.clock.now().seconds();
        let jti = format!("jti-{}-{}-{}", self.client_id, now, COUNT.fetch_add(1, Ordering::Relaxed));
        let claims = json!({
            "iss": self.client_id, "sub": self.client_id, "aud": format!("{}/token", self.issuer),
            "jti": jti, "iat": now, "exp": now + 60,
        });
        claims.as_object().expect("an object").clone()
    }

    /// Signs claims as an assertion, RS512.
    #[must_use]
    pub fn sign(&self, claims: &Map<String, Value>) -> String {
        self.sign_with_header(&json!({"alg": "RS512"}), claims)
    }

    /// Signs with any header; the signature is always RS512.
    #[must_use]
    pub fn sign_with_header(&self, header: &Value, claims: &Map<String, Value>) -> String {
        let part = |value: &[u8]| URL_SAFE_NO_PAD.encode(value);
        let body = serde_json::to_vec(claims).expect("JSON");
        let signed = format!("{}.{}", part(header.to_string().as_bytes()), part(&body));
        let signature = self.key.raw_sign(signed.as_bytes()).expect("a signature");
        format!("{signed}.{}", part(&signature))
    }

    /// A token request with a fresh assertion.
    pub async fn token(&self, fields: &[(&str, &str)]) -> TokenReply {
        let assertion = self.sign(&self.assertion_claims());
        self.token_with(&assertion, fields).await
    }

    /// A token request with this assertion.
    pub async fn token_with(&self, assertion: &str, fields: &[(&str, &str)]) -> TokenReply {
        let mut form = vec![
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            ("client_assertion", assertion),
        ];
        form.extend_from_slice(fields);
        self.post_token(&form).await
    }

    /// A token request with exactly these fields.
    pub async fn post_token(&self, form: &[(&str, &str)]) -> TokenReply {
        reply(self.http.post(format!("{}/token", self.issuer)).form(form)).await
    }

    /// Redeems a code.
    pub async fn redeem(&self, code: &str) -> TokenReply {
        self.token(&[
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &self.redirect_uri),
        ])
        .await
    }

    /// Refreshes.
    pub async fn refresh(&self, refresh_token: &str) -> TokenReply {
        self.token(&[("grant_type", "refresh_token"), ("refresh_token", refresh_token)]).await
    }

    /// Userinfo.
    pub async fn userinfo(&self, access_token: &str) -> TokenReply {
        reply(self.http.get(format!("{}/userinfo", self.issuer)).bearer_auth(access_token)).await
    }

    /// PATCH userinfo (F-49).
    pub async fn patch_userinfo(&self, access_token: &str, body: &Value) -> TokenReply {
        let request =
            self.http.patch(format!("{}/userinfo", self.issuer)).bearer_auth(access_token).json(body);
        reply(request).await
    }

    /// Signs a seeded person in at this partner, agrees to share, and gives the code.
    pub async fn sign_in(&self, person: &mut Person, email: &str, request: &Authorize) -> String {
        person.go(&request.path()).await;
        self.go_on(person, email).await
    }

    /// As [`Self::sign_in`], from the page that is open.
    pub async fn go_on(&self, person: &mut Person, email: &str) -> String {
        for _ in 0..8 {
            if person.has_left() {
                break;
            }
            match person.page().address.rsplit('/').next().unwrap_or_default() {
                "email" => person.fill("Email address", email).press("Continue").await,
                "found" => person.press("Continue").await,
                "password" => person.fill("Password", "Passw0rd$1").press("Continue").await,
                "code" => person.fill("Security code", "190696").press("Continue").await,
                "share" => person.press("I agree").await,
                "share-more" => person.press("Agree and continue").await,
                _ => break,
            };
        }
        Landing::of(person).get("code")
    }
}

impl Authorize {
    /// Sets a parameter, or sets it anew.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.0.retain(|(known, _)| known != name);
        self.0.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Adds a parameter, even a second time.
    #[must_use]
    pub fn and(mut self, name: &str, value: &str) -> Self {
        self.0.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Leaves a parameter out.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.0.retain(|(known, _)| known != name);
        self
    }

    /// Path and query.
    #[must_use]
    pub fn path(&self) -> String {
        let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.0).finish();
        format!("/authorize?{query}")
    }
}

impl Landing {
    /// What the redirect that `person` left with brought.
    #[must_use]
    pub fn of(person: &Person) -> Self {
        Self(person.left_for().query_pairs().into_owned().collect())
    }

    /// A parameter that must be there.
    #[must_use]
    pub fn get(&self, name: &str) -> String {
        self.find(name).unwrap_or_else(|| panic!("the redirect brought no {name}: {:?}", self.0))
    }

    /// A parameter that may be there.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<String> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
    }
}

impl TokenReply {
    /// A text member of the body.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.body[name].as_str().unwrap_or_else(|| panic!("no {name} in {self:?}"))
    }

    /// The claims of a JWT in the body, unverified.
    #[must_use]
    pub fn claims(&self, name: &str) -> Value {
        self.part(name, 1)
    }

    /// The header of a JWT in the body.
    #[must_use]
    pub fn header(&self, name: &str) -> Value {
        self.part(name, 0)
    }

    fn part(&self, name: &str, index: usize) -> Value {
        let part = self.text(name).split('.').nth(index).expect("three parts").to_owned();
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).expect("base64url")).expect("JSON")
    }
}

async fn reply(request: reqwest::RequestBuilder) -> TokenReply {
    let response = request.send().await.expect("an answer");
    let header = |name: &str| {
        response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    };
    let (cache_control, www_authenticate) = (header("cache-control"), header("www-authenticate"));
    let status = response.status().as_u16();
    let body = response.text().await.expect("a body");
    TokenReply {
        status,
        cache_control,
        www_authenticate,
        body: serde_json::from_str(&body).unwrap_or(Value::Null),
    }
}

fn document(client_id: &str, key: &SigningKey) -> ClientDocument {
    let keyring = Keyring::new(vec![key.clone()]).expect("one current key");
    let vectors = ["P0", "P5", "P9"]
        .into_iter()
        .flat_map(|level| ["Cp", "Cp.Cd", "Cp.Ck", "Cm"].map(|credentials| format!("{level}.{credentials}")));
    ClientDocument {
        client_id: client_id.to_owned(),
        name: "Test Surgery".to_owned(),
        name_takes_the: true,
        redirect_uris: vec![format!("https://{client_id}.example/callback")],
        onward_origins: Vec::new(),
        scopes: vocabulary::Scope::ALL.map(vocabulary::Scope::as_str).join(" "),
        vectors: vectors.collect(),
        keys: vec![RegisteredKey {
            kid: None,
            pem: None,
            jwks: Some(jwks_json(&keyring)),
            from: None,
            until: None,
        }],
        refresh_tokens: true,
        nonce_optional: false,
        default_vtr: Vec::new(),
        sso: true,
        sso_partners: Vec::new(),
        im1: true,
        registration: true,
        terms_url: None,
        privacy_url: None,
        contact: None,
        issuer: IssuerName::Nhs,
        enabled: true,
    }
}
