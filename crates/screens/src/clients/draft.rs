//! The task list of a draft.

use askama::Template;

use crate::errors::Errors;
use crate::frame::Frame;
use crate::menu::Menu;
use crate::page::{Page, page};

/// A draft with its sections.
#[derive(Debug, Clone, Template)]
#[template(path = "clients/draft.html")]
pub struct DraftOverview {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// The client's name.
    pub name: String,
    /// Whether the client is not registered yet.
    pub is_new: bool,
    /// Who wrote it.
    pub by: String,
    /// The sections.
    pub sections: Vec<SectionRow>,
    /// Where "Check what changes" leads.
    pub review_href: String,
    /// Where the draft is given up; none for who may not.
    pub withdraw_action: Option<String>,
    /// Where the draft is made again from what holds now; only when something else holds by now.
    pub renew_action: Option<String>,
    /// The version of the draft.
    pub version: String,
    /// The incident number typed before, to give the draft up.
    pub incident: String,
    /// That changes need no second person, when they need none.
    pub warning: Option<String>,
    /// Words of [`crate::wording::IncidentProblem`].
    pub errors: Errors,
}
page!(
    DraftOverview,
    |page| {
        if page.is_new { format!("Register {}", page.name) } else { format!("Change {}", page.name) }.into()
    },
    form
);

/// A section of the task list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionRow {
    /// Its name.
    pub label: &'static str,
    /// Where its page is; none for who may not change it.
    pub href: Option<String>,
    /// How it stands.
    pub state: SectionState,
}

/// How a section stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SectionState {
    /// Something is missing or wrong.
    Incomplete,
    /// It is another one than what holds.
    Changed,
    /// It is what holds.
    Unchanged,
}

impl SectionState {
    const fn text(self) -> &'static str {
        match self {
            Self::Incomplete => "Incomplete",
            Self::Changed => "Changed",
            Self::Unchanged => "No change",
        }
    }

    pub(crate) const fn colour(self) -> &'static str {
        match self {
            Self::Incomplete => "red",
            Self::Changed => "blue",
            Self::Unchanged => "grey",
        }
    }
}
