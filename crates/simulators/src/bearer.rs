//! Bearer tokens, looked at as the real providers do.

use aws_lc_rs::hmac;
use axum::http::{HeaderMap, header};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use vocabulary::Instant;

/// Notify refuses a token made more than this many seconds before or after its own time.
const LEEWAY_SECONDS: u64 = 30;

#[derive(Deserialize)]
struct Header {
    typ: String,
    alg: String,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    iat: i64,
}

/// The token of an `Authorization: Bearer` header.
pub(crate) fn token(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")
}

/// Checks a Notify token: HS256 under `secret`, issued by `service` around `now`. The error is Notify's message.
pub(crate) fn check_jwt(token: &str, service: &str, secret: &str, now: Instant) -> Result<(), &'static str> {
    const UNREADABLE: &str = "Invalid token: make sure your API token matches the example";
    let (signed, signature) = token.rsplit_once('.').ok_or(UNREADABLE)?;
    let (head, claims) = signed.split_once('.').ok_or(UNREADABLE)?;
    let decode = |part: &str| URL_SAFE_NO_PAD.decode(part).map_err(|_| UNREADABLE);
    let header: Header = serde_json::from_slice(&decode(head)?).map_err(|_| UNREADABLE)?;
    if header.typ != "JWT" || header.alg != "HS256" {
        return Err("Invalid token: algorithm used is not HS256");
    }
    let claims: Claims = serde_json::from_slice(&decode(claims)?).map_err(|_| UNREADABLE)?;
    if claims.iss != service {
        return Err("Invalid token: service not found");
    }
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    hmac::verify(&key, signed.as_bytes(), &decode(signature)?)
        .map_err(|_| "Invalid token: API key not found")?;
    if now.seconds().abs_diff(claims.iat) > LEEWAY_SECONDS {
        return Err("Error: Your system clock must be accurate to within 30 seconds");
    }
    Ok(())
}
