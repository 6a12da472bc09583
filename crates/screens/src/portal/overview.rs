//! The client itself: which, how it is registered, what it was refused.

use askama::Template;
use vocabulary::Explanation;

use crate::errors::Errors;
use crate::frame::Frame;
use crate::page::{Page, page};
use crate::portal::{PortalMenu, Proposal};

/// Which client?
#[derive(Debug, Clone, Template)]
#[template(path = "portal/choose.html")]
pub struct ChooseClient {
    /// Around the page.
    pub frame: Frame,
    /// Above it.
    pub menu: PortalMenu,
    /// One row per client.
    pub clients: Vec<OwnClientRow>,
    /// Whether another one can be registered here.
    pub may_register: bool,
}
page!(ChooseClient, "Your clients");

/// A client to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnClientRow {
    /// Its friendly name.
    pub name: String,
    /// Its identifier.
    pub id: String,
    /// Where its pages are.
    pub href: String,
    /// Whether it may be used.
    pub is_enabled: bool,
}

/// How a client stands, at a glance.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/overview.html")]
pub struct Overview {
    /// Around the page.
    pub frame: Frame,
    /// Above it.
    pub menu: PortalMenu,
    /// Whether it may be used.
    pub is_enabled: bool,
    /// `client_id`.
    pub client_id: String,
    /// The issuer, for a client library's discovery.
    pub issuer: String,
    /// How many scenarios it has been through.
    pub done: usize,
    /// How many there are for it.
    pub total: usize,
    /// The next thing to do, when there is one.
    pub next: Option<String>,
    /// Warnings about keys.
    pub warnings: Vec<String>,
    /// Its last errors.
    pub errors: Vec<ErrorRow>,
}
page!(Overview, |page| page.menu.client_name().to_owned().into());

/// What is registered.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/settings.html")]
pub struct ClientSettings {
    /// Around the page.
    pub frame: Frame,
    /// Above it.
    pub menu: PortalMenu,
    /// The settings in plain words.
    pub settings: Vec<Setting>,
    /// The public keys.
    pub keys: Vec<ClientKey>,
    /// Warnings about keys.
    pub warnings: Vec<String>,
    /// What was proposed, newest first.
    pub proposals: Vec<Proposal>,
    /// Whom to ask for any other change.
    pub ask: String,
}
page!(ClientSettings, "Settings and keys");

/// One setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// What it is.
    pub key: String,
    /// Its values, one line each.
    pub values: Vec<String>,
    /// What follows from it; may be empty.
    pub meaning: String,
}

/// One public key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientKey {
    /// Its `kid`, or that it has none.
    pub name: String,
    /// Where it is removed.
    pub remove_action: String,
    /// The thumbprint of RFC 7638.
    pub thumbprint: String,
    /// Its size in bits.
    pub bits: String,
    /// From when to when it is good.
    pub period: String,
    /// "In use", "Not yet" or "Over".
    pub state: String,
    /// The colour of the state's tag: green, grey or orange.
    pub colour: &'static str,
    /// When it signed last, in words.
    pub last_used: String,
}

/// Find an explanation. Field `reference`.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/errors.html")]
pub struct ErrorFind {
    /// Around the page.
    pub frame: Frame,
    /// Above it.
    pub menu: PortalMenu,
    /// Where the form leads; it is a GET, as it changes nothing.
    pub action: String,
    /// The reference typed before.
    pub reference: String,
    /// The newest errors of the client.
    pub recent: Vec<ErrorRow>,
    /// Words of [`crate::wording::ExplainProblem`].
    pub errors: Errors,
}
page!(ErrorFind, "Last errors", form);

/// One error in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorRow {
    /// Its reference.
    pub reference: String,
    /// Where its explanation is.
    pub href: String,
    /// When it happened.
    pub happened: String,
    /// The rule's number.
    pub rule: String,
    /// The failed check.
    pub check: String,
    /// What to change.
    pub mend: String,
}

/// The last log ins on the way to the client: what was asked for, what was aimed at and why. Nothing about who it was.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/log_ins.html")]
pub struct LogIns {
    /// Around the page.
    pub frame: Frame,
    /// Above it.
    pub menu: PortalMenu,
    /// Newest first.
    pub rows: Vec<LogInRow>,
}
page!(LogIns, "Log ins");

/// One log in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogInRow {
    /// Its reference.
    pub reference: String,
    /// When it began.
    pub began: String,
    /// The vectors that were asked for.
    pub asked: String,
    /// The vector that was aimed at, or why there was none.
    pub target: String,
    /// How it ended.
    pub ending: String,
    /// What became of each vector, with its reason.
    pub reasons: Vec<(String, String)>,
    /// The pages that the person was asked to do something on.
    pub steps: Vec<String>,
}

/// One error, explained.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/explained.html")]
pub struct ErrorExplained {
    /// Around the page.
    pub frame: Frame,
    /// Above it.
    pub menu: PortalMenu,
    /// The reference asked for.
    pub reference: String,
    /// When it happened.
    pub happened: String,
    /// What failed and how to mend it.
    pub explanation: Explanation,
}
page!(ErrorExplained, |page| format!("Error {}", page.reference).into());
