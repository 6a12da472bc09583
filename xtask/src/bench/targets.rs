//! What was promised, and whether it is kept.

use std::time::Duration;

use crate::bench::Database;
use crate::bench::figures::{Found, Kind, OnDatabase};

/// A promise with what was measured.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    /// On which database; none for the comparison of both.
    pub(crate) database: Option<Database>,
    /// What was promised.
    pub(crate) promise: String,
    /// The most that is allowed.
    pub(crate) allowed: f64,
    /// What was measured; not a number when it could not be.
    pub(crate) measured: f64,
    /// Of both numbers.
    pub(crate) unit: &'static str,
    /// Whether it counts: the promises are about SQLite, and about the comparison.
    pub(crate) binding: bool,
}

impl Target {
    /// Measured over allowed.
    pub(crate) fn ratio(&self) -> f64 {
        self.measured / self.allowed
    }

    /// Whether it is kept. What was not measured is not.
    pub(crate) fn is_met(&self) -> bool {
        self.measured.is_finite() && self.measured <= self.allowed
    }
}

/// Every promise.
pub(crate) fn judge(found: &Found) -> Vec<Target> {
    let mut targets: Vec<Target> = found.databases.iter().flat_map(|database| on(database, found)).collect();
    targets.extend(comparison(found));
    targets
}

fn on(measured: &OnDatabase, found: &Found) -> Vec<Target> {
    let (sign, verify) = (micros(found.raw.sign), micros(found.raw.verify));
    let hello = micros(found.hello.cpu);
    let promises = [
        (Kind::Exchange, "1.4 × (2 sign + 1 verify)", 1.4 * (2.0 * sign + verify)),
        (Kind::Refresh, "1.4 × (1 sign + 1 verify) + 10 hello", 1.4 * (sign + verify) + 10.0 * hello),
        (Kind::Userinfo, "1 verify + 6 hello", verify + 6.0 * hello),
        (Kind::SilentAuthorize, "12 hello", 12.0 * hello),
        (Kind::Discovery, "1.5 hello", 1.5 * hello),
        (Kind::Jwks, "1.5 hello", 1.5 * hello),
    ];
    let cpu = promises.into_iter().map(|(kind, bound, allowed)| {
        let promise = format!("{}: server CPU at most {bound}", kind.title());
        target(measured.database, promise, (allowed, cpu_of(measured, kind), "µs"))
    });
    cpu.chain(whole(measured)).collect()
}

fn whole(measured: &OnDatabase) -> Vec<Target> {
    let storm = &measured.storm;
    let start = measured.starts.get(measured.starts.len() / 2).copied().unwrap_or_default();
    let (quiet, stormy) = (micros(storm.p99_alone), micros(storm.p99_beside));
    // When nobody was told to come back, the queue was never full, and nothing is proven.
    let untold = if storm.told == 0 { f64::NAN } else { count(storm.untold) };
    let rows = [
        (
            "start with an existing database to the first answer (median)",
            (100.0, micros(start) / 1000.0, "ms"),
        ),
        ("idle memory", (40.0, mebibytes(measured.idle.resident), "MB")),
        ("memory under full load", (150.0, mebibytes(measured.loaded.peak), "MB")),
        ("token p99 with log ins queued to the limit, in quiet p99", (3.0, stormy / quiet, "×")),
        ("log ins that got neither an answer nor 503 with Retry-After", (0.0, untold, "")),
    ];
    rows.map(|(promise, numbers)| target(measured.database, promise.to_owned(), numbers)).into()
}

fn comparison(found: &Found) -> Option<Target> {
    let [one, other] = found.databases.as_slice() else { return None };
    let (one, other) = (cpu_of(one, Kind::Exchange), cpu_of(other, Kind::Exchange));
    Some(Target {
        database: None,
        promise: "code exchange: the dearer database over the cheaper".to_owned(),
        allowed: 1.3,
        measured: one.max(other) / one.min(other),
        unit: "×",
        binding: true,
    })
}

fn target(
    database: Database,
    promise: String,
    (allowed, measured, unit): (f64, f64, &'static str),
) -> Target {
    let binding = database == Database::Sqlite;
    Target { database: Some(database), promise, allowed, measured, unit, binding }
}

/// A kind's CPU time in microseconds.
fn cpu_of(measured: &OnDatabase, kind: Kind) -> f64 {
    measured.cpu(kind).map_or(f64::NAN, micros)
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

#[expect(clippy::cast_precision_loss, reason = "a process's memory in KiB is far below 2^52")]
fn mebibytes(kib: u64) -> f64 {
    kib as f64 * 1024.0 / 1e6
}

#[expect(clippy::cast_precision_loss, reason = "thousands of answers")]
fn count(answers: usize) -> f64 {
    answers as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(allowed: f64, measured: f64) -> Target {
        target(Database::Sqlite, String::new(), (allowed, measured, ""))
    }

    #[test]
    fn a_target_is_met_up_to_its_bound_and_never_by_what_was_not_measured() {
        assert!(measured(100.0, 100.0).is_met());
        assert!(!measured(100.0, 100.1).is_met());
        assert!(measured(0.0, 0.0).is_met());
        assert!(!measured(3.0, f64::NAN).is_met());
    }
}
