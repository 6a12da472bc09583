//! Signing keys on their way, who fetched them, rehearsals, and traces of sign-ins.

use account_store::{
    JwksFetch, KeyReach, Rehearsal, RehearsalCounts, Retention, StoredKey, StoredKeyState, Trace, TraceStep,
};
use vocabulary::{Cid, Instant, Lifetime, RehearsalId, Secret, TraceId};

use crate::both::{NOW, client, complete, minutes, on_both, wrote};

pub(crate) fn announced(kid: &str) -> StoredKey {
    StoredKey {
        kid: kid.to_owned(),
        algorithm: "RS512".to_owned(),
        private_key: Secret::new(b"pkcs8 of a key".to_vec()),
        state: StoredKeyState::Announced,
        created_at: NOW,
        publishes_at: Some(minutes(1)),
        published_at: None,
        signs_at: Some(minutes(2)),
        activates_at: None,
        retired_at: None,
        removes_at: None,
    }
}

fn rehearsal(n: u8, started_at: Instant, ends_at: Instant) -> Rehearsal {
    Rehearsal {
        id: RehearsalId::from_bytes([n; 16]),
        client_id: client("app"),
        kid: "new".to_owned(),
        started_at,
        ends_at,
        seen: RehearsalCounts::default(),
    }
}

pub(crate) fn trace(n: u8) -> Trace {
    Trace {
        id: TraceId::from_bytes([n; 16]),
        client_id: client("app"),
        account_id: None,
        began_at: minutes(i64::from(n)),
        asked: r#"{"vectors":["P9.Cp.Cd"]}"#.to_owned(),
        choice: "{}".to_owned(),
        ending: None,
        ended_at: None,
        expires_at: minutes(i64::from(n)).after(Lifetime::days(30)),
    }
}

fn step(position: i64, page: &str, cid: Option<Cid>) -> TraceStep {
    TraceStep { position, at: minutes(position), page: page.to_owned(), cid }
}

