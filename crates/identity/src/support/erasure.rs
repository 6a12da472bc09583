//! Erasure: disabled, cleansed, asked for by one operator, approved by another. Journeys 6.1, decision 5

use account_store::{AuditEvent, Batch, ErasureRequest};
use vocabulary::{AccountId, IncidentNumber, Instant, Message, OperatorId, Permission};

use crate::checking::SignedInOperator;
use crate::fault::Fault;
use crate::service::{Identity, Inner};
use crate::support::change::Acting;

/// As many as a page shows.
const SHOWN: u32 = 200;

/// An erasure that waits for a second person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingErasure {
    /// The last part of the address of the account's page.
    pub address: String,
    /// Who asked for it.
    pub requested_by: String,
    /// Whether this operator may approve it: they did not ask for it themselves.
    pub may_approve: bool,
    /// For which incident.
    pub incident: IncidentNumber,
    /// When.
    pub requested_at: Instant,
    /// Until when it waits.
    pub expires_at: Instant,
}

impl Identity {
    /// The erasures that wait for a second person, oldest first.
    ///
    /// # Errors
    /// When the operator may not erase, or the store fails.
    pub async fn waiting_erasures(&self, by: &SignedInOperator) -> Result<Vec<WaitingErasure>, Fault> {
        by.must(Permission::EraseAccounts)?;
        let inner = &self.0;
        let requests = inner.store.list_erasure_requests(inner.clock.now(), SHOWN).await?;
        let mut waiting = Vec::new();
        for request in requests {
            waiting.push(inner.waiting_row(by, request).await?);
        }
        Ok(waiting)
    }
}

impl Inner {
    pub(crate) async fn waiting_erasure(
        &self,
        by: &SignedInOperator,
        account: AccountId,
    ) -> Result<Option<WaitingErasure>, Fault> {
        match self.store.erasure_request(account, self.clock.now()).await? {
            Some(request) => self.waiting_row(by, request).await.map(Some),
            None => Ok(None),
        }
    }

    async fn waiting_row(
        &self,
        by: &SignedInOperator,
        request: ErasureRequest,
    ) -> Result<WaitingErasure, Fault> {
        Ok(WaitingErasure {
            address: self.address_of(by, request.account_id),
            requested_by: self.requester_name(request.requested_by).await?,
            may_approve: request.requested_by != by.id(),
            incident: request.incident,
            requested_at: request.requested_at,
            expires_at: request.expires_at,
        })
    }

    async fn requester_name(&self, id: OperatorId) -> Result<String, Fault> {
        let operator = self.store.operator(id).await?;
        Ok(operator.map_or_else(|| "a former operator".to_owned(), |operator| operator.name))
    }

    pub(crate) fn add_erasure_request(&self, acting: &Acting<'_>, batch: &mut Batch) {
        let now = self.clock.now();
        batch.request_erasure(&ErasureRequest {
            account_id: acting.account.id,
            requested_by: acting.by.id(),
            incident: acting.incident.clone(),
            requested_at: now,
            expires_at: now.after(self.settings.support.erasure_wait),
        });
        self.audit_person(acting.account.id, AuditEvent::ErasureRequested, &acting.involved(), batch);
    }

    /// The request goes first: whoever made it, and whoever comes second, stops there. The events stay, as they hold nothing personal; the
    /// message holds the last copy of the address, until it is delivered.
    pub(crate) fn add_erasure(&self, acting: &Acting<'_>, batch: &mut Batch) {
        let account = acting.account;
        batch.approve_erasure(account.id, acting.by.id(), self.clock.now());
        batch.erase_account(account.id);
        self.audit_person(account.id, AuditEvent::AccountDeleted, &acting.involved(), batch);
        self.tell_person(account, &Message::AccountDeleted, batch);
    }

    pub(crate) fn add_withdrawal(&self, acting: &Acting<'_>, batch: &mut Batch) {
        batch.withdraw_erasure(acting.account.id, self.clock.now());
        self.audit_person(acting.account.id, AuditEvent::ErasureWithdrawn, &acting.involved(), batch);
    }
}
