//! The circuit: after several failures in a row nobody is made to wait for a while.

use std::sync::{Mutex, MutexGuard};

use vocabulary::{Instant, Lifetime};

/// When the circuit opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CircuitLimits {
    /// Failures in a row that open it.
    pub failures: u32,
    /// How long it stays open before one call may try.
    pub open_for: Lifetime,
}

impl Default for CircuitLimits {
    /// 5 failures, 30 seconds.
    fn default() -> Self {
        Self { failures: 5, open_for: Lifetime::seconds(30) }
    }
}

#[derive(Debug)]
pub(crate) struct Circuit {
    limits: CircuitLimits,
    /// Longer than any call takes: how long the one that tries keeps the others out.
    lease: Lifetime,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    failures: u32,
    open_until: Option<Instant>,
}

impl Circuit {
    pub(crate) fn new(limits: CircuitLimits, lease: Lifetime) -> Self {
        Self { limits, lease, state: Mutex::default() }
    }

    /// Whether a call may be made at `now`.
    ///
    /// When the open time is over, one caller is let through and the others wait for what it reports. A caller that
    /// never reports, because its person left, loses that right when its lease ends.
    pub(crate) fn admits(&self, now: Instant) -> bool {
        let mut state = self.state();
        match state.open_until {
            None => true,
            Some(until) if now < until => false,
            Some(_) => {
                state.open_until = Some(now.after(self.lease));
                true
            }
        }
    }

    /// What became of a call that was let through: `alive` when PDS answered at all.
    pub(crate) fn report(&self, now: Instant, alive: bool) {
        let mut state = self.state();
        let was_open = state.open_until.is_some();
        if alive {
            *state = State::default();
            if was_open {
                tracing::info!(provider = "pds", "answers again: the circuit is closed");
            }
            return;
        }
        state.failures = state.failures.saturating_add(1);
        if state.failures >= self.limits.failures {
            state.open_until = Some(now.after(self.limits.open_for));
            if !was_open {
                tracing::warn!(provider = "pds", failures = state.failures, "the circuit is open");
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no holder of this lock can panic")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Instant {
        Instant::from_seconds(seconds)
    }

    fn open_at_zero() -> Circuit {
        let limits = CircuitLimits { failures: 3, open_for: Lifetime::seconds(30) };
        let circuit = Circuit::new(limits, Lifetime::seconds(10));
        for _ in 0..3 {
            assert!(circuit.admits(at(0)));
            circuit.report(at(0), false);
        }
        circuit
    }

    #[test]
    fn only_failures_in_a_row_open_it() {
        let circuit =
            Circuit::new(CircuitLimits { failures: 2, ..CircuitLimits::default() }, Lifetime::seconds(1));
        for alive in [false, true, false, true, false] {
            circuit.report(at(0), alive);
            assert!(circuit.admits(at(0)));
        }
        circuit.report(at(0), false);
        assert!(!circuit.admits(at(0)));
    }

    #[test]
    fn an_open_circuit_lets_one_through_when_its_time_is_over() {
        let circuit = open_at_zero();
        assert!(!circuit.admits(at(29)));
        assert!(circuit.admits(at(30)));
        assert!(!circuit.admits(at(30)), "the second waits for what the first reports");
        circuit.report(at(31), true);
        assert!(circuit.admits(at(31)) && circuit.admits(at(31)));
    }

    #[test]
    fn one_failure_opens_it_again_after_a_trial() {
        let circuit = open_at_zero();
        assert!(circuit.admits(at(30)));
        circuit.report(at(32), false);
        assert!(!circuit.admits(at(61)));
        assert!(circuit.admits(at(62)));
    }

    #[test]
    fn a_trial_that_nobody_reports_does_not_keep_it_open_for_ever() {
        let circuit = open_at_zero();
        assert!(circuit.admits(at(30)));
        assert!(!circuit.admits(at(39)));
        assert!(circuit.admits(at(40)));
    }
}
