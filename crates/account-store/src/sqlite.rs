//! SQLite: reads run inline on held read-only connections, writes go to one thread that owns the writer.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, ffi};
use tokio::sync::{mpsc, oneshot};
use vocabulary::Instant;

use crate::batch::{Step, WriteFault, Written};
use crate::fault::{Cause, StoreFault};
use crate::migration;
use crate::options::{DatabaseKind, Options};
use crate::sqlite_writer::{self, Job, Order};
use crate::statement::Statement;
use crate::value::{Row, Value};

/// How many batches may wait for the writer before callers wait to hand theirs over.
const QUEUE: usize = 1024;
/// More than there are statements, so that every one stays prepared.
const PREPARED: usize = 256;
/// Negative: KiB. The pages that every write touches stay, and the random ones of an ordinary database's indexes.
const WRITER_CACHE_KIB: i64 = -16 * 1024;
/// As many as one table of the journal's index holds, so that looking a page up stays one step: 16 MB, in which the pages
/// that every write touches are copied back once.
const CHECKPOINT_PAGES: i64 = 4000;

/// An open file.
#[derive(Debug)]
pub(crate) struct Sqlite {
    path: PathBuf,
    patience: Duration,
    /// None once the store is closed.
    readers: Vec<Mutex<Option<Connection>>>,
    turn: AtomicUsize,
    orders: mpsc::Sender<Order>,
}

impl Sqlite {
    pub(crate) fn open(path: &Path, options: &Options) -> Result<Self, StoreFault> {
        if path.as_os_str().is_empty() || path.as_os_str() == ":memory:" {
            return Err(StoreFault::Url("must name a file after sqlite:"));
        }
        prepare_file(path).map_err(|error| StoreFault::Unavailable(Cause(error.to_string())))?;
        let writer = open_writer(path, options.patience).map_err(|error| opening(&error))?;
        let readers = (0..options.readers.max(1))
            .map(|_| open_reader(path, options.patience).map(|reader| Mutex::new(Some(reader))))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|error| opening(&error))?;
        let (orders, waiting) = mpsc::channel(QUEUE);
        std::thread::Builder::new()
            .name("sqlite-writer".to_owned())
            .spawn(move || sqlite_writer::serve(writer, waiting))
            .map_err(|error| StoreFault::Unavailable(Cause(error.to_string())))?;
        Ok(Self {
            path: path.to_owned(),
            patience: options.patience,
            readers,
            turn: AtomicUsize::new(0),
            orders,
        })
    }

    /// Runs the pending migrations in one transaction of a connection of its own.
    pub(crate) fn migrate(&self, now: Instant) -> Result<Vec<i64>, StoreFault> {
        let mut connection = open_writer(&self.path, self.patience).map_err(|error| opening(&error))?;
        let schema = |error: rusqlite::Error| StoreFault::Schema(describe(&error));
        let transaction =
            connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(schema)?;
        transaction.execute_batch(migration::HISTORY_SQLITE).map_err(schema)?;
        let mut applied = BTreeMap::new();
        for mut row in run(&transaction, migration::HISTORY, &[]).map_err(schema)?.1 {
            applied.insert(row.int()?, row.text()?);
        }
        let mut numbers = Vec::new();
        for step in migration::pending(DatabaseKind::Sqlite, &applied)? {
            transaction.execute_batch(step.sqlite).map_err(schema)?;
            let record = step.record(DatabaseKind::Sqlite, now);
            run(&transaction, migration::RECORD, &record).map_err(schema)?;
            numbers.push(step.number);
        }
        transaction.commit().map_err(schema)?;
        Ok(numbers)
    }

    /// Hands a batch to the writer and waits until it is committed.
    pub(crate) async fn write(&self, steps: Vec<Step>, relaxed: bool) -> Result<Written, WriteFault> {
        let (answer, answered) = oneshot::channel();
        let gone = || StoreFault::Unavailable(Cause("the writer has stopped".to_owned()));
        let job = Job { steps, relaxed, answer };
        self.orders.send(Order::Write(job)).await.map_err(|_| gone())?;
        answered.await.map_err(|_| gone())?
    }

    /// Runs a query on a reader that is free.
    pub(crate) fn query(
        &self,
        statement: &'static Statement,
        values: &[Value],
    ) -> Result<Vec<Row>, StoreFault> {
        let reader = self.reader();
        let closed = || StoreFault::Unavailable(Cause("the store is closed".to_owned()));
        let reader = reader.as_ref().ok_or_else(closed)?;
        let (_, rows) = run(reader, statement, values).map_err(|error| fault_of(statement, &error))?;
        Ok(rows)
    }

    /// Closes every connection, the writer's when the batches that wait are written. It is the last one, so SQLite folds the
    /// journal into the file and removes it.
    pub(crate) async fn close(&self) {
        for reader in &self.readers {
            drop(reader.lock().unwrap_or_else(PoisonError::into_inner).take());
        }
        let (answer, answered) = oneshot::channel();
        if self.orders.send(Order::Close(answer)).await.is_ok() {
            // An error means that the thread has ended, which is what was asked for.
            let _ended = answered.await;
        }
    }

    /// The first reader that is free, so that few of them read the same pages again after every commit; or the next one in
    /// turn when none is: each is held for one short query only.
    fn reader(&self) -> MutexGuard<'_, Option<Connection>> {
        if let Some(free) = self.readers.iter().find_map(|reader| reader.try_lock().ok()) {
            return free;
        }
        let turn = self.turn.fetch_add(1, Ordering::Relaxed);
        // A panic while reading leaves a connection that still reads.
        self.readers[turn % self.readers.len()].lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Makes the directory and an empty file that only this user may read; journal files inherit its mode.
