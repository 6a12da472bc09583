//! To an operator: their log in was reset.

use askama::Template;
use vocabulary::Secret;

use super::{Email, Sender};
use crate::spoken::spoken_minutes;

/// Whoever is reset is told, always: nobody takes a colleague's place in silence. Journeys 6.1
#[derive(Debug, Clone, Template)]
#[template(path = "messages/operator_reset.html")]
pub struct OperatorReset {
    /// The service.
    pub sender: Sender,
    /// The whole address of the page that sets them up again; none when an administrator hands them a password.
    pub link: Option<Secret<String>>,
    /// How long it works, hours.
    pub hours: u64,
}

impl OperatorReset {
    /// The email.
    #[must_use]
    pub fn render(&self) -> Email {
        let (service, help, notice) = (self.sender.service(), self.sender.help(), self.sender.notice());
        let next = self.link.as_ref().map_or_else(
            || "An administrator gives you a new password in person or by phone. When you log in with it, you set up an authenticator app and choose your own password.".to_owned(),
            |link| {
                let (link, lifetime) = (link.expose(), self.lifetime());
                format!(
                    "To choose a password and set up an authenticator app, open this link:\n\n{link}\n\n\
                     The link works once, for {lifetime}. Do not forward it."
                )
            },
        );
        Email {
            subject: format!("Your log in to the {service} operator console was reset"),
            text: Secret::new(format!(
                "{notice}Your log in to the operator console was reset\n\n\
                 Your password and your authenticator app do not work any more, and you were logged out everywhere.\n\n\
                 {next}\n\n\
                 If you did not ask for this, tell your service desk at once.\n\n\
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
