//! What every handler of this door has at hand.

use std::sync::Arc;

use axum::extract::FromRef;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use identity::{Identity, OwnClient, PartnerUser};
use screens::portal::{
    PartnerChoosePassword, PartnerCode, PartnerLocked, PartnerLogIn, PartnerNoAccess, PartnerSetUp,
    PortalClient, PortalMenu,
};
use screens::sandbox::SeededPerson;
use screens::{Errors, Frame, Page, fields, paths};
use url::form_urlencoded::byte_serialize;
use vocabulary::{ClientId, Sandbox};
use web::staff::{LOG_IN_PICTURE, StaffDoor, StaffVisitor};
use web::{DoorCookie, Front};

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
    pub(crate) fn no_access(&self, visitor: &StaffVisitor) -> Response {
        self.show(visitor, |frame| PartnerNoAccess { frame })
    }
}

impl StaffDoor for Portal {
    const HOME: &'static str = "/";
    /// The tick boxes of the link builder.
    const LISTS: &'static [&'static str] = &[fields::SCOPE, fields::VECTOR];

    fn identity(&self) -> &Identity {
        &self.identity
    }

    fn front(&self) -> &Front {
        &self.front
    }

    fn cookie(&self) -> DoorCookie {
        self.cookie
    }

    fn way_back(path: &str) -> String {
        let is_entry = path.starts_with(paths::OPERATOR_LOG_IN) || path == paths::OPERATOR_LOG_OUT;
        if is_entry { paths::OPERATOR_LOG_IN } else { path }.to_owned()
    }

    fn log_in_page(frame: Frame, email: String, errors: Errors) -> impl Page {
        PartnerLogIn { frame, email, errors }
    }

    fn code_page(frame: Frame, errors: Errors) -> impl Page {
        PartnerCode { frame, errors }
    }

    fn set_up_page(frame: Frame, secret: String, errors: Errors) -> impl Page {
        PartnerSetUp { frame, qr_src: LOG_IN_PICTURE.to_owned(), secret, errors }
    }

    fn own_password_page(frame: Frame, minimum: usize, errors: Errors) -> impl Page {
        PartnerChoosePassword { frame, minimum, errors }
    }

    fn locked_page(frame: Frame, minutes: u64) -> impl Page {
        PartnerLocked { frame, minutes }
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

/// There is nothing at this address, or nothing for whoever asks: nobody learns which.
pub(crate) fn not_found() -> Response {
    StatusCode::NOT_FOUND.into_response()
}
