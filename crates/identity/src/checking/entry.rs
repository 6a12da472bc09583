//! Getting in: the password. What comes next is in `authenticator`.

use account_store::{AuditEvent, Operator};
use credentials::{Phc, Verified};
use vocabulary::{Instant, Secret};

use crate::checking::limits::{TryPermit, Trying};
use crate::checking::session::OperatorBrowser;
use crate::fault::Fault;
use crate::service::{Identity, Inner};

/// A user name that is longer belongs to nobody.
const LONGEST_USERNAME: usize = 254;

/// What came of a password.
#[derive(Debug)]
pub enum OperatorEntry {
    /// It is right: set this cookie, and ask [`Identity::operator_standing`] with it what comes next.
    Next {
        /// The new value of the console cookie.
        cookie: Secret<String>,
    },
    /// It is another one, or there is no such operator, or they are disabled: nobody learns which.
    Wrong,
    /// Too many wrong ones.
    Locked {
        /// Until then.
        until: Instant,
    },
}

impl Identity {
    /// The password step: the same work whether there is such an operator or not.
    ///
    /// # Errors
    /// [`Fault::Busy`] when too many passwords are being checked; when the store fails.
    ///
    /// Journeys 6.2; section 8
    pub async fn give_operator_password(
        &self,
        browser: &OperatorBrowser,
        username: &str,
        password: Secret<String>,
    ) -> Result<OperatorEntry, Fault> {
        let inner = &self.0;
        let username = username.trim();
        if username.is_empty() || username.len() > LONGEST_USERNAME || password.expose().is_empty() {
            return Ok(OperatorEntry::Wrong);
        }
        inner.passwords.has_room()?;
        let trying = Trying::Password(username);
        let locks_until = match inner.operator_tries(trying, browser).await? {
            TryPermit::Given { locks_until } => locks_until,
            TryPermit::Locked { until } => return Ok(OperatorEntry::Locked { until }),
        };
        let known = inner.store.find_operator(username).await?;
        let verified = inner.verify_operator(known.as_ref(), password).await?;
        match known.filter(|operator| verified && operator.disabled_at.is_none()) {
            Some(operator) => inner.enter(&operator, browser, trying).await,
            None => inner.refuse_entry(username, browser, locks_until).await,
        }
    }
}

impl Inner {
    pub(crate) async fn verify_operator(
        &self,
        operator: Option<&Operator>,
        password: Secret<String>,
    ) -> Result<bool, Fault> {
        let hash = match operator {
            Some(operator) => Some(
                Phc::try_from(operator.password_hash.expose().as_str())
                    .map_err(|_| Fault::Bug("a stored password hash does not parse"))?,
            ),
            None => None,
        };
        Ok(self.passwords.verify(password, hash).await? != Verified::Wrong)
    }

    async fn enter(
        &self,
        operator: &Operator,
        browser: &OperatorBrowser,
        trying: Trying<'_>,
    ) -> Result<OperatorEntry, Fault> {
        if let Some(until) = self.operator_code_lock(&operator.username, browser).await? {
            return Ok(OperatorEntry::Locked { until });
        }
        let mut batch = self.store.batch();
        batch.clear_attempts(&self.operator_counter(trying, browser));
        let cookie = self.begin_operator_session(operator.id, browser, None, &mut batch);
        self.write(batch).await?;
        Ok(OperatorEntry::Next { cookie })
    }

    async fn refuse_entry(
        &self,
        username: &str,
        browser: &OperatorBrowser,
        locks_until: Option<Instant>,
    ) -> Result<OperatorEntry, Fault> {
        self.operator_failed(browser).await?;
        let operator = self.store.find_operator(username).await?.map(|operator| operator.id);
        let mut batch = self.store.batch();
        self.audit_operator(operator, AuditEvent::OperatorSignInFailed, &mut batch);
        if locks_until.is_some() {
            self.audit_operator(operator, AuditEvent::OperatorLocked, &mut batch);
        }
        self.write(batch).await?;
        Ok(locks_until.map_or(OperatorEntry::Wrong, |until| OperatorEntry::Locked { until }))
    }
}
