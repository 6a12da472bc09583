//! Encryption to a partner's key.

use aws_lc_rs::rsa::{OAEP_SHA1_MGF1SHA1, OaepPublicEncryptingKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::verifying_key::VerifyingKey;

/// The value could not be encrypted to the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the value could not be encrypted to the partner's key")]
pub struct EncryptionFault;

/// `plaintext` encrypted to the key with RSAES-OAEP, base64url without padding; other each time.
///
/// The hash is SHA-1 with MGF1-SHA-1: the default of RFC 8017, and what `RSA-OAEP`, OpenSSL, Java and Node mean when a
/// partner says no more than "OAEP". OAEP does not lean on collision resistance, so SHA-1's weakness does not reach it.
///
/// # Errors
/// When `plaintext` is longer than the key can take (214 bytes for 2048 bits).
///
/// Spec: F-49. RFC 8017 s7.1
pub fn encrypt_for_partner(key: &VerifyingKey, plaintext: &[u8]) -> Result<String, EncryptionFault> {
    let encrypting = key.encrypting_key().ok_or(EncryptionFault)?;
    let oaep = OaepPublicEncryptingKey::new(encrypting).map_err(|_| EncryptionFault)?;
    let mut buffer = vec![0; oaep.ciphertext_size()];
    let ciphertext =
        oaep.encrypt(&OAEP_SHA1_MGF1SHA1, plaintext, &mut buffer, None).map_err(|_| EncryptionFault)?;
    Ok(URL_SAFE_NO_PAD.encode(ciphertext))
}
