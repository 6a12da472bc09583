//! The assurance audit: a random part of the approved cases, looked at again by supervisors. Journeys 6.2, 8

use account_store::{AuditEvent, AuditFinding, Batch, Case};
use vocabulary::{CaseId, CaseStatus, Instant, Secret};

use crate::checking::case::CaseView;
use crate::checking::outcome::Outcome;
use crate::checking::roles::Supervisor;
use crate::fault::Fault;
use crate::service::{Identity, Inner};

/// The most that the list shows.
const LONGEST_LIST: u32 = 500;
/// Characters of a note; what is longer is cut.
const LONGEST_NOTE: usize = 2000;

/// A case of the sample that nobody has looked at yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    /// The case.
    pub case: CaseId,
    /// When it was approved.
    pub approved_at: Option<Instant>,
    /// Who approved it; empty when no person did.
    pub approved_by: String,
}

/// What came of an audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audited {
    /// It is recorded.
    Done,
    /// Disagreeing needs a note.
    NoteEmpty,
    /// The case is not of the sample, was audited before, or was approved by this supervisor.
    NotPossible,
}

impl Identity {
    /// The sample as far as it waits, oldest first, without what this supervisor decided.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn audit_list(&self, supervisor: &Supervisor) -> Result<Vec<AuditRow>, Fault> {
        let inner = &self.0;
        let names = inner.operator_names().await?;
        let mut rows = Vec::new();
        for audit in inner.store.list_open_case_audits(LONGEST_LIST).await? {
            let Some(case) = inner.store.case(audit.case_id).await? else { continue };
            if case.assignee != Some(supervisor.checker().id) {
                let decider = case.assignee.and_then(|one| names.get(&one).cloned());
                let (approved_at, approved_by) = (case.decided_at, decider.unwrap_or_default());
                rows.push(AuditRow { case: case.id, approved_at, approved_by });
            }
        }
        Ok(rows)
    }

    /// A case of the sample, to be looked at only.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn audit_view(&self, supervisor: &Supervisor, case: CaseId) -> Result<Option<CaseView>, Fault> {
        match self.0.audited(supervisor, case).await? {
            Some(case) => {
                let outcome = Outcome::of(&case)?;
                self.0.view_of(supervisor.checker(), &case, outcome).await.map(Some)
            }
            None => Ok(None),
        }
    }

    /// Records whether the decision was right. It changes nothing about the person.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn finish_audit(
        &self,
        supervisor: &Supervisor,
        case: CaseId,
        agreed: bool,
        note: &str,
    ) -> Result<Audited, Fault> {
        let inner = &self.0;
        let note = note.trim();
        if !agreed && note.is_empty() {
            return Ok(Audited::NoteEmpty);
        }
        let Some(case) = inner.audited(supervisor, case).await? else { return Ok(Audited::NotPossible) };
        let auditor = supervisor.checker().id;
        let note = (!note.is_empty()).then(|| Secret::new(note.chars().take(LONGEST_NOTE).collect()));
        let finding = AuditFinding { auditor, agreed, note, done_at: inner.clock.now() };
        let mut batch = inner.store.batch();
        batch.finish_case_audit(case.id, &finding);
        inner.audit_case_by(auditor, &case, AuditEvent::CaseAudited { agreed }, &mut batch);
        Ok(if inner.commit(batch).await? { Audited::Done } else { Audited::NotPossible })
    }

    /// The share of approved cases in the sample, percent.
    #[must_use]
    pub fn audit_percent(&self) -> u8 {
        self.0.settings.checking.audit_percent
    }
}

impl Inner {
    /// Draws whether `case` is looked at again, when its approval takes effect: in the batch of `mark_case_applied`, so that each case is
    /// drawn once.
    pub(crate) fn draw_for_audit(&self, case: &Case, batch: &mut Batch) {
        let drawn = u32::from(u16::from_be_bytes(self.random()));
        let share = u32::from(self.settings.checking.audit_percent);
        if case.status == CaseStatus::Approved && drawn * 100 < share * (u32::from(u16::MAX) + 1) {
            batch.insert_case_audit(case.id, self.clock.now());
        }
    }

    /// A case whose audit is open, and which this supervisor did not decide.
    pub(crate) async fn audited(&self, supervisor: &Supervisor, case: CaseId) -> Result<Option<Case>, Fault> {
        let audit = self.store.case_audit(case).await?.filter(|audit| audit.finding.is_none());
        let Some(audit) = audit else { return Ok(None) };
        let case = self.store.case(audit.case_id).await?;
        Ok(case.filter(|case| case.assignee != Some(supervisor.checker().id)))
    }
}
