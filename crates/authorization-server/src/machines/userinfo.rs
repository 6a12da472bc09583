//! `/userinfo`: the token comes in the Authorization header and nowhere else. Spec: F-45 to F-49, RFC 6750

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use identity::{UserinfoAnswer, UserinfoFailure, UserinfoRefusal};
use serde::Deserialize;
use serde_json::json;
use vocabulary::IncidentReference;
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
        Err(refusal) => return refused_here(&door, refusal),
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
        Err(refusal) => return refused_here(&door, refusal),
    };
    let metadata = match read(&headers, body) {
        Ok(metadata) => metadata,
        Err(refusal) => return refused_here(&door, refusal),
    };
    match door.identity().set_client_metadata(token, &metadata.client_user_metadata).await {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(failure) => failed(failure),
    }
}

fn read(headers: &HeaderMap, body: Result<Bytes, BytesRejection>) -> Result<Metadata, UserinfoRefusal> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json")) {
        return Err(UserinfoRefusal::ContentType);
    }
    let bytes = body.map_err(|_| UserinfoRefusal::Body)?;
    serde_json::from_slice(&bytes).map_err(|_| UserinfoRefusal::Body)
}

/// A refusal that needs no look into the store.
fn refused_here(door: &Door, refusal: UserinfoRefusal) -> Response {
    refused(refusal, door.identity().note_userinfo_refusal(refusal))
}

/// RFC 6750 s3.1; the outside sees the generic form and what finds the cause.
fn refused(refusal: UserinfoRefusal, reference: IncidentReference) -> Response {
    let (status, challenge, error, description) = match refusal.answer() {
        UserinfoAnswer::NoToken => {
            (StatusCode::UNAUTHORIZED, "Bearer", "invalid_request", "an access token is required")
        }
        UserinfoAnswer::InvalidToken => (
            StatusCode::UNAUTHORIZED,
            "Bearer error=\"invalid_token\"",
            "invalid_token",
            "the access token is invalid, has expired or was revoked",
        ),
        UserinfoAnswer::InvalidRequest(description) => {
            (StatusCode::BAD_REQUEST, "Bearer error=\"invalid_request\"", "invalid_request", description)
        }
        UserinfoAnswer::InsufficientScope => (
            StatusCode::FORBIDDEN,
            "Bearer error=\"insufficient_scope\", scope=\"client_metadata\"",
            "insufficient_scope",
            "the scope client_metadata is required",
        ),
    };
    let challenge = [(WWW_AUTHENTICATE, HeaderValue::from_static(challenge))];
    let description = format!("{description} ({reference})");
    (status, challenge, Json(json!({ "error": error, "error_description": description }))).into_response()
}

fn failed(failure: UserinfoFailure) -> Response {
    match failure {
        UserinfoFailure::Refused { refusal, reference } => refused(refusal, reference),
        UserinfoFailure::Fault(fault) => Failure::from(fault).into_response(),
    }
}

/// The bearer token. The scheme's case does not matter (RFC 9110 s11.1).
fn token(headers: &HeaderMap) -> Result<&str, UserinfoRefusal> {
    let mut given = headers.get_all(AUTHORIZATION).iter();
    let (first, second) = (given.next(), given.next());
    let Some(first) = first else { return Err(UserinfoRefusal::NoToken) };
    if second.is_some() {
        return Err(UserinfoRefusal::SeveralTokens);
    }
    let malformed = UserinfoRefusal::MalformedHeader;
    let (scheme, token) = first.to_str().ok().and_then(|text| text.split_once(' ')).ok_or(malformed)?;
    if !scheme.eq_ignore_ascii_case(BEARER) {
        return Err(UserinfoRefusal::NoToken);
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

    fn read_token(values: &[&str]) -> Result<String, UserinfoRefusal> {
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
        assert_eq!(read_token(&[]), Err(UserinfoRefusal::NoToken));
        assert_eq!(read_token(&["Basic abc"]), Err(UserinfoRefusal::NoToken));
    }

    #[test]
    fn what_is_no_bearer_token_is_a_malformed_request() {
        for values in
            [&["Bearer"][..], &["Bearer "], &["Bearer a b"], &["Bearer a", "Bearer a"], &["Bearer a\u{e9}"]]
        {
            let refused = read_token(values).expect_err("refused");
            assert!(matches!(refused.answer(), UserinfoAnswer::InvalidRequest(_)), "{values:?}");
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
