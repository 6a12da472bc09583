//! How far a person is proven (journeys.md 1.7 to 1.9).

use account_store::{Account, LevelRaise, Person, Store};
use vocabulary::{AccountId, Cid, LevelProof, NhsNumber, ProofingLevel};

use crate::accounts::person;
use crate::both::{NOW, client, complete, minutes, on_both, wrote};

async fn add(store: &Store, n: u8) -> Account {
    let account = complete(n, &format!("a{n}@example.org"));
    let mut batch = store.batch();
    batch.insert_account(&account);
    store.write(batch).await.expect("written");
    account
}

async fn found(store: &Store, id: AccountId) -> Account {
    store.account(id).await.expect("read").expect("there")
}

fn raise(level: ProofingLevel, proof: LevelProof, person: &Person) -> LevelRaise<'_> {
    LevelRaise { level, proof, client: None, at: minutes(1), person }
}

on_both! {
    a_level_rises_and_never_falls(opened) {
        let store = &opened.store;
        let id = add(store, 1).await.id;
        let who = person();
        let app = client("app");
        let p5 = LevelRaise { client: Some(&app), ..raise(ProofingLevel::P5, LevelProof::Details, &who) };
        assert!(wrote(store, |batch| { batch.raise_level(id, 0, &p5); }).await);
        let account = found(store, id).await;
        assert_eq!((account.level, account.level_proof), (ProofingLevel::P5, Some(LevelProof::Details)));
        assert_eq!((account.level_client, account.level_at), (Some(app.clone()), Some(minutes(1))));
        assert_eq!((account.record_checked_at, account.version), (Some(minutes(1)), 1));
        assert_eq!(store.list_accounts_by_nhs_number(who.nhs_number.expect("one")).await.expect("read").len(), 1);

        assert!(!wrote(store, |batch| { batch.raise_level(id, 0, &p5); }).await, "it has changed since");
        let p9 = raise(ProofingLevel::P9, LevelProof::PhotoId, &who);
        assert!(wrote(store, |batch| { batch.raise_level(id, 1, &p9); }).await);
        assert!(!wrote(store, |batch| { batch.raise_level(id, 2, &p5); }).await, "it is higher");
        assert_eq!(found(store, id).await.level_proof, Some(LevelProof::PhotoId));
    }

    one_account_that_is_not_disabled_has_proven_a_number(opened) {
        let store = &opened.store;
        let (one, two) = (add(store, 1).await.id, add(store, 2).await.id);
        let who = person();
        let p5 = raise(ProofingLevel::P5, LevelProof::Details, &who);
        assert!(wrote(store, |batch| { batch.raise_level(one, 0, &p5); }).await);
        assert!(!wrote(store, |batch| { batch.raise_level(two, 0, &p5); }).await);
        assert!(wrote(store, |batch| { batch.disable_account(one, 1, Cid::LEVEL_MISMATCH); }).await);
        assert!(!wrote(store, |batch| { batch.raise_level(one, 2, &p5); }).await, "it is disabled");
        assert!(wrote(store, |batch| { batch.raise_level(two, 0, &p5); }).await);
        assert!(!wrote(store, |batch| { batch.update_disabled(one, None); }).await);
        assert_eq!(found(store, one).await.disabled, Some(Cid::LEVEL_MISMATCH));
        assert!(wrote(store, |batch| {
            batch.disable_account(two, 1, Cid::CONFUSION).cleanse_account(two, 2);
        }).await);
        assert!(wrote(store, |batch| { batch.update_disabled(one, None); }).await);
    }

    a_record_that_moved_on_is_followed(opened) {
        let store = &opened.store;
        let (one, two) = (add(store, 1).await.id, add(store, 2).await.id);
        let who = person();
        let next = Person { nhs_number: Some(NhsNumber::try_from("9990000026").expect("a number")), ..person() };
        let p9 = LevelProof::GpDetails;
        assert!(wrote(store, |batch| {
            batch.raise_level(one, 0, &raise(ProofingLevel::P9, p9, &who));
            batch.raise_level(two, 0, &raise(ProofingLevel::P9, p9, &next));
        }).await);
        assert!(!wrote(store, |batch| { batch.update_person(one, 1, &next); }).await, "it is another account's");
        assert!(wrote(store, |batch| { batch.disable_account(two, 1, Cid::DISABLED); }).await);
        assert!(!wrote(store, |batch| { batch.update_person(one, 0, &next); }).await, "it has changed since");
        assert!(wrote(store, |batch| { batch.update_person(one, 1, &next); }).await);
        let account = found(store, one).await;
        assert_eq!(account.person.expect("a person").nhs_number, next.nhs_number);
        assert_eq!((account.level, account.version), (ProofingLevel::P9, 2));
    }

    a_check_of_the_record_changes_nothing_else(opened) {
        let store = &opened.store;
        let id = add(store, 1).await.id;
        for at in [minutes(5), minutes(3)] {
            assert!(wrote(store, |batch| { batch.mark_record_checked(id, at); }).await);
        }
        let account = found(store, id).await;
        assert_eq!((account.record_checked_at, account.version), (Some(minutes(5)), 0));
    }

    a_lapse_of_the_gp_connection_is_remembered_until_there_is_another(opened) {
        let store = &opened.store;
        let id = add(store, 1).await.id;
        for since in [Some(minutes(5)), None] {
            assert!(wrote(store, |batch| { batch.set_gp_lapsed(id, since); }).await);
            let account = found(store, id).await;
            assert_eq!((account.gp_lapsed_at, account.version), (since, 0));
        }
    }

    the_mobile_match_is_ruled_out_and_allowed_again(opened) {
        let store = &opened.store;
        let id = add(store, 1).await.id;
        assert!(wrote(store, |batch| { batch.block_mobile_match(id, 0, true); }).await);
        assert!(found(store, id).await.mobile_match_blocked);
        assert!(!wrote(store, |batch| { batch.block_mobile_match(id, 0, false); }).await);
        assert!(wrote(store, |batch| { batch.block_mobile_match(id, 1, false); }).await);
        assert!(!found(store, id).await.mobile_match_blocked);
    }

    details_that_prove_nothing_are_known_by_account_and_by_number(opened) {
        let store = &opened.store;
        let (id, other) = (add(store, 1).await.id, add(store, 2).await.id);
        let number = person().nhs_number.expect("one");
        assert!(!store.gp_details_blocked(&number).await.expect("read"));
        for (id, number) in [(id, Some(&number)), (id, Some(&number)), (other, None)] {
            assert!(wrote(store, |batch| { batch.block_gp_details(id, number, minutes(1)); }).await);
            assert!(found(store, id).await.gp_details_blocked);
        }
        assert!(wrote(store, |batch| { batch.forget_proofs(id).delete_account(id); }).await);
        assert!(store.gp_details_blocked(&number).await.expect("read"), "it outlives the account");
    }

    a_cleansed_account_is_p0_without_a_person(opened) {
        let store = &opened.store;
        let id = add(store, 1).await.id;
        let who = person();
        let p5 = raise(ProofingLevel::P5, LevelProof::Details, &who);
        assert!(wrote(store, |batch| { batch.raise_level(id, 0, &p5); }).await);
        assert!(!wrote(store, |batch| { batch.cleanse_account(id, 1); }).await, "it is not disabled");
        assert!(wrote(store, |batch| { batch.disable_account(id, 1, Cid::CONFUSION); }).await);
        assert!(wrote(store, |batch| { batch.cleanse_account(id, 2); }).await);
        let account = found(store, id).await;
        assert!(account.person.is_none() && account.level_proof.is_none() && account.level_at.is_none());
        assert_eq!((account.level, account.created_at), (ProofingLevel::P0, NOW));
        let number = who.nhs_number.expect("one");
        assert!(store.list_accounts_by_nhs_number(number).await.expect("read").is_empty());
    }
}
