//! `audit_checkpoints`: the chain over `audit_events`. A checkpoint goes with the events that it covers.

use vocabulary::{Digest, Instant};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::value::{Row, Value};

/// The columns that [`read`] reads.
macro_rules! columns {
    () => {
        "number, previous, first_position, events, root, at, newest_at, key_id, signature"
    };
}

register! { "audit_checkpoints";
    GET = concat!("SELECT ", columns!(), " FROM audit_checkpoints WHERE number = $1");
    OLDEST = concat!("SELECT ", columns!(), " FROM audit_checkpoints WHERE number > $1 ORDER BY number LIMIT 1");
    NEWEST = concat!("SELECT ", columns!(), " FROM audit_checkpoints WHERE number > $1 ORDER BY number DESC LIMIT 1");
    LIST_WITH_LEAVES = concat!("SELECT ", columns!(), ", leaves FROM audit_checkpoints \
        WHERE number > $1 ORDER BY number LIMIT $2");
    INSERT = concat!("INSERT INTO audit_checkpoints (", columns!(), ", leaves) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
    DELETE = "DELETE FROM audit_checkpoints WHERE number = $1";
}

/// A checkpoint as it is stored; what its numbers mean, and whether they hold, is not known here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCheckpoint {
    /// From 1.
    pub number: i64,
    /// The hash of the checkpoint before.
    pub previous: Digest,
    /// The position of its first event.
    pub first_position: i64,
    /// How many events it covers.
    pub events: i64,
    /// Over those.
    pub root: Digest,
    /// When it was made.
    pub at: Instant,
    /// When its newest event happened.
    pub newest_at: Instant,
    /// Whose key signed it.
    pub key_id: String,
    /// The signature.
    pub signature: Vec<u8>,
}

fn read(row: &mut Row) -> Result<StoredCheckpoint, StoreFault> {
    Ok(StoredCheckpoint {
        number: row.int()?,
        previous: row.bytes()?,
        first_position: row.int()?,
        events: row.int()?,
        root: row.bytes()?,
        at: row.instant()?,
        newest_at: row.instant()?,
        key_id: row.text()?,
        signature: row.blob()?,
    })
}

impl Store {
    /// The checkpoint of this number.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn audit_checkpoint(&self, number: i64) -> Result<Option<StoredCheckpoint>, StoreFault> {
        self.query_one(&GET, vec![number.into()]).await?.map(|mut row| read(&mut row)).transpose()
    }

    /// The checkpoint with the lowest number.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn oldest_audit_checkpoint(&self) -> Result<Option<StoredCheckpoint>, StoreFault> {
        self.query_one(&OLDEST, vec![0_i64.into()]).await?.map(|mut row| read(&mut row)).transpose()
    }

    /// The checkpoint with the highest number.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn newest_audit_checkpoint(&self) -> Result<Option<StoredCheckpoint>, StoreFault> {
        self.query_one(&NEWEST, vec![0_i64.into()]).await?.map(|mut row| read(&mut row)).transpose()
    }

    /// The first `limit` checkpoints after `number`, each with the list of its events.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_audit_checkpoints(
        &self,
        number: i64,
        limit: u32,
    ) -> Result<Vec<(StoredCheckpoint, Vec<u8>)>, StoreFault> {
        let rows = self.query(&LIST_WITH_LEAVES, vec![number.into(), i64::from(limit).into()]).await?;
        rows.into_iter().map(|mut row| Ok((read(&mut row)?, row.blob()?))).collect()
    }
}

impl Batch {
    /// Adds a checkpoint with the list of its events; a conflict when its number exists.
    pub fn insert_audit_checkpoint(&mut self, checkpoint: &StoredCheckpoint, leaves: Vec<u8>) -> &mut Self {
        let values: Vec<Value> = vec![
            checkpoint.number.into(),
            (&checkpoint.previous).into(),
            checkpoint.first_position.into(),
            checkpoint.events.into(),
            (&checkpoint.root).into(),
            checkpoint.at.into(),
            checkpoint.newest_at.into(),
            checkpoint.key_id.as_str().into(),
            checkpoint.signature.as_slice().into(),
            leaves.into(),
        ];
        self.push(&INSERT, Expect::Exactly(1), values)
    }

    /// Deletes a checkpoint; a conflict when it is gone.
    pub fn delete_audit_checkpoint(&mut self, number: i64) -> &mut Self {
        self.push(&DELETE, Expect::Exactly(1), vec![number.into()])
    }
}
