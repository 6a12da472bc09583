//! Journeys 1.8 and 2.8: P9 by the registration details of GP online services.

use house_tests::{Partner, Person, TestHouse};

use crate::NINA;
use crate::proving::{AMELIA, P9, confirm, find_record, logged_in, nina_at, request, shared};

/// From I1 to G3.
async fn to_gp_details(person: &mut Person) {
    person.sees("You need to prove who you are");
    person.press("Continue").await;
    person.sees("Do you have photo ID with you?");
    person.tick("No, I do not have photo ID", "no").press("Continue").await;
    person.sees("Prove who you are without sending a photo of your ID");
    person.tick("Yes", "yes").press("Continue").await;
    person.sees("Do you have these 3 registration details?");
    person.tick("Yes, I have all 3", "yes").press("Continue").await;
}

async fn give(person: &mut Person, details: [&str; 3]) {
    person.sees("Enter your registration details");
    let [key, surgery, account] = details;
    person.fill("Linkage Key", key).fill("ODS Code", surgery).fill("Account ID", account);
    person.press("Continue").await;
}

async fn matched(house: &TestHouse, partner: &Partner) -> Person {
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
    give(&mut person, ["Ab\"3\\;%20+%x£", "B82005", "3391-0046"]).await;
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
    give(&mut person, ["Ab\"3\\;%20+%x£", "B82005", "3391-0046"]).await;
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
    give(&mut person, ["Ab\"3\\;%20+%x£", "B82005", "3391-0046"]).await;
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
