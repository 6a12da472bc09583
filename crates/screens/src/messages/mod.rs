//! What the service sends: one file per message. Journeys 4.
//!
//! A message names the service first, carries no health facts, and says what to do if it was not asked for.

mod account_created;
mod account_deleted;
mod account_disabled;
mod account_enabled;
mod confirm_email;
mod contact;
mod contact_received;
mod continue_link_text;
mod device_remembered;
mod evidence_ready;
mod operator_invitation;
mod operator_reset;
mod phone_changed;
mod phone_code_call;
mod phone_code_text;
mod photo_id_declined;
mod photo_id_passed;
mod record_code_text;

use std::sync::Arc;

use vocabulary::{Message, Secret};

pub use account_created::AccountCreated;
pub use account_deleted::AccountDeleted;
pub use account_disabled::AccountDisabled;
pub use account_enabled::AccountEnabled;
pub use confirm_email::ConfirmEmail;
pub use contact::Contact;
pub use contact_received::ContactReceived;
pub use continue_link_text::ContinueLinkText;
pub use device_remembered::DeviceRemembered;
pub use evidence_ready::EvidenceReady;
pub use operator_invitation::OperatorInvitation;
pub use operator_reset::OperatorReset;
pub use phone_changed::PhoneChanged;
pub use phone_code_call::PhoneCodeCall;
pub use phone_code_text::PhoneCodeText;
pub use photo_id_declined::PhotoIdDeclined;
pub use photo_id_passed::PhotoIdPassed;
pub use record_code_text::RecordCodeText;

use crate::frame::Brand;
use crate::spoken::spoken_moment;

/// An email, ready to send.
#[derive(Debug, Clone)]
pub struct Email {
    /// The subject: no code, no personal data.
    pub subject: String,
    /// The plain-text part.
    pub text: Secret<String>,
    /// The HTML part.
    pub html: Secret<String>,
}

/// A text message, ready to send.
#[derive(Debug, Clone)]
pub struct Text {
    /// Its words.
    pub body: Secret<String>,
}

/// An automated call, ready to speak.
#[derive(Debug, Clone)]
pub struct Call {
    /// What is spoken.
    pub script: Secret<String>,
}

/// A message in its final words.
#[derive(Debug, Clone)]
pub enum Written {
    /// To an email address.
    Email(Email),
    /// To a mobile.
    Text(Text),
    /// To a landline.
    Call(Call),
}

/// What every message needs to know about the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender {
    /// The brand.
    pub brand: Arc<Brand>,
    /// Where the service lives, without a final slash: `https://auth.login.example`.
    pub origin: String,
    /// How long a code sent by email lives.
    pub email_code_minutes: u64,
    /// How long a code sent to a phone lives.
    pub phone_code_minutes: u64,
}

/// The message in its final words.
#[must_use]
pub fn write(message: &Message, sender: &Sender) -> Written {
    let sender = sender.clone();
    match message {
        Message::ConfirmEmail { code } => {
            let minutes = sender.email_code_minutes;
            Written::Email(ConfirmEmail { sender, code: code.clone(), minutes }.render())
        }
        Message::AccountCreated => Written::Email(AccountCreated { sender }.render()),
        Message::DeviceRemembered { at } => {
            Written::Email(DeviceRemembered { sender, when: spoken_moment(at), device: None }.render())
        }
        Message::Contact(message) => Written::Email(Contact { sender, message: message.clone() }.render()),
        Message::ContactReceived { reference } => {
            Written::Email(ContactReceived { sender, reference: *reference }.render())
        }
        Message::TextCode { code } => {
            let minutes = sender.phone_code_minutes;
            Written::Text(PhoneCodeText { sender, code: code.clone(), minutes }.render())
        }
        Message::RecordCode { code } => {
            let minutes = sender.phone_code_minutes;
            Written::Text(RecordCodeText { sender, code: code.clone(), minutes }.render())
        }
        Message::PhotoIdPassed => Written::Email(PhotoIdPassed { sender }.render()),
        Message::PhotoIdDeclined { reason } => {
            Written::Email(PhotoIdDeclined { sender, reason: *reason }.render())
        }
        Message::AccountDisabled { cid } => Written::Email(AccountDisabled { sender, cid: *cid }.render()),
        Message::AccountEnabled => Written::Email(AccountEnabled { sender }.render()),
        Message::AccountDeleted => Written::Email(AccountDeleted { sender }.render()),
        Message::PhoneChanged { change } => Written::Email(PhoneChanged { sender, change: *change }.render()),
        Message::EvidenceReady { case, until } => {
            Written::Email(EvidenceReady { sender, case: *case, until: spoken_moment(until) }.render())
        }
        Message::ContinueLink { link, minutes } => {
            Written::Text(ContinueLinkText { sender, link: link.clone(), minutes: *minutes }.render())
        }
        Message::OperatorInvitation { link, hours } => {
            Written::Email(OperatorInvitation { sender, link: link.clone(), hours: *hours }.render())
        }
        Message::OperatorReset { link, hours } => {
            Written::Email(OperatorReset { sender, link: link.clone(), hours: *hours }.render())
        }
        Message::CallCode { code } => Written::Call(PhoneCodeCall { sender, code: code.clone() }.render()),
    }
}

impl Sender {
    pub(crate) fn service(&self) -> &str {
        &self.brand.service_name
    }

    /// The first line of a plain-text part, in a test service.
    pub(crate) fn notice(&self) -> &'static str {
        if self.brand.is_sandbox() { "Test service: this is not a real message.\n\n" } else { "" }
    }

    pub(crate) fn help(&self) -> String {
        format!("{}{}", self.origin, crate::paths::HELP)
    }

    pub(crate) fn contact(&self) -> String {
        format!("{}{}", self.origin, crate::paths::CONTACT)
    }

    /// The host that browsers compare when they offer a code for autofill.
    pub(crate) fn host(&self) -> &str {
        let host = self.origin.split_once("://").map_or(self.origin.as_str(), |(_, host)| host);
        host.split(['/', ':']).next().unwrap_or(host)
    }
}

/// "190696" as "1 9 0 6 9 6": screen readers then say digits, not a large number. Journeys 5.10.
pub(crate) fn spaced(code: &str) -> String {
    code.chars().map(String::from).collect::<Vec<_>>().join(" ")
}

pub(crate) fn html_of(template: &impl askama::Template) -> Secret<String> {
    Secret::new(template.render().expect("templates only write into a String, which cannot fail"))
}
