//! `clients`: the registry of partners. Kept until an operator removes a client; nothing expires.

use vocabulary::{ClientDocument, ClientId, Instant};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::value::{Row, Value};

register! { "clients";
    GET = "SELECT client_id, document, enabled, updated_at, revision FROM clients WHERE client_id = $1";
    LIST = "SELECT client_id, document, enabled, updated_at, revision FROM clients ORDER BY client_id";
    INSERT = "INSERT INTO clients (client_id, document, enabled, updated_at, revision) VALUES ($1, $2, $3, $4, 1)";
    UPDATE = "UPDATE clients SET document = $3, enabled = $4, updated_at = $5, revision = revision + 1 \
        WHERE client_id = $1 AND revision = $2";
}

/// A registration as stored.
#[derive(Debug, Clone)]
pub struct StoredClient {
    /// Its identifier.
    pub client_id: ClientId,
    /// The document; its `enabled` says what holds now.
    pub document: ClientDocument,
    /// Whether it may be used now.
    pub enabled: bool,
    /// When it was last changed.
    pub updated_at: Instant,
    /// How often it was written: the number of its newest revision.
    pub revision: i64,
}

fn read(mut row: Row) -> Result<StoredClient, StoreFault> {
    let (client_id, mut document) = (row.word()?, row.document::<ClientDocument>()?);
    let enabled = row.flag()?;
    document.enabled = enabled;
    Ok(StoredClient { client_id, document, enabled, updated_at: row.instant()?, revision: row.int()? })
}

impl Store {
    /// The client of this identifier.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn client(&self, id: &ClientId) -> Result<Option<StoredClient>, StoreFault> {
        self.query_one(&GET, vec![id.into()]).await?.map(read).transpose()
    }

    /// Every client, by identifier.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_clients(&self) -> Result<Vec<StoredClient>, StoreFault> {
        self.query(&LIST, vec![]).await?.into_iter().map(read).collect()
    }
}

impl Batch {
    /// Registers a client, as revision 1; a conflict when there is one of its identifier. Put the revision into the same batch.
    pub fn insert_client(&mut self, document: &ClientDocument, now: Instant) -> &mut Self {
        let values = vec![
            document.client_id.as_str().into(),
            Value::json(document),
            document.enabled.into(),
            now.into(),
        ];
        self.push(&INSERT, Expect::Exactly(1), values)
    }

    /// Puts another registration in the place of revision `from`; a conflict when the client has changed since, or is unknown. Put the
    /// next revision into the same batch.
    pub fn update_client(&mut self, document: &ClientDocument, from: i64, now: Instant) -> &mut Self {
        let values = vec![
            document.client_id.as_str().into(),
            from.into(),
            Value::json(document),
            document.enabled.into(),
            now.into(),
        ];
        self.push(&UPDATE, Expect::Exactly(1), values)
    }
}
