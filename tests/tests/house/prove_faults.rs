//! Journeys 2.7, 2.8: GP systems and the document-check provider fail behind a page: the person has a way on, a reference where one is
//! owed, and the level that they had.

use house_tests::{Storage, TestHouse};
use rstest::rstest;
use simulators::{Fault, Scenario};
use vocabulary::{EmailAddress, Lifetime, ProofingLevel};

use crate::NINA;
use crate::prove_gp::{AMELIA_DETAILS, give, matched, to_gp_details};
use crate::prove_photo::{anew, matched_at_photo, send_photo, send_video, settle, to_photo_of};
use crate::proving::{P9, logged_in};

/// A second is as long as anybody waits here for an outside service that says nothing.
const IMPATIENT: &str = "[gp]\ntotal_seconds = 1\n[id_check]\ntotal_seconds = 1\n";

async fn level(house: &TestHouse) -> ProofingLevel {
    let email = EmailAddress::try_from(NINA).expect("an address");
    house.identity().store().find_account_by_email(&email).await.expect("the store").expect("Nina").level
}

#[rstest]
#[case::busy(Fault::Busy, "CID7000")]
#[case::broken(Fault::Broken, "CID7005")]
#[case::cut(Fault::AcceptedThenCut, "CID7007")]
#[case::silent(Fault::Silent, "CID7008")]
#[tokio::test]
async fn a_gp_system_that_fails_leaves_a_way_on_and_nothing_half_written(
    #[case] fault: Fault,
    #[case] cid: &str,
) {
    let house = TestHouse::with(Storage::Sqlite, IMPATIENT).await;
    let partner = house.partner("surgery").await;
    let mut person = matched(&house, &partner).await;
    to_gp_details(&mut person).await;
    let before = level(&house).await;
    house.simulators().gp.faults().add(fault);
    give(&mut person, AMELIA_DETAILS).await;
    let page = person.page();
    assert!(page.text().contains(cid), "{}", page.describe());
    assert_eq!(level(&house).await, before, "nothing is written");
    let instead = "Prove who you are with photo ID instead";
    let first = instead.trim_end_matches(" instead");
    let button = if page.text().contains(instead) { instead } else { first };
    person.press(button).await;
    person.sees("Do you have photo ID with you?");
}

#[rstest]
#[case::busy(Fault::Busy)]
#[case::broken(Fault::Broken)]
#[case::cut(Fault::AcceptedThenCut)]
#[case::silent(Fault::Silent)]
#[tokio::test]
async fn a_document_check_provider_that_fails_keeps_nobody_from_going_on(#[case] fault: Fault) {
    let house = TestHouse::with(Storage::Sqlite, IMPATIENT).await;
    let partner = house.partner("surgery").await;
    let mut person = matched_at_photo(&house, &partner).await;
    to_photo_of(&mut person, "Passport", "passport").await;
    let faults = house.simulators().id_check.faults();
    faults.add(fault);
    send_photo(&mut person, Scenario::Pass).await;
    send_video(&mut person).await;
    person.press("Submit").await;
    person.sees("Thank you – we are checking your information");
    let before = level(&house).await;
    faults.add(fault);
    house.clock.forward(Lifetime::minutes(1));
    house.identity().do_casework().await.expect("casework");
    assert_eq!(level(&house).await, before, "nothing is written");
    let mut person = logged_in(&house, &anew(&partner, P9), NINA).await;
    person.sees("We have not checked your photo ID yet");
    assert!(person.page().text().contains("2001"), "{}", person.page().describe());
    person.press("Go back to the Test Surgery").await;
    assert_eq!(crate::error(&person), "access_denied");
    settle(&house).await;
    assert_eq!(house.simulators().id_check.checks().len(), 1, "the case arrived once");
    assert_eq!(level(&house).await, ProofingLevel::P9, "the next time it was checked");
}
