//! Journeys 1.4: a remembered device stands in for the code.

use house_tests::{Landing, Person, TestHouse};
use vocabulary::Lifetime;

use crate::{CODE, LOW, NINA, OWEN, PASSWORD, at_code};

async fn remembered(house: &TestHouse, email: &str) -> (house_tests::Partner, Person) {
    let partner = house.partner("surgery").await;
    let mut person = at_code(house, &partner, email).await;
    person.tick("Remember this device and stop sending security codes", "yes");
    person.fill("Security code", CODE).press("Continue").await;
    person.press("I agree").await;
    assert!(person.has_left());
    (partner, person)
}

#[tokio::test]
async fn a_remembered_device_needs_the_password_only_and_counts_as_cd() {
    let house = TestHouse::start().await;
    let (partner, mut person) = remembered(&house, NINA).await;
    house.clock.forward(Lifetime::hours(2));
    person.go(&partner.request().with("vtr", LOW).path()).await;
    person.fill("Email address", NINA).press("Continue").await;
    person.sees("Enter your password");
    person.fill("Password", PASSWORD).press("Continue").await;
    let reply = partner.redeem(&Landing::of(&person).get("code")).await;
    assert_eq!(reply.claims("id_token")["vot"], "P0.Cp.Cd");
}

#[tokio::test]
async fn somebody_elses_device_is_no_second_factor() {
    let house = TestHouse::start().await;
    let (partner, mut person) = remembered(&house, NINA).await;
    person.go(&partner.request().with("vtr", LOW).with("prompt", "login").path()).await;
    person.fill("Email address", OWEN).press("Continue").await;
    if person.page().heading() == "We found your NHS login" {
        person.press("Continue").await;
    }
    person.fill("Password", PASSWORD).press("Continue").await;
    person.sees("Check your mobile phone");
}

#[tokio::test]
async fn a_device_is_forgotten_after_180_days() {
    let house = TestHouse::start().await;
    let (partner, mut person) = remembered(&house, NINA).await;
    house.clock.forward(Lifetime::days(181));
    person.go(&partner.request().with("vtr", LOW).path()).await;
    person.fill("Email address", NINA).press("Continue").await;
    if person.page().heading() == "We found your NHS login" {
        person.press("Continue").await;
    }
    person.fill("Password", PASSWORD).press("Continue").await;
    person.sees("Check your mobile phone");
}

#[tokio::test]
async fn a_stranger_cannot_lock_a_person_out_of_a_remembered_device() {
    let house = TestHouse::start().await;
    let (partner, mut person) = remembered(&house, NINA).await;
    let mut stranger = crate::at_password(&house, &partner, NINA).await;
    for guess in 0..5 {
        stranger.fill("Password", &format!("guess number {guess}")).press("Continue").await;
    }
    assert!(stranger.page().heading().starts_with("You cannot continue"), "{}", stranger.page().describe());
    person.drop_cookie("login-session");
    person.go(&partner.request().with("vtr", LOW).with("prompt", "login").path()).await;
    person.fill("Email address", NINA).press("Continue").await;
    person.fill("Password", PASSWORD).press("Continue").await;
    assert!(person.has_left(), "locked out:\n{}", person.page().describe());
}
