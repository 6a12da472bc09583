//! Signing keys: made on the first start, announced ahead, rotated, retired (F-10).

use account_store::{AuditEntry, AuditEvent, Batch, Store, StoredKey, StoredKeyState, WriteFault};
use tokens::{KeyState, Keyring, SigningAlgorithm, SigningKey};
use vocabulary::{EventId, Instant, Lifetime};

use crate::fault::Fault;
use crate::service::Identity;

/// How long a partner may keep the JWKS document (`max-age`): a key must be published that long before it signs.
pub const JWKS_MAX_AGE: Lifetime = Lifetime::minutes(60);

/// What came of a rotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rotation {
    /// The next key signs now.
    Rotated,
    /// The next key was published too short a time ago: partners may not have it.
    TooEarly {
        /// When it may sign.
        until: Instant,
    },
    /// Another node rotated at the same time.
    Raced,
}

/// Whether a rotation waits until partners can have the next key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// It waits.
    Planned,
    /// It does not: the current key is lost or stolen.
    Emergency,
}

/// A signing key as operators see it.
#[derive(Debug, Clone)]
pub struct KeyStanding {
    /// Its `kid`.
    pub key_id: String,
    /// "next", "current" or "retired".
    pub state: &'static str,
    /// When it came into that state.
    pub since: Instant,
}

/// The keys in the store; a current and a next one are made when there are none.
pub(crate) async fn load_or_make(store: &Store, now: Instant) -> Result<Keyring, Fault> {
    let stored = store.list_signing_keys().await?;
    if !stored.is_empty() {
        return keyring(&stored);
    }
    let generated = tokio::task::spawn_blocking(move || {
        let current = generate(KeyState::Current { signing_since_at: now })?;
        Ok::<_, Fault>((current, generate(KeyState::Next { published_at: now })?))
    });
    let (current, next) = generated.await.map_err(|_| Fault::Bug("making a key panicked"))??;
    let mut batch = store.batch();
    for key in [&current, &next] {
        batch.insert_signing_key(&stored_key(key, now)?);
    }
    match store.write(batch).await {
        Ok(_) => Keyring::new(vec![current, next]).map_err(|_| Fault::Bug("two new keys make no keyring")),
        // Another node was faster: its keys are the keys.
        Err(WriteFault::Conflict { .. }) => keyring(&store.list_signing_keys().await?),
        Err(fault) => Err(fault.into()),
    }
}

fn generate(state: KeyState) -> Result<SigningKey, Fault> {
    SigningKey::generate(SigningAlgorithm::Rs512, state).map_err(|_| Fault::Bug("a key was not made"))
}

fn keyring(stored: &[StoredKey]) -> Result<Keyring, Fault> {
    let keys = stored.iter().map(signing_key).collect::<Result<Vec<_>, _>>()?;
    Keyring::new(keys).map_err(|_| Fault::Bug("the stored keys make no keyring"))
}

fn signing_key(stored: &StoredKey) -> Result<SigningKey, Fault> {
    let state = match stored.state {
        StoredKeyState::Next => KeyState::Next { published_at: stored.created_at },
        StoredKeyState::Current => {
            KeyState::Current { signing_since_at: stored.activates_at.unwrap_or(stored.created_at) }
        }
        StoredKeyState::Retired => {
            KeyState::Retired { retired_at: stored.retired_at.unwrap_or(stored.created_at) }
        }
    };
    SigningKey::from_pkcs8_der(stored.private_key.expose(), SigningAlgorithm::Rs512, state)
        .map_err(|_| Fault::Bug("a stored key does not parse"))
}

fn stored_key(key: &SigningKey, created_at: Instant) -> Result<StoredKey, Fault> {
    let mut stored = StoredKey {
        kid: key.key_id().to_owned(),
        algorithm: SigningAlgorithm::Rs512.as_str().to_owned(),
        private_key: key.to_pkcs8_der().map_err(|_| Fault::Bug("a key has no PKCS#8 form"))?,
        state: StoredKeyState::Next,
        created_at,
        activates_at: None,
        retired_at: None,
        removes_at: None,
    };
    match key.state() {
        KeyState::Next { .. } => {}
        KeyState::Current { signing_since_at } => {
            stored.state = StoredKeyState::Current;
            stored.activates_at = Some(signing_since_at);
        }
        KeyState::Retired { retired_at } => {
            stored.state = StoredKeyState::Retired;
            stored.retired_at = Some(retired_at);
            stored.removes_at = Some(retired_at.after(Lifetime::ID_TOKEN));
        }
    }
    Ok(stored)
}

