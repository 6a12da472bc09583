//! `clients`: the registry of partners. Kept until an operator removes a client; nothing expires.

use vocabulary::{ClientDocument, ClientId, Instant};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::value::{Row, Value};

register! { "clients";
    GET = "SELECT client_id, document, enabled, updated_at FROM clients WHERE client_id = $1";
    LIST = "SELECT client_id, document, enabled, updated_at FROM clients ORDER BY client_id";
    UPSERT = "INSERT INTO clients (client_id, document, enabled, updated_at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (client_id) DO UPDATE SET document = excluded.document, enabled = excluded.enabled, \
        updated_at = excluded.updated_at";
    SET_ENABLED = "UPDATE clients SET enabled = $2, updated_at = $3 WHERE client_id = $1";
}

/// A registration as stored.
#[derive(Debug, Clone)]
pub struct StoredClient {
    /// Its identifier.
    pub client_id: ClientId,
    /// The document an operator wrote; its `enabled` says what the document said, not what holds now.
    pub document: ClientDocument,
    /// Whether it may be used now.
    pub enabled: bool,
    /// When it was last changed.
    pub updated_at: Instant,
}

fn read(mut row: Row) -> Result<StoredClient, StoreFault> {
    Ok(StoredClient {
        client_id: row.word()?,
        document: serde_json::from_str(&row.text()?).map_err(|_| row.damaged())?,
        enabled: row.flag()?,
        updated_at: row.instant()?,
    })
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
    /// Writes a client's document, new or changed; the document says whether it is enabled.
    pub fn upsert_client(&mut self, document: &ClientDocument, now: Instant) -> &mut Self {
        let values = vec![
            document.client_id.as_str().into(),
            Value::json(document),
            document.enabled.into(),
            now.into(),
        ];
        self.push(&UPSERT, Expect::Exactly(1), values)
    }

    /// Enables or disables a client; a conflict when it is unknown.
    pub fn set_client_enabled(&mut self, id: &ClientId, enabled: bool, now: Instant) -> &mut Self {
        self.push(&SET_ENABLED, Expect::Exactly(1), vec![id.into(), enabled.into(), now.into()])
    }
}
