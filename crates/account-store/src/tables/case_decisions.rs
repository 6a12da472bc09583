//! The writes of `cases` that checkers make (journeys.md 6.2). Assignment is the lock: each of them names its version
//! and its operator, so that a stale form or another checker changes nothing.

use vocabulary::{CaseId, CaseStatus, DeclineReason, HoldingReason, Instant, OperatorId, Secret};

use crate::batch::{Batch, Expect, WriteFault};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::tables::cases::{self, Case, OUTCOME, case_columns};
use crate::value::Value;

// The outer condition of ASSIGN repeats the inner one: PostgreSQL checks it again on a row that another checker took
// in the meantime. That nobody has two is the promise of the index cases_in_progress.
register! { "cases";
    ASSIGN = concat!("UPDATE cases SET assignee = $1, assigned_at = $2, version = version + 1 \
        WHERE case_id IN (SELECT c.case_id FROM cases c \
            WHERE c.status = 'submitted' AND c.route = 'manual' \
            AND (c.assignee IS NULL OR c.assigned_at < $3) \
            AND NOT EXISTS (SELECT 1 FROM cases o WHERE o.status = 'submitted' AND o.assignee = $1) \
            ORDER BY c.submitted_at, c.case_id LIMIT 1) \
        AND status = 'submitted' AND route = 'manual' AND (assignee IS NULL OR assigned_at < $3) \
        RETURNING ", case_columns!());
    ASSIGNABLE = "SELECT c.case_id FROM cases c \
        WHERE c.status = 'submitted' AND c.route = 'manual' \
        AND (c.assignee IS NULL OR c.assigned_at < $2) \
        AND NOT EXISTS (SELECT 1 FROM cases o WHERE o.status = 'submitted' AND o.assignee = $1) \
        ORDER BY c.submitted_at, c.case_id LIMIT 1";
    RELEASE = "UPDATE cases SET assignee = NULL, assigned_at = NULL, version = version + 1 \
        WHERE case_id = $1 AND assignee = $2 AND status IN ('submitted', 'held')";
    REASSIGN = "UPDATE cases SET assignee = $3, assigned_at = $4, version = version + 1 \
        WHERE case_id = $1 AND version = $2 AND status IN ('submitted', 'held')";
    TOUCH = "UPDATE cases SET assigned_at = $3 WHERE case_id = $1 AND assignee = $2 AND assigned_at < $3 \
        AND status IN ('submitted', 'held')";
    SAVE = "UPDATE cases SET outcome = $4, version = version + 1 \
        WHERE case_id = $1 AND version = $2 AND assignee = $3 AND status IN ('submitted', 'held')";
    DECIDE = "UPDATE cases SET status = $4, reason = $5, outcome = $6, decided_at = $7, reopen_until = $8, \
        version = version + 1 WHERE case_id = $1 AND version = $2 AND assignee IS NOT DISTINCT FROM $3 \
        AND status IN ('submitted', 'held')";
    HOLD = "UPDATE cases SET status = 'held', route = 'manual', holding_reason = $4, outcome = $5, held_by = $3, \
        held_at = $6, assignee = NULL, assigned_at = NULL, provider_due_at = NULL, version = version + 1 \
        WHERE case_id = $1 AND version = $2 AND assignee IS NOT DISTINCT FROM $3 \
        AND status IN ('submitted', 'held')";
    REOPEN = "UPDATE cases SET status = 'submitted', route = 'manual', reason = NULL, decided_at = NULL, \
        reopen_until = NULL, assigned_at = $4, version = version + 1 \
        WHERE case_id = $1 AND version = $2 AND assignee = $3 AND status IN ('approved', 'declined') \
        AND applied_at IS NULL AND reopen_until > $4";
    RETURN_HELD = "UPDATE cases SET status = 'submitted', route = 'manual', assignee = NULL, assigned_at = NULL, \
        version = version + 1 \
        WHERE case_id = $1 AND status = 'held' AND (assignee IS NULL OR assignee = $2)";
}

/// How often a checker who was beaten to a case tries the next one before the queue counts as empty.
const TRIES: usize = 32;

/// The answer to a case.
#[derive(Debug, Clone)]
pub struct Decision {
    /// Approved or declined.
    pub status: CaseStatus,
    /// Why it was declined.
    pub reason: Option<DeclineReason>,
    /// What was answered and noted, as JSON; sealed in the database.
    pub outcome: Secret<Vec<u8>>,
    /// When.
    pub at: Instant,
    /// Until when it can be taken back; it takes effect then.
    pub reopen_until: Instant,
}

/// A move to the holding list.
#[derive(Debug, Clone)]
pub struct Holding {
    /// Why.
    pub reason: HoldingReason,
    /// What was answered and noted, as JSON; sealed in the database.
    pub outcome: Secret<Vec<u8>>,
    /// When.
    pub at: Instant,
}

