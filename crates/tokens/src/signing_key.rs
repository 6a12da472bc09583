//! A key pair that signs our own tokens.

use std::fmt;
use std::sync::Arc;

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::KeyPair as _;
use vocabulary::{Instant, Secret};

use crate::algorithm::SigningAlgorithm;
use crate::jws::{SigningFault, encoded_header};
use crate::pem::first_block;
use crate::verifying_key::{KeyFault, VerifyingKey};

/// Where a signing key is in its life.
///
/// Spec: F-10
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyState {
    /// Published ahead of use, so that partners have fetched it before the first token it signs.
    Next {
        /// When it was first published.
        published_at: Instant,
    },
    /// Signs.
    Current {
        /// When it started to sign.
        signing_since_at: Instant,
    },
    /// Signs no more; published until the last token it signed has expired.
    Retired {
        /// When it stopped to sign.
        retired_at: Instant,
    },
}

/// An RSA key pair, parsed once, with its key id and its state. Clones share the parsed key.
#[derive(Clone)]
pub struct SigningKey {
    material: Arc<Material>,
    state: KeyState,
}

struct Material {
    pair: KeyPair,
    public: VerifyingKey,
    key_id: String,
    header: String,
}

impl SigningKey {
    /// A new 2048-bit key pair from the library's own random source; its key id is its thumbprint.
    ///
    /// # Errors
    /// When the library cannot generate a pair.
    pub fn generate(algorithm: SigningAlgorithm, state: KeyState) -> Result<Self, KeyFault> {
        let pair = KeyPair::generate(KeySize::Rsa2048).map_err(|_| KeyFault::Generation)?;
        Self::of(pair, algorithm, state)
    }

    /// The key pair in PKCS#8 DER (RFC 5958).
    ///
    /// # Errors
    /// When the bytes are no RSA key pair, or it has fewer than 2048 bits.
    pub fn from_pkcs8_der(
        der: &[u8],
        algorithm: SigningAlgorithm,
        state: KeyState,
    ) -> Result<Self, KeyFault> {
        Self::of(KeyPair::from_pkcs8(der).map_err(|_| KeyFault::NotRsa)?, algorithm, state)
    }

    /// The key pair in PEM: `PRIVATE KEY` (PKCS#8) or `RSA PRIVATE KEY` (PKCS#1).
    ///
    /// # Errors
    /// When there is no such block, or as [`Self::from_pkcs8_der`].
    pub fn from_pem(
        pem: &Secret<String>,
        algorithm: SigningAlgorithm,
        state: KeyState,
    ) -> Result<Self, KeyFault> {
        let block = first_block(pem.expose()).ok_or(KeyFault::NotRsa)?;
        let pair = match block.label {
            "PRIVATE KEY" => KeyPair::from_pkcs8(&block.der),
            "RSA PRIVATE KEY" => KeyPair::from_der(&block.der),
            _ => return Err(KeyFault::NotRsa),
        };
        Self::of(pair.map_err(|_| KeyFault::NotRsa)?, algorithm, state)
    }

    fn of(pair: KeyPair, algorithm: SigningAlgorithm, state: KeyState) -> Result<Self, KeyFault> {
        let public = VerifyingKey::from_der(pair.public_key().as_ref(), algorithm)?;
        let key_id = public.thumbprint();
        let header = encoded_header(algorithm.as_str(), &key_id);
        Ok(Self { material: Arc::new(Material { pair, public, key_id, header }), state })
    }

    /// The key pair in PKCS#8 DER, to be sealed and stored.
    ///
    /// # Errors
    /// When the library cannot encode it.
    pub fn to_pkcs8_der(&self) -> Result<Secret<Vec<u8>>, KeyFault> {
        let der: Pkcs8V1Der<'_> = self.material.pair.as_der().map_err(|_| KeyFault::Generation)?;
        Ok(Secret::new(der.as_ref().to_vec()))
    }

    /// The same key in another state.
    #[must_use]
    pub fn in_state(&self, state: KeyState) -> Self {
        Self { material: Arc::clone(&self.material), state }
    }

    /// Its state.
    #[must_use]
    pub const fn state(&self) -> KeyState {
        self.state
    }

    /// Its key id: the RFC 7638 thumbprint.
    #[must_use]
    pub fn key_id(&self) -> &str {
        &self.material.key_id
    }

    /// Its public half.
    #[must_use]
    pub fn verifying_key(&self) -> &VerifyingKey {
        &self.material.public
    }

    /// The signature over `message`. Public for the bench, which compares whole requests with this figure; tokens are
    /// signed by [`sign_id_token`](crate::id_token::sign_id_token) and [`sign_access_token`](crate::access_token::sign_access_token).
    ///
    /// # Errors
    /// When the library refuses, which a key that was parsed never makes it do.
    pub fn raw_sign(&self, message: &[u8]) -> Result<Vec<u8>, SigningFault> {
        let Material { pair, public, .. } = &*self.material;
        let mut signature = vec![0; pair.public_modulus_len()];
        pair.sign(public.algorithm().encoding(), &SystemRandom::new(), message, &mut signature)
            .map_err(|_| SigningFault)?;
        Ok(signature)
    }

    /// Whether `token` says that this key signed it. That says nothing about its signature.
    #[must_use]
    pub fn is_named_by(&self, token: &str) -> bool {
        token.split('.').next() == Some(&self.material.header)
    }

    pub(crate) fn encoded_header(&self) -> &str {
        &self.material.header
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({}, {:?})", self.material.key_id, self.state)
    }
}
