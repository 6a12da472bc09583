//! Two who prove, or decide, at once.

use std::collections::BTreeSet;

use account_store::{Evidence, LevelRaise, Operator, PasswordOf, Person, SwitchLink};
use vocabulary::{
    CheckRoute, DateOfBirth, EvidenceKind, FamilyName, LevelProof, NhsNumber, OperatorRoles, ProofingLevel,
    Secret,
};

use crate::both::{NOW, approval, case, complete, digest, minutes, on_both, operator, submit};
use crate::{put, twelve, written_of};

fn person() -> Person {
    Person {
        nhs_number: Some(NhsNumber::try_from("9990000018").expect("a number")),
        family_name: FamilyName::try_from("Name").expect("a name"),
        given_name: None,
        birthdate: DateOfBirth::try_from("1984-03-15").expect("a date"),
        postcode: None,
        gp_ods_code: None,
        gp_user_id: None,
        gp_linkage_key: None,
    }
}

on_both! {
    of_claims_of_one_nhs_number_one_wins(opened) {
        let store = &opened.store;
        put(store, |batch| {
            for n in 0..12 {
                batch.insert_account(&complete(n, &format!("a{n}@example.org")));
            }
        })
        .await;
        let who = person();
        let claims = twelve(store, |batch, n| {
            let id = complete(n, "a@example.org").id;
            batch.raise_level(id, 0, &LevelRaise {
                level: ProofingLevel::P5,
                proof: LevelProof::Details,
                client: None,
                at: NOW,
                person: &who,
            });
        });
        assert_eq!(written_of(store, claims).await, 1);
        let number = who.nhs_number.expect("a number");
        assert_eq!(store.list_accounts_by_nhs_number(number).await.expect("read").len(), 1);
    }

    of_drafts_of_one_account_one_begins(opened) {
        let store = &opened.store;
        put(store, |batch| {
            batch.insert_account(&complete(1, "a@example.org"));
        })
        .await;
        let begin = twelve(store, |batch, n| {
            let mut new = case(n);
            new.account_id = complete(1, "a@example.org").id;
            batch.insert_case(&new);
        });
        assert_eq!(written_of(store, begin).await, 1);
    }

    checkers_who_ask_at_the_same_instant_get_different_cases(opened) {
        let store = &opened.store;
        for n in 1..=10 {
            put(store, |batch| submit(batch, n, CheckRoute::Manual)).await;
        }
        // Six checkers, each with three windows open.
        let tasks: Vec<_> = (0..18)
            .map(|n| {
                let store = store.clone();
                tokio::spawn(async move {
                    let checker = operator(n % 6);
                    let taken = store.assign_next_case(checker, minutes(30), NOW).await.expect("asked");
                    taken.map(|case| (checker, case.id))
                })
            })
            .collect();
        let mut assigned = Vec::new();
        for task in tasks {
            assigned.extend(task.await.expect("the task ends"));
        }
        let checkers: BTreeSet<_> = assigned.iter().map(|(checker, _)| *checker).collect();
        let cases: BTreeSet<_> = assigned.iter().map(|(_, id)| *id).collect();
        assert_eq!((assigned.len(), checkers.len(), cases.len()), (6, 6, 6), "{assigned:?}");
    }

    a_case_that_waits_again_goes_to_one(opened) {
        let store = &opened.store;
        put(store, |batch| submit(batch, 1, CheckRoute::Manual)).await;
        assert!(store.assign_next_case(operator(99), minutes(2), NOW).await.expect("asked").is_some());
        let tasks: Vec<_> = (0..12)
            .map(|n| {
                let store = store.clone();
                tokio::spawn(async move {
                    store.assign_next_case(operator(n), minutes(60), minutes(30)).await.expect("asked").is_some()
                })
            })
            .collect();
        let mut taken = 0;
        for task in tasks {
            taken += usize::from(task.await.expect("the task ends"));
        }
        assert_eq!(taken, 1);
    }

    of_decisions_at_the_same_instant_one_wins(opened) {
        let store = &opened.store;
        put(store, |batch| submit(batch, 1, CheckRoute::Manual)).await;
        store.assign_next_case(operator(1), minutes(2), NOW).await.expect("asked").expect("one");
        let decide = twelve(store, |batch, n| {
            if n % 3 == 0 {
                batch.release_case(case(1).id, operator(1));
            } else {
                batch.decide_case(case(1).id, 2, Some(operator(1)), &approval(minutes(3)));
            }
        });
        assert_eq!(written_of(store, decide).await, 1);
    }

    of_workers_that_apply_one_decision_one_wins(opened) {
        let store = &opened.store;
        put(store, |batch| {
            submit(batch, 1, CheckRoute::Manual);
            batch.decide_case(case(1).id, 1, None, &approval(minutes(3)));
        })
        .await;
        let who = person();
        let apply = twelve(store, |batch, _| {
            batch.mark_case_applied(case(1).id, 2, minutes(9));
            batch.raise_level(case(1).account_id, 0, &LevelRaise {
                level: ProofingLevel::P9,
                proof: LevelProof::PhotoId,
                client: None,
                at: minutes(9),
                person: &who,
            });
        });
        assert_eq!(written_of(store, apply).await, 1);
    }

    a_case_is_submitted_or_gets_more_evidence_but_not_both(opened) {
        let store = &opened.store;
        for n in 1..6 {
            put(store, |batch| {
                batch.insert_account(&complete(n, &format!("a{n}@example.org"))).insert_case(&case(n));
            })
            .await;
            let batches = twelve(store, |batch, k| {
                if k == 6 {
                    batch.submit_case(case(n).id, 0, CheckRoute::Manual, minutes(1));
                } else {
                    batch.put_evidence(&Evidence {
                        case_id: case(n).id,
                        kind: EvidenceKind::Front,
                        blob_key: [n * 16 + k; 16],
                        media_type: "image/jpeg".to_owned(),
                        size: 1,
                        created_at: NOW,
                    });
                }
            });
            let written = written_of(store, batches).await;
            assert!(written >= 1);
            let blobs = store.take_due_blob_deletions(50, minutes(2), NOW).await.expect("taken");
            let kept = store.list_evidence(case(n).id).await.expect("read");
            for deletion in blobs.deletions {
                assert!(kept.iter().all(|evidence| evidence.blob_key != deletion.blob_key));
            }
        }
    }

    workers_never_delete_one_blob_twice(opened) {
        let store = &opened.store;
        put(store, |batch| {
            for n in 0..40 {
                batch.plan_blob_deletion(&[n; 16], NOW);
            }
        })
        .await;
        let tasks: Vec<_> = (0..8)
            .map(|_| {
                let store = store.clone();
                tokio::spawn(async move {
                    store.take_due_blob_deletions(10, minutes(5), NOW).await.expect("taken").deletions
                })
            })
            .collect();
        let mut taken = Vec::new();
        for task in tasks {
            taken.extend(task.await.expect("the task ends").into_iter().map(|deletion| deletion.blob_key));
        }
        let different: BTreeSet<_> = taken.iter().copied().collect();
        assert_eq!(different.len(), taken.len(), "a blob was given out twice");
        assert!(taken.len() >= 10);
    }

    of_devices_that_follow_one_link_one_gets_in(opened) {
        let store = &opened.store;
        put(store, |batch| {
            batch.insert_account(&complete(1, "a@example.org")).insert_case(&case(1));
            batch.put_switch_link(&SwitchLink {
                digest: digest(1),
                case_id: case(1).id,
                ticket_id: None,
                created_at: NOW,
                expires_at: minutes(10),
                taken_at: None,
            });
        })
        .await;
        let tasks: Vec<_> = (0..12)
            .map(|_| {
                let store = store.clone();
                tokio::spawn(async move { store.take_switch_link(&digest(1), NOW).await.expect("asked").is_some() })
            })
            .collect();
        let mut taken = 0;
        for task in tasks {
            taken += usize::from(task.await.expect("the task ends"));
        }
        assert_eq!(taken, 1);
    }

    a_code_that_is_shown_twice_at_once_is_accepted_once(opened) {
        let store = &opened.store;
        put(store, |batch| {
            batch.insert_operator(&Operator {
                id: operator(1),
                username: "ada".to_owned(),
                name: "Ada".to_owned(),
                password_hash: Secret::new("$x".to_owned()),
                totp_secret: None,
                totp_last_step: 0,
                roles: OperatorRoles::EMPTY,
                disabled_at: None,
                created_at: NOW,
                version: 0,
                password: PasswordOf::TheirOwn,
            });
        })
        .await;
        let show = twelve(store, |batch, _| {
            batch.advance_totp_step(operator(1), 0, 5);
        });
        assert_eq!(written_of(store, show).await, 1);
    }

    evidence_and_the_deletion_of_its_bytes_never_both_happen(opened) {
        let store = &opened.store;
        put(store, |batch| {
            batch.insert_account(&complete(1, "a@example.org")).insert_case(&case(1));
        })
        .await;
        for n in 0..12 {
            put(store, |batch| {
                batch.plan_blob_deletion(&[n; 16], minutes(2));
            })
            .await;
            let mut batch = store.batch();
            batch.put_evidence(&Evidence {
                case_id: case(1).id,
                kind: EvidenceKind::Front,
                blob_key: [n; 16],
                media_type: "image/jpeg".to_owned(),
                size: 1,
                created_at: minutes(2),
            });
            let (written, taken) =
                tokio::join!(store.write(batch), store.take_due_blob_deletions(50, minutes(90), minutes(2)));
            let given_out = taken.expect("taken").deletions.iter().any(|deletion| deletion.blob_key == [n; 16]);
            assert_ne!(written.is_ok(), given_out, "blob {n}");
        }
    }
}
