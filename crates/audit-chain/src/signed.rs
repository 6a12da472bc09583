//! A claim with a signature under it.

use crate::key::{AuditKey, AuditKeyFault, PublicKey};

/// Something that the audit key can sign. Each kind begins its bytes with a line of its own, so that no signature fits another kind.
pub trait Claim {
    /// The bytes that are signed: every field, in a fixed form.
    fn bytes(&self) -> Vec<u8>;
}

/// A claim, whose key signed it, and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed<T> {
    /// What is said.
    pub claim: T,
    /// [`PublicKey::key_id`] of the key that signed.
    pub key_id: String,
    /// 64 bytes, Ed25519 (RFC 8032).
    pub signature: Vec<u8>,
}

impl<T: Claim> Signed<T> {
    /// The claim, signed.
    ///
    /// # Errors
    /// When the library refuses, which a key that was parsed never makes it do.
    pub fn by(key: &AuditKey, claim: T) -> Result<Self, AuditKeyFault> {
        let signature = key.sign(&claim.bytes())?;
        Ok(Self { claim, key_id: key.public().key_id(), signature })
    }

    /// Whether `key` signed it.
    #[must_use]
    pub fn is_by(&self, key: &PublicKey) -> bool {
        key.verifies(&self.claim.bytes(), &self.signature)
    }
}
