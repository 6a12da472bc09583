//! Failing on request.

use std::collections::VecDeque;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::post;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};

/// A way to fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// 429: slow down.
    Busy,
    /// 500: the provider's own fault.
    Broken,
    /// No answer, until the caller gives up. Nothing was accepted.
    Silent,
    /// The message is accepted, then the connection breaks before the answer.
    AcceptedThenCut,
}

impl Fault {
    /// The fault that a call to this number always meets. All are in the range reserved for drama
    /// (07700 900980 to 900983), so no seeded person has one.
    #[must_use]
    pub fn of_number(e164: &str) -> Option<Self> {
        match e164 {
            "+447700900980" => Some(Self::Busy),
            "+447700900981" => Some(Self::Broken),
            "+447700900982" => Some(Self::Silent),
            "+447700900983" => Some(Self::AcceptedThenCut),
            _ => None,
        }
    }

    pub(crate) fn is_after_acceptance(self) -> bool {
        self == Self::AcceptedThenCut
    }

    /// The failing answer itself.
    pub(crate) async fn answer(self) -> Response {
        match self {
            Self::Busy => (StatusCode::TOO_MANY_REQUESTS, Json(errors("RateLimitError"))).into_response(),
            Self::Broken => (StatusCode::INTERNAL_SERVER_ERROR, Json(errors("Exception"))).into_response(),
            Self::Silent => std::future::pending().await,
            Self::AcceptedThenCut => {
                // A body that fails before its first byte makes the server drop the connection.
                let broken = io::Error::from(io::ErrorKind::ConnectionAborted);
                Body::from_stream(futures_util::stream::iter([Err::<Vec<u8>, _>(broken)])).into_response()
            }
        }
    }
}

fn errors(name: &str) -> serde_json::Value {
    serde_json::json!({ "errors": [{ "error": name, "message": "asked for by the simulator's user" }] })
}

/// The faults that the next requests meet, one each, in order.
#[derive(Debug, Clone, Default)]
pub struct Faults {
    queue: Arc<Mutex<VecDeque<Fault>>>,
    takes_orders: Arc<AtomicBool>,
}

impl Faults {
    /// Adds a fault for one more request.
    pub fn add(&self, fault: Fault) {
        self.queue().push_back(fault);
    }

    pub(crate) fn take(&self) -> Option<Fault> {
        self.queue().pop_front()
    }

    /// From now on whoever reaches the simulator's port may order faults, not only this process.
    pub fn take_orders(&self) {
        self.takes_orders.store(true, Ordering::Relaxed);
    }

    /// `POST /simulator/faults` with `{"faults": ["busy", …]}`; 404 unless orders are taken.
    pub(crate) fn control(&self) -> Router {
        let faults = self.clone();
        Router::new().route(
            "/simulator/faults",
            post(async move |Json(order): Json<Order>| {
                if !faults.takes_orders.load(Ordering::Relaxed) {
                    return StatusCode::NOT_FOUND;
                }
                order.faults.into_iter().for_each(|fault| faults.add(fault));
                StatusCode::NO_CONTENT
            }),
        )
    }

    fn queue(&self) -> std::sync::MutexGuard<'_, VecDeque<Fault>> {
        self.queue.lock().expect("no holder of this lock can panic")
    }
}

#[derive(Deserialize)]
struct Order {
    faults: Vec<Fault>,
}
