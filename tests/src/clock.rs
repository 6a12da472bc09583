//! A clock that runs with the machine's and can be put forward.

use std::sync::atomic::{AtomicI64, Ordering};

use identity::{Clock, SystemClock};
use vocabulary::{Instant, Lifetime};

/// The machine's time plus what the test added: tokens stay valid for client libraries, and an hour passes at once.
#[derive(Debug, Default)]
pub struct TestClock(AtomicI64);

impl TestClock {
    /// Puts the clock forward.
    pub fn forward(&self, by: Lifetime) {
        self.0.fetch_add(by.micros(), Ordering::SeqCst);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Instant {
        SystemClock.now().after(Lifetime::from_micros(self.0.load(Ordering::SeqCst)))
    }
}
