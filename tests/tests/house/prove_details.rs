//! Journeys 1.7: details matched to one NHS record, P5.

use house_tests::{Landing, Partner, Person, Storage, TestHouse};
use simulators::{PdsRecord, Standing};
use vocabulary::NhsNumber;

use crate::proving::{
    AMELIA, Details, P5, P9_OR_P5, confirm, find_record, give_details, nina_at, request, shared,
};
use crate::{CODE, PASSWORD, PRIYA, error};

/// A seeded person at P0 with a landline.
const HAROLD: &str = "harold.landless@patients.example";

/// The details of a seeded P5 person.
const PRIYAS: Details<'static> = Details {
    number: Some("999 100 2014"),
    first: "Priya",
    last: "Raman",
    born: ["23", "6", "1991"],
    postcode: "LS1 4AP",
};

#[tokio::test]
async fn a_person_who_types_their_nhs_number_reaches_p5() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = nina_at(&house, &partner, P5).await;
    find_record(&mut person, &AMELIA).await;
    person.sees("Confirm your details");
    assert!(person.page().text().contains("1011"), "the number typed is shown masked");
    confirm(&mut person).await;
    let claims = shared(&mut person, &partner).await;
    assert_eq!(
        (claims["vot"].as_str(), claims["identity_proofing_level"].as_str()),
        (Some("P5.Cp.Cd"), Some("P5"))
    );
    assert_eq!(claims["nhs_number"], "9992001011");
    assert_eq!(claims["family_name"], "Thornbury");
    assert_eq!(claims["birthdate"], "1979-03-14");
    assert!(claims.get("id_status").is_none(), "only P9 is verified: {claims}");
}

#[tokio::test]
async fn a_person_who_types_their_name_is_not_shown_the_number_that_was_found() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = nina_at(&house, &partner, P9_OR_P5).await;
    find_record(&mut person, &AMELIA.by_name()).await;
    person.sees("Confirm your details");
    let text = person.page().text();
    assert!(text.contains("Amelia Thornbury") && text.contains("YO1 7HH"), "{text}");
    assert!(!text.contains("1011") && !text.contains("Jane"), "PDS's own is not shown: {text}");
    confirm(&mut person).await;
    let claims = shared(&mut person, &partner).await;
    assert_eq!(claims["vot"], "P5.Cp.Cd");
    assert_eq!(claims["nhs_number"], "9992001011");
}

#[tokio::test]
async fn three_rounds_without_a_match_lead_to_another_way_and_details_may_be_typed_again() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = nina_at(&house, &partner, P5).await;
    let nobody = Details { postcode: "LS1 4AP", ..AMELIA };
    find_record(&mut person, &nobody).await;
    person.sees("We cannot find a match");
    for heading in ["We cannot find a match", "We still cannot find a match"] {
        let check = person.page().link("Check your details");
        person.go(&check).await;
        person.sees("Check your details");
        person.press("Submit information").await;
        person.sees(heading);
    }
    person.tick("Go back and enter your details again", "again").press("Continue").await;
    give_details(&mut person, &Details { number: Some("9992001011"), ..nobody }).await;
    person.sees("We still cannot find a match");
}

#[tokio::test]
async fn a_number_of_somebody_born_another_day_is_not_verified() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = nina_at(&house, &partner, P5).await;
    find_record(&mut person, &Details { born: ["15", "3", "1979"], ..AMELIA }).await;
    person.sees("NHS number not verified");
}

#[tokio::test]
async fn two_records_of_one_name_ask_for_the_number() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = nina_at(&house, &partner, P5).await;
    let david = Details {
        number: None,
        first: "David",
        last: "Ellis-Jones",
        born: ["20", "1", "1972"],
        postcode: "SA1 3SN",
    };
    find_record(&mut person, &david).await;
    person.sees("We cannot find a match");
    assert!(person.page().text().contains("more than 1 NHS record"), "{}", person.page().describe());
    let number = person.page().link("Enter your NHS number");
    person.go(&number).await;
    give_details(&mut person, &Details { number: Some("999 200 1364"), ..david }).await;
    person.sees("Confirm your details");
}

#[tokio::test]
async fn a_superseded_number_leads_to_the_record_that_took_its_place() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = nina_at(&house, &partner, P5).await;
    let harriet = Details {
        number: Some("999 200 1577"),
        first: "Harriet",
        last: "Okonkwo",
        born: ["9", "9", "1995"],
        postcode: "B1 1BB",
    };
    find_record(&mut person, &harriet).await;
    confirm(&mut person).await;
    assert_eq!(shared(&mut person, &partner).await["nhs_number"], "9992001712");
}

