//! What a developer takes along: the button and code with this client's values in it.

use axum::extract::State;
use axum::response::Response;
use screens::portal::{ButtonPage, CodePage};

use crate::code_samples::samples;
use crate::own::Own;
use crate::portal::Portal;

/// The button in its three kinds. Journeys 5.12
pub(crate) async fn button(State(portal): State<Portal>, own: Own) -> Response {
    let markup = [
        "<a class=\"nhs-login-button\" href=\"/log-in\">Continue</a>".to_owned(),
        "<a class=\"nhs-login-button\" href=\"/log-in\">Continue to NHS login</a>".to_owned(),
        "<a class=\"nhs-login-button\" href=\"/log-in\">\n  <span class=\"nhs-login-button__logo\" aria-hidden=\"true\">NHS</span>\n  Continue to NHS login\n</a>".to_owned(),
    ];
    own.show(&portal, |frame, menu| ButtonPage { frame, menu, css: ButtonPage::CSS, markup })
}

pub(crate) async fn code(State(portal): State<Portal>, own: Own) -> Response {
    let samples = samples(&portal.identity.settings().issuer, &own.client.registered().client);
    own.show(&portal, |frame, menu| CodePage { frame, menu, samples })
}
