//! Journeys 1.8 and 2.7 I20, I21: going on with a device that has a camera, and what a stolen link is worth.

use house_tests::{Partner, Person, Storage, TestHouse};
use simulators::Scenario;
use vocabulary::{Lifetime, Message};

use crate::prove_photo::{matched_at_photo, send_photo, send_video, settle, to_photo_of};
use crate::{CODE, NINA, PASSWORD, PRIYA};

const ASKED: &str = "We need to send you a link so you can continue";
const SENT: &str = "Check your text messages";
const OPENED: &str = "Continue proving who you are on this device";

/// Nina at a computer, where the photo of her passport is to be uploaded.
async fn at_the_computer(house: &TestHouse) -> (Partner, Person) {
    let partner = house.partner("surgery").await;
    let mut person = matched_at_photo(house, &partner).await;
    to_photo_of(&mut person, "Passport", "passport").await;
    person.sees("Upload a photo of your passport");
    (partner, person)
}

/// I20, to the number that she has.
async fn sends_a_link(person: &mut Person) {
    let other = person.page().link("Use a different device, such as a phone with a camera");
    person.go(&other).await;
    person.sees(ASKED);
    person.set("linkTo", "own").press("Send the link").await;
    person.sees(SENT);
}

/// The link of the newest text, and where it went.
async fn newest_link(house: &TestHouse) -> (String, String) {
    let sent = house.identity().outbox(None).await.expect("the outbox");
    let link = sent.iter().find_map(|sent| match &sent.message {
        Message::ContinueLink { link, .. } => Some((link.expose().clone(), sent.recipient.clone())),
        _ => None,
    });
    link.expect("a link was sent")
}

/// Opens a link in another browser and presses its button.
async fn follows(house: &TestHouse, link: &str) -> Person {
    let mut phone = Person::new(house);
    phone.go(link).await;
    phone.sees(OPENED);
    phone.press("Continue on this device").await;
    phone
}

async fn logs_in(phone: &mut Person, email: &str) {
    phone.sees("Enter your email address");
    phone.fill("Email address", email).press("Continue").await;
    phone.press("Continue").await;
    phone.fill("Password", PASSWORD).press("Continue").await;
    if phone.page().heading() != "Check your mobile phone" {
        phone.set("channel", "text").press("Continue").await;
    }
    phone.fill("Security code", CODE).press("Continue").await;
}

async fn reloads(person: &mut Person) {
    let address = person.page().address.clone();
    person.go(&address).await;
}

async fn a_phone_takes_over_on(storage: Storage) {
    let Some(house) = TestHouse::on(storage, "").await else { return };
    let (_, mut computer) = at_the_computer(&house).await;
    sends_a_link(&mut computer).await;
    let (link, number) = newest_link(&house).await;
    assert!(link.starts_with(&house.at("/here/")) && number.starts_with("+447700900"), "{number}");
    let mut phone = follows(&house, &link).await;
    logs_in(&mut phone, NINA).await;
    phone.sees("Upload a photo of your passport");
    send_photo(&mut phone, Scenario::Pass).await;
    reloads(&mut computer).await;
    computer.sees(SENT);
    send_video(&mut phone).await;
    phone.press("Submit").await;
    phone.sees("Thank you – we are checking your information");
    reloads(&mut computer).await;
    computer.sees("Thank you – we are checking your information");
    settle(&house).await;
    reloads(&mut phone).await;
    phone.sees("You have finished on this device");
    assert!(phone.cookie("login-session").is_none(), "nothing on the phone stays logged in");
    reloads(&mut computer).await;
    computer.sees("Agree to share your NHS login information");
}

#[tokio::test]
async fn a_phone_takes_over_at_the_photo_and_the_computer_goes_on_when_it_is_done() {
    a_phone_takes_over_on(Storage::Sqlite).await;
}

#[tokio::test]
async fn a_phone_takes_over_on_postgresql_too() {
    a_phone_takes_over_on(Storage::Postgres).await;
}

