//! Getting in: the authenticator app. Its first code also sets it up.

use account_store::{AuditEvent, Operator, OperatorChange, OperatorSession};
use credentials::{OneTimeCode, TotpSecret, TypedCodeFault, totp_qr_svg};
use vocabulary::{Instant, Sandbox, Secret};

use crate::checking::limits::{TryPermit, Trying};
use crate::checking::session::OperatorBrowser;
use crate::fault::Fault;
use crate::service::{Identity, Inner};

/// The secret of a sandbox's own operators, known to everybody: it opens nothing outside sandbox mode.
pub(crate) const SANDBOX_SECRET: [u8; 20] = *b"sandbox: not secret!";

/// The authenticator secret of a sandbox's own operators, in base 32, in groups of four.
#[must_use]
pub fn sandbox_authenticator(_witness: Sandbox) -> Secret<String> {
    TotpSecret::from_random(SANDBOX_SECRET).text()
}

/// What the page of the set-up shows, once: none of it is kept before a code of it was typed.
#[derive(Debug, Clone)]
pub struct AuthenticatorSetUp {
    secret: TotpSecret,
    uri: Secret<String>,
}

impl AuthenticatorSetUp {
    pub(crate) fn of(secret: TotpSecret, service: &str, username: &str) -> Self {
        Self { uri: secret.uri(service, username), secret }
    }

    /// The secret itself.
    #[must_use]
    pub const fn secret(&self) -> &TotpSecret {
        &self.secret
    }

    /// The secret in base 32, in groups of four, for typing it in.
    #[must_use]
    pub fn text(&self) -> Secret<String> {
        self.secret.text()
    }

    /// The QR code, as an SVG document.
    #[must_use]
    pub fn qr_svg(&self) -> String {
        totp_qr_svg(&self.uri)
    }
}

/// What came of a code.
#[derive(Debug)]
pub enum AuthenticatorGiven {
    /// It is right: signed in. Set this cookie in place of the one of the password step.
    In {
        /// The new value of the console cookie.
        cookie: Secret<String>,
    },
    /// Nothing was typed.
    Empty,
    /// It is not six digits.
    NotSixDigits,
    /// It is not the code of now, or it was used before.
    Wrong,
    /// Too many wrong ones.
    Locked {
        /// Until then.
        until: Instant,
    },
    /// There is no password step before it, or it is too long ago.
    NotAsked,
}

impl Identity {
    /// The second step: a code of the operator's app, or the first code of the app that is being set up. A code counts once.
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Journeys 6.2; section 8
    pub async fn give_authenticator_code(
        &self,
        browser: &OperatorBrowser,
        typed: &str,
    ) -> Result<AuthenticatorGiven, Fault> {
        let inner = &self.0;
        let found = inner.operator_session(browser).await?;
        let Some((session, operator)) = found.filter(|(session, _)| session.second_factor_at.is_none())
        else {
            return Ok(AuthenticatorGiven::NotAsked);
        };
        let code = match OneTimeCode::from_typed(typed) {
            Ok(code) => code,
            Err(TypedCodeFault::Empty) => return Ok(AuthenticatorGiven::Empty),
            Err(TypedCodeFault::NotSixDigits) => return Ok(AuthenticatorGiven::NotSixDigits),
        };
        let locks_until = match inner.operator_tries(Trying::Code(&operator.username), browser).await? {
            TryPermit::Given { locks_until } => locks_until,
            TryPermit::Locked { until } => return Ok(AuthenticatorGiven::Locked { until }),
        };
        if let Some(accepted) = inner.check_authenticator(&operator, browser, &code)?
            && let Some(cookie) = inner.accept_authenticator(&operator, browser, accepted).await?
        {
            return Ok(AuthenticatorGiven::In { cookie });
        }
        inner.refuse_code(&session, browser, locks_until).await
    }
}

/// Why a code counts.
enum Accepted {
    /// It is of this time step of the operator's app.
    Step(i64),
    /// It is the first of a new app.
    SetUp(TotpSecret, i64),
    /// It is the sandbox's.
    Sandbox,
}

impl Inner {
    pub(crate) fn proposed_secret(&self, browser: &OperatorBrowser) -> Option<TotpSecret> {
        Some(TotpSecret::proposed(&self.secrets.forms, &browser.secret()?))
    }

