//! What partners' back ends call: documents, tokens, claims. JSON always, HTML never.

mod documents;
mod id_check;
mod token;
mod userinfo;

use axum::Router;
use axum::routing::{get, post};

use crate::door::Door;
pub(crate) use documents::Kept;

/// The notices about signing keys: what is announced, before it is in the JWKS. For partners that pin keys or watch for changes.
const KEY_NOTICES: &str = "/.well-known/signing-keys.json";

/// Where the document-check provider's messages go.
const ID_CHECK_WEBHOOK: &str = "/id-check/webhook";

/// F-1, F-2, F-6.
pub(crate) fn documents() -> Router<Door> {
    Router::new()
        .route("/.well-known/openid-configuration", get(documents::discovery))
        .route("/.well-known/jwks.json", get(documents::jwks))
        .route(KEY_NOTICES, get(documents::key_notices))
        .route("/trustmark/{host}", get(documents::trustmark))
}

/// F-4, F-5, and the document-check provider.
pub(crate) fn routes() -> Router<Door> {
    Router::new()
        .route(ID_CHECK_WEBHOOK, post(id_check::hear))
        .route("/token", post(token::answer))
        .route("/userinfo", get(userinfo::tell).post(userinfo::tell).patch(userinfo::set_metadata))
}
