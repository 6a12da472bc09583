//! The audit's chain and searches in it.

use account_store::{
    AuditCursor, AuditEntry, AuditEvent, AuditFilter, Involved, Store, StoredAuditKey, StoredCheckpoint,
    StoredPruning,
};
use vocabulary::{AccountId, EventId, IncidentNumber};

use crate::both::{NOW, case, client, digest, document, minutes, on_both, open_with, operator, wrote};

/// Event `n`, at minute `n / 2`: two share each instant.
fn entry(n: u8, event: AuditEvent) -> AuditEntry {
    AuditEntry {
        id: EventId::from_bytes([n; 16]),
        at: minutes(i64::from(n / 2)),
        event,
        account_id: Some(AccountId::from_bytes([n % 3; 16])),
        client_id: Some(client(if n.is_multiple_of(2) { "even" } else { "odd" })),
        reference: None,
    }
}

fn incident() -> IncidentNumber {
    IncidentNumber::try_from("INC-7").expect("a number")
}

/// Twelve events: every fourth by operator 1, every sixth about case 1, every fifth for an incident, every third an export.
async fn record_twelve(store: &Store) {
    let mut batch = store.batch();
    for n in 0..12_u8 {
        let export = AuditEvent::AuditExported { of: Some(operator(1)) };
        let event = if n.is_multiple_of(3) { export } else { AuditEvent::AccountEnabled };
        let involved = Involved {
            operator_id: n.is_multiple_of(4).then(|| operator(1)),
            case_id: n.is_multiple_of(6).then(|| case(1).id),
            incident: n.is_multiple_of(5).then(incident),
        };
        batch.record_involving(&entry(n, event), &involved);
    }
    store.write(batch).await.expect("written");
}

async fn found(store: &Store, filter: &AuditFilter, after: Option<AuditCursor>, limit: u32) -> Vec<u8> {
    let records = store.search_audit_events(filter, after, limit).await.expect("read");
    records.iter().map(|record| record.id.as_bytes()[0]).collect()
}

fn all() -> AuditFilter {
    AuditFilter::default()
}

fn checkpoint(number: i64) -> StoredCheckpoint {
    StoredCheckpoint {
        number,
        previous: digest(1),
        first_position: number * 10,
        events: 3,
        root: digest(2),
        at: minutes(number),
        newest_at: NOW,
        key_id: "key".to_owned(),
        signature: vec![3; 64],
    }
}

fn pruning(through: i64) -> StoredPruning {
    let (key_id, signature) = ("key".to_owned(), vec![4; 64]);
    StoredPruning { through, hash: digest(3), last_position: through * 10, at: NOW, key_id, signature }
}

