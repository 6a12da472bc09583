//! `/userinfo`: the token comes in the Authorization header and nowhere else. Spec: F-45 to F-49, RFC 6750

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use identity::UserinfoFailure;
use serde::Deserialize;
use serde_json::json;
use web::Failure;

use crate::door::Door;

const BEARER: &str = "bearer";

/// F-49: the only field.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Metadata {
    client_user_metadata: String,
}

/// GET and POST: the claims.
pub(crate) async fn tell(State(door): State<Door>, headers: HeaderMap) -> Response {
    let token = match token(&headers) {
        Ok(token) => token,
        Err(refusal) => return refusal.into_response(),
    };
    match door.identity().userinfo(token).await {
        Ok(claims) => Json(claims).into_response(),
        Err(failure) => failed(failure),
    }
}

/// PATCH: the client's own string about this person.
pub(crate) async fn set_metadata(
    State(door): State<Door>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let token = match token(&headers) {
        Ok(token) => token,
        Err(refusal) => return refusal.into_response(),
    };
    let metadata = match read(&headers, body) {
        Ok(metadata) => metadata,
        Err(description) => return Refusal::Request(description).into_response(),
    };
    match door.identity().set_client_metadata(token, &metadata.client_user_metadata).await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(failure) => failed(failure),
    }
}

fn read(headers: &HeaderMap, body: Result<Bytes, BytesRejection>) -> Result<Metadata, &'static str> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json")) {
        return Err("Content-Type must be application/json");
    }
    let bytes = body.map_err(|_| "the body cannot be read or is too large")?;
    serde_json::from_slice(&bytes)
        .map_err(|_| "the body must be an object with the text client_user_metadata")
}

/// Why a request has no usable token, or another fault of the request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refusal {
    /// No token at all: no error code either (RFC 6750 s3.1).
    NoToken,
    /// The token is not one of ours, has expired or was revoked.
    Token,
    /// The request is malformed.
    Request(&'static str),
    /// The token does not reach so far.
    Scope,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, challenge, error, description) = match self {
            Self::NoToken => {
                (StatusCode::UNAUTHORIZED, "Bearer", "invalid_request", "an access token is required")
            }
            Self::Token => (
                StatusCode::UNAUTHORIZED,
                "Bearer error=\"invalid_token\"",
                "invalid_token",
                "the access token is invalid, has expired or was revoked",
            ),
            Self::Request(description) => {
                (StatusCode::BAD_REQUEST, "Bearer error=\"invalid_request\"", "invalid_request", description)
            }
            Self::Scope => (
                StatusCode::FORBIDDEN,
                "Bearer error=\"insufficient_scope\", scope=\"client_metadata\"",
                "insufficient_scope",
                "the scope client_metadata is required",
            ),
        };
        let challenge = [(WWW_AUTHENTICATE, HeaderValue::from_static(challenge))];
        (status, challenge, Json(json!({ "error": error, "error_description": description }))).into_response()
    }
}

fn failed(failure: UserinfoFailure) -> Response {
    match failure {
        UserinfoFailure::Invalid => Refusal::Token.into_response(),
        UserinfoFailure::InsufficientScope => Refusal::Scope.into_response(),
        UserinfoFailure::BadRequest(description) => Refusal::Request(description).into_response(),
        UserinfoFailure::Fault(fault) => Failure::from(fault).into_response(),
    }
}

/// The bearer token. The scheme's case does not matter (RFC 9110 s11.1).
fn token(headers: &HeaderMap) -> Result<&str, Refusal> {
    let mut given = headers.get_all(AUTHORIZATION).iter();
    let (first, second) = (given.next(), given.next());
    let Some(first) = first else { return Err(Refusal::NoToken) };
    if second.is_some() {
        return Err(Refusal::Request("Authorization was sent more than once"));
    }
    let malformed = Refusal::Request("Authorization must be: Bearer, a space, the access token");
    let (scheme, token) = first.to_str().ok().and_then(|text| text.split_once(' ')).ok_or(malformed)?;
    if !scheme.eq_ignore_ascii_case(BEARER) {
        return Err(Refusal::NoToken);
    }
    let token = token.trim_start_matches(' ');
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte);
    if token.is_empty() || !token.bytes().all(legal) {
        return Err(malformed);
    }
    Ok(token)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_token(values: &[&str]) -> Result<String, Refusal> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(AUTHORIZATION, value.parse().unwrap());
        }
        token(&headers).map(str::to_owned)
    }

    #[test]
    fn the_token_is_read_whatever_the_case_of_the_scheme() {
        for value in ["Bearer a.b-c_d", "bearer a.b-c_d", "BEARER  a.b-c_d"] {
            assert_eq!(read_token(&[value]).as_deref(), Ok("a.b-c_d"), "{value}");
        }
    }

    #[test]
    fn without_a_bearer_token_no_error_code_is_given() {
        assert_eq!(read_token(&[]), Err(Refusal::NoToken));
        assert_eq!(read_token(&["Basic abc"]), Err(Refusal::NoToken));
    }

    #[test]
    fn what_is_no_bearer_token_is_a_malformed_request() {
        for values in
            [&["Bearer"][..], &["Bearer "], &["Bearer a b"], &["Bearer a", "Bearer a"], &["Bearer a\u{e9}"]]
        {
            assert!(matches!(read_token(values), Err(Refusal::Request(_))), "{values:?}");
        }
    }

    #[test]
    fn the_metadata_must_be_an_object_with_its_one_field() {
        let json = HeaderMap::from_iter([(
            CONTENT_TYPE,
            HeaderValue::from_static("application/json; charset=utf-8"),
        )]);
        let read = |body: &'static str| super::read(&json, Ok(Bytes::from_static(body.as_bytes())));
        assert_eq!(
            read(r#"{"client_user_metadata":"x"}"#).map(|it| it.client_user_metadata),
            Ok("x".to_owned())
        );
        for body in
            ["", "[]", "{}", r#"{"client_user_metadata":1}"#, r#"{"client_user_metadata":"x","more":1}"#]
        {
            assert!(read(body).is_err(), "{body}");
        }
        assert!(super::read(&HeaderMap::new(), Ok(Bytes::new())).is_err());
    }
}
