//! E9: a phone number was changed or removed.

use askama::Template;
use vocabulary::{PhoneChange, Secret};

use super::{Email, Sender};

/// E9. Journeys 4: the outcome; never the number.
#[derive(Debug, Clone, Template)]
#[template(path = "messages/phone_changed.html")]
pub struct PhoneChanged {
    /// The service.
    pub sender: Sender,
    /// What was changed.
    pub change: PhoneChange,
}

impl PhoneChanged {
    /// The email.
    #[must_use]
    pub fn render(&self) -> Email {
        let (service, help, contact) = (self.sender.service(), self.sender.help(), self.sender.contact());
        let (notice, heading, next) = (self.sender.notice(), self.heading(), self.next());
        Email {
            subject: format!("{heading} of your {service}"),
            text: Secret::new(format!(
                "{notice}{heading} of your {service}\n\n{next}\n\n\
                 If you did not ask for this, someone may be trying to use your {service}. Contact us now:\n{contact}\n\n\
                 Help centre:\n{help}\n\n\
                 Do not reply to this email. We cannot read replies.\n"
            )),
            html: super::html_of(self),
        }
    }

    const fn heading(&self) -> &'static str {
        match self.change {
            PhoneChange::MobileChanged => "We have changed the mobile number",
            PhoneChange::LandlineChanged => "We have changed the landline number",
            PhoneChange::MobileRemoved => "We have removed the mobile number",
            PhoneChange::LandlineRemoved => "We have removed the landline number",
        }
    }

    const fn next(&self) -> &'static str {
        match self.change {
            PhoneChange::MobileChanged | PhoneChange::LandlineChanged => {
                "We will send security codes to the new number from now on."
            }
            PhoneChange::MobileRemoved | PhoneChange::LandlineRemoved => {
                "We will not send security codes to that number any more. If you have no other number, we will ask you for one when you next log in."
            }
        }
    }
}
