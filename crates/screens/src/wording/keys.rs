//! Problems of the operators' forms about keys and traces.

use std::fmt;

/// What is wrong with the form of a key's step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyProblem {
    /// Not a number of days until publication.
    PublishDays,
    /// Not a number of days until it signs.
    SignDays,
    /// No client.
    NoClient,
    /// No enabled client has this id.
    UnknownClient,
    /// Not 1 to 60 minutes.
    Minutes,
}

impl fmt::Display for KeyProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PublishDays => "Days until it is published must be a number from 0 to 365",
            Self::SignDays => "Days from then until it signs must be a number from 1 to 365",
            Self::NoClient => "Enter a client ID",
            Self::UnknownClient => "There is no enabled client with this client ID",
            Self::Minutes => "Minutes must be a number from 1 to 60",
        })
    }
}

/// What is wrong with the operators' search for traces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TraceProblem {
    /// Nothing is kept about it.
    Unknown,
}

impl fmt::Display for TraceProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => f.write_str("No log-in is kept under this. Check it and try again"),
        }
    }
}
