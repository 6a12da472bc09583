//! This app's own sessions, in memory: which log ins are under way in a browser, and who is logged in.
//! Bounded in number and age; lost on a restart, as befits a demonstration. Times are seconds since 1970.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use openidconnect::{CsrfToken, Nonce, PkceCodeVerifier, RefreshToken, SubjectIdentifier};
use serde_json::{Map, Value};

use crate::login::LoginChoice;

/// How many browsers are remembered at once; the one unseen for longest makes room.
const CAPACITY: usize = 1_000;
/// How many log ins may be under way in one browser (one per tab).
const PENDING_CAPACITY: usize = 8;
/// How long a log in may take: confirming an email address alone may take an hour.
const PENDING_AGE: u64 = 2 * 60 * 60;
/// A logged in person who does nothing is logged out after this. Spec: F-55.
const IDLE_AGE: u64 = 30 * 60;
/// A logged in person is logged out after this in any case. Spec: F-55.
const ACCOUNT_AGE: u64 = 12 * 60 * 60;

/// A log in under way: what must match when the browser comes back.
#[derive(Debug)]
pub(crate) struct Pending {
    pub(crate) state: String,
    pub(crate) nonce: Nonce,
    pub(crate) verifier: PkceCodeVerifier,
    pub(crate) choice: LoginChoice,
    pub(crate) asked_at: u64,
}

/// A logged in person, as far as this app knows them.
#[derive(Clone, Debug)]
pub(crate) struct Account {
    pub(crate) subject: SubjectIdentifier,
    pub(crate) id_token_header: Map<String, Value>,
    pub(crate) id_token_claims: Map<String, Value>,
    pub(crate) userinfo: Map<String, Value>,
    pub(crate) access_token_received_at: u64,
    pub(crate) access_token_expires_at: Option<u64>,
    pub(crate) refresh_token: Option<RefreshToken>,
    pub(crate) granted_scopes: Vec<String>,
    pub(crate) choice: LoginChoice,
    pub(crate) signed_in_at: u64,
    pub(crate) refreshed: u32,
}

#[derive(Debug)]
struct Session {
    csrf: String,
    pending: VecDeque<Pending>,
    spent: VecDeque<String>,
    account: Option<Account>,
    seen_at: u64,
}

/// What the `state` of a callback turned out to be.
#[derive(Debug)]
pub(crate) enum Taken {
    /// The browser sent no cookie, or one this app does not know (any more).
    NoSession,
    /// This browser never started such a log in.
    Unknown,
    /// This log in was completed before: a reload, or the Back button.
    Spent,
    /// The log in that the state belongs to. It cannot be taken again.
    Pending(Box<Pending>),
}

/// All sessions of this app.
#[derive(Debug, Default)]
pub(crate) struct Sessions(Mutex<HashMap<String, Session>>);

impl Sessions {
    /// Remembers a log in under way and gives the session id for the cookie: the browser's own when it
    /// is known, else a new one.
    pub(crate) fn begin(&self, id: Option<&str>, pending: Pending) -> String {
        let now = pending.asked_at;
        let mut sessions = self.current(now);
        let known = id.filter(|id| sessions.contains_key(*id)).map(str::to_owned);
        let id = known.unwrap_or_else(random_word);
        if !sessions.contains_key(&id) {
            make_room(&mut sessions);
        }
        let session = sessions.entry(id.clone()).or_insert_with(|| Session::new(now));
        session.seen_at = now;
        if session.pending.len() >= PENDING_CAPACITY {
            session.pending.pop_front();
        }
        session.pending.push_back(pending);
        id
    }

    /// Takes the log in that `state` belongs to out of the browser's session.
    pub(crate) fn take(&self, id: Option<&str>, state: &str, now: u64) -> Taken {
        let mut sessions = self.current(now);
        let Some(session) = id.and_then(|id| sessions.get_mut(id)) else { return Taken::NoSession };
        session.seen_at = now;
        if let Some(place) = session.pending.iter().position(|pending| pending.state == state)
            && let Some(pending) = session.pending.remove(place)
        {
            if session.spent.len() >= PENDING_CAPACITY {
                session.spent.pop_front();
            }
            session.spent.push_back(state.to_owned());
            return Taken::Pending(Box::new(pending));
        }
        if session.spent.iter().any(|spent| spent == state) { Taken::Spent } else { Taken::Unknown }
    }

