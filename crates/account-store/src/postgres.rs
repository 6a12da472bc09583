//! PostgreSQL: pooled connections, prepared statements, batches in two round trips.

use std::collections::BTreeMap;
use std::pin::pin;

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime};
use futures_util::TryStreamExt as _;
use futures_util::future::{join, join_all};
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use tokio_postgres::{Client, Error, NoTls};
use vocabulary::Instant;

use crate::batch::{Step, WriteFault, Written};
use crate::fault::{Cause, StoreFault};
use crate::migration;
use crate::options::{DatabaseKind, Options};
use crate::postgres_config;
use crate::statement::Statement;
use crate::value::{Row, Value};

const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED";
const BEGIN_RELAXED: &str = "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL synchronous_commit TO OFF";
/// How many statements are sent before the first answer is awaited; `join_all` keeps the order up to 30.
const PIPELINE: usize = 30;
/// Any number that no other program on this server takes: "nhslogin" in ASCII.
const MIGRATION_LOCK: &str = "SELECT pg_advisory_xact_lock(7955998170580775278)";

/// A pool of connections to one server.
#[derive(Debug)]
pub(crate) struct Postgres {
    pool: Pool,
}

type Answer = (u64, Vec<Row>);
type Prepared<'a> = (&'a Step, tokio_postgres::Statement);

/// Why a try at a batch was not written.
enum Failure {
    /// Another transaction was in the way, or the connection was gone before COMMIT was sent: nothing is
    /// written, and the same batch may pass at the next try.
    Passing(StoreFault),
    /// The connection broke while a statement was under way.
    Broken(Cause),
    Final(WriteFault),
}

impl<T: Into<WriteFault>> From<T> for Failure {
    fn from(fault: T) -> Self {
        Self::Final(fault.into())
    }
}

impl Postgres {
    pub(crate) async fn open(url: &str, options: &Options) -> Result<Self, StoreFault> {
        let settings = postgres_config::parse(url, options.patience)?;
        let how = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let manager = match settings.tls {
            Some(tls) => Manager::from_config(settings.config, tls, how),
            None => Manager::from_config(settings.config, NoTls, how),
        };
        let pool = Pool::builder(manager)
            .max_size(options.connections.max(1))
            .wait_timeout(Some(options.patience))
            .create_timeout(Some(options.patience))
            .runtime(Runtime::Tokio1)
            .build()
            .map_err(|error| StoreFault::Unavailable(Cause(error.to_string())))?;
        let postgres = Self { pool };
        // A wrong address is told at once, not at the first request.
        drop(postgres.client().await?);
        Ok(postgres)
    }

    /// Lets go of the idle connections; those in use end with what they are used for.
    pub(crate) fn close(&self) {
        self.pool.close();
    }

    async fn client(&self) -> Result<Object, StoreFault> {
        self.pool.get().await.map_err(|error| match error {
            deadpool_postgres::PoolError::Backend(error) => StoreFault::Unavailable(describe(&error)),
            other => StoreFault::Unavailable(Cause(other.to_string())),
        })
    }

    /// Runs the pending migrations in one transaction; other servers that start at the same moment wait.
    pub(crate) async fn migrate(&self, now: Instant) -> Result<Vec<i64>, StoreFault> {
        let held = Held::new(self.client().await?);
        let client = held.client();
        let schema = |error: Error| StoreFault::Schema(describe(&error).0);
        client
            .batch_execute("BEGIN; SET LOCAL statement_timeout TO 0; SET LOCAL lock_timeout TO 0")
            .await
            .map_err(schema)?;
        client.batch_execute(MIGRATION_LOCK).await.map_err(schema)?;
        client.batch_execute(migration::HISTORY_POSTGRES).await.map_err(schema)?;
        let history = client.prepare(migration::HISTORY.sql()).await.map_err(schema)?;
        let mut applied = BTreeMap::new();
        for mut row in run(client, migration::HISTORY, &history, &[]).await.map_err(schema)?.1 {
            applied.insert(row.int()?, row.text()?);
        }
        let mut numbers = Vec::new();
        let record = client.prepare(migration::RECORD.sql()).await.map_err(schema)?;
        for step in migration::pending(DatabaseKind::Postgres, &applied)? {
            client.batch_execute(step.postgres).await.map_err(schema)?;
            let values = step.record(DatabaseKind::Postgres, now);
            run(client, migration::RECORD, &record, &values).await.map_err(schema)?;
            numbers.push(step.number);
        }
        client.batch_execute("COMMIT").await.map_err(schema)?;
        held.release();
        Ok(numbers)
    }

