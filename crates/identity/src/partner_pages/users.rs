//! Who looks after which client: given and taken, by operators and from the command line.

use std::collections::BTreeMap;

use account_store::AuditEvent;
use vocabulary::{ClientId, IncidentNumber};

use crate::access::Doer;
use crate::fault::Fault;
use crate::service::{Identity, Inner};

/// What came of giving a client to a partner user, or of taking it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientGiven {
    /// Done.
    Done,
    /// It was so already.
    Already,
    /// There is nobody of that name.
    UnknownUser,
    /// There is no such client.
    UnknownClient,
}

/// A partner user with their clients.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartnerUserRow {
    /// What they log in with.
    pub username: String,
    /// What they are called.
    pub name: String,
    /// Whether they may do nothing.
    pub is_disabled: bool,
    /// Their clients.
    pub clients: Vec<ClientId>,
}

impl Identity {
    /// Gives a client to a partner user, from their next request on.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn bind_partner(
        &self,
        username: &str,
        client: &ClientId,
        incident: Option<&IncidentNumber>,
    ) -> Result<ClientGiven, Fault> {
        self.0.give_client(username, client, Doer::CommandLine(incident)).await
    }

    /// Takes a client from a partner user at once.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn unbind_partner(
        &self,
        username: &str,
        client: &ClientId,
        incident: Option<&IncidentNumber>,
    ) -> Result<ClientGiven, Fault> {
        self.0.take_client(username, client, Doer::CommandLine(incident)).await
    }

    /// Every partner user who has a client.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn list_partner_users(&self) -> Result<Vec<PartnerUserRow>, Fault> {
        let mut clients: BTreeMap<[u8; 16], Vec<ClientId>> = BTreeMap::new();
        for given in self.0.store.list_partner_clients().await? {
            clients.entry(*given.operator_id.as_bytes()).or_default().push(given.client_id);
        }
        let operators = self.0.store.list_operators().await?.into_iter();
        let rows = operators.filter_map(|operator| {
            let clients = clients.remove(operator.id.as_bytes())?;
            let is_disabled = operator.disabled_at.is_some();
            Some(PartnerUserRow { username: operator.username, name: operator.name, is_disabled, clients })
        });
        Ok(rows.collect())
    }
}

impl ClientGiven {
    const fn of(done: bool) -> Self {
        if done { Self::Done } else { Self::Already }
    }
}

impl Inner {
    pub(crate) async fn give_client(
        &self,
        username: &str,
        client: &ClientId,
        doer: Doer<'_>,
    ) -> Result<ClientGiven, Fault> {
        let Some(operator) = self.store.find_operator(username).await? else {
            return Ok(ClientGiven::UnknownUser);
        };
        if self.store.client(client).await?.is_none() {
            return Ok(ClientGiven::UnknownClient);
        }
        if self.store.is_client_of_partner(operator.id, client).await? {
            return Ok(ClientGiven::Already);
        }
        let mut batch = self.store.batch();
        batch.insert_partner_client(operator.id, client, self.clock.now());
        let event = AuditEvent::PartnerBound { user: operator.id };
        self.audit_client(client, event, (doer.id(), doer.incident()), &mut batch);
        Ok(ClientGiven::of(self.commit(batch).await?))
    }

    pub(crate) async fn take_client(
        &self,
        username: &str,
        client: &ClientId,
        doer: Doer<'_>,
    ) -> Result<ClientGiven, Fault> {
        let Some(operator) = self.store.find_operator(username).await? else {
            return Ok(ClientGiven::UnknownUser);
        };
        let mut batch = self.store.batch();
        batch.delete_partner_client(operator.id, client);
        let event = AuditEvent::PartnerUnbound { user: operator.id };
        self.audit_client(client, event, (doer.id(), doer.incident()), &mut batch);
        Ok(ClientGiven::of(self.commit(batch).await?))
    }
}
