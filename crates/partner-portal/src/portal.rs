//! What every handler of this door has at hand.

use std::sync::Arc;

use axum::extract::FromRef;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use identity::{Change, Fault, Identity, OperatorBrowser, OwnClient, PartnerUser};
use screens::portal::{PartnerNoAccess, PortalClient, PortalMenu};
use screens::problems::{Problem, ProblemPage, WayOn};
use screens::sandbox::SeededPerson;
use screens::{Frame, Page};
use url::form_urlencoded::byte_serialize;
use vocabulary::{ClientId, Sandbox};
use web::{DoorCookie, Failure, Front, page};

use crate::visitor::Visitor;

/// Whether visitors log in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogIn {
    /// Partner users do, with an authenticator app.
    Asked,
    /// Nobody does: a sandbox that only its own machine reaches.
    NotAsked(Sandbox),
}

/// What the door is told once, at start.
#[derive(Debug, Clone)]
pub struct PortalInstallation {
    /// Whether visitors log in.
    pub log_in: LogIn,
    /// The synthetic people; none outside sandbox mode.
    pub people: Vec<SeededPerson>,
    /// Whom to ask for a change of the registration, in one sentence.
    pub ask: String,
}

/// What every handler has at hand. Clones share everything.
#[derive(Clone)]
pub(crate) struct Portal {
    pub(crate) identity: Identity,
    pub(crate) front: Front,
    pub(crate) cookie: DoorCookie,
    pub(crate) told: Arc<PortalInstallation>,
}

impl Portal {
    pub(crate) fn new(identity: Identity, front: Front, told: PortalInstallation) -> Self {
        let cookie = DoorCookie::at(front.site(), "partner-session", "__Host-partner-session");
        Self { identity, front, cookie, told: Arc::new(told) }
    }

    /// A page with forms, for this browser: one without a cookie of ours gets one that opens nothing, so that its forms have a token.
    pub(crate) fn show<P: Page>(&self, visitor: &Visitor, fill: impl FnOnce(Frame) -> P) -> Response {
        let mut browser = visitor.0.clone();
        let mut change = Change::Keep;
        if self.identity.operator_csrf_token(&browser).is_none() {
            let fresh = self.identity.fresh_operator_cookie();
            browser.session = Some(fresh.clone());
            change = Change::Set(fresh);
        }
        self.with_cookie(page(&fill(self.frame(&browser))), &change)
    }

    fn frame(&self, browser: &OperatorBrowser) -> Frame {
        let token = self.identity.operator_csrf_token(browser).unwrap_or_default();
        Frame::new(Arc::clone(self.front.brand()), token)
    }

    /// The answer with another value in the door's cookie.
    pub(crate) fn with_cookie(&self, mut response: Response, change: &Change) -> Response {
        self.cookie.write(response.headers_mut(), change);
        response
    }

    /// What stands above a page.
    pub(crate) fn menu(&self, user: &PartnerUser, client: Option<&OwnClient>) -> PortalMenu {
        let user = match user {
            PartnerUser::Sandbox(_) => None,
            PartnerUser::LoggedIn(operator) => Some(operator.name().to_owned()),
        };
        let client = client.map(|client| PortalClient {
            name: client.stored().document.name.clone(),
            base: base_of(client.id()),
            has_test_people: !self.told.people.is_empty(),
        });
        PortalMenu { user, client }
    }

    /// 403: logged in, and not a partner user.
    pub(crate) fn no_access(&self, visitor: &Visitor) -> Response {
        self.show(visitor, |frame| PartnerNoAccess { frame })
    }

    /// 403: a form that counts for nothing, with the way to a page of which one does.
    pub(crate) fn form_refused(&self, back: &str) -> Response {
        let shown = ProblemPage::new(self.front.plain_frame(), Problem::FormNotAccepted);
        let mut response = page(&shown.with_way_on(WayOn::back_to_form(back)));
        *response.status_mut() = StatusCode::FORBIDDEN;
        response
    }
}

/// Where the pages of a client are.
pub(crate) fn base_of(client: &ClientId) -> String {
    format!("/clients/{}", byte_serialize(client.as_str().as_bytes()).collect::<String>())
}

impl FromRef<Portal> for Front {
    fn from_ref(portal: &Portal) -> Self {
        portal.front.clone()
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