on_both! {
    a_key_is_announced_published_and_removed(opened) {
        let store = &opened.store;
        assert!(wrote(store, |batch| { batch.insert_signing_key(&announced("new")); }).await);
        assert!(!wrote(store, |batch| { batch.insert_signing_key(&announced("other")); }).await);
        let mut key = announced("new");
        key.state = StoredKeyState::Next;
        key.published_at = Some(minutes(1));
        assert!(wrote(store, |batch| { batch.update_signing_key(StoredKeyState::Announced, &key); }).await);
        let stored = &store.list_signing_keys().await.expect("keys")[0];
        assert_eq!(
            (stored.state, stored.publishes_at, stored.published_at, stored.signs_at),
            (StoredKeyState::Next, Some(minutes(1)), Some(minutes(1)), Some(minutes(2)))
        );
        assert!(!wrote(store, |batch| { batch.delete_signing_key("new", minutes(9)); }).await, "it has no end");
        key.state = StoredKeyState::Retired;
        key.removes_at = Some(minutes(5));
        assert!(wrote(store, |batch| { batch.update_signing_key(StoredKeyState::Next, &key); }).await);
        assert!(!wrote(store, |batch| { batch.delete_signing_key("new", minutes(4)); }).await, "too early");
        assert!(wrote(store, |batch| { batch.delete_signing_key("new", minutes(5)); }).await);
        assert!(store.list_signing_keys().await.expect("keys").is_empty());
    }

    how_far_a_key_came_is_read_from_the_networks_of_its_partners(opened) {
        let store = &opened.store;
        let network = |n: u8| store.counter("network", &[&[n]]);
        let fetch = |n: u8, kid: &str, at: Instant| JwksFetch {
            network: network(n), kid: kid.to_owned(), first_at: at, last_at: at,
        };
        let mut batch = store.batch();
        batch.record_jwks_fetch(&fetch(1, "old", NOW)).record_jwks_fetch(&fetch(1, "new", minutes(5)));
        batch.record_jwks_fetch(&fetch(1, "new", minutes(7))).record_jwks_fetch(&fetch(1, "new", minutes(6)));
        batch.record_jwks_fetch(&fetch(2, "old", NOW));
        batch.refresh_jwks_fetch(&fetch(9, "new", NOW)).refresh_jwks_fetch(&fetch(2, "old", minutes(3)));
        for (name, networks) in [("both", &[1, 2][..]), ("late", &[2]), ("unseen", &[3])] {
            for n in networks {
                batch.record_client_call(&client(name), &network(*n), NOW, NOW);
                batch.record_client_call(&client(name), &network(*n), minutes(8), minutes(8));
            }
        }
        store.write(batch).await.expect("written");
        assert_eq!(store.count_jwks_networks().await.expect("read"), 2, "a refresh adds none");
        let reach = |name: &str, networks, fetched, ever_fetched, fetched_at| KeyReach {
            client_id: client(name), networks, fetched, ever_fetched, fetched_at, called_at: minutes(8),
        };
        assert_eq!(
            store.list_key_reach("new").await.expect("read"),
            [
                reach("both", 2, 1, 2, Some(minutes(7))),
                reach("late", 1, 0, 1, None),
                reach("unseen", 1, 0, 0, None),
            ]
        );
        let month = NOW.after(Lifetime::days(31));
        store.sweep(&Retention::default(), month).await.expect("swept");
        assert_eq!(store.count_jwks_networks().await.expect("read"), 0);
        assert!(store.list_key_reach("new").await.expect("read").is_empty());
    }

    a_client_has_one_rehearsal_at_a_time(opened) {
        let store = &opened.store;
        let first = rehearsal(1, NOW, minutes(10));
        assert!(wrote(store, |batch| { batch.start_rehearsal(&first); }).await);
        assert!(!wrote(store, |batch| { batch.start_rehearsal(&rehearsal(2, minutes(5), minutes(15))); }).await);
        let seen = RehearsalCounts { tokens: 2, userinfo: 1, refreshes: 0 };
        assert!(wrote(store, |batch| { batch.count_rehearsal(first.id, seen).count_rehearsal(first.id, seen); }).await);
        let counted = RehearsalCounts { tokens: 4, userinfo: 2, refreshes: 0 };
        assert_eq!(store.list_rehearsals().await.expect("read"), [Rehearsal { seen: counted, ..first.clone() }]);
        assert!(wrote(store, |batch| { batch.end_rehearsal(first.id, minutes(6)); }).await);
        assert!(!wrote(store, |batch| { batch.end_rehearsal(first.id, minutes(7)); }).await, "it is over");
        let third = rehearsal(3, minutes(7), minutes(17));
        assert!(wrote(store, |batch| { batch.start_rehearsal(&third); }).await);
        assert_eq!(store.list_rehearsals().await.expect("read"), [third]);
        store.sweep(&Retention::default(), NOW.after(Lifetime::days(91))).await.expect("swept");
        assert!(store.list_rehearsals().await.expect("read").is_empty());
    }

    a_trace_grows_and_is_found_by_reference_client_and_account(opened) {
        let store = &opened.store;
        let account = complete(1, "a@example.org").id;
        let (open, other) = (trace(1), trace(2));
        assert!(wrote(store, |batch| {
            batch.record_trace(&open).record_trace(&other);
            batch.record_trace_step(open.id, &step(1, "email", None));
        }).await);
        let ended = Trace {
            account_id: Some(account),
            choice: r#"{"target":"P0.Cp"}"#.to_owned(),
            ending: Some("issue".to_owned()),
            ended_at: Some(minutes(9)),
            ..open.clone()
        };
        let late = Trace { ending: Some("return".to_owned()), ended_at: Some(minutes(10)), ..open.clone() };
        assert!(wrote(store, |batch| {
            batch.record_trace(&ended).record_trace_step(open.id, &step(1, "password", None));
            batch.record_trace_step(open.id, &step(2, "disabled", Some(Cid::DISABLED)));
            batch.record_trace(&Trace { choice: ended.choice.clone(), ..late });
        }).await);
        assert_eq!(store.find_traces(open.id.reference()).await.expect("read"), std::slice::from_ref(&ended));
        assert_eq!(store.list_traces_of_account(account, 5).await.expect("read"), std::slice::from_ref(&ended));
        let of_client = store.list_traces_of_client(&client("app"), 5).await.expect("read");
        assert_eq!(of_client, [other.clone(), ended]);
        assert_eq!(store.list_traces(1).await.expect("read"), [other]);
        assert_eq!(
            store.list_trace_steps(open.id).await.expect("read"),
            [step(1, "email", None), step(2, "disabled", Some(Cid::DISABLED))]
        );
        store.sweep(&Retention::default(), NOW.after(Lifetime::days(31))).await.expect("swept");
        assert!(store.list_traces(5).await.expect("read").is_empty());
        assert!(store.list_trace_steps(open.id).await.expect("read").is_empty());
    }
}
