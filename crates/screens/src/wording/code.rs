//! Security codes.

use std::fmt;

/// What is wrong with a security code. Expired codes and locks are pages. Journeys 2.0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeProblem {
    /// Nothing was entered.
    Empty,
    /// Not six digits.
    NotSixNumbers,
    /// Six digits, but not the ones we sent.
    Wrong,
}

impl fmt::Display for CodeProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "Enter the security code",
            Self::NotSixNumbers => "Security code must be 6 numbers",
            Self::Wrong => "The security code you have entered is wrong",
        })
    }
}

/// The success banner after a code was sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodeSent {
    /// By text message or email.
    Message,
    /// By a call to a landline.
    Call,
    /// A link to another device, by text message.
    Link,
}

impl fmt::Display for CodeSent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Message => "You have been sent a new security code",
            Self::Link => "You have been sent a new link",
            Self::Call => "We are calling you with a new security code",
        })
    }
}
