//! F-45 to F-49: userinfo.

use house_tests::{Partner, Person, TestHouse, TokenReply};
use serde_json::json;
use vocabulary::Lifetime;

use crate::{LOW, NINA, OWEN};

const ALL: &str = "openid profile profile_extended email phone landline gp_registration_details \
    gp_integration_credentials client_metadata";

async fn tokens(house: &TestHouse, partner: &Partner, email: &str, scope: &str) -> TokenReply {
    let request = partner.request().with("scope", scope).with("vtr", LOW);
    let code = partner.sign_in(&mut Person::new(house), email, &request).await;
    partner.redeem(&code).await
}

#[tokio::test]
async fn a_p0_person_has_contact_details_and_no_identity() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let reply = tokens(&house, &partner, NINA, ALL).await;
    let body = partner.userinfo(reply.text("access_token")).await.body;
    assert_eq!(body["identity_proofing_level"], "P0");
    assert_eq!(body["email"], NINA);
    assert_eq!(body["phone_number_verified"], true);
    for absent in
        ["nhs_number", "birthdate", "family_name", "given_name", "gp_registration_details", "landline_number"]
    {
        assert!(body.get(absent).is_none(), "{absent} has no value and must be left out: {body}");
    }
    assert!(body.as_object().expect("an object").values().all(|value| !value.is_null() && value != ""));
}

#[tokio::test]
async fn the_token_goes_in_the_header_and_nowhere_else() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let reply = tokens(&house, &partner, OWEN, "openid").await;
    let access = reply.text("access_token");
    assert_eq!(partner.userinfo(access).await.status, 200);
    for token in ["x.y.z", reply.text("id_token"), &format!("{access}x")] {
        let refused = partner.userinfo(token).await;
        assert_eq!(refused.status, 401, "{refused:?}");
        assert!(refused.www_authenticate.starts_with("Bearer"), "{refused:?}");
    }
}

#[tokio::test]
async fn an_access_token_ends_after_five_minutes() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let reply = tokens(&house, &partner, OWEN, "openid").await;
    house.clock.forward(Lifetime::seconds(301));
    let refused = partner.userinfo(reply.text("access_token")).await;
    assert_eq!(refused.status, 401);
    assert!(refused.www_authenticate.contains("error=\"invalid_token\""), "{refused:?}");
}

#[tokio::test]
async fn a_disabled_client_gets_no_userinfo() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let reply = tokens(&house, &partner, OWEN, "openid").await;
    let id = vocabulary::ClientId::try_from("surgery").expect("an id");
    house.identity().switch_client(&id, identity::Use::Disabled, None).await.expect("the store");
    assert_eq!(partner.userinfo(reply.text("access_token")).await.status, 401);
    assert_eq!(partner.refresh(reply.text("refresh_token")).await.text("error"), "invalid_client");
}

#[tokio::test]
async fn client_metadata_is_kept_made_and_cleared() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let reply = tokens(&house, &partner, NINA, "openid client_metadata").await;
    let access = reply.text("access_token");
    let patch = |value: String| {
        let partner = partner.clone();
        async move { partner.patch_userinfo(access, &json!({"client_user_metadata": value})).await.status }
    };
    assert_eq!(patch("record 42".to_owned()).await, 204);
    assert_eq!(partner.userinfo(access).await.body["client_user_metadata"], "record 42");
    assert_eq!(patch("x".repeat(1025)).await, 400);
    assert_eq!(
        partner.userinfo(access).await.body["client_user_metadata"],
        "record 42",
        "a refused change changes nothing"
    );
    assert_eq!(patch("auto".to_owned()).await, 204);
    let made =
        partner.userinfo(access).await.body["client_user_metadata"].as_str().expect("a string").to_owned();
    assert!(made.len() > 300 && made != "auto", "encrypted to a 2048-bit key: {made}");
    assert_eq!(patch(String::new()).await, 204);
    assert!(partner.userinfo(access).await.body.get("client_user_metadata").is_none());
}

#[tokio::test]
async fn client_metadata_needs_its_scope() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let reply = tokens(&house, &partner, NINA, "openid email").await;
    let refused =
        partner.patch_userinfo(reply.text("access_token"), &json!({"client_user_metadata": "x"})).await;
    assert_eq!(refused.status, 403);
    assert!(refused.www_authenticate.contains("insufficient_scope"), "{refused:?}");
}
