//! Which numbered step of proving a page belongs to.

use std::fmt;

/// "Step 1 of 3": the caption above a heading. Journeys 1.9: of 2 when the NHS record is known already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// This step, from 1.
    pub number: u8,
    /// How many there are.
    pub of: u8,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Step {} of {}", self.number, self.of)
    }
}
