//! To somebody who is invited to work in the operator console.

use askama::Template;
use vocabulary::Secret;

use super::{Email, Sender};
use crate::spoken::spoken_minutes;

/// The link with which they choose a password. Journeys 6.1: operators are invited.
#[derive(Debug, Clone, Template)]
#[template(path = "messages/operator_invitation.html")]
pub struct OperatorInvitation {
    /// The service.
    pub sender: Sender,
    /// The whole address of the page that sets them up.
    pub link: Secret<String>,
    /// How long it works, hours.
    pub hours: u64,
}

impl OperatorInvitation {
    /// The email.
    #[must_use]
    pub fn render(&self) -> Email {
        let (service, help, lifetime) = (self.sender.service(), self.sender.help(), self.lifetime());
        let (notice, link) = (self.sender.notice(), self.link.expose());
        Email {
            subject: format!("Your invitation to the {service} operator console"),
            text: Secret::new(format!(
                "{notice}Your invitation to the operator console\n\n\
                 A colleague invited you to work in the {service} operator console. To choose your password and set up an authenticator app, open this link:\n\n{link}\n\n\
                 The link works once, for {lifetime}. Do not forward it.\n\n\
                 If you did not expect this invitation, ignore this email and tell your service desk.\n\n\
                 Help centre:\n{help}\n\n\
                 Do not reply to this email. We cannot read replies.\n"
            )),
            html: super::html_of(self),
        }
    }

    fn lifetime(&self) -> String {
        spoken_minutes(self.hours * 60)
    }
}
