//! All routes of this door, each in the group of those who call it.

use axum::Router;
use axum::routing::get;
use identity::Identity;
use vocabulary::Sandbox;
use web::{Audience, Front, assets, stack, stack_of_documents, stack_of_uploads};

use crate::door::{Door, Installation};
use crate::{authorize, journey, machines, site};

/// The door, ready to be served. The sandbox's routes exist in sandbox mode only.
///
/// Spec: F-1 to F-6. Journeys 1.1 to 1.4, 1.10, 1.11, 2.14
pub fn router(identity: Identity, front: Front, installation: Installation) -> Router {
    let sandbox = identity.settings().sandbox;
    let people = stack(for_people(sandbox), &front, Audience::People);
    let machines = stack(machines::routes(), &front, Audience::Machines);
    let documents = stack_of_documents(machines::documents(), &front);
    let photo_id = &identity.settings().photo_id;
    let largest = photo_id.photos.max_bytes.max(photo_id.videos.max_bytes);
    let uploads = stack_of_uploads(journey::uploads(), &front, largest.saturating_mul(2));
    people.merge(uploads).merge(machines).merge(documents).with_state(Door::new(
        identity,
        front,
        installation,
    ))
}

fn for_people(sandbox: Option<Sandbox>) -> Router<Door> {
    Router::new()
        .route("/authorize", get(authorize::by_query).post(authorize::by_form).head(authorize::refuse_head))
        .merge(journey::routes())
        .merge(site::routes())
        .merge(sandbox.map_or_else(Router::new, site::sandbox_routes))
        .merge(assets())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_routes_collide_in_either_mode() {
        for mode in ["sandbox", "production"] {
            let routes = for_people(Sandbox::when(mode))
                .merge(journey::uploads())
                .merge(machines::routes())
                .merge(machines::documents());
            assert!(routes.has_routes(), "{mode}");
        }
    }
}
