//! Moments and lengths of time in the words of the console's pages.

use screens::wording::IncidentProblem;
use screens::{Errors, fields, spoken_minutes, spoken_moment};
use vocabulary::{DateOfBirth, IncidentNumber, Instant, Lifetime};
use web::Fields;

const HOUR: u64 = 60;
const DAY: u64 = 24 * HOUR;

/// "15 March 2026 at 15:04 UTC"; nothing for a moment that never was.
pub(crate) fn moment(at: Option<Instant>) -> String {
    at.map(|at| spoken_moment(&at.to_string())).unwrap_or_default()
}

/// The incident number of a form; without one, or with another form, a problem at its field.
pub(crate) fn incident(typed: &Fields, errors: &mut Errors) -> Option<IncidentNumber> {
    let text = typed.text(fields::INCIDENT).trim();
    let problem = if text.is_empty() { IncidentProblem::Empty } else { IncidentProblem::Malformed };
    let number = IncidentNumber::try_from(text).ok();
    if number.is_none() {
        errors.add(fields::INCIDENT, problem);
    }
    number
}

/// "15 March 2026 at 15:04:05 UTC", for a list in which seconds tell things apart.
pub(crate) fn second(at: Instant) -> String {
    let text = at.to_string();
    let seconds = text.get(16..19).unwrap_or_default();
    spoken_moment(&text).replace(" UTC", &format!("{seconds} UTC"))
}

/// "100,000".
pub(crate) fn thousands(number: u32) -> String {
    let digits = number.to_string();
    let grouped = digits.bytes().rev().enumerate().flat_map(|(place, digit)| {
        let comma = (place > 0 && place % 3 == 0).then_some(',');
        comma.into_iter().chain(std::iter::once(char::from(digit)))
    });
    grouped.collect::<Vec<_>>().into_iter().rev().collect()
}

/// "15:09:05 UTC".
pub(crate) fn time(at: Instant) -> String {
    let text = at.to_string();
    format!("{} UTC", text.get(11..19).unwrap_or_default())
}

/// How long ago something was: "5 minutes", "3 hours", "2 days".
pub(crate) fn age(since: Lifetime) -> String {
    let minutes = u64::try_from(since.whole_seconds() / 60).unwrap_or(0);
    match minutes {
        0 => "less than a minute".to_owned(),
        few if few < 2 * HOUR => spoken_minutes(few),
        some if some < 2 * DAY => format!("{} hours", some / HOUR),
        many => format!("{} days", many / DAY),
    }
}

/// A wait in whole minutes.
pub(crate) fn minutes(wait: Lifetime) -> u64 {
    u64::try_from(wait.minutes_rounded_up()).unwrap_or(0)
}

/// "1984-03-15" as "15 March 1984"; what is no date stays as it is.
pub(crate) fn birth_date(text: &str) -> String {
    DateOfBirth::try_from(text).map_or_else(|_| text.to_owned(), DateOfBirth::spoken)
}

/// The midnight, in UTC, that `now`'s day began with.
pub(crate) fn day_start(now: Instant) -> Instant {
    let seconds = now.seconds();
    Instant::from_seconds(seconds - seconds.rem_euclid(24 * 60 * 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_said_in_its_largest_honest_unit() {
        let said = [0, 5, 60, 90, 130, 47 * 60, 49 * 60].map(|count| age(Lifetime::minutes(count)));
        let wanted =
            ["less than a minute", "5 minutes", "1 hour", "90 minutes", "2 hours", "47 hours", "2 days"];
        assert_eq!(said, wanted);
    }

    #[test]
    fn a_day_begins_at_midnight() {
        let noon = Instant::from_seconds(1_700_000_000);
        assert_eq!(day_start(noon).to_string(), "2023-11-14T00:00:00Z");
        assert_eq!(time(noon), "22:13:20 UTC");
        assert_eq!(second(noon), "14 November 2023 at 22:13:20 UTC");
        assert_eq!([7, 100, 1000, 100_000].map(thousands), ["7", "100", "1,000", "100,000"]);
        assert_eq!(birth_date("1984-03-15"), "15 March 1984");
        assert_eq!(birth_date("soon"), "soon");
    }
}
