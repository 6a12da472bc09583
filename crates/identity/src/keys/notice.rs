//! What partners are told of keys before and while they are in the JWKS.

use serde_json::{Value, json};
use vocabulary::Instant;

use crate::keys::ring::KeyStanding;

/// The document of notices: each key with its public half, its stage and its days. It changes with a key only, so caches may keep it.
///
/// Spec: F-10
pub(crate) fn notices_json(issuer: &str, keys: &[(KeyStanding, Value)]) -> String {
    let day = |at: Option<Instant>| at.map(|at| at.to_string());
    let notices: Vec<Value> = keys
        .iter()
        .map(|(key, jwk)| {
            let mut notice = json!({
                "kid": key.key_id,
                "stage": key.stage.as_str(),
                "made_at": key.made_at.to_string(),
                "publishes_at": day(key.publishes_at),
                "published_at": day(key.published_at),
                "signs_at": day(key.signs_at),
                "signing_since_at": day(key.signing_since_at),
                "retired_at": day(key.retired_at),
                "leaves_jwks_at": day(key.removes_at),
                "jwk": jwk,
            });
            if let Some(fields) = notice.as_object_mut() {
                fields.retain(|_, value| !value.is_null());
            }
            notice
        })
        .collect();
    json!({ "issuer": issuer, "jwks_uri": format!("{issuer}/.well-known/jwks.json"), "keys": notices })
        .to_string()
}
