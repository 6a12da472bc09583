//! The hidden field of every form: bound to the browser that was given the page.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use subtle::ConstantTimeEq as _;

use crate::mac::MacKey;
use crate::opaque_secret::OpaqueSecret;

/// The token for forms shown to the browser that holds `browser`: 43 characters of base64url, the same for every page.
#[must_use]
pub fn csrf_token<K>(key: &MacKey, browser: &OpaqueSecret<K>) -> String {
    URL_SAFE_NO_PAD.encode(key.digest("csrf", &[browser.as_bytes()]).as_bytes())
}

/// Whether `sent` is the token of that browser. Takes the same time wherever it differs.
#[must_use]
pub fn is_csrf_token<K>(key: &MacKey, browser: &OpaqueSecret<K>, sent: &str) -> bool {
    csrf_token(key, browser).as_bytes().ct_eq(sent.as_bytes()).into()
}
