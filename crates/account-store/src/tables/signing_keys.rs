//! `signing_keys`: our own key pairs, sealed. Deleted after `removes_at`, when no token they signed is valid.

use vocabulary::{Instant, Malformed, Secret};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::value::Row;
use crate::vault::Vault;

const SEALED: &str = "signing_keys.private_key";

register! { "signing_keys";
    LIST = "SELECT kid, algorithm, private_key, state, created_at, publishes_at, published_at, signs_at, \
        activates_at, retired_at, removes_at FROM signing_keys ORDER BY created_at, kid";
    INSERT = "INSERT INTO signing_keys \
        (kid, algorithm, private_key, state, created_at, publishes_at, published_at, signs_at, activates_at, \
        retired_at, removes_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    UPDATE_STATE = "UPDATE signing_keys SET state = $3, publishes_at = $4, published_at = $5, signs_at = $6, \
        activates_at = $7, retired_at = $8, removes_at = $9 WHERE kid = $1 AND state = $2";
    DELETE = "DELETE FROM signing_keys WHERE kid = $1 AND removes_at <= $2";
}

/// Where a stored key is in its life (F-10).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoredKeyState {
    /// Made and told about, not in the JWKS yet.
    Announced,
    /// Published, not yet used.
    Next,
    /// Signs.
    Current,
    /// Published only.
    Retired,
}

impl StoredKeyState {
    /// Its name in storage.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Announced => "announced",
            Self::Next => "next",
            Self::Current => "current",
            Self::Retired => "retired",
        }
    }
}

impl TryFrom<&str> for StoredKeyState {
    type Error = Malformed;

    fn try_from(text: &str) -> Result<Self, Malformed> {
        [Self::Announced, Self::Next, Self::Current, Self::Retired]
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or(Malformed::new("state", "must be announced, next, current or retired"))
    }
}

/// A key pair as stored.
#[derive(Debug, Clone)]
pub struct StoredKey {
    /// Its key id.
    pub kid: String,
    /// Its JOSE algorithm.
    pub algorithm: String,
    /// PKCS#8 DER; sealed in the database.
    pub private_key: Secret<Vec<u8>>,
    /// Its state.
    pub state: StoredKeyState,
    /// When it was generated, and announced if it was.
    pub created_at: Instant,
    /// The announced day from which it may be published.
    pub publishes_at: Option<Instant>,
    /// When it was first published.
    pub published_at: Option<Instant>,
    /// The announced day from which it may sign.
    pub signs_at: Option<Instant>,
    /// When it started to sign.
    pub activates_at: Option<Instant>,
    /// When it stopped to sign.
    pub retired_at: Option<Instant>,
    /// When it may be deleted.
    pub removes_at: Option<Instant>,
}

fn read(vault: &Vault, mut row: Row) -> Result<StoredKey, StoreFault> {
    let kid = row.text()?;
    Ok(StoredKey {
        algorithm: row.text()?,
        private_key: vault.open(SEALED, kid.as_bytes(), &row.blob()?)?,
        state: row.word()?,
        created_at: row.instant()?,
        publishes_at: row.instant_or_null()?,
        published_at: row.instant_or_null()?,
        signs_at: row.instant_or_null()?,
        activates_at: row.instant_or_null()?,
        retired_at: row.instant_or_null()?,
        removes_at: row.instant_or_null()?,
        kid,
    })
}

impl Store {
    /// Every key, oldest first.
    ///
    /// # Errors
    /// When the store cannot be read or a key does not open.
    pub async fn list_signing_keys(&self) -> Result<Vec<StoredKey>, StoreFault> {
        self.query(&LIST, vec![]).await?.into_iter().map(|row| read(self.vault(), row)).collect()
    }
}

impl Batch {
    /// Adds a key; a conflict when its key id exists or, for a current or an announced key, another one is in that state.
    pub fn insert_signing_key(&mut self, key: &StoredKey) -> &mut Self {
        let sealed = self.vault().seal(SEALED, key.kid.as_bytes(), key.private_key.expose());
        let values = vec![
            key.kid.as_str().into(),
            key.algorithm.as_str().into(),
            sealed.into(),
            key.state.as_str().into(),
            key.created_at.into(),
            key.publishes_at.into(),
            key.published_at.into(),
            key.signs_at.into(),
            key.activates_at.into(),
            key.retired_at.into(),
            key.removes_at.into(),
        ];
        self.push(&INSERT, Expect::Exactly(1), values)
    }

    /// Moves a key that is still in state `from` to the state and instants that `key` has; a conflict when
    /// somebody moved it first. In a rotation, retire the current key before the next one becomes current.
    pub fn update_signing_key(&mut self, from: StoredKeyState, key: &StoredKey) -> &mut Self {
        let values = vec![
            key.kid.as_str().into(),
            from.as_str().into(),
            key.state.as_str().into(),
            key.publishes_at.into(),
            key.published_at.into(),
            key.signs_at.into(),
            key.activates_at.into(),
            key.retired_at.into(),
            key.removes_at.into(),
        ];
        self.push(&UPDATE_STATE, Expect::Exactly(1), values)
    }

    /// Deletes a key whose `removes_at` has come; a conflict when it is gone or its time has not come.
    pub fn delete_signing_key(&mut self, kid: &str, now: Instant) -> &mut Self {
        self.push(&DELETE, Expect::Exactly(1), vec![kid.into(), now.into()])
    }
}
