//! Radios of the journey.

use std::fmt;

/// Nothing was chosen on "How do you want to get your security code?".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChannelProblem {
    /// Nothing was chosen.
    Empty,
}

impl fmt::Display for ChannelProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Select how you want to get your security code")
    }
}

/// Nothing was chosen on "You did not agree to share" (C3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeaveProblem {
    /// Nothing was chosen.
    Empty,
}

impl fmt::Display for LeaveProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Select what you want to do")
    }
}
