//! The number of the incident that an operator acts for (journeys.md 6.1).

use std::fmt;

use crate::fault::Malformed;

/// An incident number, as the service desk's own system gives it: 3 to 32 letters, digits and hyphens, kept in capitals.
///
/// Journeys 6.1
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct IncidentNumber(Box<str>);

impl IncidentNumber {
    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for IncidentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<&str> for IncidentNumber {
    type Error = Malformed;

    fn try_from(text: &str) -> Result<Self, Malformed> {
        let text = text.trim();
        let fits = (3..=32).contains(&text.len());
        if !fits || !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            return Err(Malformed::new("incident number", "must be 3 to 32 letters, numbers and hyphens"));
        }
        Ok(Self(text.to_ascii_uppercase().into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_incident_number_is_short_and_plain() {
        let number = IncidentNumber::try_from(" inc-0012 ").expect("a number");
        assert_eq!(number.as_str(), "INC-0012");
        for wrong in ["", "ab", "INC 12", "INC<1>", &"9".repeat(33)] {
            assert!(IncidentNumber::try_from(wrong).is_err(), "{wrong}");
        }
    }
}
