//! Durations and moments as people say them.

use vocabulary::MONTHS;

/// "1 hour", "2 hours", "5 minutes".
#[must_use]
pub fn spoken_minutes(minutes: u64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, 1) => "1 minute".into(),
        (1, 0) => "1 hour".into(),
        (hours, 0) if hours > 0 => format!("{hours} hours"),
        _ => format!("{minutes} minutes"),
    }
}

/// "2026-03-15T15:04:05Z" as "15 March 2026 at 15:04 UTC"; any other text is left as it is.
#[must_use]
pub fn spoken_moment(rfc3339: &str) -> String {
    parts(rfc3339).unwrap_or_else(|| rfc3339.to_owned())
}

fn parts(text: &str) -> Option<String> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let mut date = date.splitn(3, '-');
    let (year, month, day) = (date.next()?, date.next()?, date.next()?);
    let month = MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
    let day: u8 = day.parse().ok()?;
    Some(format!("{day} {month} {year} at {} UTC", time.get(..5)?))
}

#[cfg(test)]
mod tests {
    use super::{spoken_minutes, spoken_moment};

    #[test]
    fn whole_hours_are_said_as_hours() {
        let said: Vec<String> = [1, 5, 60, 90, 120].map(spoken_minutes).into();
        assert_eq!(said, ["1 minute", "5 minutes", "1 hour", "90 minutes", "2 hours"]);
    }

    #[test]
    fn a_moment_is_said_with_its_month_in_words() {
        assert_eq!(spoken_moment("2026-03-05T15:04:05Z"), "5 March 2026 at 15:04 UTC");
        assert_eq!(spoken_moment("yesterday"), "yesterday");
    }
}
