//! The compact form of a JWS (RFC 7515 s3.1): three base64url parts.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::json::strict_object;
use crate::signing_key::SigningKey;

/// Why a text is not a JWS that can be looked at further.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JwsFault {
    /// It is longer than the caller allows.
    #[error("the JWT is too long")]
    TooLong,
    /// It has not exactly three parts.
    #[error("the JWT does not have three parts separated by dots")]
    Parts,
    /// A part is not base64url without padding.
    #[error("a part of the JWT is not base64url without padding")]
    Encoding,
    /// The header is no JSON object, or repeats a member, or has a member of the wrong type.
    #[error("the header is not a JSON object with distinct members of the right types")]
    Header,
    /// The header has no `alg`.
    #[error("the header has no alg")]
    AlgorithmMissing,
    /// The header lists extensions that must be understood; none is.
    #[error("the header has crit; no extension is supported")]
    Critical,
    /// The payload is no JSON object, or repeats a member.
    #[error("the payload is not a JSON object with distinct members")]
    Payload,
}

/// A token could not be signed: a bug or a broken key, never the caller's input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the token could not be signed")]
pub struct SigningFault;

/// A JWS split and decoded, not verified: nothing in it may be believed yet.
///
/// `jku`, `jwk`, `x5u` and `x5c` are not read, so a token cannot bring its own key.
pub(crate) struct UnverifiedJws<'a> {
    pub(crate) algorithm: String,
    pub(crate) key_id: Option<String>,
    /// `typ`, whatever its JSON type.
    pub(crate) kind: Option<Value>,
    pub(crate) claims: Map<String, Value>,
    pub(crate) signing_input: &'a [u8],
    pub(crate) signature: Vec<u8>,
}

impl<'a> UnverifiedJws<'a> {
    pub(crate) fn parse(token: &'a str, max_length: usize) -> Result<Self, JwsFault> {
        if token.len() > max_length {
            return Err(JwsFault::TooLong);
        }
        let (signing_input, signature) = token.rsplit_once('.').ok_or(JwsFault::Parts)?;
        let (header, payload) = signing_input.split_once('.').ok_or(JwsFault::Parts)?;
        if payload.contains('.') {
            return Err(JwsFault::Parts);
        }
        let mut header = strict_object(&decode(header)?).ok_or(JwsFault::Header)?;
        if header.contains_key("crit") {
            return Err(JwsFault::Critical);
        }
        let algorithm = text_member(&header, "alg")?.ok_or(JwsFault::AlgorithmMissing)?;
        let key_id = text_member(&header, "kid")?;
        let kind = header.remove("typ");
        let claims = strict_object(&decode(payload)?).ok_or(JwsFault::Payload)?;
        let signature = decode(signature)?;
        Ok(Self { algorithm, key_id, kind, claims, signing_input: signing_input.as_bytes(), signature })
    }
}

fn decode(part: &str) -> Result<Vec<u8>, JwsFault> {
    URL_SAFE_NO_PAD.decode(part).map_err(|_| JwsFault::Encoding)
}

fn text_member(header: &Map<String, Value>, name: &str) -> Result<Option<String>, JwsFault> {
    match header.get(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(_) => Err(JwsFault::Header),
    }
}

/// The base64url header of every token a key signs: `alg`, `typ` and `kid`, nothing else (F-39).
pub(crate) fn encoded_header(algorithm: &'static str, key_id: &str) -> String {
    let key_id = Value::from(key_id);
    URL_SAFE_NO_PAD.encode(format!(r#"{{"alg":"{algorithm}","typ":"JWT","kid":{key_id}}}"#))
}

/// Signs `claims` as a compact JWS.
pub(crate) fn sign<C: Serialize>(key: &SigningKey, claims: &C) -> Result<String, SigningFault> {
    let payload = serde_json::to_vec(claims).map_err(|_| SigningFault)?;
    let mut token = String::with_capacity(key.encoded_header().len() + payload.len() * 4 / 3 + 700);
    token.push_str(key.encoded_header());
    token.push('.');
    URL_SAFE_NO_PAD.encode_string(&payload, &mut token);
    let signature = key.raw_sign(token.as_bytes())?;
    token.push('.');
    URL_SAFE_NO_PAD.encode_string(&signature, &mut token);
    Ok(token)
}
