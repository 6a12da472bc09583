//! `leases`: which server does a task that only one may do. An ended lease is taken over, or deleted a day later.

use vocabulary::Instant;

use crate::batch::{Expect, WriteFault};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;

register! { "leases";
    TAKE = "INSERT INTO leases (name, holder, until) VALUES ($1, $2, $3) \
        ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until \
        WHERE leases.until <= $4 OR leases.holder = excluded.holder";
    RELEASE = "DELETE FROM leases WHERE name = $1 AND holder = $2";
}

/// Whether the task is the caller's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lease {
    /// Until the instant that was asked for.
    Held,
    /// Another holder has it.
    Elsewhere,
}

impl Store {
    /// Takes or renews the lease `name` for `holder`.
    ///
    /// # Errors
    /// When the store cannot do it.
    pub async fn take_lease(
        &self,
        name: &'static str,
        holder: &str,
        until: Instant,
        now: Instant,
    ) -> Result<Lease, StoreFault> {
        let mut batch = self.batch();
        let values = vec![name.into(), holder.into(), until.into(), now.into()];
        batch.relaxed().push(&TAKE, Expect::Any, values);
        let written = self.write(batch).await.map_err(WriteFault::without_conflict)?;
        Ok(if written.touched(0) > 0 { Lease::Held } else { Lease::Elsewhere })
    }

    /// Gives a lease back, if `holder` has it.
    ///
    /// # Errors
    /// When the store cannot do it.
    pub async fn release_lease(&self, name: &'static str, holder: &str) -> Result<(), StoreFault> {
        let mut batch = self.batch();
        batch.relaxed().push(&RELEASE, Expect::Any, vec![name.into(), holder.into()]);
        self.write(batch).await.map(|_| ()).map_err(WriteFault::without_conflict)
    }
}
