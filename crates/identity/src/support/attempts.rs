//! The photo ID checks of an account, as the service desk sees them. Journeys 6.1

use account_store::{AuditEvent, Case, Evidence, EvidenceRetrieval};
use vocabulary::{AccountId, AttemptStatus, CaseId, CaseStatus, EvidenceKind, Instant, Permission};

use crate::checking::SignedInOperator;
use crate::fault::Fault;
use crate::service::{Identity, Inner};

/// As many as a page shows.
const SHOWN: u32 = 100;

/// One photo ID check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attempt {
    /// Its verification ID.
    pub case: CaseId,
    /// Where it stands.
    pub status: AttemptStatus,
    /// What was decided: approved or declined.
    pub decision: Option<CaseStatus>,
    /// When it began.
    pub began_at: Instant,
    /// When it was sent.
    pub submitted_at: Option<Instant>,
    /// When it was decided.
    pub decided_at: Option<Instant>,
    /// What was sent.
    pub files: Vec<AttemptFile>,
    /// Whether it has to be fetched before it can be looked at.
    pub retrieval: Retrieval,
}

/// Something that the person sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptFile {
    /// What it shows.
    pub kind: EvidenceKind,
    /// What its bytes are.
    pub media_type: String,
}

/// Whether evidence has to be fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retrieval {
    /// It is not archived: it can be looked at.
    NotNeeded,
    /// It can be asked for.
    Possible,
    /// It was asked for and is not there yet.
    Waiting,
    /// It can be looked at until then.
    Ready {
        /// Until when.
        until: Instant,
    },
    /// It could not be fetched; it can be asked for again.
    Failed,
}

impl Retrieval {
    /// Whether the files can be looked at now.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::NotNeeded | Self::Ready { .. })
    }

    /// Whether it can be asked for.
    #[must_use]
    pub const fn can_be_asked_for(self) -> bool {
        matches!(self, Self::Possible | Self::Failed)
    }
}

impl Identity {
    /// The photo ID checks of an account, newest first. The look is recorded first; none when there is no such account.
    ///
    /// # Errors
    /// When the operator may not see evidence, or the store fails.
    ///
    /// Journeys 6.1
    pub async fn attempts(
        &self,
        by: &SignedInOperator,
        account: AccountId,
    ) -> Result<Option<Vec<Attempt>>, Fault> {
        by.must(Permission::SeeEvidence)?;
        let inner = &self.0;
        if inner.store.account(account).await?.is_none() {
            return Ok(None);
        }
        inner.audit_look(by, account, AuditEvent::EvidenceListed).await?;
        let mut attempts = Vec::new();
        for case in inner.store.list_cases_of_account(account, SHOWN).await? {
            attempts.push(inner.attempt(&case).await?);
        }
        Ok(Some(attempts))
    }

    /// One photo ID check of an account; none when it is not the account's. Each look at a file of it is recorded by itself.
    ///
    /// # Errors
    /// When the operator may not see evidence, or the store fails.
    ///
    /// Journeys 6.1
    pub async fn attempt(
        &self,
        by: &SignedInOperator,
        account: AccountId,
        case: CaseId,
    ) -> Result<Option<Attempt>, Fault> {
        by.must(Permission::SeeEvidence)?;
        let inner = &self.0;
        match inner.case_of(account, case).await? {
            Some(case) => inner.attempt(&case).await.map(Some),
            None => Ok(None),
        }
    }
}

impl Inner {
    /// The case, when it is the account's.
    pub(crate) async fn case_of(&self, account: AccountId, case: CaseId) -> Result<Option<Case>, Fault> {
        Ok(self.store.case(case).await?.filter(|case| case.account_id == account))
    }

    pub(crate) async fn attempt(&self, case: &Case) -> Result<Attempt, Fault> {
        let file = |row: Evidence| AttemptFile { kind: row.kind, media_type: row.media_type };
        let status = self.attempt_status(case);
        let asked = match status {
            AttemptStatus::Archived => self.store.evidence_retrieval(case.id, self.clock.now()).await?,
            _ => None,
        };
        Ok(Attempt {
            case: case.id,
            status,
            decision: Some(case.status).filter(|status| status.is_decided()),
            began_at: case.created_at,
            submitted_at: case.submitted_at,
            decided_at: case.decided_at,
            files: self.store.list_evidence(case.id).await?.into_iter().map(file).collect(),
            retrieval: retrieval(status, asked),
        })
    }

    fn attempt_status(&self, case: &Case) -> AttemptStatus {
        match case.status {
            CaseStatus::Draft => AttemptStatus::Unsubmitted,
            CaseStatus::Submitted | CaseStatus::Held => AttemptStatus::Submitted,
            CaseStatus::Approved | CaseStatus::Declined if self.is_archived(case) => AttemptStatus::Archived,
            CaseStatus::Approved | CaseStatus::Declined => AttemptStatus::Acted,
        }
    }
}

const fn retrieval(status: AttemptStatus, asked: Option<EvidenceRetrieval>) -> Retrieval {
    if !matches!(status, AttemptStatus::Archived) {
        return Retrieval::NotNeeded;
    }
    match asked {
        None => Retrieval::Possible,
        Some(EvidenceRetrieval { failed_at: Some(_), .. }) => Retrieval::Failed,
        Some(EvidenceRetrieval { ready_at: Some(_), expires_at, .. }) => {
            Retrieval::Ready { until: expires_at }
        }
        Some(_) => Retrieval::Waiting,
    }
}
