//! What partners' back ends call: documents, tokens, claims. JSON always, HTML never.

mod documents;
mod token;
mod userinfo;

use axum::Router;
use axum::routing::{get, post};

use crate::door::Door;
pub(crate) use documents::Kept;

/// F-1, F-2, F-6.
pub(crate) fn documents() -> Router<Door> {
    Router::new()
        .route("/.well-known/openid-configuration", get(documents::discovery))
        .route("/.well-known/jwks.json", get(documents::jwks))
        .route("/trustmark/{host}", get(documents::trustmark))
}

/// F-4, F-5.
pub(crate) fn routes() -> Router<Door> {
    Router::new()
        .route("/token", post(token::answer))
        .route("/userinfo", get(userinfo::tell).post(userinfo::tell).patch(userinfo::set_metadata))
}
