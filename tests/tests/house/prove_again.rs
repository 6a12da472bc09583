//! Journeys 1.8: what somebody is told whose photo ID was declined, and what they can do then; I18's way back; how often files may be sent.

use house_tests::{Person, Storage, TestHouse};
use simulators::Scenario;
use vocabulary::DeclineReason;

use crate::NINA;
use crate::prove_photo::{PEOPLE_ONLY, anew, matched_at_photo, send_photo, settle, to_photo_of};
use crate::prove_photo_decided::{decline, submitted};
use crate::proving::{P5, P9, confirm, logged_in};

const AGAIN: &str = "You need to prove who you are again";

/// Nina after an ID checker declined her case for `reason`, at the first page of a new visit.
async fn declined_for(house: &TestHouse, reason: DeclineReason) -> Person {
    let partner = house.partner("surgery").await;
    submitted(house, &partner).await;
    decline(house, reason).await;
    settle(house).await;
    logged_in(house, &anew(&partner, P9), NINA).await
}

#[tokio::test]
async fn who_is_declined_because_of_the_record_is_offered_gp_details_first() {
    let house = TestHouse::with(Storage::Sqlite, PEOPLE_ONLY).await;
    let mut person = declined_for(&house, DeclineReason::NoRecord).await;
    person.sees(AGAIN);
    let text = person.page().text();
    let (gp, photo) = (text.find("Prove who you are without photo ID"), text.find("Continue with photo ID"));
    assert!(gp.is_some() && gp < photo, "{text}");
    person.press("Prove who you are without photo ID").await;
    confirm(&mut person).await;
    person.sees("Prove who you are without sending a photo of your ID");
}

#[tokio::test]
async fn who_must_not_use_gp_details_is_offered_them_nowhere_and_cannot_use_them() {
    let house = TestHouse::with(Storage::Sqlite, PEOPLE_ONLY).await;
    let mut person = declined_for(&house, DeclineReason::SafeguardingGpBlocked).await;
    person.sees(AGAIN);
    let token = person.page().form("Continue").fields;
    assert!(!person.page().text().contains("without photo ID"), "{}", person.page().describe());
    let way = person.page().address.replace("/prove", "/prove-by-gp");
    person.send(&way, &token).await;
    person.sees(AGAIN);
    person.press("Continue").await;
    confirm(&mut person).await;
    if person.page().heading() == "Your mobile phone number" {
        person.tick("No", "no").press("Continue").await;
    }
    person.tick("No, I do not have photo ID", "no").press("Continue").await;
    person.sees("You will need photo ID");
}

#[tokio::test]
async fn a_client_that_takes_p5_asks_nothing_of_who_was_declined() {
    let house = TestHouse::with(Storage::Sqlite, PEOPLE_ONLY).await;
    let partner = house.partner("surgery").await;
    submitted(&house, &partner).await;
    decline(&house, DeclineReason::Glare).await;
    settle(&house).await;
    let person = logged_in(&house, &anew(&partner, P5), NINA).await;
    assert!(!person.visited().iter().any(|page| page.contains("/prove")), "{:?}", person.visited());
}

#[tokio::test]
async fn who_submitted_can_go_back_to_the_service() {
    let house = TestHouse::with(Storage::Sqlite, PEOPLE_ONLY).await;
    let partner = house.partner("surgery").await;
    let mut person = submitted(&house, &partner).await;
    person.press("Go back to the Test Surgery").await;
    assert_eq!(crate::error(&person), "access_denied");
}

#[tokio::test]
async fn so_many_files_and_then_a_day_without() {
    let house = TestHouse::with(Storage::Sqlite, "[evidence]\nfiles = 5\n").await;
    let partner = house.partner("surgery").await;
    let mut person = matched_at_photo(&house, &partner).await;
    to_photo_of(&mut person, "Passport", "passport").await;
    let page = person.page().address.clone();
    for _ in 0..5 {
        send_photo(&mut person, Scenario::Blurred).await;
        person.sees("Your photo may be too blurry");
        person.go(&page).await;
    }
    send_photo(&mut person, Scenario::Pass).await;
    let told = ["You have sent too many photos and videos – try again tomorrow"];
    assert_eq!(person.page().errors(), told);
    house.clock.forward(vocabulary::Lifetime::hours(25));
    let mut person = logged_in(&house, &anew(&partner, P9), NINA).await;
    confirm(&mut person).await;
    if person.page().heading() == "Your mobile phone number" {
        person.tick("No", "no").press("Continue").await;
    }
    person.go(&person.page().address.replace("photo-problem", "photo")).await;
    send_photo(&mut person, Scenario::Pass).await;
    person.sees("Record your face");
}
