//! certification.md 1.2 and 1.3: the OpenID Foundation's modules about a log in and its tokens, restated under their names for the issuer
//! `nhs`. Where a module asks that the flow succeeds, it is gone through to the tokens.

use house_tests::{Authorize, Landing, Partner, Person, TestHouse, TokenReply};
use serde_json::Value;
use vocabulary::Lifetime;

use crate::{OWEN, error};

/// A whole flow: the person logs in, and the code is exchanged.
async fn tokens(partner: &Partner, person: &mut Person, request: &Authorize) -> TokenReply {
    let code = partner.sign_in(person, OWEN, request).await;
    assert_eq!(Landing::of(person).get("state"), request_value(request, "state"));
    partner.redeem(&code).await
}

fn request_value(request: &Authorize, name: &str) -> String {
    request.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()).unwrap_or_default()
}

fn assert_tokens(module: &str, reply: &TokenReply, partner: &Partner) -> Value {
    assert_eq!(reply.status, 200, "{module}: {reply:?}");
    assert!(reply.cache_control.contains("no-store"), "{module}");
    assert!(reply.text("token_type").eq_ignore_ascii_case("bearer"), "{module}");
    let claims = reply.claims("id_token");
    assert_eq!(claims["aud"], partner.client_id.as_str(), "{module}");
    assert_eq!(claims["nonce"], "nonce-of-the-test", "{module}");
    assert!(claims["sub"].as_str().is_some_and(|subject| !subject.is_empty()), "{module}");
    claims
}

/// What a module sends in the place of an ordinary request.
type Change = fn(Authorize) -> Authorize;

/// The modules that send something more, or in another way, and ask that the flow succeeds.
const SUCCEED: [(&str, Change); 11] = [
    ("oidcc-server", |request| request),
    ("oidcc-alternate-happy-flow", |request| {
        let mut reversed = request.with("scope", "profile openid");
        reversed.0.reverse();
        reversed
    }),
    ("oidcc-display-page", |request| request.with("display", "page")),
    ("oidcc-display-popup", |request| request.with("display", "popup")),
    ("oidcc-ui-locales", |request| request.with("ui_locales", "se")),
    ("oidcc-claims-locales", |request| request.with("claims_locales", "se")),
    ("oidcc-ensure-request-with-acr-values-succeeds", |request| request.with("acr_values", "1 2")),
    ("oidcc-ensure-request-with-unknown-parameter-succeeds", |request| request.with("extra", "foobar")),
    ("oidcc-login-hint", |request| request.with("login_hint", "buffy@example.com")),
    ("oidcc-claims-essential", |request| {
        request.with("claims", r#"{"userinfo":{"name":{"essential":true}}}"#)
    }),
    ("oidcc-max-age-10000", |request| request.with("max_age", "15000")),
];

#[tokio::test]
async fn each_module_that_asks_for_a_flow_to_succeed_gets_tokens() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut subjects = std::collections::BTreeSet::new();
    for (module, change) in SUCCEED {
        let reply = tokens(&partner, &mut Person::new(&house), &change(partner.request())).await;
        let claims = assert_tokens(module, &reply, &partner);
        subjects.insert(claims["sub"].to_string());
        let userinfo = partner.userinfo(reply.text("access_token")).await;
        assert_eq!((userinfo.status, &userinfo.body["sub"]), (200, &claims["sub"]), "{module}");
    }
    assert_eq!(subjects.len(), 1, "the same person has the same subject");
}

#[tokio::test]
async fn oidcc_prompt_login() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    let first = tokens(&partner, &mut person, &partner.request()).await.claims("id_token");
    house.clock.forward(Lifetime::seconds(2));
    let request = partner.request().with("prompt", "login");
    person.go(&request.path()).await.sees("Enter your email address");
    let again = tokens(&partner, &mut person, &request).await;
    let again = assert_tokens("oidcc-prompt-login", &again, &partner);
    assert_eq!(first["sub"], again["sub"]);
    assert!(again["auth_time"].as_i64() > first["auth_time"].as_i64(), "{first} {again}");
}

