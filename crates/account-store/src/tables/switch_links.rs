//! `switch_links`: links that carry a photo ID case to another device (I20), as digests. Deleted when replaced or
//! after `expires_at`; until then one that was taken is known as such.

use vocabulary::{CaseId, Digest, Instant, TicketId};

use crate::batch::{Batch, Expect, WriteFault};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::value::Row;

register! { "switch_links";
    GET = "SELECT digest, case_id, ticket_id, created_at, expires_at, taken_at FROM switch_links \
        WHERE digest = $1";
    PUT = "INSERT INTO switch_links (digest, case_id, ticket_id, created_at, expires_at) \
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (case_id) DO UPDATE SET digest = excluded.digest, \
        ticket_id = excluded.ticket_id, created_at = excluded.created_at, expires_at = excluded.expires_at, \
        taken_at = NULL";
    TAKE = "UPDATE switch_links SET taken_at = $2 \
        WHERE digest = $1 AND taken_at IS NULL AND expires_at > $2 \
        RETURNING digest, case_id, ticket_id, created_at, expires_at, taken_at";
}

/// A link to another device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SwitchLink {
    /// The digest of its secret.
    pub digest: Digest,
    /// The case it opens.
    pub case_id: CaseId,
    /// The sign-in that waits on the first device.
    pub ticket_id: Option<TicketId>,
    /// When it was made.
    pub created_at: Instant,
    /// When it expires.
    pub expires_at: Instant,
    /// When it was used.
    pub taken_at: Option<Instant>,
}

fn read(mut row: Row) -> Result<SwitchLink, StoreFault> {
    Ok(SwitchLink {
        digest: row.bytes()?,
        case_id: row.bytes()?,
        ticket_id: row.bytes_or_null()?,
        created_at: row.instant()?,
        expires_at: row.instant()?,
        taken_at: row.instant_or_null()?,
    })
}

impl Store {
    /// The link of this digest, without taking it: for the page that asks whether to go on. It may be used or too old.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn switch_link(&self, digest: &Digest) -> Result<Option<SwitchLink>, StoreFault> {
        self.query_one(&GET, vec![digest.into()]).await?.map(read).transpose()
    }

    /// Takes a link: nobody else does. Nothing when it was taken, replaced or has expired.
    ///
    /// # Errors
    /// When the store cannot do it.
    pub async fn take_switch_link(
        &self,
        digest: &Digest,
        now: Instant,
    ) -> Result<Option<SwitchLink>, StoreFault> {
        let mut batch = self.batch();
        batch.push(&TAKE, Expect::Any, vec![digest.into(), now.into()]);
        let mut written = self.write(batch).await.map_err(WriteFault::without_conflict)?;
        written.take_rows(0).into_iter().next().map(read).transpose()
    }
}

impl Batch {
    /// Remembers a link that was not used, in place of an earlier one to the same case; a conflict when the case is gone.
    pub fn put_switch_link(&mut self, link: &SwitchLink) -> &mut Self {
        let values = vec![
            (&link.digest).into(),
            link.case_id.into(),
            link.ticket_id.into(),
            link.created_at.into(),
            link.expires_at.into(),
        ];
        self.push(&PUT, Expect::Exactly(1), values)
    }
}
