//! `blob_deletions`: every blob that was or may have been stored, with when to look whether it is still needed.
//!
//! A row is written before the bytes are, and stays until they are deleted. So bytes that lost their case, because
//! it was replaced, decided long ago, or went with its account, and bytes whose row in `case_evidence` was never
//! written, are all found here; what a row of `case_evidence` names is never given out for deletion.

use vocabulary::{Instant, Lifetime};

use crate::batch::{Batch, Expect, WriteFault};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::value::Row;

// Whether evidence names the blob decides whether it is tried again at $2 or looked at again at $4.
register! { "blob_deletions";
    PLAN = "INSERT INTO blob_deletions (blob_key, due_at, attempts) VALUES ($1, $2, 0) \
        ON CONFLICT (blob_key) DO UPDATE SET due_at = excluded.due_at";
    KEEP = "INSERT INTO blob_deletions (blob_key, due_at, attempts) VALUES ($1, $2, 0) \
        ON CONFLICT (blob_key) DO UPDATE SET due_at = excluded.due_at WHERE blob_deletions.attempts = 0";
    TAKE = "UPDATE blob_deletions SET \
        due_at = CASE WHEN EXISTS (SELECT 1 FROM case_evidence e WHERE e.blob_key = blob_deletions.blob_key) \
            THEN CAST($4 AS BIGINT) ELSE CAST($2 AS BIGINT) END, \
        attempts = CASE WHEN EXISTS (SELECT 1 FROM case_evidence e WHERE e.blob_key = blob_deletions.blob_key) \
            THEN 0 ELSE attempts + 1 END \
        WHERE blob_key IN (SELECT b.blob_key FROM blob_deletions b WHERE b.due_at <= $1 \
            ORDER BY b.due_at LIMIT $3) \
        AND due_at <= $1 RETURNING blob_key, attempts";
    FINISH = "DELETE FROM blob_deletions WHERE blob_key = $1 \
        AND NOT EXISTS (SELECT 1 FROM case_evidence e WHERE e.blob_key = $1)";
}

/// How long after it was found to be needed a blob is looked at again.
const AGAIN: Lifetime = Lifetime::days(1);

/// Bytes that are to be deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlobDeletion {
    /// Their name.
    pub blob_key: [u8; 16],
    /// How often deleting them was tried, this time included.
    pub attempts: i64,
}

fn read(mut row: Row) -> Result<BlobDeletion, StoreFault> {
    Ok(BlobDeletion { blob_key: row.bytes()?, attempts: row.int()? })
}

/// What a look at blobs that were due found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueBlobs {
    /// Those to delete.
    pub deletions: Vec<BlobDeletion>,
    /// How many were looked at; as many as the limit means that more may be due.
    pub looked_at: usize,
}

impl Store {
    /// Looks at up to `limit` blobs that are due and gives those that nothing needs; nobody else gets them before
    /// `retry_at`.
    ///
    /// # Errors
    /// When the store cannot do it.
    pub async fn take_due_blob_deletions(
        &self,
        limit: u32,
        retry_at: Instant,
        now: Instant,
    ) -> Result<DueBlobs, StoreFault> {
        let mut batch = self.batch();
        let values = vec![now.into(), retry_at.into(), i64::from(limit).into(), now.after(AGAIN).into()];
        batch.push(&TAKE, Expect::Any, values);
        let mut written = self.write(batch).await.map_err(WriteFault::without_conflict)?;
        let rows = written.take_rows(0).into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
        let looked_at = rows.len();
        Ok(DueBlobs { deletions: rows.into_iter().filter(|row| row.attempts > 0).collect(), looked_at })
    }
}

impl Batch {
    /// Says that bytes of this name will be stored, and go at `due_at` unless evidence names them by then; also sets
    /// another time for bytes that are known.
    pub fn plan_blob_deletion(&mut self, blob_key: &[u8; 16], due_at: Instant) -> &mut Self {
        self.push(&PLAN, Expect::Exactly(1), vec![blob_key.as_slice().into(), due_at.into()])
    }

    /// Says that evidence in the same batch names bytes; a conflict when they were given out for deletion.
    pub(crate) fn keep_blob(&mut self, blob_key: &[u8; 16], now: Instant) -> &mut Self {
        self.push(&KEEP, Expect::Exactly(1), vec![blob_key.as_slice().into(), now.after(AGAIN).into()])
    }

    /// Forgets bytes that were deleted.
    pub fn finish_blob_deletion(&mut self, blob_key: &[u8; 16]) -> &mut Self {
        self.push(&FINISH, Expect::Any, vec![blob_key.as_slice().into()])
    }
}
