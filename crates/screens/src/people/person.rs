//! One account.

use askama::Template;

use crate::frame::Frame;
use crate::menu::Menu;
use crate::page::{Page, page};

/// The page of an account. Journeys 6.1
#[derive(Debug, Clone, Template)]
#[template(path = "people/person.html")]
pub struct PersonPage {
    /// Around the page; a success banner after something was done.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// "Active", or "Disabled" with the reference that the person sees; absent when it is not for this operator's eyes.
    pub status: Option<String>,
    /// What the operator sees of the account; an empty value says that nothing is on file.
    pub rows: Vec<(&'static str, String)>,
    /// What can be done with it now.
    pub acts: Vec<ActLink>,
    /// Where its history is.
    pub history_href: Option<String>,
    /// Where the evidence of its photo ID checks is.
    pub evidence_href: Option<String>,
    /// What the person agreed to share.
    pub consents: Option<Vec<ConsentLine>>,
    /// The erasure that waits.
    pub erasure: Option<ErasureNote>,
}
page!(PersonPage, "Account");

impl PersonPage {
    fn is_active(&self) -> bool {
        self.status.as_deref() == Some("Active")
    }
}

/// Something that can be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActLink {
    /// The words.
    pub text: &'static str,
    /// Where its form is.
    pub href: String,
}

/// An agreement to share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentLine {
    /// With which service.
    pub client: String,
    /// Up to which level.
    pub level: &'static str,
    /// When.
    pub agreed: String,
    /// When it was withdrawn; empty while it holds.
    pub withdrawn: String,
}

/// An erasure that waits for a second person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasureNote {
    /// Who asked for it.
    pub requested_by: String,
    /// When.
    pub requested: String,
    /// For which incident.
    pub incident: String,
    /// Whether this operator may approve it.
    pub may_approve: bool,
}
