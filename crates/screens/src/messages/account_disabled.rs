//! E20: the account is disabled or under review.

use askama::Template;
use vocabulary::{Cid, Secret};

use super::{Email, Sender};

/// E20. Journeys 4: the reference, and an answer within 2 working days. It never says why.
#[derive(Debug, Clone, Template)]
#[template(path = "messages/account_disabled.html")]
pub struct AccountDisabled {
    /// The service.
    pub sender: Sender,
    /// The reference to give when asking for help.
    pub cid: Cid,
}

impl AccountDisabled {
    /// The email.
    #[must_use]
    pub fn render(&self) -> Email {
        let (service, help, contact) = (self.sender.service(), self.sender.help(), self.contact());
        let (notice, heading, what) = (self.sender.notice(), self.heading(), self.sentence());
        let cid = self.cid;
        Email {
            subject: format!("There is a problem with your {service}"),
            text: Secret::new(format!(
                "{notice}{heading}\n\n{what}\n\n\
                 Reference: {cid}\n\n\
                 To get help, contact us and give us this reference:\n{contact}\n\n\
                 If you did not set up an {service}, contact us too.\n\n\
                 If you need medical help now, call 111. In an emergency, call 999.\n\n\
                 Help centre:\n{help}\n\n\
                 Do not reply to this email. We cannot read replies.\n"
            )),
            html: super::html_of(self),
        }
    }

    fn is_review(&self) -> bool {
        self.cid == Cid::INVESTIGATED
    }

    fn heading(&self) -> String {
        let service = self.sender.service();
        if self.is_review() {
            format!("You cannot use your {service} at the moment")
        } else {
            format!("Your {service} has been disabled")
        }
    }

    fn sentence(&self) -> String {
        let service = self.sender.service();
        if self.is_review() {
            format!(
                "We are looking into a problem with your {service}. We will email you again, usually within 2 working days."
            )
        } else {
            format!(
                "There is a problem with your {service} and you cannot use it to log in. When you contact us, we usually answer within 2 working days."
            )
        }
    }

    fn contact(&self) -> String {
        format!("{}?error={}", self.sender.contact(), self.cid)
    }
}
