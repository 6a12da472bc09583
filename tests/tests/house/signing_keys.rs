//! F-10: a key is announced, published, signs, retires and goes; partners can follow, and rehearse.

use std::net::IpAddr;

use house_tests::{Partner, Person, Storage, TestHouse, TokenReply};
use identity::{KeyAct, KeyActor, KeyMoved, KeyRefused, KeySeen, KeyStage, RehearsalStart, Urgency};
use rstest::rstest;
use serde_json::Value;
use vocabulary::{ClientId, Lifetime};

use crate::OWEN;

const JWKS: &str = "/.well-known/jwks.json";
const NOTICES: &str = "/.well-known/signing-keys.json";
const BY: KeyActor<'static> = KeyActor::CommandLine(None);

async fn document(house: &TestHouse, path: &str) -> Value {
    let (status, kind, bytes) = Person::new(house).fetch(path).await;
    assert_eq!((status, kind.as_str()), (200, "application/json"), "{path}");
    serde_json::from_slice(&bytes).expect("JSON")
}

async fn published(house: &TestHouse) -> Vec<String> {
    let document = document(house, JWKS).await;
    let keys = document["keys"].as_array().expect("keys").iter();
    keys.map(|key| key["kid"].as_str().expect("a kid").to_owned()).collect()
}

fn at_stage(house: &TestHouse, stage: KeyStage) -> Vec<String> {
    let keys = house.identity().signing_keys().into_iter().filter(|key| key.stage == stage);
    keys.map(|key| key.key_id).collect()
}

async fn step(house: &TestHouse, act: KeyAct) -> KeyMoved {
    house.identity().move_key(BY, act, Urgency::Planned).await.expect("an answer")
}

/// In a day, and a day after that.
fn announcement(house: &TestHouse) -> KeyAct {
    let publishes_at = house.identity().now().after(Lifetime::days(1));
    KeyAct::Announce { publishes_at, signs_at: publishes_at.after(Lifetime::days(1)) }
}

async fn tokens(house: &TestHouse, partner: &Partner) -> TokenReply {
    let code = partner.sign_in(&mut Person::new(house), OWEN, &partner.request()).await;
    partner.redeem(&code).await
}

