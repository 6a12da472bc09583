//! What the service desk does with an account.

use account_store::{
    AuditEntry, AuditEvent, ErasureRequest, Evidence, LevelRaise, PdsAnswer, Person, Phone, Session,
};
use vocabulary::{
    AccountId, CheckRoute, Cid, EventId, EvidenceKind, IncidentNumber, LevelProof, PdsCode, PhoneNumber,
    ProofingLevel,
};

use crate::accounts::person;
use crate::both::{NOW, case, complete, digest, minutes, on_both, operator, submit, two_factors, wrote};

fn raise(who: &Person) -> LevelRaise<'_> {
    LevelRaise { level: ProofingLevel::P9, proof: LevelProof::PhotoId, client: None, at: NOW, person: who }
}

fn mobile() -> Phone {
    let number = PhoneNumber::uk_mobile("07700 900123").expect("a number");
    Phone { number, confirmed_at: NOW, pds_matched: true }
}

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
    what_pds_said_last_is_kept(opened) {
        let store = &opened.store;
        let id = complete(1, "a@example.org").id;
        assert!(wrote(store, |batch| { batch.insert_account(&complete(1, "a@example.org")); }).await);
        assert_eq!(store.pds_answer(id).await.expect("read"), None);
        let answer = |code, n| PdsAnswer { code, at: minutes(n) };
        for said in [answer(PdsCode::Found, 5), answer(PdsCode::Busy, 3)] {
            assert!(wrote(store, |batch| { batch.note_pds_answer(id, said); }).await);
        }
        assert_eq!(store.pds_answer(id).await.expect("read"), Some(answer(PdsCode::Found, 5)));
        assert_eq!(store.pds_answer(AccountId::from_bytes([9; 16])).await.expect("read"), None);
    }

    proofs_go_and_the_phones_stay(opened) {
        let store = &opened.store;
        let id = complete(1, "a1@example.org").id;
        let blob_key = [3; 16];
        assert!(wrote(store, |batch| {
            batch.insert_account(&complete(1, "a1@example.org")).insert_case(&case(1));
            batch.put_phone(id, &mobile()).plan_blob_deletion(&blob_key, minutes(60));
            batch.note_pds_answer(id, PdsAnswer { code: PdsCode::Found, at: NOW });
        }).await);
        let file = Evidence {
            case_id: case(1).id, kind: EvidenceKind::Front, blob_key, media_type: "image/jpeg".to_owned(),
            size: 1, created_at: NOW,
        };
        assert!(wrote(store, |batch| { batch.put_evidence(&file); }).await);
        assert_eq!(store.list_cases_of_account(id, 9).await.expect("read").len(), 1);
        assert!(wrote(store, |batch| { batch.forget_proofs(id); }).await);
        assert!(store.list_cases_of_account(id, 9).await.expect("read").is_empty());
        assert_eq!(store.pds_answer(id).await.expect("read"), None);
        let phone = store.account(id).await.expect("read").expect("there").mobile.expect("a mobile");
        assert!(!phone.pds_matched && phone.number == mobile().number);
        let due = store.take_due_blob_deletions(9, minutes(2), minutes(1)).await.expect("taken");
        assert_eq!(due.deletions.iter().map(|one| one.blob_key).collect::<Vec<_>>(), [blob_key]);
    }

    browsers_are_counted_until_they_end(opened) {
        let store = &opened.store;
        let account_id = complete(1, "a@example.org").id;
        let session = |n, end| Session {
            digest: digest(n), account_id, factors: two_factors(), authenticated_at: NOW, created_at: NOW,
            expires_at: minutes(end),
        };
        assert!(wrote(store, |batch| {
            batch.insert_account(&complete(1, "a@example.org"));
            batch.insert_session(&session(1, 5)).insert_session(&session(2, 15));
        }).await);
        assert_eq!(store.count_sessions(account_id, NOW).await.expect("read"), 2);
        assert_eq!(store.count_sessions(account_id, minutes(10)).await.expect("read"), 1);
    }

    only_a_disabled_account_without_a_person_is_erased(opened) {
        let store = &opened.store;
        let id = complete(1, "a@example.org").id;
        let who = person();
        assert!(wrote(store, |batch| {
            batch.insert_account(&complete(1, "a@example.org")).raise_level(id, 0, &raise(&who));
        }).await);
        assert!(!wrote(store, |batch| { batch.erase_account(id); }).await, "it is in use");
        assert!(wrote(store, |batch| { batch.disable_account(id, 1, Cid::INVESTIGATED); }).await);
        assert!(!wrote(store, |batch| { batch.erase_account(id); }).await, "it has a person");
        assert!(wrote(store, |batch| { batch.cleanse_account(id, 2); }).await);
        assert!(wrote(store, |batch| { batch.erase_account(id); }).await);
        assert!(store.account(id).await.expect("read").is_none());
    }

    an_erasure_needs_somebody_else(opened) {
        let store = &opened.store;
        let id = request(1, 1).account_id;
        assert!(wrote(store, |batch| { batch.insert_account(&complete(1, "a@example.org")); }).await);
        assert!(wrote(store, |batch| { batch.request_erasure(&request(1, 1)); }).await);
        assert!(!wrote(store, |batch| { batch.request_erasure(&request(1, 2)); }).await, "one waits");
        assert_eq!(store.erasure_request(id, NOW).await.expect("read"), Some(request(1, 1)));
        assert_eq!(store.list_erasure_requests(NOW, 9).await.expect("read"), [request(1, 1)]);
        assert!(!wrote(store, |batch| { batch.approve_erasure(id, operator(1), NOW); }).await, "their own");
        assert!(!wrote(store, |batch| { batch.approve_erasure(id, operator(2), minutes(60)); }).await, "over");
        assert!(wrote(store, |batch| { batch.approve_erasure(id, operator(2), NOW); }).await);
        assert!(!wrote(store, |batch| { batch.approve_erasure(id, operator(2), NOW); }).await, "once");
        assert!(!wrote(store, |batch| { batch.withdraw_erasure(id, NOW); }).await, "none waits");
        assert!(wrote(store, |batch| { batch.request_erasure(&request(1, 2)); }).await);
        assert!(wrote(store, |batch| { batch.withdraw_erasure(id, NOW); }).await);
        assert!(wrote(store, |batch| { batch.request_erasure(&request(1, 2)); }).await);
        let later = ErasureRequest { requested_at: minutes(60), expires_at: minutes(90), ..request(1, 1) };
        assert!(wrote(store, |batch| { batch.request_erasure(&later); }).await, "the first is over");
        assert!(store.erasure_request(id, minutes(90)).await.expect("read").is_none());
        assert!(wrote(store, |batch| { batch.drop_erasure(id).drop_erasure(id); }).await);
        assert!(store.list_erasure_requests(NOW, 9).await.expect("read").is_empty());
    }

    evidence_is_fetched_once_and_for_a_while(opened) {
        let store = &opened.store;
        let id = case(1).id;
        assert!(wrote(store, |batch| { submit(batch, 1, CheckRoute::Manual); }).await);
        let asked = async |n: u8, at: i64| {
            wrote(store, |batch| { batch.request_evidence(id, operator(n), minutes(at), minutes(at + 60)); }).await
        };
        assert!(asked(1, 0).await && !asked(2, 1).await, "it is on its way");
        let waiting = store.list_waiting_retrievals(NOW, 9).await.expect("read");
        assert_eq!((waiting.len(), waiting[0].requested_by, waiting[0].ready_at), (1, operator(1), None));
        assert!(wrote(store, |batch| { batch.fail_retrieval(id, minutes(2)); }).await);
        assert!(!wrote(store, |batch| { batch.finish_retrieval(id, minutes(2), minutes(9)); }).await);
        assert!(asked(2, 3).await, "the first came to nothing");
        assert!(wrote(store, |batch| { batch.finish_retrieval(id, minutes(4), minutes(30)); }).await);
        assert!(!wrote(store, |batch| { batch.fail_retrieval(id, minutes(5)); }).await);
        let ready = store.evidence_retrieval(id, minutes(5)).await.expect("read").expect("ready");
        assert_eq!((ready.ready_at, ready.failed_at), (Some(minutes(4)), None));
        assert_eq!((ready.requested_at, ready.expires_at), (minutes(3), minutes(30)));
        assert!(store.list_waiting_retrievals(minutes(5), 9).await.expect("read").is_empty());
        assert!(store.evidence_retrieval(id, minutes(30)).await.expect("read").is_none());
        assert!(!asked(1, 20).await && asked(1, 30).await);
    }

    a_history_is_read_page_by_page(opened) {
        let store = &opened.store;
        let account = AccountId::from_bytes([1; 16]);
        let entry = |n: u8, at, of| AuditEntry {
            id: EventId::from_bytes([n; 16]), at: minutes(at), event: AuditEvent::PersonViewed,
            account_id: Some(of), client_id: None, reference: None,
        };
        assert!(wrote(store, |batch| {
            for (n, at) in [(1, 1), (2, 2), (3, 2), (4, 3)] {
                batch.record(&entry(n, at, account));
            }
            batch.record(&entry(5, 4, AccountId::from_bytes([2; 16])));
        }).await);
        let page = async |after| {
            let listed = store.list_history_of_account(account, after, 2).await.expect("read");
            listed.iter().map(|one| one.id.as_bytes()[0]).collect::<Vec<_>>()
        };
        assert_eq!(page(None).await, [4, 2]);
        assert_eq!(page(Some((minutes(2), EventId::from_bytes([2; 16])))).await, [3, 1]);
        assert!(page(Some((minutes(1), EventId::from_bytes([1; 16])))).await.is_empty());
    }
}

#[test]
fn the_address_of_an_account_is_one_operators_alone() {
    let vault = crate::both::vault();
    let account = AccountId::from_bytes([7; 16]);
    let sealed = vault.seal_account(operator(1), account);
    assert_eq!(vault.open_account(operator(1), &sealed), Some(account));
    assert_eq!(vault.open_account(operator(2), &sealed), None);
    assert_eq!(vault.open_account(operator(1), account.as_bytes()), None);
    assert_eq!(vault.open_account(operator(1), &[]), None);
}
