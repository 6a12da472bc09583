//! How long the audit's searches, checkpoints and checks take with very many events, on both databases: `cargo xtask bench-audit`.
//!
//! Everything is local and in a temporary folder that goes with the process. No test asserts any of this.

#![expect(clippy::print_stdout, reason = "a command line program speaks to its user")]

use std::time::{Duration, Instant};

use account_store::{AuditCursor, AuditEntry, AuditEvent, AuditFilter, Involved};
use house_tests::{Storage, TestHouse};
use identity::{AUDIT_PAGE, Identity, VerifyWith};
use vocabulary::{AccountId, ClientId, EventId, IncidentNumber, Lifetime, OperatorId};

/// Only the bench makes checkpoints.
const QUIET: &str = "audit.checkpoint_seconds = 3600";
/// Events that are written in one batch.
const BATCH: u32 = 500;
/// Each figure is the middle one of so many.
const TIMES: usize = 5;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let wanted = std::env::args().nth(1).and_then(|count| count.parse().ok());
    let count: u32 = wanted.unwrap_or(1_000_000);
    for storage in [Storage::Sqlite, Storage::Postgres] {
        let Some(house) = TestHouse::on(storage, QUIET).await else { continue };
        println!("\n{storage:?}, {count} events");
        measure(house.identity(), count).await;
        house.stop().await;
    }
}

async fn measure(identity: &Identity, count: u32) {
    let began = Instant::now();
    fill(identity, count).await;
    report("write them", began.elapsed(), Some(count));
    let began = Instant::now();
    let made = identity.checkpoint_audit().await.expect("checkpoints");
    report("cover them with checkpoints", began.elapsed(), u32::try_from(made.events).ok());
    let began = Instant::now();
    let checked = identity.verify_audit(&VerifyWith::default()).await.expect("a check");
    assert!(checked.is_sound(), "{:?}", checked.findings);
    report("check all of them", began.elapsed(), u32::try_from(checked.events).ok());
    println!("  {:<44}{:>14}{:>14}", "search for", "page 1, ms", "page 100, ms");
    for (name, filter) in searches(identity) {
        let first = middle(identity, &filter, None).await;
        let last = match hundredth(identity, &filter).await {
            Some(after) => format!("{:.2}", milliseconds(middle(identity, &filter, Some(after)).await)),
            None => "-".to_owned(),
        };
        println!("  {name:<44}{:>14.2}{last:>14}", milliseconds(first));
    }
}

/// Events of two years: of many accounts, of a few clients of which one has half of them, a few of operators, some kinds rare.
async fn fill(identity: &Identity, count: u32) {
    let (now, store) = (identity.now(), identity.store());
    let apart = Lifetime::days(730).micros() / i64::from(count.max(1));
    for first in (0..count).step_by(BATCH as usize) {
        let mut batch = store.batch();
        for n in first..count.min(first + BATCH) {
            let at = now.before(Lifetime::from_micros(apart * i64::from(count - n)));
            let mut id = [0; 16];
            id[..4].copy_from_slice(&n.to_be_bytes());
            id[4..8].copy_from_slice(&scattered(n).to_be_bytes());
            let operator =
                (n % 20 == 0).then(|| OperatorId::from_bytes([u8::try_from(n / 20 % 50).unwrap_or(0); 16]));
            let incident = n.is_multiple_of(400).then(|| format!("INC{:07}", n / 4000));
            let entry = AuditEntry {
                id: EventId::from_bytes(id),
                at,
                event: kind(n),
                account_id: Some(account(scattered(n) % 200_000)),
                client_id: Some(client(n)),
                reference: None,
            };
            let incident = incident.and_then(|text| IncidentNumber::try_from(text.as_str()).ok());
            batch.record_involving(&entry, &Involved { operator_id: operator, case_id: None, incident });
        }
        store.write(batch).await.expect("written");
    }
}

/// A number that jumps about as `n` goes up.
const fn scattered(n: u32) -> u32 {
    n.wrapping_mul(2_654_435_761)
}

