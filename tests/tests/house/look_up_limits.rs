//! Journeys 8: questions to PDS and to GP systems are counted wherever they are asked, and about one person from anywhere.

use house_tests::{Storage, TestHouse};
use rstest::rstest;
use simulators::Fault;

use crate::OWEN;
use crate::prove_gp::{
    AMELIA_DETAILS, TOMASZ_DETAILS, credentials_request, give, matched, move_owen_to, to_gp_details,
};
use crate::prove_gp_rare::priya_at_confirm;
use crate::prove_mobile::MOIRA;
use crate::proving::{
    AMELIA, Details, P9, confirm, find_record, give_details, logged_in, nina_at, request, tomasz_registers,
};

const TOO_MANY: &str = "You cannot continue: too many searches for your NHS record";

/// `look_ups` of one account, and as many about one person.
fn allowing(look_ups: u32, about_one: u32) -> String {
    format!(
        "[proving]\nrecheck_milliseconds = 5000\nlook_ups = {look_ups}\ntarget_look_ups = {about_one}\nwait_seconds = 1\n\
         [limits]\ncode_sends = 100\n"
    )
}

#[tokio::test]
async fn who_steps_up_asks_about_their_own_record_only_so_often() {
    let house = TestHouse::with(Storage::Sqlite, &allowing(1, 30)).await;
    let partner = house.partner("surgery").await;
    let mut person = logged_in(&house, &request(&partner, P9), MOIRA).await;
    confirm(&mut person).await;
    person.sees("Your mobile phone number");
    let mut person = logged_in(&house, &request(&partner, P9), MOIRA).await;
    confirm(&mut person).await;
    person.sees(TOO_MANY);
    person.press("Prove who you are with photo ID").await;
    person.sees("You need to prove who you are");
    let person = logged_in(&house, &request(&partner, P9), MOIRA).await;
    person.sees(TOO_MANY);
}

#[tokio::test]
async fn a_gp_system_that_fails_is_asked_again_only_so_often() {
    let house = TestHouse::with(Storage::Sqlite, &allowing(2, 30)).await;
    let partner = house.partner("surgery").await;
    for _ in 0..20 {
        house.simulators().gp.faults().add(Fault::Broken);
    }
    let mut person = priya_at_confirm(&house, &partner).await;
    confirm(&mut person).await;
    person.sees("There is a problem");
    person.press("Try again").await;
    person.sees("There is a problem");
    person.press("Try again").await;
    person.sees(TOO_MANY);
    person.press("Prove who you are with photo ID").await;
    person.sees("You need to prove who you are");
}

#[tokio::test]
async fn a_surgery_is_asked_for_a_connection_only_so_often_and_nobody_has_to_wait() {
    let house = TestHouse::with(Storage::Sqlite, &allowing(1, 30)).await;
    let partner = house.partner("surgery").await;
    move_owen_to(&house, "X7020");
    let mut person = logged_in(&house, &credentials_request(&partner), OWEN).await;
    person.press("Connect to your GP surgery").await;
    assert!(person.page().text().contains("CID7020"), "{}", person.page().describe());
    let again = person.page().address.replace("gp-problem", "gp-connect");
    person.go(&again).await;
    person.press("Connect to your GP surgery").await;
    person.sees(TOO_MANY);
    person.press("Continue without connecting").await;
    person.sees("Agree to share your NHS login information");
    let mut person = logged_in(&house, &credentials_request(&partner), OWEN).await;
    person.sees("Connect to your GP surgery");
    person.press("Connect to your GP surgery").await;
    person.sees(TOO_MANY);
}

#[tokio::test]
async fn a_surgery_that_does_not_answer_holds_no_page_up() {
    let house = TestHouse::with(Storage::Sqlite, &allowing(8, 30)).await;
    let partner = house.partner("surgery").await;
    let mut person = logged_in(&house, &credentials_request(&partner), OWEN).await;
    house.simulators().gp.faults().add(Fault::Silent);
    person.press("Connect to your GP surgery").await;
    assert!(person.page().address.ends_with("gp-checking"), "{}", person.page().describe());
}

/// Whoever registered as Tomasz asks about Amelia, after Nina did twice.
#[rstest]
#[case::sqlite(Storage::Sqlite)]
#[case::postgres(Storage::Postgres)]
#[tokio::test]
async fn several_logins_together_ask_about_one_number_only_so_often(#[case] storage: Storage) {
    let Some(house) = TestHouse::on(storage, &allowing(8, 2)).await else { return };
    let partner = house.partner("surgery").await;
    let wrong = Details { postcode: "LS1 4AP", ..AMELIA };
    let mut nina = nina_at(&house, &partner, P9).await;
    find_record(&mut nina, &wrong).await;
    let details = nina.page().link("Check your details");
    nina.go(&details).await;
    nina.press("Submit information").await;
    nina.sees("We cannot find a match");
    let mut other = tomasz_registers(&house, &partner).await;
    find_record(&mut other, &AMELIA).await;
    other.sees(TOO_MANY);
    let mut nina = nina_at(&house, &partner, P9).await;
    nina.press("Continue").await;
    give_details(&mut nina, &Details { number: Some("999 200 1089"), ..AMELIA }).await;
    assert_ne!(nina.page().heading(), TOO_MANY, "another number is another counter");
}

#[tokio::test]
async fn one_account_at_a_surgery_is_tried_only_so_often() {
    let house = TestHouse::with(Storage::Sqlite, &allowing(8, 2)).await;
    let partner = house.partner("surgery").await;
    let [_, surgery, account] = AMELIA_DETAILS;
    let mut person = matched(&house, &partner).await;
    to_gp_details(&mut person).await;
    for guess in ["one", "two"] {
        give(&mut person, [guess, surgery, account]).await;
        let again = person.page().link("Enter your details again");
        person.go(&again).await;
    }
    let mut other = person.clone();
    give(&mut person, AMELIA_DETAILS).await;
    person.sees(TOO_MANY);
    house.clock.forward(vocabulary::Lifetime::minutes(61));
    other.go(&other.page().address.clone()).await;
    give(&mut other, TOMASZ_DETAILS).await;
    assert_ne!(other.page().heading(), TOO_MANY, "{}", other.page().describe());
}
