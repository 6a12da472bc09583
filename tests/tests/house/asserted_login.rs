//! F-56, journeys 1.9 and 1.11: a client passes a sign-in on to another client, or to itself to reach a higher level.

use house_tests::{Authorize, Landing, Partner, Person, Storage, TestHouse};
use rstest::rstest;
use serde_json::{Map, Value, json};
use vocabulary::Lifetime;

use crate::proving::{P9, confirm, logged_in};
use crate::{CODE, LOW, NINA, OWEN, PASSWORD, PRIYA, error};

const EMAIL_PAGE: &str = "Enter your email address";

/// Two clients that list each other.
async fn pair(house: &TestHouse) -> (Partner, Partner) {
    let one = Partner::register(house, "one", |client| client.sso_partners = vec!["two".into()]).await;
    let two = Partner::register(house, "two", |client| client.sso_partners = vec!["one".into()]).await;
    (one, two)
}

/// The ID token that `sender` is given when `person` logs in there at `request`.
async fn id_token(sender: &Partner, person: &mut Person, email: &str, request: &Authorize) -> Value {
    let code = sender.sign_in(person, email, request).await;
    sender.redeem(&code).await.claims("id_token")
}

/// What a sound token of `sender` says about `id_token`.
fn claims(sender: &Partner, id_token: &Value) -> Map<String, Value> {
    let mut claims = sender.assertion_claims();
    claims.retain(|name, _| name != "sub" && name != "aud");
    claims.insert("code".to_owned(), id_token["jti"].clone());
    claims
}

/// A fresh token of `sender` about `id_token`.
fn token(sender: &Partner, id_token: &Value) -> String {
    let header = json!({"alg": "RS512", "typ": "JWT"});
    sender.sign_with_header(&header, &claims(sender, id_token))
}

fn with_token(request: &Authorize, token: &str) -> Authorize {
    request.clone().with("asserted_login_identity", token)
}

fn silent(request: &Authorize) -> Authorize {
    request.clone().with("prompt", "none")
}

/// Owen at `one`, and has agreed at `two` before: what is left is signing in.
async fn owen_at_both(house: &TestHouse, one: &Partner, two: &Partner) -> Value {
    let first = id_token(one, &mut Person::new(house), OWEN, &one.request()).await;
    two.sign_in(&mut Person::new(house), OWEN, &two.request()).await;
    first
}

async fn newest_refusal(house: &TestHouse) -> String {
    let refusals = house.identity().recent_refusals(1).await.expect("the store");
    refusals.first().map(|refusal| refusal.explanation.check.clone()).unwrap_or_default()
}

#[tokio::test]
async fn a_browser_without_cookies_is_signed_in_silently_at_a_paired_client() {
    let house = TestHouse::start().await;
    let (one, two) = pair(&house).await;
    let first = owen_at_both(&house, &one, &two).await;
    house.clock.forward(Lifetime::minutes(30));
    let mut web_view = Person::new(&house);
    web_view.go(&silent(&with_token(&two.request(), &token(&one, &first))).path()).await;
    let second = two.redeem(&Landing::of(&web_view).get("code")).await.claims("id_token");
    assert_eq!(second["aud"], "two");
    assert_eq!((&second["sub"], &second["auth_time"]), (&first["sub"], &first["auth_time"]));
    web_view.go(&silent(&two.request()).path()).await;
    assert!(Landing::of(&web_view).find("code").is_some(), "the browser has a session of its own now");
    house.clock.forward(Lifetime::minutes(31));
    web_view.go(&silent(&two.request()).path()).await;
    assert_eq!(error(&web_view), "sso_login_required", "it ends with the session it came from");
}

#[tokio::test]
async fn a_first_use_asks_to_share_and_nothing_else() {
    let house = TestHouse::start().await;
    let (one, two) = pair(&house).await;
    let first = id_token(&one, &mut Person::new(&house), OWEN, &one.request()).await;
    let mut web_view = Person::new(&house);
    web_view.go(&silent(&with_token(&two.request(), &token(&one, &first))).path()).await;
    assert_eq!(error(&web_view), "consent_required");
    web_view.go(&with_token(&two.request(), &token(&one, &first)).path()).await;
    web_view.sees("Agree to share your NHS login information");
    let mut thief = Person::new(&house);
    thief.go(&web_view.page().address.clone()).await;
    assert!(thief.page().status >= 400, "the ticket is bound to the browser that brought the token");
    web_view.press("I agree").await;
    let second = two.redeem(&Landing::of(&web_view).get("code")).await.claims("id_token");
    assert_eq!(second["sub"], first["sub"]);
    web_view.go(&silent(&two.request()).path()).await;
    assert!(Landing::of(&web_view).find("code").is_some());
}

