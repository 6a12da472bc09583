//! Time: instants in whole microseconds, durations that carry their unit.

use std::fmt;
use std::time::Duration;

use crate::fault::Malformed;

/// A moment, in whole microseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(i64);

impl Instant {
    /// The moment `micros` microseconds after the epoch.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// The moment `seconds` seconds after the epoch.
    #[must_use]
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1_000_000))
    }

    /// Microseconds since the epoch.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Whole seconds since the epoch, rounded down: the unit of JWT dates.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    /// The moment `lifetime` later.
    #[must_use]
    pub const fn after(self, lifetime: Lifetime) -> Self {
        Self(self.0.saturating_add(lifetime.micros()))
    }

    /// The moment `lifetime` earlier.
    #[must_use]
    pub const fn before(self, lifetime: Lifetime) -> Self {
        Self(self.0.saturating_sub(lifetime.micros()))
    }

    /// How long it is from `earlier` until this moment; zero when it is not earlier.
    #[must_use]
    pub const fn since(self, earlier: Self) -> Lifetime {
        let micros = self.0.saturating_sub(earlier.0);
        Lifetime::from_micros(if micros < 0 { 0 } else { micros })
    }

    /// The moment of this date (year, month, day) and time (hour, minute) in UTC; none when there is no such day or time.
    #[must_use]
    pub fn from_civil((year, month, day): (i16, i8, i8), (hour, minute): (i8, i8)) -> Option<Self> {
        let date = jiff::civil::Date::new(year, month, day).ok()?;
        let time = jiff::civil::Time::new(hour, minute, 0, 0).ok()?;
        let moment = jiff::tz::Offset::UTC.to_timestamp(date.to_datetime(time)).ok()?;
        Some(Self(moment.as_microsecond()))
    }

    /// The civil date in UTC, for age rules and file names.
    #[must_use]
    pub fn date(self) -> jiff::civil::Date {
        jiff::tz::Offset::UTC.to_datetime(self.timestamp()).date()
    }

    fn timestamp(self) -> jiff::Timestamp {
        jiff::Timestamp::from_microsecond(self.0).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }
}

/// A date, which is its first moment in UTC, or a moment as RFC 3339 writes it.
impl TryFrom<&str> for Instant {
    type Error = Malformed;

    fn try_from(text: &str) -> Result<Self, Malformed> {
        let fault = Malformed::new("time", "must look like 2026-11-29 or 2026-11-29T10:00:00Z");
        let moment = match text.parse::<jiff::civil::Date>() {
            Ok(date) if text.len() == 10 => jiff::tz::Offset::UTC.to_timestamp(date.at(0, 0, 0, 0)),
            _ => text.parse::<jiff::Timestamp>(),
        };
        moment.map(|moment| Self(moment.as_microsecond())).map_err(|_| fault)
    }
}

/// RFC 3339 in UTC, to the second.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.timestamp().strftime("%Y-%m-%dT%H:%M:%SZ"))
    }
}

/// A length of time, in whole microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lifetime(i64);

impl Lifetime {
    /// Authorization code (F-40).
    pub const CODE: Self = Self::minutes(10);
    /// ID token (F-40).
    pub const ID_TOKEN: Self = Self::minutes(60);
    /// Access token (F-40).
    pub const ACCESS_TOKEN: Self = Self::minutes(5);
    /// Refresh token (F-40).
    pub const REFRESH_TOKEN: Self = Self::days(30);

    /// `n` microseconds.
    #[must_use]
    pub const fn from_micros(n: i64) -> Self {
        Self(n)
    }

    /// `n` seconds.
    #[must_use]
    pub const fn seconds(n: i64) -> Self {
        Self(n.saturating_mul(1_000_000))
    }

    /// `n` minutes.
    #[must_use]
    pub const fn minutes(n: i64) -> Self {
        Self::seconds(n.saturating_mul(60))
    }

    /// `n` hours.
    #[must_use]
    pub const fn hours(n: i64) -> Self {
        Self::minutes(n.saturating_mul(60))
    }

    /// `n` days of 24 hours.
    #[must_use]
    pub const fn days(n: i64) -> Self {
        Self::hours(n.saturating_mul(24))
    }

    /// Its microseconds.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Its whole seconds, rounded down.
    #[must_use]
    pub const fn whole_seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    /// Its minutes, rounded up: what a person is told to wait.
    #[must_use]
    pub const fn minutes_rounded_up(self) -> i64 {
        (self.0.saturating_add(59_999_999)).div_euclid(60_000_000)
    }

    /// The same as a standard duration; negative becomes zero.
    #[must_use]
    pub fn duration(self) -> Duration {
        Duration::from_micros(u64::try_from(self.0).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_rounded_up_to_whole_minutes() {
        assert_eq!(Lifetime::seconds(61).minutes_rounded_up(), 2);
        assert_eq!(Lifetime::minutes(15).minutes_rounded_up(), 15);
        assert_eq!(Lifetime::seconds(1).minutes_rounded_up(), 1);
    }

    #[test]
    fn a_date_and_time_make_a_moment_when_there_is_such_a_day() {
        let moment = Instant::from_civil((2027, 3, 27), (14, 30)).map(|moment| moment.to_string());
        assert_eq!(moment.as_deref(), Some("2027-03-27T14:30:00Z"));
        assert_eq!(Instant::from_civil((2027, 2, 29), (0, 0)), None);
        assert_eq!(Instant::from_civil((2027, 3, 27), (24, 0)), None);
    }

    #[test]
    fn an_instant_prints_as_rfc_3339() {
        assert_eq!(Instant::from_seconds(1_700_000_000).to_string(), "2023-11-14T22:13:20Z");
    }

    #[test]
    fn a_date_is_its_first_moment() {
        let midnight = Instant::try_from("2023-11-14").unwrap();
        assert_eq!(midnight.to_string(), "2023-11-14T00:00:00Z");
        assert_eq!(Instant::try_from("2023-11-14T22:13:20Z"), Ok(Instant::from_seconds(1_700_000_000)));
        for text in ["", "14/11/2023", "2023-11-31", "2023-11-14T22:13"] {
            assert!(Instant::try_from(text).is_err(), "{text}");
        }
    }
}
