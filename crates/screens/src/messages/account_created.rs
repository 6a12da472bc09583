//! E3: the login is ready.

use askama::Template;
use vocabulary::Secret;

use super::{Email, Sender};

/// E3. Journeys 4: what it is for, and how to recognise fraud.
#[derive(Debug, Clone, Template)]
#[template(path = "messages/account_created.html")]
pub struct AccountCreated {
    /// The service.
    pub sender: Sender,
}

impl AccountCreated {
    /// The email.
    #[must_use]
    pub fn render(&self) -> Email {
        let (service, help, contact) = (self.sender.service(), self.sender.help(), self.sender.contact());
        let notice = self.sender.notice();
        Email {
            subject: format!("Do more with your {service}"),
            text: Secret::new(format!(
                "{notice}You have set up an {service}\n\n\
                 You can use the same email address and password on every health and care website or app that shows \
                 the {service} button.\n\n\
                 Keep your {service} safe\n\n\
                 - Do not share your password or security codes with anyone.\n\
                 - {service} is free. We never ask you to pay.\n\
                 - The NHS App is free too.\n\
                 - We never ask for your bank details or your password by email, text or phone.\n\n\
                 If you did not set up an {service}, contact us:\n{contact}\n\n\
                 Help centre:\n{help}\n\n\
                 Do not reply to this email. We cannot read replies.\n"
            )),
            html: super::html_of(self),
        }
    }
}
