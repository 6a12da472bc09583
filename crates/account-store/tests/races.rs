//! Two at once: one wins, and nobody exceeds a limit, on both databases.

mod both;
#[path = "races/keys.rs"]
mod keys;
#[path = "races/proving.rs"]
mod proving;
#[path = "races/registrations.rs"]
mod registrations;
#[path = "races/support.rs"]
mod support;

use account_store::{
    Attempt, AuditEntry, AuditEvent, Batch, Ladder, Lease, Rate, RateAnswer, Store, StoredCheckpoint,
    WriteFault,
};
use both::{NOW, client, complete, digest, email, grant, minutes, on_both, pending, ticket};
use vocabulary::{EventId, Lifetime, MessageId, Secret};

/// Starts a task for each batch at the same moment and gives how many were written.
async fn written_of(store: &Store, batches: impl IntoIterator<Item = Batch>) -> usize {
    let tasks: Vec<_> = batches
        .into_iter()
        .map(|batch| {
            let store = store.clone();
            tokio::spawn(async move { store.write(batch).await })
        })
        .collect();
    let mut written = 0;
    for task in tasks {
        match task.await.expect("the task ends") {
            Ok(_) => written += 1,
            Err(WriteFault::Conflict { .. }) => {}
            Err(WriteFault::Fault(fault)) => panic!("{fault}"),
        }
    }
    written
}

async fn put(store: &Store, fill: impl FnOnce(&mut Batch)) {
    let mut batch = store.batch();
    fill(&mut batch);
    store.write(batch).await.expect("written");
}

/// Twelve batches that differ in nothing but their number.
fn twelve(store: &Store, fill: impl Fn(&mut Batch, u8)) -> Vec<Batch> {
    (0..12)
        .map(|n| {
            let mut batch = store.batch();
            fill(&mut batch, n);
            batch
        })
        .collect()
}

fn event(n: u8) -> AuditEntry {
    AuditEntry {
        id: EventId::from_bytes([n; 16]),
        at: NOW,
        event: AuditEvent::SignedOut,
        account_id: None,
        client_id: None,
        reference: None,
    }
}

fn checkpoint(number: i64) -> StoredCheckpoint {
    let (key_id, signature) = ("key".to_owned(), vec![3; 64]);
    let (previous, root) = (digest(1), digest(2));
    let (first_position, events) = (1, 2);
    StoredCheckpoint {
        number,
        previous,
        first_position,
        events,
        root,
        at: NOW,
        newest_at: NOW,
        key_id,
        signature,
    }
}

