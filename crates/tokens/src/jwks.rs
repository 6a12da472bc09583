//! The public key document.

use serde_json::{Value, json};

use crate::keyring::Keyring;
use crate::signing_key::SigningKey;

/// The JWKS document: every published key, public halves only. It changes only with the ring, so callers may keep it.
///
/// Spec: F-10
#[must_use]
pub fn jwks_json(keyring: &Keyring) -> String {
    let keys: Vec<Value> = keyring.published().map(public_jwk).collect();
    json!({ "keys": keys }).to_string()
}

/// The public half of one key, as it stands or will stand in the document.
///
/// Spec: F-10
#[must_use]
pub fn public_jwk(key: &SigningKey) -> Value {
    let public = key.verifying_key();
    json!({
        "kty": "RSA",
        "n": public.modulus_base64url(),
        "e": public.exponent_base64url(),
        "kid": key.key_id(),
        "use": "sig",
        "alg": public.algorithm().as_str(),
    })
}
