//! The photo ID checks of an account, and what was sent for one.

use askama::Template;
use vocabulary::AttemptStatus;

use crate::errors::Errors;
use crate::frame::Frame;
use crate::menu::Menu;
use crate::page::{Page, page};

/// The photo ID checks of an account, newest first. Journeys 6.1
#[derive(Debug, Clone, Template)]
#[template(path = "people/attempts.html")]
pub struct AttemptList {
    /// Around the page; its back link leads to the account.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// The checks.
    pub attempts: Vec<AttemptRow>,
}
page!(AttemptList, "Photo ID evidence");

/// One check in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptRow {
    /// Its verification ID.
    pub verification: String,
    /// Where it stands.
    pub status: AttemptStatus,
    /// "Approved" or "Declined"; empty before.
    pub decision: &'static str,
    /// When it began.
    pub began: String,
    /// When it was sent; empty before.
    pub submitted: String,
    /// Where its files are.
    pub href: String,
}

impl AttemptRow {
    const fn colour(&self) -> &'static str {
        match self.status {
            AttemptStatus::Unsubmitted => "grey",
            AttemptStatus::Submitted => "blue",
            AttemptStatus::Acted => "green",
            AttemptStatus::Archived => "yellow",
        }
    }
}

/// What was sent for one check: the preview. Archived files are asked for first. Field `incident`. Journeys 6.1
#[derive(Debug, Clone, Template)]
#[template(path = "people/attempt.html")]
pub struct AttemptPage {
    /// Around the page; its back link leads to the list.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// Its verification ID.
    pub verification: String,
    /// Where it stands.
    pub status: AttemptStatus,
    /// The files that can be looked at.
    pub files: Vec<AttemptFile>,
    /// Whether files have to be fetched.
    pub retrieval: RetrievalState,
    /// The incident number typed before.
    pub incident: String,
    /// Words of [`crate::wording::IncidentProblem`].
    pub errors: Errors,
}
page!(AttemptPage, |page| format!("Evidence of {}", page.verification).into(), form);

/// A file that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptFile {
    /// What it shows, such as "Front of the photo ID".
    pub label: &'static str,
    /// Where it is served; each look is recorded.
    pub src: String,
    /// Whether it is a video.
    pub is_video: bool,
}

/// Whether files have to be fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RetrievalState {
    /// They are there.
    Open,
    /// They are there until then.
    OpenUntil(String),
    /// They are asked for here.
    AskHere {
        /// Where the form is posted.
        action: String,
        /// Whether it was tried, and they could not be fetched.
        failed: bool,
    },
    /// They were asked for.
    OnTheirWay,
}
