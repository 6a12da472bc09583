//! Clients and signing keys.

use account_store::{StoredKey, StoredKeyState, WriteFault};
use vocabulary::{ClientDocument, Secret};

use crate::both::{NOW, client, minutes, on_both};

fn document(id: &str) -> ClientDocument {
    let json = format!(
        r#"{{"client_id": "{id}", "name": "App", "redirect_uris": ["https://app.example/cb"],
            "scopes": "openid", "vectors": ["P0.Cp.Cd"], "keys": []}}"#
    );
    serde_json::from_str(&json).expect("a document")
}

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
        batch.upsert_client(&document("b"), NOW).upsert_client(&document("a"), NOW);
        store.write(batch).await.expect("written");
        let mut changed = document("a");
        "Another name".clone_into(&mut changed.name);
        let mut batch = store.batch();
        batch.upsert_client(&changed, minutes(1)).set_client_enabled(&client("b"), false, minutes(1));
        store.write(batch).await.expect("written");

        let listed = store.list_clients().await.expect("clients");
        let ids: Vec<_> = listed.iter().map(|one| one.client_id.as_str()).collect();
        assert_eq!(ids, ["a", "b"]);
        let found = store.client(&client("a")).await.expect("read").expect("there");
        assert_eq!((found.document, found.enabled, found.updated_at), (changed, true, minutes(1)));
        assert!(!store.client(&client("b")).await.expect("read").expect("there").enabled);
        assert!(store.client(&client("c")).await.expect("read").is_none());
    }

    an_unknown_client_cannot_be_disabled(opened) {
        let mut batch = opened.store.batch();
        batch.set_client_enabled(&client("nobody"), false, NOW);
        let answer = opened.store.write(batch).await;
        assert!(matches!(answer, Err(WriteFault::Conflict { statement: "clients.SET_ENABLED", index: 0 })));
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