    /// The name that an app shows beside the codes.
    pub(crate) const fn console_name(&self) -> &'static str {
        if self.settings.sandbox.is_some() { "NHS login console (test)" } else { "NHS login console" }
    }

    fn check_authenticator(
        &self,
        operator: &Operator,
        browser: &OperatorBrowser,
        code: &OneTimeCode,
    ) -> Result<Option<Accepted>, Fault> {
        let now = self.clock.now();
        let Some(stored) = &operator.totp_secret else {
            let proposed = self.proposed_secret(browser).ok_or(Fault::Bug("a session without a secret"))?;
            return Ok(proposed.check(code, now).map(|step| Accepted::SetUp(proposed, step)));
        };
        let is_sandbox = stored.expose().as_slice() == SANDBOX_SECRET;
        if is_sandbox && self.settings.sandbox.is_none() {
            return Ok(None);
        }
        if is_sandbox && self.is_static_code(code) {
            return Ok(Some(Accepted::Sandbox));
        }
        let secret = TotpSecret::try_from(stored.expose().as_slice())
            .map_err(|_| Fault::Bug("a stored authenticator secret has another length"))?;
        let step = secret.check(code, now).filter(|step| *step > operator.totp_last_step);
        Ok(step.map(Accepted::Step))
    }

    /// Whether `code` is one of the app that is set up, and was not used before.
    pub(crate) fn is_current_code(
        &self,
        operator: &Operator,
        browser: &OperatorBrowser,
        code: &OneTimeCode,
    ) -> Result<bool, Fault> {
        let accepted = self.check_authenticator(operator, browser, code)?;
        Ok(matches!(accepted, Some(Accepted::Step(_) | Accepted::Sandbox)))
    }

    fn is_static_code(&self, code: &OneTimeCode) -> bool {
        let fixed = self.static_codes.as_ref().map(|source| source.next([0; 32]));
        fixed.is_some_and(|fixed| fixed.text().expose() == code.text().expose())
    }

    /// Signs in with a new secret in the cookie; none when the code, or the set-up, was used at the same instant elsewhere.
    async fn accept_authenticator(
        &self,
        operator: &Operator,
        browser: &OperatorBrowser,
        accepted: Accepted,
    ) -> Result<Option<Secret<String>>, Fault> {
        let mut batch = self.store.batch();
        match accepted {
            Accepted::Step(step) => {
                batch.advance_totp_step(operator.id, operator.totp_last_step, step);
            }
            Accepted::SetUp(secret, step) => {
                batch.update_operator_totp(operator.id, operator.version, Some(&secret.bytes()));
                batch.advance_totp_step(operator.id, 0, step);
                batch.delete_operator_sessions(operator.id);
                let what = OperatorChange::SecondFactor;
                self.audit_operator(Some(operator.id), AuditEvent::OperatorChanged { what }, &mut batch);
            }
            Accepted::Sandbox => {}
        }
        batch.clear_attempts(&self.operator_counter(Trying::Code(&operator.username), browser));
        let now = self.clock.now();
        let cookie = self.begin_operator_session(operator.id, browser, Some(now), &mut batch);
        self.audit_operator(Some(operator.id), AuditEvent::OperatorSignedIn, &mut batch);
        if !self.commit(batch).await? {
            return Ok(None);
        }
        self.mark_usual_network(&operator.username, browser).await?;
        Ok(Some(cookie))
    }

    async fn refuse_code(
        &self,
        session: &OperatorSession,
        browser: &OperatorBrowser,
        locks_until: Option<Instant>,
    ) -> Result<AuthenticatorGiven, Fault> {
        self.operator_failed(browser).await?;
        let operator = Some(session.operator_id);
        let mut batch = self.store.batch();
        self.audit_operator(operator, AuditEvent::OperatorSignInFailed, &mut batch);
        let Some(until) = locks_until else {
            self.write(batch).await?;
            return Ok(AuthenticatorGiven::Wrong);
        };
        // The password is asked for again when the lock is over.
        batch.delete_operator_session(&session.digest);
        self.audit_operator(operator, AuditEvent::OperatorLocked, &mut batch);
        self.write(batch).await?;
        Ok(AuthenticatorGiven::Locked { until })
    }
}