fn kind(n: u32) -> AuditEvent {
    match scattered(n) % 10_000 {
        0 => AuditEvent::ClientDisabled,
        1..=99 => AuditEvent::AccountEnabled,
        100..=3_000 => AuditEvent::PasswordAccepted,
        3_001..=6_000 => AuditEvent::SignedInSilently,
        6_001..=8_000 => AuditEvent::DetailsMatched,
        _ => AuditEvent::ConsentRefused,
    }
}

fn account(n: u32) -> AccountId {
    let mut id = [1; 16];
    id[..4].copy_from_slice(&n.to_be_bytes());
    AccountId::from_bytes(id)
}

fn client(n: u32) -> ClientId {
    let number = if scattered(n) & 0x100 == 0 { 0 } else { n % 40 };
    ClientId::try_from(format!("client-{number}").as_str()).expect("a client id")
}

fn searches(identity: &Identity) -> Vec<(&'static str, AuditFilter)> {
    let all = AuditFilter::default;
    let (rare, common) = (AuditEvent::ClientDisabled.name(), AuditEvent::PasswordAccepted.name());
    let busy = Some(ClientId::try_from("client-0").expect("a client id"));
    let year = Lifetime::days(365);
    let between = (Some(identity.now().before(year)), Some(identity.now().before(Lifetime::days(330))));
    let incident = IncidentNumber::try_from("INC0000012").ok();
    let operator_id = Some(OperatorId::from_bytes([7; 16]));
    vec![
        ("everything", all()),
        ("an account", AuditFilter { account_id: Some(account(scattered(77) % 200_000)), ..all() }),
        ("a client with half of all events", AuditFilter { client_id: busy.clone(), ..all() }),
        (
            "that client, a common event",
            AuditFilter { client_id: busy.clone(), kinds: vec![common], ..all() },
        ),
        ("that client, a rare event", AuditFilter { client_id: busy.clone(), kinds: vec![rare], ..all() }),
        ("an operator", AuditFilter { operator_id, ..all() }),
        ("an operator, a rare event", AuditFilter { operator_id, kinds: vec![rare], ..all() }),
        ("an operator at that client", AuditFilter { operator_id, client_id: busy, ..all() }),
        ("an incident", AuditFilter { incident, ..all() }),
        ("a common event", AuditFilter { kinds: vec![common], ..all() }),
        ("a rare event", AuditFilter { kinds: vec![rare], ..all() }),
        ("both events", AuditFilter { kinds: vec![rare, common], ..all() }),
        ("five weeks a year ago", AuditFilter { from: between.0, until: between.1, ..all() }),
        (
            "a rare event in those weeks",
            AuditFilter { from: between.0, until: between.1, kinds: vec![rare], ..all() },
        ),
    ]
}

/// After what page 100 begins; none when there are not so many.
async fn hundredth(identity: &Identity, filter: &AuditFilter) -> Option<AuditCursor> {
    let mut after = None;
    for _ in 0..99 {
        after = Some(identity.audit_page(filter, after, AUDIT_PAGE).await.expect("a page").next?);
    }
    after
}

/// How long a page takes: the middle of several.
async fn middle(identity: &Identity, filter: &AuditFilter, after: Option<AuditCursor>) -> Duration {
    let mut took = Vec::new();
    for _ in 0..TIMES {
        let began = Instant::now();
        identity.audit_page(filter, after, AUDIT_PAGE).await.expect("a page");
        took.push(began.elapsed());
    }
    took.sort();
    took[TIMES / 2]
}

fn milliseconds(took: Duration) -> f64 {
    took.as_secs_f64() * 1000.0
}

fn report(what: &str, took: Duration, events: Option<u32>) {
    let each = events.map_or(0.0, |events| f64::from(events) / took.as_secs_f64());
    println!("  {what:<44}{:>12.1} s{each:>12.0} a second", took.as_secs_f64());
}
