//! What there is to do: the dashboard and the holding list.

use askama::Template;
use vocabulary::HoldingReason;

use crate::errors::Errors;
use crate::frame::Frame;
use crate::menu::Menu;
use crate::page::{Page, page};

/// The dashboard. Journeys 6.2
#[derive(Debug, Clone, Template)]
#[template(path = "checker/workbench.html")]
pub struct Workbench {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// What is counted.
    pub counts: Counts,
    /// Where "Start next verification" is posted: it assigns the oldest case.
    pub start_action: String,
    /// The case this checker has open; nothing can be started until it is decided or given back.
    pub in_progress: Option<InProgress>,
}
page!(Workbench, "ID checks");

/// The numbers of the dashboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Waiting for anyone.
    pub queue: u64,
    /// With a checker.
    pub in_progress: u64,
    /// On the holding list.
    pub holding: u64,
    /// Decided today.
    pub completed_today: u64,
}

impl Workbench {
    fn numbers(&self) -> [(&'static str, u64); 4] {
        let counts = self.counts;
        [
            ("Queue", counts.queue),
            ("In progress", counts.in_progress),
            ("Holding list", counts.holding),
            ("Completed today", counts.completed_today),
        ]
    }
}

/// A case that a checker has open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InProgress {
    /// Its verification ID.
    pub verification: String,
    /// Where "Continue" leads.
    pub href: String,
    /// Where "Discard" is posted: back to the queue.
    pub discard_action: String,
    /// How long it stays with the checker without being used, minutes.
    pub idle_minutes: u64,
}

/// The holding list. Field `case`, once per ticked case.
#[derive(Debug, Clone, Template)]
#[template(path = "checker/holding_list.html")]
pub struct HoldingList {
    /// Around the page; a success banner after cases were sent back.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// Where "Send ticked cases back to the queue" is posted; absent for who may not send any back.
    pub send_back_action: Option<String>,
    /// The cases, oldest first.
    pub cases: Vec<HeldCase>,
    /// Words of [`crate::wording::HoldingProblem`].
    pub errors: Errors,
}
page!(HoldingList, "Holding list", form);

/// One case in the holding list: nothing personal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldCase {
    /// Its verification ID; also the value of its tick box.
    pub verification: String,
    /// Whose it is.
    pub state: HeldState,
    /// Who put it here.
    pub added_by: String,
    /// Why.
    pub reason: HoldingReason,
    /// What they wrote.
    pub note: String,
    /// How long ago it was submitted, in words: "3 days".
    pub age: String,
    /// Where it can be given to a named colleague; for supervisors.
    pub reassign_href: Option<String>,
    /// What can be done with it; absent when it is with somebody else and may not be taken over.
    pub action: Option<HoldingAction>,
}

/// Whose a held case is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeldState {
    /// Nobody has opened it.
    Unopened,
    /// This checker has it.
    WithMe,
    /// Somebody else has it.
    With(String),
}

impl HeldState {
    fn label(&self) -> String {
        match self {
            Self::Unopened => "Unopened".into(),
            Self::WithMe => "With me".into(),
            Self::With(name) => format!("With {name}"),
        }
    }

    const fn colour(&self) -> &'static str {
        match self {
            Self::Unopened => "blue",
            Self::WithMe => "green",
            Self::With(_) => "grey",
        }
    }
}

/// What can be done with a held case, and where that is posted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HoldingAction {
    /// Nobody has it.
    Open(String),
    /// This checker has it.
    Reopen(String),
    /// A supervisor takes it from somebody else.
    Reassign(String),
}

impl HoldingAction {
    const fn text(&self) -> &'static str {
        match self {
            Self::Open(_) => "Open",
            Self::Reopen(_) => "Reopen",
            Self::Reassign(_) => "Reassign to me",
        }
    }

    fn address(&self) -> &str {
        match self {
            Self::Open(action) | Self::Reopen(action) | Self::Reassign(action) => action,
        }
    }
}
