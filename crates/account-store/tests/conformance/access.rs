//! Who is invited to the console, and in how many browsers operators are signed in.

use account_store::{Operator, OperatorInvitation, OperatorSession, PasswordOf, Retention};
use vocabulary::{InvitationId, OperatorRole, OperatorRoles};

use crate::both::{NOW, digest, email, minutes, on_both, operator, secret, wrote};

fn invitation(n: u8, address: &str) -> OperatorInvitation {
    OperatorInvitation {
        id: InvitationId::from_bytes([n; 16]),
        digest: digest(n),
        email: email(address),
        name: secret("Ada Invited"),
        roles: [OperatorRole::id_checker()].into_iter().collect(),
        invited_by: Some(operator(9)),
        created_at: minutes(i64::from(n)),
        expires_at: minutes(60),
    }
}

fn somebody(n: u8, username: &str) -> Operator {
    Operator {
        id: operator(n),
        username: username.to_owned(),
        name: "Ada".to_owned(),
        password_hash: secret("$argon2id$x"),
        totp_secret: None,
        totp_last_step: 0,
        roles: OperatorRoles::EMPTY,
        disabled_at: None,
        created_at: NOW,
        version: 0,
        password: PasswordOf::Temporary,
    }
}

fn session(n: u8, of: u8, confirmed: bool) -> OperatorSession {
    OperatorSession {
        digest: digest(n),
        operator_id: operator(of),
        second_factor_at: confirmed.then_some(minutes(i64::from(n))),
        created_at: minutes(i64::from(n)),
        last_used_at: minutes(i64::from(n)),
        expires_at: minutes(90),
    }
}

on_both! {
    an_invitation_is_found_by_its_link_renewed_and_taken_once(opened) {
        let store = &opened.store;
        assert!(wrote(store, |batch| {
            batch.insert_operator_invitation(&invitation(2, "Beth@Example.org"));
            batch.insert_operator_invitation(&invitation(1, "ada@example.org"));
        }).await);
        assert!(!wrote(store, |batch| {
            batch.insert_operator_invitation(&invitation(3, "beth@example.ORG"));
        }).await, "one invitation for an address");
        let found = store.find_operator_invitation(&digest(2), minutes(59)).await.expect("read").expect("there");
        assert_eq!((found.email.as_str(), found.name.expose().as_str()), ("Beth@Example.org", "Ada Invited"));
        assert_eq!((found.roles, found.invited_by), (invitation(2, "x@example.org").roles, Some(operator(9))));
        assert!(store.find_operator_invitation(&digest(2), minutes(60)).await.expect("read").is_none());
        let listed = store.list_operator_invitations().await.expect("read");
        assert_eq!(listed.iter().map(|one| one.digest).collect::<Vec<_>>(), [digest(1), digest(2)]);
        let id = invitation(2, "x@example.org").id;
        assert!(wrote(store, |batch| { batch.renew_operator_invitation(id, &digest(7), minutes(120)); }).await);
        assert!(store.find_operator_invitation(&digest(2), NOW).await.expect("read").is_none(), "the link before");
        let renewed = store.operator_invitation(id).await.expect("read").expect("there");
        assert_eq!((renewed.digest, renewed.expires_at), (digest(7), minutes(120)));
        assert!(!wrote(store, |batch| { batch.take_operator_invitation(&digest(7), minutes(120)); }).await);
        let take = |batch: &mut account_store::Batch| {
            batch.take_operator_invitation(&digest(7), minutes(119)).insert_operator(&somebody(1, "beth"));
        };
        assert!(wrote(store, take).await);
        assert!(!wrote(store, take).await, "taken once");
        let made = store.find_operator("beth").await.expect("read").expect("there");
        assert_eq!(made.password, PasswordOf::Temporary);
        let first = invitation(1, "x@example.org").id;
        assert!(wrote(store, |batch| { batch.delete_operator_invitation(first); }).await);
        assert!(!wrote(store, |batch| { batch.delete_operator_invitation(first); }).await, "cancelled once");
        assert!(!wrote(store, |batch| { batch.renew_operator_invitation(first, &digest(8), NOW); }).await);
        assert!(wrote(store, |batch| {
            batch.insert_operator_invitation(&invitation(4, "Cleo@example.org"));
            batch.insert_operator_invitation(&invitation(5, "dora@example.org"));
        }).await);
        for _ in 0..2 {
            assert!(wrote(store, |batch| { batch.delete_operator_invitation_to(&email("cleo@example.org")); }).await);
        }
        let left = store.list_operator_invitations().await.expect("read");
        assert_eq!(left.iter().map(|one| one.digest).collect::<Vec<_>>(), [digest(5)]);
    }

    an_expired_invitation_goes_a_week_later(opened) {
        let store = &opened.store;
        assert!(wrote(store, |batch| {
            batch.insert_operator_invitation(&invitation(1, "ada@example.org"));
        }).await);
        let week = 7 * 24 * 60;
        store.sweep(&Retention::default(), minutes(59 + week)).await.expect("swept");
        assert_eq!(store.list_operator_invitations().await.expect("read").len(), 1);
        store.sweep(&Retention::default(), minutes(60 + week)).await.expect("swept");
        assert!(store.list_operator_invitations().await.expect("read").is_empty());
    }

    the_oldest_sessions_of_an_operator_end_when_there_are_more_than_they_may_have(opened) {
        let store = &opened.store;
        assert!(wrote(store, |batch| {
            batch.insert_operator(&somebody(1, "ada")).insert_operator(&somebody(2, "beth"));
            for (n, of, confirmed) in [(1, 1, true), (2, 1, true), (3, 1, false), (4, 2, true), (5, 1, true)] {
                batch.insert_operator_session(&session(n, of, confirmed));
            }
        }).await);
        let of = async |n| {
            let listed = store.list_operator_sessions(operator(n), minutes(30)).await.expect("read");
            listed.into_iter().map(|session| session.digest).collect::<Vec<_>>()
        };
        assert_eq!(of(1).await, [digest(5), digest(2), digest(1)], "without the second factor it is no session");
        assert!(wrote(store, |batch| { batch.trim_operator_sessions(operator(1), &digest(1), 2); }).await);
        assert_eq!(of(1).await, [digest(5), digest(1)], "the one that is kept is one of the two");
        assert!(wrote(store, |batch| {
            batch.delete_session_of_operator(operator(2), &digest(5)).delete_session_of_operator(operator(1), &digest(1));
        }).await);
        assert_eq!((of(1).await, of(2).await), (vec![digest(5)], vec![digest(4)]), "only one's own");
        assert!(wrote(store, |batch| { batch.trim_operator_sessions(operator(1), &digest(5), 1); }).await);
        assert_eq!(of(1).await, [digest(5)]);
        assert!(store.list_operator_sessions(operator(1), minutes(90)).await.expect("read").is_empty());
    }
}
