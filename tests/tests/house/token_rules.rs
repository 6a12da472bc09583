//! F-33 to F-40: the token endpoint.

use house_tests::{Landing, Partner, Person, TestHouse};
use serde_json::{Map, Value, json};
use vocabulary::Lifetime;

use crate::{LOW, NINA, OWEN};

type Change = fn(&mut Map<String, Value>);

/// What is wrong with an assertion.
pub(crate) const BAD_CLAIMS: &[(&str, Change)] = &[
    ("iss", |claims| drop(claims.insert("iss".into(), json!("somebody-else")))),
    ("sub", |claims| drop(claims.insert("sub".into(), json!("somebody-else")))),
    ("no sub", |claims| drop(claims.remove("sub"))),
    ("aud", |claims| drop(claims.insert("aud".into(), json!("https://other.example/token")))),
    ("no aud", |claims| drop(claims.remove("aud"))),
    ("no exp", |claims| drop(claims.remove("exp"))),
    ("expired 5 minutes ago", |claims| shift(claims, "exp", -360)),
    ("exp more than an hour ahead", |claims| shift(claims, "exp", 7200)),
    ("no jti", |claims| drop(claims.remove("jti"))),
    ("empty jti", |claims| drop(claims.insert("jti".into(), json!("")))),
    ("nbf a minute ahead", |claims| {
        let now = claims["iat"].clone();
        claims.insert("nbf".into(), now);
        shift(claims, "nbf", 62);
    }),
];

fn shift(claims: &mut Map<String, Value>, name: &str, by: i64) {
    let value = claims[name].as_i64().expect("a number") + by;
    claims.insert(name.to_owned(), json!(value));
}

async fn code(house: &TestHouse, partner: &Partner) -> String {
    partner.sign_in(&mut Person::new(house), OWEN, &partner.request()).await
}

#[tokio::test]
async fn a_bad_assertion_is_invalid_client_with_a_reference_and_the_log_knows_the_check() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    for (what, change) in BAD_CLAIMS {
        let mut claims = partner.assertion_claims();
        change(&mut claims);
        let reply = partner
            .token_with(&partner.sign(&claims), &[("grant_type", "authorization_code"), ("code", "x")])
            .await;
        assert_eq!((reply.status, reply.text("error")), (400, "invalid_client"), "{what}: {reply:?}");
        assert!(
            !reply.text("error_description").contains("exp"),
            "the outside sees the generic form: {reply:?}"
        );
        assert!(reply.cache_control.contains("no-store"), "{what}");
        let reference =
            reply.text("error_description").rsplit('(').next().expect("a reference").trim_end_matches(')');
        let reference = vocabulary::IncidentReference::try_from(reference).expect("a reference");
        let refusal = house.identity().explain(reference).await.expect("the store").expect("a refusal");
        assert!(refusal.explanation.rule.contains("F-34"), "{what}: {refusal:?}");
    }
}

#[tokio::test]
async fn another_key_another_algorithm_or_no_signature_is_invalid_client() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let impostor = partner.with_new_key();
    let claims = partner.assertion_claims();
    let forged = impostor.sign(&claims);
    let none = {
        use base64::Engine as _;
        let part = |text: &str| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text);
        format!("{}.{}.", part(r#"{"alg":"none"}"#), part(&Value::Object(claims.clone()).to_string()))
    };
    let relabelled = partner.sign_with_header(&json!({"alg": "RS256"}), &claims);
    let hmac = partner.sign_with_header(&json!({"alg": "HS512"}), &claims);
    for (what, assertion) in [
        ("forged", forged),
        ("none", none),
        ("RS256", relabelled),
        ("HS512", hmac),
        ("junk", "x.y.z".to_owned()),
    ] {
        let reply =
            partner.token_with(&assertion, &[("grant_type", "authorization_code"), ("code", "x")]).await;
        assert_eq!(reply.text("error"), "invalid_client", "{what}: {reply:?}");
    }
}

