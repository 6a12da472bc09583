//! An RSA public key, parsed once, pinned to one algorithm.

use std::fmt;

use aws_lc_rs::rsa::{PublicEncryptingKey, PublicKey, PublicKeyComponents};
use aws_lc_rs::signature::ParsedPublicKey;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use vocabulary::Digest;

use crate::algorithm::SigningAlgorithm;
use crate::pem::armoured;

/// Why bytes are not a key that may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyFault {
    /// The bytes are no RSA key in a supported encoding.
    #[error("it is not an RSA key in a supported encoding")]
    NotRsa,
    /// The modulus is shorter than 2048 bits or longer than 8192.
    #[error("the RSA key must have 2048 to 8192 bits; it has {0}")]
    Size(usize),
    /// A key pair could not be generated.
    #[error("a key pair could not be generated")]
    Generation,
}

/// An RSA public key that verifies signatures of one algorithm and encrypts to its holder.
///
/// Cheap to share, never parsed again.
pub struct VerifyingKey {
    algorithm: SigningAlgorithm,
    modulus: Vec<u8>,
    exponent: Vec<u8>,
    parsed: ParsedPublicKey,
}

impl VerifyingKey {
    /// The key in DER: `SubjectPublicKeyInfo` (RFC 5280) or `RSAPublicKey` (PKCS#1).
    ///
    /// # Errors
    /// When the bytes are no RSA key, or its size is outside 2048 to 8192 bits.
    ///
    /// Spec: F-59
    pub fn from_der(der: &[u8], algorithm: SigningAlgorithm) -> Result<Self, KeyFault> {
        let key = PublicKey::from_der(der).map_err(|_| KeyFault::NotRsa)?;
        let modulus = key.modulus().big_endian_without_leading_zero().to_vec();
        let exponent = key.exponent().big_endian_without_leading_zero().to_vec();
        Self::from_components(modulus, exponent, algorithm)
    }

    /// The key of this modulus and exponent, big-endian; leading zeros are dropped.
    ///
    /// # Errors
    /// As [`Self::from_der`].
    pub fn from_components(
        modulus: Vec<u8>,
        exponent: Vec<u8>,
        algorithm: SigningAlgorithm,
    ) -> Result<Self, KeyFault> {
        let (modulus, exponent) = (without_leading_zeros(modulus), without_leading_zeros(exponent));
        let bits = bit_length(&modulus);
        if !is_sound_exponent(&exponent) || modulus.last().is_none_or(|last| last % 2 == 0) {
            return Err(KeyFault::NotRsa);
        }
        if !(2048..=8192).contains(&bits) {
            return Err(KeyFault::Size(bits));
        }
        let components = PublicKeyComponents { n: modulus.as_slice(), e: exponent.as_slice() };
        let parsed = components.to_parsed_public_key(algorithm.parameters()).map_err(|_| KeyFault::NotRsa)?;
        // Components are taken as they are; only reading an encoded key checks them.
        PublicKey::from_der(parsed.as_ref()).map_err(|_| KeyFault::NotRsa)?;
        Ok(Self { algorithm, modulus, exponent, parsed })
    }

    /// Whether `signature` is this key's signature over `message`. Also the raw figure that the bench compares with.
    #[must_use]
    pub fn raw_verify(&self, message: &[u8], signature: &[u8]) -> bool {
        self.parsed.verify_sig(message, signature).is_ok()
    }

    /// The algorithm it is pinned to.
    #[must_use]
    pub const fn algorithm(&self) -> SigningAlgorithm {
        self.algorithm
    }

    /// The modulus as a JWK carries it (`n`, RFC 7518 s6.3.1.1).
    #[must_use]
    pub fn modulus_base64url(&self) -> String {
        URL_SAFE_NO_PAD.encode(&self.modulus)
    }

    /// The exponent as a JWK carries it (`e`).
    #[must_use]
    pub fn exponent_base64url(&self) -> String {
        URL_SAFE_NO_PAD.encode(&self.exponent)
    }

    /// The size of the modulus in bits.
    #[must_use]
    pub fn bits(&self) -> usize {
        bit_length(&self.modulus)
    }

    /// The SHA-256 thumbprint of the key (RFC 7638), base64url: a key id that follows from the key itself.
    #[must_use]
    pub fn thumbprint(&self) -> String {
        let canonical = format!(
            r#"{{"e":"{}","kty":"RSA","n":"{}"}}"#,
            self.exponent_base64url(),
            self.modulus_base64url()
        );
        URL_SAFE_NO_PAD.encode(Digest::of(canonical.as_bytes()).as_bytes())
    }

    /// The key in PEM, as `openssl rsa -pubout` writes it.
    #[must_use]
    pub fn to_pem(&self) -> String {
        armoured("PUBLIC KEY", self.parsed.as_ref())
    }

    pub(crate) fn encrypting_key(&self) -> Option<PublicEncryptingKey> {
        PublicKeyComponents { n: self.modulus.as_slice(), e: self.exponent.as_slice() }.try_into().ok()
    }
}

impl fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifyingKey({}, {} bits, {})", self.algorithm.as_str(), self.bits(), self.thumbprint())
    }
}

fn without_leading_zeros(mut bytes: Vec<u8>) -> Vec<u8> {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    bytes.drain(..zeros);
    bytes
}

/// Odd, at least 3, at most 64 bits. With an exponent of 1 every text would be its own signature.
fn is_sound_exponent(exponent: &[u8]) -> bool {
    exponent.len() <= 8 && exponent != [1] && exponent.last().is_some_and(|last| last % 2 == 1)
}

fn bit_length(bytes: &[u8]) -> usize {
    bytes.first().map_or(0, |first| bytes.len() * 8 - first.leading_zeros() as usize)
}