    /// Puts the person into the browser's session and gives the session a new id for the cookie, so
    /// that an id known before the log in is worth nothing after it.
    pub(crate) fn sign_in(&self, id: Option<&str>, account: Account, now: u64) -> String {
        let mut sessions = self.current(now);
        let mut session = id.and_then(|id| sessions.remove(id)).unwrap_or_else(|| Session::new(now));
        make_room(&mut sessions);
        session.account = Some(account);
        session.csrf = random_word();
        session.seen_at = now;
        let fresh = random_word();
        sessions.insert(fresh.clone(), session);
        fresh
    }

    /// The logged in person and the word their forms carry.
    pub(crate) fn account(&self, id: Option<&str>, now: u64) -> Option<(Account, String)> {
        let mut sessions = self.current(now);
        let session = sessions.get_mut(id?)?;
        session.seen_at = now;
        session.account.clone().map(|account| (account, session.csrf.clone()))
    }

    /// Replaces what is known of the person, if they are still the one who is logged in.
    pub(crate) fn update(&self, id: &str, account: Account, now: u64) {
        if let Some(session) = self.current(now).get_mut(id)
            && session.account.as_ref().is_some_and(|known| known.subject == account.subject)
        {
            session.account = Some(account);
        }
    }

    /// Forgets the browser's session.
    pub(crate) fn sign_out(&self, id: &str, now: u64) {
        self.current(now).remove(id);
    }

    /// The sessions, without whatever has grown too old.
    fn current(&self, now: u64) -> MutexGuard<'_, HashMap<String, Session>> {
        let mut sessions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sessions.retain(|_, session| {
            session.expire(now);
            now.saturating_sub(session.seen_at) <= PENDING_AGE
        });
        sessions
    }
}

impl Session {
    fn new(now: u64) -> Self {
        Self {
            csrf: random_word(),
            pending: VecDeque::new(),
            spent: VecDeque::new(),
            account: None,
            seen_at: now,
        }
    }

    fn expire(&mut self, now: u64) {
        self.pending.retain(|pending| now.saturating_sub(pending.asked_at) <= PENDING_AGE);
        let idle = now.saturating_sub(self.seen_at) > IDLE_AGE;
        self.account = self
            .account
            .take()
            .filter(|account| !idle && now.saturating_sub(account.signed_in_at) <= ACCOUNT_AGE);
    }
}

fn make_room(sessions: &mut HashMap<String, Session>) {
    if sessions.len() < CAPACITY {
        return;
    }
    let oldest = sessions.iter().min_by_key(|(_, session)| session.seen_at).map(|(id, _)| id.clone());
    if let Some(id) = oldest {
        sessions.remove(&id);
    }
}

/// 256 random bits, base64url.
fn random_word() -> String {
    CsrfToken::new_random_len(32).into_secret()
}

impl Account {
    /// The `jti` of the ID token.
    pub(crate) fn id_token_jti(&self) -> Option<&str> {
        self.id_token_claims.get("jti").and_then(Value::as_str)
    }

