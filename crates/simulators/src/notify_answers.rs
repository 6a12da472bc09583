//! The JSON that Notify answers with.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::notify_texts::SentText;

/// A refusal in Notify's form.
pub(crate) struct Refused {
    pub(crate) status: StatusCode,
    pub(crate) error: &'static str,
    pub(crate) message: String,
}

/// A refusal with this status, error name and message.
pub(crate) fn refused(status: StatusCode, error: &'static str, message: &str) -> Refused {
    Refused { status, error, message: message.to_owned() }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let errors = json!([{ "error": self.error, "message": self.message }]);
        (self.status, Json(json!({ "status_code": self.status.as_u16(), "errors": errors }))).into_response()
    }
}

/// 201 for an accepted text.
pub(crate) fn created(text: &SentText) -> Response {
    let body = json!({
        "id": text.id,
        "reference": text.reference,
        "content": { "body": text.body, "from_number": "NHS" },
        "uri": format!("/v2/notifications/{}", text.id),
        "template": template(text),
    });
    (StatusCode::CREATED, Json(body)).into_response()
}

/// One text as the look-ups show it.
pub(crate) fn notification(text: &SentText) -> Value {
    json!({
        "id": text.id,
        "reference": text.reference,
        "type": "sms",
        "status": "delivered",
        "phone_number": text.phone_number,
        "body": text.body,
        "template": template(text),
    })
}

fn template(text: &SentText) -> Value {
    json!({ "id": text.template_id, "version": 1, "uri": format!("/v2/template/{}", text.template_id) })
}
