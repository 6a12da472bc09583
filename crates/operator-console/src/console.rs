//! What every handler of this door has at hand.

use axum::extract::FromRef;
use axum::response::{IntoResponse, Response};
use identity::{Fault, Identity};
use web::{Failure, Front};

/// What every handler has at hand. Clones share everything.
#[derive(Clone)]
pub(crate) struct Console {
    pub(crate) identity: Identity,
    pub(crate) front: Front,
}

impl FromRef<Console> for Front {
    fn from_ref(console: &Console) -> Self {
        console.front.clone()
    }
}

/// A handler's failure.
#[derive(Debug)]
pub(crate) struct Failed(Fault);

impl From<Fault> for Failed {
    fn from(fault: Fault) -> Self {
        Self(fault)
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        Failure::from(self.0).into_response()
    }
}
