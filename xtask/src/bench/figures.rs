//! What was measured, for one database and for the two things that everything is compared with.

use std::time::Duration;

use crate::bench::Database;
use crate::bench::load::Sample;
use crate::bench::process::Memory;
use crate::bench::raw::Raw;
use crate::bench::storm::Storm;

/// A kind of request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// The word of the bare server.
    Hello,
    /// The discovery document.
    Discovery,
    /// The key set.
    Jwks,
    /// An authorization request that a session answers.
    SilentAuthorize,
    /// A code becomes tokens.
    Exchange,
    /// Claims.
    Userinfo,
    /// A refresh token becomes tokens.
    Refresh,
    /// Every page of a log in with password and code.
    SignIn,
}

impl Kind {
    /// Its name for people.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Hello => "hello",
            Self::Discovery => "discovery",
            Self::Jwks => "JWKS",
            Self::SilentAuthorize => "silent authorize",
            Self::Exchange => "code exchange",
            Self::Userinfo => "userinfo",
            Self::Refresh => "refresh",
            Self::SignIn => "full sign-in",
        }
    }
}

/// One kind of request, measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Figure {
    /// Which kind.
    pub(crate) kind: Kind,
    /// How many were answered.
    pub(crate) count: usize,
    /// Answers a second.
    pub(crate) per_second: f64,
    /// The median latency.
    pub(crate) p50: Duration,
    /// The latency that one in a hundred exceeds.
    pub(crate) p99: Duration,
    /// The server's CPU time of one.
    pub(crate) cpu: Duration,
}

impl Figure {
    /// A sample that took the server this much CPU time altogether.
    pub(crate) fn of(kind: Kind, sample: &Sample, cpu: Duration) -> Self {
        let count = sample.count();
        let whole = u32::try_from(count).unwrap_or(u32::MAX).max(1);
        Self {
            kind,
            count,
            per_second: f64::from(whole) / sample.elapsed.as_secs_f64(),
            p50: sample.quantile(500),
            p99: sample.quantile(990),
            cpu: cpu / whole,
        }
    }
}

/// Keeps of each kind the measurement that took the least CPU time.
pub(crate) fn keep_least(kept: &mut Vec<Figure>, measured: Figure) {
    match kept.iter_mut().find(|figure| figure.kind == measured.kind) {
        Some(figure) if measured.cpu < figure.cpu => *figure = measured,
        Some(_) => {}
        None => kept.push(measured),
    }
}

/// One database, measured.
pub(crate) struct OnDatabase {
    /// Which.
    pub(crate) database: Database,
    /// Every kind of request.
    pub(crate) figures: Vec<Figure>,
    /// The starts with an existing database, from the process's start to its first answer; sorted.
    pub(crate) starts: Vec<Duration>,
    /// After a start and one answer.
    pub(crate) idle: Memory,
    /// At the end of all load; `peak` is the most there was.
    pub(crate) loaded: Memory,
    /// Log ins queued to the limit.
    pub(crate) storm: Storm,
}

impl OnDatabase {
    /// The CPU time of one request of a kind, when it was measured.
    pub(crate) fn cpu(&self, kind: Kind) -> Option<Duration> {
        self.figures.iter().find(|figure| figure.kind == kind).map(|figure| figure.cpu)
    }
}

/// Everything of one run.
pub(crate) struct Found {
    /// The library alone.
    pub(crate) raw: Raw,
    /// The HTTP stack alone.
    pub(crate) hello: Figure,
    /// The databases.
    pub(crate) databases: Vec<OnDatabase>,
    /// The machine's cores.
    pub(crate) cores: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_each_kind_the_least_cpu_time_counts() {
        let figure = |kind, micros| Figure {
            kind,
            count: 1,
            per_second: 1.0,
            p50: Duration::ZERO,
            p99: Duration::ZERO,
            cpu: Duration::from_micros(micros),
        };
        let mut kept = Vec::new();
        for measured in [
            figure(Kind::Jwks, 20),
            figure(Kind::Exchange, 700),
            figure(Kind::Jwks, 15),
            figure(Kind::Jwks, 30),
        ] {
            keep_least(&mut kept, measured);
        }
        assert_eq!(kept, [figure(Kind::Jwks, 15), figure(Kind::Exchange, 700)]);
    }
}
