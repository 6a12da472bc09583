//! Our own failures.

use vocabulary::ErrorCode;

/// Something of ours failed; the person sees X2 or X3 with a reference, the partner `server_error` or `temporarily_unavailable`.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The database.
    #[error("the store failed: {0}")]
    Store(String),
    /// Too many passwords are being checked: told at once, with the seconds to wait.
    #[error("busy for {retry_after} s")]
    Busy {
        /// Seconds.
        retry_after: u32,
    },
    /// Stored data that no longer parses, or a rule of ours that does not hold.
    #[error("a rule of ours does not hold: {0}")]
    Bug(&'static str),
}

impl Fault {
    /// What a partner is told whose request was sound.
    ///
    /// Spec: F-29
    pub(crate) const fn returned(&self) -> (ErrorCode, &'static str) {
        match self {
            Self::Store(_) | Self::Busy { .. } => {
                (ErrorCode::TemporarilyUnavailable, "The service is unavailable for now")
            }
            Self::Bug(_) => (ErrorCode::ServerError, "The service failed"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partner_is_told_whether_it_helps_to_try_again() {
        let code = |fault: Fault| fault.returned().0;
        assert_eq!(code(Fault::Store("words of a database".into())), ErrorCode::TemporarilyUnavailable);
        assert_eq!(code(Fault::Busy { retry_after: 3 }), ErrorCode::TemporarilyUnavailable);
        assert_eq!(code(Fault::Bug("a rule")), ErrorCode::ServerError);
    }
}
