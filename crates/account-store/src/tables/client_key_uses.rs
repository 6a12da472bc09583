//! `client_key_uses`: when each key of a partner last proved who it is, to the hour. Kept two years after that. The column `key_id` holds
//! the key's thumbprint: a key id can pass from one key to another.

use vocabulary::{ClientId, Instant};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::value::Row;

register! { "client_key_uses";
    LIST = "SELECT key_id, last_used_at FROM client_key_uses WHERE client_id = $1 ORDER BY key_id";
    PUT = "INSERT INTO client_key_uses (client_id, key_id, last_used_at) VALUES ($1, $2, $3) \
        ON CONFLICT (client_id, key_id) DO UPDATE SET last_used_at = excluded.last_used_at \
        WHERE client_key_uses.last_used_at < excluded.last_used_at";
}

/// When a key was last used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyUse {
    /// The key's RFC 7638 thumbprint.
    pub thumbprint: String,
    /// The last time that was noted; it may have been used again within the hour.
    pub last_used_at: Instant,
}

fn read(mut row: Row) -> Result<KeyUse, StoreFault> {
    Ok(KeyUse { thumbprint: row.text()?, last_used_at: row.instant()? })
}

impl Store {
    /// When each key of a client was last used.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_key_uses(&self, client: &ClientId) -> Result<Vec<KeyUse>, StoreFault> {
        self.query(&LIST, vec![client.into()]).await?.into_iter().map(read).collect()
    }
}

impl Batch {
    /// Notes that a client used this key; an earlier moment than the one noted changes nothing.
    pub fn put_key_use(&mut self, client: &ClientId, thumbprint: &str, now: Instant) -> &mut Self {
        self.push(&PUT, Expect::Any, vec![client.into(), thumbprint.into(), now.into()])
    }
}