impl Identity {
    /// Reads the signing keys again: another process may have rotated them.
    ///
    /// # Errors
    /// When the store fails or a key does not parse; the keys in use stay.
    pub async fn reload_keys(&self) -> Result<(), Fault> {
        let stored = self.0.store.list_signing_keys().await?;
        let in_use = self.0.published();
        let known =
            |key: &StoredKey| in_use.keyring.find(&key.kid).is_some_and(|known| state_of(known) == key.state);
        if stored.len() != in_use.keyring.published().count() || !stored.iter().all(known) {
            self.0.publish(keyring(&stored)?.without_expired(self.0.clock.now(), Lifetime::ID_TOKEN));
        }
        Ok(())
    }

    /// The next key becomes current, the current one is retired, and a new next one is published.
    ///
    /// # Errors
    /// When the store fails or a key cannot be made.
    ///
    /// Spec: F-10
    pub async fn rotate_keys(&self, urgency: Urgency) -> Result<Rotation, Fault> {
        let inner = &self.0;
        let now = inner.clock.now();
        self.reload_keys().await?;
        let before = inner.published();
        let published_at = before.keyring.published().find_map(|key| match key.state() {
            KeyState::Next { published_at } => Some(published_at),
            _ => None,
        });
        let until = published_at.ok_or(Fault::Bug("there is no next key"))?.after(JWKS_MAX_AGE);
        if urgency == Urgency::Planned && now < until {
            return Ok(Rotation::TooEarly { until });
        }
        let made = tokio::task::spawn_blocking(move || generate(KeyState::Next { published_at: now }));
        let new_next = made.await.map_err(|_| Fault::Bug("making a key panicked"))??;
        let after =
            before.keyring.rotate(&new_next, now).map_err(|_| Fault::Bug("the keys do not rotate"))?;
        let mut batch = inner.store.batch();
        rotation(&before.keyring, &after, now, &mut batch)?;
        batch.insert_signing_key(&stored_key(&new_next, now)?);
        batch.record(&AuditEntry {
            id: EventId::from_bytes(inner.random()),
            at: now,
            event: AuditEvent::KeyRotated,
            account_id: None,
            client_id: None,
            reference: None,
        });
        match inner.store.write(batch).await {
            Ok(_) => {
                inner.publish(after);
                Ok(Rotation::Rotated)
            }
            Err(WriteFault::Conflict { .. }) => Ok(Rotation::Raced),
            Err(fault) => Err(fault.into()),
        }
    }

    /// The signing keys, for operators.
    #[must_use]
    pub fn signing_keys(&self) -> Vec<KeyStanding> {
        let published = self.0.published();
        let standing = |key: &SigningKey| {
            let since = match key.state() {
                KeyState::Next { published_at } => published_at,
                KeyState::Current { signing_since_at } => signing_since_at,
                KeyState::Retired { retired_at } => retired_at,
            };
            KeyStanding { key_id: key.key_id().to_owned(), state: state_of(key).as_str(), since }
        };
        published.keyring.published().map(standing).collect()
    }
}

const fn state_of(key: &SigningKey) -> StoredKeyState {
    match key.state() {
        KeyState::Next { .. } => StoredKeyState::Next,
        KeyState::Current { .. } => StoredKeyState::Current,
        KeyState::Retired { .. } => StoredKeyState::Retired,
    }
}

/// The statements that move keys from where they were to where they are: the current one retires first.
fn rotation(before: &Keyring, after: &Keyring, now: Instant, batch: &mut Batch) -> Result<(), Fault> {
    let mut moved: Vec<&SigningKey> = after
        .published()
        .filter(|key| before.find(key.key_id()).is_some_and(|old| state_of(old) != state_of(key)))
        .collect();
    moved.sort_by_key(|key| state_of(key) != StoredKeyState::Retired);
    for key in moved {
        let old = before.find(key.key_id()).ok_or(Fault::Bug("a rotated key was not there"))?;
        batch.update_signing_key(state_of(old), &stored_key(key, now)?);
    }
    Ok(())
}
