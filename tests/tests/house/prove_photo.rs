//! Journeys 1.8 and 2.7: P9 by photo ID and face, and what becomes of a case.

use house_tests::{Authorize, Partner, Person, Storage, TestHouse};
use rstest::rstest;
use simulators::{Scenario, sample_photo, sample_video};
use vocabulary::Lifetime;

use crate::NINA;
use crate::proving::{
    AMELIA, Details, P5, P9, P9_OR_P5, confirm, find_record, logged_in, nina_at, request, shared,
};

pub(crate) const PEOPLE_ONLY: &str = "[id_check]\nshare_percent = 0\n";

/// Nina with Amelia's record matched, before I1.
pub(crate) async fn matched_at_photo(house: &TestHouse, partner: &Partner) -> Person {
    let mut person = nina_at(house, partner, P9).await;
    find_record(&mut person, &AMELIA).await;
    confirm(&mut person).await;
    person.sees("Your mobile phone number");
    person.tick("No", "no").press("Continue").await;
    person.sees("You need to prove who you are");
    person
}

/// From I1 to I7 with the document whose radio has this label.
pub(crate) async fn to_photo_of(person: &mut Person, document: &str, value: &str) {
    if person.page().heading() == "You need to prove who you are" {
        person.press("Continue").await;
    }
    person.sees("Do you have photo ID with you?");
    person.tick("Yes, I have it with me", "yes").press("Continue").await;
    person.sees("Send a photo of your ID");
    person.press("Continue").await;
    person.sees("What type of photo ID do you have?");
    if value == "passport" || value == "uk_driving_licence" {
        person.tick(document, value).press("Continue").await;
    } else {
        person.tick("Other photo ID", "other").tick(document, value).press("Continue").await;
    }
    person.tick("Upload a photo", "upload").press("Continue").await;
}

/// I7.
pub(crate) async fn send_photo(person: &mut Person, scenario: Scenario) {
    person.attach("Your photo", "IMG_0001.JPG", &sample_photo(scenario)).press("Upload photo").await;
}

/// From I9 past I15.
pub(crate) async fn send_video(person: &mut Person) {
    person.sees("Record your face");
    person.press("Continue").await;
    person.sees("Record a short video");
    person.tick("Say 4 numbers", "say").press("Continue").await;
    person.sees("Get ready to say 4 numbers");
    person.attach("Your video", "clip.mp4", &sample_video()).press("Upload video").await;
    person.sees("Check your video");
    person.press("Use this video").await;
}

/// From I1 to I18 with a passport.
pub(crate) async fn submit_passport(person: &mut Person, scenario: Scenario) {
    to_photo_of(person, "Passport", "passport").await;
    person.sees("Upload a photo of your passport");
    send_photo(person, scenario).await;
    send_video(person).await;
    person.sees("Submit your information");
    person.press("Submit").await;
    person.sees("Thank you – we are checking your information");
}

/// Lets the worker's rounds of more than an hour pass.
pub(crate) async fn settle(house: &TestHouse) {
    // The house's own worker is at it too: whoever claimed a case may be cut short by the next claim.
    for round in 0..24 {
        if round >= 8 && !told(house).await.is_empty() {
            break;
        }
        house.clock.forward(Lifetime::minutes(6));
        house.identity().do_casework().await.expect("casework");
    }
}

/// The messages to Nina, newest first, by what they are.
pub(crate) async fn told(house: &TestHouse) -> Vec<String> {
    let sent = house.identity().outbox(Some(NINA)).await.expect("the outbox");
    sent.iter().map(|sent| format!("{:?}", sent.message)).collect()
}

pub(crate) fn anew(partner: &Partner, vtr: &str) -> Authorize {
    request(partner, vtr).with("prompt", "login")
}

#[rstest]
#[case::sqlite(Storage::Sqlite)]
#[case::postgres(Storage::Postgres)]
#[tokio::test]
async fn a_newcomer_goes_from_nothing_to_p9_with_a_passport_and_a_video(#[case] storage: Storage) {
    let Some(house) = TestHouse::on(storage, "").await else { return };
    let partner = house.partner("surgery").await;
    let mut person = matched_at_photo(&house, &partner).await;
    submit_passport(&mut person, Scenario::Pass).await;
    assert!(person.page().text().contains(NINA), "{}", person.page().describe());
    settle(&house).await;
    let checks = house.simulators().id_check.checks();
    assert_eq!(checks.len(), 1);
    assert_eq!((checks[0].document.as_str(), checks[0].face.as_str()), ("passport", "video"));
    assert!(told(&house).await[0].contains("PhotoIdPassed"), "E12 is sent");
    let mut person = logged_in(&house, &anew(&partner, P9), NINA).await;
    let claims = shared(&mut person, &partner).await;
    assert_eq!(
        (claims["vot"].as_str(), claims["identity_proofing_level"].as_str()),
        (Some("P9.Cp.Cd"), Some("P9"))
    );
    assert_eq!(claims["family_name"], "Thornbury");
}

#[tokio::test]
async fn while_people_check_a_p9_client_waits_and_others_go_on() {
    let house = TestHouse::with(Storage::Sqlite, PEOPLE_ONLY).await;
    let partner = house.partner("surgery").await;
    let mut person = matched_at_photo(&house, &partner).await;
    submit_passport(&mut person, Scenario::Pass).await;
    settle(&house).await;
    assert!(house.simulators().id_check.checks().is_empty(), "nothing goes to the provider");
    let mut person = logged_in(&house, &anew(&partner, P9), NINA).await;
    person.sees("We have not checked your photo ID yet");
    assert!(person.page().text().contains("2001") && person.page().text().contains("24 hours"));
    person.press("Go back to the Test Surgery").await;
    assert_eq!(crate::error(&person), "access_denied");
    let mut person = logged_in(&house, &anew(&partner, P9_OR_P5), NINA).await;
    let claims = shared(&mut person, &partner).await;
    assert_eq!(claims["vot"], "P5.Cp.Cd");
    let person = logged_in(&house, &anew(&partner, P5), NINA).await;
    assert!(person.has_left(), "{}", person.page().describe());
}

