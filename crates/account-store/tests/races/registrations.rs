//! Two who change or approve a registration at once.

use account_store::{DraftDecision, DraftEdit};
use vocabulary::{DraftState, IncidentNumber};

use crate::both::{NOW, client_draft, minutes, on_both, operator, registration};
use crate::{put, twelve, written_of};

on_both! {
    of_approvals_and_changes_of_one_draft_one_wins(opened) {
        let store = &opened.store;
        for round in 1..6 {
            let draft = client_draft(round, &format!("app-{round}"));
            let incident = IncidentNumber::try_from("CHG-1").expect("a number");
            put(store, |batch| {
                batch.insert_client_draft(&draft);
                batch.submit_client_draft(draft.id, 0, (&draft.hands, &incident), NOW);
            })
            .await;
            let both = twelve(store, |batch, n| {
                if n % 2 == 0 {
                    let state = DraftState::Approved;
                    let decision = DraftDecision { state, note: "", by: operator(n), at: minutes(1) };
                    batch.decide_client_draft(draft.id, 1, &decision).insert_client(&draft.document, NOW);
                } else {
                    let hands = [operator(n)];
                    let document = registration("evil");
                    let edit = DraftEdit { document: &document, base: None, base_revision: 0, hands: &hands, at: NOW };
                    batch.edit_client_draft(draft.id, 1, &edit);
                }
            });
            assert_eq!(written_of(store, both).await, 1);
            let found = store.client_draft(draft.id).await.expect("read").expect("there");
            let registered = store.client(&draft.client_id).await.expect("read").is_some();
            assert_eq!(found.state == DraftState::Approved, registered, "what was looked at is what holds");
        }
    }

    of_changes_of_one_revision_one_wins(opened) {
        let store = &opened.store;
        put(store, |batch| {
            batch.insert_client(&registration("app"), NOW);
        })
        .await;
        for revision in 1..6 {
            let change = twelve(store, |batch, _| {
                batch.update_client(&registration("app"), revision, minutes(revision));
            });
            assert_eq!(written_of(store, change).await, 1);
        }
    }
}
