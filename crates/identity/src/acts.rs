//! What every act does: change the progress, save it, note it in the audit.

use account_store::{AuditEntry, AuditEvent, Batch};
use vocabulary::{AccountId, ClientId, CredentialSet, IncidentReference};

use crate::fault::Fault;
use crate::ground::Ground;
use crate::service::Inner;
use crate::visit::{Answer, Visit};

impl Inner {
    /// Changes the progress and nothing else.
    pub(crate) async fn note(
        &self,
        mut visit: Visit,
        change: impl FnOnce(&mut crate::progress::Progress),
    ) -> Result<Answer<()>, Fault> {
        change(&mut visit.ground.progress);
        self.save_alone(&visit.ground).await?;
        Ok(Answer::of(()))
    }

    /// Adds an audit event about this sign-in.
    pub(crate) fn audit(&self, ground: &Ground, event: AuditEvent, batch: &mut Batch) {
        self.audit_under(ground, event, None, batch);
    }

    pub(crate) fn audit_under(
        &self,
        ground: &Ground,
        event: AuditEvent,
        reference: Option<IncidentReference>,
        batch: &mut Batch,
    ) {
        batch.record(&AuditEntry {
            id: self.event_id(),
            at: ground.now,
            event,
            account_id: ground.subject().map(|account| account.id),
            client_id: Some(ground.client.client.id.clone()),
            reference,
        });
    }

    /// Adds an audit event about an account, outside a sign-in.
    pub(crate) fn audit_about(
        &self,
        account: AccountId,
        client: Option<ClientId>,
        event: AuditEvent,
        batch: &mut Batch,
    ) {
        batch.record(&AuditEntry {
            id: self.event_id(),
            at: self.clock.now(),
            event,
            account_id: Some(account),
            client_id: client,
            reference: None,
        });
    }

    /// Writes an audit event alone.
    pub(crate) async fn audit_alone(&self, ground: &Ground, event: AuditEvent) -> Result<(), Fault> {
        let mut batch = self.store.batch();
        self.audit(ground, event, &mut batch);
        self.write(batch).await
    }
}

impl Ground {
    /// Notes that `credentials` were shown for the account in question.
    pub(crate) fn show(&mut self, credentials: CredentialSet) {
        let subject = self.subject().map(|account| account.id.to_string());
        if self.progress.subject != subject {
            self.progress.shown = 0;
            self.progress.code = None;
        }
        self.progress.subject = subject;
        self.progress.shown = CredentialSet::from_bits(self.progress.shown).or(credentials).bits();
        self.progress.shown_at = Some(self.now.micros());
    }

    /// Forgets everything that was done for an address: another one will be typed.
    pub(crate) fn forget_person(&mut self) {
        self.progress = self.progress.anew();
    }
}
