//! R3, R5 and S4: a code is typed, and what it proves is recorded in the batch that takes it.

use account_store::{AuditEvent, Batch, Device, Phone, WriteFault};
use credentials::{CodeContext, DeviceSecret, TypedCodeFault};
use policy::Action;
use vocabulary::{Credential, CredentialSet, Message, PhoneChange, PhoneKind, PhoneNumber, Secret};

use crate::browser::{Change, Cookies};
use crate::codes::owner;
use crate::fault::Fault;
use crate::ground::Ground;
use crate::limits::Permit;
use crate::progress::Purpose;
use crate::service::{Identity, Inner};
use crate::visit::{Answer, Visit};

/// What came of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeGiven {
    /// It is the right one.
    Accepted,
    /// It is empty or not six digits.
    Problem(TypedCodeFault),
    /// It is another one.
    Wrong,
    /// It came too late: the dispatcher shows it.
    Expired,
    /// Too many wrong ones: the dispatcher shows the wait.
    Locked,
}

/// Whether this device is to be remembered (journeys.md S4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remember {
    /// The box was ticked.
    Device,
    /// It was not.
    Nothing,
}

impl Identity {
    /// A code is typed: for the email address (R3), for a new phone (R5) or as second factor (S4).
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Journeys 1.3, 1.4, 2.0
    pub async fn give_code(
        &self,
        visit: Visit,
        typed: &str,
        remember: Remember,
    ) -> Result<Answer<CodeGiven>, Fault> {
        let inner = &self.0;
        let typed = match credentials::OneTimeCode::from_typed(typed) {
            Ok(typed) => typed,
            Err(problem) => return Ok(Answer::of(CodeGiven::Problem(problem))),
        };
        let Some(out) = visit.ground.progress.code.clone() else { return Ok(Answer::of(CodeGiven::Expired)) };
        if visit.ground.now.micros() >= out.expires_at {
            return Ok(Answer::of(CodeGiven::Expired));
        }
        let action = tried(out.purpose);
        let Permit::Given { locks_until } = inner.try_once(&visit.ground, action).await? else {
            return Ok(Answer::of(CodeGiven::Locked));
        };
        let Some(meta) = inner.code_out(&visit.ground, out.purpose).await? else {
            return Ok(Answer::of(CodeGiven::Expired));
        };
        let target = meta.target.ok_or(Fault::Bug("a code without a destination"))?;
        let owner = owner(&visit.ground, target.expose())?;
        let context = CodeContext { purpose: out.purpose.proves(), owner: &owner };
        let digest = typed
            .issue(&inner.secrets.codes, &context, visit.ground.now, inner.settings.rules.phone_code)
            .digest;
        let accepted = inner.accept_code(visit.clone(), out.purpose, digest, (target, remember)).await?;
        if let Some(cookies) = accepted {
            return Ok(Answer { outcome: CodeGiven::Accepted, cookies });
        }
        inner.count_failure(&visit.ground, action).await?;
        let Some(until) = locks_until else {
            let refused = AuditEvent::CodeRefused { purpose: out.purpose.stored() };
            inner.audit_alone(&visit.ground, refused).await?;
            return Ok(Answer::of(CodeGiven::Wrong));
        };
        inner.lock_code(visit, out.purpose, AuditEvent::Locked { until }).await?;
        Ok(Answer::of(CodeGiven::Locked))
    }
}

/// What typing a code of this purpose counts as.
const fn tried(purpose: Purpose) -> Action {
    match purpose {
        Purpose::MatchMobile => Action::TryMatchCode,
        Purpose::ConfirmEmail | Purpose::ConfirmPhone | Purpose::SignIn => Action::TryCode,
    }
}

impl Inner {
    /// Forgets a code that was guessed at too often: when the wait is over, only a new one works. Journeys 1.4
    async fn lock_code(&self, mut visit: Visit, purpose: Purpose, locked: AuditEvent) -> Result<(), Fault> {
        let mut batch = self.store.batch();
        batch.delete_code(visit.ticket(), purpose.stored());
        self.audit(&visit.ground, locked.clone(), &mut batch);
        visit.ground.progress.code = None;
        visit.ground.save(&mut batch)?;
        if self.commit(batch).await? {
            return Ok(());
        }
        // Another tab took the code or asked for a new one in the meantime; the wait begins all the same.
        self.audit_alone(&visit.ground, locked).await
    }

