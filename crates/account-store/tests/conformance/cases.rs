//! Photo ID cases until a checker has one, and what hangs on them.

use account_store::{Case, Evidence, Store, SwitchLink};
use vocabulary::{CaseId, CaseStatus, CheckRoute, EvidenceKind, Instant};

use crate::both::{
    NOW, approval, case, client, complete, digest, document, minutes, on_both, operator, submit, ticket,
    wrote,
};

async fn found(store: &Store, id: CaseId) -> Case {
    store.case(id).await.expect("read").expect("there")
}

/// Account and draft `n`.
async fn draft(store: &Store, n: u8) -> CaseId {
    assert!(
        wrote(store, |batch| {
            batch.insert_account(&complete(n, &format!("a{n}@example.org"))).insert_case(&case(n));
        })
        .await
    );
    case(n).id
}

fn photo(case_id: CaseId, kind: EvidenceKind, blob: u8) -> Evidence {
    Evidence {
        case_id,
        kind,
        blob_key: [blob; 16],
        media_type: "image/jpeg".to_owned(),
        size: 1_234_567,
        created_at: minutes(1),
    }
}

/// The blobs that are given out for deletion at `now`.
async fn due(store: &Store, now: Instant) -> Vec<u8> {
    let found = store.take_due_blob_deletions(10, now, now).await.expect("taken");
    found.deletions.iter().map(|deletion| deletion.blob_key[0]).collect()
}

