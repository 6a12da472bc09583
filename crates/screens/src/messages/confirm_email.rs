//! E1: the code that confirms an email address.

use askama::Template;
use vocabulary::Secret;

use super::{Email, Sender};
use crate::spoken::spoken_minutes;

/// E1. Journeys 4: six digits, 1 hour, ignore if not you.
#[derive(Debug, Clone, Template)]
#[template(path = "messages/confirm_email.html")]
pub struct ConfirmEmail {
    /// The service.
    pub sender: Sender,
    /// The six digits.
    pub code: Secret<String>,
    /// How long the code lives.
    pub minutes: u64,
}

impl ConfirmEmail {
    /// The email.
    #[must_use]
    pub fn render(&self) -> Email {
        let (service, help, lifetime) = (self.sender.service(), self.sender.help(), self.lifetime());
        let code = self.spaced_code();
        let notice = self.sender.notice();
        Email {
            subject: format!("Confirm your email address for {service}"),
            text: Secret::new(format!(
                "{notice}Confirm your email address\n\n\
                 Your {service} security code is:\n\n{code}\n\n\
                 Enter it on the page where you are setting up your {service}. The code lasts {lifetime}.\n\n\
                 Do not share this code with anyone. We never ask for it by phone, text or email.\n\n\
                 If you did not ask for this code, ignore this email. We delete an unfinished {service} after 24 hours.\n\n\
                 Help centre:\n{help}\n\n\
                 Do not reply to this email. We cannot read replies.\n"
            )),
            html: super::html_of(self),
        }
    }

    /// One digit at a time, for eyes and for screen readers.
    fn spaced_code(&self) -> String {
        super::spaced(self.code.expose())
    }

    fn lifetime(&self) -> String {
        spoken_minutes(self.minutes)
    }
}
