//! The keys of one issuer.

use vocabulary::{Instant, Lifetime};

use crate::signing_key::{KeyState, SigningKey};

/// Why keys do not make a ring.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyringFault {
    /// Not exactly one key is current.
    #[error("exactly one key must be current; there are {0}")]
    Current(usize),
    /// Two keys have the same key id.
    #[error("two keys have the same key id")]
    SameKeyId,
    /// A rotation needs a next key that has been published; there is none.
    #[error("there is no next key to rotate to")]
    NoNext,
}

/// One current key that signs, and every key that is published. A value: rotation makes another one.
///
/// Spec: F-10
#[derive(Debug, Clone)]
pub struct Keyring {
    current: SigningKey,
    others: Vec<SigningKey>,
}

impl Keyring {
    /// The ring of these keys, in any order.
    ///
    /// # Errors
    /// When not exactly one is current, or two have the same key id.
    pub fn new(keys: Vec<SigningKey>) -> Result<Self, KeyringFault> {
        let distinct: std::collections::HashSet<&str> = keys.iter().map(SigningKey::key_id).collect();
        if distinct.len() != keys.len() {
            return Err(KeyringFault::SameKeyId);
        }
        let (mut current, others): (Vec<_>, Vec<_>) =
            keys.into_iter().partition(|key| matches!(key.state(), KeyState::Current { .. }));
        match (current.pop(), current.len()) {
            (Some(current), 0) => Ok(Self { current, others }),
            (None, _) => Err(KeyringFault::Current(0)),
            (Some(_), more) => Err(KeyringFault::Current(more + 1)),
        }
    }

    /// The key that signs.
    #[must_use]
    pub const fn current(&self) -> &SigningKey {
        &self.current
    }

    /// Every key that partners must know: the current one first, then next and retired ones.
    pub fn published(&self) -> impl Iterator<Item = &SigningKey> {
        std::iter::once(&self.current).chain(&self.others)
    }

    /// The published key with this id.
    #[must_use]
    pub fn find(&self, key_id: &str) -> Option<&SigningKey> {
        self.published().find(|key| key.key_id() == key_id)
    }

    /// The ring after rotation at `now`: the longest-published next key signs, the current one is retired, and
    /// `new_next` is published.
    ///
    /// # Errors
    /// When there is no next key, or `new_next` is already in the ring.
    pub fn rotate(&self, new_next: &SigningKey, now: Instant) -> Result<Self, KeyringFault> {
        let published_at = |key: &&SigningKey| match key.state() {
            KeyState::Next { published_at } => Some(published_at),
            _ => None,
        };
        let promoted = self
            .others
            .iter()
            .filter(|key| published_at(key).is_some())
            .min_by_key(published_at)
            .ok_or(KeyringFault::NoNext)?;
        let mut keys = vec![
            promoted.in_state(KeyState::Current { signing_since_at: now }),
            self.current.in_state(KeyState::Retired { retired_at: now }),
            new_next.in_state(KeyState::Next { published_at: now }),
        ];
        keys.extend(self.others.iter().filter(|key| key.key_id() != promoted.key_id()).cloned());
        Self::new(keys)
    }

    /// The ring without the retired keys whose last token has expired by `now`, when tokens live `longest` at most
    /// ([`Lifetime::ID_TOKEN`] for the `nhs` issuer).
    #[must_use]
    pub fn without_expired(&self, now: Instant, longest: Lifetime) -> Self {
        let kept = |key: &&SigningKey| match key.state() {
            KeyState::Retired { retired_at } => now < retired_at.after(longest),
            _ => true,
        };
        Self { current: self.current.clone(), others: self.others.iter().filter(kept).cloned().collect() }
    }
}
