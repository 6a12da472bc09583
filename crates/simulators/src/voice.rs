//! The voice provider: the interface described at the head of `gateways`' voice client.

use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use serde_json::json;
use vocabulary::{PhoneKind, PhoneNumber, Sandbox};

use crate::bearer;
use crate::fault::{Fault, Faults};

/// A voice provider that keeps what it was asked to say.
#[derive(Clone)]
pub struct VoiceSimulator(Arc<Inner>);

struct Inner {
    token: String,
    faults: Faults,
    calls: Mutex<Vec<PlacedCall>>,
}

/// A call that was accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlacedCall {
    /// The caller's idempotency key.
    pub key: String,
    /// The number, in E.164.
    pub to: String,
    /// What is read out.
    pub script: String,
}

#[derive(Deserialize)]
struct Order {
    to: String,
    script: String,
}

impl VoiceSimulator {
    /// A simulator that accepts `token` and has made no calls.
    #[must_use]
    pub fn new(_witness: Sandbox, token: &str) -> Self {
        let inner = Inner { token: token.to_owned(), faults: Faults::default(), calls: Mutex::default() };
        Self(Arc::new(inner))
    }

    /// Its HTTP interface, and `/simulator/calls` and `/simulator/faults` for tests and demos.
    pub fn router(&self) -> Router {
        Router::new()
            .route("/calls", post(place))
            .route("/simulator/calls", get(async |State(it): State<Self>| Json(it.calls())))
            .with_state(self.clone())
            .merge(self.0.faults.control())
    }

    /// The calls it accepted, oldest first.
    ///
    /// # Panics
    /// Never: no holder of its lock can panic.
    #[must_use]
    pub fn calls(&self) -> Vec<PlacedCall> {
        self.0.calls.lock().expect("no holder of this lock can panic").clone()
    }

    /// The faults that its next requests meet.
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.0.faults
    }

    /// Whether the call is new; a repeated key places no second one.
    fn accept(&self, call: PlacedCall) -> bool {
        let mut calls = self.0.calls.lock().expect("no holder of this lock can panic");
        let new = calls.iter().all(|earlier| earlier.key != call.key);
        if new {
            calls.push(call);
        }
        new
    }
}

async fn place(State(it): State<VoiceSimulator>, headers: HeaderMap, body: axum::body::Bytes) -> Response {
    if bearer::token(&headers) != Some(it.0.token.as_str()) {
        return declined(StatusCode::UNAUTHORIZED, "token");
    }
    let key = headers.get("idempotency-key").and_then(|value| value.to_str().ok());
    let order = serde_json::from_slice::<Order>(&body).ok().filter(|order| !order.script.is_empty());
    let (Some(key), Some(order)) = (key, order) else {
        return declined(StatusCode::BAD_REQUEST, "message");
    };
    if PhoneNumber::stored(&order.to, PhoneKind::Landline).is_err() {
        return declined(StatusCode::UNPROCESSABLE_ENTITY, "recipient");
    }
    let fault = it.0.faults.take().or_else(|| Fault::of_number(&order.to));
    if let Some(fault) = fault.filter(|fault| !fault.is_after_acceptance()) {
        return fault.answer().await;
    }
    let new = it.accept(PlacedCall { key: key.to_owned(), to: order.to, script: order.script });
    match fault {
        Some(fault) => fault.answer().await,
        None if new => (StatusCode::ACCEPTED, Json(json!({ "status": "queued" }))).into_response(),
        None => (StatusCode::OK, Json(json!({ "status": "known" }))).into_response(),
    }
}

fn declined(status: StatusCode, error: &str) -> Response {
    (status, Json(json!({ "error": error }))).into_response()
}
