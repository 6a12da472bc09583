//! `/token`. Spec: F-33 to F-38

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use identity::TokenFailure;
use serde_json::json;
use vocabulary::{Explanation, TokenErrorCode};
use web::{Caller, Failure, UnguardedForm};

use crate::door::Door;

/// Answers a token request: 200 or 400 in JSON. The hall adds `Cache-Control: no-store` and `Pragma: no-cache` (F-37).
pub(crate) async fn answer(
    State(door): State<Door>,
    Caller(browser): Caller,
    form: Result<UnguardedForm, StatusCode>,
) -> Response {
    let UnguardedForm(fields) = match form {
        Ok(form) => form,
        Err(status) => return unread(&door, status),
    };
    match door.identity().token(fields.pairs(), browser.network).await {
        Ok(answer) => Json(answer).into_response(),
        Err(TokenFailure::Refused { code, description, .. }) => refused(code, &description),
        Err(TokenFailure::Fault(fault)) => Failure::from(fault).into_response(),
    }
}

/// A body that is no form: whose it is remains unknown.
fn unread(door: &Door, status: StatusCode) -> Response {
    let check = unreadable(status);
    let explanation = Explanation {
        rule: "F-33".to_owned(),
        check: check.to_owned(),
        received: "a body that cannot be read as a form".to_owned(),
        expected: "a form: application/x-www-form-urlencoded, each parameter once".to_owned(),
        mend: "Send the parameters of the token request as a form.".to_owned(),
    };
    let reference = door.identity().note_refusal(&explanation);
    refused(TokenErrorCode::InvalidRequest, &format!("{check} ({reference})"))
}

fn refused(code: TokenErrorCode, description: &str) -> Response {
    let body = json!({ "error": code.as_str(), "error_description": printable(description) });
    (StatusCode::BAD_REQUEST, Json(body)).into_response()
}

/// The characters that RFC 6749 s5.2 allows.
fn printable(text: &str) -> String {
    text.chars().map(|c| if matches!(c, ' '..='~') && c != '"' && c != '\\' { c } else { '?' }).collect()
}

fn unreadable(status: StatusCode) -> &'static str {
    match status {
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "Content-Type must be application/x-www-form-urlencoded",
        StatusCode::PAYLOAD_TOO_LARGE => "the request is too large",
        _ => "the body is not a form",
    }
}

#[cfg(test)]
mod tests {
    use super::printable;

    #[test]
    fn a_description_has_only_the_characters_that_the_protocol_allows() {
        assert_eq!(printable("code is \"caf\u{e9}\"\r\n"), "code is ?caf????");
    }
}
