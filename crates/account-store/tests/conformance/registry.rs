//! Clients and signing keys.

use account_store::{StoredKey, StoredKeyState, WriteFault};
use vocabulary::Secret;

use crate::both::{NOW, client, minutes, on_both, registration as document};

fn key(kid: &str, state: StoredKeyState) -> StoredKey {
    StoredKey {
        kid: kid.to_owned(),
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
    a_client_is_written_changed_and_disabled(opened) {
        let store = &opened.store;
        let mut batch = store.batch();
        batch.insert_client(&document("b"), NOW).insert_client(&document("a"), NOW);
        store.write(batch).await.expect("written");
        let mut changed = document("a");
        "Another name".clone_into(&mut changed.name);
        let mut off = document("b");
        off.enabled = false;
        let mut batch = store.batch();
        batch.update_client(&changed, 1, minutes(1)).update_client(&off, 1, minutes(1));
        store.write(batch).await.expect("written");

        let listed = store.list_clients().await.expect("clients");
        let ids: Vec<_> = listed.iter().map(|one| one.client_id.as_str()).collect();
        assert_eq!(ids, ["a", "b"]);
        let found = store.client(&client("a")).await.expect("read").expect("there");
        assert_eq!((found.document, found.enabled, found.updated_at), (changed, true, minutes(1)));
        assert_eq!(found.revision, 2);
        let found = store.client(&client("b")).await.expect("read").expect("there");
        assert!(!found.enabled && !found.document.enabled);
        assert!(store.client(&client("c")).await.expect("read").is_none());
    }

    a_change_names_the_revision_that_it_changes(opened) {
        let store = &opened.store;
        let change = async |id: &str, from: i64| {
            let mut batch = store.batch();
            batch.update_client(&document(id), from, NOW);
            store.write(batch).await
        };
        let unknown = change("nobody", 1).await;
        assert!(matches!(unknown, Err(WriteFault::Conflict { statement: "clients.UPDATE", index: 0 })));
        let mut batch = store.batch();
        batch.insert_client(&document("a"), NOW);
        store.write(batch).await.expect("written");
        change("a", 1).await.expect("written");
        assert!(matches!(change("a", 1).await, Err(WriteFault::Conflict { .. })), "it is revision 2 by now");
        let mut batch = store.batch();
        batch.insert_client(&document("a"), NOW);
        assert!(matches!(store.write(batch).await, Err(WriteFault::Conflict { .. })), "it exists");
    }

    keys_rotate_in_one_batch(opened) {
        let store = &opened.store;
        let (old, next) = (key("old", StoredKeyState::Current), key("next", StoredKeyState::Next));
        let mut batch = store.batch();
        batch.insert_signing_key(&old).insert_signing_key(&next);
        store.write(batch).await.expect("written");

        let rotate = || {
            let mut retired = old.clone();
            retired.state = StoredKeyState::Retired;
            retired.retired_at = Some(minutes(1));
            retired.removes_at = Some(minutes(61));
            let mut current = next.clone();
            current.state = StoredKeyState::Current;
            current.activates_at = Some(minutes(1));
            let mut batch = store.batch();
            batch
                .update_signing_key(StoredKeyState::Current, &retired)
                .update_signing_key(StoredKeyState::Next, &current);
            batch
        };
        store.write(rotate()).await.expect("rotated");
        assert!(matches!(store.write(rotate()).await, Err(WriteFault::Conflict { index: 0, .. })));

        let keys = store.list_signing_keys().await.expect("keys");
        let states: Vec<_> = keys.iter().map(|key| (key.kid.as_str(), key.state)).collect();
        assert_eq!(states, [("next", StoredKeyState::Current), ("old", StoredKeyState::Retired)]);
        assert_eq!(keys[0].private_key.expose(), b"pkcs8 of a key");
        assert_eq!(keys[1].removes_at, Some(minutes(61)));
    }

    two_keys_cannot_be_current(opened) {
        let mut batch = opened.store.batch();
        batch
            .insert_signing_key(&key("one", StoredKeyState::Current))
            .insert_signing_key(&key("two", StoredKeyState::Current));
        let answer = opened.store.write(batch).await;
        assert!(matches!(answer, Err(WriteFault::Conflict { index: 1, .. })));
        assert!(opened.store.list_signing_keys().await.expect("keys").is_empty());
    }
}