fn signed_by(reply: &TokenReply) -> String {
    reply.header("id_token")["kid"].as_str().expect("a kid").to_owned()
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_goes_from_its_announcement_to_its_removal(
    #[values(Storage::Sqlite, Storage::Postgres)] storage: Storage,
) {
    let Some(house) = TestHouse::on(storage, "").await else { return };
    let partner = house.partner("surgery").await;
    let [old, standby] = &published(&house).await[..] else { panic!("a current and a next key") };

    assert_eq!(step(&house, announcement(&house)).await, KeyMoved::Done);
    let announced = at_stage(&house, KeyStage::Announced)[0].clone();
    assert!(!published(&house).await.contains(&announced), "announced is not published");
    let notices = document(&house, NOTICES).await;
    let notice = notices["keys"].as_array().expect("keys").iter().find(|key| key["kid"] == *announced);
    let notice = notice.expect("a notice");
    assert_eq!((notice["stage"].as_str(), notice["jwk"]["kty"].as_str()), (Some("announced"), Some("RSA")));
    assert!(notice["publishes_at"].is_string() && notice["signs_at"].is_string(), "{notice}");
    assert!(notice["jwk"].get("d").is_none(), "the private half stays here");
    let twice = step(&house, announcement(&house)).await;
    assert_eq!(twice, KeyMoved::Refused(KeyRefused::AlreadyAnnounced));
    let early = step(&house, KeyAct::Publish).await;
    assert!(matches!(early, KeyMoved::Refused(KeyRefused::TooEarly { .. })), "{early:?}");

    house.clock.forward(Lifetime::hours(25));
    assert_eq!(step(&house, KeyAct::Publish).await, KeyMoved::Done);
    assert!(published(&house).await.contains(&announced));
    // The key that has been published longest signs first.
    assert_eq!(step(&house, KeyAct::Sign).await, KeyMoved::Done);
    let before = tokens(&house, &partner).await;
    assert_eq!(signed_by(&before), *standby);
    let early = step(&house, KeyAct::Sign).await;
    assert!(matches!(early, KeyMoved::Refused(KeyRefused::TooEarly { .. })), "its day was told: {early:?}");
    assert!(published(&house).await.contains(old), "retired, and there until its last token has ended");

    house.clock.forward(Lifetime::days(1));
    house.identity().keep_keys().await.expect("kept");
    assert!(!published(&house).await.contains(old), "removed");
    assert_eq!(step(&house, KeyAct::Sign).await, KeyMoved::Done);
    assert_eq!(signed_by(&tokens(&house, &partner).await), announced);

    let events = house.identity().store().list_audit_events(200).await.expect("events");
    let count = |kind: &str| events.iter().filter(|event| event.kind == kind).count();
    let counts = ["key_announced", "key_published", "key_rotated", "key_removed"].map(count);
    assert_eq!(counts, [1, 1, 2, 1]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_nodes_take_each_step_once(#[values(Storage::Sqlite, Storage::Postgres)] storage: Storage) {
    let Some(one) = TestHouse::on(storage, "").await else { return };
    let two = one.second_node().await;
    one.clock.forward(Lifetime::hours(2));
    let act = announcement(&one);
    for (act, urgency) in
        [(act, Urgency::Planned), (KeyAct::Publish, Urgency::Emergency), (KeyAct::Sign, Urgency::Planned)]
    {
        let both = tokio::join!(
            one.identity().move_key(BY, act, urgency),
            two.identity().move_key(BY, act, urgency)
        );
        let moved = [both.0.expect("an answer"), both.1.expect("an answer")];
        let done = moved.iter().filter(|moved| **moved == KeyMoved::Done).count();
        assert_eq!(done, 1, "{act:?}: {moved:?}");
    }
    let signing = |house: &TestHouse| at_stage(house, KeyStage::Signing);
    assert_eq!(signing(&one).len(), 1);
    assert_eq!(signing(&one), signing(&two));
}

#[tokio::test]
async fn in_an_emergency_a_key_signs_at_once_even_when_none_waits() {
    let house = TestHouse::with(Storage::Sqlite, "keys.rotate_every_days = 90").await;
    for _ in 0..3 {
        let moved = house.identity().move_key(BY, KeyAct::Sign, Urgency::Emergency).await.expect("an answer");
        assert_eq!(moved, KeyMoved::Done);
        assert_eq!(at_stage(&house, KeyStage::Signing).len(), 1);
    }
    assert_eq!(at_stage(&house, KeyStage::Retired).len(), 3);
}

#[tokio::test]
async fn the_schedule_takes_each_step_on_its_day() {
    let settings = "[keys]\nrotate_every_days = 30\npublish_before_days = 5\nannounce_before_days = 3";
    let house = TestHouse::with(Storage::Sqlite, settings).await;
    let mut taken = Vec::new();
    for day in 1..=62 {
        house.clock.forward(Lifetime::days(1));
        while let Some(act) = house.identity().keep_keys().await.expect("kept") {
            taken.push((day, act.as_str()));
        }
    }
    // The first period ends with the key that was published on the first start.
    assert_eq!(taken, [(30, "sign"), (52, "announce"), (55, "publish"), (60, "sign")]);
    let next: Vec<_> = house.identity().next_key_acts().iter().map(|next| next.act.as_str()).collect();
    assert_eq!(next, ["announce", "publish", "sign"]);
}

#[tokio::test]
async fn which_partners_have_fetched_a_key_is_inferred_from_their_networks() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    house.partner("quiet").await;
    let next = at_stage(&house, KeyStage::Published)[0].clone();
    let seen = async |key: &str| {
        let reach = house.identity().key_reach(key).await.expect("read");
        let of = |id: &str| reach.iter().find(|one| one.client_id.as_str() == id).expect("a client").seen;
        (of("surgery"), of("quiet"))
    };
    house.identity().note_jwks_fetch(IpAddr::from([203, 0, 113, 9]));
    tokens(&house, &partner).await;
    assert_eq!(seen(&next).await, (KeySeen::Unknown, KeySeen::NoCalls), "somebody else fetched it");
    document(&house, JWKS).await;
    assert_eq!(seen(&next).await, (KeySeen::Fetched, KeySeen::NoCalls));

    step(&house, announcement(&house)).await;
    let announced = at_stage(&house, KeyStage::Announced)[0].clone();
    house.identity().move_key(BY, KeyAct::Publish, Urgency::Emergency).await.expect("published");
    assert_eq!(seen(&announced).await.0, KeySeen::NotYet, "it fetched keys, and not this one");
    document(&house, JWKS).await;
    assert_eq!(seen(&announced).await.0, KeySeen::Fetched);
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rehearsal_signs_one_clients_tokens_with_the_published_key_and_ends_by_itself(
    #[values(Storage::Sqlite, Storage::Postgres)] storage: Storage,
) {
    let Some(house) = TestHouse::on(storage, "").await else { return };
    let other_node = house.second_node().await;
    let (partner, other) = (house.partner("surgery").await, house.partner("pharmacy").await);
    let (usual, next) = (at_stage(&house, KeyStage::Signing), at_stage(&house, KeyStage::Published));
    let (usual, next) = (usual[0].clone(), next[0].clone());
    let client = ClientId::try_from("surgery").expect("a client id");
    let start = async |key: &str, minutes| {
        let length = Lifetime::minutes(minutes);
        house.identity().start_rehearsal(BY, &client, key, length).await.expect("an answer")
    };
    step(&house, announcement(&house)).await;
    let announced = at_stage(&house, KeyStage::Announced)[0].clone();
    for (key, minutes, refused) in [
        (&announced, 10, RehearsalStart::NotPublished),
        (&usual, 10, RehearsalStart::NotPublished),
        (&next, 61, RehearsalStart::Length),
        (&next, 0, RehearsalStart::Length),
    ] {
        assert_eq!(start(key, minutes).await, refused);
    }
    assert!(matches!(start(&next, 10).await, RehearsalStart::Started { .. }));
    assert_eq!(start(&next, 10).await, RehearsalStart::GoingOn);
    other_node.identity().reload_keys().await.expect("reloaded");

    let given = tokens(&house, &partner).await;
    assert_eq!(signed_by(&given), next);
    assert_eq!(partner.userinfo(given.text("access_token")).await.status, 200);
    assert_eq!(partner.refresh(given.text("refresh_token")).await.status, 200);
    assert_eq!(signed_by(&tokens(&house, &other).await), usual, "nobody else takes part");
    let rehearsals = house.identity().rehearsals().await.expect("read");
    let [rehearsal] = &rehearsals[..] else { panic!("{rehearsals:?}") };
    assert_eq!(
        (rehearsal.seen.tokens, rehearsal.seen.userinfo, rehearsal.seen.refreshes),
        (2, 1, 1),
        "{rehearsal:?}"
    );
    assert!(rehearsal.goes_on && rehearsal.went_on());

    house.clock.forward(Lifetime::minutes(10));
    assert_eq!(signed_by(&tokens(&house, &partner).await), usual, "it ended by itself");
    assert!(!house.identity().rehearsals().await.expect("read")[0].goes_on);
    assert!(!house.identity().end_rehearsal(BY, &client).await.expect("an answer"), "it is over");
    assert!(matches!(start(&next, 60).await, RehearsalStart::Started { .. }));
    assert!(house.identity().end_rehearsal(BY, &client).await.expect("an answer"));
    assert_eq!(signed_by(&tokens(&house, &partner).await), usual);
}
