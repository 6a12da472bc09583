//! The key that signs checkpoints, and the public halves that are trusted.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, PoisonError};

use account_store::{Store, StoreFault, StoredAuditKey, WriteFault};
use audit_chain::{AuditKey, AuditKeyFault, Head, PublicKey};
use vocabulary::Instant;

use crate::fault::Fault;
use crate::service::Identity;

/// What an operator may set about the audit's key.
#[derive(Debug, Clone, Default)]
pub struct AuditKeySettings {
    /// The key; none means that the store keeps one, sealed.
    pub key: Option<Arc<AuditKey>>,
    /// Public halves of keys that signed before.
    pub former: Vec<PublicKey>,
}

/// The audit's key, and what this node remembers of the chain.
#[derive(Debug)]
pub(crate) struct AuditKeys {
    pub(crate) signing: Arc<AuditKey>,
    pub(crate) trusted: Vec<PublicKey>,
    head: Mutex<Option<Head>>,
    /// Whether this node checks the audit now because an operator asked for it.
    pub(crate) checking: AtomicBool,
}

impl AuditKeys {
    /// The newest checkpoint that this node knows.
    pub(crate) fn head(&self) -> Option<Head> {
        *self.head.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn remember(&self, head: Head) {
        *self.head.lock().unwrap_or_else(PoisonError::into_inner) = Some(head);
    }
}

impl Identity {
    /// The public half of the key that signs the audit's checkpoints.
    #[must_use]
    pub fn audit_key(&self) -> &PublicKey {
        self.0.audit.signing.public()
    }
}

/// The key that the operator set, or else the one in the store, which is made when there is none.
pub(crate) async fn load_or_make(
    store: &Store,
    settings: AuditKeySettings,
    now: Instant,
) -> Result<AuditKeys, Fault> {
    let AuditKeySettings { key, former } = settings;
    let mut trusted = former;
    let signing = match key {
        Some(key) => {
            trusted.extend(signed_before(store).await?);
            key
        }
        None => Arc::new(stored_or_new(store, now).await?),
    };
    trusted.push(*signing.public());
    Ok(AuditKeys { signing, trusted, head: Mutex::new(None), checking: AtomicBool::new(false) })
}

/// The key that the store kept until an operator set one. A key that does not open is somebody else's.
async fn signed_before(store: &Store) -> Result<Option<PublicKey>, Fault> {
    match store.audit_key().await {
        Ok(stored) => Ok(stored.map(|stored| parsed(&stored)).transpose()?.map(|key| *key.public())),
        Err(StoreFault::Sealed(column)) => {
            tracing::error!(column, "the audit key in the database is not ours and is not trusted");
            Ok(None)
        }
        Err(fault) => Err(fault.into()),
    }
}

async fn stored_or_new(store: &Store, now: Instant) -> Result<AuditKey, Fault> {
    if let Some(stored) = store.audit_key().await? {
        return parsed(&stored);
    }
    let key = AuditKey::generate()?;
    let stored =
        StoredAuditKey { key_id: key.public().key_id(), private_key: key.to_pkcs8_der()?, created_at: now };
    let mut batch = store.batch();
    batch.insert_audit_key(&stored);
    match store.write(batch).await {
        Ok(_) => Ok(key),
        // Another node was faster: its key is the key.
        Err(WriteFault::Conflict { .. }) => {
            let stored = store.audit_key().await?.ok_or(Fault::Bug("the audit key is not there"))?;
            parsed(&stored)
        }
        Err(fault) => Err(fault.into()),
    }
}

fn parsed(stored: &StoredAuditKey) -> Result<AuditKey, Fault> {
    Ok(AuditKey::from_pkcs8_der(stored.private_key.expose())?)
}

impl From<AuditKeyFault> for Fault {
    fn from(_: AuditKeyFault) -> Self {
        Self::Bug("the audit key does not do its work")
    }
}
