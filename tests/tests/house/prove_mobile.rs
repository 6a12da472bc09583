//! Journeys 1.8 and 2.6: P9 by the mobile number that the GP holds.

use house_tests::{Landing, Person, TestHouse};

use crate::proving::{
    AMELIA, P9, TOMASZ, confirm, find_record, logged_in, request, shared, tomasz_registers,
};
use crate::{CODE, NINA, PASSWORD, PRIYA};

/// A seeded P5 person whose GP holds another mobile number than her login.
pub(crate) const MOIRA: &str = "moira.kinnaird@patients.example";

#[tokio::test]
async fn a_newcomer_with_the_mobile_that_the_gp_holds_reaches_p9_in_one_visit() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = tomasz_registers(&house, &partner).await;
    find_record(&mut person, &TOMASZ).await;
    confirm(&mut person).await;
    person.sees("You have been matched to your NHS record");
    person.tick("Yes, use the ID checks from my GP surgery", "yes").press("Continue").await;
    let claims = shared(&mut person, &partner).await;
    assert_eq!((claims["vot"].as_str(), claims["id_status"].as_str()), (Some("P9.Cp.Cd"), Some("verified")));
    assert_eq!(claims["family_name"], "Kociński");
}

#[tokio::test]
async fn a_p5_person_steps_up_with_the_number_that_the_gp_holds() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    person.go(&request(&partner, P9).path()).await;
    person.fill("Email address", PRIYA).press("Continue").await;
    person.press("Continue").await;
    person.fill("Password", PASSWORD).press("Continue").await;
    person.tick("Text message to the mobile ending 103", "text").press("Continue").await;
    person.fill("Security code", CODE).press("Continue").await;
    confirm(&mut person).await;
    person.sees("You have been matched to your NHS record");
    person.tick("Yes, use the ID checks from my GP surgery", "yes").press("Continue").await;
    person.sees("Agree to share your NHS login information");
    person.press("I agree").await;
    let reply = partner.redeem(&Landing::of(&person).get("code")).await;
    assert_eq!(reply.claims("id_token")["vot"], "P9.Cp.Cd");
    let userinfo = partner.userinfo(reply.text("access_token")).await;
    assert_eq!(userinfo.body["phone_number_pds_matched"], true, "{userinfo:?}");
}

#[tokio::test]
async fn a_code_to_the_number_on_record_proves_it_when_it_is_another() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = logged_in(&house, &request(&partner, P9), MOIRA).await;
    confirm(&mut person).await;
    person.sees("Your mobile phone number");
    let text = person.page().text();
    assert!(text.contains("199") && !text.contains("900199"), "only the last three digits are shown: {text}");
    person.tick("Yes, I use it", "yes").press("Continue").await;
    person.sees("Check your mobile phone to confirm your details");
    person.fill("Security code", "000000").press("Continue").await;
    assert_eq!(person.page().errors(), ["The security code you have entered is wrong"]);
    let code = person.code_sent_to("+447700900199").await;
    person.fill("Security code", &code).press("Continue").await;
    let claims = shared(&mut person, &partner).await;
    assert_eq!(claims["vot"], "P9.Cp.Cd");
}

#[tokio::test]
async fn too_many_wrong_codes_lead_to_photo_id() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = logged_in(&house, &request(&partner, P9), MOIRA).await;
    confirm(&mut person).await;
    person.tick("Yes, I use it", "yes").press("Continue").await;
    for _ in 0..5 {
        person.fill("Security code", "000000").press("Continue").await;
    }
    person.sees("You cannot use this mobile phone number");
    person.press("Prove who you are another way").await;
    person.sees("You need to prove who you are");
}

#[tokio::test]
async fn logging_in_again_does_not_begin_the_guesses_at_somebody_elses_code_anew() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    for guesses in [4, 1] {
        let mut person = logged_in(&house, &request(&partner, P9), MOIRA).await;
        confirm(&mut person).await;
        person.tick("Yes, I use it", "yes").press("Continue").await;
        for _ in 0..guesses {
            person.sees("Check your mobile phone to confirm your details");
            person.fill("Security code", "000000").press("Continue").await;
        }
        if guesses == 1 {
            person.sees("You cannot use this mobile phone number");
        }
    }
    let mut person = logged_in(&house, &request(&partner, P9), MOIRA).await;
    confirm(&mut person).await;
    person.sees("You cannot use this mobile phone number");
}

#[tokio::test]
async fn when_too_many_codes_went_to_the_number_another_way_is_offered() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = logged_in(&house, &request(&partner, P9), MOIRA).await;
    confirm(&mut person).await;
    person.tick("Yes, I use it", "yes").press("Continue").await;
    for _ in 2..=5 {
        person.press("Send the code again").await;
        person.sees("Check your mobile phone to confirm your details");
    }
    person.press("Send the code again").await;
    person.sees("You cannot use this mobile phone number");
    person.press("Prove who you are another way").await;
    person.sees("You need to prove who you are");
}

#[tokio::test]
async fn no_to_the_gps_checks_leads_to_photo_id_at_a_client_that_takes_p9_only() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = logged_in(&house, &request(&partner, P9), NINA).await;
    find_record(&mut person, &AMELIA).await;
    confirm(&mut person).await;
    person.sees("Your mobile phone number");
    person.tick("No", "no").press("Continue").await;
    person.sees("You need to prove who you are");
}
