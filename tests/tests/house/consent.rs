//! Journeys 1.10 and F-58: sharing is asked, remembered, extended and refused.

use house_tests::{Landing, Person, TestHouse};

use crate::{CODE, LOW, NINA, OWEN, PASSWORD, error};

async fn at_sharing(house: &TestHouse, path: &str, email: &str) -> Person {
    let mut person = Person::new(house);
    person.go(path).await;
    person.fill("Email address", email).press("Continue").await;
    person.press("Continue").await;
    person.fill("Password", PASSWORD).press("Continue").await;
    person.fill("Security code", CODE).press("Continue").await;
    person
}

#[tokio::test]
async fn refusing_asks_once_more_and_then_tells_the_partner() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = at_sharing(&house, &partner.request().with("vtr", LOW).path(), NINA).await;
    person.press("I do not agree to share this information").await;
    person.sees("You did not agree to share your NHS login information");
    let leave = person.page().html.contains("without sharing");
    assert!(leave, "{}", person.page().describe());
    let choice = person.page().form("Continue");
    let mut fields = choice.fields.clone();
    fields.push(("choice".to_owned(), "leave".to_owned()));
    person.send(&choice.action, &fields).await;
    let landing = Landing::of(&person);
    assert_eq!(
        (landing.get("error").as_str(), landing.get("error_description").as_str()),
        ("access_denied", "ConsentNotGiven")
    );
    assert_eq!(landing.get("state"), "state-of-the-test");
    assert_eq!(landing.0.len(), 3, "error, error_description and state, nothing else: {landing:?}");
}

#[tokio::test]
async fn refusing_can_be_taken_back() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = at_sharing(&house, &partner.request().with("vtr", LOW).path(), NINA).await;
    person.press("I do not agree to share this information").await;
    let choice = person.page().form("Continue");
    let mut fields = choice.fields.clone();
    fields.push(("choice".to_owned(), "back".to_owned()));
    person.send(&choice.action, &fields).await;
    person.sees("Agree to share your NHS login information");
    person.press("I agree").await;
    assert!(!Landing::of(&person).get("code").is_empty());
}

#[tokio::test]
async fn sharing_is_remembered_and_more_is_asked_for_by_name() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    partner.sign_in(&mut person, OWEN, &partner.request()).await;
    person.go(&partner.request().path()).await;
    assert!(person.has_left(), "sharing was asked again:\n{}", person.page().describe());
    let more = partner.request().with("scope", "openid profile email");
    person.go(&more.clone().with("prompt", "none").path()).await;
    assert_eq!(error(&person), "consent_required");
    person.go(&more.path()).await;
    person.sees("Agree to share more information");
    assert!(person.page().text().contains("email address"), "{}", person.page().text());
    person.press("Agree and continue").await;
    let reply = partner.redeem(&Landing::of(&person).get("code")).await;
    let userinfo = partner.userinfo(reply.text("access_token")).await;
    assert_eq!(userinfo.body["email"], OWEN);
}

#[tokio::test]
async fn each_client_asks_for_itself() {
    let house = TestHouse::start().await;
    let (one, two) = (house.partner("one").await, house.partner("two").await);
    let mut person = Person::new(&house);
    one.sign_in(&mut person, OWEN, &one.request()).await;
    person.go(&two.request().path()).await;
    person.sees("Agree to share your NHS login information");
}