#[tokio::test]
async fn somebody_of_twelve_goes_back_to_the_service() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = nina_at(&house, &partner, P5).await;
    // The record's date of birth is the first of January, twelve years before this one.
    let year = (house.identity().now().date().year() - 12).to_string();
    let jack = Details {
        number: Some("999 200 1151"),
        first: "Jack",
        last: "Penhaligon",
        born: ["1", "1", &year],
        postcode: "TR1 2HE",
    };
    find_record(&mut person, &jack).await;
    person.sees("You cannot use NHS login yet");
    person.press("Go back to the Test Surgery").await;
    assert_eq!(error(&person), "access_denied");
    assert!(Landing::of(&person).get("error_description").starts_with("IdentityNotProven ("));
}

#[tokio::test]
async fn a_record_of_somebody_who_died_disables_the_account_without_saying_so() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = nina_at(&house, &partner, P5).await;
    let edith = Details {
        number: Some("999 200 1224"),
        first: "Edith",
        last: "Marchbanks",
        born: ["30", "11", "1929"],
        postcode: "HR1 2PJ",
    };
    find_record(&mut person, &edith).await;
    person.sees("Your NHS login has been disabled");
    let text = person.page().text().to_lowercase();
    assert!(text.contains("cid2012") && !text.contains("died") && !text.contains("death"), "{text}");
}

#[tokio::test]
async fn a_record_on_another_account_is_refused_and_another_login_can_be_used() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = nina_at(&house, &partner, P5).await;
    find_record(&mut person, &PRIYAS).await;
    person.sees("You may already have an NHS login");
    assert!(person.page().text().contains("CID1006"));
    person.press("Log in with a different email address").await;
    person.sees("Enter your email address");
}

#[tokio::test]
async fn one_of_two_who_claim_a_record_at_once_has_it() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut nina = nina_at(&house, &partner, P5).await;
    let mut harold = Person::new(&house);
    harold.go(&request(&partner, P5).path()).await;
    harold.fill("Email address", HAROLD).press("Continue").await;
    harold.press("Continue").await;
    harold.fill("Password", PASSWORD).press("Continue").await;
    harold.fill("Security code", CODE).press("Continue").await;
    find_record(&mut nina, &AMELIA).await;
    find_record(&mut harold, &AMELIA).await;
    confirm(&mut nina).await;
    nina.sees("Agree to share your NHS login information");
    confirm(&mut harold).await;
    harold.sees("You may already have an NHS login");
}

#[tokio::test]
async fn each_fault_of_pds_leaves_a_way_on() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let cases = [
        ("999 200 1852", ["27", "4", "1963"], "LL57 1DT", "There is a problem with your NHS number"),
        ("999 200 1992", ["3", "2", "1982"], "CB2 1TN", "We are really busy at the moment"),
        (
            "999 200 2018",
            ["3", "2", "1983"],
            "CB2 1TN",
            "Something went wrong while we looked for your NHS record",
        ),
        (
            "999 200 2298",
            ["3", "2", "1984"],
            "CB2 1TN",
            "Something went wrong while we looked for your NHS record",
        ),
        ("999 200 2360", ["7", "7", "1957"], "CB2 1TN", "We cannot find a match"),
    ];
    let mut person = nina_at(&house, &partner, P5).await;
    person.press("Continue").await;
    for (number, born, postcode, heading) in cases {
        let [day, month, year] = born;
        let number_page = person.page().address.replace("/check-details", "/nhs-number");
        let ticket = ticket_of(&number_page);
        person.go(&format!("/t/{ticket}/nhs-number")).await;
        person.tick("Yes, I know my NHS number", "yes").fill("NHS number", number).press("Continue").await;
        person.go(&format!("/t/{ticket}/date-of-birth")).await;
        person.fill("Day", day).fill("Month", month).fill("Year", year).press("Continue").await;
        person.go(&format!("/t/{ticket}/postcode")).await;
        person.fill("Postcode", postcode).press("Continue").await;
        person.sees("Check your details");
        person.press("Submit information").await;
        wait_for_record(&mut person).await;
        person.sees(heading);
    }
}

/// Asks again, as the page does by itself, until the look-up is over.
async fn wait_for_record(person: &mut Person) {
    while person.page().heading() == "Finding an NHS record" {
        let next = person.page().link("continue");
        person.go(&next).await;
        tokio::task::yield_now().await;
    }
}

