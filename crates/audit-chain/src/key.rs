//! The key that signs checkpoints: Ed25519 (RFC 8032), its own, never among the keys that sign tokens.

use std::fmt;

use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use vocabulary::{Digest, Secret};

use crate::pem;

/// `SubjectPublicKeyInfo` of an Ed25519 key (RFC 8410 s4), up to the 32 bytes themselves.
const SPKI: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// Why bytes are no audit key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AuditKeyFault {
    /// No private key in PKCS#8.
    #[error("must be an Ed25519 private key in PEM, as `openssl genpkey -algorithm ed25519` prints it")]
    NotPrivate,
    /// No public key.
    #[error("must be an Ed25519 public key in PEM, as `nhs-login audit key` prints it")]
    NotPublic,
    /// The library could not make a key or a signature.
    #[error("the library could not make an Ed25519 key or signature")]
    Library,
}

/// A key pair.
pub struct AuditKey {
    pair: Ed25519KeyPair,
    public: PublicKey,
}

impl AuditKey {
    /// A new pair, from the library's own random source.
    ///
    /// # Errors
    /// When the library cannot make one.
    pub fn generate() -> Result<Self, AuditKeyFault> {
        Self::of(Ed25519KeyPair::generate().map_err(|_| AuditKeyFault::Library)?)
    }

    /// The pair in PKCS#8 DER (RFC 8410 s7).
    ///
    /// # Errors
    /// When there is none in it.
    pub fn from_pkcs8_der(der: &[u8]) -> Result<Self, AuditKeyFault> {
        Self::of(Ed25519KeyPair::from_pkcs8(der).map_err(|_| AuditKeyFault::NotPrivate)?)
    }

    /// The pair in PEM.
    ///
    /// # Errors
    /// When there is none in it.
    pub fn from_pem(text: &Secret<String>) -> Result<Self, AuditKeyFault> {
        let der = pem::block(text.expose(), "PRIVATE KEY").ok_or(AuditKeyFault::NotPrivate)?;
        Self::from_pkcs8_der(der.expose())
    }

    fn of(pair: Ed25519KeyPair) -> Result<Self, AuditKeyFault> {
        let public = <[u8; 32]>::try_from(pair.public_key().as_ref()).map_err(|_| AuditKeyFault::Library)?;
        Ok(Self { pair, public: PublicKey(public) })
    }

    /// The pair in PKCS#8 DER, to be sealed and stored.
    ///
    /// # Errors
    /// When the library cannot encode it.
    pub fn to_pkcs8_der(&self) -> Result<Secret<Vec<u8>>, AuditKeyFault> {
        let document = self.pair.to_pkcs8v1().map_err(|_| AuditKeyFault::Library)?;
        Ok(Secret::new(document.as_ref().to_vec()))
    }

    /// Its public half.
    #[must_use]
    pub const fn public(&self) -> &PublicKey {
        &self.public
    }

    pub(crate) fn sign(&self, bytes: &[u8]) -> Result<Vec<u8>, AuditKeyFault> {
        let signature = self.pair.try_sign(bytes).map_err(|_| AuditKeyFault::Library)?;
        Ok(signature.as_ref().to_vec())
    }
}

impl fmt::Debug for AuditKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AuditKey({})", self.public.key_id())
    }
}

/// A public half: all that checking takes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey([u8; 32]);

impl PublicKey {
    /// The key in PEM (`SubjectPublicKeyInfo`).
    ///
    /// # Errors
    /// When there is none in it.
    pub fn from_pem(text: &str) -> Result<Self, AuditKeyFault> {
        let der = pem::block(text, "PUBLIC KEY").ok_or(AuditKeyFault::NotPublic)?;
        let bytes = der.expose().strip_prefix(&SPKI).ok_or(AuditKeyFault::NotPublic)?;
        <[u8; 32]>::try_from(bytes).map(Self).map_err(|_| AuditKeyFault::NotPublic)
    }

    /// The keys in PEM, one after the other.
    ///
    /// # Errors
    /// When a block is no such key, or there is none.
    pub fn all_from_pem(text: &str) -> Result<Vec<Self>, AuditKeyFault> {
        let blocks =
            text.split_inclusive("-----END PUBLIC KEY-----").filter(|block| !block.trim().is_empty());
        let keys = blocks.map(Self::from_pem).collect::<Result<Vec<_>, _>>()?;
        if keys.is_empty() { Err(AuditKeyFault::NotPublic) } else { Ok(keys) }
    }

    /// The key in PEM.
    #[must_use]
    pub fn to_pem(self) -> String {
        pem::armoured("PUBLIC KEY", &[SPKI.as_slice(), &self.0].concat())
    }

    /// Its name: the thumbprint of the key as a JWK (RFC 7638, RFC 8037 A.3).
    #[must_use]
    pub fn key_id(self) -> String {
        let x = URL_SAFE_NO_PAD.encode(self.0);
        let canonical = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#);
        URL_SAFE_NO_PAD.encode(Digest::of(canonical.as_bytes()).as_bytes())
    }

    pub(crate) fn verifies(&self, bytes: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, self.0).verify(bytes, signature).is_ok()
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({})", self.key_id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8032 s7.1, test 1, as RFC 8037 A writes it.
    fn of_the_rfc() -> AuditKey {
        let seed = URL_SAFE_NO_PAD.decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A").unwrap();
        AuditKey::of(Ed25519KeyPair::from_seed_unchecked(&seed).unwrap()).unwrap()
    }

    #[test]
    fn the_name_is_the_thumbprint_of_the_rfc() {
        assert_eq!(of_the_rfc().public().key_id(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    #[test]
    fn an_empty_message_has_the_signature_of_the_rfc() {
        let signature = of_the_rfc().sign(b"").unwrap();
        assert_eq!(signature[..8], [0xe5, 0x56, 0x43, 0x00, 0xc3, 0x60, 0xac, 0x72]);
        assert!(of_the_rfc().public().verifies(b"", &signature));
        assert!(!of_the_rfc().public().verifies(b"x", &signature));
    }

    #[test]
    fn keys_survive_their_forms() {
        let key = AuditKey::generate().unwrap();
        let again = AuditKey::from_pkcs8_der(key.to_pkcs8_der().unwrap().expose()).unwrap();
        assert_eq!(again.public(), key.public());
        assert_eq!(PublicKey::from_pem(&key.public().to_pem()), Ok(*key.public()));
        let both = format!("{}\n{}\n", key.public().to_pem(), key.public().to_pem());
        assert_eq!(PublicKey::all_from_pem(&both), Ok(vec![*key.public(); 2]));
    }

    /// RFC 8410 s10: what `openssl genpkey -algorithm ed25519` and `openssl pkey -pubout` print has this form.
    #[test]
    fn the_keys_of_rfc_8410_are_read() {
        let private = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----\n";
        let public = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n";
        let key = AuditKey::from_pem(&Secret::new(private.to_owned())).unwrap();
        assert_eq!(key.public().to_pem(), public);
    }

    #[test]
    fn other_texts_are_refused() {
        let key = AuditKey::generate().unwrap();
        assert_eq!(PublicKey::from_pem("none"), Err(AuditKeyFault::NotPublic));
        assert_eq!(PublicKey::all_from_pem("\n"), Err(AuditKeyFault::NotPublic));
        let public = Secret::new(key.public().to_pem());
        assert_eq!(AuditKey::from_pem(&public).err(), Some(AuditKeyFault::NotPrivate));
    }
}
