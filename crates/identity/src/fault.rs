//! Our own failures.

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
