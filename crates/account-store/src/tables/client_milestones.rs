//! `client_milestones`: what each client has been seen to do, first and last. Nothing personal. Kept two years after
//! the last time.

use vocabulary::{ClientId, Instant, Milestone};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::value::Row;

register! { "client_milestones";
    LIST = "SELECT milestone, first_at, last_at FROM client_milestones WHERE client_id = $1 ORDER BY milestone";
    REACH = "INSERT INTO client_milestones (client_id, milestone, first_at, last_at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (client_id, milestone) DO UPDATE SET last_at = excluded.last_at \
        WHERE client_milestones.last_at < excluded.last_at";
}

/// When a client did something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reached {
    /// What.
    pub milestone: Milestone,
    /// For the first time.
    pub first_at: Instant,
    /// For the last time, as far as it was written down.
    pub last_at: Instant,
}

fn read(mut row: Row) -> Result<Reached, StoreFault> {
    let milestone = Milestone::try_from(row.text()?.as_str()).map_err(|_| row.damaged())?;
    Ok(Reached { milestone, first_at: row.instant()?, last_at: row.instant()? })
}

impl Store {
    /// Everything that this client was seen to do.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_milestones(&self, client: &ClientId) -> Result<Vec<Reached>, StoreFault> {
        self.query(&LIST, vec![client.into()]).await?.into_iter().map(read).collect()
    }
}

impl Batch {
    /// Writes down that this client did something.
    pub fn reach_milestone(&mut self, client: &ClientId, milestone: Milestone, now: Instant) -> &mut Self {
        let values = vec![client.into(), milestone.as_str().into(), now.into(), now.into()];
        self.push(&REACH, Expect::Any, values)
    }
}
