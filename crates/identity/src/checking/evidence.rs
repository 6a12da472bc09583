//! What the person sent: shown to who has the case open or audits it, and every look recorded.

use account_store::{AuditEvent, Case};
use vocabulary::{CaseId, EvidenceKind, OperatorId};

use crate::checking::roles::{Checker, Supervisor};
use crate::fault::Fault;
use crate::service::{Identity, Inner};

/// A file.
pub struct EvidenceFile {
    /// Its content.
    pub bytes: Vec<u8>,
    /// What the content is, as it was found to be when it arrived.
    pub media_type: String,
}

impl std::fmt::Debug for EvidenceFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "EvidenceFile({})", self.media_type)
    }
}

/// What a look at evidence gave.
#[derive(Debug)]
pub enum EvidenceLooked {
    /// The file. The look is recorded.
    File(EvidenceFile),
    /// The case is not theirs to look at.
    NotTheirs,
    /// There is no such file, or not any more.
    Missing,
}

impl Identity {
    /// A file of a case that this checker has open.
    ///
    /// # Errors
    /// When the store or the place of evidence fails; what is not recorded is not shown.
    pub async fn look_at_evidence(
        &self,
        checker: &Checker,
        case: CaseId,
        kind: EvidenceKind,
    ) -> Result<EvidenceLooked, Fault> {
        let inner = &self.0;
        match inner.store.case(case).await?.filter(|case| checker.holds(case)) {
            Some(case) => {
                inner.touch_case(checker, &case).await?;
                inner.look(checker.id, &case, kind).await
            }
            None => Ok(EvidenceLooked::NotTheirs),
        }
    }

    /// A file of a case of the assurance sample that this supervisor may audit.
    ///
    /// # Errors
    /// When the store or the place of evidence fails; what is not recorded is not shown.
    pub async fn look_at_audited_evidence(
        &self,
        supervisor: &Supervisor,
        case: CaseId,
        kind: EvidenceKind,
    ) -> Result<EvidenceLooked, Fault> {
        match self.0.audited(supervisor, case).await? {
            Some(case) => self.0.look(supervisor.checker().id, &case, kind).await,
            None => Ok(EvidenceLooked::NotTheirs),
        }
    }
}

impl Inner {
    async fn look(
        &self,
        operator: OperatorId,
        case: &Case,
        kind: EvidenceKind,
    ) -> Result<EvidenceLooked, Fault> {
        if self.is_archived(case) {
            Ok(EvidenceLooked::Missing)
        } else {
            self.show(operator, case, kind).await
        }
    }

    /// Whether a case was decided so long ago that what was sent is no longer shown unasked.
    pub(crate) fn is_archived(&self, case: &Case) -> bool {
        let archived =
            |at: vocabulary::Instant| at.after(self.settings.photo_id.archived_after) <= self.clock.now();
        case.decided_at.is_some_and(archived)
    }

    /// A file, once the look is recorded.
    pub(crate) async fn show(
        &self,
        operator: OperatorId,
        case: &Case,
        kind: EvidenceKind,
    ) -> Result<EvidenceLooked, Fault> {
        let Some(file) = self.store.evidence(case.id, kind).await? else {
            return Ok(EvidenceLooked::Missing);
        };
        let mut batch = self.store.batch();
        self.audit_case_by(operator, case, AuditEvent::EvidenceViewed { kind }, &mut batch);
        self.write(batch).await?;
        let bytes = self.fetch(&file).await?;
        let media_type = file.media_type;
        Ok(bytes.map_or(EvidenceLooked::Missing, |bytes| {
            EvidenceLooked::File(EvidenceFile { bytes, media_type })
        }))
    }
}
