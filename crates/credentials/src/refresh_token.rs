//! Refresh tokens: derived from the grant and its generation, never stored.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use vocabulary::{GrantId, Secret};

use crate::mac::MacKey;

/// The refresh token of a grant's `generation`: 43 characters of base64url, 256 bits.
///
/// The same inputs give the same token, so that a partner who lost the answer can be given the same successor again; only
/// its digest ([`Digest::of`](vocabulary::Digest::of) over the text) is stored.
///
/// Spec: F-36
#[must_use]
pub fn derive_refresh(key: &MacKey, grant: &GrantId, generation: u32) -> Secret<String> {
    let token = key.digest("refresh token", &[grant.as_bytes(), &generation.to_be_bytes()]);
    Secret::new(URL_SAFE_NO_PAD.encode(token.as_bytes()))
}