impl Store {
    /// Gives the operator the case that waits longest, if there is one and the operator has none in progress. A
    /// case whose assignee did nothing with it since `idle_before` waits again.
    ///
    /// # Errors
    /// When the store cannot do it.
    pub async fn assign_next_case(
        &self,
        operator: OperatorId,
        now: Instant,
        idle_before: Instant,
    ) -> Result<Option<Case>, StoreFault> {
        for _ in 0..TRIES {
            let mut batch = self.batch();
            let values = vec![operator.into(), now.into(), idle_before.into()];
            batch.push(&ASSIGN, Expect::Exactly(1), values);
            match self.write(batch).await {
                Ok(mut written) => {
                    let row = written.take_rows(0).into_iter().next();
                    return row.map(|row| cases::read(self.vault(), row)).transpose();
                }
                Err(WriteFault::Conflict { .. }) => {}
                Err(WriteFault::Fault(fault)) => return Err(fault),
            }
            // Nothing waits, or somebody was faster: then the next one may be free.
            let values = vec![operator.into(), idle_before.into()];
            if self.query_one(&ASSIGNABLE, values).await?.is_none() {
                break;
            }
        }
        Ok(None)
    }
}

impl Batch {
    /// Gives a case back, to the queue or unopened to the holding list; a conflict when it is not the operator's.
    pub fn release_case(&mut self, id: CaseId, operator: OperatorId) -> &mut Self {
        self.push(&RELEASE, Expect::Exactly(1), vec![id.into(), operator.into()])
    }

    /// Gives an undecided case to an operator: opening one on the holding list, or taking it from a colleague. A
    /// conflict when it changed since `version`, or is in progress and `to` has another one in progress.
    pub fn reassign_case(&mut self, id: CaseId, version: i64, to: OperatorId, at: Instant) -> &mut Self {
        let values = vec![id.into(), version.into(), to.into(), at.into()];
        self.push(&REASSIGN, Expect::Exactly(1), values)
    }

    /// Keeps a case from counting as idle, if it is the operator's.
    pub fn touch_case(&mut self, id: CaseId, operator: OperatorId, at: Instant) -> &mut Self {
        self.push(&TOUCH, Expect::Any, vec![id.into(), operator.into(), at.into()])
    }

    /// Keeps what the operator answered so far; a conflict when the case changed since `version` or is not the
    /// operator's.
    pub fn save_case_outcome(
        &mut self,
        id: CaseId,
        version: i64,
        operator: OperatorId,
        outcome: &Secret<Vec<u8>>,
    ) -> &mut Self {
        let values = vec![id.into(), version.into(), operator.into(), self.sealed_outcome(id, outcome)];
        self.push(&SAVE, Expect::Exactly(1), values)
    }

    /// Decides a case; without an operator, one that nobody works on. A conflict when it changed since `version`,
    /// is not the operator's or is decided.
    pub fn decide_case(
        &mut self,
        id: CaseId,
        version: i64,
        operator: Option<OperatorId>,
        decision: &Decision,
    ) -> &mut Self {
        let values = vec![
            id.into(),
            version.into(),
            operator.into(),
            decision.status.as_str().into(),
            decision.reason.map(DeclineReason::as_str).into(),
            self.sealed_outcome(id, &decision.outcome),
            decision.at.into(),
            decision.reopen_until.into(),
        ];
        self.push(&DECIDE, Expect::Exactly(1), values)
    }

    /// Moves a case to the holding list, where nobody has it open; without an operator, one that nobody works on. A
    /// conflict when it changed since `version`, is not the operator's or is decided.
    pub fn hold_case(
        &mut self,
        id: CaseId,
        version: i64,
        operator: Option<OperatorId>,
        holding: &Holding,
    ) -> &mut Self {
        let values = vec![
            id.into(),
            version.into(),
            operator.into(),
            holding.reason.as_str().into(),
            self.sealed_outcome(id, &holding.outcome),
            holding.at.into(),
        ];
        self.push(&HOLD, Expect::Exactly(1), values)
    }

    /// Takes a decision back: the case is in progress again, with the operator who decided. A conflict when it
    /// changed since `version`, somebody else decided it, it can no longer be reopened at `now`, the operator has
    /// another one in progress, or the person has begun a new one.
    pub fn reopen_case(&mut self, id: CaseId, version: i64, operator: OperatorId, now: Instant) -> &mut Self {
        let values = vec![id.into(), version.into(), operator.into(), now.into()];
        self.push(&REOPEN, Expect::Exactly(1), values)
    }

    /// Sends cases back from the holding list to the queue, where each stands as old as it is; one that is decided
    /// or open with somebody else stays as it is.
    pub fn return_held_cases(&mut self, ids: &[CaseId], operator: OperatorId) -> &mut Self {
        for id in ids {
            self.push(&RETURN_HELD, Expect::Any, vec![(*id).into(), operator.into()]);
        }
        self
    }

    fn sealed_outcome(&self, id: CaseId, outcome: &Secret<Vec<u8>>) -> Value {
        self.vault().seal(OUTCOME, id.as_bytes(), outcome.expose()).into()
    }
}
