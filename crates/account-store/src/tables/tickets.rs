//! `tickets`: sign-ins in progress, one row per authorization request. Deleted when they end or after
//! `expires_at`. What the person typed so far is sealed.

use vocabulary::{ClientId, Digest, Instant, Secret, TicketId};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::value::Row;
use crate::vault::Vault;

const SEALED: &str = "tickets.progress";

register! { "tickets";
    GET = "SELECT ticket_id, client_id, request, progress, browser_digest, version, created_at, expires_at \
        FROM tickets WHERE ticket_id = $1 AND expires_at > $2";
    INSERT = "INSERT INTO tickets \
        (ticket_id, client_id, request, progress, browser_digest, version, created_at, expires_at) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    UPDATE_PROGRESS = "UPDATE tickets SET progress = $3, version = version + 1 \
        WHERE ticket_id = $1 AND version = $2";
    BIND_BROWSER = "UPDATE tickets SET browser_digest = $2 WHERE ticket_id = $1 AND browser_digest IS NULL";
    DELETE = "DELETE FROM tickets WHERE ticket_id = $1";
    TAKE = "DELETE FROM tickets WHERE ticket_id = $1 AND version = $2";
}

/// A sign-in in progress.
#[derive(Debug, Clone)]
pub struct Ticket {
    /// Its identifier.
    pub id: TicketId,
    /// The client that asked.
    pub client_id: ClientId,
    /// The request, as JSON; holds nothing personal.
    pub request: String,
    /// The facts gathered so far, as JSON; sealed in the database.
    pub progress: Secret<Vec<u8>>,
    /// The browser it is bound to.
    pub browser: Option<Digest>,
    /// Counts changes of the progress.
    pub version: i64,
    /// When the request came.
    pub created_at: Instant,
    /// When it can no longer be continued.
    pub expires_at: Instant,
}

fn read(vault: &Vault, mut row: Row) -> Result<Ticket, StoreFault> {
    let id: TicketId = row.bytes()?;
    Ok(Ticket {
        id,
        client_id: row.word()?,
        request: row.text()?,
        progress: vault.open(SEALED, id.as_bytes(), &row.blob()?)?,
        browser: row.bytes_or_null()?,
        version: row.int()?,
        created_at: row.instant()?,
        expires_at: row.instant()?,
    })
}

impl Store {
    /// The ticket of this identifier that can still be continued.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn ticket(&self, id: TicketId, now: Instant) -> Result<Option<Ticket>, StoreFault> {
        let row = self.query_one(&GET, vec![id.into(), now.into()]).await?;
        row.map(|row| read(self.vault(), row)).transpose()
    }
}

impl Batch {
    /// Adds a ticket.
    pub fn insert_ticket(&mut self, ticket: &Ticket) -> &mut Self {
        let sealed = self.vault().seal(SEALED, ticket.id.as_bytes(), ticket.progress.expose());
        let values = vec![
            ticket.id.into(),
            (&ticket.client_id).into(),
            ticket.request.as_str().into(),
            sealed.into(),
            ticket.browser.as_ref().into(),
            ticket.version.into(),
            ticket.created_at.into(),
            ticket.expires_at.into(),
        ];
        self.push(&INSERT, Expect::Exactly(1), values)
    }

    /// Writes the progress of a ticket that is still at `version`, and counts the version up; a conflict when
    /// another tab was faster.
    pub fn update_ticket(&mut self, id: TicketId, version: i64, progress: &Secret<Vec<u8>>) -> &mut Self {
        let sealed = self.vault().seal(SEALED, id.as_bytes(), progress.expose());
        self.push(&UPDATE_PROGRESS, Expect::Exactly(1), vec![id.into(), version.into(), sealed.into()])
    }

    /// Binds a ticket to a browser; a conflict when it is bound already.
    pub fn bind_ticket(&mut self, id: TicketId, browser: &Digest) -> &mut Self {
        self.push(&BIND_BROWSER, Expect::Exactly(1), vec![id.into(), browser.into()])
    }

    /// Ends a ticket that is still at `version`: what is written with it happens once only.
    pub fn take_ticket(&mut self, id: TicketId, version: i64) -> &mut Self {
        self.push(&TAKE, Expect::Exactly(1), vec![id.into(), version.into()])
    }

    /// Ends a ticket, if it is there.
    pub fn delete_ticket(&mut self, id: TicketId) -> &mut Self {
        self.push(&DELETE, Expect::Any, vec![id.into()])
    }
}
