//! `browser_visits`: which clients a browser has signed in to; names nobody. Deleted 180 days after the last.

use vocabulary::{ClientId, Digest, Instant};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;

register! { "browser_visits";
    LIST = "SELECT client_id, last_at FROM browser_visits WHERE browser_digest = $1 ORDER BY last_at DESC";
    RECORD = "INSERT INTO browser_visits (browser_digest, client_id, last_at) VALUES ($1, $2, $3) \
        ON CONFLICT (browser_digest, client_id) DO UPDATE SET last_at = excluded.last_at";
}

/// A browser's last sign-in to a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrowserVisit {
    /// The client.
    pub client_id: ClientId,
    /// When.
    pub last_at: Instant,
}

impl Store {
    /// What this browser has signed in to, latest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_browser_visits(&self, browser: &Digest) -> Result<Vec<BrowserVisit>, StoreFault> {
        let rows = self.query(&LIST, vec![browser.into()]).await?;
        rows.into_iter()
            .map(|mut row| Ok(BrowserVisit { client_id: row.word()?, last_at: row.instant()? }))
            .collect()
    }
}

impl Batch {
    /// Records that this browser signed in to `client`.
    pub fn record_browser_visit(&mut self, browser: &Digest, client: &ClientId, now: Instant) -> &mut Self {
        self.push(&RECORD, Expect::Exactly(1), vec![browser.into(), client.into(), now.into()])
    }
}
