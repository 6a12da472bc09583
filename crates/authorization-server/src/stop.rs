//! A handler that ends early: with a failure of ours, or with an answer that is already known.

use axum::response::{IntoResponse, Response};
use identity::Fault;
use web::Failure;

/// The early end of a handler. Boxed, as most handlers do not end early.
#[derive(Debug)]
pub(crate) struct Stop(Box<Response>);

impl From<Response> for Stop {
    fn from(response: Response) -> Self {
        Self(Box::new(response))
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Failure::from(fault).into_response().into()
    }
}

impl IntoResponse for Stop {
    fn into_response(self) -> Response {
        *self.0
    }
}
