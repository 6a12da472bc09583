//! Durations as people say them.

/// "1 hour", "2 hours", "5 minutes".
pub(crate) fn spoken_minutes(minutes: u64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, 1) => "1 minute".into(),
        (1, 0) => "1 hour".into(),
        (hours, 0) if hours > 0 => format!("{hours} hours"),
        _ => format!("{minutes} minutes"),
    }
}
