//! `evidence_retrievals`: archived evidence that an operator asked for (journeys.md 6.1). Deleted after `expires_at`, or with the case.

use vocabulary::{CaseId, Instant, OperatorId};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::value::Row;

// One that could not be fetched, or is over, gives way to a new one.
register! { "evidence_retrievals";
    GET = "SELECT case_id, requested_by, requested_at, ready_at, failed_at, expires_at FROM evidence_retrievals \
        WHERE case_id = $1 AND expires_at > $2";
    WAITING = "SELECT case_id, requested_by, requested_at, ready_at, failed_at, expires_at \
        FROM evidence_retrievals WHERE ready_at IS NULL AND failed_at IS NULL AND expires_at > $1 \
        ORDER BY requested_at LIMIT $2";
    INSERT = "INSERT INTO evidence_retrievals (case_id, requested_by, requested_at, expires_at) \
        VALUES ($1, $2, $3, $4) ON CONFLICT (case_id) DO UPDATE SET requested_by = excluded.requested_by, \
        requested_at = excluded.requested_at, ready_at = NULL, failed_at = NULL, expires_at = excluded.expires_at \
        WHERE evidence_retrievals.failed_at IS NOT NULL \
        OR evidence_retrievals.expires_at <= excluded.requested_at";
    FINISH = "UPDATE evidence_retrievals SET ready_at = $2, expires_at = $3 \
        WHERE case_id = $1 AND ready_at IS NULL AND failed_at IS NULL";
    FAIL = "UPDATE evidence_retrievals SET failed_at = $2 \
        WHERE case_id = $1 AND ready_at IS NULL AND failed_at IS NULL";
}

/// Archived evidence that an operator asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EvidenceRetrieval {
    /// Of which case.
    pub case_id: CaseId,
    /// Who asked for it.
    pub requested_by: OperatorId,
    /// When.
    pub requested_at: Instant,
    /// Since when it can be looked at.
    pub ready_at: Option<Instant>,
    /// When it turned out that it cannot be fetched.
    pub failed_at: Option<Instant>,
    /// Until when it can be looked at, or waits at the longest.
    pub expires_at: Instant,
}

fn read(mut row: Row) -> Result<EvidenceRetrieval, StoreFault> {
    Ok(EvidenceRetrieval {
        case_id: row.bytes()?,
        requested_by: row.bytes()?,
        requested_at: row.instant()?,
        ready_at: row.instant_or_null()?,
        failed_at: row.instant_or_null()?,
        expires_at: row.instant()?,
    })
}

impl Store {
    /// What was asked of a case's archived evidence and is not over.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn evidence_retrieval(
        &self,
        case: CaseId,
        now: Instant,
    ) -> Result<Option<EvidenceRetrieval>, StoreFault> {
        self.query_one(&GET, vec![case.into(), now.into()]).await?.map(read).transpose()
    }

    /// What waits to be fetched, longest waiting first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_waiting_retrievals(
        &self,
        now: Instant,
        limit: u32,
    ) -> Result<Vec<EvidenceRetrieval>, StoreFault> {
        let rows = self.query(&WAITING, vec![now.into(), i64::from(limit).into()]).await?;
        rows.into_iter().map(read).collect()
    }
}

impl Batch {
    /// Asks for a case's archived evidence; a conflict when that was done already and is not over.
    pub fn request_evidence(
        &mut self,
        case: CaseId,
        by: OperatorId,
        now: Instant,
        expires_at: Instant,
    ) -> &mut Self {
        self.push(&INSERT, Expect::Exactly(1), vec![case.into(), by.into(), now.into(), expires_at.into()])
    }

    /// Records that it can be looked at until `expires_at`; a conflict when it does not wait.
    pub fn finish_retrieval(&mut self, case: CaseId, now: Instant, expires_at: Instant) -> &mut Self {
        self.push(&FINISH, Expect::Exactly(1), vec![case.into(), now.into(), expires_at.into()])
    }

    /// Records that it cannot be fetched; a conflict when it does not wait.
    pub fn fail_retrieval(&mut self, case: CaseId, now: Instant) -> &mut Self {
        self.push(&FAIL, Expect::Exactly(1), vec![case.into(), now.into()])
    }
}