#[tokio::test]
async fn a_declined_person_is_told_by_email_and_begins_again_with_the_reason() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = matched_at_photo(&house, &partner).await;
    submit_passport(&mut person, Scenario::Expired).await;
    settle(&house).await;
    assert!(told(&house).await[0].contains("PhotoIdDeclined { reason: Expired }"), "E14 is sent");
    let mut person = logged_in(&house, &anew(&partner, P9), NINA).await;
    person.sees("You need to prove who you are again");
    assert!(person.page().text().contains("expired"), "{}", person.page().describe());
    person.press("Continue").await;
    confirm(&mut person).await;
    if person.page().heading() == "Your mobile phone number" {
        person.tick("No", "no").press("Continue").await;
    }
    submit_passport(&mut person, Scenario::Pass).await;
    settle(&house).await;
    assert!(told(&house).await[0].contains("PhotoIdPassed"), "the second try counts");
}

#[tokio::test]
async fn a_suspicion_is_for_people_and_told_to_nobody() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = matched_at_photo(&house, &partner).await;
    let before = told(&house).await.len();
    submit_passport(&mut person, Scenario::SuspectedFraud).await;
    settle(&house).await;
    assert_eq!(told(&house).await.len(), before, "no message");
    let held = house.identity().store().list_held_cases(10).await.expect("the holding list");
    assert_eq!(held.len(), 1);
    let person = logged_in(&house, &anew(&partner, P9), NINA).await;
    person.sees("We have not checked your photo ID yet");
}

#[tokio::test]
async fn a_document_of_somebody_else_and_a_silent_provider_are_for_people() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = matched_at_photo(&house, &partner).await;
    submit_passport(&mut person, Scenario::OtherName).await;
    settle(&house).await;
    let account = house.identity().store().list_due_provider_cases(later(&house), 10).await.expect("cases");
    assert!(account.is_empty(), "the provider is not asked again");
    let person = logged_in(&house, &anew(&partner, P9), NINA).await;
    person.sees("We have not checked your photo ID yet");
}

fn later(house: &TestHouse) -> vocabulary::Instant {
    house.identity().now().after(Lifetime::days(30))
}

#[tokio::test]
async fn somebody_without_a_record_tells_what_helps_people_to_find_it() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = nina_at(&house, &partner, P9).await;
    let nobody = Details { number: None, last: "Nowhere", ..AMELIA };
    find_record(&mut person, &nobody).await;
    person.sees("We cannot find a match");
    person.press("Prove who you are").await;
    person.sees("You need to prove who you are");
    to_photo_of(&mut person, "Passport", "passport").await;
    send_photo(&mut person, Scenario::Pass).await;
    send_video(&mut person).await;
    person.sees("Help us find your NHS record");
    person.press("Continue").await;
    person.sees("Submit your information");
    let text = person.page().text();
    assert!(text.contains("Nowhere") && text.contains("YO1 7HH"), "what was typed is shown: {text}");
    let change = person.page().link("Change last name");
    person.go(&change).await;
    person.sees("Enter your full name");
    person.fill("Last name", "Nowhere-Else").press("Continue").await;
    person.sees("Submit your information");
    assert!(person.page().text().contains("Nowhere-Else"), "{}", person.page().describe());
    person.press("Submit").await;
    person.sees("Thank you – we are checking your information");
    settle(&house).await;
    assert!(house.simulators().id_check.checks().is_empty(), "only people can find the record");
}

#[tokio::test]
async fn the_answers_outlive_the_ticket() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = matched_at_photo(&house, &partner).await;
    to_photo_of(&mut person, "Passport", "passport").await;
    send_photo(&mut person, Scenario::Pass).await;
    person.sees("Record your face");
    let mut person = logged_in(&house, &anew(&partner, P9), NINA).await;
    confirm(&mut person).await;
    if person.page().heading() == "Your mobile phone number" {
        person.tick("No", "no").press("Continue").await;
    }
    person.sees("Record your face");
}

#[tokio::test]
async fn the_providers_own_word_is_believed_when_it_is_signed() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = matched_at_photo(&house, &partner).await;
    submit_passport(&mut person, Scenario::Pass).await;
    settle(&house).await;
    let case = house.simulators().id_check.checks()[0].case.clone();
    let signed = house
        .simulators()
        .id_check
        .signed_verdict(&format!("chk-{case}"), house.identity().now())
        .expect("the check is known");
    #[expect(clippy::disallowed_types, reason = "the provider is no gateway of the service")]
    let http = reqwest::Client::new();
    let send = async |signature: &str| {
        let request =
            http.post(house.at("/id-check/webhook")).header("id-check-timestamp", &signed.timestamp);
        let request = request.header("id-check-signature", signature).body(signed.body.clone());
        request.send().await.expect("an answer").status().as_u16()
    };
    assert_eq!(send(&signed.signature).await, 204);
    assert_eq!(send("v1=bm90LXRoZS1zaWduYXR1cmU").await, 401);
    assert_eq!(send("").await, 401);
}
