//! A write: statements that take effect together or not at all.

use std::sync::Arc;

use crate::fault::StoreFault;
use crate::statement::Statement;
use crate::value::{Row, Value};
use crate::vault::Vault;

/// How many rows a statement must touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expect {
    /// This many; any other number is a conflict, and nothing of the batch is written.
    Exactly(u64),
    /// However many.
    Any,
}

impl Expect {
    pub(crate) const fn is_met_by(self, rows: u64) -> bool {
        match self {
            Self::Exactly(wanted) => wanted == rows,
            Self::Any => true,
        }
    }
}

#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) statement: &'static Statement,
    pub(crate) expect: Expect,
    pub(crate) values: Vec<Value>,
}

/// One atomic write, filled by the methods that each table's file adds; [`Store::batch`](crate::Store::batch)
/// makes an empty one.
#[derive(Debug)]
pub struct Batch {
    vault: Arc<Vault>,
    steps: Vec<Step>,
    relaxed: bool,
}

impl Batch {
    pub(crate) const fn new(vault: Arc<Vault>) -> Self {
        Self { vault, steps: Vec::new(), relaxed: false }
    }

    /// Lets a power cut within the last moments undo this batch after it was acknowledged. For tickets, codes
    /// and counters only; a crash of the program alone undoes nothing.
    pub const fn relaxed(&mut self) -> &mut Self {
        self.relaxed = true;
        self
    }

    /// Whether it would write nothing.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// How many statements it holds: the index of the next one in [`Written`] and in a conflict.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.steps.len()
    }

    /// Puts the statements of `other` behind these; the result is relaxed only when both are.
    pub fn append(&mut self, mut other: Self) -> &mut Self {
        self.relaxed &= other.relaxed;
        self.steps.append(&mut other.steps);
        self
    }

    pub(crate) fn vault(&self) -> &Vault {
        &self.vault
    }

    pub(crate) fn push(
        &mut self,
        statement: &'static Statement,
        expect: Expect,
        values: Vec<Value>,
    ) -> &mut Self {
        self.steps.push(Step { statement, expect, values });
        self
    }

    pub(crate) fn into_parts(self) -> (Vec<Step>, bool) {
        (self.steps, self.relaxed)
    }
}

/// What a batch did, statement by statement.
#[derive(Debug, Default)]
pub struct Written {
    answers: Vec<(u64, Vec<Row>)>,
}

impl Written {
    pub(crate) fn push(&mut self, touched: u64, rows: Vec<Row>) {
        self.answers.push((touched, rows));
    }

    /// How many rows the statement at `index` touched.
    #[must_use]
    pub fn touched(&self, index: usize) -> u64 {
        self.answers.get(index).map_or(0, |(touched, _)| *touched)
    }

    /// Takes the rows that the RETURNING clause of the statement at `index` gave.
    pub fn take_rows(&mut self, index: usize) -> Vec<Row> {
        self.answers.get_mut(index).map(|(_, rows)| std::mem::take(rows)).unwrap_or_default()
    }
}

/// Why a batch was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteFault {
    /// A statement touched another number of rows than it must, or met a unique value that exists: somebody
    /// else was faster. Nothing of the batch is written.
    #[error("statement {statement} (number {index}) conflicts with what is stored")]
    Conflict {
        /// The statement's name in the registry.
        statement: &'static str,
        /// Its place in the batch, from 0.
        index: usize,
    },
    /// The store could not do its work.
    #[error(transparent)]
    Fault(#[from] StoreFault),
}

impl WriteFault {
    /// The fault, where the statements make a conflict impossible.
    pub(crate) fn without_conflict(self) -> StoreFault {
        match self {
            Self::Conflict { statement, .. } => StoreFault::Impossible(statement),
            Self::Fault(fault) => fault,
        }
    }
}
