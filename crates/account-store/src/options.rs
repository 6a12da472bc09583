//! How a store is opened.

use std::time::Duration;

use crate::vault::Vault;

/// Which of the two databases a store stands on, for metrics and start-up messages; nothing branches on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DatabaseKind {
    /// A file.
    Sqlite,
    /// A server.
    Postgres,
}

impl DatabaseKind {
    /// Its name in metrics.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

/// How a store is opened; [`Options::new`] gives sensible values.
#[derive(Debug)]
pub struct Options {
    /// The keys of sealed columns and look-ups.
    pub vault: Vault,
    /// SQLite: how many read connections are held.
    pub readers: usize,
    /// PostgreSQL: how many connections at most.
    pub connections: usize,
    /// How long one statement may take, and how long a caller waits for a connection or for SQLite's lock.
    pub patience: Duration,
}

impl Options {
    /// Four readers, sixteen connections, five seconds of patience.
    #[must_use]
    pub const fn new(vault: Vault) -> Self {
        Self { vault, readers: 4, connections: 16, patience: Duration::from_secs(5) }
    }
}
