//! `assertion_ids`: the `jti` of client assertions and asserted logins that were accepted, so that none is accepted twice (F-34, F-56).
//! Deleted after `expires_at`, the assertion's own end.

use vocabulary::{ClientId, Digest, Instant};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;

register! { "assertion_ids";
    GET = "SELECT expires_at FROM assertion_ids WHERE client_id = $1 AND jti_digest = $2 AND expires_at > $3";
    INSERT = "INSERT INTO assertion_ids (client_id, jti_digest, expires_at) VALUES ($1, $2, $3) \
        ON CONFLICT (client_id, jti_digest) DO UPDATE SET expires_at = excluded.expires_at \
        WHERE assertion_ids.expires_at <= $4";
}

impl Store {
    /// Whether an assertion of this identifier was accepted and has not expired at `now`. Looking spends nothing.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn is_assertion_id_spent(
        &self,
        client: &ClientId,
        jti: &Digest,
        now: Instant,
    ) -> Result<bool, StoreFault> {
        Ok(self.query_one(&GET, vec![client.into(), jti.into(), now.into()]).await?.is_some())
    }
}

impl Batch {
    /// Remembers an assertion's identifier; a conflict when it was used and has not expired.
    pub fn insert_assertion_id(
        &mut self,
        client: &ClientId,
        jti: &Digest,
        expires_at: Instant,
        now: Instant,
    ) -> &mut Self {
        let values = vec![client.into(), jti.into(), expires_at.into(), now.into()];
        self.push(&INSERT, Expect::Exactly(1), values)
    }
}
