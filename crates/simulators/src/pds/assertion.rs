//! Client assertions, looked at as the API platform does.

use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA512, UnparsedPublicKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use vocabulary::Instant;

use crate::pds::server::PdsSetup;

/// An assertion may not live longer than this.
const LONGEST_LIFE_SECONDS: i64 = 300;

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: String,
    jti: String,
    exp: i64,
}

/// The `jti` of an assertion for `audience` that `setup`'s application signed. The error is the platform's message.
pub(crate) fn check(
    assertion: &str,
    setup: &PdsSetup,
    audience: &str,
    now: Instant,
) -> Result<String, &'static str> {
    const UNREADABLE: &str = "Malformed JWT in client_assertion";
    let (signed, signature) = assertion.rsplit_once('.').ok_or(UNREADABLE)?;
    let (header, claims) = signed.split_once('.').ok_or(UNREADABLE)?;
    let header: Header = decoded(header).ok_or(UNREADABLE)?;
    let claims: Claims = decoded(claims).ok_or(UNREADABLE)?;
    if header.alg != "RS512" {
        return Err("Invalid 'alg' header in JWT - must be 'RS512' algorithm");
    }
    if header.kid.as_deref() != Some(setup.key_id.as_str()) {
        return Err("Invalid 'kid' header in JWT - no matching public key");
    }
    if claims.iss != claims.sub || claims.iss != setup.api_key {
        return Err("Invalid 'iss'/'sub' claims in JWT");
    }
    if claims.aud != audience {
        return Err("Missing or invalid 'aud' claim in JWT");
    }
    if claims.jti.is_empty() {
        return Err("Missing 'jti' claim in JWT");
    }
    if claims.exp <= now.seconds() {
        return Err("Invalid 'exp' claim in JWT - JWT has expired");
    }
    if claims.exp > now.seconds() + LONGEST_LIFE_SECONDS {
        return Err("Invalid 'exp' claim in JWT - more than 5 minutes in future");
    }
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| UNREADABLE)?;
    UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA512, (setup.public_key)())
        .verify(signed.as_bytes(), &signature)
        .map_err(|_| "JWT signature verification failed")?;
    Ok(claims.jti)
}

fn decoded<T: DeserializeOwned>(part: &str) -> Option<T> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok()
}
