//! E22: the account is gone.

use askama::Template;
use vocabulary::Secret;

use super::{Email, Sender};

/// E22. Journeys 4: that it is done, and that services keep their own copies (1.15).
#[derive(Debug, Clone, Template)]
#[template(path = "messages/account_deleted.html")]
pub struct AccountDeleted {
    /// The service.
    pub sender: Sender,
}

impl AccountDeleted {
    /// The email.
    #[must_use]
    pub fn render(&self) -> Email {
        let (service, help, contact) = (self.sender.service(), self.sender.help(), self.sender.contact());
        let notice = self.sender.notice();
        Email {
            subject: format!("Your {service} has been deleted"),
            text: Secret::new(format!(
                "{notice}Your {service} has been deleted\n\n\
                 We have deleted your {service} and the information we held about you. This is the last email we send to this address.\n\n\
                 Your health records are not affected. Websites and apps that you used with your {service} may keep the information you shared with them. To ask about it, contact them.\n\n\
                 You can set up a new {service} at any time.\n\n\
                 If you did not ask for this, contact us:\n{contact}\n\n\
                 Help centre:\n{help}\n\n\
                 Do not reply to this email. We cannot read replies.\n"
            )),
            html: super::html_of(self),
        }
    }
}
