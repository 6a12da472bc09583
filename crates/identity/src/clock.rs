//! Time and chance, behind two small doors so that a test can hold both.

use vocabulary::Instant;

/// What time it is. The process has one; a test sets its own.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Instant;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for the time")]
    fn now(&self) -> Instant {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Instant::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }
}

/// Where random bytes come from.
pub trait Chance: Send + Sync {
    /// Fills `bytes` with bytes nobody can foresee.
    fn fill(&self, bytes: &mut [u8]);
}

/// The operating system's generator, through aws-lc-rs.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemChance;

impl Chance for SystemChance {
    fn fill(&self, bytes: &mut [u8]) {
        aws_lc_rs::rand::fill(bytes)
            .expect("the operating system's random generator never fails once started");
    }
}

/// `N` random bytes from `chance`.
pub(crate) fn random<const N: usize>(chance: &dyn Chance) -> [u8; N] {
    let mut bytes = [0; N];
    chance.fill(&mut bytes);
    bytes
}
