//! Sealing of personal data, and keyed look-ups over it.

use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM_SIV, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::hmac;
use vocabulary::{AccountId, Digest, EmailAddress, NhsNumber, OperatorId, PhoneNumber, Secret};

use crate::fault::StoreFault;

const FORM: u8 = 1;
const KEY_ID_LEN: usize = 4;
/// What an address of an account that an operator found is sealed as; no table has it.
const FOUND: &str = "console.account";

const HEADER_LEN: usize = 1 + KEY_ID_LEN + NONCE_LEN;

/// Why raw secrets make no vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VaultFault {
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

/// What a look-up digest is over: equal values of different kinds have different digests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LookupKind {
    /// [`EmailAddress::normal`].
    Email,
    /// [`PhoneNumber::e164`].
    Phone,
    /// [`NhsNumber::as_str`].
    NhsNumber,
}

impl LookupKind {
    const fn tag(self) -> u8 {
        match self {
            Self::Email => 1,
            Self::Phone => 2,
            Self::NhsNumber => 3,
        }
    }
}

const COUNTER_TAG: u8 = 4;

fn digest_of(tag: &hmac::Tag) -> Digest {
    let mut bytes = [0; 32];
    bytes.copy_from_slice(tag.as_ref());
    Digest::from_bytes(bytes)
}

struct SealingKey {
    id: [u8; KEY_ID_LEN],
    key: RandomizedNonceKey,
}

/// The keys of sealed columns (AES-256-GCM-SIV, RFC 8452) and of look-ups (HMAC-SHA-256).
///
/// A sealed value is `form ‖ key id ‖ nonce ‖ ciphertext ‖ tag`; its associated data is the column's name and the
/// row's identity, so a value moved to another row or column does not open. Nonces come from the library's
/// random source; GCM-SIV keeps its promise even if one should repeat.
pub struct Vault {
    keys: Vec<SealingKey>,
    lookup: hmac::Key,
}

impl Vault {
    /// The vault of these raw secrets. The first sealing key seals; the others only open what they sealed before
    /// a rotation. The look-up key cannot be rotated without computing every look-up again.
    ///
    /// # Errors
    /// When there is no sealing key, or two are the same.
    pub fn new(sealing: &[Secret<[u8; 32]>], lookup: &Secret<[u8; 32]>) -> Result<Self, VaultFault> {
        let mut keys: Vec<SealingKey> = Vec::with_capacity(sealing.len());
        for secret in sealing {
            let id = key_id(secret);
            if keys.iter().any(|known| known.id == id) {
                return Err(VaultFault::SameKey);
            }
            let key = RandomizedNonceKey::new(&AES_256_GCM_SIV, secret.expose())
                .map_err(|_| VaultFault::Refused)?;
            keys.push(SealingKey { id, key });
        }
        if keys.is_empty() {
            return Err(VaultFault::NoKey);
        }
        Ok(Self { keys, lookup: hmac::Key::new(hmac::HMAC_SHA256, lookup.expose()) })
    }

    /// The keyed digest by which `normal`, the normalised value, is found.
    #[must_use]
    pub fn lookup(&self, kind: LookupKind, normal: &str) -> Digest {
        let mut context = hmac::Context::with_key(&self.lookup);
        context.update(&[kind.tag()]);
        context.update(normal.as_bytes());
        digest_of(&context.sign())
    }

    /// The keyed digest of a counter's name; each part is preceded by its length, so that no two lists collide.
    pub(crate) fn counter_key(&self, what: &str, parts: &[&[u8]]) -> Digest {
        let mut context = hmac::Context::with_key(&self.lookup);
        context.update(&[COUNTER_TAG]);
        for part in std::iter::once(what.as_bytes()).chain(parts.iter().copied()) {
            context.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            context.update(part);
        }
        digest_of(&context.sign())
    }

    pub(crate) fn email_key(&self, email: &EmailAddress) -> Digest {
        self.lookup(LookupKind::Email, email.normal())
    }

    pub(crate) fn phone_key(&self, number: &PhoneNumber) -> Digest {
        self.lookup(LookupKind::Phone, number.e164())
    }

    pub(crate) fn nhs_number_key(&self, number: &NhsNumber) -> Digest {
        self.lookup(LookupKind::NhsNumber, number.as_str())
    }

    /// Seals `plain` for `column` ("table.column") of the row identified by `row`.
    pub(crate) fn seal(&self, column: &'static str, row: &[u8], plain: &[u8]) -> Vec<u8> {
        let SealingKey { id, key } = &self.keys[0];
        let mut text = plain.to_vec();
        let nonce = key
            .seal_in_place_append_tag(Aad::from(associated(column, row)), &mut text)
            .expect("the library seals every text that fits into memory");
        let mut sealed = Vec::with_capacity(HEADER_LEN + text.len());
        sealed.push(FORM);
        sealed.extend_from_slice(id);
        sealed.extend_from_slice(nonce.as_ref());
        sealed.extend_from_slice(&text);
        sealed
    }

    /// Opens what [`Self::seal`] gave for the same column and row.
    pub(crate) fn open(
        &self,
        column: &'static str,
        row: &[u8],
        sealed: &[u8],
    ) -> Result<Secret<Vec<u8>>, StoreFault> {
        let fault = || StoreFault::Sealed(column);
        let (header, text) = sealed.split_at_checked(HEADER_LEN).ok_or_else(fault)?;
        let (id, nonce) = header[1..].split_at(KEY_ID_LEN);
        let key = self.keys.iter().find(|known| known.id == id).filter(|_| header[0] == FORM);
        let key = key.ok_or_else(fault)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| fault())?;
        let mut text = text.to_vec();
        let length = key
            .key
            .open_in_place(nonce, Aad::from(associated(column, row)), &mut text)
            .map_err(|_| fault())?
            .len();
        text.truncate(length);
        Ok(Secret::new(text))
    }

    /// An account as an address that only this operator can use, for those who may not see account ids.
    #[must_use]
    pub fn seal_account(&self, whom: OperatorId, account: AccountId) -> Vec<u8> {
        self.seal(FOUND, whom.as_bytes(), account.as_bytes())
    }

    /// The account of an address that [`Self::seal_account`] made for the same operator.
    #[must_use]
    pub fn open_account(&self, whom: OperatorId, sealed: &[u8]) -> Option<AccountId> {
        let opened = self.open(FOUND, whom.as_bytes(), sealed).ok()?;
        AccountId::try_from(opened.expose().as_slice()).ok()
    }

    /// Opens a sealed text.
    pub(crate) fn open_text(
        &self,
        column: &'static str,
        row: &[u8],
        sealed: &[u8],
    ) -> Result<Secret<String>, StoreFault> {
        let bytes = self.open(column, row, sealed)?;
        let text = std::str::from_utf8(bytes.expose()).map_err(|_| StoreFault::Damaged(column))?;
        Ok(Secret::new(text.to_owned()))
    }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vault({} sealing keys)", self.keys.len())
    }
}

/// The key's own name for itself, so that the configuration needs to name no key.
fn key_id(secret: &Secret<[u8; 32]>) -> [u8; KEY_ID_LEN] {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.expose());
    let mut id = [0; KEY_ID_LEN];
    id.copy_from_slice(&hmac::sign(&key, b"nhs-login sealing key id").as_ref()[..KEY_ID_LEN]);
    id
}

/// Column and row, with a separator that no column name contains.
fn associated(column: &str, row: &[u8]) -> Vec<u8> {
    [column.as_bytes(), &[0], row].concat()
}
