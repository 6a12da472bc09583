//! Journeys 1.8, section 8: decisions take effect once, when they can no longer be taken back; files go when nobody needs them.

use account_store::{Case, Decision};
use house_tests::{Partner, Person, Storage, TestHouse};
use rstest::rstest;
use simulators::{Scenario, sample_video};
use vocabulary::{AccountId, CaseStatus, DeclineReason, EmailAddress, Lifetime, Secret};

use crate::NINA;
use crate::prove_photo::{
    PEOPLE_ONLY, anew, matched_at_photo, send_photo, settle, submit_passport, to_photo_of, told,
};
use crate::proving::{P9, confirm, logged_in, shared};

const REOPEN: Lifetime = Lifetime::minutes(5);

async fn nina(house: &TestHouse) -> AccountId {
    let email = EmailAddress::try_from(NINA).expect("an address");
    house.identity().store().find_account_by_email(&email).await.expect("the store").expect("Nina").id
}

async fn open_case(house: &TestHouse) -> Case {
    let account = nina(house).await;
    house.identity().store().open_case_of(account).await.expect("the store").expect("a case")
}

/// Approves Nina's case for the record with this number, as an ID checker does.
pub(crate) async fn approve(house: &TestHouse, nhs_number: &str) {
    decide(house, CaseStatus::Approved, None, format!(r#"{{"nhs_number":"{nhs_number}"}}"#)).await;
}

/// Declines Nina's case for this reason, as an ID checker does.
pub(crate) async fn decline(house: &TestHouse, reason: DeclineReason) {
    decide(house, CaseStatus::Declined, Some(reason), "{}".to_owned()).await;
}

async fn decide(house: &TestHouse, status: CaseStatus, reason: Option<DeclineReason>, outcome: String) {
    let case = open_case(house).await;
    let now = house.identity().now();
    let decision = Decision {
        status,
        reason,
        outcome: Secret::new(outcome.into_bytes()),
        at: now,
        reopen_until: now.after(REOPEN),
    };
    let store = house.identity().store();
    let mut batch = store.batch();
    batch.decide_case(case.id, case.version, None, &decision);
    store.write(batch).await.expect("a decision");
}

pub(crate) async fn submitted(house: &TestHouse, partner: &Partner) -> Person {
    let mut person = matched_at_photo(house, partner).await;
    submit_passport(&mut person, Scenario::Pass).await;
    person
}

#[tokio::test]
async fn an_approval_takes_effect_when_it_can_no_longer_be_taken_back() {
    let house = TestHouse::with(Storage::Sqlite, PEOPLE_ONLY).await;
    let partner = house.partner("surgery").await;
    submitted(&house, &partner).await;
    approve(&house, "9992001011").await;
    house.identity().do_casework().await.expect("casework");
    let person = logged_in(&house, &anew(&partner, P9), NINA).await;
    person.sees("We have not checked your photo ID yet");
    settle(&house).await;
    let mut person = logged_in(&house, &anew(&partner, P9), NINA).await;
    assert_eq!(shared(&mut person, &partner).await["vot"], "P9.Cp.Cd");
}

#[tokio::test]
async fn the_record_of_somebody_else_locks_the_account() {
    let house = TestHouse::with(Storage::Sqlite, PEOPLE_ONLY).await;
    let partner = house.partner("surgery").await;
    submitted(&house, &partner).await;
    approve(&house, "9992001089").await;
    settle(&house).await;
    assert!(told(&house).await[0].contains("AccountDisabled"), "E20 is sent");
    let mut person = Person::new(&house);
    person.go(&anew(&partner, P9).path()).await;
    person.fill("Email address", NINA).press("Continue").await;
    person.press("Continue").await;
    person.fill("Password", crate::PASSWORD).press("Continue").await;
    assert!(person.page().text().contains("CID2013"), "{}", person.page().describe());
}

#[rstest]
#[case::sqlite(Storage::Sqlite)]
#[case::postgres(Storage::Postgres)]
#[tokio::test]
async fn two_nodes_at_once_ask_the_provider_and_tell_the_person_once(#[case] storage: Storage) {
    let Some(house) = TestHouse::on(storage, "").await else { return };
    let other = house.second_node().await;
    let partner = house.partner("surgery").await;
    submitted(&house, &partner).await;
    // Both nodes' own workers are at it too: whoever claimed the case may be cut short by the next claim.
    for _ in 0..30 {
        if !told(&house).await.is_empty() {
            break;
        }
        house.clock.forward(Lifetime::minutes(6));
        // Time stands still now and then, so that whoever claimed it comes to an end.
        for _ in 0..20 {
            let (one, two) = tokio::join!(house.identity().do_casework(), other.identity().do_casework());
            one.and(two).expect("casework");
        }
    }
    let told = told(&house).await;
    let passed = told.iter().filter(|message| message.contains("PhotoIdPassed")).count();
    assert_eq!(passed, 1, "{told:?}");
    let account = house.identity().store().account(nina(&house).await).await.expect("the store");
    assert_eq!(account.expect("Nina").level, vocabulary::ProofingLevel::P9);
}

#[tokio::test]
async fn a_file_that_was_replaced_is_deleted_and_one_that_counts_stays() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = matched_at_photo(&house, &partner).await;
    to_photo_of(&mut person, "Passport", "passport").await;
    send_photo(&mut person, Scenario::Pass).await;
    person.press("Continue").await;
    person.tick("Say 4 numbers", "say").press("Continue").await;
    person.attach("Your video", "clip.mp4", &sample_video()).press("Upload video").await;
    assert_eq!(house.evidence_files(), 2);
    person.press("Record it again").await;
    house.clock.forward(Lifetime::minutes(1));
    house.identity().delete_unneeded_files().await.expect("files");
    assert_eq!(house.evidence_files(), 1);
    house.clock.forward(Lifetime::days(2));
    house.identity().delete_unneeded_files().await.expect("files");
    assert_eq!(house.evidence_files(), 1, "the photo is part of the draft");
}

#[tokio::test]
async fn a_person_who_steps_up_again_after_a_decline_sends_everything_anew() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = matched_at_photo(&house, &partner).await;
    submit_passport(&mut person, Scenario::OtherFace).await;
    settle(&house).await;
    let mut person = logged_in(&house, &anew(&partner, P9), NINA).await;
    person.sees("You need to prove who you are again");
    person.press("Continue").await;
    confirm(&mut person).await;
    if person.page().heading() == "Your mobile phone number" {
        person.tick("No", "no").press("Continue").await;
    }
    person.sees("Do you have photo ID with you?");
}
