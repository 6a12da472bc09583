//! Sealing of files.

use aws_lc_rs::aead::{AES_256_GCM_SIV, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::hmac;
use vocabulary::Secret;

use crate::blob::{BlobKey, BlobKind};

const FORM: u8 = 1;
const KEY_ID_LEN: usize = 4;
pub(crate) const HEADER_LEN: usize = 1 + KEY_ID_LEN + NONCE_LEN;
const ASSOCIATED_LEN: usize = 26;

/// Why secrets seal nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyFault {
    /// At least one sealing key is needed.
    #[error("there is no sealing key")]
    NoKey,
    /// Two sealing keys are the same.
    #[error("two sealing keys are the same")]
    SameKey,
    /// The library refused a key.
    #[error("a sealing key was refused")]
    Refused,
}

struct SealingKey {
    id: [u8; KEY_ID_LEN],
    key: RandomizedNonceKey,
}

/// The keys of files (AES-256-GCM-SIV, RFC 8452), derived from the sealing keys of the service so that an operator
/// keeps one set and no key has two uses.
///
/// A sealed file is `form ‖ key id ‖ nonce ‖ ciphertext ‖ tag`; its associated data is its kind and its name, so a
/// file that was moved to another name does not open.
pub(crate) struct Seal {
    keys: Vec<SealingKey>,
}

impl Seal {
    /// The first key seals; the others only open what they sealed before a rotation.
    pub(crate) fn new(secrets: &[Secret<[u8; 32]>]) -> Result<Self, KeyFault> {
        let mut keys: Vec<SealingKey> = Vec::with_capacity(secrets.len());
        for secret in secrets {
            let derived =
                hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret.expose()), b"nhs-login evidence");
            let key =
                RandomizedNonceKey::new(&AES_256_GCM_SIV, derived.as_ref()).map_err(|_| KeyFault::Refused)?;
            let id = key_id(derived.as_ref());
            if keys.iter().any(|known| known.id == id) {
                return Err(KeyFault::SameKey);
            }
            keys.push(SealingKey { id, key });
        }
        if keys.is_empty() { Err(KeyFault::NoKey) } else { Ok(Self { keys }) }
    }

    /// Seals `bytes` where they are; the header goes before them.
    pub(crate) fn seal(&self, key: &BlobKey, kind: BlobKind, bytes: &mut Vec<u8>) -> Vec<u8> {
        let sealing = &self.keys[0];
        let nonce = sealing
            .key
            .seal_in_place_append_tag(Aad::from(associated(key, kind)), bytes)
            .expect("the library seals every file that fits into memory");
        [&[FORM], &sealing.id[..], nonce.as_ref()].concat()
    }

    /// Opens what [`Self::seal`] gave for the same name and kind, header first; none when it is anything else.
    pub(crate) fn open(&self, key: &BlobKey, kind: BlobKind, mut sealed: Vec<u8>) -> Option<Vec<u8>> {
        let (header, text) = sealed.split_at_mut_checked(HEADER_LEN)?;
        let (id, nonce) = header[1..].split_at(KEY_ID_LEN);
        let opening = self.keys.iter().find(|known| known.id == id).filter(|_| header[0] == FORM)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let length = opening.key.open_in_place(nonce, Aad::from(associated(key, kind)), text).ok()?.len();
        sealed.truncate(HEADER_LEN + length);
        sealed.drain(..HEADER_LEN);
        Some(sealed)
    }
}

/// The key's own name for itself, so that the configuration needs to name no key.
fn key_id(key: &[u8]) -> [u8; KEY_ID_LEN] {
    let mut id = [0; KEY_ID_LEN];
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), b"nhs-login evidence key id");
    id.copy_from_slice(&tag.as_ref()[..KEY_ID_LEN]);
    id
}

fn associated(key: &BlobKey, kind: BlobKind) -> [u8; ASSOCIATED_LEN] {
    let mut associated = [0; ASSOCIATED_LEN];
    associated[..8].copy_from_slice(b"evidence");
    associated[9] = kind.tag();
    associated[10..].copy_from_slice(key.as_bytes());
    associated
}
