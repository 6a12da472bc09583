//! What a draft changes for the partner, and what can be done about it.

use askama::Template;

use crate::errors::Errors;
use crate::frame::Frame;
use crate::menu::Menu;
use crate::page::{Page, page};

/// Changes of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeGroup {
    /// "This breaks what works today".
    pub label: &'static str,
    /// The colour of its tag.
    pub colour: &'static str,
    /// Its tag.
    pub tag: &'static str,
    /// Whole sentences.
    pub sentences: Vec<String>,
}

/// What a draft changes, with what may be done by who looks at it. Fields `version`, `incident`, `note` to reject.
#[derive(Debug, Clone, Template)]
#[template(path = "clients/review.html")]
pub struct DraftReview {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// The client's name.
    pub name: String,
    /// The state, who wrote it, who worked on it, for which incident.
    pub rows: Vec<(String, String)>,
    /// What changes.
    pub changes: Vec<ChangeGroup>,
    /// What keeps it from being submitted.
    pub faults: Vec<String>,
    /// The version that was looked at.
    pub version: String,
    /// What may be done.
    pub act: ReviewAct,
    /// Where the sections are; none when they can no longer be changed.
    pub overview_href: Option<String>,
    /// That changes need no second person, when they need none.
    pub warning: Option<String>,
    /// Words of [`crate::wording::IncidentProblem`] or [`crate::wording::RegistrationProblem`].
    pub errors: Errors,
}
page!(DraftReview, |page| format!("What changes for {}", page.name).into(), form);

/// What may be done about a draft by who looks at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReviewAct {
    /// Submit it.
    Submit {
        /// Where.
        action: String,
        /// The incident number typed before.
        incident: String,
        /// Whether it takes effect with that.
        takes_effect: bool,
    },
    /// Approve it or reject it.
    Decide {
        /// Where it is approved.
        approve_action: String,
        /// Where it is rejected.
        reject_action: String,
        /// The incident number typed before.
        incident: String,
        /// The reason typed before.
        note: String,
    },
    /// Only look at it; words say why.
    Look(String),
}

/// Why a draft was not saved, submitted or decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftRefusal {
    /// The registration changed since the draft was made.
    Stale,
    /// Somebody changed, submitted or decided it since it was shown.
    Changed,
    /// Whoever works on a draft does not decide it.
    OwnWork,
}

/// Nothing was done, and why.
#[derive(Debug, Clone, Template)]
#[template(path = "clients/refused.html")]
pub struct DraftRefused {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// Why.
    pub refusal: DraftRefusal,
    /// The draft as it is now.
    pub draft_href: String,
    /// Where it is made again from what holds now, for who may.
    pub renew_action: Option<String>,
    /// The version of the draft as it is now.
    pub version: String,
}

impl DraftRefused {
    const fn text(&self) -> &'static str {
        match self.refusal {
            DraftRefusal::Stale => {
                "Somebody changed this registration after the draft was made. If it took effect now, it would undo that change without anybody having looked at it."
            }
            DraftRefusal::Changed => {
                "Somebody changed, submitted or decided this draft after you opened the page. Look at it as it is now and try again."
            }
            DraftRefusal::OwnWork => {
                "You wrote, changed or submitted this draft, so somebody else has to approve or reject it. You can still give it up."
            }
        }
    }
}

impl Page for DraftRefused {
    fn heading(&self) -> std::borrow::Cow<'_, str> {
        match self.refusal {
            DraftRefusal::Stale => "This draft is out of date",
            DraftRefusal::Changed => "This draft was changed by somebody else",
            DraftRefusal::OwnWork => "You cannot decide your own draft",
        }
        .into()
    }

    fn status(&self) -> u16 {
        409
    }
}
