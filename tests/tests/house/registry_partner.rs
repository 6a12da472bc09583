//! F-59: a partner and its own registration: what it proposes, when its keys were used and end.

use house_tests::{Partner, Storage, TestHouse};
use identity::{
    ClientGiven, DraftDecided, KeyEdit, OwnChange, PartnerKeyRefused, PartnerKeyStanding, PartnerUser,
    RegistrationEdit, SandboxOperator, SignedInOperator,
};
use vocabulary::{DraftState, IncidentNumber, Lifetime, OperatorRole, RedirectUri, RegisteredKey, Secret};

use crate::PASSWORD;
use crate::registry_rules::{
    NEW, approve, callback, client, houses, incident, registrar, shown, signs_in_at, submitted,
};

fn addresses(uri: &str) -> RegistrationEdit {
    let redirect_uris = vec![RedirectUri::to_register(uri, true).expect("an address")];
    RegistrationEdit::Addresses { redirect_uris, onward_origins: Vec::new() }
}

/// The incident numbers of the events of this kind at the surgery, newest first.
async fn incidents(house: &TestHouse, kind: &str) -> Vec<Option<IncidentNumber>> {
    let store = house.identity().store();
    let events = store.list_audit_events_of_client(&client("surgery"), 100).await.expect("read");
    let of_kind = events.into_iter().filter(|event| event.kind == kind);
    of_kind.map(|event| event.involved.incident).collect()
}

/// The approval, what took effect and its revision carry the incident of who approved.
async fn approved_for_an_incident(house: &TestHouse, by: &SignedInOperator) {
    for kind in ["client_draft_approved", "client_changed"] {
        assert_eq!(incidents(house, kind).await[0], Some(incident()), "{kind}");
    }
    let page = house
        .identity()
        .client_history(by, &client("surgery"), i64::MAX)
        .await
        .expect("read")
        .expect("there");
    assert_eq!(page[0].revision.incident, Some(incident()));
}

#[tokio::test]
async fn an_operator_rejects_and_gives_up_for_an_incident() {
    let house = TestHouse::start().await;
    house.partner("surgery").await;
    let (author, second) = (registrar(&house, "registrar").await, registrar(&house, "registrar2").await);
    let other = IncidentNumber::try_from("CHG-43").expect("an incident number");
    let first = submitted(&house, &author).await;
    let at = shown(&house, &second, first).await;
    let rejected = house.identity().reject_client_draft(&second, at, ("No.", &other)).await;
    assert_eq!(rejected.expect("an answer"), DraftDecided::Done);
    let next = submitted(&house, &author).await;
    let at = shown(&house, &author, next).await;
    let given_up = house.identity().withdraw_client_draft(&author, at, &other).await;
    assert_eq!(given_up.expect("an answer"), DraftDecided::Done);
    for kind in ["client_draft_rejected", "client_draft_withdrawn"] {
        assert_eq!(incidents(&house, kind).await, [Some(other.clone())], "{kind}");
    }
}

#[tokio::test]
async fn a_partner_proposes_and_an_operator_approves_even_without_a_second_person() {
    let house = TestHouse::with(Storage::Sqlite, "clients.second_person = false").await;
    house.partner("surgery").await;
    house.partner("pharmacy").await;
    let developer = SandboxOperator {
        username: "developer".to_owned(),
        name: "Dara Developer".to_owned(),
        roles: [OperatorRole::partner()].into_iter().collect(),
        password: Secret::new(PASSWORD.to_owned()),
    };
    let identity = house.identity();
    identity.seed_operator(&developer).await.expect("seeded");
    for own in ["surgery", "pharmacy"] {
        let given = identity.bind_partner("developer", &client(own), None).await.expect("given");
        assert_eq!(given, ClientGiven::Done);
    }
    let developer = registrar(&house, "developer").await;
    let user = PartnerUser::LoggedIn(developer.clone());
    let own = async |id: &str| identity.own_client(&user, &client(id)).await.expect("read").expect("theirs");
    let propose = async |edit: RegistrationEdit| {
        identity.change_own_client(&user, &own("surgery").await, edit).await.expect("an answer")
    };
    let present = own("surgery").await.stored().document.redirect_uris[0].clone();
    assert_eq!(propose(addresses(&present)).await, OwnChange::SameAsBefore);
    let key = RegistrationEdit::Key(KeyEdit::Remove { thumbprint: "another".to_owned() });
    assert_eq!(propose(key).await, OwnChange::Key(PartnerKeyRefused::Unknown));
    let none = RegistrationEdit::Addresses { redirect_uris: Vec::new(), onward_origins: Vec::new() };
    assert!(matches!(propose(none).await, OwnChange::Faulty(_)));
    for not_theirs in [
        RegistrationEdit::Enabled(false),
        RegistrationEdit::SingleSignOn { takes_part: false, partners: Vec::new() },
    ] {
        let refused = identity.change_own_client(&user, &own("surgery").await, not_theirs).await;
        assert!(refused.is_err(), "operators decide this");
    }
    let OwnChange::Waits(draft) = propose(addresses(NEW)).await else { panic!("it is sound") };
    assert_ne!(callback(&house).await, NEW);
    let refused = identity.approve_client_draft(&developer, (draft, 0), &incident()).await;
    assert!(refused.is_err(), "a partner has no such permission");
    let second = registrar(&house, "registrar").await;
    let at = shown(&house, &second, draft).await;
    assert_eq!(approve(&house, &second, at).await, DraftDecided::Done);
    assert_eq!(callback(&house).await, NEW);
    approved_for_an_incident(&house, &second).await;
    let proposals = identity.own_proposals(&user, &own("surgery").await).await.expect("read");
    assert_eq!(proposals[0].draft.state, DraftState::Approved);
    let OwnChange::Waits(other) = propose(addresses(&present)).await else { panic!("it is sound") };
    let withdraw = async |id: &str| {
        identity.withdraw_proposal(&user, &own(id).await, (other, 0)).await.expect("an answer")
    };
    assert_eq!(withdraw("pharmacy").await, DraftDecided::Unknown);
    assert_eq!(withdraw("surgery").await, DraftDecided::Done);
    for number in 0..10 {
        let uri = format!("https://app.example/{number}");
        assert!(matches!(propose(addresses(&uri)).await, OwnChange::Waits(_)), "{uri}");
    }
    assert_eq!(propose(addresses(&present)).await, OwnChange::TooManyWait);
}

#[tokio::test]
async fn a_key_that_takes_over_the_key_id_of_another_was_not_used() {
    let house = TestHouse::start().await;
    let operator = registrar(&house, "registrar").await;
    let used = async || {
        let page = house.identity().client_page(&operator, &client("surgery")).await.expect("read");
        let key = page.expect("there").keys[0].clone();
        assert_eq!(key.name, "2026");
        key.last_used_at
    };
    let registered = async |partner: &Partner| {
        let pem = Some(partner.public_key_pem());
        let key = RegisteredKey { kid: Some("2026".to_owned()), pem, jwks: None, from: None, until: None };
        Partner::register(&house, "surgery", |document| document.keys = vec![key]).await;
    };
    let partner = house.partner("surgery").await;
    registered(&partner).await;
    let code = signs_in_at(&house, &partner).await;
    assert_eq!((partner.redeem(&code).await.status, used().await.is_some()), (200, true));
    let replaced = partner.with_new_key();
    registered(&replaced).await;
    assert_eq!(used().await, None, "the key before it was");
    let code = signs_in_at(&house, &replaced).await;
    assert_eq!((replaced.redeem(&code).await.status, used().await.is_some()), (200, true), "within the hour");
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
