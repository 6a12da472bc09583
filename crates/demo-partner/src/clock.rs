//! The one place where this app reads the time of day.

/// Seconds since 1970, UTC.
#[expect(clippy::disallowed_methods, reason = "this app stands apart: its doors have no other clock to ask")]
pub(crate) fn unix_now() -> u64 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since_epoch| since_epoch.as_secs())
}

/// An instant as people and logs read it, `2026-11-25T10:00:00Z`; the bare number when it is out of range.
pub(crate) fn written(unix_seconds: u64) -> String {
    i64::try_from(unix_seconds)
        .ok()
        .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok())
        .map_or_else(|| unix_seconds.to_string(), |instant| instant.to_string())
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn an_instant_is_written_in_utc() {
        assert_eq!(written(1_000_000_000), "2001-09-09T01:46:40Z");
    }

    #[test]
    fn an_instant_out_of_range_stays_a_number() {
        assert_eq!(written(u64::MAX), u64::MAX.to_string());
    }
}
