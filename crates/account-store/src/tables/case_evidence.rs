//! `case_evidence`: where the files of a case lie. Kept with the case; the bytes themselves are not here, and are
//! deleted through `blob_deletions`.

use vocabulary::{AccountId, CaseId, EvidenceKind, Instant};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::value::Row;

register! { "case_evidence";
    GET = "SELECT case_id, kind, blob_key, media_type, size, created_at FROM case_evidence \
        WHERE case_id = $1 AND kind = $2";
    LIST = "SELECT case_id, kind, blob_key, media_type, size, created_at FROM case_evidence \
        WHERE case_id = $1 ORDER BY created_at, kind";
    TOUCH_DRAFT = "UPDATE cases SET changed_at = $2 WHERE case_id = $1 AND status = 'draft'";
    EXPEDITE = "UPDATE blob_deletions SET due_at = $3 WHERE blob_key IN \
        (SELECT blob_key FROM case_evidence WHERE case_id = $1 AND kind = $2)";
    EXPEDITE_ACCOUNT = "UPDATE blob_deletions SET due_at = 0 WHERE blob_key IN \
        (SELECT e.blob_key FROM cases c JOIN case_evidence e ON e.case_id = c.case_id WHERE c.account_id = $1)";
    PUT = "INSERT INTO case_evidence (case_id, kind, blob_key, media_type, size, created_at) \
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (case_id, kind) DO UPDATE SET \
        blob_key = excluded.blob_key, media_type = excluded.media_type, size = excluded.size, \
        created_at = excluded.created_at";
    DELETE = "DELETE FROM case_evidence WHERE case_id = $1 AND kind = $2";
}

/// A file that belongs to a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Whose.
    pub case_id: CaseId,
    /// What it shows.
    pub kind: EvidenceKind,
    /// The name of its sealed bytes.
    pub blob_key: [u8; 16],
    /// What the bytes are.
    pub media_type: String,
    /// How many bytes, unsealed.
    pub size: i64,
    /// When it was stored.
    pub created_at: Instant,
}

fn read(mut row: Row) -> Result<Evidence, StoreFault> {
    Ok(Evidence {
        case_id: row.bytes()?,
        kind: row.word()?,
        blob_key: row.bytes()?,
        media_type: row.text()?,
        size: row.int()?,
        created_at: row.instant()?,
    })
}

impl Store {
    /// The file of that kind.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn evidence(&self, case: CaseId, kind: EvidenceKind) -> Result<Option<Evidence>, StoreFault> {
        let row = self.query_one(&GET, vec![case.into(), kind.as_str().into()]).await?;
        row.map(read).transpose()
    }

    /// The files of a case, oldest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_evidence(&self, case: CaseId) -> Result<Vec<Evidence>, StoreFault> {
        self.query(&LIST, vec![case.into()]).await?.into_iter().map(read).collect()
    }
}

impl Batch {
    /// Adds a file to a draft, in place of one of the same kind, whose bytes are then due for deletion. A conflict
    /// when the case is no draft, or the bytes were given out for deletion: [`Self::plan_blob_deletion`] comes first, in
    /// a batch of its own before the bytes are stored, for a time when the upload is certainly over.
    pub fn put_evidence(&mut self, evidence: &Evidence) -> &mut Self {
        let (case, kind, at) = (evidence.case_id, evidence.kind, evidence.created_at);
        self.push(&TOUCH_DRAFT, Expect::Exactly(1), vec![case.into(), at.into()]);
        self.push(&EXPEDITE, Expect::Any, vec![case.into(), kind.as_str().into(), at.into()]);
        let values = vec![
            case.into(),
            kind.as_str().into(),
            evidence.blob_key.as_slice().into(),
            evidence.media_type.as_str().into(),
            evidence.size.into(),
            at.into(),
        ];
        self.push(&PUT, Expect::Exactly(1), values);
        self.keep_blob(&evidence.blob_key, at)
    }

    /// Removes a file from a draft, if it is there; its bytes are then due for deletion. A conflict when the case is
    /// no draft.
    pub fn delete_evidence(&mut self, case: CaseId, kind: EvidenceKind, at: Instant) -> &mut Self {
        self.push(&TOUCH_DRAFT, Expect::Exactly(1), vec![case.into(), at.into()]);
        self.push(&EXPEDITE, Expect::Any, vec![case.into(), kind.as_str().into(), at.into()]);
        self.push(&DELETE, Expect::Any, vec![case.into(), kind.as_str().into()])
    }

    /// Makes the bytes of an account's files due: they go as soon as no file names them.
    pub(crate) fn expedite_blobs_of(&mut self, account: AccountId) -> &mut Self {
        self.push(&EXPEDITE_ACCOUNT, Expect::Any, vec![account.into()])
    }
}
