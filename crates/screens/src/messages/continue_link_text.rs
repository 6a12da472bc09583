//! T3: a link to go on with another device.

use vocabulary::Secret;

use super::{Sender, Text};
use crate::spoken::spoken_minutes;

/// T3. Journeys 4 and 2.7 I20: service name first, the whole link, how long it works.
#[derive(Debug, Clone)]
pub struct ContinueLinkText {
    /// The service.
    pub sender: Sender,
    /// The whole https address.
    pub link: Secret<String>,
    /// How long it works, minutes.
    pub minutes: u64,
}

impl ContinueLinkText {
    /// The text message.
    #[must_use]
    pub fn render(&self) -> Text {
        Text {
            body: Secret::new(format!(
                "{}: continue on this device within {}. Do not share this link.\n\n{}",
                self.sender.service(),
                spoken_minutes(self.minutes),
                self.link.expose()
            )),
        }
    }
}
