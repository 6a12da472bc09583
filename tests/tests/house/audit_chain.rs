//! Nobody who has the database changes the audit without a trace: what they do is found and named, on both databases.

use account_store::{AuditEntry, AuditEvent, Store};
use house_tests::{Storage, TestHouse};
use identity::{AuditKey, Head, Identity, Report, VerifyWith};
use rstest::rstest;
use vocabulary::{ClientId, EmailAddress, EventId, Lifetime};

use crate::OWEN;

/// Only the test makes checkpoints.
const QUIET: &str = "audit.checkpoint_seconds = 3600";

/// Two years and a day.
const KEPT: Lifetime = Lifetime::days(731);

/// Somebody who got at the database, and at nothing else.
enum Burglar {
    Sqlite(rusqlite::Connection),
    Postgres(tokio_postgres::Client),
}

impl Burglar {
    async fn at(house: &TestHouse) -> Self {
        if let Some(path) = house.database_url().strip_prefix("sqlite:") {
            return Self::Sqlite(rusqlite::Connection::open(path).expect("the file opens"));
        }
        let connected = tokio_postgres::connect(house.database_url(), tokio_postgres::NoTls).await;
        let (client, connection) = connected.expect("the server answers");
        tokio::spawn(connection);
        Self::Postgres(client)
    }

