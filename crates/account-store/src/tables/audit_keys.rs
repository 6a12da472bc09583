//! `audit_keys`: the key pair that signs the audit's checkpoints, sealed, where the configuration gives none. Kept.

use vocabulary::{Instant, Secret};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;

const SEALED: &str = "audit_keys.private_key";

register! { "audit_keys";
    GET = "SELECT key_id, private_key, created_at FROM audit_keys WHERE number = $1";
    INSERT = "INSERT INTO audit_keys (number, key_id, private_key, created_at) VALUES ($1, $2, $3, $4)";
}

/// There is one key; a number of its own keeps two nodes from making one each.
const ONLY: i64 = 1;

/// The key pair as it is stored.
#[derive(Debug, Clone)]
pub struct StoredAuditKey {
    /// Its name.
    pub key_id: String,
    /// PKCS#8 DER; sealed in the database.
    pub private_key: Secret<Vec<u8>>,
    /// When it was made.
    pub created_at: Instant,
}

impl Store {
    /// The key pair, if one was made.
    ///
    /// # Errors
    /// When the store cannot be read or the key does not open: somebody else put it there.
    pub async fn audit_key(&self) -> Result<Option<StoredAuditKey>, StoreFault> {
        let Some(mut row) = self.query_one(&GET, vec![ONLY.into()]).await? else { return Ok(None) };
        let key_id = row.text()?;
        let private_key = self.vault().open(SEALED, key_id.as_bytes(), &row.blob()?)?;
        Ok(Some(StoredAuditKey { key_id, private_key, created_at: row.instant()? }))
    }
}

impl Batch {
    /// Adds the key pair; a conflict when there is one.
    pub fn insert_audit_key(&mut self, key: &StoredAuditKey) -> &mut Self {
        let sealed = self.vault().seal(SEALED, key.key_id.as_bytes(), key.private_key.expose());
        let values = vec![ONLY.into(), key.key_id.as_str().into(), sealed.into(), key.created_at.into()];
        self.push(&INSERT, Expect::Exactly(1), values)
    }
}
