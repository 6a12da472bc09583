//! What the operators' door and the partners' door share: people who log in with a password and an authenticator app, each door
//! with a cookie and pages of its own.

mod forms;
pub mod log_in;
pub mod registration;

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::response::Response;
use http::StatusCode;
use http::request::Parts;
use identity::{Change, Identity, OperatorBrowser};
use screens::problems::{Problem, ProblemPage, WayOn};
use screens::{Errors, Frame, Page};

use crate::caller::Caller;
use crate::cookies::DoorCookie;
use crate::front::Front;
use crate::pages::page;

pub use forms::StaffForm;
pub use log_in::{LOG_IN_CODE, LOG_IN_PASSWORD, LOG_IN_PICTURE};

/// A door through which people log in with a password and an authenticator app; the state of its routes.
pub trait StaffDoor: Clone + Send + Sync + 'static {
    /// Where somebody is who has logged in.
    const HOME: &'static str;
    /// Fields that one form may give several times: lists of tick boxes.
    const LISTS: &'static [&'static str];

    /// The room that knows who they are.
    fn identity(&self) -> &Identity;

    /// What the door was told at start.
    fn front(&self) -> &Front;

    /// The door's cookie.
    fn cookie(&self) -> DoorCookie;

    /// Whether the form sent to this path has a line for everything in a long list.
    #[must_use]
    fn takes_long_form(_path: &str) -> bool {
        false
    }

    /// The page of which a form counts, when one sent to this path did not.
    fn way_back(path: &str) -> String;

    /// Asks for the password.
    fn log_in_page(frame: Frame, email: String, errors: Errors) -> impl Page;

    /// Asks for the code of the authenticator app.
    fn code_page(frame: Frame, errors: Errors) -> impl Page;

    /// Shows the secret of an authenticator app, once, and asks for its first code; the QR code is at [`LOG_IN_PICTURE`].
    fn set_up_page(frame: Frame, secret: String, errors: Errors) -> impl Page;

    /// Asks for a password of one's own, of at least so many characters.
    fn own_password_page(frame: Frame, minimum: usize, errors: Errors) -> impl Page;

    /// Too many wrong passwords or codes.
    fn locked_page(frame: Frame, minutes: u64) -> impl Page;

    /// A frame for a page shown to this browser, with the token of its forms.
    fn frame(&self, browser: &OperatorBrowser) -> Frame {
        let token = self.identity().operator_csrf_token(browser).unwrap_or_default();
        Frame::new(Arc::clone(self.front().brand()), token)
    }

    /// A page with forms, for this browser: one without a cookie of the door gets one that opens nothing, so that its forms have
    /// a token.
    fn show<P: Page>(&self, visitor: &StaffVisitor, fill: impl FnOnce(Frame) -> P) -> Response {
        let mut browser = visitor.0.clone();
        let mut change = Change::Keep;
        if self.identity().operator_csrf_token(&browser).is_none() {
            let fresh = self.identity().fresh_operator_cookie();
            browser.session = Some(fresh.clone());
            change = Change::Set(fresh);
        }
        self.with_cookie(page(&fill(self.frame(&browser))), &change)
    }

    /// The answer with another value in the door's cookie.
    fn with_cookie(&self, mut response: Response, change: &Change) -> Response {
        self.cookie().write(response.headers_mut(), change);
        response
    }

    /// 403: a form that counts for nothing, with the way to a page of which one does.
    fn form_refused(&self, back: &str) -> Response {
        let shown = ProblemPage::new(self.front().plain_frame(), Problem::FormNotAccepted);
        let mut response = page(&shown.with_way_on(WayOn::back_to_form(back)));
        *response.status_mut() = StatusCode::FORBIDDEN;
        response
    }
}

/// The browser that sent a request, whoever sits at it: the door's cookie and the network, never the patients' cookies.
#[derive(Debug, Clone)]
pub struct StaffVisitor(pub OperatorBrowser);

impl<D: StaffDoor> FromRequestParts<D> for StaffVisitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, door: &D) -> Result<Self, Infallible> {
        let Caller(caller) = Caller::of(door.front(), parts);
        Ok(Self(OperatorBrowser { session: door.cookie().read(&parts.headers), network: caller.network }))
    }
}
