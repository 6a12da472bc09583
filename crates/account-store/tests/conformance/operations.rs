//! Outbox, refusals, audit, leases, retention.

use account_store::{
    Afterwards, AuditEntry, AuditEvent, CodePurpose, OutboxBacklog, OutboxMessage, OutboxState, Refusal,
    Retention, SwitchLink,
};
use vocabulary::{
    Channel, CheckRoute, EventId, Explanation, IncidentReference, Instant, Lifetime, MessageId, MessageKind,
    Sandbox,
};

use crate::both::{
    NOW, approval, case, client, complete, digest, email, grant, minutes, on_both, pending, secret, submit,
    ticket,
};

fn message(n: u8) -> OutboxMessage {
    OutboxMessage {
        id: MessageId::from_bytes([n; 16]),
        kind: MessageKind::TextCode,
        channel: Channel::Text,
        recipient: secret("+447700900123"),
        content: Some(secret("{\"code\":\"123456\"}")),
        created_at: minutes(i64::from(n)),
        due_at: minutes(i64::from(n)),
        attempts: 0,
        state: OutboxState::Waiting { lease_until: None },
        outcome: None,
    }
}

fn entry(n: u8, event: AuditEvent) -> AuditEntry {
    AuditEntry {
        id: EventId::from_bytes([n; 16]),
        at: minutes(i64::from(n)),
        event,
        account_id: Some(complete(1, "a@example.org").id),
        client_id: Some(client("app")),
        reference: Some(IncidentReference::from_bytes([n; 5])),
    }
}

