//! The contact form and the operators' look-up.

use std::fmt;

/// What is wrong with the contact form. Journeys 2.14. Its email field uses [`super::EmailProblem`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContactProblem {
    /// No name.
    NameEmpty,
    /// No service chosen.
    ServiceEmpty,
    /// No kind of problem chosen.
    ProblemEmpty,
    /// No message.
    MessageEmpty,
    /// The message is too long.
    MessageTooLong {
        /// The most characters allowed.
        maximum: usize,
    },
}

impl fmt::Display for ContactProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NameEmpty => f.write_str("Enter your name"),
            Self::ServiceEmpty => f.write_str("Select the website or app you were using"),
            Self::ProblemEmpty => f.write_str("Select what you need help with"),
            Self::MessageEmpty => f.write_str("Enter what happened"),
            Self::MessageTooLong { maximum } => write!(f, "Message must be {maximum} characters or fewer"),
        }
    }
}

/// What is wrong with the operators' "Explain this error" form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExplainProblem {
    /// No number.
    Empty,
    /// Nothing was recorded under it, or it is no longer kept.
    Unknown,
}

impl fmt::Display for ExplainProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "Enter the error number",
            Self::Unknown => "Nothing is kept under this error number. Check it and try again",
        })
    }
}
