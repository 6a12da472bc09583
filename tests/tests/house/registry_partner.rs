//! F-59: a partner and its own registration: what it proposes, when its keys were used and end.

use house_tests::{Partner, Storage, TestHouse};
use identity::{DraftDecided, PartnerKeyStanding, Proposed, SandboxOperator};
use vocabulary::{ClientDocument, DraftState, Lifetime, OperatorRole, Secret};

use crate::PASSWORD;
use crate::registry_rules::{NEW, approve, callback, client, houses, registrar, shown, signs_in_at};

#[tokio::test]
async fn a_partner_proposes_and_an_operator_approves_even_without_a_second_person() {
    let house = TestHouse::with(Storage::Sqlite, "clients.second_person = false").await;
    house.partner("surgery").await;
    let developer = SandboxOperator {
        username: "developer".to_owned(),
        name: "Dara Developer".to_owned(),
        roles: [OperatorRole::partner()].into_iter().collect(),
        password: Secret::new(PASSWORD.to_owned()),
    };
    house.identity().seed_operator(&developer).await.expect("seeded");
    let developer = registrar(&house, "developer").await;
    let identity = house.identity();
    let present =
        identity.partner_registration(&developer, &client("surgery")).await.expect("read").expect("there");
    assert_eq!(present.keys.len(), 1);
    let propose = async |change: fn(&mut ClientDocument)| {
        let mut document = present.client.document.clone();
        change(&mut document);
        identity.propose_registration(&developer, &document).await.expect("an answer")
    };
    assert_eq!(propose(|_| {}).await, Proposed::SameAsBefore);
    assert_eq!(propose(|document| document.enabled = false).await, Proposed::SameAsBefore);
    assert!(matches!(propose(|document| document.redirect_uris.clear()).await, Proposed::Faulty(_)));
    assert_eq!(propose(|document| document.client_id = "nobody".to_owned()).await, Proposed::Unknown);
    let Proposed::Waits(draft) = propose(|document| document.redirect_uris = vec![NEW.to_owned()]).await
    else {
        panic!("it is sound")
    };
    assert_ne!(callback(&house).await, NEW);
    let refused = identity.approve_client_draft(&developer, (draft, 0)).await;
    assert!(refused.is_err(), "a partner has no such permission");
    let second = registrar(&house, "registrar").await;
    let at = shown(&house, &second, draft).await;
    assert_eq!(approve(&house, &second, at).await, DraftDecided::Done);
    assert_eq!(callback(&house).await, NEW);
    let after =
        identity.partner_registration(&developer, &client("surgery")).await.expect("read").expect("there");
    assert_eq!(after.proposals[0].draft.state, DraftState::Approved);
    let Proposed::Waits(other) = propose(|document| document.im1 = false).await else {
        panic!("it is sound")
    };
    let elsewhere =
        identity.withdraw_proposal(&developer, &client("other"), (other, 0)).await.expect("an answer");
    assert_eq!(elsewhere, DraftDecided::Unknown);
    let given_up =
        identity.withdraw_proposal(&developer, &client("surgery"), (other, 0)).await.expect("an answer");
    assert_eq!(given_up, DraftDecided::Done);
}

#[tokio::test]
async fn the_last_use_of_a_key_is_known_to_the_hour_and_its_end_is_warned_of() {
    for house in houses("").await {
        let day = |days: i64| Some(house.identity().now().after(Lifetime::days(days)).seconds());
        let until = day(31);
        let partner = Partner::register(&house, "surgery", |document| document.keys[0].until = until).await;
        let operator = registrar(&house, "registrar").await;
        let key = async || {
            let page = house
                .identity()
                .client_page(&operator, &client("surgery"))
                .await
                .expect("read")
                .expect("there");
            page.keys[0].clone()
        };
        assert_eq!((key().await.last_used_at, key().await.standing), (None, PartnerKeyStanding::InUse));
        let first = house.identity().now();
        let code = signs_in_at(&house, &partner).await;
        let tokens = partner.redeem(&code).await;
        let used = key().await.last_used_at.expect("it was used");
        assert!(first <= used && used <= house.identity().now());
        house.clock.forward(Lifetime::minutes(59));
        let tokens = partner.refresh(tokens.text("refresh_token")).await;
        assert_eq!((tokens.status, key().await.last_used_at), (200, Some(used)), "once an hour is enough");
        house.clock.forward(Lifetime::minutes(2));
        assert_eq!(partner.refresh(tokens.text("refresh_token")).await.status, 200);
        assert!(key().await.last_used_at > Some(used.after(Lifetime::minutes(60))));

        house.clock.forward(Lifetime::days(1));
        assert_eq!(key().await.standing, PartnerKeyStanding::EndsSoon(29));
        let counts = house.identity().key_counts().await.expect("counted");
        assert_eq!((counts.ending, counts.ended), (1, 0));
        house.clock.forward(Lifetime::days(30));
        let counts = house.identity().key_counts().await.expect("counted");
        assert_eq!((counts.ending, counts.ended), (0, 1));
        let refused = partner.token(&[("grant_type", "authorization_code"), ("code", "x")]).await;
        assert_eq!(refused.text("error"), "invalid_client", "it has ended");
    }
}
