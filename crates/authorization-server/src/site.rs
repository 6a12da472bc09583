//! The pages beside the journey: the front page, terms and notices, help, contact, and the sandbox's outbox.

mod contact;
mod front_page;
mod help;
mod notices;
mod outbox;

use axum::Router;
use axum::routing::get;
use screens::paths;
use vocabulary::Sandbox;

use crate::door::Door;

/// What anybody may read without logging in. Journeys 2.14
pub(crate) fn routes() -> Router<Door> {
    Router::new()
        .route("/", get(front_page::show))
        .route(paths::TERMS, get(notices::terms))
        .route(paths::PRIVACY, get(notices::privacy))
        .route(paths::COOKIES, get(notices::cookies))
        .route(paths::ACCESSIBILITY, get(notices::accessibility))
        .route(paths::HELP, get(help::home))
        .route(&format!("{}/{{article}}", paths::HELP), get(help::article))
        .route(paths::CONTACT, get(contact::show).post(contact::send))
}

/// What only a sandbox has: without the witness there are no such routes.
pub(crate) fn sandbox_routes(_: Sandbox) -> Router<Door> {
    Router::new()
        .route(paths::OUTBOX, get(outbox::show))
        .route(&format!("{}/{{id}}", paths::OUTBOX), get(outbox::email))
}
