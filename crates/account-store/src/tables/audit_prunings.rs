//! `audit_prunings`: up to where retention has deleted the audit, signed. Only the newest row is kept.

use vocabulary::{Digest, Instant};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;

register! { "audit_prunings";
    NEWEST = "SELECT through, hash, last_position, at, key_id, signature FROM audit_prunings \
        WHERE through > $1 ORDER BY through DESC LIMIT 1";
    INSERT = "INSERT INTO audit_prunings (through, hash, last_position, at, key_id, signature) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    DELETE_OLDER = "DELETE FROM audit_prunings WHERE through < $1";
}

/// What was deleted, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredPruning {
    /// The number of the last checkpoint that is gone.
    pub through: i64,
    /// Its hash.
    pub hash: Digest,
    /// The position of its last event.
    pub last_position: i64,
    /// When that was.
    pub at: Instant,
    /// Whose key signed it.
    pub key_id: String,
    /// The signature.
    pub signature: Vec<u8>,
}

impl Store {
    /// Up to where the audit was deleted; none when it begins at the beginning.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn audit_pruning(&self) -> Result<Option<StoredPruning>, StoreFault> {
        let row = self.query_one(&NEWEST, vec![0_i64.into()]).await?;
        row.map(|mut row| {
            Ok(StoredPruning {
                through: row.int()?,
                hash: row.bytes()?,
                last_position: row.int()?,
                at: row.instant()?,
                key_id: row.text()?,
                signature: row.blob()?,
            })
        })
        .transpose()
    }
}

impl Batch {
    /// Says up to where the audit was deleted, instead of what was said before; a conflict when that was said already.
    pub fn replace_audit_pruning(&mut self, pruning: &StoredPruning) -> &mut Self {
        let values = vec![
            pruning.through.into(),
            (&pruning.hash).into(),
            pruning.last_position.into(),
            pruning.at.into(),
            pruning.key_id.as_str().into(),
            pruning.signature.as_slice().into(),
        ];
        self.push(&INSERT, Expect::Exactly(1), values);
        self.push(&DELETE_OLDER, Expect::Any, vec![pruning.through.into()])
    }
}
