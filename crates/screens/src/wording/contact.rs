//! The contact form and the operators' look-up.

use std::fmt;

use crate::spoken::spoken_minutes;

/// What is wrong with the contact form. Journeys 2.14. Its email field uses [`super::EmailProblem`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContactProblem {
    /// No name.
    NameEmpty,
    /// The name is too long.
    NameTooLong {
        /// The most characters allowed.
        maximum: usize,
    },
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
    /// Too many messages came from the person's network.
    TooMany {
        /// Minutes until one more is taken.
        minutes: u64,
    },
}

impl fmt::Display for ContactProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NameEmpty => f.write_str("Enter your name"),
            Self::NameTooLong { maximum } => write!(f, "Name must be {maximum} characters or fewer"),
            Self::ServiceEmpty => f.write_str("Select the website or app you were using"),
            Self::ProblemEmpty => f.write_str("Select what you need help with"),
            Self::MessageEmpty => f.write_str("Enter what happened"),
            Self::MessageTooLong { maximum } => write!(f, "Message must be {maximum} characters or fewer"),
            Self::TooMany { minutes } => write!(
                f,
                "We have received a lot of messages from where you are. Wait {}, then send this message again",
                spoken_minutes(*minutes)
            ),
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
