//! Who an email is from.

use lettre::message::Mailbox;
use vocabulary::Malformed;

/// An email's sender: `NHS login <no-reply@login.example>`, or the address alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sender(Mailbox);

impl Sender {
    /// The address alone.
    #[must_use]
    pub fn address(&self) -> &str {
        self.0.email.as_ref()
    }

    pub(crate) const fn mailbox(&self) -> &Mailbox {
        &self.0
    }
}

impl TryFrom<&str> for Sender {
    type Error = Malformed;

    fn try_from(text: &str) -> Result<Self, Malformed> {
        text.parse()
            .map(Self)
            .map_err(|_| Malformed::new("sender", "must look like: NHS login <no-reply@login.example>"))
    }
}