#[tokio::test]
async fn a_token_may_come_in_a_form_post() {
    let house = TestHouse::start().await;
    let (one, two) = pair(&house).await;
    let first = owen_at_both(&house, &one, &two).await;
    let request = silent(&with_token(&two.request(), &token(&one, &first)));
    let fields: Vec<(&str, &str)> =
        request.0.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let mut web_view = Person::new(&house);
    web_view.post_from_elsewhere("/authorize", &fields).await;
    assert!(Landing::of(&web_view).find("code").is_some(), "{:?}", Landing::of(&web_view));
}

#[tokio::test]
async fn a_token_in_a_form_post_binds_its_ticket_at_once() {
    let house = TestHouse::start().await;
    let (one, two) = pair(&house).await;
    let first = owen_at_both(&house, &one, &two).await;
    let request = with_token(&two.request(), &token(&one, &first));
    #[expect(clippy::disallowed_types, reason = "a browser is no gateway of the service")]
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let answer = http.post(house.at("/authorize")).form(&request.0).send().await.expect("an answer");
    let ticket = answer.headers()["location"].to_str().expect("ASCII").to_owned();
    let mut thief = Person::new(&house);
    thief.go(&ticket).await;
    assert!(!thief.has_left() && thief.page().status >= 400, "whoever opens it first is signed in");
}

/// What a refused token looks like: whoever signs, and what is changed in a sound one.
struct Bad {
    check: &'static str,
    change: fn(&mut Map<String, Value>),
    signer: fn(&Partner) -> Partner,
}

const BAD: [Bad; 9] = [
    Bad { check: "signature", change: |_| {}, signer: Partner::with_new_key },
    Bad { check: "iss names no", change: |c| set(c, "iss", json!("nobody")), signer: Partner::clone },
    Bad {
        check: "partners of each other",
        change: |c| set(c, "iss", json!("three")),
        signer: Partner::clone,
    },
    Bad { check: "expired", change: |c| aged(c, 61, 60), signer: Partner::clone },
    Bad { check: "after iat", change: |c| aged(c, 0, 61), signer: Partner::clone },
    Bad { check: "iat is absent", change: |c| drop(c.remove("iat")), signer: Partner::clone },
    Bad { check: "jti is absent", change: |c| drop(c.remove("jti")), signer: Partner::clone },
    Bad { check: "code is absent", change: |c| drop(c.remove("code")), signer: Partner::clone },
    Bad { check: "not the jti", change: |c| set(c, "code", json!("something else")), signer: Partner::clone },
];

fn set(claims: &mut Map<String, Value>, name: &str, value: Value) {
    claims.insert(name.to_owned(), value);
}

fn aged(claims: &mut Map<String, Value>, age: i64, life: i64) {
    let issued_at = claims["iat"].as_i64().expect("iat") - age;
    set(claims, "iat", json!(issued_at));
    set(claims, "exp", json!(issued_at + life));
}

/// That `token` is good for nothing at `two`, and the log says that `check` failed.
async fn is_refused(house: &TestHouse, two: &Partner, token: &str, check: &str) {
    let mut person = Person::new(house);
    person.go(&with_token(&two.request(), token).path()).await;
    person.sees(EMAIL_PAGE);
    assert!(!person.page().html.contains(check), "a page tells why");
    let explained = newest_refusal(house).await;
    assert!(explained.contains(check), "{check}: {explained}");
    let mut person = Person::new(house);
    person.go(&silent(&with_token(&two.request(), token)).path()).await;
    assert_eq!(error(&person), "sso_login_required", "{check}");
    assert_eq!(Landing::of(&person).0.len(), 3, "{check}: {:?}", Landing::of(&person));
}

#[tokio::test]
async fn a_bad_token_leads_to_the_usual_pages_and_only_the_log_says_why() {
    let house = TestHouse::start().await;
    let (one, two) = pair(&house).await;
    house.partner("three").await;
    let first = owen_at_both(&house, &one, &two).await;
    for Bad { check, change, signer } in BAD {
        let mut claims = claims(&one, &first);
        change(&mut claims);
        is_refused(&house, &two, &signer(&one).sign(&claims), check).await;
    }
    let sound = claims(&one, &first);
    is_refused(&house, &two, "no.jwt", "three parts").await;
    is_refused(
        &house,
        &two,
        &one.sign_with_header(&json!({"alg": "RS512", "typ": "at+jwt"}), &sound),
        "typ is not",
    )
    .await;
    is_refused(&house, &two, &one.sign_with_header(&json!({"alg": "RS256"}), &sound), "alg is not").await;
    is_refused(&house, &two, &one.sign(&claims(&one, &json!({"jti": "j".repeat(4096)}))), "too long").await;
}

