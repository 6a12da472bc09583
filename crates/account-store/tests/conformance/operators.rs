//! Who works in the console, and the trail they leave.

use account_store::{
    AuditCursor, AuditEntry, AuditEvent, AuditFilter, Involved, Operator, OperatorChange, OperatorSession,
    PasswordOf, Retention,
};
use vocabulary::{
    CaseStatus, DeclineReason, EventId, EvidenceKind, HoldingReason, IncidentNumber, OperatorRole,
    OperatorRoles,
};

use crate::both::{NOW, case, digest, document, minutes, on_both, operator, secret, wrote};

fn checker(n: u8, username: &str) -> Operator {
    Operator {
        id: operator(n),
        username: username.to_owned(),
        name: "Ada Checker".to_owned(),
        password_hash: secret("$argon2id$x"),
        totp_secret: Some(document("seed")),
        totp_last_step: 7,
        roles: [OperatorRole::id_checker(), OperatorRole::supervisor()].into_iter().collect(),
        disabled_at: None,
        created_at: NOW,
        version: 0,
        password: PasswordOf::TheirOwn,
    }
}

fn session(n: u8, of: u8) -> OperatorSession {
    OperatorSession {
        digest: digest(n),
        operator_id: operator(of),
        second_factor_at: None,
        created_at: NOW,
        last_used_at: NOW,
        expires_at: minutes(60),
    }
}

