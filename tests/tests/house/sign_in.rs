//! Journeys 1.2 and 1.4: email, password, code.

use house_tests::{Landing, Person, Storage, TestHouse};
use vocabulary::Lifetime;

use crate::{CODE, LOW, NINA, OWEN, PASSWORD, PRIYA, at_code, at_password, error};

#[tokio::test]
async fn a_p9_person_gets_verified_claims_to_a_p9_client() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    let request = partner
        .request()
        .with("scope", "openid profile profile_extended email phone gp_registration_details");
    let code = partner.sign_in(&mut person, OWEN, &request).await;
    let reply = partner.redeem(&code).await;
    let claims = reply.claims("id_token");
    assert_eq!(claims["vot"], "P9.Cp.Cd");
    assert_eq!(claims["identity_proofing_level"], "P9");
    assert_eq!(claims["id_status"], "verified");
    assert_eq!(claims["token_use"], "id");
    assert_eq!(claims["aud"], "surgery");
    assert_eq!(claims["vtm"], format!("{}/trustmark/{}", house.issuer(), &house.issuer()[7..]));
    for member in ["nhs_number", "birthdate", "family_name", "surname", "auth_time", "jti", "iat", "exp"] {
        assert!(!claims[member].is_null(), "{member} is missing: {claims}");
    }
    for absent in ["acr", "amr", "azp"] {
        assert!(claims.get(absent).is_none(), "F-41 forbids {absent}");
    }
    let userinfo = partner.userinfo(reply.text("access_token")).await;
    assert_eq!(userinfo.status, 200);
    assert_eq!(userinfo.body["sub"], claims["sub"]);
    assert_eq!(userinfo.body["email"], OWEN);
    assert_eq!(userinfo.body["email_verified"], true);
    assert!(userinfo.body["gp_registration_details"]["gp_ods_code"].is_string(), "{userinfo:?}");
}

#[tokio::test]
async fn a_p5_person_is_a_p5_at_a_client_that_asks_for_p5_or_p9() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    let request = partner.request().with("vtr", r#"["P9.Cp.Cd","P5.Cp.Cd"]"#);
    person.go(&request.path()).await;
    person.fill("Email address", PRIYA).press("Continue").await;
    person.press("Continue").await;
    person.fill("Password", PASSWORD).press("Continue").await;
    person.sees("How do you want to get your security code?");
    person.tick("Text message to the mobile ending 103", "text").press("Continue").await;
    person.fill("Security code", CODE).press("Continue").await;
    person.press("I agree").await;
    let reply = partner.redeem(&Landing::of(&person).get("code")).await;
    assert_eq!(reply.claims("id_token")["vot"], "P5.Cp.Cd");
}

#[tokio::test]
async fn a_p9_person_gets_the_vector_of_a_p0_client() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    let code = partner.sign_in(&mut person, OWEN, &partner.request().with("vtr", LOW)).await;
    let claims = partner.redeem(&code).await.claims("id_token");
    assert_eq!(
        (claims["vot"].as_str(), claims["identity_proofing_level"].as_str()),
        (Some("P0.Cp.Cd"), Some("P9"))
    );
}

#[tokio::test]
async fn password_alone_is_enough_where_the_client_asks_for_no_more() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    person.go(&partner.request().with("vtr", r#"["P0.Cp"]"#).path()).await;
    person.fill("Email address", NINA).press("Continue").await;
    person.press("Continue").await;
    person.fill("Password", PASSWORD).press("Continue").await;
    person.sees("Agree to share your NHS login information");
}

#[tokio::test]
async fn where_nobody_proves_anything_a_level_out_of_reach_ends_on_an_honest_page_with_a_way_back() {
    let house = TestHouse::with(Storage::Sqlite, "[proving]\nenabled = false").await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    person.go(&partner.request().path()).await;
    person.fill("Email address", NINA).press("Continue").await;
    person.press("Continue").await;
    person.fill("Password", PASSWORD).press("Continue").await;
    person.fill("Security code", CODE).press("Continue").await;
    assert!(person.page().address.ends_with("/level"), "{}", person.page().describe());
    assert!(person.page().text().contains("CID"), "it carries a reference: {}", person.page().text());
}

#[tokio::test]
async fn a_disabled_account_says_so_only_after_the_password() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let people = house.identity().sandbox_people().await.expect("people");
    let disabled =
        people.iter().find(|person| person.disabled.is_some()).expect("a deceased person's record");
    let mut person = at_password(&house, &partner, &disabled.email).await;
    person.fill("Password", "wrong password").press("Continue").await;
    assert_eq!(person.page().errors(), ["Enter the correct password"]);
    person.fill("Password", PASSWORD).press("Continue").await;
    person.sees("Your NHS login has been disabled");
    assert!(person.page().text().contains("CID2012"), "{}", person.page().text());
    assert!(!person.page().text().to_lowercase().contains("death"), "the page must not mention death");
}

#[tokio::test]
async fn an_expired_code_leads_back_to_the_password() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = at_code(&house, &partner, NINA).await;
    house.clock.forward(Lifetime::minutes(6));
    person.fill("Security code", CODE).press("Continue").await;
    person.sees("This security code has expired");
    person.press("Enter your password again").await;
    person.sees("Enter your password");
}

#[tokio::test]
async fn a_code_may_be_pasted_with_spaces_and_is_asked_for_in_words_otherwise() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = at_code(&house, &partner, NINA).await;
    for (typed, error) in [
        ("", "Enter the security code"),
        ("12345", "Security code must be 6 numbers"),
        ("123456", "The security code you have entered is wrong"),
    ] {
        person.fill("Security code", typed).press("Continue").await;
        assert_eq!(person.page().errors(), [error], "{}", person.page().describe());
    }
    person.fill("Security code", "190 696").press("Continue").await;
    person.sees("Agree to share your NHS login information");
}

#[tokio::test]
async fn resending_says_so_and_the_code_before_stops_working() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = at_code(&house, &partner, NINA).await;
    person.press("Send the code again").await;
    assert!(
        person.page().text().contains("You have been sent a new security code"),
        "{}",
        person.page().text()
    );
}

#[tokio::test]
async fn the_address_can_be_changed_from_the_password_page() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = at_password(&house, &partner, NINA).await;
    person.press("Use a different email address").await;
    person.sees("Enter your email address");
    person.fill("Email address", OWEN).press("Continue").await;
    person.sees("We found your NHS login");
}

#[tokio::test]
async fn a_journey_ends_after_its_time() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = at_password(&house, &partner, NINA).await;
    house.clock.forward(Lifetime::hours(3));
    person.fill("Password", PASSWORD).press("Continue").await;
    assert!(!person.has_left());
    assert!(person.page().status >= 400, "{}", person.page().describe());
}

#[tokio::test]
async fn asking_for_a_credential_that_is_not_offered_is_told_and_silently_is_an_error() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    person.go(&partner.request().with("vtr", r#"["P0.Cm"]"#).with("prompt", "none").path()).await;
    assert_eq!(error(&person), "interaction_required");
}
