//! The keys in use on this node, with the documents that tell of them.

use std::sync::Arc;

use account_store::{Rehearsal, Store, StoredKey, StoredKeyState, WriteFault};
use policy::{KeyFacts, KeyStage, NextAct, next_acts};
use tokens::{KeyState, Keyring, SigningAlgorithm, SigningKey, jwks_json, public_jwk};
use vocabulary::{ClientId, Instant, Lifetime};

use crate::fault::Fault;
use crate::keys::notice::notices_json;
use crate::service::{Identity, Inner};

/// A signing key as operators and partners see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyStanding {
    /// Its `kid`.
    pub key_id: String,
    /// Where it is in its life.
    pub stage: KeyStage,
    /// When it was made, and announced if it was.
    pub made_at: Instant,
    /// The announced day of its publication.
    pub publishes_at: Option<Instant>,
    /// When it was published.
    pub published_at: Option<Instant>,
    /// The announced day from which it signs.
    pub signs_at: Option<Instant>,
    /// When it began to sign.
    pub signing_since_at: Option<Instant>,
    /// When it stopped to sign.
    pub retired_at: Option<Instant>,
    /// When it leaves the JWKS.
    pub removes_at: Option<Instant>,
}

impl KeyStanding {
    /// When it came to where it is.
    #[must_use]
    pub fn since(&self) -> Instant {
        let at = match self.stage {
            KeyStage::Announced => None,
            KeyStage::Published => self.published_at,
            KeyStage::Signing => self.signing_since_at,
            KeyStage::Retired => self.retired_at,
        };
        at.unwrap_or(self.made_at)
    }

    pub(crate) fn facts(&self) -> KeyFacts<'_> {
        KeyFacts {
            key_id: &self.key_id,
            stage: self.stage,
            publishes_at: self.publishes_at,
            published_at: self.published_at,
            signs_at: self.signs_at,
            signing_since_at: self.signing_since_at,
        }
    }
}

/// The signing keys in use and the documents that tell of them. A value: a change makes another one.
pub(crate) struct Published {
    pub(crate) keyring: Keyring,
    pub(crate) jwks: Arc<str>,
    /// The keys in [`Self::jwks`].
    pub(crate) kids: Arc<[String]>,
    pub(crate) notices: Arc<str>,
    /// Every key, the announced ones too, oldest first.
    pub(crate) keys: Vec<KeyStanding>,
    pub(crate) rehearsing: Vec<Rehearsing>,
}

/// A rehearsal that goes on, or that was over a moment ago: what it led to is still to be seen.
pub(crate) struct Rehearsing {
    pub(crate) rehearsal: Rehearsal,
    /// The ring in which its key signs; none once that key is no longer waiting.
    pub(crate) ring: Option<Keyring>,
}

/// What tokens of a rehearsal can lead to ends with them.
pub(crate) const SEEN_AFTERWARDS: Lifetime = Lifetime::ID_TOKEN;

impl Rehearsing {
    /// Whether `token` says that the rehearsed key signed it.
    pub(crate) fn is_named_by(&self, token: &str) -> bool {
        self.ring.as_ref().is_some_and(|ring| ring.current().is_named_by(token))
    }
}

impl Published {
    pub(crate) fn of(
        stored: &[StoredKey],
        rehearsals: Vec<Rehearsal>,
        issuer: &str,
        now: Instant,
    ) -> Result<Arc<Self>, Fault> {
        let in_jwks = stored.iter().filter(|key| key.state != StoredKeyState::Announced);
        let keys = in_jwks.map(signing_key).collect::<Result<Vec<_>, _>>()?;
        let keyring = Keyring::new(keys).map_err(|_| Fault::Bug("the stored keys make no keyring"))?;
        let keyring = keyring.without_expired(now, Lifetime::ID_TOKEN);
        let keys: Vec<KeyStanding> = stored.iter().map(standing).collect();
        let rehearsing = rehearsals
            .into_iter()
            .filter(|rehearsal| now < rehearsal.ends_at.after(SEEN_AFTERWARDS))
            .map(|rehearsal| Rehearsing { ring: keyring.rehearsing(&rehearsal.kid), rehearsal })
            .collect();
        let public = stored
            .iter()
            .map(|key| Ok((standing(key), public_jwk(&signing_key(key)?))))
            .collect::<Result<Vec<_>, Fault>>()?;
        Ok(Arc::new(Self {
            jwks: jwks_json(&keyring).into(),
            kids: keyring.published().map(|key| key.key_id().to_owned()).collect(),
            notices: notices_json(issuer, &public).into(),
            keyring,
            keys,
            rehearsing,
        }))
    }

    /// The ring that signs for this client now: the usual one, unless a rehearsal goes on.
    pub(crate) fn ring_for(&self, client: &ClientId, now: Instant) -> (&Keyring, Option<&Rehearsing>) {
        let going_on = |one: &&Rehearsing| one.rehearsal.client_id == *client && now < one.rehearsal.ends_at;
        match self.rehearsing.iter().find(going_on) {
            Some(one @ Rehearsing { ring: Some(ring), .. }) => (ring, Some(one)),
            _ => (&self.keyring, None),
        }
    }

    /// The latest rehearsal of this client, while what it led to is to be seen.
    pub(crate) fn rehearsal_of(&self, client: &ClientId, now: Instant) -> Option<&Rehearsing> {
        self.rehearsing.iter().find(|one| {
            one.rehearsal.client_id == *client && now < one.rehearsal.ends_at.after(SEEN_AFTERWARDS)
        })
    }

