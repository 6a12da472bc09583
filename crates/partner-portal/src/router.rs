//! The router, made of the table of routes.

use axum::Router;
use axum::middleware::from_fn_with_state;
use identity::Identity;
use web::{Audience, Front, assets, stack};

use crate::guard::{Guard, admit};
use crate::portal::{LogIn, Portal, PortalInstallation};
use crate::routes::{ROUTES, There};

/// The door, ready to be served on a listener of its own.
pub fn router(identity: Identity, front: Front, told: PortalInstallation) -> Router {
    let portal = Portal::new(identity, front, told);
    let front = portal.front.clone();
    stack(routes(&portal), &front, Audience::People).with_state(portal)
}

fn routes(portal: &Portal) -> Router<Portal> {
    let is_there = |there: There| match there {
        There::Always => true,
        There::WithLogIn => portal.told.log_in == LogIn::Asked,
        There::WithoutLogIn => portal.told.log_in != LogIn::Asked,
        There::WithTestPeople => !portal.told.people.is_empty(),
    };
    let routes = ROUTES.iter().filter(|route| is_there(route.there)).fold(Router::new(), |routes, route| {
        let guard = Guard { portal: portal.clone(), needs: route.needs };
        routes.route(route.path, (route.serve)().route_layer(from_fn_with_state(guard, admit)))
    });
    routes.merge(assets())
}