#[tokio::test]
async fn a_sign_in_of_another_client_or_revoked_or_over_is_not_passed_on() {
    let house = TestHouse::start().await;
    let (one, two) = pair(&house).await;
    let first = owen_at_both(&house, &one, &two).await;
    let mut person = Person::new(&house);
    let elsewhere = id_token(&two, &mut person, OWEN, &two.request()).await;
    is_refused(&house, &two, &token(&one, &elsewhere), "another client").await;
    let code = one.sign_in(&mut person, OWEN, &one.request()).await;
    let revoked = one.redeem(&code).await.claims("id_token");
    one.redeem(&code).await;
    is_refused(&house, &two, &token(&one, &revoked), "revoked").await;
    house.clock.forward(Lifetime::minutes(61));
    is_refused(&house, &two, &token(&one, &first), "is over").await;
}

#[tokio::test]
async fn a_pair_that_only_one_side_lists_is_no_pair() {
    let house = TestHouse::start().await;
    let one = Partner::register(&house, "one", |client| client.sso_partners = vec!["two".into()]).await;
    let two = house.partner("two").await;
    let first = owen_at_both(&house, &one, &two).await;
    is_refused(&house, &two, &token(&one, &first), "partners of each other").await;
    let second = id_token(&two, &mut Person::new(&house), OWEN, &two.request()).await;
    is_refused(&house, &one, &token(&two, &second), "partners of each other").await;
}

