//! What operators do about their own sign-in: sessions, password, authenticator app.

use account_store::{AuditEvent, Operator, OperatorChange, OperatorSession, PasswordOf};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use credentials::{BrokenRule, OneTimeCode, PasswordRules};
use vocabulary::{Digest, Instant, Secret};

use crate::access::passwords::Wanted;
use crate::checking::{AuthenticatorSetUp, OperatorBrowser, SignedInOperator, TryPermit, Trying};
use crate::fault::Fault;
use crate::service::{Identity, Inner};

/// One of one's own sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSession {
    /// What names it; it opens nothing.
    pub id: String,
    /// When it began.
    pub created_at: Instant,
    /// When it was used last, to the minute.
    pub last_used_at: Instant,
    /// When it ends in any case.
    pub expires_at: Instant,
    /// Whether it is this browser's.
    pub is_this: bool,
}

/// What came of choosing a password of one's own.
#[derive(Debug)]
pub enum OwnPassword {
    /// It is set: set this cookie in place of the one before. Every other session has ended.
    Set {
        /// The new value of the console cookie.
        cookie: Secret<String>,
    },
    /// It breaks these rules.
    Refused(Vec<BrokenRule>),
    /// It is the one before.
    Same,
    /// The password that was asked for is another one.
    WrongPassword,
    /// Too many wrong ones.
    Locked {
        /// Until then.
        until: Instant,
    },
    /// Nobody is signed in here, or not that far; or somebody changed the account at the same instant.
    NotAsked,
}

/// What came of setting up another authenticator app.
#[derive(Debug)]
pub enum AuthenticatorReplaced {
    /// Its codes count from now on: set this cookie. Every other session has ended.
    Done {
        /// The new value of the console cookie.
        cookie: Secret<String>,
    },
    /// The password is another one.
    WrongPassword,
    /// The code of the app that is set up now is wrong, or was used before.
    WrongCode,
    /// The code of the new app is wrong.
    WrongNewCode,
    /// Too many wrong ones.
    Locked {
        /// Until then.
        until: Instant,
    },
    /// Nobody is signed in here, or somebody changed the account at the same instant.
    NotAsked,
}

impl Identity {
    /// What an operator's new password must be.
    #[must_use]
    pub fn operator_password_rules(&self) -> PasswordRules {
        self.0.operator_password_rules()
    }

