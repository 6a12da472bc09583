//! What happened to an account.

use askama::Template;

use crate::frame::Frame;
use crate::menu::Menu;
use crate::page::{Page, page};

/// The history of an account, newest first. Journeys 6.1
#[derive(Debug, Clone, Template)]
#[template(path = "people/history.html")]
pub struct History {
    /// Around the page; its back link leads to the account.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// The events.
    pub lines: Vec<HistoryLine>,
    /// Where older events are.
    pub older_href: Option<String>,
}
page!(History, "Account history");

/// One event. A text that is empty says that there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryLine {
    /// When.
    pub at: String,
    /// What, in words of [`crate::wording::event_words`].
    pub what: String,
    /// More about it.
    pub detail: String,
    /// Through which service.
    pub client: String,
    /// Which operator did it.
    pub operator: String,
    /// For which incident.
    pub incident: String,
}
