//! When a read that failed is tried again.

use std::time::Duration;

/// How often a read is tried again, and how long all of it may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// From the first request to the last answer, with every wait between.
    pub budget: Duration,
    /// Tries after the first.
    pub retries: u32,
    /// The wait before the second try; each later one is twice as long.
    pub first_wait: Duration,
}

impl Default for Patience {
    /// 10 seconds, twice again, from 200 milliseconds.
    fn default() -> Self {
        Self { budget: Duration::from_secs(10), retries: 2, first_wait: Duration::from_millis(200) }
    }
}

impl Patience {
    /// How long to wait before trying again after `tried` tries, or nothing when it is time to give up.
    ///
    /// `asked` is the wait that the provider asks for, `left` what remains of the budget, `chance` any byte.
    pub(crate) fn wait(
        self,
        tried: u32,
        asked: Option<Duration>,
        left: Duration,
        chance: u8,
    ) -> Option<Duration> {
        if tried > self.retries {
            return None;
        }
        let full =
            self.first_wait.saturating_mul(1_u32.checked_shl(tried.saturating_sub(1)).unwrap_or(u32::MAX));
        // Half is left to chance, so that many who failed together do not come back together.
        let own = full / 2 + (full / 2).saturating_mul(u32::from(chance)) / u32::from(u8::MAX);
        let wait = asked.unwrap_or_default().max(own);
        (wait < left).then_some(wait)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Patience =
        Patience { budget: Duration::from_secs(10), retries: 2, first_wait: Duration::from_millis(200) };
    const PLENTY: Duration = Duration::from_secs(9);

    fn millis(wait: Option<Duration>) -> Option<u128> {
        wait.map(|wait| wait.as_millis())
    }

    #[test]
    fn each_wait_is_twice_the_last_and_half_of_it_is_chance() {
        assert_eq!(millis(PATIENCE.wait(1, None, PLENTY, 0)), Some(100));
        assert_eq!(millis(PATIENCE.wait(1, None, PLENTY, 255)), Some(200));
        assert_eq!(millis(PATIENCE.wait(2, None, PLENTY, 0)), Some(200));
        assert_eq!(millis(PATIENCE.wait(2, None, PLENTY, 255)), Some(400));
    }

    #[test]
    fn nothing_is_tried_more_often_than_configured() {
        assert_eq!(PATIENCE.wait(3, None, PLENTY, 0), None);
        assert_eq!(Patience { retries: 0, ..PATIENCE }.wait(1, None, PLENTY, 0), None);
    }

    #[test]
    fn the_providers_wish_is_honoured_within_the_budget_and_never_beyond() {
        let wish = |seconds| Some(Duration::from_secs(seconds));
        assert_eq!(PATIENCE.wait(1, wish(3), PLENTY, 0), wish(3));
        assert_eq!(PATIENCE.wait(1, wish(9), PLENTY, 0), None);
        assert_eq!(PATIENCE.wait(1, None, Duration::from_millis(50), 0), None);
        assert_eq!(
            millis(PATIENCE.wait(1, wish(0), PLENTY, 0)),
            Some(100),
            "a wish for no wait is not a rush"
        );
    }
}