on_both! {
    a_message_is_claimed_sent_and_blanked(opened) {
        let store = &opened.store;
        let mut batch = store.batch();
        batch.insert_message(&message(2)).insert_message(&message(1)).insert_message(&message(9));
        store.write(batch).await.expect("written");
        let claimed = store.claim_messages(10, minutes(7), minutes(5)).await.expect("claimed");
        let ids: Vec<_> = claimed.iter().map(|message| message.id).collect();
        assert_eq!(ids, [message(1).id, message(2).id]);
        assert_eq!(claimed[0].recipient.expose(), "+447700900123");
        assert_eq!((claimed[0].attempts, claimed[0].kind), (1, MessageKind::TextCode));
        assert!(store.claim_messages(10, minutes(7), minutes(6)).await.expect("leased").is_empty());

        let kept = Afterwards::Keep(Sandbox::when("sandbox").expect("sandbox"));
        let mut batch = store.batch();
        batch.mark_delivered(message(1).id, "accepted", Afterwards::Blank, minutes(6));
        batch.mark_delivered(message(2).id, "accepted", kept, minutes(6));
        store.write(batch).await.expect("delivered");
        let mut batch = store.batch();
        batch.mark_delivered(message(1).id, "accepted", Afterwards::Blank, minutes(6));
        assert!(store.write(batch).await.is_err());
        let sent = store.message(message(1).id).await.expect("read").expect("there");
        assert!(sent.content.is_none());
        assert_eq!((sent.state, sent.outcome.as_deref()), (OutboxState::Delivered { at: minutes(6) }, Some("accepted")));
        assert!(store.message(message(2).id).await.expect("read").expect("there").content.is_some());
        let listed = store.list_messages(2).await.expect("read");
        assert_eq!(listed.iter().map(|message| message.id).collect::<Vec<_>>(), [message(9).id, message(2).id]);
    }

    a_message_is_tried_again_and_given_up(opened) {
        let store = &opened.store;
        let mut batch = store.batch();
        batch.insert_message(&message(1));
        store.write(batch).await.expect("written");
        store.claim_messages(1, minutes(3), minutes(1)).await.expect("claimed");
        let after_the_lease = store.claim_messages(1, minutes(6), minutes(3)).await.expect("claimed");
        assert_eq!(after_the_lease[0].attempts, 2);
        let mut batch = store.batch();
        batch.retry_message(message(1).id, "busy", minutes(10));
        store.write(batch).await.expect("put back");
        assert!(store.claim_messages(1, minutes(20), minutes(9)).await.expect("too early").is_empty());
        assert_eq!(store.claim_messages(1, minutes(20), minutes(10)).await.expect("claimed").len(), 1);
        let mut batch = store.batch();
        batch.abandon_message(message(1).id, "refused", minutes(11));
        store.write(batch).await.expect("given up");
        let gone = store.message(message(1).id).await.expect("read").expect("there");
        assert_eq!(gone.state, OutboxState::Abandoned { at: minutes(11) });
        assert!(gone.content.is_none());
        assert!(store.claim_messages(1, minutes(99), minutes(50)).await.expect("never").is_empty());
    }

    the_backlog_is_what_is_neither_delivered_nor_given_up(opened) {
        let store = &opened.store;
        let empty = store.outbox_backlog().await.expect("read");
        assert_eq!(empty, OutboxBacklog { waiting: 0, oldest_created_at: None });
        let mut batch = store.batch();
        for number in 1..=4 {
            batch.insert_message(&message(number));
        }
        batch.mark_delivered(message(1).id, "accepted", Afterwards::Blank, minutes(6));
        batch.abandon_message(message(3).id, "refused", minutes(6));
        store.write(batch).await.expect("written");
        store.claim_messages(1, minutes(9), minutes(5)).await.expect("a worker has one");
        let backlog = store.outbox_backlog().await.expect("read");
        assert_eq!(backlog, OutboxBacklog { waiting: 2, oldest_created_at: Some(minutes(2)) });
    }

    a_refusal_is_explained_by_its_reference(opened) {
        let store = &opened.store;
        let explanation = Explanation {
            rule: "F-15".to_owned(),
            check: "redirect_uri is not registered".to_owned(),
            received: "https://…".to_owned(),
            expected: "one of 2 registered URIs".to_owned(),
            mend: "Register it.".to_owned(),
        };
        let refusal = |n: u8, client_id| Refusal {
            reference: IncidentReference::from_bytes([n; 5]),
            at: minutes(i64::from(n)),
            client_id,
            explanation: explanation.clone(),
            expires_at: minutes(100),
        };
        let mut batch = store.batch();
        batch.insert_refusal(&refusal(1, Some(client("app")))).insert_refusal(&refusal(2, None));
        store.write(batch).await.expect("written");
        let found = store.refusal(IncidentReference::from_bytes([1; 5])).await.expect("read").expect("there");
        assert_eq!((found.explanation, found.client_id), (explanation.clone(), Some(client("app"))));
        assert_eq!(store.list_refusals(1).await.expect("read")[0].at, minutes(2));
        assert!(store.refusal(IncidentReference::from_bytes([3; 5])).await.expect("read").is_none());
    }

    events_are_listed_newest_first(opened) {
        let store = &opened.store;
        let sent = AuditEvent::CodeSent { purpose: CodePurpose::SignIn, channel: Channel::Text };
        let mut others = entry(3, AuditEvent::ClientChanged);
        others.account_id = None;
        let mut batch = store.batch();
        batch.record(&entry(1, AuditEvent::PasswordAccepted)).record(&entry(2, sent)).record(&others);
        store.write(batch).await.expect("written");
        let account = complete(1, "a@example.org").id;
        let of_account = store.list_audit_events_of_account(account, 10).await.expect("read");
        let kinds: Vec<_> = of_account.iter().map(|event| event.kind.as_str()).collect();
        assert_eq!(kinds, ["code_sent", "password_accepted"]);
        assert_eq!(of_account[0].detail, r#"{"channel":"text","purpose":"sign_in"}"#);
        assert_eq!(of_account[0].reference, Some(IncidentReference::from_bytes([2; 5])));
        assert_eq!(store.list_audit_events_of_client(&client("app"), 2).await.expect("read").len(), 2);
        assert_eq!(store.list_audit_events(10).await.expect("read").len(), 3);
    }

    a_lease_has_one_holder(opened) {
        use account_store::Lease::{Elsewhere, Held};
        let store = &opened.store;
        let take = |holder, until, now| store.take_lease("outbox", holder, until, now);
        assert_eq!(take("a", minutes(1), NOW).await.expect("asked"), Held);
        assert_eq!(take("b", minutes(1), NOW).await.expect("asked"), Elsewhere);
        assert_eq!(take("a", minutes(2), NOW).await.expect("renewed"), Held);
        assert_eq!(take("b", minutes(3), minutes(2)).await.expect("ended"), Held);
        store.release_lease("outbox", "a").await.expect("not its own");
        assert_eq!(take("a", minutes(3), minutes(2)).await.expect("asked"), Elsewhere);
        store.release_lease("outbox", "b").await.expect("released");
        assert_eq!(take("a", minutes(3), minutes(2)).await.expect("asked"), Held);
    }

    a_sweep_deletes_what_is_over_and_nothing_else(opened) {
        let store = &opened.store;
        let mut batch = store.batch();
        batch
            .insert_account(&complete(1, "a@example.org"))
            .insert_account(&pending(2, "b@example.org"))
            .insert_grant(&grant(1))
            .insert_ticket(&ticket(1))
            .record_browser_visit(&digest(1), &client("app"), NOW)
            .insert_assertion_id(&client("app"), &digest(1), minutes(5), NOW)
            .insert_message(&message(1))
            .record(&entry(1, AuditEvent::SignedOut));
        store.write(batch).await.expect("written");
        let sweep = async |now: Instant| {
            let swept = store.sweep(&Retention::default(), now).await.expect("swept");
            swept.into_iter().filter(|one| one.rows > 0).map(|one| one.statement).collect::<Vec<_>>()
        };
        assert_eq!(sweep(minutes(4)).await, Vec::<&str>::new());
        let after = async |lifetime: Lifetime| sweep(NOW.after(lifetime)).await;
        assert_eq!(after(Lifetime::minutes(59)).await, ["retention.ASSERTION_IDS"]);
        let a_day = after(Lifetime::hours(25)).await;
        assert_eq!(a_day, ["retention.UNFINISHED_ACCOUNTS", "retention.TICKETS", "retention.GRANTS"]);
        assert!(store.find_account_by_email(&email("a@example.org")).await.expect("read").is_some());
        assert_eq!(after(Lifetime::days(181)).await, ["retention.BROWSER_VISITS"]);
        let years = after(Lifetime::days(740)).await;
        assert_eq!(years, ["retention.UNUSED_ACCOUNTS"]);
        assert!(store.message(message(1).id).await.expect("read").is_some(), "a waiting message stays");
    }

    cases_go_a_month_after_the_last_change_and_half_a_year_after_the_decision(opened) {
        let store = &opened.store;
        let mut batch = store.batch();
        for n in 1..=3 {
            submit(&mut batch, n, CheckRoute::Manual);
        }
        batch.decide_case(case(1).id, 1, None, &approval(NOW));
        let account = complete(4, "draft@example.org");
        batch.insert_account(&account).insert_case(&case(4));
        batch.put_switch_link(&SwitchLink {
            digest: digest(1),
            case_id: case(4).id,
            ticket_id: None,
            created_at: NOW,
            expires_at: minutes(10),
            taken_at: None,
        });
        store.write(batch).await.expect("written");
        let left = async |lifetime: Lifetime| {
            store.sweep(&Retention::default(), NOW.after(lifetime)).await.expect("swept");
            let mut left = Vec::new();
            for n in 1..=4 {
                if store.case(case(n).id).await.expect("read").is_some() {
                    left.push(n);
                }
            }
            left
        };
        assert_eq!(left(Lifetime::days(29)).await, [1, 2, 3, 4]);
        assert!(store.switch_link(&digest(1)).await.expect("read").is_none());
        assert_eq!(left(Lifetime::days(31)).await, [1, 2, 3]);
        assert_eq!(left(Lifetime::days(181)).await, [1, 2, 3]);
        assert_eq!(left(Lifetime::days(183)).await, [2, 3]);
    }

    a_sweep_is_bounded(opened) {
        let store = &opened.store;
        let mut batch = store.batch();
        for n in 0..7 {
            batch.insert_ticket(&ticket(n));
        }
        store.write(batch).await.expect("written");
        let retention = Retention { at_once: 3, ..Retention::default() };
        let mut rows = Vec::new();
        for _ in 0..4 {
            let swept = store.sweep(&retention, minutes(90)).await.expect("swept");
            rows.extend(swept.iter().filter(|one| one.statement == "retention.TICKETS").map(|one| one.rows));
        }
        assert_eq!(rows, [3, 3, 1, 0]);
    }
}
