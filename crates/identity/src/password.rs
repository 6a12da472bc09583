//! S3 and R2: the password.

use account_store::{Account, AuditEvent};
use credentials::{BrokenRule, PasswordCheck, Phc, ProposedPassword, Verified};
use policy::Action;
use vocabulary::{AccountId, Credential, CredentialSet, EmailAddress, Secret, Subject};

use crate::codes::{Destination, sign_in_destination};
use crate::fault::Fault;
use crate::limits::Permit;
use crate::progress::Purpose;
use crate::proving::wait_a_little;
use crate::service::{Identity, Inner};
use crate::visit::{Answer, Visit};

/// What came of a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordGiven {
    /// It is the right one.
    Accepted,
    /// Nothing was typed.
    Empty,
    /// It is another one.
    Wrong,
    /// Too many wrong ones: the dispatcher shows the wait.
    Locked,
}

/// What came of choosing a password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PasswordCreated {
    /// It was set, and a code is on its way to the email address.
    Accepted,
    /// It breaks these rules.
    Refused(Vec<BrokenRule>),
    /// Too many codes were sent to this address: the dispatcher shows the wait.
    TooMany,
}

impl Identity {
    /// S3: the password is checked, on the bounded pool; the code to the only phone is sent at once when one is needed.
    ///
    /// # Errors
    /// [`Fault::Busy`] when too many passwords are being checked; when the store fails.
    ///
    /// Journeys 1.2, 2.1 S3
    pub async fn give_password(
        &self,
        mut visit: Visit,
        password: Secret<String>,
    ) -> Result<Answer<PasswordGiven>, Fault> {
        let inner = &self.0;
        if password.expose().is_empty() {
            return Ok(Answer::of(PasswordGiven::Empty));
        }
        // Before the try is counted: somebody who is told "busy" has not guessed. A try that was counted is never taken back for being
        // busy, or an attacker could fill the queue to guess on.
        inner.passwords.has_room()?;
        let Permit::Given { locks_until } = inner.try_once(&visit.ground, Action::TryPassword).await? else {
            return Ok(Answer::of(PasswordGiven::Locked));
        };
        let verified = inner.verify_password(visit.ground.subject(), password.clone()).await?;
        if verified == Verified::Wrong {
            inner.count_failure(&visit.ground, Action::TryPassword).await?;
            let event = locks_until.map_or(AuditEvent::PasswordRefused, |until| AuditEvent::Locked { until });
            inner.audit_alone(&visit.ground, event).await?;
            let outcome = if locks_until.is_some() { PasswordGiven::Locked } else { PasswordGiven::Wrong };
            return Ok(Answer::of(outcome));
        }
        visit.ground.show(CredentialSet::EMPTY.with(Credential::Cp));
        let link_too = visit.ground.wants_gp_credentials();
        let recheck =
            visit.ground.account.as_ref().and_then(|account| inner.start_recheck(account, link_too));
        inner.accept_password(visit, verified, password).await?;
        if let Some(recheck) = recheck {
            wait_a_little(recheck, inner.settings.waits.recheck).await;
        }
        Ok(Answer::of(PasswordGiven::Accepted))
    }

    /// R2: a password is chosen. The account is created unconfirmed, and a code goes to the email address.
    ///
    /// # Errors
    /// [`Fault::Busy`] when too many passwords are being hashed; when the store fails.
    ///
    /// Journeys 1.3, 2.2 R2
    pub async fn create_password(
        &self,
        mut visit: Visit,
        password: Secret<String>,
        confirmation: Option<Secret<String>>,
    ) -> Result<Answer<PasswordCreated>, Fault> {
        let inner = &self.0;
        let email = visit.ground.email().ok_or(Fault::Bug("a password without an address"))?;
        let check = inner.check_new_password(&email, &password, confirmation.as_ref());
        if let PasswordCheck::Refused(rules) = check {
            return Ok(Answer::of(PasswordCreated::Refused(rules)));
        }
        let target = Destination::Email(email.clone());
        if !inner.may_send(&mut visit.ground, target.counted()).await? {
            return Ok(Answer::of(PasswordCreated::TooMany));
        }
        let hash = inner.hash_password(password).await?;
        let now = visit.ground.now;
        let id = AccountId::from_bytes(inner.random());
        let mut account = Account::pending(id, Subject::from_random(inner.random()), email, now);
        account.password_hash = Some(Secret::new(hash.as_str().to_owned()));
        account.password_set_at = Some(now);
        account.pending_browser = visit.ground.browser;
        account.terms =
            Some(account_store::Terms { version: inner.settings.terms_version.clone(), agreed_at: now });
        visit.ground.pending = Some(account.clone());
        visit.ground.show(CredentialSet::EMPTY.with(Credential::Cp));
        let mut batch = inner.store.batch();
        batch.insert_account(&account);
        inner.audit(&visit.ground, AuditEvent::RegistrationStarted, &mut batch);
        inner.send_code(&mut visit.ground, Purpose::ConfirmEmail, &target, &mut batch)?;
        visit.ground.save(&mut batch)?;
        inner.commit(batch).await?;
        inner.mail.notify_one();
        Ok(Answer::of(PasswordCreated::Accepted))
    }

