//! What every handler of this door has at hand.

use axum::extract::FromRef;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use identity::{Identity, OperatorBrowser};
use screens::access::ChooseOperatorPassword;
use screens::checker::{CheckerLocked, CheckerLogIn, NoRole, SecondFactor, SetUpAuthenticator};
use screens::{Errors, Frame, Page, fields, paths};
use web::staff::{LOG_IN_CODE, LOG_IN_PASSWORD, LOG_IN_PICTURE, StaffDoor};
use web::{DoorCookie, Front, page};

use crate::holding::SEND_BACK;

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

    /// 403: signed in, without the role.
    pub(crate) fn no_role(&self, browser: &OperatorBrowser) -> Response {
        let log_out_action = paths::OPERATOR_LOG_OUT.to_owned();
        page(&NoRole { frame: self.frame(browser), log_out_action })
    }
}

impl StaffDoor for Console {
    const HOME: &'static str = paths::OPERATOR_HOME;
    /// Cases of the holding list, scopes and vectors of a registration, events of the audit.
    const LISTS: &'static [&'static str] =
        &[fields::CASE, fields::SCOPE, fields::VECTOR, fields::AUDIT_EVENT];

    fn identity(&self) -> &Identity {
        &self.identity
    }

    fn front(&self) -> &Front {
        &self.front
    }

    fn cookie(&self) -> DoorCookie {
        self.cookie
    }

    fn takes_long_form(path: &str) -> bool {
        path == SEND_BACK
    }

    fn way_back(path: &str) -> String {
        let is_entry = path.starts_with(paths::OPERATOR_LOG_IN);
        if is_entry { paths::OPERATOR_LOG_IN } else { paths::OPERATOR_HOME }.to_owned()
    }

    fn log_in_page(frame: Frame, email: String, errors: Errors) -> impl Page {
        CheckerLogIn { frame, action: paths::OPERATOR_LOG_IN.to_owned(), email, errors }
    }

    fn code_page(frame: Frame, errors: Errors) -> impl Page {
        SecondFactor { frame, action: LOG_IN_CODE.to_owned(), errors }
    }

    fn set_up_page(frame: Frame, secret: String, errors: Errors) -> impl Page {
        let (action, qr_src) = (LOG_IN_CODE.to_owned(), LOG_IN_PICTURE.to_owned());
        SetUpAuthenticator { frame, action, qr_src, secret, errors }
    }

    fn own_password_page(frame: Frame, minimum: usize, errors: Errors) -> impl Page {
        ChooseOperatorPassword { frame, action: LOG_IN_PASSWORD.to_owned(), minimum, errors }
    }

    fn locked_page(frame: Frame, minutes: u64) -> impl Page {
        CheckerLocked { frame, minutes }
    }
}

impl FromRef<Console> for Front {
    fn from_ref(console: &Console) -> Self {
        console.front.clone()
    }
}

/// There is nothing at this address, or nothing for whoever asks: nobody learns which.
pub(crate) fn not_found() -> Response {
    StatusCode::NOT_FOUND.into_response()
}
