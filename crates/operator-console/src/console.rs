//! What every handler of this door has at hand.

use std::sync::Arc;

use axum::extract::FromRef;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use identity::{Change, Fault, Identity, OperatorBrowser};
use screens::checker::NoRole;
use screens::problems::{Problem, ProblemPage, WayOn};
use screens::{Frame, paths};
use web::{DoorCookie, Failure, Front, page};

/// What every handler has at hand. Clones share everything.
#[derive(Clone)]
pub(crate) struct Console {
    pub(crate) identity: Identity,
    pub(crate) front: Front,
    pub(crate) cookie: DoorCookie,
}

impl Console {
    pub(crate) fn new(identity: Identity, front: Front) -> Self {
        let cookie = DoorCookie::at(front.site(), "operator-session", "__Host-operator-session");
        Self { identity, front, cookie }
    }

    /// A frame for a page shown to this browser, with the token of its forms.
    pub(crate) fn frame(&self, browser: &OperatorBrowser) -> Frame {
        let token = self.identity.operator_csrf_token(browser).unwrap_or_default();
        Frame::new(Arc::clone(self.front.brand()), token)
    }

    /// The answer with another value in the console's cookie.
    pub(crate) fn with_cookie(&self, mut response: Response, change: &Change) -> Response {
        self.cookie.write(response.headers_mut(), change);
        response
    }

    /// 403: signed in, without the role.
    pub(crate) fn no_role(&self, browser: &OperatorBrowser) -> Response {
        let log_out_action = paths::OPERATOR_LOG_OUT.to_owned();
        page(&NoRole { frame: self.frame(browser), log_out_action })
    }

    /// 403: a form that counts for nothing, with the way to a page of which one does.
    pub(crate) fn form_refused(&self, back: &str) -> Response {
        let shown = ProblemPage::new(self.front.plain_frame(), Problem::FormNotAccepted);
        let mut response = page(&shown.with_way_on(WayOn::back_to_form(back)));
        *response.status_mut() = StatusCode::FORBIDDEN;
        response
    }
}

impl FromRef<Console> for Front {
    fn from_ref(console: &Console) -> Self {
        console.front.clone()
    }
}

/// A handler's failure.
#[derive(Debug)]
pub(crate) struct Failed(Fault);

impl From<Fault> for Failed {
    fn from(fault: Fault) -> Self {
        Self(fault)
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        Failure::from(self.0).into_response()
    }
}

/// There is nothing at this address, or nothing for whoever asks: nobody learns which.
pub(crate) fn not_found() -> Response {
    StatusCode::NOT_FOUND.into_response()
}