    pub(crate) fn facts(&self) -> Vec<KeyFacts<'_>> {
        self.keys.iter().map(KeyStanding::facts).collect()
    }
}

/// The keys in the store; a current and a next one are made when there are none.
pub(crate) async fn load_or_make(store: &Store, issuer: &str, now: Instant) -> Result<Arc<Published>, Fault> {
    let mut stored = store.list_signing_keys().await?;
    if stored.is_empty() {
        let mut batch = store.batch();
        for state in [StoredKeyState::Current, StoredKeyState::Next] {
            batch.insert_signing_key(&new_key(state, now).await?);
        }
        match store.write(batch).await {
            // In a conflict another node was faster: its keys are the keys.
            Ok(_) | Err(WriteFault::Conflict { .. }) => {}
            Err(fault) => return Err(fault.into()),
        }
        stored = store.list_signing_keys().await?;
    }
    Published::of(&stored, store.list_rehearsals().await?, issuer, now)
}

/// A key that nobody has seen, in this state since `now`.
pub(crate) async fn new_key(state: StoredKeyState, now: Instant) -> Result<StoredKey, Fault> {
    let made = tokio::task::spawn_blocking(move || {
        let waiting = KeyState::Next { published_at: now };
        SigningKey::generate(SigningAlgorithm::Rs512, waiting).map_err(|_| Fault::Bug("a key was not made"))
    });
    let key = made.await.map_err(|_| Fault::Bug("making a key panicked"))??;
    Ok(StoredKey {
        kid: key.key_id().to_owned(),
        algorithm: SigningAlgorithm::Rs512.as_str().to_owned(),
        private_key: key.to_pkcs8_der().map_err(|_| Fault::Bug("a key has no PKCS#8 form"))?,
        state,
        created_at: now,
        publishes_at: None,
        published_at: (state != StoredKeyState::Announced).then_some(now),
        signs_at: None,
        activates_at: (state == StoredKeyState::Current).then_some(now),
        retired_at: None,
        removes_at: None,
    })
}

fn signing_key(stored: &StoredKey) -> Result<SigningKey, Fault> {
    let made = stored.created_at;
    let state = match stored.state {
        StoredKeyState::Announced | StoredKeyState::Next => {
            KeyState::Next { published_at: stored.published_at.unwrap_or(made) }
        }
        StoredKeyState::Current => {
            KeyState::Current { signing_since_at: stored.activates_at.unwrap_or(made) }
        }
        StoredKeyState::Retired => KeyState::Retired { retired_at: stored.retired_at.unwrap_or(made) },
    };
    SigningKey::from_pkcs8_der(stored.private_key.expose(), SigningAlgorithm::Rs512, state)
        .map_err(|_| Fault::Bug("a stored key does not parse"))
}

fn standing(stored: &StoredKey) -> KeyStanding {
    KeyStanding {
        key_id: stored.kid.clone(),
        stage: match stored.state {
            StoredKeyState::Announced => KeyStage::Announced,
            StoredKeyState::Next => KeyStage::Published,
            StoredKeyState::Current => KeyStage::Signing,
            StoredKeyState::Retired => KeyStage::Retired,
        },
        made_at: stored.created_at,
        publishes_at: stored.publishes_at,
        published_at: stored.published_at,
        signs_at: stored.signs_at,
        signing_since_at: stored.activates_at,
        retired_at: stored.retired_at,
        removes_at: stored.removes_at,
    }
}

impl Identity {
    /// Reads the signing keys and rehearsals again: another process may have changed them.
    ///
    /// # Errors
    /// When the store fails or a key does not parse; the keys in use stay.
    pub async fn reload_keys(&self) -> Result<(), Fault> {
        self.0.reload_keys().await
    }

    /// The signing keys, oldest first: announced, published, signing and retired ones.
    #[must_use]
    pub fn signing_keys(&self) -> Vec<KeyStanding> {
        self.0.published().keys.clone()
    }

    /// The steps to come, soonest first: what the schedule does and when, or without one from when a step may be taken.
    #[must_use]
    pub fn next_key_acts(&self) -> Vec<NextAct> {
        let published = self.0.published();
        next_acts(&published.facts(), self.0.settings.key_schedule, self.0.clock.now())
    }

    /// The document of notices about signing keys, as JSON: every key with its public half, its stage and its days.
    #[must_use]
    pub fn key_notices(&self) -> Arc<str> {
        Arc::clone(&self.0.published().notices)
    }
}

impl Inner {
    pub(crate) async fn reload_keys(&self) -> Result<(), Fault> {
        let stored = self.store.list_signing_keys().await?;
        let rehearsals = self.store.list_rehearsals().await?;
        let now = self.clock.now();
        let in_use = self.published();
        let same_keys = stored.iter().map(standing).eq(in_use.keys.iter().cloned());
        let counts = |one: &Rehearsal| now < one.ends_at.after(SEEN_AFTERWARDS);
        let known = |one: &Rehearsal| (one.id, one.ends_at);
        let same_rehearsals = rehearsals.iter().filter(|one| counts(one)).map(known).eq(in_use
            .rehearsing
            .iter()
            .map(|one| &one.rehearsal)
            .filter(|one| counts(one))
            .map(known));
        if !same_keys || !same_rehearsals {
            self.publish(Published::of(&stored, rehearsals, &self.settings.issuer, now)?);
        }
        Ok(())
    }
}

impl Inner {
    /// Since when the current key signs.
    pub(crate) fn current_key_since(&self) -> Option<Instant> {
        self.published().keyring.published().find_map(|key| match key.state() {
            KeyState::Current { signing_since_at } => Some(signing_since_at),
            _ => None,
        })
    }
}
