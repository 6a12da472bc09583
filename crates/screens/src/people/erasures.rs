//! The erasures that wait for a second person.

use askama::Template;

use crate::frame::Frame;
use crate::menu::Menu;
use crate::page::{Page, page};

/// The list. Journeys 6.1, decision 5
#[derive(Debug, Clone, Template)]
#[template(path = "people/erasures.html")]
pub struct ErasureList {
    /// Around the page; a success banner after one was approved.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// The requests, oldest first.
    pub requests: Vec<ErasureRow>,
}
page!(ErasureList, "Erasures to approve");

/// One request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasureRow {
    /// Where the account's page is.
    pub href: String,
    /// For which incident.
    pub incident: String,
    /// Who asked.
    pub requested_by: String,
    /// When.
    pub requested: String,
    /// Until when it waits.
    pub until: String,
    /// Whether this operator may approve it.
    pub may_approve: bool,
}
