//! Tickets, codes, sessions, devices, visits, counters.

use account_store::{
    Attempt, BrowserVisit, CodePurpose, Consent, Device, Ladder, OneTimeCode, Rate, RateAnswer, Session,
    Standing, WriteFault,
};
use vocabulary::{Lifetime, ProofingLevel, ScopeSet, Secret};

use crate::both::{NOW, client, complete, digest, minutes, on_both, secret, ticket, two_factors};

fn session(n: u8) -> Session {
    Session {
        digest: digest(n),
        account_id: complete(1, "a@example.org").id,
        factors: two_factors(),
        authenticated_at: NOW,
        created_at: NOW,
        expires_at: minutes(60),
    }
}

fn device(n: u8) -> Device {
    Device {
        digest: digest(n),
        account_id: complete(1, "a@example.org").id,
        label: "Firefox on Windows".to_owned(),
        created_at: NOW,
        last_used_at: NOW,
        expires_at: minutes(100),
    }
}

fn code(n: u8) -> OneTimeCode {
    OneTimeCode {
        ticket_id: ticket(1).id,
        purpose: CodePurpose::ConfirmPhone,
        digest: digest(n),
        target: Some(secret("+447700900123")),
        created_at: NOW,
        expires_at: minutes(5),
    }
}

const LADDER: Ladder = Ladder {
    limit: 5,
    window: Lifetime::minutes(15),
    lock: Lifetime::minutes(15),
    repeated_lock: Lifetime::minutes(60),
    memory: Lifetime::hours(24),
};

