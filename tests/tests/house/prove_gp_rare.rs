//! Journeys 1.8, 2.8: what seldom happens with a GP system: somebody else's details at P9, a child, two tabs at once, checks that are gone.

use house_tests::{Person, Storage, TestHouse};
use simulators::{Fault, GpPatient};
use vocabulary::{Cid, NhsNumber, ProofingLevel};

use crate::prove_gp::{
    AMELIA_DETAILS, PATIENT, credentials_request, give, matched, move_owen_to, to_gp_details,
};
use crate::proving::{
    Details, P9, TOMASZ, confirm, find_record, logged_in, nina_at, request, tomasz_registers,
};
use crate::{NINA, OWEN, PRIYA};

/// What the house knows of whoever has this address.
pub(crate) async fn account(house: &TestHouse, email: &str) -> account_store::Account {
    let email = vocabulary::EmailAddress::try_from(email).expect("an address");
    house.identity().store().find_account_by_email(&email).await.expect("the store").expect("an account")
}

#[tokio::test]
async fn details_of_another_number_connect_nobody_who_is_proven() {
    let house = TestHouse::with(Storage::Sqlite, PATIENT).await;
    let partner = house.partner("surgery").await;
    let gp = &house.simulators().gp;
    let owen = gp.known("9991003177").expect("Owen is a patient");
    gp.put(GpPatient {
        nhs_number: "9992009012".to_owned(),
        ods_code: "B82005".to_owned(),
        account_id: Some("7000-0001".to_owned()),
        linkage_key: Some("namesake".to_owned()),
        identity_checked: true,
        ..owen
    });
    move_owen_to(&house, "X7029");
    let mut person = logged_in(&house, &credentials_request(&partner), OWEN).await;
    person.press("Connect to your GP surgery").await;
    let details = person.page().link("enter registration details from your GP surgery");
    person.go(&details).await;
    give(&mut person, ["namesake", "B82005", "7000-0001"]).await;
    assert!(person.page().text().contains("CID7100"), "{}", person.page().describe());
    let person = account(&house, OWEN).await.person.expect("a person");
    assert!(person.gp_user_id.is_none() && person.gp_linkage_key.is_none(), "nothing is written");
}

#[tokio::test]
async fn a_child_is_not_proven_by_gp_details() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let number = NhsNumber::try_from("9991006435").expect("a number");
    let born = house.simulators().pds.record(&number).expect("Leo's record").birthdate.to_string();
    let gp = &house.simulators().gp;
    let leo = gp.known("9991006435").expect("Leo is a patient");
    let [account_id, linkage_key] = ["7000-0002", "twelve"].map(|text| Some(text.to_owned()));
    gp.put(GpPatient { account_id, linkage_key, identity_checked: true, ..leo.clone() });
    let parts: Vec<&str> = born.split('-').collect();
    let details = Details {
        number: None,
        first: "Leo",
        last: "Hartley",
        born: [parts[2], parts[1], parts[0]],
        postcode: "LS1 4AP",
    };
    let mut person = nina_at(&house, &partner, P9).await;
    find_record(&mut person, &details).await;
    person.sees("We cannot find a match");
    person.press("Prove who you are").await;
    to_gp_details(&mut person).await;
    give(&mut person, ["twelve", &leo.ods_code, "7000-0002"]).await;
    person.sees("You cannot use NHS login yet");
    assert_eq!(account(&house, NINA).await.level, ProofingLevel::P0, "nothing is written");
}

#[tokio::test]
async fn the_same_details_from_two_tabs_at_once_prove_the_person_once() {
    for storage in [Storage::Sqlite, Storage::Postgres] {
        let Some(house) = TestHouse::on(storage, "").await else { continue };
        let partner = house.partner("surgery").await;
        let mut one = matched(&house, &partner).await;
        to_gp_details(&mut one).await;
        let mut two = one.clone();
        tokio::join!(give(&mut one, AMELIA_DETAILS), give(&mut two, AMELIA_DETAILS));
        let address = one.page().address.clone();
        let (ticket, _) = address.rsplit_once('/').expect("a page of a sign-in");
        one.go(&format!("{ticket}/continue")).await;
        one.sees("Agree to share your NHS login information");
        let nina = account(&house, NINA).await;
        assert_eq!(
            (nina.level, nina.person.expect("a person").gp_user_id.is_some()),
            (ProofingLevel::P9, true)
        );
    }
}

/// At D8 with Priya, whose GP holds her mobile.
pub(crate) async fn priya_at_confirm(house: &TestHouse, partner: &house_tests::Partner) -> Person {
    let mut person = Person::new(house);
    person.go(&request(partner, P9).path()).await;
    person.fill("Email address", PRIYA).press("Continue").await;
    person.press("Continue").await;
    person.fill("Password", crate::PASSWORD).press("Continue").await;
    person.set("channel", "text").press("Continue").await;
    person.fill("Security code", crate::CODE).press("Continue").await;
    person.sees("Confirm your details");
    person
}

#[tokio::test]
async fn a_gp_system_that_fails_has_a_page_from_which_it_is_asked_again_or_left() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let faults = house.simulators().gp.faults();
    for _ in 0..4 {
        faults.add(Fault::Broken);
    }
    let mut person = priya_at_confirm(&house, &partner).await;
    confirm(&mut person).await;
    person.sees("There is a problem");
    assert!(person.page().text().contains("Reference: CID0002"), "{}", person.page().describe());
    for _ in 0..4 {
        if person.page().heading() == "There is a problem" {
            person.press("Try again").await;
        }
    }
    person.sees("You have been matched to your NHS record");
    for _ in 0..4 {
        faults.add(Fault::Broken);
    }
    let mut person = priya_at_confirm(&house, &partner).await;
    confirm(&mut person).await;
    person.sees("There is a problem");
    person.press("Prove who you are with photo ID instead").await;
    person.sees("You need to prove who you are");
}

#[tokio::test]
async fn an_account_whose_gp_never_checked_who_it_is_after_all_is_disabled() {
    const TOMASZ_EMAIL: &str = "tomasz.newcomer@patients.example";
    let house = TestHouse::with(Storage::Sqlite, PATIENT).await;
    let partner = house.partner("surgery").await;
    let mut person = tomasz_registers(&house, &partner).await;
    find_record(&mut person, &TOMASZ).await;
    confirm(&mut person).await;
    person.tick("Yes, use the ID checks from my GP surgery", "yes").press("Continue").await;
    person.sees("Agree to share your NHS login information");
    let gp = &house.simulators().gp;
    let tomasz = gp.known("9992001089").expect("Tomasz is a patient");
    let logs_in = async || {
        let mut person = Person::new(&house);
        person.go(&request(&partner, P9).path()).await;
        person.fill("Email address", TOMASZ_EMAIL).press("Continue").await;
        person.press("Continue").await;
        person.fill("Password", crate::register::PASSWORD).press("Continue").await;
        person
    };
    gp.put(GpPatient { mobile: None, ..tomasz.clone() });
    logs_in().await.sees("Check your mobile phone");
    gp.put(GpPatient { identity_checked: false, ..tomasz });
    let person = logs_in().await;
    assert!(person.page().text().contains("CID7031"), "{}", person.page().describe());
    assert_eq!(account(&house, TOMASZ_EMAIL).await.disabled, Some(Cid::MOBILE_MISMATCH));
    let sent = house.identity().outbox(Some(TOMASZ_EMAIL)).await.expect("the outbox");
    assert!(sent.iter().any(|sent| format!("{:?}", sent.message).contains("AccountDisabled")), "E20 is sent");
}
