//! The history of one account, page by page (journeys.md 6.1): reads of `audit_events`.

use vocabulary::{AccountId, EventId, Instant};

use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::tables::audit_events::{self, AuditRecord, audit_columns};
use crate::value::Row;

register! { "audit_history";
    OF_ACCOUNT = concat!("SELECT ", audit_columns!(), " FROM audit_events WHERE account_id = $1 \
        AND (at < $2 OR (at = $2 AND event_id > $3)) ORDER BY at DESC, event_id LIMIT $4");
}

impl Store {
    /// The newest `limit` events of an account that come after `after` in the order newest first; from the newest of all without it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_history_of_account(
        &self,
        account: AccountId,
        after: Option<(Instant, EventId)>,
        limit: u32,
    ) -> Result<Vec<AuditRecord>, StoreFault> {
        let (at, id) = after.unwrap_or((Instant::from_micros(i64::MAX), EventId::from_bytes([0; 16])));
        let values = vec![account.into(), at.into(), id.into(), i64::from(limit).into()];
        let rows: Vec<Row> = self.query(&OF_ACCOUNT, values).await?;
        rows.into_iter().map(audit_events::read).collect()
    }
}
