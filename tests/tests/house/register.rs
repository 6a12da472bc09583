//! Journeys 1.3: a new account, by mobile and by landline.

use house_tests::{Landing, Partner, Person, TestHouse};
use vocabulary::Lifetime;

use crate::LOW;

const EMAIL: &str = "Ada.Newcomer@patients.example";
pub(crate) const PASSWORD: &str = "correct horse battery";

pub(crate) async fn at_email_code(house: &TestHouse, partner: &Partner, email: &str) -> Person {
    let mut person = Person::new(house);
    person.go(&partner.request().with("vtr", LOW).path()).await;
    person.fill("Email address", email).press("Continue").await;
    person.sees("Set up a new NHS login");
    person.press("Continue").await;
    person.sees("Create a password");
    person.fill("Password", PASSWORD).fill("Confirm your password", PASSWORD).press("Continue").await;
    person.sees("Check your email");
    person
}

async fn at_phone(house: &TestHouse, partner: &Partner, email: &str) -> Person {
    let mut person = at_email_code(house, partner, email).await;
    let code = person.code_sent_to(email).await;
    person.fill("Security code", &code).press("Continue").await;
    person.sees("Enter your mobile number");
    person
}

async fn enter_code(person: &mut Person, recipient: &str) {
    let code = person.code_sent_to(recipient).await;
    person.fill("Security code", &code).press("Continue").await;
}

#[tokio::test]
async fn a_newcomer_registers_by_mobile_and_the_partner_gets_tokens() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = at_phone(&house, &partner, EMAIL).await;
    person.fill("UK mobile number", "07700 900 555").press("Continue").await;
    person.sees("Check your mobile phone to confirm your number");
    enter_code(&mut person, "+447700900555").await;
    person.sees("Agree to share your NHS login information");
    person.press("I agree").await;
    let landing = Landing::of(&person);
    assert_eq!(landing.get("state"), "state-of-the-test");
    let reply = partner.redeem(&landing.get("code")).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    let claims = reply.claims("id_token");
    assert_eq!(claims["vot"], "P0.Cp.Cd");
    assert_eq!(claims["identity_proofing_level"], "P0");
    assert_eq!(claims["nonce"], "nonce-of-the-test");
    assert!(claims.get("nhs_number").is_none(), "a P0 person has no NHS number here: {claims}");
}

#[tokio::test]
async fn a_newcomer_registers_by_landline_and_is_called() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = at_phone(&house, &partner, EMAIL).await;
    let landline = person.page().address.replace("/phone", "/landline");
    person.go(&landline).await.sees("Enter your landline number");
    person.fill("UK landline number", "(020) 7946 0999").press("Continue").await;
    person.sees("Enter the security code from your phone call");
    enter_code(&mut person, "+442079460999").await;
    person.sees("Agree to share your NHS login information");
}

#[tokio::test]
async fn a_registration_is_resumed_where_it_stopped() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    drop(at_phone(&house, &partner, EMAIL).await);
    let mut later = Person::new(&house);
    later.go(&partner.request().with("vtr", LOW).path()).await;
    later.fill("Email address", EMAIL).press("Continue").await;
    later.press("Continue").await;
    later.fill("Password", PASSWORD).press("Continue").await;
    later.sees("Enter your mobile number");
}

#[tokio::test]
async fn an_unconfirmed_registration_is_resumed_in_the_same_browser() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = at_email_code(&house, &partner, EMAIL).await;
    person.go(&partner.request().with("vtr", LOW).path()).await;
    person.fill("Email address", EMAIL).press("Continue").await;
    person.sees("Enter your password");
    person.fill("Password", PASSWORD).press("Continue").await;
    person.sees("Check your email");
    enter_code(&mut person, EMAIL).await;
    person.sees("Enter your mobile number");
}

