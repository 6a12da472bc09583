//! The go-live checklist ticks itself from what a client really did.

use house_tests::{Landing, Partner, Person, Storage, TestHouse};
use identity::{KeyAct, KeyActor, PartnerUser, Urgency};
use rstest::rstest;
use serde_json::{Value, json};
use vocabulary::{ClientId, Lifetime, Milestone};

use crate::partner_pages::{at_client, does_not_say, says};
use crate::{CODE, LOW, NINA, OWEN, PASSWORD};

/// A seeded person at P5 with a mobile alone.
const MOIRA: &str = "moira.kinnaird@patients.example";

async fn reached(house: &TestHouse, client: &str) -> Vec<Milestone> {
    let id = ClientId::try_from(client).expect("a client id");
    let user = PartnerUser::Sandbox(house.identity().settings().sandbox.expect("a sandbox"));
    let own = house.identity().own_client(&user, &id).await.expect("read").expect("there");
    let reached = house.identity().milestones_of(&own).await.expect("read");
    reached.into_iter().map(|reached| reached.milestone).collect()
}

async fn ticks(house: &TestHouse, milestone: Milestone) {
    let reached = reached(house, "surgery").await;
    assert!(reached.contains(&milestone), "{milestone:?} is not among {reached:?}");
}

async fn log_in(house: &TestHouse, partner: &Partner, who: &str, vtr: &str) -> String {
    let mut person = Person::new(house);
    partner.sign_in(&mut person, who, &partner.request().with("vtr", vtr)).await
}

