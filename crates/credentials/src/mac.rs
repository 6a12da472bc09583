//! Keyed digests with a label, so that a value made for one purpose is worthless for every other.

use std::fmt;

use aws_lc_rs::hmac;
use vocabulary::{Digest, Secret};

/// A 256-bit key for the keyed digests of this crate. One key may serve all of them: each has its own label.
#[derive(Clone)]
pub struct MacKey(hmac::Key);

impl MacKey {
    /// The key of these 32 bytes.
    #[must_use]
    pub fn new(bytes: &Secret<[u8; 32]>) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, bytes.expose()))
    }

    /// HMAC-SHA-256 over the label and the parts, each with its length before it, so that no two lists of parts make
    /// the same input.
    pub(crate) fn digest(&self, label: &'static str, parts: &[&[u8]]) -> Digest {
        let mut context = hmac::Context::with_key(&self.0);
        for part in std::iter::once(label.as_bytes()).chain(parts.iter().copied()) {
            context.update(&(part.len() as u64).to_be_bytes());
            context.update(part);
        }
        let mut bytes = [0; 32];
        bytes.copy_from_slice(context.sign().as_ref());
        Digest::from_bytes(bytes)
    }
}

impl fmt::Debug for MacKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MacKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> MacKey {
        MacKey::new(&Secret::new([7; 32]))
    }

    #[test]
    fn moving_a_boundary_between_parts_changes_the_digest() {
        assert_ne!(key().digest("x", &[b"ab", b"c"]), key().digest("x", &[b"a", b"bc"]));
        assert_ne!(key().digest("x", &[b"ab"]), key().digest("x", &[b"ab", b""]));
        assert_ne!(key().digest("x", &[b"ab"]), key().digest("y", &[b"ab"]));
    }

    #[test]
    fn the_digest_is_hmac_sha_256_over_length_prefixed_parts() {
        let mut input = Vec::new();
        for part in [&b"x"[..], b"ab"] {
            input.extend_from_slice(&(part.len() as u64).to_be_bytes());
            input.extend_from_slice(part);
        }
        let expected = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &[7; 32]), &input);
        assert_eq!(key().digest("x", &[b"ab"]).as_bytes(), expected.as_ref());
    }
}
