//! T4: a code by an automated call.

use std::fmt;

use super::{Call, Sender};

/// T4. Journeys 4: the service's name, then the digits one at a time, twice.
#[derive(Clone)]
pub struct PhoneCodeCall {
    /// The service.
    pub sender: Sender,
    /// The six digits.
    pub code: String,
}

impl fmt::Debug for PhoneCodeCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PhoneCodeCall").field("code", &"redacted").finish_non_exhaustive()
    }
}

impl PhoneCodeCall {
    /// The call. Full stops make the voice pause between digits.
    #[must_use]
    pub fn render(&self) -> Call {
        let service = self.sender.service();
        let digits = self.code.chars().map(|digit| format!("{digit}.")).collect::<Vec<_>>().join(" ");
        Call {
            script: format!(
                "Hello. This is an automated call from {service}. You do not need to press any keys. \
                 Your security code is: {digits} \
                 I will say that again. Your security code is: {digits} \
                 Do not share this code with anyone. Goodbye."
            ),
        }
    }
}