on_both! {
    each_search_finds_what_fits_newest_first(opened) {
        let store = &opened.store;
        record_twelve(store).await;
        let exports = vec![AuditEvent::AuditExported { of: None }.name()];
        assert_eq!(found(store, &all(), None, 3).await, [11, 10, 9]);
        let account_id = Some(AccountId::from_bytes([1; 16]));
        assert_eq!(found(store, &AuditFilter { account_id, ..all() }, None, 9).await, [10, 7, 4, 1]);
        let client_id = Some(client("odd"));
        let odd = AuditFilter { client_id: client_id.clone(), ..all() };
        assert_eq!(found(store, &odd, None, 9).await, [11, 9, 7, 5, 3, 1]);
        assert_eq!(found(store, &AuditFilter { kinds: exports.clone(), ..odd }, None, 9).await, [9, 3]);
        let by_one = AuditFilter { operator_id: Some(operator(1)), ..all() };
        assert_eq!(found(store, &by_one, None, 9).await, [8, 4, 0]);
        assert_eq!(found(store, &AuditFilter { kinds: exports.clone(), ..by_one.clone() }, None, 9).await, [0]);
        assert_eq!(found(store, &AuditFilter { account_id, ..by_one }, None, 9).await, [4]);
        assert_eq!(found(store, &AuditFilter { case_id: Some(case(1).id), ..all() }, None, 9).await, [6, 0]);
        let for_incident = AuditFilter { incident: Some(incident()), ..all() };
        assert_eq!(found(store, &for_incident, None, 9).await, [10, 5, 0]);
        assert_eq!(found(store, &AuditFilter { client_id, ..for_incident }, None, 9).await, [5]);
        assert_eq!(found(store, &AuditFilter { kinds: exports.clone(), ..all() }, None, 9).await, [9, 6, 3, 0]);
        let both = vec![exports[0], AuditEvent::AccountEnabled.name(), exports[0]];
        assert_eq!(found(store, &AuditFilter { kinds: both, ..all() }, None, 5).await, [11, 10, 9, 8, 7]);
        let between = AuditFilter { from: Some(minutes(2)), until: Some(minutes(4)), ..all() };
        assert_eq!(found(store, &between, None, 9).await, [7, 6, 5, 4]);
    }

    pages_follow_each_other_without_gap_or_repetition(opened) {
        let store = &opened.store;
        record_twelve(store).await;
        let mut seen = Vec::new();
        let mut after = None;
        loop {
            let page = store.search_audit_events(&all(), after, 5).await.expect("read");
            let Some(last) = page.last() else { break };
            after = Some(AuditCursor { at: last.at, id: last.id });
            seen.extend(page.iter().map(|record| record.id.as_bytes()[0]));
        }
        assert_eq!(seen, (0..12).rev().collect::<Vec<_>>());
        let cursor = AuditCursor { at: minutes(3), id: EventId::from_bytes([7; 16]) };
        assert_eq!(AuditCursor::try_from(cursor.to_string().as_str()), Ok(cursor));
        let until = AuditFilter { until: Some(minutes(2)), ..all() };
        assert_eq!(found(store, &until, Some(cursor), 9).await, [3, 2, 1, 0]);
    }

    an_event_has_one_place_and_a_place_one_event(opened) {
        let store = &opened.store;
        record_twelve(store).await;
        let uncovered = store.list_uncovered_audit_events(5).await.expect("read");
        assert_eq!(uncovered.iter().map(|event| event.event_id[0]).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
        assert_eq!((uncovered[4].at, uncovered[4].position), (minutes(2), None));
        let named: Vec<_> = uncovered[0].columns.iter().map(|(name, value)| (*name, value.is_some())).collect();
        assert!(named.contains(&("incident", true)) && named.contains(&("reference", false)), "{named:?}");
        let event = |n: u8| [n; 16];
        assert!(wrote(store, |batch| { batch.cover_audit_event(&event(4), 1).cover_audit_event(&event(2), 2); }).await);
        assert!(!wrote(store, |batch| { batch.cover_audit_event(&event(4), 3); }).await, "it has a place");
        assert!(!wrote(store, |batch| { batch.cover_audit_event(&event(5), 2); }).await, "the place is taken");
        assert!(!wrote(store, |batch| { batch.cover_audit_event(&event(99), 3); }).await, "no such event");
        let (waiting, oldest) = store.count_uncovered_audit_events().await.expect("read");
        assert_eq!((waiting, oldest), (10, Some(NOW)));
        let covered = store.list_covered_audit_events(1, 9, 9).await.expect("read");
        assert_eq!(covered.iter().map(|event| event.event_id[0]).collect::<Vec<_>>(), [4, 2]);
        assert_eq!(store.list_covered_audit_events(2, 9, 9).await.expect("read").len(), 1);
        assert!(wrote(store, |batch| { batch.delete_audit_events(1, 1); }).await);
        assert_eq!(found(store, &all(), None, 99).await, [11, 10, 9, 8, 7, 6, 5, 3, 2, 1, 0]);
    }

    checkpoints_are_numbered_once_and_read_in_order(opened) {
        let store = &opened.store;
        assert!(store.newest_audit_checkpoint().await.expect("read").is_none());
        assert!(wrote(store, |batch| {
            for number in [1, 2, 3] {
                batch.insert_audit_checkpoint(&checkpoint(number), vec![9; 48]);
            }
        }).await);
        assert!(!wrote(store, |batch| { batch.insert_audit_checkpoint(&checkpoint(3), vec![]); }).await);
        assert_eq!(store.audit_checkpoint(2).await.expect("read"), Some(checkpoint(2)));
        assert_eq!(store.newest_audit_checkpoint().await.expect("read"), Some(checkpoint(3)));
        let listed = store.list_audit_checkpoints(1, 9).await.expect("read");
        assert_eq!(listed, [(checkpoint(2), vec![9; 48]), (checkpoint(3), vec![9; 48])]);
        assert!(wrote(store, |batch| { batch.delete_audit_checkpoint(1); }).await);
        assert!(!wrote(store, |batch| { batch.delete_audit_checkpoint(1); }).await, "it is gone");
        assert_eq!(store.oldest_audit_checkpoint().await.expect("read"), Some(checkpoint(2)));
    }

    the_newest_pruning_is_kept(opened) {
        let store = &opened.store;
        assert!(store.audit_pruning().await.expect("read").is_none());
        assert!(wrote(store, |batch| { batch.replace_audit_pruning(&pruning(1)); }).await);
        assert!(!wrote(store, |batch| { batch.replace_audit_pruning(&pruning(1)); }).await);
        assert!(wrote(store, |batch| { batch.replace_audit_pruning(&pruning(2)); }).await);
        assert_eq!(store.audit_pruning().await.expect("read"), Some(pruning(2)));
    }

    there_is_one_audit_key_and_it_is_sealed(opened) {
        let store = &opened.store;
        let key = |name: &str| StoredAuditKey {
            key_id: name.to_owned(),
            private_key: document("a private key"),
            created_at: NOW,
        };
        assert!(store.audit_key().await.expect("read").is_none());
        assert!(wrote(store, |batch| { batch.insert_audit_key(&key("one")); }).await);
        assert!(!wrote(store, |batch| { batch.insert_audit_key(&key("two")); }).await);
        let stored = store.audit_key().await.expect("read").expect("there");
        assert_eq!((stored.key_id.as_str(), stored.created_at), ("one", NOW));
        assert_eq!(stored.private_key.expose().as_slice(), b"a private key");
        let other = account_store::Vault::new(&[vocabulary::Secret::new([8; 32])], &vocabulary::Secret::new([9; 32]));
        let stranger = open_with(&opened.url, other.expect("a vault")).await;
        assert!(stranger.audit_key().await.is_err(), "another sealing key opens it");
    }
}
