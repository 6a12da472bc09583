//! What ID checkers do with photo ID cases (journeys.md 6.2).

use account_store::{AuditFinding, Case, CaseCounts, Decision, Holding, Store};
use vocabulary::{CaseId, CaseStatus, CheckRoute, DeclineReason, HoldingReason, Instant};

use crate::both::{NOW, approval, case, document, minutes, on_both, operator, secret, submit, wrote};

async fn found(store: &Store, n: u8) -> Case {
    store.case(case(n).id).await.expect("read").expect("there")
}

/// Cases 1 to `count` in the queue.
async fn queue(store: &Store, count: u8) {
    for n in 1..=count {
        assert!(wrote(store, |batch| submit(batch, n, CheckRoute::Manual)).await);
    }
}

async fn next(store: &Store, checker: u8, now: Instant, idle_before: Instant) -> Option<CaseId> {
    let assigned = store.assign_next_case(operator(checker), now, idle_before).await.expect("asked");
    assigned.map(|case| case.id)
}

fn holding() -> Holding {
    Holding { reason: HoldingReason::DocumentFraud, outcome: document("look"), at: minutes(30) }
}

on_both! {
    the_oldest_case_goes_to_who_asks_first_and_each_has_one(opened) {
        let store = &opened.store;
        queue(store, 2).await;
        assert_eq!(next(store, 1, minutes(10), NOW).await, Some(case(1).id));
        assert_eq!(next(store, 1, minutes(10), NOW).await, None, "one at a time");
        assert_eq!(next(store, 2, minutes(10), NOW).await, Some(case(2).id));
        assert_eq!(next(store, 3, minutes(10), NOW).await, None);
        let mine = store.case_in_progress(operator(1)).await.expect("read").expect("there");
        assert_eq!((mine.id, mine.assignee, mine.assigned_at), (case(1).id, Some(operator(1)), Some(minutes(10))));
        let counts = store.case_counts(operator(1), NOW).await.expect("read");
        assert_eq!(counts, CaseCounts { queue: 0, in_progress: 2, held: 0, completed_today: 0 });
    }

    a_case_goes_back_when_it_is_discarded_or_idle(opened) {
        let store = &opened.store;
        queue(store, 1).await;
        assert_eq!(next(store, 1, minutes(10), NOW).await, Some(case(1).id));
        assert!(!wrote(store, |batch| { batch.release_case(case(1).id, operator(2)); }).await);
        assert!(wrote(store, |batch| { batch.release_case(case(1).id, operator(1)); }).await);
        assert_eq!(next(store, 1, minutes(11), NOW).await, Some(case(1).id));
        assert!(wrote(store, |batch| { batch.touch_case(case(1).id, operator(1), minutes(20)); }).await);
        assert!(wrote(store, |batch| { batch.touch_case(case(1).id, operator(2), minutes(90)); }).await);
        assert_eq!(next(store, 2, minutes(50), minutes(20)).await, None);
        assert_eq!(next(store, 2, minutes(51), minutes(21)).await, Some(case(1).id));
        assert!(!wrote(store, |batch| {
            batch.decide_case(case(1).id, 5, Some(operator(1)), &approval(minutes(52)));
        }).await, "it is another checker's now");
    }

    a_case_is_decided_by_its_checker_at_the_version_that_was_seen(opened) {
        let store = &opened.store;
        queue(store, 1).await;
        next(store, 1, minutes(10), NOW).await;
        let id = case(1).id;
        assert!(wrote(store, |batch| {
            batch.save_case_outcome(id, 2, operator(1), &document("half")).touch_case(id, operator(1), minutes(11));
        }).await);
        let saved = found(store, 1).await;
        assert_eq!((saved.version, saved.assigned_at), (3, Some(minutes(11))));
        assert_eq!(saved.outcome.expect("saved").expose().as_slice(), b"half");
        let decline = Decision {
            status: CaseStatus::Declined,
            reason: Some(DeclineReason::Blurred),
            ..approval(minutes(12))
        };
        for (version, who) in [(2, Some(operator(1))), (3, Some(operator(2))), (3, None)] {
            assert!(!wrote(store, |batch| { batch.decide_case(id, version, who, &decline); }).await);
        }
        assert!(wrote(store, |batch| { batch.decide_case(id, 3, Some(operator(1)), &decline); }).await);
        assert!(!wrote(store, |batch| { batch.decide_case(id, 4, Some(operator(1)), &decline); }).await);
        let decided = found(store, 1).await;
        assert_eq!((decided.status, decided.reason), (CaseStatus::Declined, Some(DeclineReason::Blurred)));
        assert_eq!((decided.decided_at, decided.reopen_until), (Some(minutes(12)), Some(minutes(17))));
        let overturned = |batch: &mut account_store::Batch| {
            batch.overturn_approval(id, decided.version, DeclineReason::UnderAge);
        };
        assert!(!wrote(store, overturned).await, "it is no approval");
        assert!(wrote(store, |batch| { batch.mark_case_applied(id, decided.version, minutes(18)); }).await);
        let today = |checker, from| store.case_counts(operator(checker), from);
        assert_eq!(today(1, NOW).await.expect("read").completed_today, 1);
        assert_eq!(today(1, minutes(13)).await.expect("read").completed_today, 0);
        assert_eq!(today(2, NOW).await.expect("read").completed_today, 0);
    }

    a_decision_is_taken_back_within_its_time_by_who_made_it(opened) {
        let store = &opened.store;
        queue(store, 2).await;
        let id = case(1).id;
        next(store, 1, minutes(10), NOW).await;
        assert!(wrote(store, |batch| {
            batch.decide_case(id, 2, Some(operator(1)), &approval(minutes(11)));
        }).await);
        for (who, now) in [(2, 12), (1, 16)] {
            assert!(!wrote(store, |batch| { batch.reopen_case(id, 3, operator(who), minutes(now)); }).await);
        }
        next(store, 1, minutes(12), NOW).await;
        assert!(!wrote(store, |batch| { batch.reopen_case(id, 3, operator(1), minutes(13)); }).await, "one at a time");
        assert!(wrote(store, |batch| { batch.release_case(case(2).id, operator(1)); }).await);
        assert!(wrote(store, |batch| { batch.reopen_case(id, 3, operator(1), minutes(13)); }).await);
        let again = store.case_in_progress(operator(1)).await.expect("read").expect("there");
        assert_eq!((again.id, again.status, again.decided_at), (id, CaseStatus::Submitted, None));
        assert_eq!(again.outcome.expect("kept").expose().as_slice(), b"all yes");
    }

    a_decision_is_not_taken_back_once_the_person_has_begun_again(opened) {
        let store = &opened.store;
        queue(store, 1).await;
        next(store, 1, minutes(10), NOW).await;
        let mut second = case(2);
        second.account_id = case(1).account_id;
        assert!(wrote(store, |batch| {
            batch.decide_case(case(1).id, 2, Some(operator(1)), &approval(minutes(11)));
            batch.insert_case(&second);
        }).await);
        assert!(!wrote(store, |batch| { batch.reopen_case(case(1).id, 3, operator(1), minutes(12)); }).await);
    }

    the_holding_list_is_opened_reassigned_and_sent_back(opened) {
        let store = &opened.store;
        queue(store, 3).await;
        for n in 1..=3 {
            next(store, 1, minutes(10), NOW).await;
            assert!(!wrote(store, |batch| { batch.hold_case(case(n).id, 2, Some(operator(2)), &holding()); }).await);
            assert!(wrote(store, |batch| { batch.hold_case(case(n).id, 2, Some(operator(1)), &holding()); }).await);
        }
        let held = store.list_held_cases(2).await.expect("read");
        assert_eq!(held.iter().map(|case| case.id).collect::<Vec<_>>(), [case(1).id, case(2).id]);
        assert_eq!((held[0].holding_reason, held[0].held_by), (Some(HoldingReason::DocumentFraud), Some(operator(1))));
        assert_eq!((held[0].assignee, held[0].held_at), (None, Some(minutes(30))));
        // A supervisor may have several of them open.
        assert!(wrote(store, |batch| {
            batch.reassign_case(case(1).id, 3, operator(5), minutes(31));
            batch.reassign_case(case(2).id, 3, operator(5), minutes(31));
        }).await);
        assert!(!wrote(store, |batch| { batch.reassign_case(case(2).id, 3, operator(6), minutes(31)); }).await);
        assert!(wrote(store, |batch| { batch.reassign_case(case(2).id, 4, operator(6), minutes(32)); }).await);
        assert!(wrote(store, |batch| {
            batch.return_held_cases(&[case(1).id, case(2).id, case(3).id], operator(5));
        }).await);
        assert_eq!(found(store, 2).await.status, CaseStatus::Held, "somebody else has it open");
        let counts = store.case_counts(operator(5), NOW).await.expect("read");
        assert_eq!((counts.queue, counts.held), (2, 1));
        assert_eq!(next(store, 7, minutes(40), NOW).await, Some(case(1).id));
        assert!(wrote(store, |batch| {
            batch.decide_case(case(2).id, 5, Some(operator(6)), &approval(minutes(41)));
        }).await);
    }

    a_case_is_taken_from_a_colleague_but_not_by_who_has_one(opened) {
        let store = &opened.store;
        queue(store, 2).await;
        next(store, 1, minutes(10), NOW).await;
        next(store, 2, minutes(10), NOW).await;
        assert!(!wrote(store, |batch| { batch.reassign_case(case(1).id, 2, operator(2), minutes(11)); }).await);
        assert!(wrote(store, |batch| { batch.reassign_case(case(1).id, 2, operator(3), minutes(11)); }).await);
        assert!(!wrote(store, |batch| { batch.release_case(case(1).id, operator(1)); }).await);
    }

    an_audit_is_chosen_and_made_once(opened) {
        let store = &opened.store;
        queue(store, 1).await;
        let id = case(1).id;
        assert!(wrote(store, |batch| { batch.insert_case_audit(id, minutes(1)); }).await);
        assert!(!wrote(store, |batch| { batch.insert_case_audit(id, minutes(2)); }).await);
        assert_eq!(store.list_open_case_audits(10).await.expect("read").len(), 1);
        let finding = AuditFinding {
            auditor: operator(5),
            agreed: false,
            note: Some(secret("another face")),
            done_at: minutes(3),
        };
        assert!(wrote(store, |batch| { batch.finish_case_audit(id, &finding); }).await);
        assert!(!wrote(store, |batch| { batch.finish_case_audit(id, &finding); }).await);
        assert!(store.list_open_case_audits(10).await.expect("read").is_empty());
        let made = store.case_audit(id).await.expect("read").expect("there").finding.expect("made");
        assert_eq!((made.auditor, made.agreed, made.done_at), (operator(5), false, minutes(3)));
        assert_eq!(made.note.expect("a note").expose(), "another face");
    }
}
