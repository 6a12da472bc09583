//! `audit_events` as the chain sees them: their bytes, column by column, and their places in the order.

use vocabulary::Instant;

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::{Statement, register};
use crate::store::Store;
use crate::tables::audit_events::columns;
use crate::value::{Row, Value};

register! { "audit_chain";
    LIST_UNCOVERED = concat!("SELECT position, ", columns!(), " FROM audit_events \
        WHERE position IS NULL ORDER BY at, event_id LIMIT $1");
    COUNT_UNCOVERED = "SELECT COUNT(*), MIN(at) FROM audit_events WHERE position IS NULL";
    LIST_COVERED = concat!("SELECT position, ", columns!(), " FROM audit_events \
        WHERE position >= $1 AND position <= $2 ORDER BY position LIMIT $3");
    COVER = "UPDATE audit_events SET position = $2 WHERE event_id = $1 AND position IS NULL";
    DELETE = "DELETE FROM audit_events WHERE position >= $1 AND position <= $2";
}

/// An event as bytes, without a look at what they say: what somebody wrote over it is to be found, not to be refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawAuditEvent {
    /// Its place in the order; none while no checkpoint covers it.
    pub position: Option<i64>,
    /// Its identifier.
    pub event_id: Vec<u8>,
    /// When it happened.
    pub at: Instant,
    /// Every column by its name, numbers as eight bytes, the highest first; the order never changes.
    pub columns: Vec<(&'static str, Option<Vec<u8>>)>,
}

fn read(mut row: Row) -> Result<RawAuditEvent, StoreFault> {
    let position = row.int_or_null()?;
    let columns =
        columns!().split(", ").map(|name| Ok((name, row.raw()?))).collect::<Result<Vec<_>, StoreFault>>()?;
    let value =
        |name: &str| columns.iter().find(|(known, _)| *known == name).and_then(|(_, value)| value.clone());
    let at = value("at").and_then(|bytes| Some(i64::from_be_bytes(bytes.try_into().ok()?)));
    Ok(RawAuditEvent {
        position,
        event_id: value("event_id").unwrap_or_default(),
        at: Instant::from_micros(at.unwrap_or_default()),
        columns,
    })
}

impl Store {
    /// The oldest `limit` events that no checkpoint covers, in the order in which the next one covers them.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_uncovered_audit_events(&self, limit: u32) -> Result<Vec<RawAuditEvent>, StoreFault> {
        self.raw_audit_events(&LIST_UNCOVERED, vec![i64::from(limit).into()]).await
    }

    /// How many events no checkpoint covers, and when the oldest of them happened.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn count_uncovered_audit_events(&self) -> Result<(i64, Option<Instant>), StoreFault> {
        match self.query_one(&COUNT_UNCOVERED, vec![]).await? {
            Some(mut row) => Ok((row.int()?, row.instant_or_null()?)),
            None => Ok((0, None)),
        }
    }

    /// The first `limit` events at the positions from `first` to `last`, in their order.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_covered_audit_events(
        &self,
        first: i64,
        last: i64,
        limit: u32,
    ) -> Result<Vec<RawAuditEvent>, StoreFault> {
        let values = vec![first.into(), last.into(), i64::from(limit).into()];
        self.raw_audit_events(&LIST_COVERED, values).await
    }

    async fn raw_audit_events(
        &self,
        statement: &'static Statement,
        values: Vec<Value>,
    ) -> Result<Vec<RawAuditEvent>, StoreFault> {
        self.query(statement, values).await?.into_iter().map(read).collect()
    }
}

impl Batch {
    /// Gives an event its place in the order; a conflict when it has one, or is gone, or the place is taken.
    pub fn cover_audit_event(&mut self, event: &[u8], position: i64) -> &mut Self {
        self.push(&COVER, Expect::Exactly(1), vec![event.into(), position.into()])
    }

    /// Deletes the events from one position to another; [`Written::touched`](crate::Written::touched) says how many there were.
    pub fn delete_audit_events(&mut self, first: i64, last: i64) -> &mut Self {
        self.push(&DELETE, Expect::Any, vec![first.into(), last.into()])
    }
}
