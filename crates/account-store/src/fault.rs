//! What can go wrong below us. Nothing here holds a stored value.

/// The error of a driver, without the values that it may quote.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{0}")]
pub struct Cause(pub(crate) String);

/// The store could not do its work: the caller answers 500 or 503.
#[derive(Debug, Clone, thiserror::Error)]
pub enum StoreFault {
    /// The database's URL or the options say something impossible.
    #[error("the database URL {0}")]
    Url(&'static str),
    /// No connection, or none in time; trying again later may help.
    #[error("the database cannot be reached: {0}")]
    Unavailable(Cause),
    /// The connection broke while a batch was committed: it may have been written or not.
    #[error("the connection broke while a batch was committed: {0}")]
    Unknown(Cause),
    /// The database refused a statement.
    #[error("statement {statement} failed: {cause}")]
    Statement {
        /// The statement's name in the registry.
        statement: &'static str,
        /// What the database said.
        cause: Cause,
    },
    /// A stored value does not have the form this program wrote.
    #[error("a stored value read by {0} is damaged")]
    Damaged(&'static str),
    /// A sealed value does not open: wrong key, moved between rows, or changed.
    #[error("the sealed value in {0} does not open")]
    Sealed(&'static str),
    /// A statement touched a number of rows that its condition makes impossible.
    #[error("statement {0} touched an impossible number of rows")]
    Impossible(&'static str),
    /// The tables are not there yet.
    #[error("the database has not been migrated")]
    Unmigrated,
    /// The schema is not what this program needs.
    #[error("the schema: {0}")]
    Schema(String),
}