#[tokio::test]
async fn a_stranger_cannot_block_an_address_by_beginning_to_register_it() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut stranger = at_email_code(&house, &partner, EMAIL).await;
    let owner = at_phone(&house, &partner, EMAIL).await;
    owner.sees("Enter your mobile number");
    let stale = stranger.page().address.clone();
    stranger.go(&stale).await;
    stranger.sees("We found your NHS login");
    stranger.press("Continue").await;
    stranger.fill("Password", "another guess").press("Continue").await;
    assert_eq!(stranger.page().errors(), ["Enter the correct password"], "{}", stranger.page().describe());
}

#[tokio::test]
async fn a_stranger_who_began_to_register_is_not_taken_for_the_owner_once_the_address_is_confirmed() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut stranger = at_email_code(&house, &partner, EMAIL).await;
    let mut owner = at_phone(&house, &partner, EMAIL).await;
    owner.fill("UK mobile number", "07700900556").press("Continue").await;
    enter_code(&mut owner, "+447700900556").await;
    let stale = stranger.page().address.clone();
    stranger.go(&stale).await;
    assert!(!stranger.has_left(), "the stranger was let through");
    stranger.sees("We found your NHS login");
}

#[tokio::test]
async fn an_expired_email_code_is_sent_again() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = at_email_code(&house, &partner, EMAIL).await;
    let old = person.code_sent_to(EMAIL).await;
    house.clock.forward(Lifetime::minutes(61));
    person.fill("Security code", &old).press("Continue").await;
    person.sees("The security code in your email has expired");
    person.press("Send a new code").await;
    person.sees("Check your email");
    enter_code(&mut person, EMAIL).await;
    person.sees("Enter your mobile number");
}

#[tokio::test]
async fn an_expired_phone_code_leads_back_to_the_number() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = at_phone(&house, &partner, EMAIL).await;
    person.fill("UK mobile number", "07700900555").press("Continue").await;
    let old = person.code_sent_to("+447700900555").await;
    house.clock.forward(Lifetime::minutes(6));
    person.fill("Security code", &old).press("Continue").await;
    person.sees("Security code expired");
    person.press("Get a new code").await;
    person.sees("Enter your mobile number");
}

#[tokio::test]
async fn broken_password_rules_are_named_and_nothing_is_kept_in_the_field() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    person.go(&partner.request().with("vtr", LOW).path()).await;
    person.fill("Email address", EMAIL).press("Continue").await;
    person.press("Continue").await;
    person.fill("Password", "short").fill("Confirm your password", "other").press("Continue").await;
    assert_eq!(person.page().status, 422);
    assert!(person.page().title().starts_with("Error: "), "{}", person.page().title());
    assert_eq!(person.page().errors().len(), 2, "{}", person.page().describe());
    assert!(!person.page().html.contains("short\""), "the password came back");
    person
        .fill("Password", "ada.newcomer1")
        .fill("Confirm your password", "ada.newcomer1")
        .press("Continue")
        .await;
    assert_eq!(
        person.page().errors().len(),
        1,
        "it contains the email's local part: {}",
        person.page().describe()
    );
}

#[tokio::test]
async fn refused_countries_and_premium_numbers_are_told_apart_from_typing_mistakes() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = at_phone(&house, &partner, EMAIL).await;
    person.fill("UK mobile number", "not a number").press("Continue").await;
    assert_eq!(person.page().status, 422);
    person.tick("I have an international mobile number", "yes");
    person.fill("International mobile number", "+1 202 555 0143").press("Continue").await;
    assert_eq!(person.page().status, 422, "{}", person.page().describe());
    person.tick("I have an international mobile number", "yes");
    person.fill("International mobile number", "+353 7777 666555").press("Continue").await;
    person.sees("Check your mobile phone to confirm your number");
}

#[tokio::test]
async fn allow_registration_false_and_a_client_without_registration_end_on_x12() {
    let house = TestHouse::start().await;
    let open = house.partner("open").await;
    let closed = Partner::register(&house, "closed", |client| client.registration = false).await;
    for path in [
        open.request().with("vtr", LOW).with("allow_registration", "false").path(),
        closed.request().with("vtr", LOW).path(),
    ] {
        let mut person = Person::new(&house);
        person.go(&path).await;
        person.fill("Email address", "nobody.here@patients.example").press("Continue").await;
        person.sees("We cannot log you in");
    }
}
