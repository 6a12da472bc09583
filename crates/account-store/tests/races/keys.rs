//! Two nodes that take the same step of a key at once: one takes it.

use account_store::{Rehearsal, RehearsalCounts, StoredKey, StoredKeyState};
use vocabulary::{RehearsalId, Secret};

use crate::both::{NOW, client, minutes, on_both};
use crate::{put, twelve, written_of};

fn key(kid: String, state: StoredKeyState) -> StoredKey {
    StoredKey {
        kid,
        algorithm: "RS512".to_owned(),
        private_key: Secret::new(b"pkcs8 of a key".to_vec()),
        state,
        created_at: NOW,
        publishes_at: None,
        published_at: None,
        signs_at: None,
        activates_at: None,
        retired_at: None,
        removes_at: None,
    }
}

on_both! {
    of_announcements_at_the_same_instant_one_wins(opened) {
        let store = &opened.store;
        let announce = twelve(store, |batch, n| {
            batch.insert_signing_key(&key(format!("key {n}"), StoredKeyState::Announced));
        });
        assert_eq!(written_of(store, announce).await, 1);
        let kid = store.list_signing_keys().await.expect("keys")[0].kid.clone();
        let publish = twelve(store, |batch, _| {
            batch.update_signing_key(StoredKeyState::Announced, &key(kid.clone(), StoredKeyState::Next));
        });
        assert_eq!(written_of(store, publish).await, 1);
    }

    of_rotations_at_the_same_instant_one_wins(opened) {
        let store = &opened.store;
        put(store, |batch| {
            batch.insert_signing_key(&key("old".to_owned(), StoredKeyState::Current));
            batch.insert_signing_key(&key("new".to_owned(), StoredKeyState::Next));
        })
        .await;
        let rotate = twelve(store, |batch, _| {
            batch.update_signing_key(StoredKeyState::Current, &key("old".to_owned(), StoredKeyState::Retired));
            batch.update_signing_key(StoredKeyState::Next, &key("new".to_owned(), StoredKeyState::Current));
        });
        assert_eq!(written_of(store, rotate).await, 1);
    }

    of_rehearsals_of_one_client_at_the_same_instant_one_wins(opened) {
        let store = &opened.store;
        let start = twelve(store, |batch, n| {
            batch.start_rehearsal(&Rehearsal {
                id: RehearsalId::from_bytes([n; 16]),
                client_id: client("app"),
                kid: "new".to_owned(),
                started_at: NOW,
                ends_at: minutes(10),
                seen: RehearsalCounts::default(),
            });
        });
        assert_eq!(written_of(store, start).await, 1);
    }
}
