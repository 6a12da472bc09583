//! T2: a code by text message to the number that a GP surgery holds.

use vocabulary::Secret;

use super::{Sender, Text};
use crate::spoken::spoken_minutes;

/// T2. Journeys 4: as T1, and what the code is for: whoever gets it may not have asked for it.
#[derive(Debug, Clone)]
pub struct RecordCodeText {
    /// The service.
    pub sender: Sender,
    /// The six digits.
    pub code: Secret<String>,
    /// How long the code lives.
    pub minutes: u64,
}

impl RecordCodeText {
    /// The text message.
    #[must_use]
    pub fn render(&self) -> Text {
        let code = self.code.expose();
        Text {
            body: Secret::new(format!(
                "{}: your code to prove that the phone number your GP surgery has is yours is {code}. It lasts {}. \
                 Do not share it with anyone.\n\n@{} #{code}",
                self.sender.service(),
                spoken_minutes(self.minutes),
                self.sender.host()
            )),
        }
    }
}
