//! The assurance audit: a sample of approved cases, looked at again by supervisors. Journeys 6.2.

use askama::Template;
use vocabulary::DocumentKind;

use super::{Compared, ComparedWith, Evidence};
use crate::errors::Errors;
use crate::frame::Frame;
use crate::menu::Menu;
use crate::page::{Page, page};

/// The sample.
#[derive(Debug, Clone, Template)]
#[template(path = "checker/audit_list.html")]
pub struct AuditList {
    /// Around the page; a success banner after an audit was recorded.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// The share of approved cases in the sample, percent.
    pub percent: u8,
    /// The cases that wait for an audit, oldest first.
    pub cases: Vec<AuditRow>,
}
page!(AuditList, "Assurance audit");

/// One case of the sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    /// Its verification ID.
    pub verification: String,
    /// When it was approved.
    pub approved: String,
    /// Who approved it.
    pub approved_by: String,
    /// Where it can be looked at.
    pub href: String,
}

/// One case of the sample, to be looked at only. Fields `agree` (`yes`, `no`) and `note`.
#[derive(Debug, Clone, Template)]
#[template(path = "checker/audit_case.html")]
pub struct AuditCase {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// Where the form is posted.
    pub action: String,
    /// Its verification ID.
    pub verification: String,
    /// The document the person chose, as far as it is known.
    pub document: Option<DocumentKind>,
    /// When it was approved.
    pub approved: String,
    /// What was sent.
    pub evidence: Evidence,
    /// The ID, or what the person typed, beside the record.
    pub comparison: Vec<Compared>,
    /// What stands beside the record.
    pub compared: ComparedWith,
    /// The questions with the answers given: "Yes", "No", or "Passed" by the provider.
    pub answers: Vec<(String, String)>,
    /// Whether the auditor agreed, as chosen before.
    pub agree: Option<bool>,
    /// The note typed before.
    pub note: String,
    /// Words of [`crate::wording::AuditProblem`].
    pub errors: Errors,
}
page!(AuditCase, |page| format!("Audit of verification {}", page.verification).into(), form);
