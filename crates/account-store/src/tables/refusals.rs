//! `refusals`: why a partner's request was refused, found by the reference it was shown. Holds nothing personal.
//! Deleted after `expires_at`.

use vocabulary::{ClientId, Explanation, IncidentReference, Instant};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::value::{Row, Value};

register! { "refusals";
    GET = "SELECT reference, at, client_id, explanation, expires_at FROM refusals WHERE reference = $1";
    LIST = "SELECT reference, at, client_id, explanation, expires_at FROM refusals ORDER BY at DESC LIMIT $1";
    LIST_OF_CLIENT = "SELECT reference, at, client_id, explanation, expires_at FROM refusals \
        WHERE client_id = $1 ORDER BY at DESC LIMIT $2";
    INSERT = "INSERT INTO refusals (reference, at, client_id, explanation, expires_at) \
        VALUES ($1, $2, $3, $4, $5)";
    NOTE = "INSERT INTO refusals (reference, at, client_id, explanation, expires_at) \
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (reference) DO NOTHING";
}

/// A refusal that can be explained.
#[derive(Debug, Clone)]
pub struct Refusal {
    /// What the developer was shown.
    pub reference: IncidentReference,
    /// When.
    pub at: Instant,
    /// Whose request, when that is known.
    pub client_id: Option<ClientId>,
    /// The exact failed check.
    pub explanation: Explanation,
    /// When it is forgotten.
    pub expires_at: Instant,
}

fn read(mut row: Row) -> Result<Refusal, StoreFault> {
    Ok(Refusal {
        reference: IncidentReference::from_bytes(row.bytes()?),
        at: row.instant()?,
        client_id: row.word_or_null()?,
        explanation: serde_json::from_str(&row.text()?).map_err(|_| row.damaged())?,
        expires_at: row.instant()?,
    })
}

fn values(refusal: &Refusal) -> Vec<Value> {
    vec![
        refusal.reference.as_bytes().as_slice().into(),
        refusal.at.into(),
        refusal.client_id.as_ref().into(),
        Value::json(&refusal.explanation),
        refusal.expires_at.into(),
    ]
}

impl Store {
    /// The refusal of this reference.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn refusal(&self, reference: IncidentReference) -> Result<Option<Refusal>, StoreFault> {
        let values = vec![reference.as_bytes().as_slice().into()];
        self.query_one(&GET, values).await?.map(read).transpose()
    }

    /// The newest `limit` refusals.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_refusals(&self, limit: u32) -> Result<Vec<Refusal>, StoreFault> {
        self.query(&LIST, vec![i64::from(limit).into()]).await?.into_iter().map(read).collect()
    }

    /// The newest `limit` refusals of a client's requests.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_refusals_of_client(
        &self,
        client: &ClientId,
        limit: u32,
    ) -> Result<Vec<Refusal>, StoreFault> {
        let values = vec![client.into(), i64::from(limit).into()];
        self.query(&LIST_OF_CLIENT, values).await?.into_iter().map(read).collect()
    }
}

impl Batch {
    /// Remembers a refusal.
    pub fn insert_refusal(&mut self, refusal: &Refusal) -> &mut Self {
        self.push(&INSERT, Expect::Exactly(1), values(refusal))
    }

    /// Remembers a refusal that may have been written before: whoever writes many at once tries again after a fault.
    pub fn note_refusal(&mut self, refusal: &Refusal) -> &mut Self {
        self.push(&NOTE, Expect::Any, values(refusal))
    }
}
