//! Who looks after which client, what a client was seen to do, and what it was refused.

use account_store::{PartnerClient, Reached, Refusal, Retention};
use vocabulary::{Explanation, IncidentReference, Lifetime, Milestone, OperatorRole};

use crate::both::{NOW, client, digest, minutes, on_both, operator, secret, wrote};

fn user(n: u8) -> account_store::Operator {
    account_store::Operator {
        id: operator(n),
        username: format!("user{n}"),
        name: "Dana Developer".to_owned(),
        password_hash: secret("$argon2id$x"),
        password: account_store::PasswordOf::TheirOwn,
        totp_secret: None,
        totp_last_step: 0,
        roles: [OperatorRole::partner()].into_iter().collect(),
        disabled_at: None,
        created_at: NOW,
        version: 0,
    }
}

fn refusal(n: u8, of: Option<&str>) -> Refusal {
    Refusal {
        reference: IncidentReference::from_bytes([n; 5]),
        at: minutes(i64::from(n)),
        client_id: of.map(client),
        explanation: Explanation {
            rule: "F-15".into(),
            check: "redirect_uri is not registered".into(),
            received: String::new(),
            expected: String::new(),
            mend: String::new(),
        },
        expires_at: minutes(1000),
    }
}

on_both! {
    a_client_is_given_once_and_taken_once(opened) {
        let store = &opened.store;
        assert!(wrote(store, |batch| {
            batch.insert_operator(&user(1)).insert_operator(&user(2));
            batch.insert_partner_client(operator(1), &client("b"), NOW);
            batch.insert_partner_client(operator(1), &client("a"), NOW);
            batch.insert_partner_client(operator(2), &client("b"), NOW);
        }).await);
        assert!(!wrote(store, |batch| { batch.insert_partner_client(operator(1), &client("a"), NOW); }).await);
        let theirs = store.list_clients_of_partner(operator(1)).await.expect("read");
        assert_eq!(theirs, [client("a"), client("b")]);
        assert!(store.is_client_of_partner(operator(2), &client("b")).await.expect("read"));
        assert!(!store.is_client_of_partner(operator(2), &client("a")).await.expect("read"));
        let all = store.list_partner_clients().await.expect("read");
        assert_eq!(all[0], PartnerClient { operator_id: operator(1), client_id: client("a") });
        assert_eq!(all.len(), 3);
        assert!(wrote(store, |batch| { batch.delete_partner_client(operator(1), &client("a")); }).await);
        assert!(!wrote(store, |batch| { batch.delete_partner_client(operator(1), &client("a")); }).await);
    }

    a_milestone_keeps_its_first_time_and_moves_its_last(opened) {
        let store = &opened.store;
        for at in [5, 3, 9] {
            assert!(wrote(store, |batch| {
                batch.reach_milestone(&client("a"), Milestone::Asked, minutes(at));
            }).await);
        }
        let reached = store.list_milestones(&client("a")).await.expect("read");
        let wanted = Reached { milestone: Milestone::Asked, first_at: minutes(5), last_at: minutes(9) };
        assert_eq!(reached, [wanted]);
        assert!(store.list_milestones(&client("b")).await.expect("read").is_empty());
        let later = minutes(9).after(Retention::default().client_milestones);
        let swept = store.sweep(&Retention::default(), later.before(Lifetime::minutes(1))).await.expect("swept");
        assert!(swept.iter().all(|one| one.statement != "retention.CLIENT_MILESTONES" || one.rows == 0));
        store.sweep(&Retention::default(), later).await.expect("swept");
        assert!(store.list_milestones(&client("a")).await.expect("read").is_empty());
    }

    refusals_are_listed_by_client_newest_first(opened) {
        let store = &opened.store;
        assert!(wrote(store, |batch| {
            for (n, of) in [(1, Some("a")), (2, Some("b")), (3, Some("a")), (4, None), (5, Some("a"))] {
                batch.insert_refusal(&refusal(n, of));
            }
        }).await);
        let listed = store.list_refusals_of_client(&client("a"), 2).await.expect("read");
        assert_eq!(listed.iter().map(|one| one.at).collect::<Vec<_>>(), [minutes(5), minutes(3)]);
    }

    looking_at_an_assertion_identifier_spends_nothing(opened) {
        let store = &opened.store;
        let is_spent = async |at| store.is_assertion_id_spent(&client("a"), &digest(1), at).await.expect("read");
        assert!(!is_spent(NOW).await);
        assert!(wrote(store, |batch| {
            batch.insert_assertion_id(&client("a"), &digest(1), minutes(1), NOW);
        }).await);
        assert!(is_spent(NOW).await);
        assert!(!is_spent(minutes(1)).await, "it may be used again after its end");
    }
}
