//! To an operator: archived evidence can be looked at.

use askama::Template;
use vocabulary::{CaseId, Secret};

use super::{Email, Sender};

/// Journeys 6.1: "email when ready". It says which verification, and nothing about the person.
#[derive(Debug, Clone, Template)]
#[template(path = "messages/evidence_ready.html")]
pub struct EvidenceReady {
    /// The service.
    pub sender: Sender,
    /// The verification ID.
    pub case: CaseId,
    /// Until when, in words.
    pub until: String,
}

impl EvidenceReady {
    /// The email.
    #[must_use]
    pub fn render(&self) -> Email {
        let (service, help, contact) = (self.sender.service(), self.sender.help(), self.sender.contact());
        let (notice, case, until) = (self.sender.notice(), self.case, &self.until);
        Email {
            subject: format!("Evidence is ready in the {service} operator console"),
            text: Secret::new(format!(
                "{notice}The evidence you asked for is ready\n\n\
                 Verification ID: {case}\n\
                 Available until: {until}\n\n\
                 Log in to the operator console to look at it. Every look is recorded.\n\n\
                 If you did not ask for this, contact us:\n{contact}\n\n\
                 Help centre:\n{help}\n\n\
                 Do not reply to this email. We cannot read replies.\n"
            )),
            html: super::html_of(self),
        }
    }
}
