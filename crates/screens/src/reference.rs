//! What a person reads out to support.

use vocabulary::{Cid, IncidentReference};

/// The public reference of an error page, and the private number of this one occurrence.
///
/// Journeys 3; the second part leads an operator to "Explain this error".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErrorReference {
    /// Such as `CID1004`.
    pub cid: Cid,
    /// This one refusal or failure, when it was recorded.
    pub incident: Option<IncidentReference>,
}

impl ErrorReference {
    /// A reference without an occurrence.
    #[must_use]
    pub const fn new(cid: Cid) -> Self {
        Self { cid, incident: None }
    }

    /// The reference with this occurrence.
    #[must_use]
    pub const fn with_incident(mut self, incident: IncidentReference) -> Self {
        self.incident = Some(incident);
        self
    }

    /// The contact form with this reference filled in.
    pub(crate) fn contact_href(self) -> String {
        format!("{}?error={}", crate::paths::CONTACT, self.cid)
    }
}