fn prepare_file(path: &Path) -> std::io::Result<()> {
    if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(parent)?;
    }
    let mut file = fs::OpenOptions::new();
    file.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    file.open(path).map(|_| ())
}

/// Plans do not look at bound values (the query planner stability guarantee): one that did is thrown away when the values are cleared,
/// and the statement is parsed again at every use.
fn keep_plans(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map(|_| ())
}

fn open_writer(path: &Path, patience: Duration) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(patience)?;
    connection.set_prepared_statement_cache_capacity(PREPARED);
    keep_plans(&connection)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", "ON")?;
    connection.pragma_update(None, "trusted_schema", "OFF")?;
    // What a batch may have to undo stays in memory.
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "cache_size", WRITER_CACHE_KIB)?;
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    // After a burst the journal shrinks again.
    connection.pragma_update(None, "journal_size_limit", 64 * 1024 * 1024)?;
    Ok(connection)
}

fn open_reader(path: &Path, patience: Duration) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(patience)?;
    connection.set_prepared_statement_cache_capacity(PREPARED);
    keep_plans(&connection)?;
    connection.pragma_update(None, "query_only", "ON")?;
    connection.pragma_update(None, "trusted_schema", "OFF")?;
    Ok(connection)
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Int(Some(number)) => ValueRef::Integer(*number),
            Self::Text(Some(text)) => ValueRef::Text(text.as_bytes()),
            Self::Blob(Some(bytes)) => ValueRef::Blob(bytes),
            Self::Int(None) | Self::Text(None) | Self::Blob(None) => ValueRef::Null,
        }))
    }
}

/// Runs one statement; gives how many rows it touched and the rows it returned.
pub(crate) fn run(
    connection: &Connection,
    statement: &'static Statement,
    values: &[Value],
) -> rusqlite::Result<(u64, Vec<Row>)> {
    let mut prepared = connection.prepare_cached(statement.sql())?;
    for (index, number) in statement.places(|| places(&prepared)).iter().enumerate() {
        let value = number.checked_sub(1).and_then(|number| values.get(number));
        let value = value.ok_or(rusqlite::Error::InvalidParameterCount(values.len(), *number))?;
        prepared.raw_bind_parameter(index + 1, value)?;
    }
    let width = prepared.column_count();
    if width == 0 {
        let touched = prepared.raw_execute()?;
        return Ok((u64::try_from(touched).unwrap_or(u64::MAX), Vec::new()));
    }
    let mut answers = Vec::new();
    let mut rows = prepared.raw_query();
    while let Some(row) = rows.next()? {
        let mut columns = Vec::with_capacity(width);
        for place in 0..width {
            columns.push(owned(row.get_ref(place)?, place)?);
        }
        answers.push(Row::new(statement.name(), columns));
    }
    Ok((u64::try_from(answers.len()).unwrap_or(u64::MAX), answers))
}

/// The number of each parameter's value, by the parameter's name.
fn places(prepared: &rusqlite::Statement<'_>) -> Box<[usize]> {
    let number = |place| prepared.parameter_name(place)?.strip_prefix('$')?.parse().ok();
    (1..=prepared.parameter_count()).map(|place| number(place).unwrap_or_default()).collect()
}

fn owned(value: ValueRef<'_>, place: usize) -> rusqlite::Result<Value> {
    match value {
        ValueRef::Null => Ok(Value::Int(None)),
        ValueRef::Integer(number) => Ok(Value::Int(Some(number))),
        ValueRef::Text(bytes) => {
            let text =
                std::str::from_utf8(bytes).map_err(|error| rusqlite::Error::Utf8Error(place, error))?;
            Ok(Value::Text(Some(text.to_owned())))
        }
        ValueRef::Blob(bytes) => Ok(Value::Blob(Some(bytes.to_vec()))),
        ValueRef::Real(_) => {
            Err(rusqlite::Error::InvalidColumnType(place, String::new(), rusqlite::types::Type::Real))
        }
    }
}

/// Whether a unique value or a referenced row makes the statement impossible.
pub(crate) fn is_conflict(error: &rusqlite::Error) -> bool {
    error.sqlite_error().is_some_and(|failure| {
        matches!(
            failure.extended_code,
            ffi::SQLITE_CONSTRAINT_UNIQUE
                | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
                | ffi::SQLITE_CONSTRAINT_FOREIGNKEY
        )
    })
}

pub(crate) fn fault_of(statement: &'static Statement, error: &rusqlite::Error) -> StoreFault {
    let cause = Cause(describe(error));
    match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreFault::Unavailable(cause),
        _ if cause.0.contains("no such table") => StoreFault::Unmigrated,
        _ => StoreFault::Statement { statement: statement.name(), cause },
    }
}

fn opening(error: &rusqlite::Error) -> StoreFault {
    StoreFault::Unavailable(Cause(describe(error)))
}

/// What SQLite says; its messages name tables and columns, never values.
pub(crate) fn describe(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqliteFailure(failure, Some(message)) => {
            format!("{message} (code {})", failure.extended_code)
        }
        rusqlite::Error::SqliteFailure(failure, None) => format!("{failure}"),
        rusqlite::Error::SqlInputError { error, msg, .. } => format!("{msg} (code {})", error.extended_code),
        other => format!("{other}"),
    }
}