on_both! {
    a_ticket_is_changed_by_one_tab_at_a_time(opened) {
        let store = &opened.store;
        let one = ticket(1);
        let mut batch = store.batch();
        batch.relaxed().insert_ticket(&one);
        store.write(batch).await.expect("written");
        let change = |version, text: &str| {
            let mut batch = store.batch();
            batch.update_ticket(one.id, version, &Secret::new(text.as_bytes().to_vec()));
            batch
        };
        store.write(change(0, "first")).await.expect("written");
        assert!(matches!(store.write(change(0, "second")).await, Err(WriteFault::Conflict { .. })));
        let found = store.ticket(one.id, NOW).await.expect("read").expect("there");
        assert_eq!((found.progress.expose().as_slice(), found.version), (b"first".as_slice(), 1));
        assert!(store.ticket(one.id, minutes(60)).await.expect("read").is_none());

        let mut batch = store.batch();
        batch.take_ticket(one.id, 0);
        assert!(store.write(batch).await.is_err());
        let mut batch = store.batch();
        batch.take_ticket(one.id, 1);
        store.write(batch).await.expect("taken");
        let mut batch = store.batch();
        batch.delete_ticket(one.id);
        assert_eq!(store.write(batch).await.expect("nothing to do").touched(0), 0);
    }

    a_ticket_is_bound_to_the_first_browser(opened) {
        let store = &opened.store;
        let mut batch = store.batch();
        batch.insert_ticket(&ticket(1)).bind_ticket(ticket(1).id, &digest(1));
        store.write(batch).await.expect("bound");
        let mut batch = store.batch();
        batch.bind_ticket(ticket(1).id, &digest(2));
        assert!(store.write(batch).await.is_err());
        let found = store.ticket(ticket(1).id, NOW).await.expect("read").expect("there");
        assert_eq!(found.browser, Some(digest(1)));
    }

    a_code_is_taken_once_and_only_in_time(opened) {
        let store = &opened.store;
        let (id, purpose) = (ticket(1).id, CodePurpose::ConfirmPhone);
        let mut batch = store.batch();
        batch.put_code(&code(1)).put_code(&code(2));
        store.write(batch).await.expect("written");
        let meta = store.code_meta(id, purpose).await.expect("read").expect("there");
        assert_eq!((meta.created_at, meta.expires_at), (NOW, minutes(5)));
        let take = async |n, now| store.take_code(id, purpose, &digest(n), now).await;
        assert!(take(1, NOW).await.expect("replaced").is_none());
        assert!(take(2, minutes(5)).await.expect("late").is_none());
        assert!(store.code_meta(id, CodePurpose::SignIn).await.expect("read").is_none());
        let taken = take(2, minutes(4)).await.expect("taken").expect("there");
        assert_eq!(taken.target.map(|target| target.expose().clone()), Some("+447700900123".to_owned()));
        assert!(take(2, minutes(4)).await.expect("gone").is_none());
    }

    a_code_is_taken_together_with_what_it_allows(opened) {
        let store = &opened.store;
        let (one, account) = (ticket(1), complete(1, "a@example.org"));
        let mut batch = store.batch();
        batch.insert_ticket(&one).put_code(&code(1)).insert_account(&account);
        store.write(batch).await.expect("written");
        let mut batch = store.batch();
        batch
            .take_code(one.id, CodePurpose::ConfirmPhone, &digest(9), NOW)
            .insert_session(&session(1));
        assert!(matches!(store.write(batch).await, Err(WriteFault::Conflict { index: 0, .. })));
        assert!(store.session(&digest(1), NOW).await.expect("read").is_none());
        let mut batch = store.batch();
        batch
            .take_code(one.id, CodePurpose::ConfirmPhone, &digest(1), NOW)
            .insert_session(&session(1));
        store.write(batch).await.expect("written");
        assert_eq!(store.session(&digest(1), NOW).await.expect("read"), Some(session(1)));
        let mut batch = store.batch();
        batch.delete_code(one.id, CodePurpose::ConfirmPhone);
        assert_eq!(store.write(batch).await.expect("nothing to do").touched(0), 0);
    }

    a_session_shows_account_and_consent_until_it_ends(opened) {
        let store = &opened.store;
        let account = complete(1, "a@example.org");
        let consent = Consent {
            account_id: account.id,
            client_id: client("app"),
            scopes: ScopeSet::known_in("openid"),
            level: ProofingLevel::P0,
            agreed_at: NOW,
            withdrawn_at: None,
        };
        let mut batch = store.batch();
        batch.insert_account(&account).insert_session(&session(1)).insert_session(&session(2));
        batch.upsert_consent(&consent);
        store.write(batch).await.expect("written");
        let view = store.sign_in_view(&digest(1), &client("app"), NOW).await.expect("read").expect("there");
        assert_eq!((view.session, view.account.id, view.consent), (session(1), account.id, Some(consent)));
        let other = store.sign_in_view(&digest(1), &client("other"), NOW).await.expect("read").expect("there");
        assert!(other.consent.is_none());
        assert!(store.sign_in_view(&digest(1), &client("app"), minutes(60)).await.expect("read").is_none());
        let mut batch = store.batch();
        batch.delete_session(&digest(1));
        store.write(batch).await.expect("ended");
        assert!(store.session(&digest(1), NOW).await.expect("read").is_none());
        let mut batch = store.batch();
        batch.delete_sessions(account.id);
        assert_eq!(store.write(batch).await.expect("ended").touched(0), 1);
    }

    a_device_is_remembered_used_and_forgotten(opened) {
        let store = &opened.store;
        let account = complete(1, "a@example.org");
        let mut batch = store.batch();
        batch.insert_account(&account).insert_device(&device(1)).insert_device(&device(2));
        batch.touch_device(&digest(1), minutes(1), minutes(200));
        store.write(batch).await.expect("written");
        let found = store.find_device(&digest(1), minutes(150)).await.expect("read").expect("there");
        assert_eq!((found.last_used_at, found.label.as_str()), (minutes(1), "Firefox on Windows"));
        assert!(store.find_device(&digest(2), minutes(150)).await.expect("read").is_none());
        assert_eq!(store.list_devices(account.id, NOW).await.expect("read").len(), 2);
        let mut batch = store.batch();
        batch.delete_device(&digest(1));
        store.write(batch).await.expect("forgotten");
        let mut batch = store.batch();
        batch.touch_device(&digest(1), NOW, NOW);
        assert!(store.write(batch).await.is_err());
        let mut batch = store.batch();
        batch.delete_devices(account.id);
        assert_eq!(store.write(batch).await.expect("forgotten").touched(0), 1);
    }

    a_browser_remembers_its_clients(opened) {
        let store = &opened.store;
        let mut batch = store.batch();
        batch
            .record_browser_visit(&digest(1), &client("a"), NOW)
            .record_browser_visit(&digest(1), &client("b"), minutes(1))
            .record_browser_visit(&digest(1), &client("a"), minutes(2));
        store.write(batch).await.expect("written");
        let visits = store.list_browser_visits(&digest(1)).await.expect("read");
        let expected = [
            BrowserVisit { client_id: client("a"), last_at: minutes(2) },
            BrowserVisit { client_id: client("b"), last_at: minutes(1) },
        ];
        assert_eq!(visits, expected);
        assert!(store.list_browser_visits(&digest(2)).await.expect("read").is_empty());
    }

    the_fifth_wrong_attempt_locks_and_the_next_lock_is_longer(opened) {
        let store = &opened.store;
        let counter = store.counter("password", &[b"account", b"network"]);
        for left in (1..5).rev() {
            let answer = store.take_attempt(&counter, &LADDER, NOW).await.expect("counted");
            assert_eq!(answer, Attempt::Allowed { left, locks_until: None });
        }
        assert_eq!(store.standing(&counter, NOW).await.expect("read"), Standing { made: 4, locked_until: None });
        let last = store.take_attempt(&counter, &LADDER, NOW).await.expect("counted");
        assert_eq!(last, Attempt::Allowed { left: 0, locks_until: Some(minutes(15)) });
        for _ in 0..2 {
            let refused = store.take_attempt(&counter, &LADDER, minutes(14)).await.expect("counted");
            assert_eq!(refused, Attempt::Locked { until: minutes(15) });
        }
        let standing = store.standing(&counter, minutes(14)).await.expect("read");
        assert_eq!(standing.locked_until, Some(minutes(15)));
        assert_eq!(store.standing(&counter, minutes(15)).await.expect("read").made, 0);

        let again = minutes(15);
        for _ in 0..4 {
            store.take_attempt(&counter, &LADDER, again).await.expect("counted");
        }
        let last = store.take_attempt(&counter, &LADDER, again).await.expect("counted");
        assert_eq!(last, Attempt::Allowed { left: 0, locks_until: Some(minutes(75)) });
        let mut batch = store.batch();
        batch.clear_attempts(&counter);
        store.write(batch).await.expect("cleared");
        let fresh = store.take_attempt(&counter, &LADDER, again).await.expect("counted");
        assert_eq!(fresh, Attempt::Allowed { left: 4, locks_until: None });
    }

    a_window_that_is_over_forgets_attempts_but_not_locks(opened) {
        let store = &opened.store;
        let counter = store.counter("code", &[b"account"]);
        for _ in 0..5 {
            store.take_attempt(&counter, &LADDER, NOW).await.expect("counted");
        }
        for _ in 0..3 {
            store.take_attempt(&counter, &LADDER, minutes(20)).await.expect("counted");
        }
        let later = minutes(60);
        let first = store.take_attempt(&counter, &LADDER, later).await.expect("counted");
        assert_eq!(first, Attempt::Allowed { left: 4, locks_until: None });
        for _ in 0..3 {
            store.take_attempt(&counter, &LADDER, later).await.expect("counted");
        }
        let last = store.take_attempt(&counter, &LADDER, later).await.expect("counted");
        assert_eq!(last, Attempt::Allowed { left: 0, locks_until: Some(later.after(LADDER.repeated_lock)) });
        let days_later = later.after(Lifetime::days(3));
        for _ in 0..4 {
            store.take_attempt(&counter, &LADDER, days_later).await.expect("counted");
        }
        let last = store.take_attempt(&counter, &LADDER, days_later).await.expect("counted");
        assert_eq!(last, Attempt::Allowed { left: 0, locks_until: Some(days_later.after(LADDER.lock)) });
    }

    several_counters_answer_in_their_order(opened) {
        let store = &opened.store;
        let tight = Ladder { limit: 2, ..LADDER };
        let counters: Vec<_> = (0_u8..6).map(|n| (store.counter("n", &[&[n]]), tight)).collect();
        store.take_attempt(&counters[3].0, &tight, NOW).await.expect("counted");
        let answers = store.take_attempts(&counters, NOW).await.expect("counted");
        let left: Vec<_> = answers
            .iter()
            .map(|answer| match answer {
                Attempt::Allowed { left, .. } => *left,
                Attempt::Locked { .. } => 9,
            })
            .collect();
        assert_eq!(left, [1, 1, 1, 0, 1, 1]);
        assert!(store.take_attempts(&[], NOW).await.expect("nothing").is_empty());
    }

    a_rate_allows_its_burst_and_then_one_an_interval(opened) {
        let store = &opened.store;
        let counter = store.counter("texts", &[b"network"]);
        let rate = Rate { interval: Lifetime::minutes(1), burst: 3 };
        for _ in 0..3 {
            let answer = store.pass_rate_limit(&counter, &rate, NOW).await.expect("asked");
            assert_eq!(answer, RateAnswer::Allowed);
        }
        for _ in 0..2 {
            let answer = store.pass_rate_limit(&counter, &rate, NOW).await.expect("asked");
            assert_eq!(answer, RateAnswer::Refused);
        }
        assert_eq!(store.pass_rate_limit(&counter, &rate, minutes(1)).await.expect("asked"), RateAnswer::Allowed);
        assert_eq!(store.pass_rate_limit(&counter, &rate, minutes(1)).await.expect("asked"), RateAnswer::Refused);
        for _ in 0..3 {
            let answer = store.pass_rate_limit(&counter, &rate, minutes(60)).await.expect("asked");
            assert_eq!(answer, RateAnswer::Allowed);
        }
    }
}
