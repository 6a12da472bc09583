//! The client registry as requests see it: validated registrations with parsed keys, cached for a few seconds.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use account_store::Store;
use moka::sync::Cache;
use tokens::{PartnerKey, PartnerKeys, SigningAlgorithm};
use vocabulary::{Client, ClientDocument, ClientId, Instant, Lifetime, RegisteredKey};

use crate::fault::Fault;

/// How long a node may use a registration that another process has changed.
const FRESH: Duration = Duration::from_secs(5);

/// How often the use of a key is written down.
const KEY_USES: Lifetime = Lifetime::hours(1);

/// A registration ready for use.
#[derive(Debug)]
pub struct RegisteredClient {
    /// The checked registration.
    pub client: Client,
    /// Its parsed keys.
    pub keys: PartnerKeys,
}

/// Why a registration was not accepted: each fault names its field.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.join("; "))]
pub struct RegistrationFaults(pub Vec<String>);

impl RegisteredClient {
    /// Checks a document whole, keys included.
    ///
    /// # Errors
    /// Every fault at once.
    ///
    /// Spec: F-59
    pub fn check(document: &ClientDocument, http_allowed: bool) -> Result<Self, RegistrationFaults> {
        let client = Client::check(document, http_allowed);
        let keys = partner_keys(&document.keys);
        match (client, keys) {
            (Ok(client), Ok(keys)) => Ok(Self { client, keys }),
            (client, keys) => {
                let mut faults: Vec<String> =
                    client.err().unwrap_or_default().iter().map(ToString::to_string).collect();
                faults.extend(keys.err());
                Err(RegistrationFaults(faults))
            }
        }
    }
}

impl RegisteredClient {
    /// Whether the key of this name, its key id or its thumbprint, is the one that was registered first.
    pub(crate) fn is_first_key(&self, name: &str) -> bool {
        self.keys.iter().next().is_some_and(|key| key.name() == name)
    }
}

pub(crate) fn partner_keys(keys: &[RegisteredKey]) -> Result<PartnerKeys, String> {
    let mut parsed: Vec<PartnerKey> = Vec::new();
    for (index, key) in keys.iter().enumerate() {
        parsed.extend(keys_of(key).map_err(|fault| format!("keys[{index}] {fault}"))?);
    }
    PartnerKeys::new(parsed).map_err(|error| format!("keys {error}"))
}

/// The keys of one entry, which is a PEM text, a JWK or a JWKS.
pub(crate) fn keys_of(key: &RegisteredKey) -> Result<Vec<PartnerKey>, String> {
    let text = key.pem.as_deref().or(key.jwks.as_deref()).ok_or("needs pem or jwks")?;
    let found = PartnerKeys::parse(text, SigningAlgorithm::Rs512).map_err(|error| error.to_string())?;
    let window = (key.from.map(Instant::from_seconds), key.until.map(Instant::from_seconds));
    let one = |one: PartnerKey| {
        let one = one.valid_between(window.0, window.1);
        match &key.kid {
            Some(kid) => one.with_key_id(kid),
            None => one,
        }
    };
    Ok(found.iter().cloned().map(one).collect())
}

pub(crate) struct Registry {
    store: Store,
    http_allowed: bool,
    cache: Cache<ClientId, Arc<RegisteredClient>>,
    noted: Mutex<HashMap<ClientId, HashMap<String, Instant>>>,
}

impl Registry {
    pub(crate) fn new(store: Store, http_allowed: bool) -> Self {
        let cache = Cache::builder().max_capacity(10_000).time_to_live(FRESH).build();
        Self { store, http_allowed, cache, noted: Mutex::default() }
    }

    /// The enabled client of this id.
    pub(crate) async fn find(&self, id: &ClientId) -> Result<Option<Arc<RegisteredClient>>, Fault> {
        if let Some(known) = self.cache.get(id) {
            return Ok(Some(known));
        }
        let Some(row) = self.store.client(id).await? else { return Ok(None) };
        if !row.enabled {
            return Ok(None);
        }
        let registered = RegisteredClient::check(&row.document, self.http_allowed).map_err(|faults| {
            tracing::error!(client_id = %id, %faults, "a stored registration is no longer valid");
            Fault::Bug("a stored registration is no longer valid")
        })?;
        let registered = Arc::new(registered);
        self.cache.insert(id.clone(), Arc::clone(&registered));
        Ok(Some(registered))
    }

    /// Whether this use of a key is to be written down: once an hour and node. Asked on every token request, so it costs a look into a
    /// table and allocates nothing but once an hour.
    pub(crate) fn is_key_use_due(&self, client: &ClientId, thumbprint: &str, now: Instant) -> bool {
        let mut noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        let last = noted.get(client).and_then(|keys| keys.get(thumbprint));
        if last.is_some_and(|last| now < last.after(KEY_USES)) {
            return false;
        }
        noted.entry(client.clone()).or_default().insert(thumbprint.to_owned(), now);
        true
    }

    /// Forgets what is cached of a client that was changed.
    pub(crate) fn forget(&self, id: &ClientId) {
        self.cache.invalidate(id);
    }
}
