//! E24: the contact form was received.

use askama::Template;
use vocabulary::{IncidentReference, Secret};

use super::{Email, Sender};

/// E24. Journeys 4: the reference, and an answer within 48 hours.
///
/// It says nothing that was typed into the form: whoever fills that in chooses the recipient.
#[derive(Debug, Clone, Template)]
#[template(path = "messages/contact_received.html")]
pub struct ContactReceived {
    /// The service.
    pub sender: Sender,
    /// The number of the message.
    pub reference: IncidentReference,
}

impl ContactReceived {
    /// The email.
    #[must_use]
    pub fn render(&self) -> Email {
        let (service, help, notice) = (self.sender.service(), self.sender.help(), self.sender.notice());
        let reference = self.reference;
        Email {
            subject: format!("We have received your message about {service}"),
            text: Secret::new(format!(
                "{notice}We have received your message\n\n\
                 You used the contact form of {service}. Your reference is:\n\n{reference}\n\n\
                 We will answer by email within 48 hours. We never ask for your password or a security code.\n\n\
                 If you did not contact us, ignore this email. Someone may have entered your email address by mistake.\n\n\
                 Help centre:\n{help}\n\n\
                 Do not reply to this email. We cannot read replies.\n"
            )),
            html: super::html_of(self),
        }
    }
}
