//! `case_audits`: decided cases that a supervisor looks at again (journeys.md 6.2, assurance audit). Kept with the
//! case.

use vocabulary::{CaseId, Instant, OperatorId, Secret};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::value::Row;
use crate::vault::Vault;

const SEALED: &str = "case_audits.note";

register! { "case_audits";
    GET = "SELECT case_id, chosen_at, auditor, agreed, note, done_at FROM case_audits WHERE case_id = $1";
    LIST_OPEN = "SELECT case_id, chosen_at, auditor, agreed, note, done_at FROM case_audits \
        WHERE done_at IS NULL ORDER BY chosen_at, case_id LIMIT $1";
    INSERT = "INSERT INTO case_audits (case_id, chosen_at) VALUES ($1, $2)";
    FINISH = "UPDATE case_audits SET auditor = $2, agreed = $3, note = $4, done_at = $5 \
        WHERE case_id = $1 AND done_at IS NULL";
}

/// An assurance audit.
#[derive(Debug, Clone)]
pub struct CaseAudit {
    /// Of which case.
    pub case_id: CaseId,
    /// When the case was chosen.
    pub chosen_at: Instant,
    /// What came of it.
    pub finding: Option<AuditFinding>,
}

/// What an assurance audit found.
#[derive(Debug, Clone)]
pub struct AuditFinding {
    /// Who looked.
    pub auditor: OperatorId,
    /// Whether the decision was right.
    pub agreed: bool,
    /// Why; sealed in the database.
    pub note: Option<Secret<String>>,
    /// When.
    pub done_at: Instant,
}

fn read(vault: &Vault, mut row: Row) -> Result<CaseAudit, StoreFault> {
    let case_id: CaseId = row.bytes()?;
    let chosen_at = row.instant()?;
    let auditor: Option<OperatorId> = row.bytes_or_null()?;
    let agreed = row.int_or_null()?.map(|flag| flag != 0);
    let sealed = row.blob_or_null()?;
    let note = sealed.map(|sealed| vault.open_text(SEALED, case_id.as_bytes(), &sealed)).transpose()?;
    let done_at = row.instant_or_null()?;
    let finding = match (auditor, agreed, done_at) {
        (Some(auditor), Some(agreed), Some(done_at)) => Some(AuditFinding { auditor, agreed, note, done_at }),
        _ => None,
    };
    Ok(CaseAudit { case_id, chosen_at, finding })
}

impl Store {
    /// The audit of a case, if it was chosen.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn case_audit(&self, case: CaseId) -> Result<Option<CaseAudit>, StoreFault> {
        let row = self.query_one(&GET, vec![case.into()]).await?;
        row.map(|row| read(self.vault(), row)).transpose()
    }

    /// Audits that nobody has made yet, oldest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_open_case_audits(&self, limit: u32) -> Result<Vec<CaseAudit>, StoreFault> {
        let rows = self.query(&LIST_OPEN, vec![i64::from(limit).into()]).await?;
        rows.into_iter().map(|row| read(self.vault(), row)).collect()
    }
}

impl Batch {
    /// Chooses a case for an audit; a conflict when it was chosen before.
    pub fn insert_case_audit(&mut self, case: CaseId, at: Instant) -> &mut Self {
        self.push(&INSERT, Expect::Exactly(1), vec![case.into(), at.into()])
    }

    /// Records what an audit found; a conflict when that was recorded before.
    pub fn finish_case_audit(&mut self, case: CaseId, finding: &AuditFinding) -> &mut Self {
        let note = finding.note.as_ref();
        let sealed = note.map(|note| self.vault().seal(SEALED, case.as_bytes(), note.expose().as_bytes()));
        let values = vec![
            case.into(),
            finding.auditor.into(),
            finding.agreed.into(),
            sealed.into(),
            finding.done_at.into(),
        ];
        self.push(&FINISH, Expect::Exactly(1), values)
    }
}
