//! The registry as operators look at it: the list, one client, its history.

use account_store::{ClientDraft, ClientRevision, StoredClient};
use policy::{PartnerKeyStanding, RegistrationChange, SecondPerson};
use vocabulary::{ClientId, DraftId, DraftState, Instant, Permission};

use super::keys::{PartnerKeyView, key_views, standing};
use crate::checking::SignedInOperator;
use crate::fault::Fault;
use crate::service::{Identity, Inner};

/// The most clients that one page lists.
const AT_ONCE: usize = 100;
/// The most drafts that one page lists.
const DRAFTS: u32 = 50;
/// The most revisions that one page lists.
const REVISIONS: u32 = 20;

/// The clients that a search finds.
#[derive(Debug, Clone)]
pub struct ClientListing {
    /// Up to a hundred of them, by identifier.
    pub clients: Vec<ClientSummary>,
    /// How many the search finds.
    pub found: usize,
    /// How many there are.
    pub total: usize,
    /// Drafts of which something may still become, the one that rests longest first.
    pub drafts: Vec<DraftSummary>,
    /// Whether a second person approves changes.
    pub second_person: SecondPerson,
}

/// A client in a list.
#[derive(Debug, Clone)]
pub struct ClientSummary {
    /// Its identifier.
    pub id: ClientId,
    /// Its name.
    pub name: String,
    /// Whether it may be used.
    pub enabled: bool,
    /// The worst that can be said about its keys: the one that is used up first.
    pub keys: Option<PartnerKeyStanding>,
}

/// A draft in a list.
#[derive(Debug, Clone)]
pub struct DraftSummary {
    /// Its identifier.
    pub id: DraftId,
    /// The client that it is about.
    pub client_id: ClientId,
    /// That client's name as the draft has it.
    pub name: String,
    /// How far it is.
    pub state: DraftState,
    /// Who began it.
    pub author: String,
    /// When it was last changed.
    pub changed_at: Instant,
}

/// One client with what is around it.
#[derive(Debug, Clone)]
pub struct ClientPage {
    /// The registration.
    pub client: StoredClient,
    /// Its keys.
    pub keys: Vec<PartnerKeyView>,
    /// Open drafts about it.
    pub drafts: Vec<DraftSummary>,
    /// Whether a second person approves changes.
    pub second_person: SecondPerson,
}

/// A registration that held, with what it changed.
#[derive(Debug, Clone)]
pub struct RevisionRow {
    /// The revision.
    pub revision: ClientRevision,
    /// Who wrote it.
    pub author: Option<String>,
    /// The second person.
    pub approved_by: Option<String>,
    /// What it changed; none when the one before is no longer kept.
    pub changes: Option<Vec<RegistrationChange>>,
}

impl Identity {
    /// The clients whose name or identifier contains `words`, and the drafts that wait.
    ///
    /// # Errors
    /// When the operator may not, or the store fails.
    ///
    /// Journeys 6.1
    pub async fn list_clients(&self, by: &SignedInOperator, words: &str) -> Result<ClientListing, Fault> {
        by.must(Permission::SeeClients)?;
        let inner = &self.0;
        let all = inner.store.list_clients().await?;
        let total = all.len();
        let words = words.trim().to_lowercase();
        let fits = |client: &StoredClient| {
            let document = &client.document;
            document.name.to_lowercase().contains(&words)
                || document.client_id.to_lowercase().contains(&words)
        };
        let found: Vec<StoredClient> = all.into_iter().filter(fits).collect();
        let summary = |client: &StoredClient| ClientSummary {
            id: client.client_id.clone(),
            name: client.document.name.clone(),
            enabled: client.enabled,
            keys: inner.worst_key(client),
        };
        let open = inner.store.list_open_client_drafts(DRAFTS).await?;
        Ok(ClientListing {
            clients: found.iter().take(AT_ONCE).map(summary).collect(),
            found: found.len(),
            total,
            drafts: inner.summaries(open).await?,
            second_person: inner.settings.registry.second_person,
        })
    }

    /// One client with its keys and open drafts.
    ///
    /// # Errors
    /// When the operator may not, or the store fails.
    pub async fn client_page(
        &self,
        by: &SignedInOperator,
        id: &ClientId,
    ) -> Result<Option<ClientPage>, Fault> {
        by.must(Permission::SeeClients)?;
        let inner = &self.0;
        let Some(client) = inner.store.client(id).await? else { return Ok(None) };
        let uses = inner.store.list_key_uses(id).await?;
        let settings = inner.settings.registry;
        let mut open = inner.store.list_client_drafts(id, DRAFTS).await?;
        open.retain(|draft| draft.state.is_open());
        Ok(Some(ClientPage {
            keys: key_views(&client.document, &uses, settings.key_warning, inner.clock.now()),
            client,
            drafts: inner.summaries(open).await?,
            second_person: settings.second_person,
        }))
    }

    /// The registrations of a client before revision `before`, newest first, up to twenty, each with what it changed. None when there is
    /// no such client.
    ///
    /// # Errors
    /// When the operator may not, or the store fails.
    pub async fn client_history(
        &self,
        by: &SignedInOperator,
        id: &ClientId,
        before: i64,
    ) -> Result<Option<Vec<RevisionRow>>, Fault> {
        by.must(Permission::SeeClients)?;
        let inner = &self.0;
        if inner.store.client(id).await?.is_none() {
            return Ok(None);
        }
        let revisions = inner.store.list_client_revisions(id, before, REVISIONS + 1).await?;
        let shown = usize::try_from(REVISIONS).unwrap_or(usize::MAX);
        let mut rows = Vec::new();
        for (place, revision) in revisions.iter().take(shown).enumerate() {
            let earlier = revisions.get(place + 1);
            let is_first = revision.revision == 1;
            let changes = (is_first || earlier.is_some())
                .then(|| inner.changes(earlier.map(|earlier| &earlier.document), &revision.document));
            rows.push(RevisionRow {
                author: inner.operator_name(revision.author).await?,
                approved_by: inner.operator_name(revision.approved_by).await?,
                changes,
                revision: revision.clone(),
            });
        }
        Ok(Some(rows))
    }
}

impl Inner {
    fn worst_key(&self, client: &StoredClient) -> Option<PartnerKeyStanding> {
        let (warning, now) = (self.settings.registry.key_warning, self.clock.now());
        client.document.keys.iter().map(|key| standing(key, warning, now)).min()
    }

    pub(crate) async fn summaries(&self, drafts: Vec<ClientDraft>) -> Result<Vec<DraftSummary>, Fault> {
        let mut summaries = Vec::new();
        for draft in drafts {
            summaries.push(DraftSummary {
                author: self.operator_name(Some(draft.author)).await?.unwrap_or_default(),
                id: draft.id,
                client_id: draft.client_id,
                name: draft.document.name,
                state: draft.state,
                changed_at: draft.changed_at,
            });
        }
        Ok(summaries)
    }
}