#[tokio::test]
async fn an_assertion_is_accepted_once_whatever_came_of_it() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let assertion = partner.sign(&partner.assertion_claims());
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", "never-issued"),
        ("redirect_uri", partner.redirect_uri.as_str()),
    ];
    assert_eq!(partner.token_with(&assertion, &fields).await.text("error"), "invalid_grant");
    assert_eq!(partner.token_with(&assertion, &fields).await.text("error"), "invalid_client");
}

#[tokio::test]
async fn other_ways_of_authenticating_are_invalid_client() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    for form in [
        vec![
            ("grant_type", "authorization_code"),
            ("client_id", "surgery"),
            ("client_secret", "secret"),
            ("code", "x"),
        ],
        vec![("grant_type", "authorization_code"), ("client_id", "surgery"), ("code", "x")],
        vec![
            ("grant_type", "authorization_code"),
            ("client_assertion_type", "nonsense"),
            ("client_assertion", "x"),
        ],
    ] {
        assert_eq!(partner.post_token(&form).await.text("error"), "invalid_client");
    }
}

#[tokio::test]
async fn the_audience_may_be_an_array_and_the_lifetime_up_to_an_hour_and_client_id_must_agree() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let code = code(&house, &partner).await;
    let mut claims = partner.assertion_claims();
    let audience = claims["aud"].clone();
    claims.insert("aud".into(), json!([audience, "https://other.example"]));
    shift(&mut claims, "exp", 3500);
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", partner.redirect_uri.as_str()),
        ("client_id", "somebody-else"),
    ];
    let reply = partner.token_with(&partner.sign(&claims), &fields).await;
    assert_eq!(reply.text("error"), "invalid_client", "F-34: client_id must agree");
    let reply = partner.token_with(&partner.sign(&claims), &fields[..3]).await;
    assert_eq!(reply.status, 200, "{reply:?}");
}

#[tokio::test]
async fn a_success_has_the_members_and_headers_of_f37() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let reply = partner.redeem(&code(&house, &partner).await).await;
    assert_eq!(reply.status, 200);
    assert!(reply.cache_control.contains("no-store"));
    assert_eq!(reply.text("token_type"), "bearer");
    assert_eq!(reply.body["expires_in"], 300);
    assert_eq!(reply.text("scope"), "openid profile");
    assert!(reply.body["refresh_token"].is_string());
    let access = reply.claims("access_token");
    assert_eq!(access["token_use"], "access");
    assert_eq!(access["version"], 0);
    assert_eq!(access["reason_for_request"], "patientaccess");
    assert_eq!(access["client_id"], "surgery");
    assert_eq!(access["nhs_number"], access["requesting_patient"]);
    assert!(access["nhs_number"].is_string());
}

#[tokio::test]
async fn a_client_without_refresh_tokens_gets_none() {
    let house = TestHouse::start().await;
    let partner = Partner::register(&house, "no-refresh", |client| client.refresh_tokens = false).await;
    let reply = partner.redeem(&code(&house, &partner).await).await;
    assert!(reply.body.get("refresh_token").is_none(), "{reply:?}");
}

#[tokio::test]
async fn a_spent_code_is_refused_and_kills_what_it_gave() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let code = code(&house, &partner).await;
    let first = partner.redeem(&code).await;
    assert_eq!(partner.userinfo(first.text("access_token")).await.status, 200);
    let second = partner.redeem(&code).await;
    assert_eq!((second.status, second.text("error")), (400, "invalid_grant"));
    let userinfo = partner.userinfo(first.text("access_token")).await;
    assert_eq!(userinfo.status, 401, "userinfo notices at once");
    assert_eq!(
        partner.refresh(first.text("refresh_token")).await.text("error"),
        "invalid_grant",
        "and so does refresh"
    );
}

