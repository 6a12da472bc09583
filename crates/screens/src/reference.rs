//! What a person reads out to support.

/// The public reference of an error page, and the private number of this one occurrence.
///
/// Journeys 3; the second part leads an operator to "Explain this error".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErrorReference {
    /// Such as "CID1004".
    pub cid: String,
    /// The identifier of this refusal or request in the log, when there is one.
    pub incident: Option<String>,
}

impl ErrorReference {
    /// A reference without an occurrence.
    pub fn new(cid: impl Into<String>) -> Self {
        Self { cid: cid.into(), incident: None }
    }

    /// The reference with the identifier of this occurrence.
    #[must_use]
    pub fn with_incident(mut self, incident: impl Into<String>) -> Self {
        self.incident = Some(incident.into());
        self
    }

    pub(crate) fn contact_href(&self) -> String {
        format!("{}?error={}", crate::paths::CONTACT, self.cid)
    }
}