/// The ticket in an address.
fn ticket_of(address: &str) -> String {
    address.split("/t/").nth(1).and_then(|rest| rest.split('/').next()).expect("a ticket").to_owned()
}

#[tokio::test]
async fn a_slow_pds_shows_that_it_is_being_asked_and_the_answer_comes() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = nina_at(&house, &partner, P5).await;
    let selina = Details {
        number: Some("999 200 1925"),
        first: "Selina",
        last: "Slowe",
        born: ["3", "2", "1981"],
        postcode: "CB2 1TN",
    };
    find_record(&mut person, &selina).await;
    person.sees("Finding an NHS record");
    wait_for_record(&mut person).await;
    person.sees("Confirm your details");
}

#[tokio::test]
async fn eight_look_ups_are_done_and_the_ninth_waits() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = nina_at(&house, &partner, P5).await;
    find_record(&mut person, &Details { postcode: "LS1 4AP", ..AMELIA }).await;
    let ticket = ticket_of(&person.page().address.clone());
    for _ in 1..8 {
        person.go(&format!("/t/{ticket}/check-details")).await;
        person.press("Submit information").await;
    }
    person.sees("We still cannot find a match");
    person.go(&format!("/t/{ticket}/check-details")).await;
    person.press("Submit information").await;
    person.sees("You cannot continue: too many searches for your NHS record");
}

#[tokio::test]
async fn back_to_a_question_after_the_match_says_that_it_is_done() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = nina_at(&house, &partner, P5).await;
    let ticket = ticket_of(&person.page().address.clone());
    find_record(&mut person, &AMELIA).await;
    confirm(&mut person).await;
    person.go(&format!("/t/{ticket}/postcode")).await;
    person.sees("We have already matched you to your NHS record");
    person.press("Continue").await;
    person.sees("Agree to share your NHS login information");
}

/// Whether a client has to ask what it may have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    ToShare,
    Nothing,
}

/// Priya logs in at a client that asks for little, and the claims tell her number.
async fn priyas_number(house: &TestHouse, partner: &Partner, asked: Asked) -> Result<String, String> {
    let mut person = Person::new(house);
    person.go(&request(partner, P5).path()).await;
    person.fill("Email address", PRIYA).press("Continue").await;
    person.press("Continue").await;
    person.fill("Password", PASSWORD).press("Continue").await;
    if person.page().heading() != "How do you want to get your security code?" {
        return Err(person.page().text());
    }
    person.tick("Text message to the mobile ending 103", "text").press("Continue").await;
    person.fill("Security code", CODE).press("Continue").await;
    if asked == Asked::ToShare {
        person.press("I agree").await;
    }
    let reply = partner.redeem(&Landing::of(&person).get("code")).await;
    Ok(reply.claims("id_token")["nhs_number"].as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn a_number_is_looked_up_again_at_each_log_in_and_moves_on_ends_and_begins_again() {
    let house = TestHouse::with(Storage::Sqlite, "[proving]\nrecheck_milliseconds = 5000").await;
    let partner = house.partner("surgery").await;
    let pds = &house.simulators().pds;
    let own = NhsNumber::try_from("9991002014").expect("Priya's");
    let record = pds.record(&own).expect("Priya's record");
    let standing = |standing| PdsRecord { standing, ..record.clone() };
    assert_eq!(priyas_number(&house, &partner, Asked::ToShare).await.as_deref(), Ok("9991002014"));
    pds.put(standing(Standing::Invalidated));
    let told = priyas_number(&house, &partner, Asked::Nothing).await.expect_err("the number is not valid");
    assert!(told.contains("CID2011"), "{told}");
    pds.put(standing(Standing::Live));
    assert_eq!(priyas_number(&house, &partner, Asked::Nothing).await.as_deref(), Ok("9991002014"));
    let next = NhsNumber::try_from("9990000018").expect("nobody's");
    pds.put(PdsRecord { nhs_number: next, ..record.clone() });
    pds.put(standing(Standing::SupersededBy(next)));
    assert_eq!(priyas_number(&house, &partner, Asked::Nothing).await.as_deref(), Ok("9990000018"));
    pds.put(PdsRecord { nhs_number: next, standing: Standing::Deceased, ..record });
    let told = priyas_number(&house, &partner, Asked::Nothing).await.expect_err("somebody died");
    assert!(told.contains("CID2012"), "{told}");
}
