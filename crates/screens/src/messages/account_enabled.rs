//! The account can be used again.

use askama::Template;
use vocabulary::Secret;

use super::{Email, Sender};

/// The answer that E20 promises. Journeys 1.15, 4
#[derive(Debug, Clone, Template)]
#[template(path = "messages/account_enabled.html")]
pub struct AccountEnabled {
    /// The service.
    pub sender: Sender,
}

impl AccountEnabled {
    /// The email.
    #[must_use]
    pub fn render(&self) -> Email {
        let (service, help, contact) = (self.sender.service(), self.sender.help(), self.sender.contact());
        let notice = self.sender.notice();
        Email {
            subject: format!("You can use your {service} again"),
            text: Secret::new(format!(
                "{notice}You can use your {service} again\n\n\
                 You can now log in with your {service}. You may be asked to enter your details again.\n\n\
                 If you did not set up an {service}, contact us:\n{contact}\n\n\
                 Help centre:\n{help}\n\n\
                 Do not reply to this email. We cannot read replies.\n"
            )),
            html: super::html_of(self),
        }
    }
}
