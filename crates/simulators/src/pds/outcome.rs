//! PDS's errors: operation outcomes.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// An answer of the FHIR interface.
pub(crate) fn fhir(status: StatusCode, body: Value) -> Response {
    let mut response = (status, Json(body)).into_response();
    let kind = HeaderValue::from_static("application/fhir+json; fhirVersion=4.0");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

/// An error, in PDS's words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Outcome {
    pub(crate) status: StatusCode,
    pub(crate) code: &'static str,
    pub(crate) display: &'static str,
}

impl Outcome {
    pub(crate) const ACCESS_DENIED: Self =
        Self::new(StatusCode::UNAUTHORIZED, "ACCESS_DENIED", "Access denied to the requested resource");
    pub(crate) const INVALIDATED: Self =
        Self::new(StatusCode::NOT_FOUND, "INVALIDATED_RESOURCE", "Resource was marked as invalid");
    pub(crate) const INVALID_ID: Self =
        Self::new(StatusCode::BAD_REQUEST, "INVALID_RESOURCE_ID", "Resource id is invalid");
    pub(crate) const NOT_FOUND: Self =
        Self::new(StatusCode::NOT_FOUND, "RESOURCE_NOT_FOUND", "Resource not found");
    pub(crate) const TOO_MANY: Self =
        Self::new(StatusCode::OK, "TOO_MANY_MATCHES", "More than one patient matches");
    pub(crate) const BUSY: Self =
        Self::new(StatusCode::TOO_MANY_REQUESTS, "TOO_MANY_REQUESTS", "Rate limit exceeded");
    pub(crate) const BROKEN: Self =
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "SERVER_ERROR", "Failed to generate response");
    pub(crate) const SEVERAL_WANTED: Self =
        Self::new(StatusCode::FORBIDDEN, "INVALID_VALUE", "Only one result may be asked for");

    const fn new(status: StatusCode, code: &'static str, display: &'static str) -> Self {
        Self { status, code, display }
    }

    pub(crate) const fn missing(display: &'static str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "MISSING_VALUE", display)
    }

    pub(crate) const fn invalid(display: &'static str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "INVALID_VALUE", display)
    }

    pub(crate) const fn unsearchable(code: &'static str, display: &'static str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, display)
    }
}

impl IntoResponse for Outcome {
    fn into_response(self) -> Response {
        let coding = json!([{
            "system": "https://fhir.nhs.uk/R4/CodeSystem/Spine-ErrorOrWarningCode",
            "version": "1",
            "code": self.code,
            "display": self.display,
        }]);
        let issue = json!([{ "severity": "error", "code": "processing", "details": { "coding": coding } }]);
        fhir(self.status, json!({ "resourceType": "OperationOutcome", "issue": issue }))
    }
}
