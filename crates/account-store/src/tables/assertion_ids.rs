//! `assertion_ids`: the `jti` of client assertions and asserted logins that were accepted, so that none is accepted twice (F-34, F-56).
//! Deleted after `expires_at`, the assertion's own end.

use vocabulary::{ClientId, Digest, Instant};

use crate::batch::{Batch, Expect};
use crate::statement::register;

register! { "assertion_ids";
    INSERT = "INSERT INTO assertion_ids (client_id, jti_digest, expires_at) VALUES ($1, $2, $3) \
        ON CONFLICT (client_id, jti_digest) DO UPDATE SET expires_at = excluded.expires_at \
        WHERE assertion_ids.expires_at <= $4";
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
