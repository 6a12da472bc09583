//! The request inspector: what it says is what the endpoints do.

use std::net::{IpAddr, Ipv4Addr};

use house_tests::{Authorize, Landing, Partner, Person, TestHouse};
use identity::{PartnerUser, RawAuthorize};
use rstest::rstest;
use serde_json::json;
use vocabulary::{ClientId, Lifetime};

use crate::partner_pages::{at_client, does_not_say, says};
use crate::{LOW, OWEN};

async fn inspected(house: &TestHouse, partner: &Partner, pasted: &str) -> Person {
    let mut person = at_client(house, partner).await;
    person.go("/clients/surgery/inspector").await;
    person.fill("Authorization request", pasted).press("Inspect").await;
    person
}

async fn asserted(house: &TestHouse, partner: &Partner, pasted: &str) -> Person {
    let mut person = at_client(house, partner).await;
    person.go("/clients/surgery/assertion").await;
    person.fill("Client assertion", pasted).press("Inspect").await;
    person
}

type Change = fn(Authorize) -> Authorize;

const CORPUS: &[Change] = &[
    |request| request,
    |request| request.with("redirect_uri", "https://evil.example/"),
    |request| request.without("redirect_uri"),
    |request| request.and("redirect_uri", "https://evil.example/"),
    |request| request.and("scope", "openid"),
    |request| request.with("request", "e30."),
    |request| request.without("response_type"),
    |request| request.with("response_type", "token"),
    |request| request.with("response_mode", "fragment"),
    |request| request.without("state"),
    |request| request.with("state", "ü"),
    |request| request.without("nonce"),
    |request| request.with("scope", "profile"),
    |request| request.with("scope", "openid profile basic_demographics"),
    |request| request.with("scope", "openid shoe_size"),
    |request| request.with("vtr", "P9"),
    |request| request.with("vtr", r#"["P9.Cp.Cm"]"#),
    |request| request.with("vtr", LOW),
    |request| request.with("prompt", "consent"),
    |request| request.with("code_challenge", "x"),
    |request| request.without("state").with("scope", "email").with("prompt", "maybe"),
    |request| request.with("state", &"x".repeat(20_000)),
];

/// What the endpoint refuses for; nothing when it goes on.
async fn refused(house: &TestHouse, request: &Authorize) -> Option<String> {
    let browser = identity::Browser {
        session: None,
        browser: None,
        device: None,
        network: IpAddr::V4(Ipv4Addr::LOCALHOST),
        label: String::new(),
    };
    let raw = RawAuthorize::new(request.0.clone());
    let before = house.identity().recent_refusals(1000).await.expect("read").len();
    house.identity().authorize(&raw, identity::Sent::Query, &browser).await.expect("an answer");
    let after = house.identity().recent_refusals(1000).await.expect("read");
    house.clock.forward(Lifetime::seconds(1));
    (after.len() > before).then(|| after[0].explanation.check.clone())
}

#[tokio::test]
async fn the_inspectors_first_broken_rule_is_the_endpoints_refusal() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let id = ClientId::try_from("surgery").expect("a client id");
    let user = PartnerUser::Sandbox(house.identity().settings().sandbox.expect("a sandbox"));
    let own = house.identity().own_client(&user, &id).await.expect("read").expect("there");
    let (mut kept, mut broken) = (0, 0);
    for change in CORPUS {
        let request = change(partner.request());
        let inspected = house.identity().inspect_authorize(&own, &RawAuthorize::new(request.0.clone()));
        let decided = refused(&house, &request).await;
        assert_eq!(inspected.refusal().map(|why| why.check.clone()), decided, "{request:?}");
        if decided.is_some() { broken += 1 } else { kept += 1 }
    }
    assert!(kept > 2 && broken > 15, "{kept} kept, {broken} broken");
}

#[tokio::test]
async fn every_rule_is_told_with_what_came_and_what_to_change() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let good = inspected(&house, &partner, &house.at(&partner.request().path())).await;
    says(&good, "/authorize accepts this request");
    does_not_say(&good, "Broken");
    let request =
        partner.request().with("redirect_uri", "https://other.example/cb?x=1").with("prompt", "ask");
    let person = inspected(&house, &partner, &house.at(&request.path())).await;
    for text in [
        "/authorize refuses this request: redirect_uri is not registered (F-15). 2 rules are broken",
        "https://other.example/cb?…",
        partner.redirect_uri.as_str(),
        "prompt must be none or login",
        "Send one of the two values, or leave prompt out.",
        "17 characters",
        "There is no PKCE",
    ] {
        says(&person, text);
    }
}

#[tokio::test]
async fn a_request_that_names_no_client_of_ones_own_stops_at_the_first_rule() {
    let house = TestHouse::start().await;
    let (surgery, pharmacy) = (house.partner("surgery").await, house.partner("pharmacy").await);
    let person = inspected(&house, &surgery, &pharmacy.request().path()).await;
    says(&person, "/authorize refuses this request: client_id is not registered");
    says(&person, "Not reached");
}

