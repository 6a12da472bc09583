//! The audit: what happened, looked for and taken away; and how its chain of checkpoints stands. Journeys 6.1.

use askama::Template;

use crate::errors::Errors;
use crate::frame::Frame;
use crate::menu::Menu;
use crate::page::{Page, page};

/// The audit. Fields of [`crate::fields`] that begin with `AUDIT_`, and `client`, `case` and `incident`.
#[derive(Debug, Clone, Template)]
#[template(path = "operator/audit.html")]
pub struct AuditLog {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// What is looked for.
    pub search: AuditSearch,
    /// The events found, newest first.
    pub events: Vec<AuditEventRow>,
    /// Where older ones are.
    pub older: Option<String>,
    /// Where the newest are, when these are not.
    pub newest: Option<String>,
    /// How many events a file holds at most, for who may take them away.
    pub export_most: Option<String>,
    /// How the chain stands.
    pub chain: AuditChain,
    /// Words of [`crate::wording::AuditLogProblem`].
    pub errors: Errors,
}
page!(AuditLog, "Audit log", form);

/// What was typed into the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AuditSearch {
    /// An account's identifier.
    pub account: String,
    /// A client's identifier.
    pub client: String,
    /// What an operator logs in with.
    pub operator: String,
    /// A case's identifier.
    pub case: String,
    /// An incident number.
    pub incident: String,
    /// Every event that can be chosen; none chosen means all of them.
    pub events: Vec<AuditChoice>,
    /// What was asked for and is no event.
    pub unknown: Vec<String>,
    /// Not before.
    pub from: TypedDate,
    /// Not after.
    pub to: TypedDate,
}

/// An event that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditChoice {
    /// Its name in storage.
    pub value: String,
    /// Its name on pages.
    pub text: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A date as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypedDate {
    /// The day.
    pub day: String,
    /// The month.
    pub month: String,
    /// The year.
    pub year: String,
}

impl AuditSearch {
    /// The fields that say something, by their names: for hidden fields and for addresses.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, &str)> {
        use crate::fields;
        let events = self.events.iter().filter(|event| event.chosen).map(|event| event.value.as_str());
        let events = events.chain(self.unknown.iter().map(String::as_str));
        let all = [
            (fields::AUDIT_ACCOUNT, self.account.as_str()),
            (fields::CLIENT, &self.client),
            (fields::AUDIT_OPERATOR, &self.operator),
            (fields::CASE, &self.case),
            (fields::INCIDENT, &self.incident),
            (fields::AUDIT_FROM_DAY, &self.from.day),
            (fields::AUDIT_FROM_MONTH, &self.from.month),
            (fields::AUDIT_FROM_YEAR, &self.from.year),
            (fields::AUDIT_TO_DAY, &self.to.day),
            (fields::AUDIT_TO_MONTH, &self.to.month),
            (fields::AUDIT_TO_YEAR, &self.to.year),
        ];
        let events = events.map(|event| (fields::AUDIT_EVENT, event));
        all.into_iter().chain(events).filter(|(_, value)| !value.is_empty()).collect()
    }

    /// How many events are chosen, in words.
    #[must_use]
    pub fn chosen(&self) -> String {
        match self.events.iter().filter(|event| event.chosen).count() {
            0 => "Every event".to_owned(),
            1 => "1 event chosen".to_owned(),
            several => format!("{several} events chosen"),
        }
    }
}

/// An event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEventRow {
    /// When.
    pub happened: String,
    /// What.
    pub event: String,
    /// More about it, one line each.
    pub details: Vec<String>,
    /// Whom and what it is about, each with where more of the same is.
    pub about: Vec<AuditLink>,
}

/// Something that an event is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLink {
    /// What it is, such as "Client".
    pub label: &'static str,
    /// Which.
    pub text: String,
    /// Where more is.
    pub href: String,
}

/// How the chain of checkpoints stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditChain {
    /// The newest checkpoint as NUMBER:HASH, and when it was made.
    pub newest: Option<(String, String)>,
    /// How many events wait for the next one.
    pub waiting: String,
    /// What the last check said.
    pub check: AuditCheck,
    /// Whose key signs.
    pub key_id: String,
}

/// What the last check of the whole audit said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AuditCheck {
    /// There was none.
    Never,
    /// One is going on.
    Running,
    /// Everything is as it was signed.
    Sound {
        /// When.
        at: String,
        /// Up to which checkpoint.
        through: String,
    },
    /// Something is not.
    Unsound {
        /// When.
        at: String,
        /// How many findings.
        findings: String,
    },
}