on_both! {
    of_checkpoints_over_the_same_events_one_is_made(opened) {
        let store = &opened.store;
        put(store, |batch| {
            for n in [1, 2] {
                batch.record(&event(n));
            }
        })
        .await;
        let cover = twelve(store, |batch, n| {
            batch.insert_audit_checkpoint(&checkpoint(1), vec![n; 96]);
            batch.cover_audit_event(&[1; 16], 1).cover_audit_event(&[2; 16], 2);
        });
        assert_eq!(written_of(store, cover).await, 1);
        assert_eq!(store.count_uncovered_audit_events().await.expect("read").0, 0);
    }

    of_redemptions_at_the_same_instant_one_wins(opened) {
        let store = &opened.store;
        for n in 1..6 {
            put(store, |batch| {
                batch.insert_account(&complete(n, &format!("a{n}@example.org"))).insert_grant(&grant(n));
            })
            .await;
            let redeem = twelve(store, |batch, k| {
                batch.redeem_grant(grant(n).id, [k; 16], Some(minutes(9)), NOW);
                batch.touch_account(grant(n).account_id, minutes(1));
            });
            assert_eq!(written_of(store, redeem).await, 1);
        }
    }

    of_refreshes_at_the_same_instant_one_wins(opened) {
        let store = &opened.store;
        put(store, |batch| {
            batch.insert_account(&complete(1, "a@example.org")).insert_grant(&grant(1));
            batch.redeem_grant(grant(1).id, [1; 16], Some(minutes(9)), NOW);
        })
        .await;
        for generation in 1..8 {
            let rotate = twelve(store, |batch, _| {
                batch.rotate_grant(grant(1).id, generation, minutes(9));
            });
            assert_eq!(written_of(store, rotate).await, 1);
        }
        let found = store.grant(grant(1).id).await.expect("read").expect("there");
        assert_eq!(found.generation, 8);
    }

    of_confirmations_of_one_address_one_wins(opened) {
        let store = &opened.store;
        put(store, |batch| {
            for n in 0..12 {
                batch.insert_account(&pending(n, "a@example.org"));
            }
        })
        .await;
        let confirm = twelve(store, |batch, n| {
            batch.confirm_email(pending(n, "a@example.org").id, NOW);
        });
        assert_eq!(written_of(store, confirm).await, 1);
        assert!(store.find_account_by_email(&email("a@example.org")).await.expect("read").is_some());
    }

    of_takers_of_one_ticket_or_assertion_one_wins(opened) {
        let store = &opened.store;
        put(store, |batch| {
            batch.insert_ticket(&ticket(1));
        })
        .await;
        let take = twelve(store, |batch, n| {
            batch.take_ticket(ticket(1).id, 0).insert_ticket(&ticket(n + 2));
        });
        assert_eq!(written_of(store, take).await, 1);
        let accept = twelve(store, |batch, _| {
            batch.insert_assertion_id(&client("app"), &digest(1), minutes(5), NOW);
        });
        assert_eq!(written_of(store, accept).await, 1);
    }

    parallel_attempts_never_exceed_the_limit(opened) {
        let store = &opened.store;
        let ladder = Ladder {
            limit: 5,
            window: Lifetime::minutes(15),
            lock: Lifetime::minutes(15),
            repeated_lock: Lifetime::minutes(60),
            memory: Lifetime::hours(24),
        };
        let (one, two) = (store.counter("password", &[b"a"]), store.counter("password", &[b"b"]));
        let tasks: Vec<_> = (0..24)
            .map(|n| {
                let store = store.clone();
                // Opposite orders: a store that locked in the caller's order would deadlock.
                let counters = if n % 2 == 0 { [(one, ladder), (two, ladder)] } else { [(two, ladder), (one, ladder)] };
                tokio::spawn(async move { store.take_attempts(&counters, NOW).await.expect("counted") })
            })
            .collect();
        let mut allowed = 0;
        for task in tasks {
            let answers = task.await.expect("the task ends");
            allowed += usize::from(answers.iter().all(|answer| matches!(answer, Attempt::Allowed { .. })));
        }
        assert_eq!(allowed, 5);
    }

    parallel_callers_never_exceed_a_rate(opened) {
        let store = &opened.store;
        let rate = Rate { interval: Lifetime::minutes(1), burst: 7 };
        let counter = store.counter("texts", &[b"a"]);
        let tasks: Vec<_> = (0..24)
            .map(|_| {
                let store = store.clone();
                tokio::spawn(async move { store.pass_rate_limit(&counter, &rate, NOW).await.expect("asked") })
            })
            .collect();
        let mut allowed = 0;
        for task in tasks {
            allowed += usize::from(task.await.expect("the task ends") == RateAnswer::Allowed);
        }
        assert_eq!(allowed, 7);
    }

    workers_never_claim_one_message_twice(opened) {
        let store = &opened.store;
        put(store, |batch| {
            for n in 0..40 {
                let message = account_store::OutboxMessage {
                    id: MessageId::from_bytes([n; 16]),
                    kind: vocabulary::MessageKind::TextCode,
                    channel: vocabulary::Channel::Text,
                    recipient: Secret::new("+447700900123".to_owned()),
                    content: None,
                    created_at: NOW,
                    due_at: NOW,
                    attempts: 0,
                    state: account_store::OutboxState::Waiting { lease_until: None },
                    outcome: None,
                };
                batch.insert_message(&message);
            }
        })
        .await;
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let store = store.clone();
                tokio::spawn(async move { store.claim_messages(10, minutes(5), NOW).await.expect("claimed") })
            })
            .collect();
        let mut claimed = Vec::new();
        for task in tasks {
            claimed.extend(task.await.expect("the task ends").into_iter().map(|message| message.id));
        }
        let count = claimed.len();
        claimed.sort();
        claimed.dedup();
        assert_eq!(claimed.len(), count, "a message was claimed twice");
        assert!(count >= 10);
    }

    of_servers_that_want_a_lease_one_gets_it(opened) {
        let tasks: Vec<_> = (0..12)
            .map(|n| {
                let store = opened.store.clone();
                let holder = format!("server-{n}");
                tokio::spawn(async move { store.take_lease("sweep", &holder, minutes(1), NOW).await })
            })
            .collect();
        let mut held = 0;
        for task in tasks {
            held += usize::from(task.await.expect("the task ends").expect("asked") == Lease::Held);
        }
        assert_eq!(held, 1);
    }

    a_conflict_undoes_its_whole_batch_and_no_neighbour(opened) {
        let store = &opened.store;
        put(store, |batch| {
            batch.insert_ticket(&ticket(200));
        })
        .await;
        // Every second batch ends in a conflict, after it has written.
        let batches: Vec<_> = (0..40)
            .map(|n| {
                let mut batch = store.batch();
                batch.insert_ticket(&ticket(n));
                if n % 2 == 1 {
                    batch.insert_ticket(&ticket(200));
                }
                batch
            })
            .collect();
        assert_eq!(written_of(store, batches).await, 20);
        for n in 0..40 {
            let found = store.ticket(ticket(n).id, NOW).await.expect("read").is_some();
            assert_eq!(found, n % 2 == 0, "ticket {n}");
        }
    }

    a_caller_that_goes_away_leaves_nothing_half_written(opened) {
        let store = &opened.store;
        for n in 0..30 {
            let mut batch = store.batch();
            batch.insert_ticket(&ticket(n)).insert_ticket(&ticket(100 + n));
            let writing = tokio::spawn({
                let store = store.clone();
                async move { store.write(batch).await.is_ok() }
            });
            for _ in 0..n % 6 {
                tokio::task::yield_now().await;
            }
            writing.abort();
            let _gone = writing.await;
        }
        // Whatever was cut off, every connection still works and no transaction is open on it.
        let batches = twelve(store, |batch, n| {
            batch.insert_ticket(&ticket(200 + n)).insert_ticket(&ticket(230 + n));
        });
        assert_eq!(written_of(store, batches).await, 12);
        for n in 0..30 {
            let first = store.ticket(ticket(n).id, NOW).await.expect("read").is_some();
            let second = store.ticket(ticket(100 + n).id, NOW).await.expect("read").is_some();
            assert_eq!(first, second, "batch {n}");
        }
    }

    a_long_batch_is_one_batch(opened) {
        let store = &opened.store;
        let mut batch = store.batch();
        for n in 0..100 {
            batch.insert_ticket(&ticket(n));
        }
        batch.insert_ticket(&ticket(5));
        let answer = store.write(batch).await;
        assert!(matches!(answer, Err(WriteFault::Conflict { index: 100, statement: "tickets.INSERT" })));
        assert!(store.ticket(ticket(5).id, NOW).await.expect("read").is_none());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_that_the_server_closes_are_replaced() {
    let Some(opened) = both::postgres().await else { return };
    let store = &opened.store;
    let (killer, connection) =
        tokio_postgres::connect(&opened.url, tokio_postgres::NoTls).await.expect("the server answers");
    tokio::spawn(connection);
    for n in 0..20 {
        let others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
            WHERE datname = current_database() AND pid <> pg_backend_pid()";
        killer.batch_execute(others).await.expect("closed");
        put(store, |batch| {
            batch.insert_ticket(&ticket(n)).insert_ticket(&ticket(100 + n));
        })
        .await;
        killer.batch_execute(others).await.expect("closed");
        assert!(store.ticket(ticket(n).id, NOW).await.expect("read").is_some());
    }
}