    /// Runs a query; again while the connections that the pool gives turn out to be broken.
    pub(crate) async fn query(
        &self,
        statement: &'static Statement,
        values: &[Value],
    ) -> Result<Vec<Row>, StoreFault> {
        let mut answer = self.query_once(statement, values).await?;
        for _ in 0..self.tries() {
            match &answer {
                Err(error) if is_broken(error) => answer = self.query_once(statement, values).await?,
                _ => break,
            }
        }
        answer.map_err(|error| fault_of(statement, &error))
    }

    /// As many as there can be connections, so that a server's restart costs callers nothing but time.
    fn tries(&self) -> usize {
        self.pool.status().max_size
    }

    async fn query_once(
        &self,
        statement: &'static Statement,
        values: &[Value],
    ) -> Result<Result<Vec<Row>, Error>, StoreFault> {
        let client = self.client().await?;
        let prepared = match client.prepare_cached(statement.sql()).await {
            Ok(prepared) => prepared,
            Err(error) => return Ok(Err(error)),
        };
        Ok(run(&client, statement, &prepared, values).await.map(|(_, rows)| rows))
    }

    /// Writes a batch; again while a try failed and certainly wrote nothing.
    pub(crate) async fn write(&self, steps: &[Step], relaxed: bool) -> Result<Written, WriteFault> {
        let mut outcome = self.write_once(steps, relaxed).await;
        for _ in 0..self.tries() {
            match outcome {
                Err(Failure::Passing(_)) => outcome = self.write_once(steps, relaxed).await,
                _ => break,
            }
        }
        outcome.map_err(|failure| match failure {
            Failure::Passing(fault) => WriteFault::Fault(fault),
            Failure::Broken(cause) => WriteFault::Fault(StoreFault::Unknown(cause)),
            Failure::Final(fault) => fault,
        })
    }

    async fn write_once(&self, steps: &[Step], relaxed: bool) -> Result<Written, Failure> {
        let client = self.client().await?;
        let mut prepared = Vec::with_capacity(steps.len());
        for step in steps {
            let sql = step.statement.sql();
            let ready = client.prepare_cached(sql).await.map_err(|error| {
                let fault = fault_of(step.statement, &error);
                if is_broken(&error) { Failure::Passing(fault) } else { fault.into() }
            })?;
            prepared.push((step, ready));
        }
        let held = Held::new(client);
        match prepared.as_slice() {
            [only] => write_single(held, only, relaxed).await,
            several => write_several(held, several, relaxed).await,
        }
    }
}

/// One statement needs no second round trip: when its count is wrong it has touched nothing.
async fn write_single(held: Held, only: &Prepared<'_>, relaxed: bool) -> Result<Written, Failure> {
    let client = held.client();
    let (step, ready) = only;
    let statement = run(client, step.statement, ready, &step.values);
    let (answer, committed) = if relaxed {
        let (begun, (answer, committed)) =
            join(client.batch_execute(BEGIN_RELAXED), join(statement, client.batch_execute("COMMIT"))).await;
        (begun.and(answer), committed)
    } else {
        (statement.await, Ok(()))
    };
    let outcome = judge([(*step, answer)]);
    committed.map_err(|error| at_commit(&error))?;
    held.release();
    let written = outcome?;
    Ok(written)
}

/// Two round trips: BEGIN with every statement, then COMMIT or ROLLBACK.
async fn write_several(held: Held, prepared: &[Prepared<'_>], relaxed: bool) -> Result<Written, Failure> {
    let answers = send_all(held.client(), prepared, relaxed).await?;
    match judge(answers) {
        Ok(written) => {
            held.client().batch_execute("COMMIT").await.map_err(|error| at_commit(&error))?;
            held.release();
            Ok(written)
        }
        // COMMIT was not sent, so nothing is written.
        Err(Failure::Broken(cause)) => Err(Failure::Passing(StoreFault::Unavailable(cause))),
        Err(failure) => {
            if held.client().batch_execute("ROLLBACK").await.is_ok() {
                held.release();
            }
            Err(failure)
        }
    }
}

/// Sends BEGIN and the statements in order, without awaiting an answer in between.
async fn send_all<'a>(
    client: &Client,
    prepared: &[Prepared<'a>],
    relaxed: bool,
) -> Result<Vec<(&'a Step, Result<Answer, Error>)>, Failure> {
    let send = |part: &'_ [Prepared<'a>]| {
        let each: Vec<_> = part
            .iter()
            .map(|(step, ready)| {
                let (step, ready) = (*step, ready.clone());
                async move { (step, run(client, step.statement, &ready, &step.values).await) }
            })
            .collect();
        join_all(each)
    };
    let (first, rest) = prepared.split_at(prepared.len().min(PIPELINE));
    let opening = client.batch_execute(if relaxed { BEGIN_RELAXED } else { BEGIN });
    let (opened, mut answers) = join(opening, send(first)).await;
    opened.map_err(|error| Failure::Passing(StoreFault::Unavailable(describe(&error))))?;
    for part in rest.chunks(PIPELINE) {
        answers.extend(send(part).await);
    }
    Ok(answers)
}

