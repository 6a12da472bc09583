//! Disabling, enabling, cleansing, logging out. Journeys 1.15, 6.1

use account_store::{Account, AuditEvent, Batch, Involved, RevocationReason};
use vocabulary::{Cid, DisableReason, Message, PhoneKind, Secret};

use crate::fault::Fault;
use crate::service::Inner;
use crate::support::PhonesAfter;
use crate::support::change::Acting;

impl Inner {
    /// Adds all that disabling an active account is: nobody is signed in to it any more, no token is refreshed, and its person is told.
    pub(crate) fn add_disabling(
        &self,
        account: &Account,
        (cid, reason): (Cid, Option<DisableReason>),
        involved: &Involved,
        batch: &mut Batch,
    ) {
        batch.disable_account(account.id, account.version, cid);
        batch.delete_sessions(account.id);
        batch.revoke_grants(account.id, RevocationReason::AccountEnded, self.clock.now());
        self.audit_person(account.id, AuditEvent::AccountDisabled { cid, reason }, involved, batch);
        self.tell_person(account, &Message::AccountDisabled { cid }, batch);
    }

    /// An erasure that waits is off: the account is to be used.
    pub(crate) fn add_enabling(&self, acting: &Acting<'_>, batch: &mut Batch) {
        let account = acting.account;
        batch.drop_erasure(account.id);
        batch.enable_account(account.id, account.version);
        self.audit_person(account.id, AuditEvent::AccountEnabled, &acting.involved(), batch);
        self.tell_person(account, &Message::AccountEnabled, batch);
    }

    /// What stays: account id, email, terms, the history with its levels, and the phones unless they go as well. What the person agreed to
    /// share was about who they were: they are asked again.
    pub(crate) async fn add_cleansing(
        &self,
        acting: &Acting<'_>,
        phones: PhonesAfter,
        batch: &mut Batch,
    ) -> Result<(), Fault> {
        let (account, now) = (acting.account, self.clock.now());
        batch.cleanse_account(account.id, account.version);
        batch.forget_proofs(account.id);
        batch.delete_sessions(account.id);
        batch.revoke_grants(account.id, RevocationReason::AccountEnded, now);
        for consent in self.store.list_consents(account.id).await? {
            if consent.withdrawn_at.is_none() {
                batch.withdraw_consent(account.id, &consent.client_id, now);
            }
        }
        let removed_phones = phones == PhonesAfter::Removed;
        if removed_phones {
            batch.delete_phone(account.id, PhoneKind::Mobile).delete_phone(account.id, PhoneKind::Landline);
        }
        let event = AuditEvent::AccountCleansed { removed_phones };
        self.audit_person(account.id, event, &acting.involved(), batch);
        Ok(())
    }

    /// Every browser has to log in again, with a code.
    pub(crate) fn add_log_out(&self, acting: &Acting<'_>, batch: &mut Batch) {
        let id = acting.account.id;
        batch.delete_sessions(id).delete_devices(id);
        batch.revoke_grants(id, RevocationReason::SupportRequest, self.clock.now());
        self.audit_person(id, AuditEvent::SessionsEnded, &acting.involved(), batch);
    }

    /// Adds a message to the account's email address.
    pub(crate) fn tell_person(&self, account: &Account, message: &Message, batch: &mut Batch) {
        let recipient = Secret::new(account.email.as_str().to_owned());
        self.post(message, recipient, self.clock.now(), batch);
    }
}