on_both! {
    a_case_is_drafted_and_submitted_once(opened) {
        let store = &opened.store;
        let id = draft(store, 1).await;
        let new = found(store, id).await;
        assert_eq!((new.status, new.version, new.client_id), (CaseStatus::Draft, 0, client("app")));
        assert_eq!((new.draft.expose().as_slice(), new.changed_at), (&b"draft"[..], NOW));
        assert!(wrote(store, |batch| { batch.update_case_draft(id, 0, &document("more"), minutes(2)); }).await);
        assert!(!wrote(store, |batch| { batch.update_case_draft(id, 0, &document("stale"), minutes(2)); }).await);
        assert!(!wrote(store, |batch| { batch.submit_case(id, 0, CheckRoute::Manual, minutes(3)); }).await);
        assert!(wrote(store, |batch| { batch.submit_case(id, 1, CheckRoute::Manual, minutes(3)); }).await);
        assert!(!wrote(store, |batch| { batch.update_case_draft(id, 2, &document("late"), minutes(4)); }).await);
        assert!(!wrote(store, |batch| { batch.discard_case(id, 2); }).await);
        let sent = store.open_case_of(case(1).account_id).await.expect("read").expect("there");
        assert_eq!((sent.status, sent.submitted_at), (CaseStatus::Submitted, Some(minutes(3))));
        assert_eq!((sent.draft.expose().as_slice(), sent.provider_due_at), (&b"more"[..], None));
    }

    an_account_has_one_case_that_is_not_decided(opened) {
        let store = &opened.store;
        let id = draft(store, 1).await;
        let mut second = case(2);
        second.account_id = case(1).account_id;
        assert!(!wrote(store, |batch| { batch.insert_case(&second); }).await);
        assert!(wrote(store, |batch| { batch.discard_case(id, 0); }).await);
        assert!(store.case(id).await.expect("read").is_none());
        assert!(wrote(store, |batch| { batch.insert_case(&second); }).await);
    }

    the_provider_answers_or_leaves_it_to_people(opened) {
        let store = &opened.store;
        let id = case(1).id;
        assert!(wrote(store, |batch| submit(batch, 1, CheckRoute::Automated)).await);
        let due = async |now| store.list_due_provider_cases(now, 10).await.expect("read").len();
        assert_eq!((due(NOW).await, due(minutes(1)).await), (0, 1));
        assert!(wrote(store, |batch| { batch.set_case_provider(id, 1, Some("check-7"), minutes(2)); }).await);
        assert!(wrote(store, |batch| { batch.set_case_provider(id, 2, None, minutes(3)); }).await);
        assert_eq!((due(minutes(2)).await, due(minutes(3)).await), (0, 1));
        let known = store.find_case_by_provider_reference("check-7").await.expect("read").expect("there");
        assert_eq!(known.id, id);
        assert!(store.assign_next_case(operator(1), minutes(4), NOW).await.expect("asked").is_none());

        let unsure = document("unsure");
        assert!(wrote(store, |batch| { batch.set_case_verdict(id, 3, &unsure, CheckRoute::Manual); }).await);
        assert!(!wrote(store, |batch| { batch.set_case_verdict(id, 4, &unsure, CheckRoute::Manual); }).await);
        assert_eq!(due(minutes(90)).await, 0);
        let taken = store.assign_next_case(operator(1), minutes(4), NOW).await.expect("asked").expect("one");
        assert_eq!(taken.verdict.expect("a verdict").expose().as_slice(), b"unsure");
    }

    the_provider_decides_without_a_person(opened) {
        let store = &opened.store;
        let id = case(1).id;
        assert!(wrote(store, |batch| submit(batch, 1, CheckRoute::Automated)).await);
        assert!(wrote(store, |batch| {
            batch.set_case_verdict(id, 1, &document("passed"), CheckRoute::Automated);
            batch.decide_case(id, 2, None, &approval(minutes(2)));
        }).await);
        assert_eq!(found(store, id).await.status, CaseStatus::Approved);
        assert!(store.open_case_of(case(1).account_id).await.expect("read").is_none());
        let last = store.last_decided_case(case(1).account_id).await.expect("read").expect("there");
        assert_eq!((last.id, last.decided_at), (id, Some(minutes(2))));
    }

    a_decision_takes_effect_once_when_it_can_no_longer_be_taken_back(opened) {
        let store = &opened.store;
        let id = case(1).id;
        assert!(wrote(store, |batch| {
            submit(batch, 1, CheckRoute::Manual);
            batch.decide_case(id, 1, None, &approval(minutes(2)));
        }).await);
        let effective = async |now| store.list_effective_decisions(now, 10).await.expect("read").len();
        assert_eq!((effective(minutes(6)).await, effective(minutes(7)).await), (0, 1));
        assert!(wrote(store, |batch| { batch.mark_case_applied(id, 2, minutes(7)); }).await);
        assert!(!wrote(store, |batch| { batch.mark_case_applied(id, 3, minutes(7)); }).await);
        assert_eq!(effective(minutes(8)).await, 0);
        assert_eq!(found(store, id).await.applied_at, Some(minutes(7)));
    }

    evidence_is_replaced_and_its_bytes_go(opened) {
        let store = &opened.store;
        let id = draft(store, 1).await;
        let (front, back) = (photo(id, EvidenceKind::Front, 1), photo(id, EvidenceKind::Back, 2));
        assert!(wrote(store, |batch| { batch.plan_blob_deletion(&[1; 16], minutes(60)); }).await);
        assert!(wrote(store, |batch| { batch.put_evidence(&front).put_evidence(&back); }).await);
        assert_eq!(store.list_evidence(id).await.expect("read"), [back.clone(), front.clone()]);
        assert_eq!(found(store, id).await.changed_at, minutes(1));
        assert_eq!(due(store, minutes(100)).await, Vec::<u8>::new());

        let better = Evidence { created_at: minutes(2), ..photo(id, EvidenceKind::Front, 3) };
        assert!(wrote(store, |batch| { batch.put_evidence(&better); }).await);
        assert_eq!(store.evidence(id, EvidenceKind::Front).await.expect("read"), Some(better));
        assert_eq!(due(store, minutes(100)).await, [1]);
        assert_eq!(due(store, minutes(101)).await, [1], "until it is finished");
        assert!(wrote(store, |batch| { batch.finish_blob_deletion(&[1; 16]); }).await);
        assert!(wrote(store, |batch| { batch.delete_evidence(id, EvidenceKind::Back, minutes(3)); }).await);
        assert_eq!(due(store, minutes(102)).await, [2]);
    }

    bytes_that_were_given_out_for_deletion_are_no_evidence(opened) {
        let store = &opened.store;
        let id = draft(store, 1).await;
        assert!(wrote(store, |batch| { batch.plan_blob_deletion(&[1; 16], minutes(60)); }).await);
        assert_eq!(due(store, minutes(60)).await, [1]);
        let late = Evidence { created_at: minutes(61), ..photo(id, EvidenceKind::Front, 1) };
        assert!(!wrote(store, |batch| { batch.put_evidence(&late); }).await);
        assert!(store.list_evidence(id).await.expect("read").is_empty());
    }

    evidence_of_a_submitted_case_stays_as_it_is(opened) {
        let store = &opened.store;
        let id = draft(store, 1).await;
        let front = photo(id, EvidenceKind::Front, 1);
        assert!(wrote(store, |batch| {
            batch.put_evidence(&front).submit_case(id, 0, CheckRoute::Manual, minutes(2));
        }).await);
        assert!(!wrote(store, |batch| { batch.put_evidence(&photo(id, EvidenceKind::Front, 2)); }).await);
        assert!(!wrote(store, |batch| { batch.delete_evidence(id, EvidenceKind::Front, minutes(3)); }).await);
        assert_eq!(store.list_evidence(id).await.expect("read"), [front]);
    }

    bytes_that_belong_to_no_case_go(opened) {
        let store = &opened.store;
        let id = draft(store, 1).await;
        assert!(wrote(store, |batch| { batch.plan_blob_deletion(&[9; 16], minutes(60)); }).await);
        assert!(wrote(store, |batch| { batch.put_evidence(&photo(id, EvidenceKind::Video, 1)); }).await);
        let a_week = minutes(7 * 24 * 60);
        let looked = store.take_due_blob_deletions(1, a_week, a_week).await.expect("taken");
        assert_eq!((looked.looked_at, looked.deletions[0].blob_key, looked.deletions[0].attempts), (1, [9; 16], 1));
        let looked = store.take_due_blob_deletions(10, a_week, a_week).await.expect("taken");
        assert_eq!((looked.looked_at, looked.deletions[0].attempts), (2, 2), "one is still needed");
        assert!(wrote(store, |batch| { batch.finish_blob_deletion(&[9; 16]).finish_blob_deletion(&[1; 16]); }).await);

        assert!(wrote(store, |batch| { batch.delete_account(case(1).account_id); }).await);
        assert!(store.case(id).await.expect("read").is_none());
        assert!(store.list_evidence(id).await.expect("read").is_empty());
        assert_eq!(due(store, a_week).await, [1], "at once, with the account");
    }

    a_link_to_another_device_is_taken_once(opened) {
        let store = &opened.store;
        let id = draft(store, 1).await;
        let link = |n| SwitchLink {
            digest: digest(n),
            case_id: id,
            ticket_id: Some(ticket(1).id),
            created_at: NOW,
            expires_at: minutes(10),
            taken_at: None,
        };
        assert!(wrote(store, |batch| { batch.put_switch_link(&link(1)).put_switch_link(&link(2)); }).await);
        assert_eq!(store.switch_link(&digest(1)).await.expect("read"), None, "a newer one took its place");
        assert_eq!(store.switch_link(&digest(2)).await.expect("read"), Some(link(2)));
        assert_eq!(store.take_switch_link(&digest(2), minutes(10)).await.expect("asked"), None, "it has expired");
        let used = Some(SwitchLink { taken_at: Some(minutes(9)), ..link(2) });
        assert_eq!(store.take_switch_link(&digest(2), minutes(9)).await.expect("taken"), used);
        assert_eq!(store.take_switch_link(&digest(2), minutes(9)).await.expect("asked"), None);
        assert_eq!(store.switch_link(&digest(2)).await.expect("read"), used, "it is known as used");
        assert!(wrote(store, |batch| { batch.put_switch_link(&link(2)); }).await);
        assert_eq!(store.switch_link(&digest(2)).await.expect("read"), Some(link(2)), "it is good again");
    }
}
