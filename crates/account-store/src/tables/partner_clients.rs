//! `partner_clients`: which partner user looks after which client. Kept until an operator takes it away, or the user is deleted.

use vocabulary::{ClientId, Instant, OperatorId};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::value::Row;

register! { "partner_clients";
    LIST = "SELECT operator_id, client_id FROM partner_clients ORDER BY client_id, operator_id";
    LIST_BY_OPERATOR = "SELECT client_id FROM partner_clients WHERE operator_id = $1 ORDER BY client_id";
    HAS = "SELECT client_id FROM partner_clients WHERE operator_id = $1 AND client_id = $2";
    INSERT = "INSERT INTO partner_clients (operator_id, client_id, created_at) VALUES ($1, $2, $3)";
    DELETE = "DELETE FROM partner_clients WHERE operator_id = $1 AND client_id = $2";
}

/// That a partner user looks after a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartnerClient {
    /// The user.
    pub operator_id: OperatorId,
    /// The client.
    pub client_id: ClientId,
}

fn read(mut row: Row) -> Result<PartnerClient, StoreFault> {
    Ok(PartnerClient { operator_id: row.bytes()?, client_id: row.word()? })
}

impl Store {
    /// Who looks after what, by client.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_partner_clients(&self) -> Result<Vec<PartnerClient>, StoreFault> {
        self.query(&LIST, vec![]).await?.into_iter().map(read).collect()
    }

    /// The clients that this user looks after.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_clients_of_partner(&self, user: OperatorId) -> Result<Vec<ClientId>, StoreFault> {
        self.query(&LIST_BY_OPERATOR, vec![user.into()])
            .await?
            .into_iter()
            .map(|mut row| row.word())
            .collect()
    }

    /// Whether this user looks after this client.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn is_client_of_partner(
        &self,
        user: OperatorId,
        client: &ClientId,
    ) -> Result<bool, StoreFault> {
        Ok(self.query_one(&HAS, vec![user.into(), client.into()]).await?.is_some())
    }
}

impl Batch {
    /// Gives a client to a partner user; a conflict when they have it.
    pub fn insert_partner_client(&mut self, user: OperatorId, client: &ClientId, now: Instant) -> &mut Self {
        self.push(&INSERT, Expect::Exactly(1), vec![user.into(), client.into(), now.into()])
    }

    /// Takes a client from a partner user; a conflict when they do not have it.
    pub fn delete_partner_client(&mut self, user: OperatorId, client: &ClientId) -> &mut Self {
        self.push(&DELETE, Expect::Exactly(1), vec![user.into(), client.into()])
    }
}
