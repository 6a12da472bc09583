//! Email addresses.

use std::fmt;

/// What is wrong with an email address. Journeys S1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EmailProblem {
    /// Nothing was entered.
    Empty,
    /// Not the form of an address.
    Malformed,
    /// Fewer characters than we accept.
    TooShort {
        /// The fewest we accept.
        minimum: usize,
    },
    /// An operator blocked this provider.
    BlockedProvider,
}

impl fmt::Display for EmailProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("Enter your email address"),
            Self::Malformed => {
                f.write_str("Enter an email address in the correct format, like name@example.com")
            }
            Self::TooShort { minimum } => {
                write!(f, "We cannot accept email addresses with fewer than {minimum} characters")
            }
            Self::BlockedProvider => f.write_str(
                "You cannot use this email provider. Enter an email address from another provider",
            ),
        }
    }
}
