//! What every handler of this door has at hand.

use std::sync::Arc;

use axum::extract::FromRef;
use axum::response::Response;
use identity::{Browser, Cookies, Identity, Opened, Visit};
use policy::explain_gone;
use screens::Link;
use screens::messages::Sender;
use screens::problems::{Problem, ProblemPage};
use vocabulary::{Lifetime, TicketId};
use web::{Front, page, see_other, set_cookies};

use crate::machines::Kept;
use crate::places::{Place, Places};
use crate::stop::Stop;

/// What the pages say about this installation.
#[derive(Debug, Clone)]
pub struct Installation {
    /// When the terms in force began, in words: "15 March 2026".
    pub terms_since: String,
    /// The address that our emails come from.
    pub sender_address: String,
    /// The websites and apps that the contact form names, without "Other".
    pub contact_services: Vec<String>,
    /// Whether codes can be sent by a call to a landline.
    pub calls: Calls,
    /// What the sandbox's front page points to; read in sandbox mode only.
    pub sandbox: SandboxPlaces,
}

/// Whether a code can be sent by a call to a landline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Calls {
    /// It can.
    Offered,
    /// It cannot: R4 has no way to R4b.
    NotOffered,
}

/// What the sandbox's front page points to.
#[derive(Debug, Clone, Default)]
pub struct SandboxPlaces {
    /// The demo partner, when one is running.
    pub partner_href: Option<String>,
    /// Other places, beside the outbox and the discovery document.
    pub places: Vec<Link>,
    /// The seeded people, with their passwords.
    pub people: Vec<screens::sandbox::SeededPerson>,
    /// People whom PDS knows and who have no login yet.
    pub known: Vec<screens::sandbox::KnownPerson>,
}

/// What every handler has at hand. Clones share everything.
#[derive(Clone)]
pub(crate) struct Door(Arc<Inside>);

struct Inside {
    identity: Identity,
    front: Front,
    installation: Installation,
    sender: Sender,
    discovery: Kept,
    jwks: Kept,
    key_notices: Kept,
    uploads: Arc<Places>,
    previews: Arc<Places>,
}

/// How many files are taken at the same time: each takes its own size of memory, and a little more.
const UPLOADS: usize = 16;

/// How many files are sent at the same time, to those who look at them once more.
const PREVIEWS: usize = 16;

impl Door {
    pub(crate) fn new(identity: Identity, front: Front, installation: Installation) -> Self {
        let rules = identity.settings().rules;
        let minutes = |lifetime: Lifetime| u64::try_from(lifetime.minutes_rounded_up()).unwrap_or(0);
        let sender = Sender {
            brand: Arc::clone(front.brand()),
            origin: identity.settings().issuer.clone(),
            email_code_minutes: minutes(rules.email_code),
            phone_code_minutes: minutes(rules.phone_code),
        };
        let (discovery, jwks, key_notices) = (Kept::default(), Kept::default(), Kept::default());
        let (uploads, previews) = (Places::new(UPLOADS, 2), Places::new(PREVIEWS, 4));
        Self(Arc::new(Inside {
            identity,
            front,
            installation,
            sender,
            discovery,
            jwks,
            key_notices,
            uploads,
            previews,
        }))
    }

    pub(crate) fn identity(&self) -> &Identity {
        &self.0.identity
    }

    pub(crate) fn front(&self) -> &Front {
        &self.0.front
    }

    pub(crate) fn installation(&self) -> &Installation {
        &self.0.installation
    }

    /// What the words of messages need, for the sandbox's outbox.
    pub(crate) fn sender(&self) -> &Sender {
        &self.0.sender
    }

    /// A place to take a file of this account in, until it is dropped; none when too many are on their way.
    pub(crate) fn upload_place(&self, visit: &Visit) -> Option<Place> {
        self.0.uploads.take(visit.account()?)
    }

    /// A place to send a file to this account, until it is dropped; none when too many are on their way.
    pub(crate) fn preview_place(&self, visit: &Visit) -> Option<Place> {
        self.0.previews.take(visit.account()?)
    }

    /// The discovery document as it was sent last.
    pub(crate) fn discovery(&self) -> &Kept {
        &self.0.discovery
    }

    /// The key set as it was sent last.
    pub(crate) fn jwks(&self) -> &Kept {
        &self.0.jwks
    }

    /// The notices about keys as they were sent last.
    pub(crate) fn key_notices(&self) -> &Kept {
        &self.0.key_notices
    }

    /// The sign-in of a ticket as it stands, for the browser it is bound to; else the answer that it ended with a moment ago, or the
    /// page that says why there is none.
    pub(crate) async fn open(&self, ticket: &str, browser: &Browser) -> Result<(Box<Visit>, Cookies), Stop> {
        let Ok(ticket) = TicketId::try_from(ticket) else { return Err(self.gone().into()) };
        match self.identity().open(ticket, browser).await? {
            Opened::Visit(visit, cookies) => Ok((visit, cookies)),
            Opened::Left { location } => Err(see_other(&location).into()),
            Opened::Gone => Err(self.gone().into()),
        }
    }

    /// X4: finished, unknown, or another browser's.
    pub(crate) fn gone(&self) -> Response {
        let reference = self.identity().note_refusal(&explain_gone());
        let frame = self.front().plain_frame().with_explain_href(self.front().explain_href(reference));
        page(&ProblemPage::new(frame, Problem::UnknownClient).with_incident(reference))
    }

    /// An answer that also changes the cookies.
    pub(crate) fn with_cookies(&self, mut response: Response, cookies: &Cookies) -> Response {
        set_cookies(response.headers_mut(), self.front().cookies(), cookies);
        response
    }
}

impl FromRef<Door> for Front {
    fn from_ref(door: &Door) -> Self {
        door.front().clone()
    }
}
