//! `/`: in a sandbox what this is and who can log in; elsewhere there is nothing to do here but to read the help centre.

use axum::extract::State;
use axum::response::Response;
use screens::sandbox::Landing;
use screens::{Link, paths};
use web::{page, see_other};

use crate::door::Door;

pub(crate) async fn show(State(door): State<Door>) -> Response {
    let settings = door.identity().settings();
    if settings.sandbox.is_none() {
        return see_other(paths::HELP);
    }
    let sandbox = &door.installation().sandbox;
    let own = [
        Link::new("Sandbox outbox: every email, text message and call", paths::OUTBOX),
        Link::new("Discovery document", "/.well-known/openid-configuration"),
        Link::new("Help centre", paths::HELP),
    ];
    page(&Landing {
        frame: door.front().plain_frame(),
        partner_href: sandbox.partner_href.clone(),
        places: own.into_iter().chain(sandbox.places.iter().cloned()).collect(),
        static_code: settings.static_code.as_ref().map(|code| code.text().expose().clone()),
        people: sandbox.people.clone(),
        known: sandbox.known.clone(),
    })
}
