//! What is registered: the list, one client, its history, the emergency stop.

use askama::Template;

use super::keys::KeyRow;
use super::review::ChangeGroup;
use crate::errors::Errors;
use crate::frame::Frame;
use crate::menu::Menu;
use crate::operator::Row;
use crate::page::{Page, page};

/// All client registrations that a search finds, and the drafts that wait. Field `q`, sent by GET.
#[derive(Debug, Clone, Template)]
#[template(path = "clients/list.html")]
pub struct ClientList {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// Where the search leads.
    pub action: String,
    /// What was searched for.
    pub words: String,
    /// "3 of 120 clients".
    pub found: String,
    /// One row per client.
    pub clients: Vec<ClientRow>,
    /// Drafts that somebody has to go on with.
    pub drafts: Vec<DraftRow>,
    /// Where a new client is registered; none for who may not.
    pub new_href: Option<String>,
    /// That changes need no second person, when they need none.
    pub warning: Option<String>,
}
page!(ClientList, "Client registrations");

/// One client in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientRow {
    /// Its identifier.
    pub id: String,
    /// Its friendly name.
    pub name: String,
    /// Where its details are.
    pub href: String,
    /// Whether it may be used.
    pub is_enabled: bool,
    /// What is wrong with its keys, when something is: "A key ends in 3 days".
    pub keys: Option<String>,
}

/// One draft in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRow {
    /// The client's name.
    pub name: String,
    /// The client's identifier.
    pub client: String,
    /// Where the draft is.
    pub href: String,
    /// "Being written" or "Waiting for approval".
    pub state: String,
    /// Who began it, and when it was last changed.
    pub by: String,
}

/// One client registration.
#[derive(Debug, Clone, Template)]
#[template(path = "clients/client.html")]
pub struct ClientDetail {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// Its friendly name.
    pub name: String,
    /// Whether it may be used.
    pub is_enabled: bool,
    /// What is registered.
    pub rows: Vec<Row>,
    /// Its keys.
    pub keys: Vec<KeyRow>,
    /// Open drafts about it.
    pub drafts: Vec<DraftRow>,
    /// Where "Change this registration" is posted; none for who may not.
    pub change_action: Option<String>,
    /// Where "Switch off now" leads; none for who may not, and for a client that is off.
    pub stop_href: Option<String>,
    /// Where "Switch on again" is posted; none for who may not, and for a client that is on.
    pub start_action: Option<String>,
    /// Where the history is.
    pub history_href: String,
    /// That changes need no second person, when they need none.
    pub warning: Option<String>,
}
page!(ClientDetail, |page| format!("Client: {}", page.name).into());

/// What held before, newest first.
#[derive(Debug, Clone, Template)]
#[template(path = "clients/history.html")]
pub struct ClientHistory {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// The client's name.
    pub name: String,
    /// The registrations.
    pub past: Vec<PastRegistration>,
    /// Where earlier ones are, when there are any.
    pub earlier_href: Option<String>,
}
page!(ClientHistory, |page| format!("History of {}", page.name).into());

/// A registration that held once, or holds now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastRegistration {
    /// "Revision 3".
    pub title: String,
    /// Since when.
    pub since: String,
    /// Who wrote it, who approved it, for which incident.
    pub rows: Vec<(String, String)>,
    /// What it changed; empty when the one before is no longer kept.
    pub changes: Vec<ChangeGroup>,
}

/// A new client: its identifier and name. Fields `clientId`, `clientName`.
#[derive(Debug, Clone, Template)]
#[template(path = "clients/new.html")]
pub struct NewClient {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// Where the form is posted.
    pub action: String,
    /// The identifier typed before.
    pub client_id: String,
    /// The name typed before.
    pub name: String,
    /// Words of [`crate::wording::RegistrationProblem`].
    pub errors: Errors,
}
page!(NewClient, "Register a new client", form);

/// The emergency stop. Field `incident`.
#[derive(Debug, Clone, Template)]
#[template(path = "clients/stop.html")]
pub struct StopClient {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// The client's name.
    pub name: String,
    /// Where the form is posted.
    pub action: String,
    /// The incident number typed before.
    pub incident: String,
    /// Whether switching it on again needs a second person.
    pub needs_approval: bool,
    /// Words of [`crate::wording::IncidentProblem`].
    pub errors: Errors,
}
page!(StopClient, |page| format!("Switch off {}", page.name).into(), form);
