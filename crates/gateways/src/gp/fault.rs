//! Why a GP system gave no answer at all.

use crate::delivery::Trouble;
use crate::gp::refusal::GpRefusal;

/// Why there is no answer of a GP system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GpFault {
    /// No connection.
    #[error("the GP system cannot be reached")]
    Unreachable,
    /// No answer in time.
    #[error("the GP system did not answer in time")]
    TimedOut,
    /// The connection broke.
    #[error("the connection to the GP system broke")]
    Interrupted,
    /// We ask too often.
    #[error("the GP system is busy")]
    Busy,
    /// It says that the fault is its own.
    #[error("the GP system failed")]
    SystemError,
    /// It does not accept our token: an operator has to mend the configuration.
    #[error("the GP system does not accept our token")]
    NotAuthorised,
    /// It answered something that makes no sense.
    #[error("the GP system gave an answer that cannot be read")]
    Unreadable,
}

impl GpFault {
    /// What a person is shown when a question of theirs met this fault.
    #[must_use]
    pub const fn as_refusal(self) -> GpRefusal {
        match self {
            Self::Unreachable | Self::Interrupted => GpRefusal::BadGateway,
            Self::TimedOut => GpRefusal::Timeout,
            Self::SystemError => GpRefusal::SystemError,
            Self::Busy | Self::NotAuthorised | Self::Unreadable => GpRefusal::Unknown,
        }
    }
}

impl From<Trouble> for GpFault {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Unreachable => Self::Unreachable,
            Trouble::TimedOut => Self::TimedOut,
            Trouble::Interrupted => Self::Interrupted,
            Trouble::Busy => Self::Busy,
            Trouble::ProviderFault => Self::SystemError,
            Trouble::NotAuthorised => Self::NotAuthorised,
        }
    }
}