/// C4: of the errors that the module takes, the `nhs` profile answers with its own `sso_login_required` in the place of `login_required`.
#[tokio::test]
async fn oidcc_prompt_none_not_logged_in() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    let state = "s".repeat(128);
    person.go(&partner.request().with("prompt", "none").with("state", &state).path()).await;
    assert_eq!((error(&person).as_str(), Landing::of(&person).get("state")), ("sso_login_required", state));
    assert!(Landing::of(&person).find("code").is_none());
}

#[tokio::test]
async fn oidcc_prompt_none_logged_in() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    let first = tokens(&partner, &mut person, &partner.request()).await.claims("id_token");
    house.clock.forward(Lifetime::seconds(2));
    person.go(&partner.request().with("prompt", "none").path()).await;
    let silent = partner.redeem(&Landing::of(&person).get("code")).await;
    let silent = assert_tokens("oidcc-prompt-none-logged-in", &silent, &partner);
    assert_eq!((&first["sub"], &first["auth_time"]), (&silent["sub"], &silent["auth_time"]));
}

#[tokio::test]
async fn oidcc_codereuse_and_codereuse_30seconds() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    for (module, seconds) in [("oidcc-codereuse", 0), ("oidcc-codereuse-30seconds", 30)] {
        let code = partner.sign_in(&mut Person::new(&house), OWEN, &partner.request()).await;
        let first = partner.redeem(&code).await;
        assert_tokens(module, &first, &partner);
        assert_eq!(partner.userinfo(first.text("access_token")).await.status, 200, "{module}");
        house.clock.forward(Lifetime::seconds(seconds));
        let second = partner.redeem(&code).await;
        assert_eq!((second.status, second.text("error")), (400, "invalid_grant"), "{module}");
        assert_eq!(partner.userinfo(first.text("access_token")).await.status, 401, "{module}: still alive");
    }
}

#[tokio::test]
async fn oidcc_refresh_token() {
    let house = TestHouse::start().await;
    let (partner, second_client) = (house.partner("surgery").await, house.partner("pharmacy").await);
    let first = tokens(&partner, &mut Person::new(&house), &partner.request()).await;
    let token = first.text("refresh_token").to_owned();
    assert!(token.len() >= 43 && token.bytes().all(|byte| (0x20..=0x7e).contains(&byte)), "{token}");
    let stolen = second_client.refresh(&token).await;
    assert_eq!((stolen.status, stolen.text("error")), (400, "invalid_grant"));
    let fields = [("grant_type", "refresh_token"), ("refresh_token", token.as_str()), ("scope", "openid")];
    let reply = partner.token(&fields).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    assert!(reply.cache_control.contains("no-store"));
    assert!(reply.text("token_type").eq_ignore_ascii_case("bearer"));
    assert!(reply.body["expires_in"].as_i64().is_some_and(|seconds| seconds > 0));
    assert_ne!(reply.text("access_token"), first.text("access_token"));
    assert_eq!(partner.userinfo(reply.text("access_token")).await.status, 200);
}

/// The pair of RFC 7636, appendix B.
#[tokio::test]
async fn oidcc_ensure_request_with_valid_pkce_succeeds() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    let request = partner.request().with("code_challenge", challenge).with("code_challenge_method", "S256");
    let code = partner.sign_in(&mut Person::new(&house), OWEN, &request).await;
    let reply = partner
        .token(&[
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("redirect_uri", &partner.redirect_uri),
            ("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
        ])
        .await;
    assert_tokens("oidcc-ensure-request-with-valid-pkce-succeeds", &reply, &partner);
}

#[tokio::test]
async fn oidcc_ensure_post_request_succeeds() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let request = partner.request();
    let fields: Vec<(&str, &str)> =
        request.0.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let mut person = Person::new(&house);
    person.post_from_elsewhere("/authorize", &fields).await;
    let code = partner.go_on(&mut person, OWEN).await;
    assert_tokens("oidcc-ensure-post-request-succeeds", &partner.redeem(&code).await, &partner);
}
