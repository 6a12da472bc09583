//! What a person sent, before the eyes of the service desk: each look recorded, and what is archived asked for first. Journeys 6.1

use account_store::AuditEvent;
use vocabulary::{AccountId, CaseId, EvidenceKind, IncidentNumber, Lifetime, Permission};

use crate::checking::{EvidenceLooked, SignedInOperator};
use crate::fault::Fault;
use crate::service::Identity;
use crate::support::standing::involving;

/// A place of evidence that is out of reach for longer than this does not give what was asked for.
const WAITS: Lifetime = Lifetime::hours(24);

/// What came of asking for archived evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetrievalAsked {
    /// It is being fetched; whoever asked is told by email when their user name is an address.
    Asked,
    /// It is on its way or there already, or it is not archived.
    NotNeeded,
    /// The account has no such check.
    Unknown,
}

impl Identity {
    /// A file of a photo ID check of this account.
    ///
    /// # Errors
    /// When the operator may not see evidence; when the store or the place of evidence fails; what is not recorded is not shown.
    ///
    /// Journeys 6.1
    pub async fn look_at_attempt(
        &self,
        by: &SignedInOperator,
        (account, case): (AccountId, CaseId),
        kind: EvidenceKind,
    ) -> Result<EvidenceLooked, Fault> {
        by.must(Permission::SeeEvidence)?;
        let inner = &self.0;
        let Some(case) = inner.case_of(account, case).await? else { return Ok(EvidenceLooked::NotTheirs) };
        if !inner.attempt(&case).await?.retrieval.is_open() {
            return Ok(EvidenceLooked::Missing);
        }
        inner.show(by.id(), &case, kind).await
    }

    /// Asks for the archived evidence of a photo ID check.
    ///
    /// # Errors
    /// When the operator may not see evidence, or the store fails.
    ///
    /// Journeys 6.1
    pub async fn ask_for_evidence(
        &self,
        by: &SignedInOperator,
        (account, case): (AccountId, CaseId),
        incident: &IncidentNumber,
    ) -> Result<RetrievalAsked, Fault> {
        by.must(Permission::SeeEvidence)?;
        let inner = &self.0;
        let Some(case) = inner.case_of(account, case).await? else { return Ok(RetrievalAsked::Unknown) };
        if !inner.attempt(&case).await?.retrieval.can_be_asked_for() {
            return Ok(RetrievalAsked::NotNeeded);
        }
        let now = inner.clock.now();
        let mut batch = inner.store.batch();
        batch.request_evidence(case.id, by.id(), now, now.after(WAITS));
        let involved = involving(by, Some(incident));
        inner.audit_attempt((account, case.id), AuditEvent::EvidenceRequested, involved, &mut batch);
        if !inner.commit(batch).await? {
            return Ok(RetrievalAsked::NotNeeded);
        }
        inner.casework.notify_one();
        Ok(RetrievalAsked::Asked)
    }
}
