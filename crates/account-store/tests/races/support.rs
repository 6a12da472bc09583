//! Two people, one erasure.

use account_store::ErasureRequest;
use vocabulary::{AccountId, Cid, IncidentNumber};

use crate::both::{NOW, complete, minutes, on_both, operator};
use crate::{put, twelve, written_of};

fn request(n: u8, by: u8) -> ErasureRequest {
    ErasureRequest {
        account_id: AccountId::from_bytes([n; 16]),
        requested_by: operator(by),
        incident: IncidentNumber::try_from("INC-1").expect("a number"),
        requested_at: NOW,
        expires_at: minutes(60),
    }
}

on_both! {
    of_approvals_at_the_same_instant_one_wins_and_never_the_requesters(opened) {
        let store = &opened.store;
        for n in 1..6 {
            let id = AccountId::from_bytes([n; 16]);
            put(store, |batch| {
                batch.insert_account(&complete(n, &format!("a{n}@example.org")));
                batch.disable_account(id, 0, Cid::INVESTIGATED).request_erasure(&request(n, 1));
            })
            .await;
            let own = twelve(store, |batch, _| {
                batch.approve_erasure(id, operator(1), NOW).erase_account(id);
            });
            assert_eq!(written_of(store, own).await, 0);
            assert!(store.account(id).await.expect("read").is_some());
            let others = twelve(store, |batch, k| {
                batch.approve_erasure(id, operator(k + 1), NOW).erase_account(id);
            });
            assert_eq!(written_of(store, others).await, 1);
            assert!(store.account(id).await.expect("read").is_none());
        }
    }

    of_requests_at_the_same_instant_one_waits(opened) {
        let store = &opened.store;
        put(store, |batch| { batch.insert_account(&complete(1, "a@example.org")); }).await;
        let requests = twelve(store, |batch, k| { batch.request_erasure(&request(1, k)); });
        assert_eq!(written_of(store, requests).await, 1);
    }

    an_account_that_is_enabled_meanwhile_is_not_erased(opened) {
        let store = &opened.store;
        for n in 1..9 {
            let id = AccountId::from_bytes([n; 16]);
            put(store, |batch| {
                batch.insert_account(&complete(n, &format!("a{n}@example.org")));
                batch.disable_account(id, 0, Cid::INVESTIGATED).request_erasure(&request(n, 1));
            })
            .await;
            let both = twelve(store, |batch, k| {
                if k % 2 == 0 {
                    batch.approve_erasure(id, operator(2), NOW).erase_account(id);
                } else {
                    batch.drop_erasure(id).enable_account(id, 1);
                }
            });
            assert_eq!(written_of(store, both).await, 1);
            if let Some(account) = store.account(id).await.expect("read") {
                assert!(account.is_active() && store.erasure_request(id, NOW).await.expect("read").is_none());
            }
        }
    }
}
