//! The audit: how often it is covered by checkpoints and checked, and the key that signs.

use std::sync::Arc;

use identity::{AuditKey, PublicKey};
use vocabulary::Lifetime;

use crate::configuration::reader::Reader;

/// What an operator can say about the audit.
#[derive(Debug, Clone)]
pub struct AuditConfig {
    /// How often new events are covered by a checkpoint.
    pub checkpoint_every: Lifetime,
    /// How often the whole chain is checked; none means only when somebody asks.
    pub verify_every: Option<Lifetime>,
    /// The key that signs; none means the one in the database.
    pub key: Option<Arc<AuditKey>>,
    /// Public halves of keys that signed before.
    pub former_keys: Vec<PublicKey>,
}

pub(crate) fn read(reader: &mut Reader) -> AuditConfig {
    let checkpoint_every = reader.lifetime("audit.checkpoint_seconds", 1..=3600);
    let verify_every = reader.lifetime("audit.verify_hours", 0..=720);
    let pem = reader.secret("audit.signing_key");
    let key = pem.and_then(|pem| match AuditKey::from_pem(&pem) {
        Ok(key) => Some(Arc::new(key)),
        Err(fault) => {
            reader.fault("audit.signing_key", fault.to_string());
            None
        }
    });
    let former = reader.secret("audit.former_keys");
    let former_keys = former.and_then(|pem| match PublicKey::all_from_pem(pem.expose()) {
        Ok(keys) => Some(keys),
        Err(fault) => {
            reader.fault("audit.former_keys", fault.to_string());
            None
        }
    });
    AuditConfig {
        checkpoint_every,
        verify_every: (verify_every.micros() > 0).then_some(verify_every),
        key,
        former_keys: former_keys.unwrap_or_default(),
    }
}
