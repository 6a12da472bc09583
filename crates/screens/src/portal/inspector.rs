//! The request inspector: every rule, kept or broken.

use askama::Template;

use crate::errors::Errors;
use crate::frame::Frame;
use crate::page::{Page, page};
use crate::portal::PortalMenu;

/// Looks at an authorization request. Field `request`.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/inspect_authorize.html")]
pub struct InspectAuthorize {
    /// Around the page.
    pub frame: Frame,
    /// Above it.
    pub menu: PortalMenu,
    /// What was pasted.
    pub request: String,
    /// What it came to.
    pub conclusion: Option<Conclusion>,
    /// The last requests that came from the client.
    pub recent: Vec<RecentRow>,
    /// Whether the last requests are kept here at all.
    pub keeps_recent: bool,
    /// Words of [`crate::wording::InspectProblem`].
    pub errors: Errors,
}
page!(InspectAuthorize, "Inspect an authorization request", form);

/// Looks at a client assertion. Field `assertion`.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/inspect_assertion.html")]
pub struct InspectAssertion {
    /// Around the page.
    pub frame: Frame,
    /// Above it.
    pub menu: PortalMenu,
    /// What it came to.
    pub conclusion: Option<Conclusion>,
    /// Words of [`crate::wording::InspectProblem`].
    pub errors: Errors,
}
page!(InspectAssertion, "Inspect a client assertion", form);

/// What an inspection came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conclusion {
    /// In one sentence.
    pub summary: String,
    /// Whether the endpoint would accept it.
    pub is_accepted: bool,
    /// Warnings about what was pasted.
    pub warnings: Vec<String>,
    /// Rule by rule.
    pub verdicts: Vec<Verdict>,
    /// What is allowed and worth a second look.
    pub advice: Vec<AdviceRow>,
}

/// What one rule says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Its number.
    pub rule: String,
    /// What it requires.
    pub requires: String,
    /// What came.
    pub received: String,
    /// What it says.
    pub outcome: VerdictOutcome,
}

/// How a rule was met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VerdictOutcome {
    /// It was.
    Kept,
    /// It was not.
    Broken {
        /// The failed check.
        check: String,
        /// What would have passed.
        expected: String,
        /// What to change.
        mend: String,
    },
    /// It was not looked at.
    NotReached,
}

/// Something that is allowed and worth a second look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdviceRow {
    /// The rule's number.
    pub rule: String,
    /// What to know.
    pub text: String,
}

/// A request that came before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecentRow {
    /// The value of its button, field `recent`.
    pub number: String,
    /// When it came.
    pub happened: String,
    /// What it asked for.
    pub asked: String,
    /// "Accepted", or the failed check.
    pub outcome: String,
    /// Whether it was accepted.
    pub is_accepted: bool,
}
