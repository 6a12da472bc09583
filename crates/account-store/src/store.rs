//! The one type that everybody holds: it opens, migrates, reads and writes.

use std::sync::Arc;

use vocabulary::Instant;

use crate::batch::{Batch, WriteFault, Written};
use crate::fault::StoreFault;
use crate::migration;
use crate::options::{DatabaseKind, Options};
use crate::postgres::Postgres;
use crate::sqlite::Sqlite;
use crate::statement::Statement;
use crate::value::{Row, Value};
use crate::vault::Vault;

/// What is remembered. Clones share the connections.
///
/// The read and write methods of each table stand in that table's file.
#[derive(Debug, Clone)]
pub struct Store {
    vault: Arc<Vault>,
    executor: Executor,
}

#[derive(Debug, Clone)]
enum Executor {
    Sqlite(Arc<Sqlite>),
    Postgres(Arc<Postgres>),
}

impl Store {
    /// Opens the database at `url`: `sqlite:PATH` (created when missing, mode 0600) or `postgres://…`.
    ///
    /// A PostgreSQL URL whose host is not this machine must say `sslmode=verify-full` (or `require`, which
    /// verifies as well), or `sslmode=disable`.
    ///
    /// # Errors
    /// When the URL has another form, the file cannot be opened, or no server answers.
    pub async fn open(url: &str, options: Options) -> Result<Self, StoreFault> {
        let executor = if let Some(path) = url.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.contains('?') {
                return Err(StoreFault::Url("must be sqlite: and a path, without parameters"));
            }
            Executor::Sqlite(Arc::new(Sqlite::open(path.as_ref(), &options)?))
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Executor::Postgres(Arc::new(Postgres::open(url, &options).await?))
        } else {
            return Err(StoreFault::Url("must start with sqlite: or postgres://"));
        };
        Ok(Self { vault: Arc::new(options.vault), executor })
    }

    /// Which database it stands on.
    #[must_use]
    pub const fn kind(&self) -> DatabaseKind {
        match self.executor {
            Executor::Sqlite(_) => DatabaseKind::Sqlite,
            Executor::Postgres(_) => DatabaseKind::Postgres,
        }
    }

    /// Brings the schema to this program's version; returns the numbers of the migrations it ran.
    ///
    /// # Errors
    /// When a migration that ran before has been changed since, the database is newer than this program, or a
    /// statement fails; then nothing has changed.
    pub async fn migrate(&self, now: Instant) -> Result<Vec<i64>, StoreFault> {
        match &self.executor {
            Executor::Sqlite(sqlite) => sqlite.migrate(now),
            Executor::Postgres(postgres) => postgres.migrate(now).await,
        }
    }

    /// The number of the newest migration that ran; 0 before the first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn schema_version(&self) -> Result<i64, StoreFault> {
        match self.query_one(migration::VERSION, vec![]).await {
            Ok(Some(mut row)) => row.int(),
            Ok(None) | Err(StoreFault::Unmigrated) => Ok(0),
            Err(fault) => Err(fault),
        }
    }

    /// The schema version this program needs.
    #[must_use]
    pub fn wanted_version() -> i64 {
        migration::newest()
    }

    /// Whether the database answers: for `/health/ready`.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<(), StoreFault> {
        self.query_one(migration::PING, vec![]).await.map(|_| ())
    }

    /// Closes the connections of this store and of its clones, after the batches that wait: on SQLite nothing but the one
    /// file stays. Whoever uses it afterwards is told that it cannot be reached.
    pub async fn close(&self) {
        match &self.executor {
            Executor::Sqlite(sqlite) => sqlite.close().await,
            Executor::Postgres(postgres) => postgres.close(),
        }
    }

    /// The keys of look-ups, for counters' names.
    #[must_use]
    pub fn vault(&self) -> &Vault {
        &self.vault
    }

    /// An empty batch.
    #[must_use]
    pub fn batch(&self) -> Batch {
        Batch::new(Arc::clone(&self.vault))
    }

    /// Writes a batch: all of it, or nothing.
    ///
    /// # Errors
    /// [`WriteFault::Conflict`] when a statement touched another number of rows than it must or met a unique
    /// value; [`WriteFault::Fault`] when the database could not do it.
    pub async fn write(&self, batch: Batch) -> Result<Written, WriteFault> {
        let (steps, relaxed) = batch.into_parts();
        if steps.is_empty() {
            return Ok(Written::default());
        }
        match &self.executor {
            Executor::Sqlite(sqlite) => sqlite.write(steps, relaxed).await,
            Executor::Postgres(postgres) => postgres.write(&steps, relaxed).await,
        }
    }

    pub(crate) async fn query(
        &self,
        statement: &'static Statement,
        values: Vec<Value>,
    ) -> Result<Vec<Row>, StoreFault> {
        match &self.executor {
            Executor::Sqlite(sqlite) => sqlite.query(statement, &values),
            Executor::Postgres(postgres) => postgres.query(statement, &values).await,
        }
    }

    pub(crate) async fn query_one(
        &self,
        statement: &'static Statement,
        values: Vec<Value>,
    ) -> Result<Option<Row>, StoreFault> {
        Ok(self.query(statement, values).await?.into_iter().next())
    }
}
