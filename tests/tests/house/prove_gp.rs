//! Journeys 1.8 and 2.8: P9 by the registration details of GP online services.

use house_tests::{Authorize, Landing, Partner, Person, Storage, TestHouse};
use serde_json::json;
use vocabulary::{NhsNumber, OdsCode};

use crate::proving::{
    AMELIA, P9, TOMASZ, confirm, find_record, logged_in, nina_at, request, shared, tomasz_registers,
};
use crate::{NINA, OWEN};

/// A seeded P9 person whose login is connected to the surgery.
const GRACE: &str = "grace.adeyemi@patients.example";

/// A log-in waits here until its re-check is written.
pub(crate) const PATIENT: &str =
    "[proving]\nrecheck_milliseconds = 5000\nlook_ups = 100\n[limits]\ncode_sends = 100";

/// A request for the credentials of GP online services.
pub(crate) fn credentials_request(partner: &Partner) -> Authorize {
    request(partner, P9).with("scope", "openid profile email gp_integration_credentials")
}

/// Moves the record of [`OWEN`] to another surgery.
pub(crate) fn move_owen_to(house: &TestHouse, surgery: &str) {
    let pds = &house.simulators().pds;
    let number = NhsNumber::try_from("9991003177").expect("a number");
    let mut record = pds.record(&number).expect("Owen's record");
    record.gp_ods_code = Some(OdsCode::try_from(surgery).expect("a code"));
    pds.put(record);
}

/// Agrees to share, and the credentials in userinfo.
async fn credentials(person: &mut Person, partner: &Partner) -> serde_json::Value {
    person.sees("Agree to share your NHS login information");
    person.press("I agree").await;
    let reply = partner.redeem(&Landing::of(person).get("code")).await;
    partner.userinfo(reply.text("access_token")).await.body["gp_integration_credentials"].clone()
}

/// What opens Amelia's online services: linkage key, ODS code and account ID.
pub(crate) const AMELIA_DETAILS: [&str; 3] = ["Ab\"3\\;%20+%x£", "B82005", "3391-0046"];
/// What opens Tomasz's.
pub(crate) const TOMASZ_DETAILS: [&str; 3] = ["wZ/8<&\"ü>?=p", "C84023", "5820-1137"];

/// From I1 to G3.
pub(crate) async fn to_gp_details(person: &mut Person) {
    person.sees("You need to prove who you are");
    person.press("Continue").await;
    person.sees("Do you have photo ID with you?");
    person.tick("No, I do not have photo ID", "no").press("Continue").await;
    person.sees("Prove who you are without sending a photo of your ID");
    person.tick("Yes", "yes").press("Continue").await;
    person.sees("Do you have these 3 registration details?");
    person.tick("Yes, I have all 3", "yes").press("Continue").await;
}

pub(crate) async fn give(person: &mut Person, details: [&str; 3]) {
    person.sees("Enter your registration details");
    let [key, surgery, account] = details;
    person.fill("Linkage Key", key).fill("ODS Code", surgery).fill("Account ID", account);
    person.press("Continue").await;
}

pub(crate) async fn matched(house: &TestHouse, partner: &Partner) -> Person {
    let mut person = logged_in(house, &request(partner, P9), NINA).await;
    find_record(&mut person, &AMELIA).await;
    confirm(&mut person).await;
    person.tick("No", "no").press("Continue").await;
    person
}

#[tokio::test]
async fn the_three_details_prove_a_matched_person() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = matched(&house, &partner).await;
    to_gp_details(&mut person).await;
    give(&mut person, AMELIA_DETAILS).await;
    let claims = shared(&mut person, &partner).await;
    assert_eq!(
        (claims["vot"].as_str(), claims["nhs_number"].as_str()),
        (Some("P9.Cp.Cd"), Some("9992001011"))
    );
}