/// The first statement that failed or touched another number of rows decides.
fn judge<'a>(
    answers: impl IntoIterator<Item = (&'a Step, Result<Answer, Error>)>,
) -> Result<Written, Failure> {
    let mut written = Written::default();
    for (index, (step, answer)) in answers.into_iter().enumerate() {
        let statement = step.statement.name();
        let conflict = || WriteFault::Conflict { statement, index };
        match answer {
            Ok((touched, rows)) if step.expect.is_met_by(touched) => written.push(touched, rows),
            Ok(_) => return Err(conflict().into()),
            Err(error) if is_broken(&error) => return Err(Failure::Broken(describe(&error))),
            Err(error) => {
                return Err(match code(&error) {
                    "23505" | "23503" => conflict().into(),
                    "40001" | "40P01" => Failure::Passing(fault_of(step.statement, &error)),
                    _ => fault_of(step.statement, &error).into(),
                });
            }
        }
    }
    Ok(written)
}

fn at_commit(error: &Error) -> Failure {
    match code(error) {
        "40001" | "40P01" => Failure::Passing(StoreFault::Unavailable(describe(error))),
        "" => StoreFault::Unknown(describe(error)).into(),
        _ => StoreFault::Statement { statement: "COMMIT", cause: describe(error) }.into(),
    }
}

/// A connection that may be inside a transaction: unless released it is closed, not pooled, so that a caller
/// who goes away in the middle leaves nothing open.
struct Held(Option<Object>);

impl Held {
    const fn new(client: Object) -> Self {
        Self(Some(client))
    }

    fn client(&self) -> &Client {
        self.0.as_ref().expect("only release takes the connection, and it takes the holder too")
    }

    fn release(mut self) {
        drop(self.0.take());
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(client) = self.0.take() {
            drop(Object::take(client));
        }
    }
}

impl ToSql for Value {
    fn to_sql(
        &self,
        ty: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Self::Int(Some(number)) if *ty == Type::INT4 => i32::try_from(*number)?.to_sql(ty, out),
            Self::Int(Some(number)) => number.to_sql(ty, out),
            Self::Text(Some(text)) => text.to_sql(ty, out),
            Self::Blob(Some(bytes)) => bytes.to_sql(ty, out),
            Self::Int(None) | Self::Text(None) | Self::Blob(None) => Ok(IsNull::Yes),
        }
    }

    fn accepts(ty: &Type) -> bool {
        matches!(*ty, Type::INT8 | Type::INT4 | Type::TEXT | Type::BYTEA)
    }

    to_sql_checked!();
}

/// Runs one statement; gives how many rows it touched and the rows it returned. It is sent at the first poll.
async fn run(
    client: &Client,
    statement: &'static Statement,
    prepared: &tokio_postgres::Statement,
    values: &[Value],
) -> Result<Answer, Error> {
    let mut stream = pin!(client.query_raw(prepared, values).await?);
    let mut rows = Vec::new();
    while let Some(row) = stream.try_next().await? {
        let columns = (0..row.len()).map(|place| owned(&row, place)).collect::<Result<Vec<_>, _>>()?;
        rows.push(Row::new(statement.name(), columns));
    }
    let touched = stream.rows_affected().unwrap_or_default();
    Ok((touched, rows))
}

fn owned(row: &tokio_postgres::Row, place: usize) -> Result<Value, Error> {
    match *row.columns()[place].type_() {
        Type::INT4 => Ok(Value::Int(row.try_get::<_, Option<i32>>(place)?.map(i64::from))),
        Type::TEXT => row.try_get(place).map(Value::Text),
        Type::BYTEA => row.try_get(place).map(Value::Blob),
        _ => row.try_get(place).map(Value::Int),
    }
}

/// Whether the connection is of no more use: the network failed, or the server is going away.
fn is_broken(error: &Error) -> bool {
    matches!(code(error), "" | "57P01" | "57P02")
}

fn code(error: &Error) -> &str {
    error.code().map_or("", tokio_postgres::error::SqlState::code)
}

fn fault_of(statement: &'static Statement, error: &Error) -> StoreFault {
    let cause = describe(error);
    match code(error) {
        "42P01" => StoreFault::Unmigrated,
        "" | "57014" | "55P03" => StoreFault::Unavailable(cause),
        state if state.starts_with("53") || state.starts_with("57P") || state.starts_with("08") => {
            StoreFault::Unavailable(cause)
        }
        _ => StoreFault::Statement { statement: statement.name(), cause },
    }
}

/// What the server says, without the DETAIL that quotes values.
fn describe(error: &Error) -> Cause {
    match error.as_db_error() {
        Some(refusal) => Cause(format!("{} ({})", refusal.message(), refusal.code().code())),
        None => Cause(error.to_string()),
    }
}
