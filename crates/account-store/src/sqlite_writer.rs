//! The one thread that writes to SQLite: batches that wait together are committed together.

use std::time::Duration;

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use crate::batch::{Step, WriteFault, Written};
use crate::fault::{Cause, StoreFault};
use crate::sqlite::{describe, fault_of, is_conflict, run};

/// How many batches share one commit at most.
const GROUP: usize = 64;

/// How long a batch waits for others when batches come faster than they are committed: about as long as a commit takes, which
/// is then paid once for all of them. A batch that comes alone does not wait.
const GATHER: Duration = Duration::from_micros(600);

/// A batch and where its answer goes.
pub(crate) struct Job {
    pub(crate) steps: Vec<Step>,
    pub(crate) relaxed: bool,
    pub(crate) answer: oneshot::Sender<Result<Written, WriteFault>>,
}

/// What the writer is asked to do.
pub(crate) enum Order {
    Write(Job),
    /// Close the connection and end; the answer comes when that is done.
    Close(oneshot::Sender<()>),
}

type Outcome = Result<Written, WriteFault>;

/// Serves until it is told to close, or every sender is gone.
pub(crate) fn serve(connection: Connection, mut orders: mpsc::Receiver<Order>) {
    let mut writer = Writer { connection, relaxed: false };
    let mut group = Vec::with_capacity(GROUP);
    let mut closing = None;
    let mut busy = false;
    while closing.is_none()
        && let Some((first, waited)) = next(&mut orders)
    {
        if busy || waited {
            std::thread::sleep(GATHER);
        }
        closing = gather(first, &mut orders, &mut group);
        busy = group.len() > 1;
        if group.is_empty() {
            continue;
        }
        let outcomes = writer.commit(&group);
        for (job, outcome) in group.drain(..).zip(outcomes) {
            // A caller that went away does not want to know; its batch is written all the same.
            let _gone = job.answer.send(outcome);
        }
    }
    // Whoever comes later is told that the writer has stopped.
    drop(orders);
    if let Err((_, error)) = writer.connection.close() {
        tracing::warn!(error = describe(&error), "the writer's connection was not closed in good order");
    }
    if let Some(closed) = closing {
        let _gone = closed.send(());
    }
}

/// The next order, and whether it had waited for the group before it.
fn next(orders: &mut mpsc::Receiver<Order>) -> Option<(Order, bool)> {
    match orders.try_recv() {
        Ok(order) => Some((order, true)),
        Err(_) => orders.blocking_recv().map(|order| (order, false)),
    }
}

/// Takes every batch that is there, as far as a group goes; gives who waits for the end.
fn gather(
    first: Order,
    orders: &mut mpsc::Receiver<Order>,
    group: &mut Vec<Job>,
) -> Option<oneshot::Sender<()>> {
    let mut next = Some(first);
    while let Some(order) = next.take() {
        match order {
            Order::Write(job) => group.push(job),
            Order::Close(answer) => return Some(answer),
        }
        if group.len() < GROUP {
            next = orders.try_recv().ok();
        }
    }
    None
}

struct Writer {
    connection: Connection,
    relaxed: bool,
}

impl Writer {
    /// Writes a group in one transaction. Nobody is answered before it is committed.
    fn commit(&mut self, group: &[Job]) -> Vec<Outcome> {
        match self.try_commit(group) {
            Ok(outcomes) => outcomes,
            Err(fault) => {
                tracing::error!(%fault, batches = group.len(), "a group of batches was not committed");
                if !self.connection.is_autocommit() {
                    let _already_undone = self.connection.execute_batch("ROLLBACK");
                }
                group.iter().map(|_| Err(WriteFault::Fault(fault.clone()))).collect()
            }
        }
    }

    /// Without savepoints at first: keeping what each batch changed costs as much as changing it, and conflicts are rare.
    fn try_commit(&mut self, group: &[Job]) -> Result<Vec<Outcome>, StoreFault> {
        self.set_relaxed(group.iter().all(|job| job.relaxed))?;
        self.control("BEGIN IMMEDIATE")?;
        let mut outcomes = Vec::with_capacity(group.len());
        for job in group {
            let outcome = self.steps(&job.steps);
            if outcome.is_err() {
                if !self.connection.is_autocommit() {
                    self.control("ROLLBACK")?;
                }
                // Alone, there is nothing else to keep.
                return if group.len() == 1 { Ok(vec![outcome]) } else { self.commit_one_by_one(group) };
            }
            outcomes.push(outcome);
        }
        self.control("COMMIT")?;
        Ok(outcomes)
    }

    /// Writes a group of which some batch fails: each batch can be undone without the others.
    fn commit_one_by_one(&self, group: &[Job]) -> Result<Vec<Outcome>, StoreFault> {
        self.control("BEGIN IMMEDIATE")?;
        let mut outcomes = Vec::with_capacity(group.len());
        for job in group {
            self.control("SAVEPOINT job")?;
            let outcome = self.steps(&job.steps);
            if self.connection.is_autocommit() {
                // The fault was so grave that SQLite undid the whole transaction.
                return Err(match outcome {
                    Err(WriteFault::Fault(fault)) => fault,
                    _ => StoreFault::Unavailable(Cause("the transaction was undone".to_owned())),
                });
            }
            if outcome.is_err() {
                self.control("ROLLBACK TO job")?;
            }
            self.control("RELEASE job")?;
            outcomes.push(outcome);
        }
        self.control("COMMIT")?;
        Ok(outcomes)
    }

    fn steps(&self, steps: &[Step]) -> Outcome {
        let mut written = Written::default();
        for (index, step) in steps.iter().enumerate() {
            let statement = step.statement;
            let conflict = || WriteFault::Conflict { statement: statement.name(), index };
            match run(&self.connection, statement, &step.values) {
                Ok((touched, rows)) if step.expect.is_met_by(touched) => written.push(touched, rows),
                Ok(_) => return Err(conflict()),
                Err(error) if is_conflict(&error) => return Err(conflict()),
                Err(error) => return Err(WriteFault::Fault(fault_of(statement, &error))),
            }
        }
        Ok(written)
    }

    fn control(&self, text: &'static str) -> Result<(), StoreFault> {
        self.connection
            .prepare_cached(text)
            .and_then(|mut prepared| prepared.execute([]))
            .map(|_| ())
            .map_err(|error| StoreFault::Statement { statement: text, cause: Cause(describe(&error)) })
    }

    /// With NORMAL a commit is not flushed to the disk at once: the operating system has it, so that a crash of
    /// this process loses nothing, but a power cut may. Every later FULL commit flushes it too.
    fn set_relaxed(&mut self, relaxed: bool) -> Result<(), StoreFault> {
        if relaxed != self.relaxed {
            let level = if relaxed { "NORMAL" } else { "FULL" };
            self.connection.pragma_update(None, "synchronous", level).map_err(|error| {
                StoreFault::Statement { statement: "PRAGMA synchronous", cause: Cause(describe(&error)) }
            })?;
            self.relaxed = relaxed;
        }
        Ok(())
    }
}