#[tokio::test]
async fn what_is_no_request_is_refused_and_a_private_key_is_not_shown_again() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    for (pasted, error) in [
        ("", "Paste an authorization request"),
        ("hello", "Paste an address with a question mark, or parameters like client_id=…&scope=…"),
    ] {
        let person = inspected(&house, &partner, pasted).await;
        assert_eq!(person.page().errors(), [error]);
        assert_eq!(person.page().status, 422);
    }
    let key = partner.private_key_pem();
    for person in [inspected(&house, &partner, &key).await, asserted(&house, &partner, &key).await] {
        let errors = person.page().errors();
        assert!(errors[0].starts_with("That holds a private key."), "{errors:?}");
        assert!(!person.page().html.contains("BEGIN PRIVATE"), "it is not sent back");
    }
    let real = inspected(&house, &partner, "client_id=surgery&login_hint=ada%40nhs.net&x=4010232137").await;
    says(&real, "There is an NHS number in it");
    says(&real, "There is an email address in it");
}

#[tokio::test]
async fn the_last_requests_are_there_to_look_at_without_what_may_be_personal() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut visitor = Person::new(&house);
    visitor.go(&partner.request().with("login_hint", "somebody@patients.example").path()).await;
    visitor.go(&partner.request().with("scope", "email").path()).await;
    let mut person = at_client(&house, &partner).await;
    person.go("/clients/surgery/inspector").await;
    says(&person, "scope must contain openid");
    says(&person, "Accepted");
    assert!(!person.page().html.contains("somebody"), "a hint is about a person");
    let number = person
        .page()
        .html
        .split("name=\"recent\" value=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a request")
        .to_owned();
    let csrf = person.page().form("Inspect").fields;
    let csrf = csrf.into_iter().find(|(name, _)| name == "csrf").expect("a token");
    person.send("/clients/surgery/inspector", &[csrf.clone(), ("recent".into(), number)]).await;
    says(&person, "/authorize refuses this request: scope must contain openid (F-12)");
    person.send("/clients/surgery/inspector", &[csrf, ("recent".into(), "0".into())]).await;
    assert_eq!(person.page().errors(), ["That request is no longer kept. Choose another one, or paste it"]);
}

#[tokio::test]
async fn an_assertion_is_told_about_check_by_check_and_not_spent() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut visitor = Person::new(&house);
    let code = partner.sign_in(&mut visitor, OWEN, &partner.request().with("vtr", LOW)).await;
    let assertion = partner.sign(&partner.assertion_claims());
    for _ in 0..2 {
        let person = asserted(&house, &partner, &assertion).await;
        says(&person, "The token endpoint accepts this assertion, once");
        says(&person, "a new one; looking here did not spend it");
    }
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", partner.redirect_uri.as_str()),
    ];
    assert_eq!(partner.token_with(&assertion, &fields).await.status, 200, "looking did not spend it");
    let person = asserted(&house, &partner, &assertion).await;
    says(&person, "The token endpoint refuses this assertion: jti was used before");
}

#[rstest]
#[case::audience(json!({"aud": "https://login.example"}), "aud does not contain an accepted audience")]
#[case::expired(json!({"exp": 1}), "the assertion expired")]
#[case::issuer(json!({"iss": "surgery2"}), "iss is not the client_id")]
#[tokio::test]
async fn a_broken_assertion_is_refused_with_the_reason_of_the_endpoint(
    #[case] change: serde_json::Value,
    #[case] check: &str,
) {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut claims = partner.assertion_claims();
    claims.extend(change.as_object().expect("an object").clone());
    let assertion = partner.sign(&claims);
    let person = asserted(&house, &partner, &assertion).await;
    says(&person, &format!("The token endpoint refuses this assertion: {check}"));
    says(&person, "Kept");
    let stranger = partner.with_new_key();
    let person = asserted(&house, &partner, &stranger.sign(&partner.assertion_claims())).await;
    says(&person, "the signature does not verify with the registered key");
}

#[tokio::test]
async fn a_token_of_ours_is_taken_for_what_it_is() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut visitor = Person::new(&house);
    let code = partner.sign_in(&mut visitor, OWEN, &partner.request().with("vtr", LOW)).await;
    let tokens = partner.redeem(&code).await;
    let person = asserted(&house, &partner, tokens.text("access_token")).await;
    assert!(person.page().errors()[0].starts_with("That is a token that we gave out"));
    assert!(Landing::of(&visitor).find("code").is_some());
}

#[tokio::test]
async fn a_flood_of_inspections_waits() {
    let house = TestHouse::start().await;
    let network = IpAddr::V4(Ipv4Addr::new(203, 0, 113, 7));
    let mut passed = 0;
    while house.identity().may_inspect(network).await.expect("asked") {
        passed += 1;
        assert!(passed < 200, "no end to it");
    }
    assert!(passed >= 60, "{passed}");
    house.clock.forward(Lifetime::minutes(1));
    assert!(house.identity().may_inspect(network).await.expect("asked"));
}
