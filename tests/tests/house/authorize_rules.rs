//! F-12 to F-32: each rule of the authorization request, refused as it says. `policy` tests the decision; here is what a browser sees.

use house_tests::{Authorize, Landing, Partner, Person, TestHouse};

use crate::LOW;

type Change = fn(Authorize) -> Authorize;

/// Rule, what is wrong, and the error that goes back.
pub(crate) const RETURNED: &[(&str, Change, &str)] = &[
    ("F-12 scope is missing", |r| r.without("scope"), "invalid_scope"),
    ("F-12 no openid", |r| r.with("scope", "profile"), "invalid_scope"),
    (
        "F-12 profile and basic_demographics",
        |r| r.with("scope", "openid profile basic_demographics"),
        "invalid_scope",
    ),
    ("F-13 response_type token", |r| r.with("response_type", "token"), "unsupported_response_type"),
    ("F-13 hybrid", |r| r.with("response_type", "code id_token"), "unsupported_response_type"),
    ("F-16 state is missing", |r| r.without("state"), "invalid_request"),
    ("F-17 nonce is missing", |r| r.without("nonce"), "invalid_request"),
    ("F-18 fragment", |r| r.with("response_mode", "fragment"), "invalid_request"),
    ("F-20 unknown prompt", |r| r.with("prompt", "select_account"), "invalid_request"),
    ("F-20 none with another", |r| r.with("prompt", "none login"), "invalid_request"),
    ("F-21 vtr is no array", |r| r.with("vtr", "P9.Cp.Cd"), "invalid_request"),
    ("F-21 vtr is empty", |r| r.with("vtr", "[]"), "invalid_request"),
    ("F-52 unsupported vector", |r| r.with("vtr", r#"["P9.Ck"]"#), "invalid_request"),
    ("F-23 request object", |r| r.with("request", "eyJhbGciOiJub25lIn0.e30."), "request_not_supported"),
    ("F-23 request_uri", |r| r.with("request_uri", "https://x.example/r"), "request_uri_not_supported"),
    ("F-23 registration", |r| r.with("registration", "{}"), "registration_not_supported"),
    (
        "F-24 plain",
        |r| r.with("code_challenge", &"a".repeat(43)).with("code_challenge_method", "plain"),
        "invalid_request",
    ),
    ("F-24 no method", |r| r.with("code_challenge", &"a".repeat(43)), "invalid_request"),
    ("F-28 scope twice", |r| r.and("scope", "openid"), "invalid_request"),
    ("C9 request before state", |r| r.without("state").with("request", "x"), "request_not_supported"),
];

/// Values that never break a request (F-19, F-22, C5, C6).
const TOLERATED: &[(&str, &str)] = &[
    ("display", "popup"),
    ("display", "nonsense"),
    ("ui_locales", "se"),
    ("claims_locales", "se"),
    ("acr_values", "1 2"),
    ("login_hint", "buffy@example.com"),
    ("id_token_hint", "not.a.token"),
    ("claims", r#"{"userinfo":{"name":{"essential":true}}}"#),
    ("max_age", "ten"),
    ("max_age", "15000"),
    ("extra", "foobar"),
    ("scope", "openid profile https://unknown.example/scope"),
    ("allow_registration", "perhaps"),
];

#[tokio::test]
async fn each_broken_rule_goes_back_to_the_partner_with_its_error_and_state() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    for (rule, change, error) in RETURNED {
        let mut person = Person::new(&house);
        person.go(&change(partner.request()).path()).await;
        assert!(person.has_left(), "{rule} was shown:\n{}", person.page().describe());
        assert!(person.left_for().as_str().starts_with(&partner.redirect_uri), "{rule}");
        let landing = Landing::of(&person);
        assert_eq!(landing.get("error"), *error, "{rule}: {landing:?}");
        let description = landing.get("error_description");
        let legal = |c: char| matches!(c, ' '..='~') && c != '"' && c != '\\';
        assert!(description.chars().all(legal), "{rule}: {description}");
        if !rule.contains("state") {
            assert_eq!(landing.get("state"), "state-of-the-test", "{rule}");
        }
        assert!(
            landing
                .0
                .iter()
                .all(|(name, _)| ["error", "error_description", "state"].contains(&name.as_str()))
        );
    }
}

#[tokio::test]
async fn nothing_is_sent_to_an_address_that_is_not_registered() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let disabled = Partner::register(&house, "disabled", |client| client.enabled = false).await;
    let broken: [(&str, Authorize, &str); 9] = [
        ("F-14 no client", partner.request().without("client_id"), "CID2024"),
        ("F-14 unknown client", partner.request().with("client_id", "nobody"), "CID1004"),
        ("F-14 disabled client", disabled.request(), "CID1004"),
        ("F-15 no redirect_uri", partner.request().without("redirect_uri"), "CID1004"),
        (
            "F-15 another path",
            partner.request().with("redirect_uri", "https://surgery.example/other"),
            "CID1004",
        ),
        (
            "F-15 a query added",
            partner.request().with("redirect_uri", "https://surgery.example/callback?x=1"),
            "CID1004",
        ),
        (
            "F-15 upper case",
            partner.request().with("redirect_uri", "https://surgery.example/Callback"),
            "CID1004",
        ),
        ("F-28 client_id twice", partner.request().and("client_id", "surgery"), "CID1004"),
        (
            "F-28 redirect_uri twice",
            partner.request().and("redirect_uri", "https://evil.example/"),
            "CID1004",
        ),
    ];
    for (rule, request, cid) in broken {
        let mut person = Person::new(&house);
        person.go(&request.path()).await;
        assert!(!person.has_left(), "{rule} was redirected");
        assert_eq!(person.page().status, 400, "{rule}: {}", person.page().describe());
        assert!(person.page().text().contains(cid), "{rule}: {}", person.page().text());
    }
}

#[tokio::test]
async fn what_the_contract_ignores_never_breaks_a_request() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    for (name, value) in TOLERATED {
        let mut person = Person::new(&house);
        person.go(&partner.request().with("vtr", LOW).with(name, value).path()).await;
        person.sees("Enter your email address");
    }
}