    /// Where this operator is signed in, the session used last first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn own_sessions(
        &self,
        by: &SignedInOperator,
        browser: &OperatorBrowser,
    ) -> Result<Vec<OwnSession>, Fault> {
        let inner = &self.0;
        let here = browser.secret().map(|secret| secret.digest());
        let sessions = inner.store.list_operator_sessions(by.id(), inner.clock.now()).await?;
        let idle = inner.settings.checking.session_idle;
        let alive = |session: &OperatorSession| session.last_used_at.after(idle) > inner.clock.now();
        let own = |session: OperatorSession| OwnSession {
            id: URL_SAFE_NO_PAD.encode(session.digest.as_bytes()),
            created_at: session.created_at,
            last_used_at: session.last_used_at,
            expires_at: session.expires_at,
            is_this: here.as_ref() == Some(&session.digest),
        };
        Ok(sessions.into_iter().filter(alive).map(own).collect())
    }

    /// Ends one of one's own sessions; another operator's is not touched.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn end_own_session(&self, by: &SignedInOperator, id: &str) -> Result<(), Fault> {
        let inner = &self.0;
        let Ok(bytes) = URL_SAFE_NO_PAD.decode(id) else { return Ok(()) };
        let Ok(digest) = Digest::try_from(bytes.as_slice()) else { return Ok(()) };
        let own = inner.store.list_operator_sessions(by.id(), inner.clock.now()).await?;
        if !own.iter().any(|session| session.digest == digest) {
            return Ok(());
        }
        let mut batch = inner.store.batch();
        batch.delete_session_of_operator(by.id(), &digest);
        let what = OperatorChange::SessionsEnded;
        inner.audit_operator(Some(by.id()), AuditEvent::OperatorChanged { what }, &mut batch);
        inner.write(batch).await
    }

    /// The first log-in with a password that was made: a password of one's own.
    ///
    /// # Errors
    /// [`Fault::Busy`] when too many passwords are being hashed; when the store fails.
    pub async fn choose_operator_password(
        &self,
        browser: &OperatorBrowser,
        password: Secret<String>,
        confirmation: Secret<String>,
    ) -> Result<OwnPassword, Fault> {
        let inner = &self.0;
        let found = inner.operator_session(browser).await?;
        let Some((session, operator)) = found.filter(|(session, operator)| {
            session.second_factor_at.is_some() && operator.password == PasswordOf::Temporary
        }) else {
            return Ok(OwnPassword::NotAsked);
        };
        inner.set_own_password(&session, &operator, Wanted { password, confirmation }).await
    }

    /// Another password; the one before is asked for.
    ///
    /// # Errors
    /// [`Fault::Busy`] when too many passwords are being hashed; when the store fails.
    pub async fn change_own_password(
        &self,
        browser: &OperatorBrowser,
        before: Secret<String>,
        password: Secret<String>,
        confirmation: Secret<String>,
    ) -> Result<OwnPassword, Fault> {
        let inner = &self.0;
        let Some((session, operator)) = inner.whole_session(browser).await? else {
            return Ok(OwnPassword::NotAsked);
        };
        let wanted = Wanted { password, confirmation };
        let broken = inner.broken_by(&operator.username, &wanted);
        if !broken.is_empty() {
            return Ok(OwnPassword::Refused(broken));
        }
        match inner.ask_password_again(&operator, browser, before).await? {
            Again::Right => inner.set_own_password(&session, &operator, wanted).await,
            Again::Wrong => Ok(OwnPassword::WrongPassword),
            Again::Locked(until) => Ok(OwnPassword::Locked { until }),
        }
    }

    /// What the page shows that sets up another authenticator app; none when nobody is signed in. It is proposed to this session only, and
    /// kept nowhere.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn proposed_authenticator(
        &self,
        browser: &OperatorBrowser,
    ) -> Result<Option<AuthenticatorSetUp>, Fault> {
        let inner = &self.0;
        let Some((_, operator)) = inner.whole_session(browser).await? else { return Ok(None) };
        let Some(proposed) = inner.proposed_secret(browser) else { return Ok(None) };
        Ok(Some(AuthenticatorSetUp::of(proposed, inner.console_name(), &operator.username)))
    }

    /// Another authenticator app, in place of the one that is set up: asks for the password, a code of the app of now, and a code of the
    /// new one.
    ///
    /// # Errors
    /// [`Fault::Busy`] when too many passwords are being checked; when the store fails.
    pub async fn replace_authenticator(
        &self,
        browser: &OperatorBrowser,
        password: Secret<String>,
        code: &OneTimeCode,
        new_code: &OneTimeCode,
    ) -> Result<AuthenticatorReplaced, Fault> {
        let inner = &self.0;
        let whole = inner.whole_session(browser).await?;
        let Some(((session, operator), proposed)) = whole.zip(inner.proposed_secret(browser)) else {
            return Ok(AuthenticatorReplaced::NotAsked);
        };
        match inner.ask_password_again(&operator, browser, password).await? {
            Again::Right => {}
            Again::Wrong => return Ok(AuthenticatorReplaced::WrongPassword),
            Again::Locked(until) => return Ok(AuthenticatorReplaced::Locked { until }),
        }
        if let TryPermit::Locked { until } =
            inner.operator_tries(Trying::Code(&operator.username), browser).await?
        {
            return Ok(AuthenticatorReplaced::Locked { until });
        }
        if !inner.is_current_code(&operator, browser, code)? {
            inner.operator_failed(browser).await?;
            return Ok(AuthenticatorReplaced::WrongCode);
        }
        let Some(step) = proposed.check(new_code, inner.clock.now()) else {
            return Ok(AuthenticatorReplaced::WrongNewCode);
        };
        let mut batch = inner.store.batch();
        batch.update_operator_totp(operator.id, operator.version, Some(&proposed.bytes()));
        batch.advance_totp_step(operator.id, 0, step);
        batch.clear_attempts(&inner.operator_counter(Trying::Code(&operator.username), browser));
        let what = OperatorChange::SecondFactor;
        inner.audit_operator(Some(operator.id), AuditEvent::OperatorChanged { what }, &mut batch);
        let cookie = inner.renew_operator_session(&session, &mut batch);
        let done = inner.commit(batch).await?;
        Ok(if done { AuthenticatorReplaced::Done { cookie } } else { AuthenticatorReplaced::NotAsked })
    }
}

/// What came of asking for the password once more.
enum Again {
    Right,
    Wrong,
    Locked(Instant),
}

impl Inner {
    /// The session of this browser, when both factors were shown in it and the password is the operator's own.
    async fn whole_session(
        &self,
        browser: &OperatorBrowser,
    ) -> Result<Option<(OperatorSession, Operator)>, Fault> {
        let found = self.operator_session(browser).await?;
        Ok(found.filter(|(session, operator)| {
            session.second_factor_at.is_some() && operator.password == PasswordOf::TheirOwn
        }))
    }

    /// Whoever finds an open console must not get as many guesses as they like.
    async fn ask_password_again(
        &self,
        operator: &Operator,
        browser: &OperatorBrowser,
        password: Secret<String>,
    ) -> Result<Again, Fault> {
        self.passwords.has_room()?;
        let trying = Trying::Password(&operator.username);
        let locks_until = match self.operator_tries(trying, browser).await? {
            TryPermit::Given { locks_until } => locks_until,
            TryPermit::Locked { until } => return Ok(Again::Locked(until)),
        };
        if self.verify_operator(Some(operator), password).await? {
            let mut batch = self.store.batch();
            batch.clear_attempts(&self.operator_counter(trying, browser));
            self.write(batch).await?;
            return Ok(Again::Right);
        }
        self.operator_failed(browser).await?;
        Ok(locks_until.map_or(Again::Wrong, Again::Locked))
    }

    async fn set_own_password(
        &self,
        session: &OperatorSession,
        operator: &Operator,
        wanted: Wanted,
    ) -> Result<OwnPassword, Fault> {
        let broken = self.broken_by(&operator.username, &wanted);
        if !broken.is_empty() {
            return Ok(OwnPassword::Refused(broken));
        }
        if self.verify_operator(Some(operator), wanted.password.clone()).await? {
            return Ok(OwnPassword::Same);
        }
        let mut batch = self.store.batch();
        let cookie = self.take_own_password(operator, session, wanted.password, &mut batch).await?;
        let what = OperatorChange::Password;
        self.audit_operator(Some(operator.id), AuditEvent::OperatorChanged { what }, &mut batch);
        Ok(if self.commit(batch).await? { OwnPassword::Set { cookie } } else { OwnPassword::NotAsked })
    }
}
