//! Operator pages about what is announced and set: alerts, service levels, automation, email domains. Journeys 6.1.

use askama::Template;

use crate::errors::Errors;
use crate::frame::{Alert, Frame};
use crate::menu::Menu;
use crate::page::{Page, page};

/// What is announced now.
#[derive(Debug, Clone, Template)]
#[template(path = "announcements/list.html")]
pub struct Announcements {
    /// Around the page; a success banner after something was done.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// The alerts.
    pub alerts: Vec<AlertLine>,
    /// The promise about photo ID checks, as rows.
    pub level: Vec<(String, String)>,
    /// Where an alert is turned on.
    pub new_href: String,
    /// Where the promise is set.
    pub level_href: String,
}
page!(Announcements, "User notifications");

/// One alert in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertLine {
    /// What has the problem.
    pub part: String,
    /// How bad it is.
    pub level: String,
    /// "Planned" or "Not planned".
    pub planned: String,
    /// When it ends, or "Not known"; "Over since …" when that has passed.
    pub ends: String,
    /// The support reference.
    pub incident: String,
    /// Who turned it on, and when.
    pub turned_on: String,
    /// When it was changed last.
    pub updated: String,
    /// Where it is turned off.
    pub off_href: String,
}

/// One choice among several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its value, or for a tick box its field's name.
    pub value: String,
    /// The words.
    pub text: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// Turning an alert on: a tick for each part, radios `level`, `planned`, `endKnown`, the end in `endDay`, `endMonth`, `endYear`, `endTime`,
/// and `incident`.
#[derive(Debug, Clone, Template)]
#[template(path = "announcements/alert_form.html")]
pub struct AlertForm {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// Where the form is posted: the preview.
    pub action: String,
    /// What can have the problem.
    pub parts: Vec<Choice>,
    /// How bad it is.
    pub levels: Vec<Choice>,
    /// `yes` or `no`, or nothing yet.
    pub planned: String,
    /// `yes` or `no`, or nothing yet.
    pub end_known: String,
    /// The end as typed: day, month, year, time.
    pub end: [String; 4],
    /// The incident number typed before.
    pub incident: String,
    /// Words of [`crate::wording::NoticeProblem`] and [`crate::wording::IncidentProblem`].
    pub errors: Errors,
}
page!(AlertForm, "Turn on an alert", form);

/// How an alert will look.
#[derive(Debug, Clone, Template)]
#[template(path = "announcements/preview.html")]
pub struct AlertPreview {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// Where the form is posted.
    pub action: String,
    /// What was entered: hidden fields.
    pub hidden: Vec<(String, String)>,
    /// The alert with the headings of the pages it stands on.
    pub parts: Vec<PreviewPart>,
}
page!(AlertPreview, "Check the alert before you turn it on");

/// One alert of the preview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewPart {
    /// What has the problem.
    pub label: String,
    /// What people read.
    pub alert: Alert,
    /// The pages it stands on.
    pub pages: Vec<String>,
}

/// Turning an alert off. Field `incident`.
#[derive(Debug, Clone, Template)]
#[template(path = "announcements/alert_off.html")]
pub struct AlertOff {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// What it is about.
    pub part: String,
    /// Where the form is posted.
    pub action: String,
    /// The incident number typed before.
    pub incident: String,
    /// Words of [`crate::wording::IncidentProblem`].
    pub errors: Errors,
}
page!(AlertOff, |page| format!("Turn off the alert about {}", page.part).into(), form);

/// The promise about photo ID checks. Radios `overADay` and `message`, fields `days` and `hours`, tick `confirm`, `incident`.
#[derive(Debug, Clone, Template)]
#[template(path = "announcements/level.html")]
pub struct ServiceLevelForm {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// Where the form is posted.
    pub action: String,
    /// Where "Set back" is posted, when something is set.
    pub reset_action: Option<String>,
    /// What people are told now.
    pub now: String,
    /// `yes` or `no`, or nothing yet.
    pub over_a_day: String,
    /// The days typed before.
    pub days: String,
    /// The hours typed before.
    pub hours: String,
    /// The messages, with the sentences that people read.
    pub messages: Vec<Choice>,
    /// The incident number typed before.
    pub incident: String,
    /// Words of [`crate::wording::NoticeProblem`] and [`crate::wording::IncidentProblem`].
    pub errors: Errors,
}
page!(ServiceLevelForm, "Photo ID service level", form);

/// The share of photo ID cases that are decided automatically. Fields `share` and `incident`.
#[derive(Debug, Clone, Template)]
#[template(path = "announcements/automation.html")]
pub struct AutomationForm {
    /// Around the page; a success banner after it was set.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// Where the form is posted.
    pub action: String,
    /// What is in force.
    pub rows: Vec<(String, String)>,
    /// Whether a document-check provider is connected.
    pub has_provider: bool,
    /// The share typed before, or the one in force.
    pub share: String,
    /// The incident number typed before.
    pub incident: String,
    /// Words of [`crate::wording::NoticeProblem`] and [`crate::wording::IncidentProblem`].
    pub errors: Errors,
}
page!(AutomationForm, "Automation rate", form);

/// Blocked email domains: look for one (`domain`), block or unblock a list (`domains`, `incident`).
#[derive(Debug, Clone, Template)]
#[template(path = "announcements/domains.html")]
pub struct EmailDomains {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// Where the search is posted.
    pub find_action: String,
    /// Where "Block" is posted.
    pub block_action: String,
    /// Where "Unblock" is posted.
    pub unblock_action: String,
    /// The domain looked for.
    pub domain: String,
    /// What was found about it.
    pub found: Option<String>,
    /// The list typed before.
    pub list: String,
    /// The incident number typed before.
    pub incident: String,
    /// The domains that were blocked last.
    pub blocked: Vec<DomainLine>,
    /// How many are blocked.
    pub total: u64,
    /// Words of [`crate::wording::DomainProblem`] and [`crate::wording::IncidentProblem`].
    pub errors: Errors,
}
page!(EmailDomains, "Blocked email domains", form);

/// One blocked domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DomainLine {
    /// Its name.
    pub domain: String,
    /// The incident.
    pub incident: String,
    /// Who blocked it, and when.
    pub blocked: String,
}

/// What came of each domain of a list.
#[derive(Debug, Clone, Template)]
#[template(path = "announcements/domains_done.html")]
pub struct EmailDomainsDone {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// Each domain with what was done.
    pub items: Vec<(String, String)>,
    /// Where to go on.
    pub href: String,
}
page!(EmailDomainsDone, "What was done about each domain");
