//! The router, made of the table of routes.

use axum::Router;
use axum::middleware::from_fn_with_state;
use identity::Identity;
use web::{Audience, Front, assets, stack};

use crate::console::Console;
use crate::guard::{Guard, admit};
use crate::routes::ROUTES;

/// The door, ready to be served on a listener of its own.
///
/// Journeys 6.1, 6.2
pub fn router(identity: Identity, front: Front) -> Router {
    let console = Console::new(identity, front);
    let front = console.front.clone();
    stack(routes(&console), &front, Audience::People).with_state(console)
}

fn routes(console: &Console) -> Router<Console> {
    let routes = ROUTES.iter().fold(Router::new(), |routes, route| {
        let guard = Guard { console: console.clone(), needs: route.needs };
        routes.route(route.path, (route.serve)().route_layer(from_fn_with_state(guard, admit)))
    });
    routes.merge(assets())
}