    /// Does this; BYTES stands for sixteen bytes that nothing else has.
    async fn does(&self, sql: &str) {
        match self {
            Self::Sqlite(file) => {
                let sql = sql.replace("BYTES", "x'0102030405060708090a0b0c0d0e0f10'");
                file.execute_batch(&sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
            }
            Self::Postgres(client) => {
                let sql = sql.replace("BYTES", r"'\x0102030405060708090a0b0c0d0e0f10'::bytea");
                client.batch_execute(&sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
            }
        }
    }
}

/// Something that happened at a client, now.
fn event(identity: &Identity, id: [u8; 16]) -> AuditEntry {
    AuditEntry {
        id: EventId::from_bytes(id),
        at: identity.now(),
        event: AuditEvent::ClientEnabled,
        account_id: None,
        client_id: Some(ClientId::try_from("app").expect("a client id")),
        reference: None,
    }
}

async fn happen(house: &TestHouse, round: u8, events: u16) {
    let mut batch = house.identity().store().batch();
    for n in 0..events {
        let mut id = [round; 16];
        id[..2].copy_from_slice(&n.to_be_bytes());
        batch.record(&event(house.identity(), id));
    }
    house.identity().store().write(batch).await.expect("written");
}

async fn checkpoint(house: &TestHouse) -> Head {
    house.identity().checkpoint_audit().await.expect("a checkpoint").head.expect("events to cover")
}

/// A house with three checkpoints of five events, behind what seeding left.
async fn three_checkpoints(storage: Storage) -> Option<(TestHouse, Burglar, i64)> {
    let house = TestHouse::on(storage, QUIET).await?;
    house.identity().checkpoint_audit().await.expect("what seeding left");
    let store = house.identity().store();
    let covered = |store: &Store| {
        let store = store.clone();
        async move { store.newest_audit_checkpoint().await.expect("read") }
    };
    let before = covered(store).await.map_or(0, |newest| newest.first_position + newest.events - 1);
    for round in 1..=3 {
        happen(&house, round, 5).await;
        checkpoint(&house).await;
    }
    let burglar = Burglar::at(&house).await;
    burglar.does("CREATE TABLE kept AS SELECT * FROM audit_events").await;
    burglar.does("CREATE TABLE kept_checkpoints AS SELECT * FROM audit_checkpoints").await;
    Some((house, burglar, before))
}

async fn verify(house: &TestHouse) -> Report {
    house.identity().verify_audit(&VerifyWith::default()).await.expect("the store answers")
}

async fn found(house: &TestHouse) -> String {
    verify(house).await.findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[rstest]
#[case::sqlite(Storage::Sqlite)]
#[case::postgres(Storage::Postgres)]
#[tokio::test]
async fn whatever_is_done_to_an_event_is_named_and_undoing_it_leaves_no_doubt(#[case] storage: Storage) {
    let Some((house, burglar, before)) = three_checkpoints(storage).await else { return };
    assert_eq!(found(&house).await, "");
    let (third, fifth) = (before + 3, before + 5);
    let restore = "DELETE FROM audit_events; INSERT INTO audit_events SELECT * FROM kept; \
         DELETE FROM audit_checkpoints; INSERT INTO audit_checkpoints SELECT * FROM kept_checkpoints";
    let changed = format!("at position {third} (checkpoint");
    let mut deeds: Vec<(String, String)> = [
        "at = at + 1",
        "kind = 'client_disabled'",
        "account_id = BYTES",
        "client_id = 'other'",
        "client_id = NULL",
        "operator_id = BYTES",
        "case_id = BYTES",
        "incident = 'INC-1'",
        "reference = BYTES",
        "detail = '{\"cid\":1}'",
    ]
    .iter()
    .map(|what| (format!("UPDATE audit_events SET {what} WHERE position = {third}"), format!("{changed} ")))
    .collect();
    deeds.extend([
        (format!("DELETE FROM audit_events WHERE position = {third}"), "is missing".to_owned()),
        (
            format!(
                "UPDATE audit_events SET position = -1 WHERE position = {third}; \
                 UPDATE audit_events SET position = {third} WHERE position = {fifth}; \
                 UPDATE audit_events SET position = {fifth} WHERE position = -1"
            ),
            format!("stands at position {third} and was at {fifth}"),
        ),
        (
            format!("UPDATE audit_events SET event_id = BYTES WHERE position = {third}"),
            format!("stands at position {third}"),
        ),
        (
            format!(
                "INSERT INTO audit_events (event_id, at, kind, detail, position) \
                 SELECT BYTES, at, kind, detail, position + 99 FROM audit_events WHERE position = {third}"
            ),
            "which no checkpoint covers".to_owned(),
        ),
    ]);
    for (deed, names) in deeds {
        burglar.does(&deed).await;
        let found = found(&house).await;
        assert!(found.contains(&names), "{deed}\n{found}");
        burglar.does(restore).await;
    }
    assert!(verify(&house).await.is_sound());
}

#[rstest]
#[case::sqlite(Storage::Sqlite)]
#[case::postgres(Storage::Postgres)]
#[tokio::test]
async fn whatever_is_done_to_a_checkpoint_is_named(#[case] storage: Storage) {
    let Some((house, burglar, _)) = three_checkpoints(storage).await else { return };
    let head = house.identity().audit_head().await.expect("read").expect("a checkpoint");
    let (newest, middle) = (head.number, head.number - 1);
    let restore =
        "DELETE FROM audit_checkpoints; INSERT INTO audit_checkpoints SELECT * FROM kept_checkpoints";
    let deeds = [
        (format!("UPDATE audit_checkpoints SET at = at + 1 WHERE number = {middle}"), "was changed"),
        (format!("UPDATE audit_checkpoints SET root = previous WHERE number = {middle}"), "was changed"),
        (format!("UPDATE audit_checkpoints SET events = events + 1 WHERE number = {middle}"), "was changed"),
        (
            format!(
                "UPDATE audit_checkpoints SET signature = (SELECT signature FROM kept_checkpoints \
                 WHERE number = {newest}) WHERE number = {middle}"
            ),
            "was changed",
        ),
        (format!("UPDATE audit_checkpoints SET leaves = root WHERE number = {middle}"), "the list of events"),
        (format!("UPDATE audit_checkpoints SET key_id = 'mine' WHERE number = {middle}"), "the key mine"),
        (format!("DELETE FROM audit_checkpoints WHERE number = {middle}"), "is missing"),
    ];
    for (deed, says) in deeds {
        burglar.does(&deed).await;
        let found = found(&house).await;
        assert!(found.contains(&format!("checkpoint {middle}")) && found.contains(says), "{deed}\n{found}");
        burglar.does(restore).await;
    }
    assert!(verify(&house).await.is_sound());
}

#[rstest]
#[case::sqlite(Storage::Sqlite)]
#[case::postgres(Storage::Postgres)]
#[tokio::test]
async fn an_audit_that_was_cut_off_is_found_by_the_head_that_somebody_kept(#[case] storage: Storage) {
    let Some((house, burglar, _)) = three_checkpoints(storage).await else { return };
    let head = house.identity().audit_head().await.expect("read").expect("a checkpoint");
    burglar
        .does(&format!(
            "DELETE FROM audit_events WHERE position >= \
             (SELECT first_position FROM audit_checkpoints WHERE number = {0}); \
             DELETE FROM audit_checkpoints WHERE number = {0}",
            head.number
        ))
        .await;
    assert_eq!(found(&house).await, "", "the rest is as it was signed");
    let with = VerifyWith { expected: vec![head], ..VerifyWith::default() };
    let report = house.identity().verify_audit(&with).await.expect("the store answers");
    assert!(report.findings[0].to_string().contains("was cut off"), "{:?}", report.findings);
    // The service goes on, and what it signs next is another checkpoint of that number.
    happen(&house, 9, 1).await;
    assert_ne!(checkpoint(&house).await, head);
    let report = house.identity().verify_audit(&with).await.expect("the store answers");
    assert!(report.findings[0].to_string().contains("another hash"), "{:?}", report.findings);
}

#[rstest]
#[case::sqlite(Storage::Sqlite)]
#[case::postgres(Storage::Postgres)]
#[tokio::test]
async fn a_key_that_is_not_ours_signs_nothing(#[case] storage: Storage) {
    let Some((house, burglar, _)) = three_checkpoints(storage).await else { return };
    let ours = *house.identity().audit_key();
    let theirs = *AuditKey::generate().expect("a key").public();
    let with = |key| VerifyWith { keys: vec![key], ..VerifyWith::default() };
    assert!(house.identity().verify_audit(&with(ours)).await.expect("read").is_sound());
    let report = house.identity().verify_audit(&with(theirs)).await.expect("read");
    assert!(report.findings[0].to_string().contains("none of those that are trusted"), "{report:?}");
    // A key that somebody put into the database does not open, and the program does not start with it.
    burglar.does("UPDATE audit_keys SET private_key = BYTES").await;
    let opened = house.identity().store().audit_key().await;
    assert!(opened.is_err(), "the key opens");
}

#[rstest]
#[case::sqlite(Storage::Sqlite)]
#[case::postgres(Storage::Postgres)]
#[tokio::test]
async fn erasing_an_account_leaves_the_audit_as_it_was_signed(#[case] storage: Storage) {
    let Some((house, ..)) = three_checkpoints(storage).await else { return };
    let store = house.identity().store();
    let email = EmailAddress::try_from(OWEN).expect("an address");
    let owen = store.find_account_by_email(&email).await.expect("read").expect("Owen").id;
    let mut batch = store.batch();
    let mut happened = event(house.identity(), [8; 16]);
    happened.account_id = Some(owen);
    batch.record(&happened);
    store.write(batch).await.expect("written");
    checkpoint(&house).await;
    let mut batch = store.batch();
    batch.delete_account(owen);
    store.write(batch).await.expect("erased");
    assert!(store.find_account_by_email(&email).await.expect("read").is_none());
    assert_eq!(found(&house).await, "");
    assert_eq!(store.list_audit_events_of_account(owen, 1).await.expect("read").len(), 1);
}

#[rstest]
#[case::sqlite(Storage::Sqlite)]
#[case::postgres(Storage::Postgres)]
#[tokio::test]
async fn retention_takes_whole_checkpoints_and_says_so_under_its_signature(#[case] storage: Storage) {
    let Some((house, burglar, before)) = three_checkpoints(storage).await else { return };
    let identity = house.identity();
    let kept = identity.audit_head().await.expect("read").expect("a checkpoint");
    assert_eq!(identity.prune_audit(KEPT).await.expect("pruned"), 0, "nothing is old enough");
    // A date that somebody changed does not make us delete what they want gone.
    burglar.does("UPDATE audit_checkpoints SET newest_at = 0").await;
    assert_eq!(identity.prune_audit(KEPT).await.expect("pruned"), 0);
    burglar
        .does("DELETE FROM audit_checkpoints; INSERT INTO audit_checkpoints SELECT * FROM kept_checkpoints")
        .await;
    house.clock.forward(Lifetime::days(730));
    happen(&house, 7, 4).await;
    let head = checkpoint(&house).await;
    house.clock.forward(Lifetime::days(2));
    let gone = identity.prune_audit(KEPT).await.expect("pruned");
    assert_eq!(gone, u64::try_from(before + 15).expect("a few"));
    let with = VerifyWith { expected: vec![kept, head], ..VerifyWith::default() };
    let report = identity.verify_audit(&with).await.expect("read");
    assert!(report.is_sound(), "{:?}", report.findings);
    assert_eq!((report.pruned_through, report.events, report.head), (Some(kept.number), 4, Some(head)));
    // The next checkpoint follows, also when all the others are gone.
    house.clock.forward(Lifetime::days(800));
    assert_eq!(identity.prune_audit(KEPT).await.expect("pruned"), 4);
    happen(&house, 6, 1).await;
    assert_eq!(checkpoint(&house).await.number, head.number + 1);
    assert_eq!(found(&house).await, "");
    burglar.does("UPDATE audit_prunings SET last_position = last_position - 1").await;
    assert!(found(&house).await.contains("the record of what retention deleted was changed"));
    burglar.does("DELETE FROM audit_prunings").await;
    assert!(found(&house).await.contains(&format!("checkpoints 1 to {} are missing", head.number)));
}

#[rstest]
#[case::sqlite(Storage::Sqlite)]
#[case::postgres(Storage::Postgres)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_at_once_make_one_chain(#[case] storage: Storage) {
    let Some(house) = TestHouse::on(storage, QUIET).await else { return };
    let other = house.second_node().await;
    let mut made = 0;
    for round in 1..=6 {
        happen(&house, round, 700).await;
        let (one, two) =
            tokio::join!(house.identity().checkpoint_audit(), other.identity().checkpoint_audit());
        made += one.expect("a chain").checkpoints + two.expect("a chain").checkpoints;
    }
    house.identity().checkpoint_audit().await.expect("a chain");
    assert_eq!(house.identity().audit_waiting().await.expect("read"), (0, None));
    let report = verify(&other).await;
    assert!(report.is_sound(), "{:?}", report.findings);
    assert!(report.events >= 4200 && report.checkpoints >= 6 && made >= 6, "{report:?}");
}

#[rstest]
#[case::sqlite(Storage::Sqlite)]
#[case::postgres(Storage::Postgres)]
#[tokio::test]
async fn what_is_written_late_is_in_the_next_checkpoint(#[case] storage: Storage) {
    let Some((house, ..)) = three_checkpoints(storage).await else { return };
    let identity = house.identity();
    let mut late = event(identity, [5; 16]);
    late.at = late.at.before(Lifetime::hours(3));
    let mut batch = identity.store().batch();
    batch.record(&late);
    identity.store().write(batch).await.expect("written");
    assert_eq!(identity.checkpoint_audit().await.expect("a checkpoint").events, 1);
    assert_eq!(identity.audit_waiting().await.expect("read").0, 0);
    assert_eq!(found(&house).await, "");
}

#[tokio::test]
async fn a_place_that_somebody_gave_an_event_is_no_place() {
    let Some((house, burglar, before)) = three_checkpoints(Storage::Sqlite).await else { return };
    happen(&house, 4, 2).await;
    burglar
        .does(&format!(
            "UPDATE audit_events SET position = {} WHERE event_id = \
             (SELECT event_id FROM audit_events WHERE position IS NULL LIMIT 1)",
            before + 16
        ))
        .await;
    assert!(house.identity().checkpoint_audit().await.is_err(), "the place was taken");
    assert!(found(&house).await.contains("which no checkpoint covers"));
}
