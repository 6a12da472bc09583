//! The secrets browsers hold in cookies: 256 random bits, of which only a digest is kept here.

use std::fmt;
use std::marker::PhantomData;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use vocabulary::{Digest, Secret};

/// The length of the text of 32 bytes in base64url without padding.
const TEXT_LENGTH: usize = 43;

/// A text that is not an opaque secret of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a secret of 43 base64url characters")]
pub struct MalformedSecret;

/// 256 random bits that a browser holds; `K` says what they open, so that one cannot be taken for another.
pub struct OpaqueSecret<K> {
    bytes: Secret<[u8; 32]>,
    kind: PhantomData<fn() -> K>,
}

/// Marks [`SessionSecret`].
#[derive(Debug)]
pub enum Session {}
/// Marks [`BrowserSecret`].
#[derive(Debug)]
pub enum Browser {}
/// Marks [`DeviceSecret`].
#[derive(Debug)]
pub enum Device {}
/// Marks [`OperatorSecret`].
#[derive(Debug)]
pub enum Operator {}
/// Marks [`SwitchSecret`].
#[derive(Debug)]
pub enum Switch {}

/// Marks [`InvitationSecret`].
#[derive(Debug)]
pub enum Invitation {}

/// Opens a signed-in session (F-55).
pub type SessionSecret = OpaqueSecret<Session>;
/// Binds tickets and forms to one browser.
pub type BrowserSecret = OpaqueSecret<Browser>;
/// Makes a browser a remembered device, which counts as `Cd` (F-50, Journeys 1.4).
pub type DeviceSecret = OpaqueSecret<Device>;
/// Goes on with a journey on another device (Journeys 2.7 I20); it signs nobody in.
pub type SwitchSecret = OpaqueSecret<Switch>;
/// Opens an operator's session in the console.
pub type OperatorSecret = OpaqueSecret<Operator>;
/// Takes an invitation to work in the console.
pub type InvitationSecret = OpaqueSecret<Invitation>;

impl<K> OpaqueSecret<K> {
    /// The secret made of 32 random bytes of the caller.
    #[must_use]
    pub const fn from_random(bytes: [u8; 32]) -> Self {
        Self { bytes: Secret::new(bytes), kind: PhantomData }
    }

    /// Its text for a cookie: 43 characters of base64url.
    #[must_use]
    pub fn text(&self) -> Secret<String> {
        Secret::new(URL_SAFE_NO_PAD.encode(self.bytes.expose()))
    }

    /// What is stored instead of it: SHA-256 over its bytes. Comparing two digests takes constant time.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(self.bytes.expose())
    }

    /// Whether `stored` is its digest.
    #[must_use]
    pub fn matches(&self, stored: &Digest) -> bool {
        self.digest() == *stored
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.expose()
    }
}

impl<K> TryFrom<&str> for OpaqueSecret<K> {
    type Error = MalformedSecret;

    fn try_from(text: &str) -> Result<Self, MalformedSecret> {
        if text.len() != TEXT_LENGTH {
            return Err(MalformedSecret);
        }
        let mut bytes = [0; 32];
        // The decoder refuses stray bits in the last character, so each secret has exactly one text.
        let length = URL_SAFE_NO_PAD.decode_slice(text, &mut bytes).map_err(|_| MalformedSecret)?;
        if length == bytes.len() { Ok(Self::from_random(bytes)) } else { Err(MalformedSecret) }
    }
}

impl<K> Clone for OpaqueSecret<K> {
    fn clone(&self) -> Self {
        Self { bytes: self.bytes.clone(), kind: PhantomData }
    }
}

impl<K> fmt::Debug for OpaqueSecret<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OpaqueSecret(…)")
    }
}