#[tokio::test]
async fn details_of_somebody_else_are_refused_and_may_be_typed_again() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = matched(&house, &partner).await;
    to_gp_details(&mut person).await;
    give(&mut person, ["nonsense", "B82005", "3391-0046"]).await;
    assert!(person.page().text().contains("CID700"), "{}", person.page().describe());
    let again = person.page().link("Enter your details again");
    person.go(&again).await;
    give(&mut person, AMELIA_DETAILS).await;
    person.sees("Agree to share your NHS login information");
}

#[tokio::test]
async fn every_refusal_of_a_gp_system_has_its_page_and_a_way_on() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = matched(&house, &partner).await;
    to_gp_details(&mut person).await;
    for number in 7000..=7007 {
        give(&mut person, ["any", &format!("X{number}"), "any"]).await;
        let page = person.page();
        assert!(page.text().contains(&format!("CID{number}")), "{}", page.describe());
        let ticket =
            page.address.split("/t/").nth(1).and_then(|rest| rest.split('/').next()).expect("a ticket");
        let again = format!("/t/{ticket}/gp-details");
        person.go(&again).await;
    }
}

#[tokio::test]
async fn somebody_without_a_matched_record_is_proven_by_the_details_and_their_name() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = nina_at(&house, &partner, P9).await;
    let nobody = crate::proving::Details { postcode: "LS1 4AP", number: None, ..AMELIA };
    find_record(&mut person, &nobody).await;
    person.press("Prove who you are").await;
    to_gp_details(&mut person).await;
    give(&mut person, AMELIA_DETAILS).await;
    let claims = shared(&mut person, &partner).await;
    assert_eq!(
        (claims["vot"].as_str(), claims["nhs_number"].as_str()),
        (Some("P9.Cp.Cd"), Some("9992001011"))
    );
}

#[tokio::test]
async fn who_has_no_details_is_told_how_to_get_them_and_can_go_back_to_the_service() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = matched(&house, &partner).await;
    person.press("Continue").await;
    person.tick("No, I do not have photo ID", "no").press("Continue").await;
    person.tick("I do not know", "unsure").press("Continue").await;
    person.sees("Ask your GP surgery if you are registered for online services");
    person.press("Send a photo of your ID instead").await;
    person.sees("Do you have photo ID with you?");
    assert!(!person.has_left());
}

#[tokio::test]
async fn a_slow_gp_system_and_one_that_needs_photo_id_say_so_and_photo_id_is_offered() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = matched(&house, &partner).await;
    to_gp_details(&mut person).await;
    give(&mut person, ["any", "X7008", "any"]).await;
    assert!(person.page().text().contains("CID7008"), "{}", person.page().describe());
    let again = person.page().link("Try again");
    person.go(&again).await;
    give(&mut person, ["any", "X7009", "any"]).await;
    assert!(person.page().text().contains("CID7009"), "{}", person.page().describe());
    person.press("Prove who you are with photo ID").await;
    person.sees("Do you have photo ID with you?");
}

#[tokio::test]
async fn a_proven_person_is_connected_and_the_service_gets_the_credentials() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = logged_in(&house, &credentials_request(&partner), OWEN).await;
    person.press("Connect to your GP surgery").await;
    assert_eq!(
        credentials(&mut person, &partner).await,
        json!({ "gp_user_id": "A1003177", "gp_linkage_key": "K#1003177", "gp_ods_code": "W97017" })
    );
}

#[tokio::test]
async fn every_refused_connection_has_its_page_and_the_person_can_go_on_without() {
    let house = TestHouse::with(Storage::Sqlite, PATIENT).await;
    let partner = house.partner("surgery").await;
    for number in 7020..=7029 {
        move_owen_to(&house, &format!("X{number}"));
        let mut person = logged_in(&house, &credentials_request(&partner), OWEN).await;
        person.press("Connect to your GP surgery").await;
        let page = person.page();
        assert!(page.text().contains(&format!("CID{number}")), "{}", page.describe());
        person.press("Continue without connecting").await;
        person.sees("Agree to share your NHS login information");
    }
}

