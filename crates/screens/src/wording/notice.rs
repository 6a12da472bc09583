//! What operators announce, in patients' words, and in their own. Journeys 2.0, 6.1.

use std::fmt;

use vocabulary::{AlertLevel, AlertPart, ServiceMessage};

use crate::frame::Alert;

/// What people read about a problem that an operator announced. `until` is the moment it ends, in words, where that is known.
#[must_use]
pub fn alert(part: AlertPart, level: AlertLevel, planned: bool, until: Option<&str>) -> Alert {
    let heading = match (part, level) {
        (AlertPart::MobileMatch, AlertLevel::NotAsExpected) => {
            "Checking your identity with your mobile phone number may not work"
        }
        (AlertPart::MobileMatch, AlertLevel::Down) => {
            "We cannot check your identity with your mobile phone number at the moment"
        }
        (AlertPart::GpDetails, AlertLevel::NotAsExpected) => {
            "Using your GP surgery’s registration details may not work"
        }
        (AlertPart::GpDetails, AlertLevel::Down) => {
            "You cannot use your GP surgery’s registration details at the moment"
        }
        (AlertPart::GpConnection, AlertLevel::NotAsExpected) => "Connecting to your GP surgery may not work",
        (AlertPart::GpConnection, AlertLevel::Down) => "You cannot connect to your GP surgery at the moment",
    };
    let why = if planned { "We are doing planned work." } else { "We are working on a problem." };
    let end = until.map(|until| format!(" We expect it to end by {until}.")).unwrap_or_default();
    let way_on = match (part, level) {
        (_, AlertLevel::NotAsExpected) => "You can carry on, or try again later.",
        (AlertPart::GpConnection, AlertLevel::Down) => "You can continue without connecting.",
        (_, AlertLevel::Down) => "You can prove who you are with photo ID, or try again later.",
    };
    Alert { heading: heading.to_owned(), text: format!("{why}{end} {way_on}") }
}

/// What people who wait for the result of their photo ID check read.
#[must_use]
pub const fn service_message(message: ServiceMessage) -> &'static str {
    match message {
        ServiceMessage::HighVolume => {
            "More people than usual are sending us photo ID, so checks are taking longer."
        }
        ServiceMessage::Incident => "We are working on a technical problem, so checks are taking longer.",
        ServiceMessage::PlannedMaintenance => {
            "We are doing planned work on our service, so checks are taking longer."
        }
        ServiceMessage::CheckerIncident => {
            "The team that checks photo ID has a technical problem, so checks are taking longer."
        }
        ServiceMessage::Holidays => "Checks are taking longer because of public holidays.",
        ServiceMessage::Generic => "Checks are taking longer than usual. We are sorry for the wait.",
    }
}

/// A message's name, for operators.
#[must_use]
pub const fn service_message_label(message: ServiceMessage) -> &'static str {
    match message {
        ServiceMessage::HighVolume => "High volume",
        ServiceMessage::Incident => "Incident",
        ServiceMessage::PlannedMaintenance => "Planned maintenance",
        ServiceMessage::CheckerIncident => "ID checker incident",
        ServiceMessage::Holidays => "Holidays",
        ServiceMessage::Generic => "Generic",
    }
}

/// A part of the service, for operators.
#[must_use]
pub const fn alert_part_label(part: AlertPart) -> &'static str {
    match part {
        AlertPart::MobileMatch => "Mobile match (IDVM)",
        AlertPart::GpDetails => "GP registration details (POL)",
        AlertPart::GpConnection => "GP connection",
    }
}

/// How bad it is, for operators.
#[must_use]
pub const fn alert_level_label(level: AlertLevel) -> &'static str {
    match level {
        AlertLevel::NotAsExpected => "Not working as expected",
        AlertLevel::Down => "Down",
    }
}

/// "1 hour", "36 hours", "2 days", "2 days and 3 hours".
#[must_use]
pub fn spoken_hours(hours: u32) -> String {
    let count = |number: u32, one: &str| {
        if number == 1 { format!("1 {one}") } else { format!("{number} {one}s") }
    };
    match (hours / 24, hours % 24) {
        (0 | 1, _) => count(hours, "hour"),
        (days, 0) => count(days, "day"),
        (days, rest) => format!("{} and {}", count(days, "day"), count(rest, "hour")),
    }
}

/// What is wrong with an announcement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeProblem {
    /// No part was chosen.
    PartsEmpty,
    /// No level was chosen.
    LevelEmpty,
    /// Whether it was planned was not said.
    PlannedEmpty,
    /// Whether the end is known was not said.
    EndKnownEmpty,
    /// Not a date and time.
    EndMalformed,
    /// A moment that is over.
    EndPassed,
    /// Whether checks take more than a day was not said.
    OverADayEmpty,
    /// Neither days nor hours, or more than the longest.
    TimeMalformed,
    /// A day or less, although more was chosen, or the other way round.
    TimeOtherwise,
    /// More than a day without a message.
    MessageEmpty,
    /// Without the confirming tick.
    NotConfirmed,
    /// Not a whole number from 0 to 100 in steps of 5.
    ShareMalformed,
    /// Somebody else was faster.
    Raced,
}

impl fmt::Display for NoticeProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PartsEmpty => "Select what has the problem",
            Self::LevelEmpty => "Select how bad the problem is",
            Self::PlannedEmpty => "Select if this was planned",
            Self::EndKnownEmpty => "Select if you know when it ends",
            Self::EndMalformed => "The end must be a real date and time, like 27 3 2027 and 14:30",
            Self::EndPassed => "The end must be in the future",
            Self::OverADayEmpty => "Select if checks take more than 24 hours",
            Self::TimeMalformed => "Enter days and hours, from 1 hour to 28 days",
            Self::TimeOtherwise => "The time must fit your answer about 24 hours",
            Self::MessageEmpty => "Select a message: people are told why checks take more than 24 hours",
            Self::NotConfirmed => "Confirm that people are told this",
            Self::ShareMalformed => "The share must be a number from 0 to 100 in steps of 5",
            Self::Raced => "Someone else changed this at the same time. Check it and send it again",
        })
    }
}

/// What is wrong with a list of email domains, or with one to look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DomainProblem {
    /// Nothing was entered.
    ListEmpty,
    /// Nothing to look for was entered.
    Empty,
    /// Not a domain.
    Malformed,
}

impl fmt::Display for DomainProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ListEmpty => "Enter the domains, with commas between them",
            Self::Empty => "Enter a domain",
            Self::Malformed => "Enter a domain like mail.example",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_is_said_in_days_and_hours() {
        let said = [1, 2, 24, 36, 48, 51, 168].map(spoken_hours);
        assert_eq!(
            said,
            ["1 hour", "2 hours", "24 hours", "36 hours", "2 days", "2 days and 3 hours", "7 days"]
        );
    }

    #[test]
    fn what_is_down_leads_another_way_and_says_until_when() {
        let down = alert(AlertPart::GpDetails, AlertLevel::Down, false, Some("2 March 2027 at 10:00 UTC"));
        assert!(down.text.contains("photo ID") && down.text.contains("2 March 2027"), "{}", down.text);
        let planned = alert(AlertPart::GpConnection, AlertLevel::Down, true, None);
        assert!(planned.text.contains("planned work") && planned.text.contains("without connecting"));
    }
}