#[tokio::test]
async fn a_stolen_link_signs_nobody_in_and_another_login_changes_nothing() {
    let house = TestHouse::start().await;
    let (_, mut computer) = at_the_computer(&house).await;
    sends_a_link(&mut computer).await;
    let (link, _) = newest_link(&house).await;
    let mut thief = follows(&house, &link).await;
    thief.sees("Enter your email address");
    assert!(thief.cookie("login-session").is_none());
    assert!(!thief.page().html.contains("nina"), "{}", thief.page().describe());
    logs_in(&mut thief, PRIYA).await;
    thief.sees("You cannot continue with this login");
    let ticket = thief.page().address.clone();
    for page in ["photo", "continue", "face", "share", "submit", "another-device"] {
        thief.go(&ticket.replace("other-login", page)).await;
        thief.sees("You cannot continue with this login");
    }
    thief.press("Log in with a different email address").await;
    thief.sees("Enter your email address");
    thief.fill("Email address", "nobody.at.all@patients.example").press("Continue").await;
    thief.sees("We cannot log you in");
    thief.press("Use a different email address").await;
    thief.sees("Enter your email address");
    reloads(&mut computer).await;
    computer.sees(SENT);
    computer.press("Continue on this device instead").await;
    computer.sees("Upload a photo of your passport");
}

#[tokio::test]
async fn a_link_works_once_for_ten_minutes_and_says_why_not() {
    let house = TestHouse::start().await;
    let (_, mut computer) = at_the_computer(&house).await;
    let says = async |link: &str, heading: &str, status: u16| {
        let mut phone = Person::new(&house);
        phone.go(link).await;
        phone.sees(heading);
        assert_eq!(phone.page().status, status);
        assert!(phone.page().text().contains("8010"), "{}", phone.page().describe());
    };
    sends_a_link(&mut computer).await;
    let (first, _) = newest_link(&house).await;
    computer.press("Send the link again").await;
    computer.sees(SENT);
    assert!(computer.page().text().contains("You have been sent a new link"));
    says(&first, "The link in your text message has expired", 410).await;
    let (second, _) = newest_link(&house).await;
    assert_ne!(first, second);
    let before = computer.page().address.clone();
    follows(&house, &second).await.sees("Enter your email address");
    says(&second, "The link in your text message has been used", 410).await;
    computer.press("Send the link again").await;
    let (third, _) = newest_link(&house).await;
    house.clock.forward(Lifetime::minutes(10));
    says(&third, "The link in your text message has expired", 410).await;
    says(&format!("{third}x"), "The link in your text message does not work", 404).await;
    computer.go(before.split('?').next().expect("a path")).await;
    computer.press("Send the link again").await;
    let (fourth, _) = newest_link(&house).await;
    computer.press("Continue on this device instead").await;
    says(&fourth, "The link in your text message has expired", 410).await;
}

#[tokio::test]
async fn a_link_goes_to_another_number_when_it_is_one_and_links_are_limited_as_codes_are() {
    let house = TestHouse::start().await;
    let (_, mut computer) = at_the_computer(&house).await;
    let other = computer.page().link("Use a different device, such as a phone with a camera");
    computer.go(&other).await;
    computer.press("Send the link").await;
    assert_eq!(computer.page().errors(), ["Select where we should send the link"]);
    computer.set("linkTo", "other").fill("UK mobile number", "020 7946 0000").press("Send the link").await;
    assert_eq!(computer.page().errors(), ["Enter a valid mobile number, like 07700 900123"]);
    computer.set("linkTo", "other").fill("UK mobile number", "07700 900999").press("Send the link").await;
    computer.sees(SENT);
    assert!(computer.page().text().contains("ending 999"));
    assert_eq!(newest_link(&house).await.1, "+447700900999");
    let sends = "Send the link again";
    while computer.page().heading() == SENT {
        assert!(computer.visited().len() < 300, "there is no end of links");
        computer.press(sends).await;
    }
    computer.sees("You cannot continue: too many security codes sent");
}

#[tokio::test]
async fn a_forged_form_does_not_use_a_link_up() {
    let house = TestHouse::start().await;
    let (_, mut computer) = at_the_computer(&house).await;
    sends_a_link(&mut computer).await;
    let (link, _) = newest_link(&house).await;
    let mut elsewhere = Person::new(&house);
    elsewhere.go(&link).await;
    elsewhere.post_from_elsewhere(&link, &[("csrf", "x")]).await;
    follows(&house, &link).await.sees("Enter your email address");
}