#[tokio::test]
async fn registration_details_are_another_way_to_a_connection_that_was_refused() {
    let house = TestHouse::with(Storage::Sqlite, PATIENT).await;
    let partner = house.partner("surgery").await;
    move_owen_to(&house, "X7029");
    let mut person = logged_in(&house, &credentials_request(&partner), OWEN).await;
    person.press("Connect to your GP surgery").await;
    let details = person.page().link("enter registration details from your GP surgery");
    person.go(&details).await;
    give(&mut person, AMELIA_DETAILS).await;
    assert!(person.page().text().contains("CID7002"), "{}", person.page().describe());
    person.press("Continue without connecting").await;
    assert_eq!(credentials(&mut person, &partner).await, json!(null));
}

#[tokio::test]
async fn a_connection_that_lapsed_is_made_again_at_the_next_log_in() {
    let house = TestHouse::with(Storage::Sqlite, PATIENT).await;
    let partner = house.partner("surgery").await;
    let person = logged_in(&house, &credentials_request(&partner), GRACE).await;
    person.sees("Agree to share your NHS login information");
    house.simulators().gp.let_lapse("9991005382");
    for visit in ["told at once", "and again until it is done"] {
        let person = logged_in(&house, &credentials_request(&partner), GRACE).await;
        person.sees("You need to connect to your GP surgery again");
        assert!(person.page().text().contains("CID7110"), "{visit}: {}", person.page().describe());
    }
    let mut person = logged_in(&house, &credentials_request(&partner), GRACE).await;
    let again = person.page().link("Try to connect again");
    person.go(&again).await;
    person.press("Connect to your GP surgery").await;
    assert_eq!(
        credentials(&mut person, &partner).await,
        json!({ "gp_user_id": "4417-0925", "gp_linkage_key": "k#7%Lq!pZ-2x", "gp_ods_code": "P84009" })
    );
}

#[tokio::test]
async fn who_was_proven_by_details_that_lapsed_is_told_so_and_enters_new_ones() {
    let house = TestHouse::with(Storage::Sqlite, PATIENT).await;
    let partner = house.partner("surgery").await;
    let mut person = matched(&house, &partner).await;
    to_gp_details(&mut person).await;
    give(&mut person, AMELIA_DETAILS).await;
    person.sees("Agree to share your NHS login information");
    house.simulators().gp.let_lapse("9992001011");
    let mut person = logged_in(&house, &credentials_request(&partner), NINA).await;
    assert!(person.page().text().contains("CID2020"), "{}", person.page().describe());
    let again = person.page().link("Enter new details");
    person.go(&again).await;
    give(&mut person, AMELIA_DETAILS).await;
    assert_eq!(
        credentials(&mut person, &partner).await,
        json!({ "gp_user_id": "3391-0046", "gp_linkage_key": "Ab\"3\\;%20+%x£", "gp_ods_code": "B82005" })
    );
}

#[tokio::test]
async fn a_mobile_that_the_record_has_is_known_as_such_after_proof_by_details() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = tomasz_registers(&house, &partner).await;
    let nobody = crate::proving::Details { postcode: "LS1 4AP", ..TOMASZ.by_name() };
    find_record(&mut person, &nobody).await;
    person.press("Prove who you are").await;
    to_gp_details(&mut person).await;
    give(&mut person, ["wZ/8<&\"ü>?=p", "C84023", "5820-1137"]).await;
    person.sees("Agree to share your NHS login information");
    person.press("I agree").await;
    let reply = partner.redeem(&Landing::of(&person).get("code")).await;
    assert_eq!(reply.claims("id_token")["vot"], "P9.Cp.Cd");
    let userinfo = partner.userinfo(reply.text("access_token")).await;
    assert_eq!(userinfo.body["phone_number_pds_matched"], true, "{userinfo:?}");
}
