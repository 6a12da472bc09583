//! Which clients somebody may look at: every page of a partner begins here.

use std::sync::Arc;

use account_store::{Reached, Refusal, StoredClient};
use vocabulary::{ClientId, IncidentReference, Permission, Sandbox};

use crate::checking::SignedInOperator;
use crate::fault::Fault;
use crate::registry::RegisteredClient;
use crate::service::{Identity, Inner};

/// Somebody at the partner pages.
#[derive(Debug, Clone)]
pub enum PartnerUser {
    /// Whoever sits at a sandbox that asks nobody to log in: every client is theirs.
    Sandbox(Sandbox),
    /// A partner user: the clients that an operator gave them.
    LoggedIn(SignedInOperator),
}

/// A client of whoever asks. Only [`Identity::own_client`] makes one, so whoever holds it may see it.
#[derive(Debug, Clone)]
pub struct OwnClient {
    pub(crate) stored: Arc<StoredClient>,
    pub(crate) registered: Arc<RegisteredClient>,
}

impl OwnClient {
    /// Its identifier.
    #[must_use]
    pub fn id(&self) -> &ClientId {
        &self.stored.client_id
    }

    /// Its registration as stored.
    #[must_use]
    pub fn stored(&self) -> &StoredClient {
        &self.stored
    }

    /// Its registration as requests meet it.
    #[must_use]
    pub fn registered(&self) -> &RegisteredClient {
        &self.registered
    }
}

impl Identity {
    /// The clients of this user, by identifier.
    ///
    /// # Errors
    /// When the store fails, or the user may not use the partner pages.
    pub async fn own_clients(&self, user: &PartnerUser) -> Result<Vec<StoredClient>, Fault> {
        let mut clients = self.0.store.list_clients().await?;
        if let PartnerUser::LoggedIn(operator) = user {
            operator.must(Permission::UsePartnerPages)?;
            let theirs = self.0.store.list_clients_of_partner(operator.id()).await?;
            clients.retain(|client| theirs.contains(&client.client_id));
        }
        Ok(clients)
    }

    /// A client of this user; none when there is no such client or it is not theirs: nobody learns which.
    ///
    /// # Errors
    /// When the store fails, or the user may not use the partner pages.
    pub async fn own_client(&self, user: &PartnerUser, id: &ClientId) -> Result<Option<OwnClient>, Fault> {
        if let PartnerUser::LoggedIn(operator) = user {
            operator.must(Permission::UsePartnerPages)?;
            if !self.0.store.is_client_of_partner(operator.id(), id).await? {
                return Ok(None);
            }
        }
        let Some(stored) = self.0.store.client(id).await? else { return Ok(None) };
        Ok(Some(self.0.as_own(stored)?))
    }

    /// What this client was refused lately, and where log ins of its people stopped, newest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn refusals_of(&self, client: &OwnClient, limit: u32) -> Result<Vec<Refusal>, Fault> {
        self.errors_of_client(client.id(), limit).await
    }

    /// The refusal of this reference, when it is of a client of this user. In a sandbox that asks nobody to log in also one of no known
    /// client.
    ///
    /// # Errors
    /// When the store fails, or the user may not use the partner pages.
    pub async fn own_refusal(
        &self,
        user: &PartnerUser,
        reference: IncidentReference,
    ) -> Result<Option<(Refusal, Option<OwnClient>)>, Fault> {
        let Some(refusal) = self.explain(reference).await? else { return Ok(None) };
        let client = match &refusal.client_id {
            Some(id) => self.own_client(user, id).await?,
            None => None,
        };
        let is_theirs = client.is_some() || matches!(user, PartnerUser::Sandbox(_));
        Ok(is_theirs.then_some((refusal, client)))
    }

    /// What this client was seen to do.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn milestones_of(&self, client: &OwnClient) -> Result<Vec<Reached>, Fault> {
        Ok(self.0.store.list_milestones(client.id()).await?)
    }
}

impl Inner {
    fn as_own(&self, stored: StoredClient) -> Result<OwnClient, Fault> {
        let mut registered = RegisteredClient::check(&stored.document, self.settings.sandbox.is_some())
            .map_err(|_| Fault::Bug("a stored registration is no longer valid"))?;
        registered.client.enabled = stored.enabled;
        Ok(OwnClient { stored: Arc::new(stored), registered: Arc::new(registered) })
    }
}
