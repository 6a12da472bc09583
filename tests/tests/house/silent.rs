//! F-20, F-54, F-55: silent sign-in, and when it is none.

use std::time::Duration;

use house_tests::{Landing, Partner, Person, TestHouse};
use vocabulary::Lifetime;

use crate::{LOW, NINA, OWEN, error};

#[tokio::test]
async fn without_a_session_prompt_none_answers_sso_login_required_with_the_state() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    let state = "s".repeat(128);
    person.go(&partner.request().with("prompt", "none").with("state", &state).path()).await;
    assert_eq!(error(&person), "sso_login_required");
    assert_eq!(Landing::of(&person).get("state"), state);
}

#[tokio::test]
async fn a_session_answers_silently_with_the_same_subject_and_auth_time() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    let first = partner.sign_in(&mut person, OWEN, &partner.request()).await;
    let first = partner.redeem(&first).await.claims("id_token");
    house.clock.forward(Lifetime::minutes(1));
    person.go(&partner.request().with("prompt", "none").path()).await;
    let second = partner.redeem(&Landing::of(&person).get("code")).await.claims("id_token");
    assert_eq!(first["sub"], second["sub"]);
    assert_eq!(first["auth_time"], second["auth_time"]);
}

#[tokio::test]
async fn a_session_ends_after_sixty_minutes() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    partner.sign_in(&mut person, OWEN, &partner.request()).await;
    house.clock.forward(Lifetime::minutes(61));
    person.go(&partner.request().with("prompt", "none").path()).await;
    assert_eq!(error(&person), "sso_login_required");
}

#[tokio::test]
async fn prompt_login_always_asks() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    let first = partner.sign_in(&mut person, OWEN, &partner.request()).await;
    let first = partner.redeem(&first).await.claims("id_token");
    house.clock.forward(Lifetime::seconds(2));
    let again = partner.sign_in(&mut person, OWEN, &partner.request().with("prompt", "login")).await;
    let again = partner.redeem(&again).await.claims("id_token");
    assert!(again["auth_time"].as_i64() > first["auth_time"].as_i64(), "{first} {again}");
}

#[tokio::test]
async fn a_client_outside_single_sign_on_asks_everybody() {
    let house = TestHouse::start().await;
    let (inside, outside) = (
        house.partner("inside").await,
        Partner::register(&house, "outside", |client| client.sso = false).await,
    );
    let mut person = Person::new(&house);
    inside.sign_in(&mut person, OWEN, &inside.request()).await;
    person.go(&outside.request().with("prompt", "none").path()).await;
    assert_eq!(error(&person), "sso_login_required");
}

#[tokio::test]
async fn a_session_by_password_only_is_asked_for_the_code_only() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    partner.sign_in(&mut person, NINA, &partner.request().with("vtr", r#"["P0.Cp"]"#)).await;
    person.go(&partner.request().with("vtr", LOW).path()).await;
    person.sees("Get a security code");
    person.press("Send the code").await;
    person.fill("Security code", crate::CODE).press("Continue").await;
    let reply = partner.redeem(&Landing::of(&person).get("code")).await;
    assert_eq!(reply.claims("id_token")["vot"], "P0.Cp.Cd");
}

#[tokio::test]
async fn an_id_token_hint_of_somebody_else_is_no_silent_sign_in() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let (mut owen, mut nina) = (Person::new(&house), Person::new(&house));
    let code = partner.sign_in(&mut owen, OWEN, &partner.request()).await;
    let hint = partner.redeem(&code).await.text("id_token").to_owned();
    partner.sign_in(&mut nina, NINA, &partner.request().with("vtr", LOW)).await;
    let request = partner.request().with("vtr", LOW).with("prompt", "none").with("id_token_hint", &hint);
    nina.go(&request.path()).await;
    assert_eq!(error(&nina), "sso_login_required");
    owen.go(&request.path()).await;
    assert!(Landing::of(&owen).find("code").is_some());
    nina.go(&request.without("prompt").path()).await;
    nina.sees("Enter your email address");
}

#[tokio::test]
async fn an_authorization_request_may_be_a_form_post_and_still_finds_the_session() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    partner.sign_in(&mut person, OWEN, &partner.request()).await;
    let request = partner.request();
    let fields: Vec<(&str, &str)> =
        request.0.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    person.post_from_elsewhere("/authorize", &fields).await;
    assert!(Landing::of(&person).find("code").is_some(), "the session was not found");
    let none = partner.request().with("prompt", "none");
    let fields: Vec<(&str, &str)> =
        none.0.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let mut stranger = Person::new(&house);
    stranger.post_from_elsewhere("/authorize", &fields).await;
    assert_eq!(error(&stranger), "sso_login_required");
    tokio::time::timeout(Duration::from_secs(30), house.stop()).await.expect("it stops in good order");
}

#[tokio::test]
async fn a_number_that_became_invalid_ends_silent_sign_ins_too() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    partner.sign_in(&mut person, OWEN, &partner.request()).await;
    let pds = &house.simulators().pds;
    let number = vocabulary::NhsNumber::try_from("9991003177").expect("a number");
    let silent = partner.request().with("prompt", "none").path();
    let record = pds.record(&number).expect("Owen's record");
    pds.put(simulators::PdsRecord { standing: simulators::Standing::Invalidated, ..record });
    person.go(&silent).await;
    assert!(Landing::of(&person).find("code").is_some(), "the answer does not wait for PDS");
    house.clock.forward(Lifetime::minutes(11));
    // The look-up goes on behind an answer: one of the next ones finds the session gone.
    for _ in 0..500 {
        person.go(&silent).await;
        if Landing::of(&person).find("error").is_some() {
            break;
        }
    }
    assert_eq!(error(&person), "sso_login_required");
}

#[tokio::test]
async fn a_client_that_asks_silently_is_told_that_the_store_is_out_of_reach() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    partner.sign_in(&mut person, OWEN, &partner.request()).await;
    let database = rusqlite::Connection::open(house.database_url().trim_start_matches("sqlite:"));
    database.expect("the file").execute_batch("ALTER TABLE sessions RENAME TO lost").expect("renamed");
    person.go(&partner.request().with("prompt", "none").path()).await;
    assert_eq!(error(&person), "temporarily_unavailable");
    assert_eq!(Landing::of(&person).get("state"), "state-of-the-test");
    person.go(&partner.request().path()).await;
    assert_eq!((person.has_left(), person.page().status), (false, 503), "whoever is there reads a page");
}
