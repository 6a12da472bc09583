//! Whom to try it with.

use axum::extract::State;
use axum::response::Response;
use screens::paths;
use screens::portal::{TestPeople, TestPerson};
use screens::sandbox::SeededPerson;

use crate::own::Own;
use crate::portal::Portal;

pub(crate) async fn show(State(portal): State<Portal>, own: Own) -> Response {
    let settings = portal.identity.settings();
    let static_code = settings.static_code.as_ref().map(|code| code.text().expose().clone());
    let (outbox_href, landing_href) =
        (format!("{}{}", settings.issuer, paths::OUTBOX), format!("{}/", settings.issuer));
    let people = portal.told.people.iter().map(person).collect();
    own.show(&portal, |frame, menu| TestPeople {
        frame,
        menu,
        people,
        static_code,
        outbox_href,
        landing_href,
    })
}

fn person(seeded: &SeededPerson) -> TestPerson {
    TestPerson {
        name: seeded.name.clone(),
        email: seeded.email.clone(),
        password: seeded.password.clone(),
        level: seeded.level.clone(),
        note: seeded.note.clone(),
        good_for: good_for(seeded).to_owned(),
    }
}

/// Which scenarios somebody is good for: what their note says stops them comes before their level.
fn good_for(person: &SeededPerson) -> &'static str {
    if person.note.contains("CID") {
        return "Being stopped: your app gets no answer, and the person reads a reference out";
    }
    match person.level.as_str() {
        "P9" => "Logging in at P9, and at P5 or P0 with that level’s vot",
        "P5" => "Logging in at P5, where P5 or P9 will do, and stepping up to P9",
        _ => "Logging in at P0, stepping up to P5 and P9, and not agreeing to share",
    }
}
