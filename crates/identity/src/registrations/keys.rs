//! A client's keys as people look at them.

use account_store::{KeyUse, StoredClient};
use policy::{PartnerKeyFacts, PartnerKeyStanding};
use tokens::PartnerKey;
use vocabulary::{ClientDocument, Instant, Lifetime, RegisteredKey};

use crate::fault::Fault;
use crate::registry::keys_of;
use crate::service::Identity;

/// A registered key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartnerKeyView {
    /// The partner's key id; without one, the thumbprint.
    pub name: String,
    /// Whether the partner gave it a key id.
    pub has_key_id: bool,
    /// Its RFC 7638 thumbprint.
    pub thumbprint: String,
    /// The size of its modulus.
    pub bits: usize,
    /// First moment at which it may be used.
    pub from: Option<Instant>,
    /// First moment at which it may no longer be used.
    pub until: Option<Instant>,
    /// Whether it may be used now, and for how long.
    pub standing: PartnerKeyStanding,
    /// When it last proved who the client is, to the hour.
    pub last_used_at: Option<Instant>,
}

/// How many keys of enabled clients need somebody's attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct KeyCounts {
    /// They end soon.
    pub ending: u64,
    /// They have ended and are still registered.
    pub ended: u64,
}

/// What policy knows about the keys of a document; what cannot be read is left out: it is told as a fault.
pub(crate) fn key_facts(document: &ClientDocument) -> Vec<PartnerKeyFacts> {
    let facts = |key: &PartnerKey| {
        let (from, until) = key.window();
        PartnerKeyFacts { name: key.name(), thumbprint: key.verifying_key().thumbprint(), from, until }
    };
    every_key(document).iter().map(facts).collect()
}

pub(crate) fn key_views(
    document: &ClientDocument,
    uses: &[KeyUse],
    warning: Lifetime,
    now: Instant,
) -> Vec<PartnerKeyView> {
    let view = |key: &PartnerKey| {
        let (from, until) = key.window();
        let thumbprint = key.verifying_key().thumbprint();
        PartnerKeyView {
            name: key.name(),
            has_key_id: key.key_id().is_some(),
            bits: key.verifying_key().bits(),
            from,
            until,
            standing: PartnerKeyStanding::of(from, until, warning, now),
            last_used_at: uses.iter().find(|one| one.thumbprint == thumbprint).map(|one| one.last_used_at),
            thumbprint,
        }
    };
    every_key(document).iter().map(view).collect()
}

fn every_key(document: &ClientDocument) -> Vec<PartnerKey> {
    document.keys.iter().filter_map(|entry| keys_of(entry).ok()).flatten().collect()
}

/// The standing of an entry without looking into it: dates are the entry's.
pub(crate) fn standing(entry: &RegisteredKey, warning: Lifetime, now: Instant) -> PartnerKeyStanding {
    let moment = |seconds: Option<i64>| seconds.map(Instant::from_seconds);
    PartnerKeyStanding::of(moment(entry.from), moment(entry.until), warning, now)
}

impl Identity {
    /// The keys of a client, for the command line.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn client_keys(&self, client: &StoredClient) -> Result<Vec<PartnerKeyView>, Fault> {
        let inner = &self.0;
        let uses = inner.store.list_key_uses(&client.client_id).await?;
        Ok(key_views(&client.document, &uses, inner.settings.registry.key_warning, inner.clock.now()))
    }

    /// How many keys of enabled clients end soon or have ended: for metrics.
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Spec: F-59
    pub async fn key_counts(&self) -> Result<KeyCounts, Fault> {
        let inner = &self.0;
        let (warning, now) = (inner.settings.registry.key_warning, inner.clock.now());
        let clients = inner.store.list_clients().await?;
        let enabled = clients.iter().filter(|client| client.enabled);
        let standings =
            enabled.flat_map(|client| &client.document.keys).map(|key| standing(key, warning, now));
        Ok(standings.fold(KeyCounts::default(), |mut counts, standing| {
            match standing {
                PartnerKeyStanding::Ended => counts.ended += 1,
                PartnerKeyStanding::EndsSoon(_) => counts.ending += 1,
                PartnerKeyStanding::NotYet | PartnerKeyStanding::InUse => {}
            }
            counts
        }))
    }
}
