//! The whole log in against a provider that is nothing but its endpoints: what the app sends, what it
//! accepts, and what it says when something is wrong.

#![expect(clippy::unwrap_used, reason = "a fault here is a failed test, also outside the test functions")]

mod fake;

use axum::Router;
use axum::body::Body;
use axum::http::header::{ACCEPT, CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{Request, StatusCode};
use demo_partner::{Level, PartnerConfig, router};
use fake::Fake;
use serde_json::Value;
use tower::ServiceExt as _;
use url::Url;

/// A browser with one cookie.
struct Browser {
    app: Router,
    cookie: Option<String>,
}

struct Page {
    status: StatusCode,
    location: Option<String>,
    policy: String,
    body: String,
}

impl Browser {
    fn new(issuer: &str, key: &str) -> Self {
        let config = PartnerConfig {
            issuer: issuer.to_owned(),
            base_url: "http://localhost:8090".to_owned(),
            client_id: "demo".to_owned(),
            private_key_pem: key.to_owned(),
            key_id: None,
            service_name: "Demo".to_owned(),
            scopes: vec!["profile".to_owned()],
            level: Level::P9,
        };
        Self { app: router(config).unwrap(), cookie: None }
    }

    async fn send(&mut self, mut request: Request<Body>) -> Page {
        if let Some(cookie) = &self.cookie {
            request.headers_mut().insert(COOKIE, cookie.parse().unwrap());
        }
        let response = self.app.clone().oneshot(request).await.unwrap();
        let header = |name| response.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
        if let Some(cookie) = header(SET_COOKIE) {
            self.cookie = cookie.split(';').next().map(str::to_owned);
        }
        let (status, location) = (response.status(), header(LOCATION));
        let policy = header(CONTENT_SECURITY_POLICY).unwrap_or_default();
        let body = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
        Page { status, location, policy, body: String::from_utf8(body.to_vec()).unwrap() }
    }

    async fn get(&mut self, address: &str) -> Page {
        self.send(Request::get(address).body(Body::empty()).unwrap()).await
    }

    async fn post(&mut self, address: &str, body: String) -> Page {
        let request = Request::post(address).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    async fn account(&mut self) -> Value {
        let request = Request::get("/account").header(ACCEPT, "application/json");
        let page = self.send(request.body(Body::empty()).unwrap()).await;
        serde_json::from_str(&page.body).unwrap()
    }

    /// Starts a log in and gives its authorization request.
    async fn ask(&mut self, address: &str) -> Url {
        let page = self.get(address).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        Url::parse(&page.location.unwrap()).unwrap()
    }
}

fn parameter(address: &Url, name: &str) -> String {
    address
        .query_pairs()
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

async fn signed_in(browser: &mut Browser, fake: &Fake) -> Page {
    let asked = browser.ask("/login").await;
    fake.expect_nonce(&parameter(&asked, "nonce"));
    browser.get(&format!("/callback?code=code-1&state={}", parameter(&asked, "state"))).await
}

#[tokio::test]
async fn the_button_asks_with_state_nonce_pkce_and_vectors() {
    let fake = Fake::start().await;
    let asked = Browser::new(fake.issuer(), fake.partner_key()).ask("/login").await;
    assert_eq!(parameter(&asked, "response_type"), "code");
    assert_eq!(parameter(&asked, "client_id"), "demo");
    assert_eq!(parameter(&asked, "redirect_uri"), "http://localhost:8090/callback");
    assert_eq!(parameter(&asked, "scope"), "openid profile");
    assert_eq!(parameter(&asked, "code_challenge_method"), "S256");
    assert_eq!(parameter(&asked, "vtr"), r#"["P9.Cp.Cd","P9.Cp.Ck","P9.Cm"]"#);
    assert!(parameter(&asked, "state").len() >= 32 && parameter(&asked, "nonce").len() >= 32);
}

#[tokio::test]
async fn a_log_in_ends_with_checked_claims_and_userinfo() {
    let fake = Fake::start().await;
    let mut browser = Browser::new(fake.issuer(), fake.partner_key());
    let page = signed_in(&mut browser, &fake).await;
    assert_eq!(page.location.as_deref(), Some("/account"), "{}", page.body);
    let account = browser.account().await;
    assert_eq!(account["id_token"]["header"]["alg"], "RS512");
    assert_eq!(account["id_token"]["claims"]["aud"], "demo");
    assert_eq!(account["userinfo"]["nhs_number"], "9990000018");
    assert_eq!(account["tokens"]["has_refresh_token"], true);
    let html = browser.get("/account").await.body;
    assert!(html.contains("<td>9990000018</td>") && html.contains("O&#39;Brien &#38; Sons"), "{html}");
    assert!(!html.contains("access-1") && !html.contains("refresh-1"), "no token is shown");
}

#[tokio::test]
async fn refreshing_uses_each_refresh_token_once() {
    let fake = Fake::start().await;
    let mut browser = Browser::new(fake.issuer(), fake.partner_key());
    signed_in(&mut browser, &fake).await;
    for round in 1..=2 {
        let csrf = browser.account().await["csrf"].as_str().unwrap().to_owned();
        let page = browser.post("/refresh", format!("csrf={csrf}")).await;
        assert_eq!(page.location.as_deref(), Some("/account"), "{}", page.body);
        assert_eq!(browser.account().await["tokens"]["refreshed"], round);
    }
}

#[tokio::test]
async fn logging_in_again_silently_asks_for_no_page_and_the_same_information() {
    let fake = Fake::start().await;
    let mut browser = Browser::new(fake.issuer(), fake.partner_key());
    signed_in(&mut browser, &fake).await;
    let csrf = browser.account().await["csrf"].as_str().unwrap().to_owned();
    let page = browser.post("/silent", format!("csrf={csrf}")).await;
    let asked = Url::parse(&page.location.unwrap()).unwrap();
    assert_eq!(parameter(&asked, "prompt"), "none");
    assert_eq!(parameter(&asked, "scope"), "openid profile");
    browser.get(&format!("/callback?error=sso_login_required&state={}", parameter(&asked, "state"))).await;
    assert_eq!(browser.account().await["signed_in"], true, "a silent refusal logs nobody out of this app");
}

#[tokio::test]
async fn doing_more_passes_the_log_in_on_and_asks_for_p9() {
    let fake = Fake::start().await;
    let mut browser = Browser::new(fake.issuer(), fake.partner_key());
    signed_in(&mut browser, &fake).await;
    let account = browser.account().await;
    assert_eq!(account["passed_on"], false);
    let page = browser.post("/step-up", format!("csrf={}", account["csrf"].as_str().unwrap())).await;
    let asked = Url::parse(&page.location.unwrap()).unwrap();
    assert_eq!(parameter(&asked, "vtr"), r#"["P9.Cp.Cd","P9.Cp.Ck","P9.Cm"]"#);
    let token = parameter(&asked, "asserted_login_identity");
    let claims = jsonwebtoken::dangerous::insecure_decode::<Value>(&token).unwrap().claims;
    assert_eq!(claims["iss"], "demo");
    assert_eq!(claims["code"], account["id_token"]["claims"]["jti"]);
    fake.expect_nonce(&parameter(&asked, "nonce"));
    browser.get(&format!("/callback?code=code-1&state={}", parameter(&asked, "state"))).await;
    assert_eq!(browser.account().await["passed_on"], true);
}

#[tokio::test]
async fn a_rotated_signing_key_is_fetched_when_it_is_first_met() {
    let fake = Fake::start().await;
    let mut browser = Browser::new(fake.issuer(), fake.partner_key());
    signed_in(&mut browser, &fake).await;
    fake.rotate();
    let page = signed_in(&mut browser, &fake).await;
    assert_eq!(page.location.as_deref(), Some("/account"), "{}", page.body);
    assert_eq!(browser.account().await["id_token"]["header"]["kid"], "signing-1");
}

#[tokio::test]
async fn a_button_from_another_page_is_refused() {
    let fake = Fake::start().await;
    let mut browser = Browser::new(fake.issuer(), fake.partner_key());
    signed_in(&mut browser, &fake).await;
    assert_eq!(browser.post("/logout", "csrf=guess".to_owned()).await.status, StatusCode::FORBIDDEN);
    assert_eq!(browser.account().await["signed_in"], true);
}

#[tokio::test]
async fn logging_out_forgets_the_person() {
    let fake = Fake::start().await;
    let mut browser = Browser::new(fake.issuer(), fake.partner_key());
    signed_in(&mut browser, &fake).await;
    let csrf = browser.account().await["csrf"].as_str().unwrap().to_owned();
    browser.post("/logout", format!("csrf={csrf}")).await;
    assert_eq!(browser.account().await["signed_in"], false);
}

#[tokio::test]
async fn an_id_token_with_another_nonce_is_refused() {
    let fake = Fake::start().await;
    let mut browser = Browser::new(fake.issuer(), fake.partner_key());
    let asked = browser.ask("/login").await;
    fake.expect_nonce("somebody else's");
    let page = browser.get(&format!("/callback?code=code-1&state={}", parameter(&asked, "state"))).await;
    assert_eq!(page.status, StatusCode::BAD_GATEWAY);
    assert!(page.body.contains("We could not check who you are"), "{}", page.body);
    assert_eq!(browser.account().await["signed_in"], false);
}

#[tokio::test]
async fn a_callback_with_another_state_or_no_cookie_or_used_before_is_explained() {
    let fake = Fake::start().await;
    let mut browser = Browser::new(fake.issuer(), fake.partner_key());
    let lost = browser.get("/callback?code=code-1&state=x").await;
    assert!(lost.body.contains("We do not recognise this browser"));
    let asked = browser.ask("/login").await;
    let other = browser.get("/callback?code=code-1&state=x").await;
    assert!(other.body.contains("This log in did not start here"));
    let back = format!(
        "/callback?error=access_denied&error_description=ConsentNotGiven&state={}",
        parameter(&asked, "state")
    );
    let refused = browser.get(&back).await;
    assert!(refused.body.contains("You cannot continue without sharing your information"));
    assert!(browser.get(&back).await.body.contains("This log in has already been used"));
    let doubled = browser.get("/callback?code=a&code=b&state=x").await;
    assert_eq!(doubled.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn an_issuer_that_cannot_be_reached_is_named() {
    let fake = Fake::start().await;
    // Port 9 of this machine is not listened to.
    let mut browser = Browser::new("http://127.0.0.1:9", fake.partner_key());
    let page = browser.get("/login").await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(page.body.contains("http://127.0.0.1:9"), "{}", page.body);
}

#[tokio::test]
async fn pages_allow_nothing_inline_and_forms_only_to_the_provider() {
    let fake = Fake::start().await;
    let mut browser = Browser::new(fake.issuer(), fake.partner_key());
    for address in ["/", "/nowhere", "/style.css"] {
        let page = browser.get(address).await;
        assert!(
            page.policy.contains("default-src 'none'") && !page.policy.contains("unsafe"),
            "{}",
            page.policy
        );
        assert!(page.policy.contains(&format!("form-action 'self' {};", fake.issuer())), "{}", page.policy);
        assert!(!page.body.contains("style=") && !page.body.contains("<script"));
    }
}
