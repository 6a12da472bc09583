//! All routes of this door.

use axum::Router;
use axum::routing::get;
use identity::Identity;
use screens::paths;
use web::{Audience, Front, assets, stack};

use crate::console::Console;
use crate::{refusals, registry, state};

/// The door, ready to be served on a listener that only operators reach: it asks nobody who they are.
///
/// Journeys 6.1
pub fn router(identity: Identity, front: Front) -> Router {
    stack(routes(), &front, Audience::People).with_state(Console { identity, front })
}

fn routes() -> Router<Console> {
    Router::new()
        .route(paths::OPERATOR_HOME, get(state::dashboard))
        .route(paths::OPERATOR_CLIENTS, get(registry::list))
        .route(&format!("{}/{{id}}", paths::OPERATOR_CLIENTS), get(registry::detail))
        .route(paths::OPERATOR_EXPLAIN, get(refusals::explain))
        .route(paths::OPERATOR_MESSAGES, get(state::deliveries))
        .route(paths::OPERATOR_KEYS, get(state::keys))
        .merge(assets())
}

#[cfg(test)]
mod tests {
    use super::routes;

    #[test]
    fn no_two_routes_collide() {
        assert!(routes().has_routes());
    }
}