on_both! {
    an_operator_is_found_by_name_in_any_case(opened) {
        let store = &opened.store;
        assert!(wrote(store, |batch| {
            batch.insert_operator(&checker(1, "Beth@Example.org")).insert_operator(&checker(2, "ada"));
        }).await);
        assert!(!wrote(store, |batch| { batch.insert_operator(&checker(3, "ADA")); }).await);
        let found = store.find_operator("beth@example.ORG").await.expect("read").expect("there");
        assert_eq!((found.id, found.username.as_str(), found.totp_last_step), (operator(1), "beth@example.org", 7));
        assert_eq!((found.roles, found.name.as_str()), (checker(1, "x").roles, "Ada Checker"));
        assert_eq!(found.totp_secret.expect("a secret").expose().as_slice(), b"seed");
        assert_eq!(found.password_hash.expose(), "$argon2id$x");
        let listed = store.list_operators().await.expect("read");
        assert_eq!(listed.iter().map(|one| one.id).collect::<Vec<_>>(), [operator(2), operator(1)]);
        assert!(store.find_operator("carl").await.expect("read").is_none());
    }

    what_changes_about_an_operator_names_its_version(opened) {
        let store = &opened.store;
        let id = operator(1);
        let none = OperatorRoles::EMPTY;
        assert!(wrote(store, |batch| { batch.insert_operator(&checker(1, "ada")); }).await);
        assert!(wrote(store, |batch| {
            batch.update_operator_password(id, 0, &secret("$new"), PasswordOf::Temporary);
            batch.update_operator_totp(id, 1, None);
            batch.update_operator_roles(id, 2, &none).update_operator_disabled(id, 3, Some(minutes(1)));
        }).await);
        let found = store.operator(id).await.expect("read").expect("there");
        assert_eq!((found.password_hash.expose().as_str(), found.totp_last_step), ("$new", 0));
        assert!(found.totp_secret.is_none() && found.roles.is_empty());
        assert_eq!(found.password, PasswordOf::Temporary);
        assert_eq!((found.disabled_at, found.version), (Some(minutes(1)), 4));
        assert!(!wrote(store, |batch| { batch.update_operator_password(id, 3, &secret("$old"), PasswordOf::TheirOwn); }).await);
        assert!(!wrote(store, |batch| { batch.update_operator_totp(id, 3, None); }).await);
        assert!(!wrote(store, |batch| { batch.update_operator_roles(id, 3, &none); }).await);
        assert!(!wrote(store, |batch| { batch.update_operator_disabled(id, 3, None); }).await);
    }

    no_code_of_an_authenticator_app_is_accepted_twice(opened) {
        let store = &opened.store;
        assert!(wrote(store, |batch| { batch.insert_operator(&checker(1, "ada")); }).await);
        assert!(wrote(store, |batch| { batch.advance_totp_step(operator(1), 7, 9); }).await);
        for (from, to) in [(7, 10), (9, 9), (9, 8)] {
            assert!(!wrote(store, |batch| { batch.advance_totp_step(operator(1), from, to); }).await);
        }
    }

    a_session_is_confirmed_used_and_ended(opened) {
        let store = &opened.store;
        assert!(wrote(store, |batch| {
            batch.insert_operator(&checker(1, "ada")).insert_operator(&checker(2, "beth"));
            batch.insert_operator_session(&session(1, 1)).insert_operator_session(&session(2, 1));
            batch.insert_operator_session(&session(3, 2));
        }).await);
        assert!(wrote(store, |batch| {
            batch.confirm_operator_session(&digest(1), minutes(1));
            batch.touch_operator_session(&digest(1), minutes(9)).touch_operator_session(&digest(1), minutes(5));
        }).await);
        assert!(!wrote(store, |batch| { batch.confirm_operator_session(&digest(1), minutes(2)); }).await);
        assert!(!wrote(store, |batch| { batch.confirm_operator_session(&digest(2), minutes(60)); }).await, "it has ended");
        let (found, who) = store.operator_session(&digest(1), minutes(59)).await.expect("read").expect("there");
        assert_eq!((found.second_factor_at, found.last_used_at), (Some(minutes(1)), minutes(9)));
        assert_eq!((found.operator_id, who.id), (operator(1), operator(1)));
        let there = async |n, now| store.operator_session(&digest(n), now).await.expect("read").is_some();
        assert!(!there(1, minutes(60)).await);
        assert!(wrote(store, |batch| { batch.delete_operator_session(&digest(1)); }).await);
        assert!(!there(1, NOW).await && there(2, NOW).await);
        assert!(wrote(store, |batch| { batch.delete_operator_sessions(operator(1)); }).await);
        assert!(!there(2, NOW).await && there(3, NOW).await);
        assert!(wrote(store, |batch| { batch.update_operator_disabled(operator(2), 0, Some(NOW)); }).await);
        assert!(!there(3, NOW).await, "a disabled operator is signed in nowhere");
        assert!(wrote(store, |batch| { batch.update_operator_disabled(operator(2), 1, None); }).await);
        assert!(there(3, NOW).await);
        store.sweep(&Retention::default(), minutes(60)).await.expect("swept");
        assert!(!there(3, NOW).await);
    }

    what_an_operator_does_to_a_case_is_on_record(opened) {
        let store = &opened.store;
        let declined = AuditEvent::CaseDecided { status: CaseStatus::Declined, reason: Some(DeclineReason::Glare) };
        let events = [
            AuditEvent::EvidenceViewed { kind: EvidenceKind::Front },
            AuditEvent::CaseHeld { reason: HoldingReason::Other },
            declined,
            AuditEvent::CaseAudited { agreed: true },
            AuditEvent::OperatorChanged { what: OperatorChange::Disabled },
        ];
        let mut batch = store.batch();
        for (n, event) in (1_u8..).zip(events) {
            let entry = AuditEntry {
                id: EventId::from_bytes([n; 16]),
                at: minutes(i64::from(n)),
                event,
                account_id: None,
                client_id: None,
                reference: None,
            };
            let case_id = (n < 5).then_some(case(1).id);
            let incident = (n == 1).then(|| IncidentNumber::try_from("INC-7").expect("a number"));
            batch.record_involving(&entry, &Involved { operator_id: Some(operator(n % 2)), case_id, incident });
        }
        store.write(batch).await.expect("written");
        let of_case = store.list_audit_events_of_case(case(1).id, 10).await.expect("read");
        let details: Vec<_> = of_case.iter().map(|event| (event.kind.as_str(), event.detail.as_str())).collect();
        assert_eq!(details, [
            ("case_audited", r#"{"agreed":true}"#),
            ("case_decided", r#"{"reason":"glare","status":"declined"}"#),
            ("case_held", r#"{"reason":"other"}"#),
            ("evidence_viewed", r#"{"kind":"front"}"#),
        ]);
        let of_operator = store.list_audit_events_of_operator(operator(1), 10).await.expect("read");
        assert_eq!(of_operator.len(), 3);
        assert_eq!(of_operator[0].detail, r#"{"what":"disabled"}"#);
        assert_eq!(of_operator[0].involved, Involved { operator_id: Some(operator(1)), ..Involved::default() });
        let incident = of_operator[2].involved.incident.as_ref().map(IncidentNumber::as_str);
        assert_eq!(incident, Some("INC-7"));
    }

    what_is_done_to_an_operator_is_found_by_them_and_by_whoever_did_it_page_by_page(opened) {
        let store = &opened.store;
        let roles = |words| OperatorRoles::try_from(words).expect("roles");
        let given = OperatorChange::Roles { before: roles("nsd"), roles: roles("admin nsd") };
        let mut batch = store.batch();
        for n in 1..=6_u8 {
            let (by, to) = if n % 2 == 0 { (Some(operator(1)), operator(2)) } else { (None, operator(3)) };
            let event = match n {
                5 | 6 => AuditEvent::PartnerBound { user: to },
                _ => AuditEvent::ColleagueChanged { operator: to, what: given.clone() },
            };
            let (id, at) = (EventId::from_bytes([n; 16]), minutes(i64::from(n)));
            let entry = AuditEntry { id, at, event, account_id: None, client_id: None, reference: None };
            batch.record_involving(&entry, &Involved { operator_id: by, ..Involved::default() });
        }
        store.write(batch).await.expect("written");
        let found = async |of, kinds: &[&'static str], after: Option<u8>, limit| {
            let filter = AuditFilter { operator_id: Some(of), kinds: kinds.to_vec(), ..AuditFilter::default() };
            let after = after.map(|n| AuditCursor { at: minutes(i64::from(n)), id: EventId::from_bytes([n; 16]) });
            let events = store.search_audit_events(&filter, after, limit).await.expect("read");
            events.iter().map(|event| event.id.as_bytes()[0]).collect::<Vec<_>>()
        };
        assert_eq!(found(operator(1), &[], None, 9).await, [6, 4, 2], "what they did");
        assert_eq!(found(operator(2), &[], None, 9).await, [6, 4, 2], "what was done to them");
        assert_eq!(found(operator(3), &[], None, 9).await, [5, 3, 1], "by nobody");
        assert_eq!(found(operator(3), &[], None, 2).await, [5, 3]);
        assert_eq!(found(operator(3), &[], Some(3), 2).await, [1], "the next page");
        assert_eq!(found(operator(2), &["partner_bound"], None, 9).await, [6]);
        assert_eq!(found(operator(2), &["operator_changed"], None, 9).await, [0_u8; 0]);
        let detail = &store.list_audit_events_of_operator(operator(3), 9).await.expect("read")[1].detail;
        let said = format!(r#"{{"before":"nsd","operator":"{}","roles":"admin nsd","what":"roles"}}"#, operator(3));
        assert_eq!(*detail, said);
    }
}
