//! Journeys 1.1 step 6: what a record became since an account was matched to it.

use house_tests::{Person, Storage, TestHouse};
use rstest::rstest;
use simulators::{PdsRecord, Standing};
use vocabulary::{Cid, Lifetime, NhsNumber, Postcode, ProofingLevel};

use crate::prove_gp_rare::{account, priya_at_confirm};
use crate::{LOW, OWEN, PASSWORD, PRIYA};

/// What is known from PDS is known before the answer to the password.
const PATIENT: &str = "[proving]\nrecheck_milliseconds = 5000\n";

fn number(text: &str) -> NhsNumber {
    NhsNumber::try_from(text).expect("a number")
}

#[tokio::test]
async fn who_steps_up_is_shown_no_postcode_that_they_did_not_type() {
    let house = TestHouse::with(Storage::Sqlite, PATIENT).await;
    let partner = house.partner("surgery").await;
    let pds = &house.simulators().pds;
    let record = pds.record(&number("9991002014")).expect("Priya's record");
    let before = account(&house, PRIYA).await.person.expect("a person").postcode.expect("a postcode");
    let moved = Postcode::try_from("YO24 1AB").expect("a postcode");
    pds.put(PdsRecord { postcode: Some(moved.clone()), ..record });
    let person = priya_at_confirm(&house, &partner).await;
    let text = person.page().text();
    for postcode in [&before, &moved] {
        assert!(!text.contains(postcode.as_str()), "{text}");
    }
    let priya = account(&house, PRIYA).await;
    assert!(priya.record_checked_at.is_some(), "the record was looked up");
    assert_eq!((priya.level, priya.person.expect("a person").postcode), (ProofingLevel::P5, Some(before)));
}

#[rstest]
#[case::sqlite(Storage::Sqlite)]
#[case::postgres(Storage::Postgres)]
#[tokio::test]
async fn a_number_that_became_somebody_elses_disables_the_login_that_has_it(#[case] storage: Storage) {
    let Some(house) = TestHouse::on(storage, PATIENT).await else { return };
    let partner = house.partner("surgery").await;
    let pds = &house.simulators().pds;
    let record = pds.record(&number("9991002014")).expect("Priya's record");
    pds.put(PdsRecord { standing: Standing::SupersededBy(number("9991003177")), ..record });
    let mut person = Person::new(&house);
    person.go(&partner.request().with("vtr", LOW).path()).await;
    person.fill("Email address", PRIYA).press("Continue").await;
    person.press("Continue").await;
    person.fill("Password", PASSWORD).press("Continue").await;
    assert!(person.page().text().contains("CID2011"), "{}", person.page().describe());
    assert_eq!(account(&house, PRIYA).await.disabled, Some(Cid::NHS_NUMBER_PROBLEM));
    assert_eq!(account(&house, OWEN).await.disabled, None, "his record is his");
    let sent = house.identity().outbox(Some(PRIYA)).await.expect("the outbox");
    assert!(sent.iter().any(|sent| format!("{:?}", sent.message).contains("AccountDisabled")), "E20 is sent");
}

#[tokio::test]
async fn a_sign_in_by_the_session_that_needs_a_page_looks_the_number_up_too() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    partner.sign_in(&mut person, OWEN, &partner.request()).await;
    house.clock.forward(Lifetime::minutes(11));
    let pds = &house.simulators().pds;
    let record = pds.record(&number("9991003177")).expect("Owen's record");
    pds.put(PdsRecord { standing: Standing::Invalidated, ..record });
    let other = house.partner("pharmacy").await;
    person.go(&other.request().path()).await;
    person.sees("Agree to share your NHS login information");
    assert_eq!(account(&house, OWEN).await.disabled, None, "a page alone asks nothing");
    person.press("I agree").await;
    // The look-up goes on behind the answer.
    for _ in 0..500 {
        if account(&house, OWEN).await.disabled.is_some() {
            break;
        }
        tokio::task::yield_now().await;
    }
    assert_eq!(account(&house, OWEN).await.disabled, Some(Cid::NHS_NUMBER_PROBLEM));
}