#[tokio::test]
async fn a_token_is_good_once() {
    let house = TestHouse::start().await;
    let (one, two) = pair(&house).await;
    let first = owen_at_both(&house, &one, &two).await;
    let token = token(&one, &first);
    let mut person = Person::new(&house);
    person.go(&silent(&with_token(&two.request(), &token)).path()).await;
    assert!(Landing::of(&person).find("code").is_some());
    is_refused(&house, &two, &token, "used before").await;
    person.go(&silent(&with_token(&two.request(), &token)).path()).await;
    assert!(
        Landing::of(&person).find("code").is_some(),
        "a reload is answered by the session of the browser"
    );
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_uses_at_two_nodes_at_the_same_instant_one_wins(
    #[values(Storage::Sqlite, Storage::Postgres)] storage: Storage,
) {
    let Some(house) = TestHouse::on(storage, "").await else { return };
    let (one, two) = pair(&house).await;
    let first = owen_at_both(&house, &one, &two).await;
    let other = house.second_node().await;
    let token = |_| token(&one, &first);
    for token in (0..5).map(token) {
        let path = silent(&with_token(&two.request(), &token)).path();
        let (mut a, mut b) = (Person::new(&house), Person::new(&other));
        let _ = tokio::join!(a.go(&path), b.go(&path));
        let answers = [Landing::of(&a), Landing::of(&b)];
        let codes = answers.iter().filter(|landing| landing.find("code").is_some()).count();
        assert_eq!(codes, 1, "{answers:?}");
        assert!(answers.iter().any(|landing| landing.find("error").as_deref() == Some("sso_login_required")));
    }
}

#[tokio::test]
async fn the_session_of_somebody_else_in_this_browser_is_neither_used_nor_ended() {
    let house = TestHouse::start().await;
    let (one, two) = pair(&house).await;
    let owen = owen_at_both(&house, &one, &two).await;
    let low = two.request().with("vtr", LOW);
    let mut browser = Person::new(&house);
    let nina = id_token(&two, &mut browser, NINA, &low).await;
    let passed_on = token(&one, &owen);
    browser.go(&silent(&with_token(&two.request(), &passed_on)).path()).await;
    let answer = two.redeem(&Landing::of(&browser).get("code")).await.claims("id_token");
    assert_eq!(answer["sub"], owen["sub"]);
    browser.go(&with_token(&low, &passed_on).path()).await;
    browser.sees(EMAIL_PAGE);
    browser.go(&silent(&low).path()).await;
    let answer = two.redeem(&Landing::of(&browser).get("code")).await.claims("id_token");
    assert_eq!(answer["sub"], nina["sub"], "her session goes on");
}

#[tokio::test]
async fn prompt_login_ignores_the_token_and_does_not_use_it_up() {
    let house = TestHouse::start().await;
    let (one, two) = pair(&house).await;
    let first = owen_at_both(&house, &one, &two).await;
    let request = with_token(&two.request(), &token(&one, &first));
    let mut person = Person::new(&house);
    person.go(&request.clone().with("prompt", "login").path()).await;
    person.sees(EMAIL_PAGE);
    person.go(&silent(&request).path()).await;
    assert!(Landing::of(&person).find("code").is_some());
}

#[tokio::test]
async fn only_the_missing_factor_is_asked_for() {
    let house = TestHouse::start().await;
    let (one, two) = pair(&house).await;
    let by_password = one.request().with("vtr", r#"["P0.Cp"]"#);
    let first = id_token(&one, &mut Person::new(&house), NINA, &by_password).await;
    let mut web_view = Person::new(&house);
    web_view.go(&with_token(&two.request().with("vtr", LOW), &token(&one, &first)).path()).await;
    web_view.sees("Get a security code");
    web_view.press("Send the code").await;
    web_view.fill("Security code", CODE).press("Continue").await;
    web_view.press("I agree").await;
    let reply = two.redeem(&Landing::of(&web_view).get("code")).await.claims("id_token");
    assert_eq!((&reply["vot"], &reply["sub"]), (&json!("P0.Cp.Cd"), &first["sub"]));
}

#[tokio::test]
async fn a_client_outside_single_sign_on_may_still_step_its_own_people_up() {
    let house = TestHouse::start().await;
    let alone = Partner::register(&house, "alone", |client| client.sso = false).await;
    let first = id_token(&alone, &mut Person::new(&house), OWEN, &alone.request()).await;
    let mut person = Person::new(&house);
    person.go(&silent(&with_token(&alone.request(), &token(&alone, &first))).path()).await;
    assert!(Landing::of(&person).find("code").is_some());
}

#[tokio::test]
async fn a_p5_person_steps_up_without_logging_in_and_agrees_to_what_is_new() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let scopes = partner.request().with("scope", "openid profile email");
    let mut person = Person::new(&house);
    person.go(&scopes.clone().with("vtr", r#"["P5.Cp.Cd"]"#).path()).await;
    person.fill("Email address", PRIYA).press("Continue").await;
    person.press("Continue").await;
    person.fill("Password", PASSWORD).press("Continue").await;
    person.tick("Text message to the mobile ending 103", "text").press("Continue").await;
    person.fill("Security code", CODE).press("Continue").await;
    person.press("I agree").await;
    let first = partner.redeem(&Landing::of(&person).get("code")).await.claims("id_token");
    assert_eq!(first["identity_proofing_level"], "P5");

    let up = scopes.with("vtr", P9);
    let mut web_view = Person::new(&house);
    web_view.go(&silent(&with_token(&up, &token(&partner, &first))).path()).await;
    assert_eq!(error(&web_view), "interaction_required");
    web_view.go(&with_token(&up, &token(&partner, &first)).path()).await;
    confirm(&mut web_view).await;
    web_view.sees("You have been matched to your NHS record");
    web_view.tick("Yes, use the ID checks from my GP surgery", "yes").press("Continue").await;
    web_view.sees("Agree to share more information");
    assert!(web_view.page().text().contains("identity level"), "{}", web_view.page().text());
    web_view.press("Agree and continue").await;
    let reply = partner.redeem(&Landing::of(&web_view).get("code")).await;
    let claims = reply.claims("id_token");
    assert_eq!((&claims["vot"], &claims["identity_proofing_level"]), (&json!("P9.Cp.Cd"), &json!("P9")));
    assert_eq!((&claims["sub"], &claims["auth_time"]), (&first["sub"], &first["auth_time"]));
    let userinfo = partner.userinfo(reply.text("access_token")).await.body;
    assert_eq!(userinfo["identity_proofing_level"], "P9");
}

#[tokio::test]
async fn a_mobile_match_by_code_works_in_a_session_that_was_passed_on() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let moira = "moira.kinnaird@patients.example";
    let low = partner.request().with("vtr", r#"["P5.Cp.Cd"]"#);
    let first = id_token(&partner, &mut Person::new(&house), moira, &low).await;
    let mut web_view = Person::new(&house);
    let up = partner.request().with("vtr", P9);
    web_view.go(&with_token(&up, &token(&partner, &first)).path()).await;
    confirm(&mut web_view).await;
    web_view.sees("Your mobile phone number");
    web_view.tick("Yes, I use it", "yes").press("Continue").await;
    web_view.sees("Check your mobile phone to confirm your details");
    let code = web_view.code_sent_to("+447700900199").await;
    web_view.fill("Security code", &code).press("Continue").await;
    web_view.press("Agree and continue").await;
    let claims = partner.redeem(&Landing::of(&web_view).get("code")).await.claims("id_token");
    assert_eq!(claims["vot"], "P9.Cp.Cd");
}

#[tokio::test]
async fn a_ticket_that_was_passed_on_is_over_when_its_session_is() {
    let house = TestHouse::start().await;
    let (one, two) = pair(&house).await;
    let mut person = logged_in(&house, &one.request(), OWEN).await;
    person.press("I agree").await;
    let first = one.redeem(&Landing::of(&person).get("code")).await.claims("id_token");
    let mut web_view = Person::new(&house);
    web_view.go(&with_token(&two.request(), &token(&one, &first)).path()).await;
    web_view.sees("Agree to share your NHS login information");
    house.clock.forward(Lifetime::minutes(61));
    web_view.go(&web_view.page().address.clone()).await;
    web_view.sees(EMAIL_PAGE);
}
