//! T4: a code by an automated call.

use vocabulary::Secret;

use super::{Call, Sender};

/// T4. Journeys 4: the service's name, then the digits one at a time, twice.
#[derive(Debug, Clone)]
pub struct PhoneCodeCall {
    /// The service.
    pub sender: Sender,
    /// The six digits.
    pub code: Secret<String>,
}

impl PhoneCodeCall {
    /// The call. Full stops make the voice pause between digits.
    #[must_use]
    pub fn render(&self) -> Call {
        let service = self.sender.service();
        let digits =
            self.code.expose().chars().map(|digit| format!("{digit}.")).collect::<Vec<_>>().join(" ");
        Call {
            script: Secret::new(format!(
                "Hello. This is an automated call from {service}. You do not need to press any keys. \
                 Your security code is: {digits} \
                 I will say that again. Your security code is: {digits} \
                 Do not share this code with anyone. Goodbye."
            )),
        }
    }
}
