//! The incident number of an operator's act. Journeys 6.1.

use std::fmt;

/// What is wrong with an incident number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IncidentProblem {
    /// Nothing was entered.
    Empty,
    /// Not what an incident number looks like.
    Malformed,
}

impl fmt::Display for IncidentProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "Enter the incident number",
            Self::Malformed => "The incident number must be 3 to 32 letters, numbers and hyphens",
        })
    }
}
