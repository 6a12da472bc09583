//! Operators' sessions: 256 random bits in a cookie, of which a digest is stored.

use std::net::IpAddr;

use account_store::{Batch, Operator, OperatorSession};
use credentials::{OperatorSecret, csrf_token, is_csrf_token};
use vocabulary::{Instant, Lifetime, OperatorId, Secret};

use crate::fault::Fault;
use crate::service::{Identity, Inner};

/// A use is written down at most this often.
const TOUCH_EVERY: Lifetime = Lifetime::minutes(1);

/// What came with a request to the console.
#[derive(Debug, Clone)]
pub struct OperatorBrowser {
    /// The console cookie's value, unverified.
    pub session: Option<Secret<String>>,
    /// The network it called from, after trusted proxies.
    pub network: IpAddr,
}

impl OperatorBrowser {
    pub(crate) fn secret(&self) -> Option<OperatorSecret> {
        OperatorSecret::try_from(self.session.as_ref()?.expose().as_str()).ok()
    }
}

impl Identity {
    /// A cookie value that opens nothing: for the log-in page of a browser that has none, so that its form has a token. Each step of
    /// logging in replaces it.
    #[must_use]
    pub fn fresh_operator_cookie(&self) -> Secret<String> {
        OperatorSecret::from_random(self.0.random()).text()
    }

    /// The form token of this browser; none before it has a cookie of ours.
    #[must_use]
    pub fn operator_csrf_token(&self, browser: &OperatorBrowser) -> Option<String> {
        Some(csrf_token(&self.0.secrets.forms, &browser.secret()?))
    }

    /// Whether `presented` is this browser's form token. Constant time.
    #[must_use]
    pub fn operator_csrf_matches(&self, browser: &OperatorBrowser, presented: &str) -> bool {
        browser.secret().is_some_and(|secret| is_csrf_token(&self.0.secrets.forms, &secret, presented))
    }
}

impl Inner {
    /// The session of this browser that has not ended and was used lately, with its operator.
    pub(crate) async fn operator_session(
        &self,
        browser: &OperatorBrowser,
    ) -> Result<Option<(OperatorSession, Operator)>, Fault> {
        let Some(secret) = browser.secret() else { return Ok(None) };
        let now = self.clock.now();
        let Some((session, operator)) = self.store.operator_session(&secret.digest(), now).await? else {
            return Ok(None);
        };
        if session.last_used_at.after(self.settings.checking.session_idle) <= now {
            let mut batch = self.store.batch();
            batch.delete_operator_session(&session.digest);
            self.write(batch).await?;
            return Ok(None);
        }
        if session.last_used_at.after(TOUCH_EVERY) <= now {
            let mut batch = self.store.batch();
            batch.touch_operator_session(&session.digest, now);
            self.write(batch).await?;
        }
        Ok(Some((session, operator)))
    }

    /// Begins a session in place of the one that the browser may have: what was in the cookie before opens nothing any more.
    pub(crate) fn begin_operator_session(
        &self,
        operator: OperatorId,
        browser: &OperatorBrowser,
        second_factor_at: Option<Instant>,
        batch: &mut Batch,
    ) -> Secret<String> {
        let secret = OperatorSecret::from_random(self.random());
        let now = self.clock.now();
        let rules = &self.settings.checking;
        let lifetime = if second_factor_at.is_some() { rules.session } else { rules.second_factor };
        if let Some(before) = browser.secret() {
            batch.delete_operator_session(&before.digest());
        }
        let digest = secret.digest();
        batch.insert_operator_session(&OperatorSession {
            digest,
            operator_id: operator,
            second_factor_at,
            created_at: now,
            last_used_at: now,
            expires_at: now.after(lifetime),
        });
        if second_factor_at.is_some() {
            batch.trim_operator_sessions(operator, &digest, self.settings.access.sessions);
        }
        secret.text()
    }

    /// Gives a signed-in session another secret, which ends when the one before would have ended; every other session of the operator
    /// ends now. For whoever changed how they sign in.
    pub(crate) fn renew_operator_session(
        &self,
        session: &OperatorSession,
        batch: &mut Batch,
    ) -> Secret<String> {
        let secret = OperatorSecret::from_random(self.random());
        batch.delete_operator_sessions(session.operator_id);
        let last_used_at = self.clock.now();
        batch.insert_operator_session(&OperatorSession {
            digest: secret.digest(),
            last_used_at,
            ..session.clone()
        });
        secret.text()
    }
}
