//! Which partners have fetched a key. The JWKS is public, so nobody says who fetches it: a partner is recognised by the networks
//! that its authenticated calls come from. That is an inference, and every page that shows it says so: partners may share a network, fetch
//! through another one than they call from, or read the document from a cache on the way.

use account_store::KeyReach;
use vocabulary::{ClientId, Instant};

use crate::fault::Fault;
use crate::service::Identity;

/// Whether a partner has fetched a key, as far as that can be inferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeySeen {
    /// None of the networks that it calls from has fetched the key, and some have fetched keys before.
    NotYet,
    /// It calls from networks that never fetched any key: it fetches from elsewhere, through a cache, or never.
    Unknown,
    /// Some of the networks that it calls from have fetched it.
    Partly,
    /// All of the networks that it calls from have fetched it.
    Fetched,
    /// It has not called lately.
    NoCalls,
}

/// How far a key has come to one partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartnerReach {
    /// The client.
    pub client_id: ClientId,
    /// Its friendly name.
    pub client_name: String,
    /// Whether it has fetched the key.
    pub seen: KeySeen,
    /// Networks that it called from in the last 30 days.
    pub networks: i64,
    /// Those of them that fetched the key.
    pub fetched: i64,
    /// The last fetch of the key from one of them.
    pub fetched_at: Option<Instant>,
    /// Its last call.
    pub called_at: Option<Instant>,
}

const fn seen(reach: &KeyReach) -> KeySeen {
    if reach.fetched == 0 {
        if reach.ever_fetched == 0 { KeySeen::Unknown } else { KeySeen::NotYet }
    } else if reach.fetched < reach.networks {
        KeySeen::Partly
    } else {
        KeySeen::Fetched
    }
}

impl Identity {
    /// How far the key `key_id` has come, for every enabled client: those first that need a look.
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Spec: F-10
    pub async fn key_reach(&self, key_id: &str) -> Result<Vec<PartnerReach>, Fault> {
        self.write_notes().await?;
        let reached = self.0.store.list_key_reach(key_id).await?;
        let clients = self.0.store.list_clients().await?.into_iter().filter(|client| client.enabled);
        let mut all: Vec<PartnerReach> = clients
            .map(|client| {
                let reach = reached.iter().find(|reach| reach.client_id == client.client_id);
                PartnerReach {
                    seen: reach.map_or(KeySeen::NoCalls, seen),
                    networks: reach.map_or(0, |reach| reach.networks),
                    fetched: reach.map_or(0, |reach| reach.fetched),
                    fetched_at: reach.and_then(|reach| reach.fetched_at),
                    called_at: reach.map(|reach| reach.called_at),
                    client_name: client.document.name,
                    client_id: client.client_id,
                }
            })
            .collect();
        all.sort_by(|one, other| one.seen.cmp(&other.seen).then_with(|| one.client_id.cmp(&other.client_id)));
        Ok(all)
    }
}