#[tokio::test]
async fn a_code_is_bound_to_client_redirect_uri_verifier_and_time() {
    let house = TestHouse::start().await;
    let (partner, other) = (house.partner("surgery").await, house.partner("other").await);
    let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    let request = partner.request().with("code_challenge", challenge).with("code_challenge_method", "S256");
    let code = partner.sign_in(&mut Person::new(&house), OWEN, &request).await;
    let base = [("grant_type", "authorization_code"), ("code", code.as_str())];
    let uri = ("redirect_uri", partner.redirect_uri.as_str());
    let cases = [
        (&other, vec![uri, ("code_verifier", verifier)], "invalid_grant"),
        (&partner, vec![("code_verifier", verifier)], "invalid_request"),
        (
            &partner,
            vec![("redirect_uri", "https://surgery.example/else"), ("code_verifier", verifier)],
            "invalid_grant",
        ),
        (&partner, vec![uri], "invalid_grant"),
        (
            &partner,
            vec![uri, ("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXl")],
            "invalid_grant",
        ),
    ];
    for (client, more, error) in cases {
        let fields: Vec<(&str, &str)> = base.iter().copied().chain(more).collect();
        assert_eq!(client.token(&fields).await.text("error"), error, "{fields:?}");
    }
    let fields: Vec<(&str, &str)> = base.iter().copied().chain([uri, ("code_verifier", verifier)]).collect();
    assert_eq!(partner.token(&fields).await.status, 200, "mistakes did not burn the code");
}

#[tokio::test]
async fn a_code_expires_after_ten_minutes() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    partner.sign_in(&mut person, NINA, &partner.request().with("vtr", LOW)).await;
    let code = Landing::of(&person).get("code");
    house.clock.forward(Lifetime::minutes(11));
    let mut claims = partner.assertion_claims();
    shift(&mut claims, "exp", 720);
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", partner.redirect_uri.as_str()),
    ];
    assert_eq!(partner.token_with(&partner.sign(&claims), &fields).await.text("error"), "invalid_grant");
}

#[tokio::test]
async fn other_grant_types_and_doubled_parameters_are_named() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let password = partner.token(&[("grant_type", "password"), ("username", "x"), ("password", "y")]).await;
    assert_eq!(password.text("error"), "unsupported_grant_type");
    assert_eq!(partner.token(&[("code", "x")]).await.text("error"), "invalid_request");
    let doubled = partner.token(&[("grant_type", "authorization_code"), ("code", "x"), ("code", "y")]).await;
    assert_eq!(doubled.text("error"), "invalid_request");
}

#[tokio::test]
async fn several_partner_keys_work_at_once() {
    let house = TestHouse::start().await;
    let first = house.partner("rotating").await;
    let second = first.with_new_key();
    let code = code(&house, &first).await;
    assert_eq!(second.redeem(&code).await.text("error"), "invalid_client", "a key that is not registered");
    assert_eq!(first.redeem(&code).await.status, 200);
}

#[tokio::test]
async fn an_assertion_in_the_wrong_field_is_not_kept_in_the_explanation() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let assertion = partner.sign(&partner.assertion_claims());
    let form =
        [("grant_type", "authorization_code"), ("client_assertion_type", assertion.as_str()), ("code", "x")];
    let reply = partner.post_token(&form).await;
    let reference =
        reply.text("error_description").rsplit('(').next().expect("a reference").trim_end_matches(')');
    let reference = vocabulary::IncidentReference::try_from(reference).expect("a reference");
    let refusal = house.identity().explain(reference).await.expect("the store").expect("a refusal");
    assert!(!refusal.explanation.received.contains(&assertion[..20]), "{refusal:?}");
}

#[tokio::test]
async fn a_code_of_a_redirect_uri_that_was_withdrawn_is_invalid_grant() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let code = code(&house, &partner).await;
    Partner::register(&house, "surgery", |client| {
        client.redirect_uris = vec!["https://surgery.example/new".to_owned()];
    })
    .await;
    let reply = partner.redeem(&code).await;
    assert_eq!((reply.status, reply.text("error")), (400, "invalid_grant"), "{reply:?}");
}
