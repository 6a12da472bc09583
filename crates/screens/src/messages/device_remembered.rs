//! E23: a device was remembered.

use askama::Template;
use vocabulary::Secret;

use super::{Email, Sender};

/// E23. Journeys 4: time and device.
#[derive(Debug, Clone, Template)]
#[template(path = "messages/device_remembered.html")]
pub struct DeviceRemembered {
    /// The service.
    pub sender: Sender,
    /// When, in words: "3:04pm on 15 March 2026".
    pub when: String,
    /// Which device, in words: "Chrome on Windows"; absent when it is not known.
    pub device: Option<String>,
}

impl DeviceRemembered {
    /// The email.
    #[must_use]
    pub fn render(&self) -> Email {
        let (service, help, contact) = (self.sender.service(), self.sender.help(), self.sender.contact());
        let when = &self.when;
        let device = self.device.as_ref().map_or_else(String::new, |device| format!("Device: {device}\n"));
        let notice = self.sender.notice();
        Email {
            subject: format!("A new device is remembered for your {service}"),
            text: Secret::new(format!(
                "{notice}We will remember a device\n\n\
                 You asked us to stop sending security codes to this device:\n\n\
                 {device}Time: {when}\n\n\
                 You do not need to do anything.\n\n\
                 If this was not you, someone may know your password. Contact us now:\n{contact}\n\n\
                 Help centre:\n{help}\n\n\
                 Do not reply to this email. We cannot read replies.\n"
            )),
            html: super::html_of(self),
        }
    }
}
