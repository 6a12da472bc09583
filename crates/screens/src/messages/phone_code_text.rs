//! T1: a code by text message.

use vocabulary::Secret;

use super::{Sender, Text};
use crate::spoken::spoken_minutes;

/// T1. Journeys 4: service name first, do not share, last line for the browser's autofill.
#[derive(Debug, Clone)]
pub struct PhoneCodeText {
    /// The service.
    pub sender: Sender,
    /// The six digits.
    pub code: Secret<String>,
    /// How long the code lives.
    pub minutes: u64,
}

impl PhoneCodeText {
    /// The text message.
    #[must_use]
    pub fn render(&self) -> Text {
        let code = self.code.expose();
        Text {
            body: Secret::new(format!(
                "{}: your security code is {code}. It lasts {}. Do not share it with anyone.\n\n@{} #{code}",
                self.sender.service(),
                spoken_minutes(self.minutes),
                self.sender.host()
            )),
        }
    }
}
