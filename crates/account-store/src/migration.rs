//! The schema's history: numbered files, the same numbers and names for both databases.

use std::collections::BTreeMap;

use vocabulary::{Digest, Instant};

use crate::fault::StoreFault;
use crate::options::DatabaseKind;
use crate::statement::{Statement, register};
use crate::value::Value;

/// One step of the schema.
pub(crate) struct Migration {
    pub(crate) number: i64,
    pub(crate) name: &'static str,
    pub(crate) sqlite: &'static str,
    pub(crate) postgres: &'static str,
}

macro_rules! migration {
    ($number:literal, $name:literal, $file:literal) => {
        Migration {
            number: $number,
            name: $name,
            sqlite: include_str!(concat!("../../../migrations/sqlite/", $file)),
            postgres: include_str!(concat!("../../../migrations/postgres/", $file)),
        }
    };
}

/// Every step, in order.
pub(crate) static MIGRATIONS: &[Migration] = &[
    migration!(1, "registry", "0001_registry.sql"),
    migration!(2, "accounts", "0002_accounts.sql"),
    migration!(3, "sign_in", "0003_sign_in.sql"),
    migration!(4, "limits", "0004_limits.sql"),
    migration!(5, "operations", "0005_operations.sql"),
    migration!(6, "proving", "0006_proving.sql"),
    migration!(7, "static codes", "0007_static_codes.sql"),
    migration!(8, "operators", "0008_operators.sql"),
    migration!(9, "asserted logins", "0009_asserted_logins.sql"),
    migration!(10, "incidents", "0010_incidents.sql"),
    migration!(11, "audit chain", "0011_audit_chain.sql"),
    migration!(12, "keys", "0012_keys.sql"),
    migration!(13, "registry history", "0013_registry.sql"),
    migration!(14, "support", "0014_support.sql"),
    migration!(15, "access", "0015_access.sql"),
    migration!(16, "partner pages", "0016_partner_pages.sql"),
    migration!(17, "another device", "0017_another_device.sql"),
    migration!(18, "GP details blocks", "0018_gp_details_blocks.sql"),
    migration!(19, "audit by client and kind", "0019_audit_by_client_and_kind.sql"),
];

/// The history's own table: made before anything else, and the only one that is made outside a numbered file.
pub(crate) const HISTORY_SQLITE: &str = "CREATE TABLE IF NOT EXISTS schema_migrations (\
    version INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL, checksum TEXT NOT NULL, \
    applied_at INTEGER NOT NULL) STRICT";
/// As [`HISTORY_SQLITE`].
pub(crate) const HISTORY_POSTGRES: &str = "CREATE TABLE IF NOT EXISTS schema_migrations (\
    version BIGINT PRIMARY KEY NOT NULL, name TEXT NOT NULL, checksum TEXT NOT NULL, \
    applied_at BIGINT NOT NULL)";

register! { "schema_migrations";
    LIST = "SELECT version, checksum FROM schema_migrations ORDER BY version";
    NEWEST = "SELECT COALESCE(MAX(version), 0) FROM schema_migrations";
    INSERT = "INSERT INTO schema_migrations (version, name, checksum, applied_at) VALUES ($1, $2, $3, $4)";
    ANSWERS = "SELECT 1";
}

pub(crate) static VERSION: &Statement = &NEWEST;
pub(crate) static PING: &Statement = &ANSWERS;
pub(crate) static HISTORY: &Statement = &LIST;
pub(crate) static RECORD: &Statement = &INSERT;

/// The number of this program's newest migration.
pub(crate) fn newest() -> i64 {
    MIGRATIONS.last().map_or(0, |migration| migration.number)
}

impl Migration {
    /// The row of the history that says that it ran.
    pub(crate) fn record(&self, kind: DatabaseKind, now: Instant) -> Vec<Value> {
        vec![self.number.into(), self.name.into(), self.checksum(kind).into(), now.into()]
    }

    const fn text(&self, kind: DatabaseKind) -> &'static str {
        match kind {
            DatabaseKind::Sqlite => self.sqlite,
            DatabaseKind::Postgres => self.postgres,
        }
    }

    /// The digest of its text, as hexadecimal digits.
    fn checksum(&self, kind: DatabaseKind) -> String {
        let digest = Digest::of(self.text(kind).as_bytes());
        digest.as_bytes().iter().fold(String::with_capacity(64), |mut text, byte| {
            for half in [byte >> 4, byte & 15] {
                text.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
            }
            text
        })
    }
}

/// The migrations that have not run on a database of this history.
pub(crate) fn pending(
    kind: DatabaseKind,
    applied: &BTreeMap<i64, String>,
) -> Result<Vec<&'static Migration>, StoreFault> {
    if let Some(unknown) =
        applied.keys().find(|number| MIGRATIONS.iter().all(|known| known.number != **number))
    {
        return Err(StoreFault::Schema(format!(
            "the database has migration {unknown}, which this program does not know: it is older than the database"
        )));
    }
    let mut pending = Vec::new();
    for migration in MIGRATIONS {
        match applied.get(&migration.number) {
            None => pending.push(migration),
            Some(checksum) if *checksum == migration.checksum(kind) => {}
            Some(_) => {
                return Err(StoreFault::Schema(format!(
                    "migration {} ({}) has been changed since it ran",
                    migration.number, migration.name
                )));
            }
        }
    }
    Ok(pending)
}
