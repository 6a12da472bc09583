//! The registry's history: drafts, revisions, and when keys were used.

use account_store::{ClientRevision, DraftDecision, DraftEdit, Retention};
use vocabulary::{ChangedBy, DraftId, DraftState, IncidentNumber, Lifetime};

use crate::both::{NOW, client, client_draft, minutes, on_both, operator, registration, wrote};

fn incident() -> IncidentNumber {
    IncidentNumber::try_from("CHG-1").expect("a number")
}

fn revision(id: &str, number: i64) -> ClientRevision {
    ClientRevision {
        client_id: client(id),
        revision: number,
        document: registration(id),
        changed_by: ChangedBy::Operator,
        author: Some(operator(1)),
        approved_by: Some(operator(2)),
        draft_id: Some(DraftId::from_bytes([1; 16])),
        incident: Some(incident()),
        made_at: minutes(number),
    }
}

fn decision(state: DraftState) -> DraftDecision<'static> {
    DraftDecision { state, note: "the callback is not theirs", by: operator(9), at: minutes(9) }
}

on_both! {
    a_draft_is_changed_submitted_and_decided_by_version(opened) {
        let store = &opened.store;
        let draft = client_draft(1, "app");
        assert!(wrote(store, |batch| { batch.insert_client_draft(&draft); }).await);
        assert_eq!(store.client_draft(draft.id).await.expect("read").as_ref(), Some(&draft));
        let mut other = registration("app");
        "Other".clone_into(&mut other.name);
        let hands = [operator(1), operator(2)];
        let base = registration("app");
        let edit = DraftEdit { document: &other, base: Some(&base), base_revision: 4, hands: &hands, at: minutes(1) };
        assert!(wrote(store, |batch| { batch.edit_client_draft(draft.id, 0, &edit); }).await);
        assert!(!wrote(store, |batch| { batch.edit_client_draft(draft.id, 0, &edit); }).await);
        let found = store.client_draft(draft.id).await.expect("read").expect("there");
        assert_eq!((found.document, found.base, found.base_revision), (other.clone(), Some(base.clone()), 4));
        assert_eq!((found.hands.as_slice(), found.version, found.changed_at), (hands.as_slice(), 1, minutes(1)));

        let submit = async |version| wrote(store, |batch| {
            batch.submit_client_draft(draft.id, version, (&hands, &incident()), minutes(2));
        }).await;
        assert!(!submit(0).await);
        assert!(submit(1).await);
        assert!(!submit(2).await, "it is submitted already");
        let found = store.client_draft(draft.id).await.expect("read").expect("there");
        assert_eq!((found.state, found.incident), (DraftState::Submitted, Some(incident())));
        assert!(wrote(store, |batch| { batch.edit_client_draft(draft.id, 2, &edit); }).await);
        let found = store.client_draft(draft.id).await.expect("read").expect("there");
        assert_eq!((found.state, found.incident), (DraftState::Draft, None), "another content is not what was submitted");
        assert!(submit(3).await);
        let decide = async |version| wrote(store, |batch| {
            batch.decide_client_draft(draft.id, version, &decision(DraftState::Rejected));
        }).await;
        assert!(!decide(3).await);
        assert!(decide(4).await);
        assert!(!decide(5).await, "it has ended");
        assert!(!wrote(store, |batch| { batch.edit_client_draft(draft.id, 5, &edit); }).await);
        let found = store.client_draft(draft.id).await.expect("read").expect("there");
        assert_eq!((found.state, found.note.as_str()), (DraftState::Rejected, "the callback is not theirs"));
        assert_eq!((found.decided_by, found.changed_at), (Some(operator(9)), minutes(9)));
    }

    open_drafts_are_listed_and_those_of_a_client(opened) {
        let store = &opened.store;
        assert!(wrote(store, |batch| {
            for (n, id) in [(1, "a"), (2, "b"), (3, "a"), (4, "a")] {
                let mut draft = client_draft(n, id);
                draft.changed_at = minutes(i64::from(n));
                batch.insert_client_draft(&draft);
            }
            batch.decide_client_draft(client_draft(3, "a").id, 0, &decision(DraftState::Withdrawn));
        }).await);
        let ids = |drafts: Vec<account_store::ClientDraft>| drafts.iter().map(|one| one.id.as_bytes()[0]).collect::<Vec<_>>();
        assert_eq!(ids(store.list_open_client_drafts(10).await.expect("read")), [1, 2, 4]);
        assert_eq!(ids(store.list_open_client_drafts(2).await.expect("read")), [1, 2]);
        assert_eq!(ids(store.list_client_drafts(&client("a"), 10).await.expect("read")), [3, 4, 1]);
        assert_eq!(ids(store.list_client_drafts(&client("a"), 1).await.expect("read")), [3]);
    }

    a_client_keeps_its_revisions(opened) {
        let store = &opened.store;
        assert!(wrote(store, |batch| {
            batch.insert_client(&registration("app"), NOW).insert_client_revision(&revision("app", 1));
            batch.update_client(&registration("app"), 1, minutes(2)).insert_client_revision(&revision("app", 2));
        }).await);
        assert!(!wrote(store, |batch| { batch.insert_client_revision(&revision("app", 2)); }).await);
        let listed = store.list_client_revisions(&client("app"), i64::MAX, 10).await.expect("read");
        assert_eq!(listed, [revision("app", 2), revision("app", 1)]);
        let earlier = store.list_client_revisions(&client("app"), 2, 10).await.expect("read");
        assert_eq!(earlier, [revision("app", 1)]);
        let plain = ClientRevision { author: None, approved_by: None, draft_id: None, incident: None, ..revision("app", 3) };
        assert!(wrote(store, |batch| { batch.insert_client_revision(&plain); }).await);
        assert_eq!(store.client_revision(&client("app"), 3).await.expect("read"), Some(plain));
        assert!(store.client_revision(&client("app"), 4).await.expect("read").is_none());
    }

    a_use_of_a_key_is_never_earlier_than_the_one_before(opened) {
        let store = &opened.store;
        assert!(wrote(store, |batch| {
            batch.put_key_use(&client("app"), "k1", minutes(5)).put_key_use(&client("app"), "k2", minutes(1));
            batch.put_key_use(&client("app"), "k1", minutes(3)).put_key_use(&client("app"), "k2", minutes(2));
            batch.put_key_use(&client("other"), "k1", minutes(9));
        }).await);
        let uses = store.list_key_uses(&client("app")).await.expect("read");
        let uses: Vec<_> = uses.iter().map(|one| (one.thumbprint.as_str(), one.last_used_at)).collect();
        assert_eq!(uses, [("k1", minutes(5)), ("k2", minutes(2))]);
    }

    the_registry_forgets_what_is_over_and_never_what_holds(opened) {
        let store = &opened.store;
        assert!(wrote(store, |batch| {
            batch.insert_client(&registration("app"), NOW).insert_client_revision(&revision("app", 1));
            batch.update_client(&registration("app"), 1, NOW).insert_client_revision(&revision("app", 2));
            batch.insert_client_draft(&client_draft(1, "app")).put_key_use(&client("app"), "k1", NOW);
        }).await);
        let swept = async |days| {
            let swept = store.sweep(&Retention::default(), minutes(2).after(Lifetime::days(days))).await.expect("swept");
            swept.into_iter().filter(|one| one.rows > 0).map(|one| (one.statement, one.rows)).collect::<Vec<_>>()
        };
        assert_eq!(swept(730).await, []);
        assert_eq!(swept(731).await, [("retention.CLIENT_DRAFTS", 1), ("retention.CLIENT_KEY_USES", 1)]);
        assert_eq!(swept(2922).await, [("retention.CLIENT_REVISIONS", 1)]);
        let left = store.list_client_revisions(&client("app"), i64::MAX, 10).await.expect("read");
        assert_eq!(left.iter().map(|one| one.revision).collect::<Vec<_>>(), [2]);
    }
}
