//! E12: the photo ID check was passed.

use askama::Template;
use vocabulary::Secret;

use super::{Email, Sender};

/// E12. Journeys 4: approved; go back to the service.
#[derive(Debug, Clone, Template)]
#[template(path = "messages/photo_id_passed.html")]
pub struct PhotoIdPassed {
    /// The service.
    pub sender: Sender,
}

impl PhotoIdPassed {
    /// The email.
    #[must_use]
    pub fn render(&self) -> Email {
        let (service, help, contact) = (self.sender.service(), self.sender.help(), self.sender.contact());
        let notice = self.sender.notice();
        Email {
            subject: format!("You have proved who you are for your {service}"),
            text: Secret::new(format!(
                "{notice}You have proved who you are\n\n\
                 We have checked your photo ID and everything is fine. You do not need to send it again.\n\n\
                 Go back to the website or app you were using and log in with your {service}.\n\n\
                 If you did not send us photo ID, contact us now:\n{contact}\n\n\
                 Help centre:\n{help}\n\n\
                 Do not reply to this email. We cannot read replies.\n"
            )),
            html: super::html_of(self),
        }
    }
}