    /// Takes the code together with what it proves; nothing when it is not the right one.
    async fn accept_code(
        &self,
        mut visit: Visit,
        purpose: Purpose,
        digest: vocabulary::Digest,
        (target, remember): (Secret<String>, Remember),
    ) -> Result<Option<Cookies>, Fault> {
        let ticket = visit.ticket();
        let ground = &mut visit.ground;
        let mut cookies = Cookies::default();
        let mut batch = self.store.batch();
        batch.take_code(ticket, purpose.stored(), &digest, ground.now);
        self.forgive(ground, tried(purpose), &mut batch);
        if purpose != Purpose::MatchMobile {
            self.forgive(ground, Action::SendCode, &mut batch);
        }
        self.audit(ground, AuditEvent::CodeAccepted { purpose: purpose.stored() }, &mut batch);
        match purpose {
            Purpose::ConfirmEmail => self.confirm_email(ground, &mut batch)?,
            Purpose::ConfirmPhone => self.confirm_phone(ground, target.expose(), &mut batch)?,
            Purpose::MatchMobile => {
                let account = ground.account.clone().ok_or(Fault::Bug("a match without an account"))?;
                self.add_mobile_raise(ground, &account, &mut batch)?;
            }
            Purpose::SignIn => {
                ground.show(CredentialSet::EMPTY.with(Credential::Cd));
                if remember == Remember::Device {
                    self.remember_device(&visit.browser.label, ground, &mut cookies, &mut batch)?;
                }
            }
        }
        visit.ground.progress.code = None;
        visit.ground.save(&mut batch)?;
        match self.store.write(batch).await {
            Ok(_) => {
                self.mail.notify_one();
                Ok(Some(cookies))
            }
            // The first statement takes the code: another digest takes nothing.
            Err(WriteFault::Conflict { index: 0, .. }) => Ok(None),
            // Another tab was faster, or somebody else confirmed this address: nothing is written, and the dispatcher shows what holds.
            Err(WriteFault::Conflict { .. }) => Ok(Some(Cookies::default())),
            Err(fault) => Err(fault.into()),
        }
    }

    fn confirm_email(&self, ground: &Ground, batch: &mut Batch) -> Result<(), Fault> {
        let pending =
            ground.pending.as_ref().ok_or(Fault::Bug("an address to confirm without a registration"))?;
        batch.delete_other_pending_accounts(&pending.email, pending.id);
        batch.confirm_email(pending.id, ground.now);
        self.audit(ground, AuditEvent::EmailConfirmed, batch);
        Ok(())
    }

    fn confirm_phone(&self, ground: &mut Ground, target: &str, batch: &mut Batch) -> Result<(), Fault> {
        let account = ground.account.clone().ok_or(Fault::Bug("a phone to confirm without an account"))?;
        let given =
            ground.progress.phone.take().ok_or(Fault::Bug("a phone to confirm that was not given"))?;
        let number = PhoneNumber::stored(target, given.kind.into())
            .map_err(|_| Fault::Bug("a stored number does not parse"))?;
        let kind = number.kind();
        batch.put_phone(account.id, &Phone { number, confirmed_at: ground.now, pds_matched: false });
        ground.show(CredentialSet::EMPTY.with(Credential::Cd));
        self.audit(ground, AuditEvent::PhoneConfirmed { kind }, batch);
        // The service desk may have taken the phones of a complete account away.
        if account.registered_at.is_none() {
            batch.complete_registration(account.id, ground.now);
            self.audit(ground, AuditEvent::AccountCreated, batch);
            self.tell_person(&account, &Message::AccountCreated, batch);
        } else {
            let change = match kind {
                PhoneKind::Mobile => PhoneChange::MobileChanged,
                PhoneKind::Landline => PhoneChange::LandlineChanged,
            };
            self.tell_person(&account, &Message::PhoneChanged { change }, batch);
        }
        Ok(())
    }

    fn remember_device(
        &self,
        label: &str,
        ground: &Ground,
        cookies: &mut Cookies,
        batch: &mut Batch,
    ) -> Result<(), Fault> {
        let account = ground.account.as_ref().ok_or(Fault::Bug("a device to remember without an account"))?;
        let secret = DeviceSecret::from_random(self.random());
        batch.insert_device(&Device {
            digest: secret.digest(),
            account_id: account.id,
            label: label.to_owned(),
            created_at: ground.now,
            last_used_at: ground.now,
            expires_at: ground.now.after(self.settings.rules.remembered_device),
        });
        self.audit(ground, AuditEvent::DeviceRemembered, batch);
        let told = Message::DeviceRemembered { at: ground.now.to_string() };
        self.post(&told, Secret::new(account.email.as_str().to_owned()), ground.now, batch);
        cookies.device = Change::Set(secret.text());
        Ok(())
    }
}
