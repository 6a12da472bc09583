//! Journeys 1.8, 6.2: what an ID checker's decision does to a login, and what outlives the case.

use house_tests::{Partner, Person, Storage, TestHouse};
use rstest::rstest;
use simulators::Scenario;
use vocabulary::{Cid, DeclineReason, NhsNumber, ProofingLevel};

use crate::NINA;
use crate::prove_gp::{AMELIA_DETAILS, give, to_gp_details};
use crate::prove_gp_rare::account;
use crate::prove_photo::{PEOPLE_ONLY, anew, send_photo, send_video, settle, to_photo_of, told};
use crate::prove_photo_decided::{approve, decline, submitted};
use crate::proving::{AMELIA, Details, P9, confirm, find_record, logged_in, nina_at, tomasz_registers};

const OWENS_NUMBER: &str = "9991003177";
const LEOS_NUMBER: &str = "9991006435";

/// Nina, of whom no record is found by `details`, submits a passport and a video.
async fn submitted_without_a_record(house: &TestHouse, partner: &Partner, details: &Details<'_>) -> Person {
    let mut person = nina_at(house, partner, P9).await;
    find_record(&mut person, details).await;
    person.sees("We cannot find a match");
    person.press("Prove who you are").await;
    to_photo_of(&mut person, "Passport", "passport").await;
    send_photo(&mut person, Scenario::Pass).await;
    send_video(&mut person).await;
    person.press("Continue").await;
    person.sees("Submit your information");
    person.press("Submit").await;
    person.sees("Thank you – we are checking your information");
    person
}

#[tokio::test]
async fn who_has_another_login_is_told_so_and_not_sent_on_another_way() {
    let house = TestHouse::with(Storage::Sqlite, PEOPLE_ONLY).await;
    let partner = house.partner("surgery").await;
    let nobody = Details { number: None, last: "Nowhere", ..AMELIA };
    submitted_without_a_record(&house, &partner, &nobody).await;
    approve(&house, OWENS_NUMBER).await;
    settle(&house).await;
    assert!(told(&house).await[0].contains("OnAnotherLogin"), "{:?}", told(&house).await);
    let nina = account(&house, NINA).await;
    assert_eq!(nina.level, ProofingLevel::P0);
    let case = house.identity().store().last_decided_case(nina.id).await.expect("the store").expect("a case");
    assert_eq!(case.reason, Some(DeclineReason::OnAnotherLogin), "the case says so too");
    let person = logged_in(&house, &anew(&partner, P9), NINA).await;
    person.sees("You may already have an NHS login");
    assert!(person.page().text().contains("CID1006"), "{}", person.page().describe());
}

/// Leo's date of birth, as he types it.
fn born(house: &TestHouse) -> Vec<String> {
    let number = NhsNumber::try_from(LEOS_NUMBER).expect("a number");
    let born = house.simulators().pds.record(&number).expect("Leo's record").birthdate.to_string();
    born.split('-').rev().map(str::to_owned).collect()
}

#[tokio::test]
async fn a_child_is_told_so_and_not_sent_to_the_gp() {
    let house = TestHouse::with(Storage::Sqlite, PEOPLE_ONLY).await;
    let partner = house.partner("surgery").await;
    let born = born(&house);
    let leo = Details {
        number: None,
        first: "Leo",
        last: "Hartley",
        born: [&born[0], &born[1], &born[2]],
        postcode: "LS1 4AP",
    };
    submitted_without_a_record(&house, &partner, &leo).await;
    approve(&house, LEOS_NUMBER).await;
    settle(&house).await;
    assert!(told(&house).await[0].contains("UnderAge"), "{:?}", told(&house).await);
    let person = logged_in(&house, &anew(&partner, P9), NINA).await;
    person.sees("You cannot use NHS login yet");
}

#[tokio::test]
async fn an_approval_waits_while_the_number_of_the_login_is_in_doubt() {
    let house = TestHouse::with(Storage::Sqlite, PEOPLE_ONLY).await;
    let partner = house.partner("surgery").await;
    submitted(&house, &partner).await;
    approve(&house, "9992001011").await;
    let disabled = async |cid: Option<Cid>| {
        let store = house.identity().store();
        let mut batch = store.batch();
        batch.update_disabled(account(&house, NINA).await.id, cid);
        store.write(batch).await.expect("written");
    };
    disabled(Some(Cid::NHS_NUMBER_PROBLEM)).await;
    settle(&house).await;
    assert_eq!(account(&house, NINA).await.level, ProofingLevel::P5, "not yet");
    disabled(None).await;
    settle(&house).await;
    assert_eq!(account(&house, NINA).await.level, ProofingLevel::P9, "it was not lost");
}

#[rstest]
#[case::sqlite(Storage::Sqlite)]
#[case::postgres(Storage::Postgres)]
#[tokio::test]
async fn a_concern_about_gp_details_outlives_the_case_and_holds_for_every_login(#[case] storage: Storage) {
    let Some(house) = TestHouse::on(storage, PEOPLE_ONLY).await else { return };
    let partner = house.partner("surgery").await;
    submitted(&house, &partner).await;
    decline(&house, DeclineReason::SafeguardingGpBlocked).await;
    settle(&house).await;
    let store = house.identity().store();
    let nina = account(&house, NINA).await;
    assert!(nina.gp_details_blocked);
    let mut batch = store.batch();
    batch.forget_proofs(nina.id);
    store.write(batch).await.expect("the case is gone");
    let mut person = logged_in(&house, &anew(&partner, P9), NINA).await;
    confirm(&mut person).await;
    person.tick("No", "no").press("Continue").await;
    person.sees("You need to prove who you are");
    assert!(!person.page().text().contains("without photo ID"), "{}", person.page().describe());
    let mut batch = store.batch();
    batch.delete_account(nina.id);
    store.write(batch).await.expect("the login is gone");
    let mut other = tomasz_registers(&house, &partner).await;
    find_record(&mut other, &Details { postcode: "LS1 4AP", ..AMELIA.by_name() }).await;
    other.press("Prove who you are").await;
    to_gp_details(&mut other).await;
    give(&mut other, AMELIA_DETAILS).await;
    assert!(other.page().text().contains("CID7009"), "{}", other.page().describe());
    assert_eq!(account(&house, "tomasz.newcomer@patients.example").await.level, ProofingLevel::P0);
}