#[rstest]
#[tokio::test]
async fn each_scenario_ticks_itself(#[values(Storage::Sqlite, Storage::Postgres)] storage: Storage) {
    let Some(house) = TestHouse::on(storage, "").await else { return };
    let partner = Partner::register(&house, "surgery", |document| document.refresh_tokens = true).await;
    assert!(reached(&house, "surgery").await.is_empty());

    let code = log_in(&house, &partner, NINA, LOW).await;
    ticks(&house, Milestone::Asked).await;
    ticks(&house, Milestone::CodeAtP0).await;
    log_in(&house, &partner, MOIRA, r#"["P5.Cp.Cd"]"#).await;
    ticks(&house, Milestone::CodeAtP5).await;
    log_in(&house, &partner, MOIRA, r#"["P5.Cp.Cd","P9.Cp.Cd"]"#).await;
    ticks(&house, Milestone::CodeAtEither).await;
    log_in(&house, &partner, OWEN, r#"["P9.Cp.Cd"]"#).await;
    ticks(&house, Milestone::CodeAtP9).await;

    let tokens = partner.redeem(&code).await;
    ticks(&house, Milestone::CodeExchanged).await;
    partner.userinfo(tokens.text("access_token")).await;
    ticks(&house, Milestone::UserinfoRead).await;
    let second = partner.refresh(tokens.text("refresh_token")).await;
    ticks(&house, Milestone::Refreshed).await;
    assert!(!reached(&house, "surgery").await.contains(&Milestone::KeyChangeFollowed));
    house.clock.forward(Lifetime::hours(2));
    let by = KeyActor::CommandLine(None);
    house.identity().move_key(by, KeyAct::Sign, Urgency::Emergency).await.expect("rotated");
    let third = partner.refresh(second.text("refresh_token")).await;
    partner.userinfo(third.text("access_token")).await;
    ticks(&house, Milestone::KeyChangeFollowed).await;
    assert_eq!(partner.refresh(tokens.text("refresh_token")).await.status, 400);
    ticks(&house, Milestone::RefreshReplayRefused).await;
}

#[tokio::test]
async fn refusals_tick_when_they_are_provoked() {
    let house = TestHouse::start().await;
    let partner =
        Partner::register(&house, "surgery", |document| document.scopes = "openid profile".into()).await;
    let code = log_in(&house, &partner, OWEN, LOW).await;
    assert_eq!(partner.redeem(&code).await.status, 200);
    assert_eq!(partner.redeem(&code).await.status, 400);
    ticks(&house, Milestone::CodeReplayRefused).await;

    let mut claims = partner.assertion_claims();
    claims.insert("exp".into(), json!(1));
    partner.token_with(&partner.sign(&claims), &[("grant_type", "authorization_code")]).await;
    ticks(&house, Milestone::AssertionExpired).await;
    let assertion = partner.sign(&partner.assertion_claims());
    for _ in 0..2 {
        partner.token_with(&assertion, &[("grant_type", "authorization_code"), ("code", "x")]).await;
    }
    ticks(&house, Milestone::AssertionReplayed).await;

    let mut visitor = Person::new(&house);
    visitor.go(&partner.request().with("scope", "openid landline").path()).await;
    ticks(&house, Milestone::ScopeRefused).await;
    let mut visitor = Person::new(&house);
    visitor.go(&partner.request().with("prompt", "none").path()).await;
    assert_eq!(Landing::of(&visitor).get("error"), "sso_login_required");
    ticks(&house, Milestone::SilentRefused).await;
}

#[tokio::test]
async fn a_person_who_does_not_agree_ticks_the_refusal_of_consent() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = crate::at_code(&house, &partner, NINA).await;
    person.fill("Security code", CODE).press("Continue").await;
    person.press("I do not agree to share this information").await;
    assert!(!reached(&house, "surgery").await.contains(&Milestone::ConsentRefused));
    person.set("choice", "leave").press("Continue").await;
    assert_eq!(crate::error(&person), "access_denied");
    ticks(&house, Milestone::ConsentRefused).await;
}

#[tokio::test]
async fn silent_and_fresh_log_ins_and_pkce_tick() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    partner.sign_in(&mut person, OWEN, &partner.request().with("vtr", LOW)).await;
    let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
    let request = partner.request().with("vtr", LOW).with("code_challenge", challenge);
    person.go(&request.with("code_challenge_method", "S256").path()).await;
    ticks(&house, Milestone::SilentCode).await;
    ticks(&house, Milestone::AskedWithPkce).await;
    let mut person = Person::new(&house);
    let request = partner.request().with("vtr", LOW).with("prompt", "login");
    partner.sign_in(&mut person, OWEN, &request).await;
    ticks(&house, Milestone::FreshLogIn).await;
}

#[tokio::test]
async fn the_list_has_what_the_client_is_registered_for_and_says_how_to_do_the_rest() {
    let house = TestHouse::start().await;
    let partner = Partner::register(&house, "surgery", |document| {
        document.refresh_tokens = false;
        document.vectors = vec!["P9.Cp.Cd".into()];
    })
    .await;
    let mut person = at_client(&house, &partner).await;
    says(&person, "0 of ");
    person.go("/clients/surgery/go-live").await;
    person.sees("Going live");
    says(&person, "Somebody logs in at P9");
    does_not_say(&person, "Somebody logs in at P0");
    does_not_say(&person, "An old refresh token is refused");
    says(&person, "Post the same code again with a new assertion");
    says(&person, "What we cannot see");
    let before = person.page().text();
    log_in(&house, &partner, OWEN, r#"["P9.Cp.Cd"]"#).await;
    person.go("/clients/surgery/go-live").await;
    says(&person, "Done");
    assert_ne!(before, person.page().text());

    let (status, kind, body) = person.fetch("/clients/surgery/go-live.json").await;
    assert_eq!((status, kind.as_str()), (200, "application/json"));
    let report: Value = serde_json::from_slice(&body).expect("JSON");
    assert_eq!(report["client_id"], "surgery");
    let done = report["scenarios"].as_array().expect("a list").iter().filter(|each| each["done"] == true);
    assert_eq!(json!(done.count()), report["done"]);
    let (status, kind, body) = person.fetch("/clients/surgery/go-live.txt").await;
    assert_eq!((status, kind.as_str()), (200, "text/plain; charset=utf-8"));
    let text = String::from_utf8(body).expect("text");
    assert!(text.contains("[x] Somebody logs in at P9 (F-50): first "), "{text}");
    assert!(text.contains("[ ] Read userinfo (F-48): to do"), "{text}");
    assert!(!text.contains(OWEN) && !text.contains(PASSWORD), "nothing about a person");
}
