//! Operator pages about the way of a sign-in: what was asked, what was chosen and why, what the person was asked to do.

use askama::Template;

use crate::errors::Errors;
use crate::frame::Frame;
use crate::menu::Menu;
use crate::page::{Page, page};

/// The form, with the newest traces or those that were looked for. Field `reference`.
#[derive(Debug, Clone, Template)]
#[template(path = "operator/traces.html")]
pub struct TraceList {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// What can be looked for: the label of the field.
    pub label: &'static str,
    /// What was looked for: a reference, a client ID or an account ID.
    pub reference: String,
    /// The traces, newest first.
    pub traces: Vec<TraceRow>,
    /// Words of [`crate::wording::TraceProblem`].
    pub errors: Errors,
}
page!(TraceList, "Log in traces", form);

/// One trace in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TraceRow {
    /// Its reference.
    pub reference: String,
    /// Where it is shown.
    pub href: String,
    /// When the request came.
    pub began: String,
    /// Who asked.
    pub client: String,
    /// The target.
    pub target: String,
    /// How it ended.
    pub ending: String,
}

/// The way of one sign-in.
#[derive(Debug, Clone, Template)]
#[template(path = "operator/trace.html")]
pub struct TraceDetail {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// Its reference.
    pub reference: String,
    /// What is known of it: labels with their words.
    pub facts: Vec<(String, String)>,
    /// What became of each vector that was asked for.
    pub reasons: Vec<ReasonRow>,
    /// What the person was asked to do, in order.
    pub steps: Vec<StepRow>,
    /// Where it is explained what failed, when something did.
    pub explain_href: Option<String>,
}
page!(TraceDetail, |page| format!("Log in {}", page.reference).into());

impl TraceDetail {
    fn shows_what_was_due(&self) -> bool {
        self.reasons.iter().any(|reason| reason.due.is_some())
    }
}

/// What became of one vector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReasonRow {
    /// As it was asked for.
    pub asked: String,
    /// With its open parts filled in, and what was left to do for it; none when it is not for who looks.
    pub due: Option<(String, String)>,
    /// Why it was chosen or not.
    pub why: String,
}

/// A page that the person was asked to do something on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepRow {
    /// When it was first reached.
    pub at: String,
    /// Its name.
    pub page: String,
    /// The reference it shows, when that depends on the case.
    pub cid: String,
}
