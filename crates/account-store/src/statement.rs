//! Every SQL text of this program stands in one registry.

use std::sync::OnceLock;

use crate::tables;

/// A named SQL text, the same for both databases, with `$1` placeholders.
///
/// Only the `statements!` macro makes one, and what it makes is listed by [`statements`]: a text that is not
/// listed would be dead code, which the build refuses.
#[derive(Debug)]
pub struct Statement {
    name: &'static str,
    sql: &'static str,
    /// Which value goes where in SQLite, which numbers `$n` by first appearance and gives repeats one number; found at the
    /// first use.
    places: OnceLock<Box<[usize]>>,
}

impl Statement {
    pub(crate) const fn registered(name: &'static str, sql: &'static str) -> Self {
        Self { name, sql, places: OnceLock::new() }
    }

    /// `table.WHAT_IT_DOES`, for logs and conflicts.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// The text.
    #[must_use]
    pub const fn sql(&self) -> &'static str {
        self.sql
    }

    pub(crate) fn places(&self, find: impl FnOnce() -> Box<[usize]>) -> &[usize] {
        self.places.get_or_init(find)
    }
}

macro_rules! statements {
    ($table:literal; $($(#[$doc:meta])* $name:ident = $sql:expr;)+) => {
        $(
            $(#[$doc])*
            static $name: crate::statement::Statement =
                crate::statement::Statement::registered(concat!($table, ".", stringify!($name)), $sql);
        )+

        /// This table's part of the registry.
        pub(crate) static ALL: &[&crate::statement::Statement] = &[$(&$name),+];
    };
}
pub(crate) use statements as register;

/// Every statement this program can run after migration.
pub fn statements() -> impl Iterator<Item = &'static Statement> {
    tables::ALL.iter().flat_map(|table| table.iter().copied())
}
