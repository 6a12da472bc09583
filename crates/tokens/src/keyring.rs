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

    /// The ring in which the published key `key_id` signs instead of the current one, for a rehearsal; none when it is not a next one.
    #[must_use]
    pub fn rehearsing(&self, key_id: &str) -> Option<Self> {
        let next = |key: &&SigningKey| key.key_id() == key_id && matches!(key.state(), KeyState::Next { .. });
        let rehearsed = self.others.iter().find(next)?.clone();
        let others = self.others.iter().filter(|key| key.key_id() != key_id).cloned();
        Some(Self { current: rehearsed, others: others.chain([self.current.clone()]).collect() })
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
