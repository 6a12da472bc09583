//! Why the provider gave no answer.

use crate::delivery::Trouble;
use crate::http::Answer;

/// Why there is no answer of the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdCheckFault {
    /// No connection.
    #[error("the document-check provider cannot be reached")]
    Unreachable,
    /// No answer in time. What was sent may have been accepted: sending it again is harmless.
    #[error("the document-check provider did not answer in time")]
    TimedOut,
    /// The connection broke. What was sent may have been accepted: sending it again is harmless.
    #[error("the connection to the document-check provider broke")]
    Interrupted,
    /// It asks us to slow down.
    #[error("the document-check provider is busy")]
    Busy,
    /// It says that the fault is its own.
    #[error("the document-check provider failed")]
    ProviderFault,
    /// It does not accept our token: an operator has to mend the configuration.
    #[error("the document-check provider does not accept our token")]
    NotAuthorised,
    /// It will never accept this; people have to check the case.
    #[error("the document-check provider refuses the submission")]
    Refused,
    /// It knows no check with this reference.
    #[error("the document-check provider knows no such check")]
    UnknownCheck,
    /// It answered something that makes no sense.
    #[error("the document-check provider gave an answer that cannot be read")]
    Unreadable,
}

impl IdCheckFault {
    /// Whether the same request may succeed later.
    #[must_use]
    pub const fn may_pass(self) -> bool {
        !matches!(self, Self::Refused | Self::UnknownCheck)
    }

    /// What a status other than success says.
    pub(crate) fn of(answer: &Answer) -> Self {
        tracing::warn!(provider = "id_check", status = answer.status, "the provider said no");
        match answer.status {
            401 | 403 => Self::NotAuthorised,
            408 | 425 | 429 | 503 => Self::Busy,
            404 => Self::UnknownCheck,
            400..=499 => Self::Refused,
            500..=599 => Self::ProviderFault,
            _ => Self::Unreadable,
        }
    }
}

impl From<Trouble> for IdCheckFault {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Unreachable => Self::Unreachable,
            Trouble::TimedOut => Self::TimedOut,
            Trouble::Interrupted => Self::Interrupted,
            Trouble::Busy => Self::Busy,
            Trouble::ProviderFault => Self::ProviderFault,
            Trouble::NotAuthorised => Self::NotAuthorised,
        }
    }
}
