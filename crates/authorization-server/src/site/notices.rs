//! Terms, privacy, cookies, accessibility. Journeys 2.14

use axum::extract::State;
use axum::response::Response;
use screens::help::{AccessibilityStatement, CookieNames, Cookies, PrivacyNotice, TermsOfUse};
use web::{CookieKind, page};

use crate::door::Door;

pub(crate) async fn terms(State(door): State<Door>) -> Response {
    let since = door.installation().terms_since.clone();
    page(&TermsOfUse { frame: door.front().plain_frame(), since })
}

pub(crate) async fn privacy(State(door): State<Door>) -> Response {
    page(&PrivacyNotice { frame: door.front().plain_frame() })
}

pub(crate) async fn cookies(State(door): State<Door>) -> Response {
    let names = door.front().cookies();
    let rows = Cookies::usual_rows(CookieNames {
        session: names.name(CookieKind::Session),
        browser: names.name(CookieKind::Browser),
        device: names.name(CookieKind::Device),
    });
    page(&Cookies { frame: door.front().plain_frame(), rows })
}

pub(crate) async fn accessibility(State(door): State<Door>) -> Response {
    page(&AccessibilityStatement { frame: door.front().plain_frame() })
}
