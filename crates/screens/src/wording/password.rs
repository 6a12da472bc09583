//! Passwords: the one you log in with, and a new one.

use std::fmt;

/// What is wrong with the password of a log-in. Journeys S3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoginPasswordProblem {
    /// Nothing was entered.
    Empty,
    /// Not the password of this account, or no such account.
    Wrong,
}

impl fmt::Display for LoginPasswordProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "Enter your password",
            Self::Wrong => "Enter the correct password",
        })
    }
}

/// What is wrong with a new password. Journeys R2; section 9, decision 2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewPasswordProblem {
    /// Nothing was entered.
    Empty,
    /// Too few characters.
    TooShort {
        /// The fewest allowed.
        minimum: usize,
    },
    /// Too many characters.
    TooLong {
        /// The most allowed.
        maximum: usize,
    },
    /// The rules ask for a capital letter and there is none.
    NoCapital,
    /// On the list of passwords that many people use.
    Common,
    /// Contains the part of the email address before the @.
    ContainsEmail,
}

impl fmt::Display for NewPasswordProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("Enter a password"),
            Self::TooShort { minimum } => write!(f, "Password must be {minimum} characters or more"),
            Self::TooLong { maximum } => write!(f, "Password must be {maximum} characters or fewer"),
            Self::NoCapital => f.write_str("Password must include at least 1 capital letter"),
            Self::Common => f.write_str("Enter a password that is harder to guess. Many people use this one"),
            Self::ContainsEmail => f.write_str("Password must not include your email address"),
        }
    }
}

/// What is wrong with the second entry of a new password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConfirmProblem {
    /// Nothing was entered.
    Empty,
    /// Not the same as the first entry; shown at both fields.
    Different,
}

impl fmt::Display for ConfirmProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "Confirm your password",
            Self::Different => "Check your passwords match",
        })
    }
}
