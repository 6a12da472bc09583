//! F-36: rotation, narrowing, lost answers, re-use.

use house_tests::{Partner, Person, TestHouse, TokenReply};

use crate::OWEN;

async fn signed_in(house: &TestHouse) -> (Partner, TokenReply) {
    let partner = house.partner("surgery").await;
    let request = partner.request().with("scope", "openid profile email");
    let code = partner.sign_in(&mut Person::new(house), OWEN, &request).await;
    let reply = partner.redeem(&code).await;
    (partner, reply)
}

#[tokio::test]
async fn each_use_gives_another_and_no_id_token() {
    let house = TestHouse::start().await;
    let (partner, first) = signed_in(&house).await;
    let second = partner.refresh(first.text("refresh_token")).await;
    assert_eq!(second.status, 200, "{second:?}");
    assert_ne!(first.text("refresh_token"), second.text("refresh_token"));
    assert!(second.body.get("id_token").is_none());
    assert_eq!(partner.userinfo(second.text("access_token")).await.status, 200);
    assert_eq!(partner.refresh(second.text("refresh_token")).await.status, 200);
}

#[tokio::test]
async fn a_lost_answer_can_be_fetched_again_until_its_access_token_was_used() {
    let house = TestHouse::start().await;
    let (partner, first) = signed_in(&house).await;
    let lost = partner.refresh(first.text("refresh_token")).await;
    let again = partner.refresh(first.text("refresh_token")).await;
    assert_eq!(again.status, 200, "{again:?}");
    assert_eq!(lost.text("refresh_token"), again.text("refresh_token"), "the same successor");
    let events = house.identity().store().list_audit_events(50).await.expect("read");
    let recorded = |kind: &str| events.iter().filter(|event| event.kind == kind).count();
    assert_eq!((recorded("tokens_refreshed"), recorded("tokens_resent")), (1, 1), "each answer is on record");
    assert_eq!(partner.userinfo(again.text("access_token")).await.status, 200);
    assert_eq!(partner.refresh(first.text("refresh_token")).await.text("error"), "invalid_grant");
    assert_eq!(partner.userinfo(again.text("access_token")).await.status, 401, "the family is revoked");
    assert_eq!(partner.refresh(again.text("refresh_token")).await.text("error"), "invalid_grant");
}

#[tokio::test]
async fn an_older_token_revokes_the_family() {
    let house = TestHouse::start().await;
    let (partner, first) = signed_in(&house).await;
    let second = partner.refresh(first.text("refresh_token")).await;
    let third = partner.refresh(second.text("refresh_token")).await;
    assert_eq!(partner.refresh(first.text("refresh_token")).await.text("error"), "invalid_grant");
    assert_eq!(partner.refresh(third.text("refresh_token")).await.text("error"), "invalid_grant");
    assert_eq!(partner.userinfo(third.text("access_token")).await.status, 401);
}

#[tokio::test]
async fn scope_narrows_and_never_widens() {
    let house = TestHouse::start().await;
    let (partner, first) = signed_in(&house).await;
    let refresh = |token: String, scope: &'static str| {
        let partner = partner.clone();
        async move {
            partner
                .token(&[("grant_type", "refresh_token"), ("refresh_token", &token), ("scope", scope)])
                .await
        }
    };
    let wider = refresh(first.text("refresh_token").to_owned(), "openid phone").await;
    assert_eq!(wider.text("error"), "invalid_scope");
    let narrow = refresh(first.text("refresh_token").to_owned(), "openid email").await;
    assert_eq!(narrow.text("scope"), "openid email");
    let userinfo = partner.userinfo(narrow.text("access_token")).await;
    assert!(userinfo.body.get("nhs_number").is_none() && userinfo.body["email"].is_string(), "{userinfo:?}");
}

#[tokio::test]
async fn another_client_gets_nothing_for_it_and_it_still_works() {
    let house = TestHouse::start().await;
    let (partner, first) = signed_in(&house).await;
    let other = house.partner("other").await;
    assert_eq!(other.refresh(first.text("refresh_token")).await.text("error"), "invalid_grant");
    assert_eq!(partner.refresh(first.text("refresh_token")).await.status, 200);
}

#[tokio::test]
async fn made_up_tokens_are_invalid_grant() {
    let house = TestHouse::start().await;
    let (partner, first) = signed_in(&house).await;
    let token = first.text("refresh_token").to_owned();
    let next = token.replacen(".1.", ".2.", 1);
    for made_up in ["", "x", "a.b.c", next.as_str(), &"z".repeat(5000)] {
        let reply = partner.refresh(made_up).await;
        assert!(["invalid_grant", "invalid_request"].contains(&reply.text("error")), "{made_up}: {reply:?}");
    }
    assert_eq!(partner.refresh(&token).await.status, 200);
}
