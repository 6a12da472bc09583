//! Moments in the words of the pages.

use screens::spoken_moment;
use vocabulary::Instant;

const DAY: i64 = 24 * 60 * 60;

/// "15 March 2026 at 15:04 UTC".
pub(crate) fn moment(at: Instant) -> String {
    spoken_moment(&at.to_string())
}

/// "15 March 2026".
pub(crate) fn day(at: Instant) -> String {
    moment(at).split(" at ").next().unwrap_or_default().to_owned()
}

/// Whole days from `now` until `then`, rounded down.
pub(crate) fn days_until(then: Instant, now: Instant) -> i64 {
    then.since(now).whole_seconds().div_euclid(DAY)
}
