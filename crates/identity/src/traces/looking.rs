//! Traces as operators and partners look at them: by permission, as far as they see a person, and recorded where they are somebody's.

use account_store::{AuditEntry, AuditEvent, Trace};
use policy::TraceSight;
use vocabulary::{AccountId, ClientId, IncidentReference, Instant, Permission, SearchKind};

use super::TraceView;
use crate::checking::SignedInOperator;
use crate::fault::Fault;
use crate::partner_pages::OwnClient;
use crate::service::{Identity, Inner};
use crate::support::{Term, involving};

/// What came of looking for the traces of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountTraced {
    /// These, newest first.
    Traces(Vec<TraceView>),
    /// Too many searches; the next one can be made then.
    TooMany {
        /// When.
        until: Instant,
    },
}

impl TraceView {
    /// As who has this sight is given it.
    fn seen_with(mut self, sight: TraceSight) -> Self {
        if sight != TraceSight::Account {
            self.account = None;
        }
        if sight == TraceSight::Request {
            self.standing = None;
            for reason in &mut self.reasons {
                (reason.complete, reason.raise) = (None, None);
                reason.left.clear();
            }
        }
        self
    }
}

impl Identity {
    /// The traces of a reference: one, but for a coincidence. Each look is recorded first, with the account.
    ///
    /// # Errors
    /// When the operator may not, or the store fails.
    ///
    /// Journeys 6.1
    pub async fn traces_of_reference(
        &self,
        by: &SignedInOperator,
        reference: IncidentReference,
    ) -> Result<Vec<TraceView>, Fault> {
        by.must(Permission::TraceSignIns)?;
        let traces = self.every_trace_of_reference(reference).await?;
        self.0.audit_trace_looks(by, &traces).await?;
        Ok(seen(traces, by.rights().trace_sight()))
    }

    /// The newest `limit` traces, of nobody in particular.
    ///
    /// # Errors
    /// When the operator may not, or the store fails.
    pub async fn recent_traces(&self, by: &SignedInOperator, limit: u32) -> Result<Vec<TraceView>, Fault> {
        by.must(Permission::TraceSignIns)?;
        self.write_notes().await?;
        let traces = self.0.store.list_traces(limit).await?;
        Ok(seen(self.0.views(traces).await?, TraceSight::Request))
    }

    /// The newest `limit` traces of a client's requests, of nobody in particular.
    ///
    /// # Errors
    /// When the operator may not, or the store fails.
    pub async fn traces_of_client(
        &self,
        by: &SignedInOperator,
        client: &ClientId,
        limit: u32,
    ) -> Result<Vec<TraceView>, Fault> {
        by.must(Permission::TraceSignIns)?;
        Ok(seen(self.every_trace_of_client(client, limit).await?, TraceSight::Request))
    }

    /// The newest `limit` traces of an account's sign-ins. It counts as a search, and is recorded first.
    ///
    /// # Errors
    /// When the operator may not trace log ins, search by account ID and see histories, or the store fails.
    ///
    /// Journeys 6.1
    pub async fn traces_of_account(
        &self,
        by: &SignedInOperator,
        account: AccountId,
        limit: u32,
    ) -> Result<AccountTraced, Fault> {
        if !by.rights().may_trace_accounts() {
            return Err(Fault::Bug("an operator acts without the permission"));
        }
        let inner = &self.0;
        let found = match inner.search(by, SearchKind::AccountId, &Term::Account(account)).await? {
            Ok(found) => found,
            Err(until) => return Ok(AccountTraced::TooMany { until }),
        };
        if found.is_empty() {
            return Ok(AccountTraced::Traces(Vec::new()));
        }
        inner.audit_look(by, account, AuditEvent::TracesListed).await?;
        self.write_notes().await?;
        let traces: Vec<Trace> = inner.store.list_traces_of_account(account, limit).await?;
        Ok(AccountTraced::Traces(seen(inner.views(traces).await?, by.rights().trace_sight())))
    }

    /// The newest `limit` traces of the requests of a partner's own client, of nobody in particular.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn own_traces(&self, own: &OwnClient, limit: u32) -> Result<Vec<TraceView>, Fault> {
        Ok(seen(self.every_trace_of_client(own.id(), limit).await?, TraceSight::Request))
    }

    pub(crate) async fn every_trace_of_reference(
        &self,
        reference: IncidentReference,
    ) -> Result<Vec<TraceView>, Fault> {
        self.write_notes().await?;
        self.0.views(self.0.store.find_traces(reference).await?).await
    }

    pub(crate) async fn every_trace_of_client(
        &self,
        client: &ClientId,
        limit: u32,
    ) -> Result<Vec<TraceView>, Fault> {
        self.write_notes().await?;
        self.0.views(self.0.store.list_traces_of_client(client, limit).await?).await
    }
}

fn seen(traces: Vec<TraceView>, sight: TraceSight) -> Vec<TraceView> {
    traces.into_iter().map(|trace| trace.seen_with(sight)).collect()
}

impl Inner {
    /// Records that each of these was looked at, also for who is not told whose it is.
    async fn audit_trace_looks(&self, by: &SignedInOperator, traces: &[TraceView]) -> Result<(), Fault> {
        if traces.is_empty() {
            return Ok(());
        }
        let mut batch = self.store.batch();
        for trace in traces {
            let entry = AuditEntry {
                id: self.event_id(),
                at: self.clock.now(),
                event: AuditEvent::TraceViewed,
                account_id: trace.account,
                client_id: Some(trace.client_id.clone()),
                reference: Some(trace.reference),
            };
            batch.record_involving(&entry, &involving(by, None));
        }
        self.write(batch).await
    }
}