    /// What a new password must be, for the page that asks for one.
    #[must_use]
    pub fn password_rules(&self) -> credentials::PasswordRules {
        self.0.settings.password_rules
    }
}

impl Inner {
    /// Records the accepted password and sends the code that comes next when there is only one way to send it.
    async fn accept_password(
        &self,
        mut visit: Visit,
        verified: Verified,
        password: Secret<String>,
    ) -> Result<(), Fault> {
        let mut batch = self.store.batch();
        self.forgive(&visit.ground, Action::TryPassword, &mut batch);
        self.audit(&visit.ground, AuditEvent::PasswordAccepted, &mut batch);
        if verified == Verified::RightButOutdated
            && let Some(account) = visit.ground.subject()
            && let Ok(hash) = self.hash_password(password).await
        {
            batch.update_password(account.id, &Secret::new(hash.as_str().to_owned()), visit.ground.now);
        }
        let purpose_and_target = self.code_after_password(&visit)?;
        let mut sent = false;
        if let Some((purpose, target)) = purpose_and_target
            && !self.count(&visit.ground, Action::SendCode, target.counted()).await?.is_refused()
        {
            self.send_code(&mut visit.ground, purpose, &target, &mut batch)?;
            sent = true;
        }
        visit.ground.save(&mut batch)?;
        self.commit(batch).await?;
        if sent {
            self.mail.notify_one();
        }
        Ok(())
    }

    /// The code that the journey asks for next, when no choice is left to the person.
    fn code_after_password(&self, visit: &Visit) -> Result<Option<(Purpose, Destination)>, Fault> {
        let step = policy::next_step(&visit.ground.facts(self));
        Ok(match step {
            policy::Step::ChooseChannel { phones } => match phones.only() {
                Some(kind) => Some((Purpose::SignIn, sign_in_destination(&visit.ground, kind)?)),
                None => None,
            },
            policy::Step::EmailCodeExpired => {
                let email = visit.ground.email().ok_or(Fault::Bug("a registration without an address"))?;
                Some((Purpose::ConfirmEmail, Destination::Email(email)))
            }
            _ => None,
        })
    }

    async fn verify_password(
        &self,
        account: Option<&Account>,
        password: Secret<String>,
    ) -> Result<Verified, Fault> {
        let stored = account.and_then(|account| account.password_hash.as_ref());
        let hash = match stored {
            Some(text) => Some(
                Phc::try_from(text.expose().as_str())
                    .map_err(|_| Fault::Bug("a stored password hash does not parse"))?,
            ),
            None => None,
        };
        Ok(self.passwords.verify(password, hash).await?)
    }

    pub(crate) async fn hash_password(&self, password: Secret<String>) -> Result<Phc, Fault> {
        Ok(self.passwords.hash(password, self.random()).await?)
    }

    fn check_new_password(
        &self,
        email: &EmailAddress,
        password: &Secret<String>,
        confirmation: Option<&Secret<String>>,
    ) -> PasswordCheck {
        let empty = Secret::new(String::new());
        let confirmation = self.settings.confirm_password.then(|| confirmation.unwrap_or(&empty));
        self.settings.password_rules.check(&ProposedPassword { password, confirmation, email })
    }
}

impl From<credentials::Busy> for Fault {
    fn from(busy: credentials::Busy) -> Self {
        let seconds = u32::try_from(busy.retry_after.whole_seconds()).unwrap_or(5);
        Self::Busy { retry_after: seconds }
    }
}