    /// Whether the ID token says that the person has proven who they are.
    pub(crate) fn is_proven(&self) -> bool {
        self.id_token_claims.get("identity_proofing_level").and_then(Value::as_str) == Some("P9")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::login::Prompt;

    const NOON: u64 = 1_000_000;

    fn pending(state: &str, asked_at: u64) -> Pending {
        Pending {
            state: state.to_owned(),
            nonce: Nonce::new("nonce".to_owned()),
            verifier: PkceCodeVerifier::new("v".repeat(43)),
            choice: choice(),
            asked_at,
        }
    }

    fn choice() -> LoginChoice {
        LoginChoice { scopes: vec![], vtr: None, prompt: Prompt::Absent, passed_on: None }
    }

    fn account(signed_in_at: u64) -> Account {
        Account {
            subject: SubjectIdentifier::new("sub".to_owned()),
            id_token_header: Map::new(),
            id_token_claims: Map::new(),
            userinfo: Map::new(),
            access_token_received_at: signed_in_at,
            access_token_expires_at: None,
            refresh_token: None,
            granted_scopes: vec![],
            choice: choice(),
            signed_in_at,
            refreshed: 0,
        }
    }

    #[test]
    fn a_state_is_taken_once() {
        let sessions = Sessions::default();
        let id = sessions.begin(None, pending("a", NOON));
        assert!(matches!(sessions.take(Some(&id), "a", NOON), Taken::Pending(_)));
        assert!(matches!(sessions.take(Some(&id), "a", NOON), Taken::Spent));
    }

    #[test]
    fn a_state_of_another_browser_is_unknown() {
        let sessions = Sessions::default();
        let mine = sessions.begin(None, pending("a", NOON));
        let other = sessions.begin(None, pending("b", NOON));
        assert!(matches!(sessions.take(Some(&mine), "b", NOON), Taken::Unknown));
        assert!(matches!(sessions.take(Some(&other), "b", NOON), Taken::Pending(_)));
    }

    #[test]
    fn without_a_cookie_there_is_no_session() {
        let sessions = Sessions::default();
        sessions.begin(None, pending("a", NOON));
        assert!(matches!(sessions.take(None, "a", NOON), Taken::NoSession));
        assert!(matches!(sessions.take(Some("guess"), "a", NOON), Taken::NoSession));
    }

    #[test]
    fn two_tabs_of_one_browser_both_find_their_log_in() {
        let sessions = Sessions::default();
        let id = sessions.begin(None, pending("a", NOON));
        assert_eq!(sessions.begin(Some(&id), pending("b", NOON)), id);
        assert!(matches!(sessions.take(Some(&id), "a", NOON), Taken::Pending(_)));
        assert!(matches!(sessions.take(Some(&id), "b", NOON), Taken::Pending(_)));
    }

    #[test]
    fn an_unknown_cookie_is_never_adopted() {
        let sessions = Sessions::default();
        assert_ne!(sessions.begin(Some("chosen-by-a-stranger"), pending("a", NOON)), "chosen-by-a-stranger");
    }

    #[test]
    fn logging_in_changes_the_session_id_and_keeps_the_other_tab() {
        let sessions = Sessions::default();
        let before = sessions.begin(None, pending("other tab", NOON));
        let after = sessions.sign_in(Some(&before), account(NOON), NOON);
        assert_ne!(before, after);
        assert!(sessions.account(Some(&before), NOON).is_none());
        assert!(sessions.account(Some(&after), NOON).is_some());
        assert!(matches!(sessions.take(Some(&after), "other tab", NOON), Taken::Pending(_)));
    }

    #[test]
    fn thirty_idle_minutes_log_a_person_out() {
        let sessions = Sessions::default();
        let id = sessions.sign_in(None, account(NOON), NOON);
        assert!(sessions.account(Some(&id), NOON + IDLE_AGE).is_some());
        assert!(sessions.account(Some(&id), NOON + 2 * IDLE_AGE + 1).is_none());
    }

    #[test]
    fn twelve_hours_log_a_person_out_however_busy() {
        let sessions = Sessions::default();
        let id = sessions.sign_in(None, account(NOON), NOON);
        let mut now = NOON;
        while now + IDLE_AGE <= NOON + ACCOUNT_AGE {
            now += IDLE_AGE;
            assert!(sessions.account(Some(&id), now).is_some());
        }
        assert!(sessions.account(Some(&id), now + 1).is_none());
    }

    #[test]
    fn the_number_of_sessions_and_of_log_ins_is_bounded() {
        let sessions = Sessions::default();
        let first = sessions.begin(None, pending("a", NOON));
        for at in 1..=CAPACITY as u64 {
            sessions.begin(None, pending("b", NOON + at));
        }
        let now = NOON + CAPACITY as u64;
        assert_eq!(sessions.current(now).len(), CAPACITY);
        assert!(matches!(sessions.take(Some(&first), "a", now), Taken::NoSession));

        let busy = sessions.begin(None, pending("first", now));
        for number in 0..PENDING_CAPACITY {
            sessions.begin(Some(&busy), pending(&number.to_string(), now));
        }
        assert!(matches!(sessions.take(Some(&busy), "first", now), Taken::Unknown));
    }
}