#[tokio::test]
async fn a_client_asks_for_no_more_than_it_was_approved_for() {
    let house = TestHouse::start().await;
    let partner = Partner::register(&house, "modest", |client| {
        client.scopes = "openid email".to_owned();
        client.vectors = vec!["P0.Cp.Cd".to_owned()];
    })
    .await;
    let mut person = Person::new(&house);
    person.go(&partner.request().with("vtr", LOW).path()).await;
    assert_eq!(Landing::of(&person).get("error"), "invalid_scope", "F-12");
    person.go(&partner.request().with("scope", "openid").with("vtr", r#"["P9.Cp.Cd"]"#).path()).await;
    let landing = Landing::of(&person);
    assert_eq!(landing.get("error"), "invalid_request", "F-31");
    assert!(landing.get("error_description").contains("P9.Cp.Cd"), "F-31 says which: {landing:?}");
}

#[tokio::test]
async fn nonce_may_be_left_out_where_the_registration_says_so() {
    let house = TestHouse::start().await;
    let partner = Partner::register(&house, "old-app", |client| client.nonce_optional = true).await;
    let mut person = Person::new(&house);
    let request = partner.request().without("nonce").with("vtr", LOW);
    let code = partner.sign_in(&mut person, crate::NINA, &request).await;
    let claims = partner.redeem(&code).await.claims("id_token");
    assert!(claims.get("nonce").is_none(), "{claims}");
}

#[tokio::test]
async fn long_state_and_nonce_come_back_whole() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let (state, nonce) = ("~".repeat(1000), "n".repeat(384));
    let mut person = Person::new(&house);
    let request = partner.request().with("vtr", LOW).with("state", &state).with("nonce", &nonce);
    let code = partner.sign_in(&mut person, crate::NINA, &request).await;
    assert_eq!(Landing::of(&person).get("state"), state);
    assert_eq!(partner.redeem(&code).await.claims("id_token")["nonce"], nonce);
}

#[tokio::test]
async fn an_operator_can_explain_a_reference() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    person.go(&partner.request().without("nonce").path()).await;
    let description = Landing::of(&person).get("error_description");
    let reference = description.rsplit('(').next().expect("a reference").trim_end_matches(')').to_owned();
    let reference = vocabulary::IncidentReference::try_from(reference.as_str()).expect(&description);
    let refusal = house.identity().explain(reference).await.expect("the store").expect("a refusal");
    assert_eq!(refusal.explanation.rule, "F-17");
    assert_eq!(refusal.client_id.expect("a client").as_str(), "surgery");
    let mut desk = crate::checker_console::signs_in(&house, "desk").await;
    desk.go(&format!("/explain?reference={reference}")).await;
    assert!(desk.page().text().contains("F-17"), "{}", desk.page().describe());
}

#[tokio::test]
#[expect(clippy::disallowed_types, reason = "a link checker is no gateway of the service")]
async fn head_begins_no_log_in() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let request = reqwest::Client::new().head(house.at(&partner.request().path()));
    let response = request.send().await.expect("an answer");
    assert_eq!(response.status().as_u16(), 405);
    assert_eq!(response.headers()["allow"], "GET, POST");
    assert!(response.headers().get("location").is_none());
    assert!(response.headers().get("set-cookie").is_none(), "no browser is bound to a ticket");
}
