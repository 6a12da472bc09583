//! What the national record (PDS) says about one person.

use std::fmt;

use jiff::civil::Date;

use crate::contact::{EmailAddress, PhoneNumber};
use crate::person::{DateOfBirth, FamilyName, GivenName, NhsNumber, OdsCode, Postcode};

/// One person's record as the Personal Demographics Service has it, reduced to what this service looks at.
///
/// A restricted record comes without postcode, phones, emails and GP: PDS leaves out whatever tells where the person is.
#[derive(Clone, PartialEq, Eq)]
pub struct PatientRecord {
    /// The number the record stands under now.
    pub nhs_number: NhsNumber,
    /// Every name on the record, present and past.
    pub names: Vec<RecordName>,
    /// The date of birth; none when the record has no whole date, and then it can match nobody.
    pub born: Option<DateOfBirth>,
    /// The postcode of the present home address.
    pub postcode: Option<Postcode>,
    /// Present phone numbers that can be called or sent texts.
    pub phones: Vec<PhoneNumber>,
    /// Present email addresses.
    pub emails: Vec<EmailAddress>,
    /// The GP surgery where the person is registered now.
    pub gp_ods_code: Option<OdsCode>,
    /// Whether the person has died.
    pub deceased: bool,
    /// Whether the record is restricted: no place may be shown.
    pub restricted: bool,
    /// The day the record was read: periods are judged by it.
    pub read_on: Date,
}

impl PatientRecord {
    /// The name the person goes by on the day the record was read: the usual one, else the official one.
    #[must_use]
    pub fn current_name(&self) -> Option<&RecordName> {
        let current = |wanted: NameUse| {
            self.names.iter().find(|name| name.use_ == wanted && name.period.holds_on(self.read_on))
        };
        current(NameUse::Usual).or_else(|| current(NameUse::Official))
    }

    /// Whether the record has this very number now.
    ///
    /// Spec: F-47
    #[must_use]
    pub fn has_phone(&self, number: &PhoneNumber) -> bool {
        self.phones.iter().any(|phone| phone.e164() == number.e164())
    }
}

impl fmt::Debug for PatientRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PatientRecord(…)")
    }
}

/// A name on a record.
#[derive(Clone, PartialEq, Eq)]
pub struct RecordName {
    /// First and middle names, in order; none for somebody with one name.
    pub given: Vec<GivenName>,
    /// The last name, or the only one.
    pub family: FamilyName,
    /// What the name is used for.
    pub use_: NameUse,
    /// When it was, or is, the name.
    pub period: Period,
}

impl fmt::Debug for RecordName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecordName(…)")
    }
}

/// What a name is used for, in FHIR's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameUse {
    /// The name the person goes by.
    Usual,
    /// The formal name.
    Official,
    /// For a while.
    Temporary,
    /// Among friends.
    Nickname,
    /// No longer used.
    Old,
    /// Before marriage.
    Maiden,
    /// Anything else, or nothing said.
    Other,
}

impl From<&str> for NameUse {
    fn from(code: &str) -> Self {
        match code {
            "usual" => Self::Usual,
            "official" => Self::Official,
            "temp" => Self::Temporary,
            "nickname" => Self::Nickname,
            "old" => Self::Old,
            "maiden" => Self::Maiden,
            _ => Self::Other,
        }
    }
}

/// From a day to a day, both included; an end that is missing is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Period {
    /// The first day.
    pub start: Option<Date>,
    /// The last day.
    pub end: Option<Date>,
}

impl Period {
    /// The period between two FHIR dates or date-times, of which only the day counts. What is no whole date is open.
    #[must_use]
    pub fn between(start: Option<&str>, end: Option<&str>) -> Self {
        let day = |text: &str| text.get(..10)?.parse().ok();
        Self { start: start.and_then(day), end: end.and_then(day) }
    }

    /// Whether `day` lies in it.
    #[must_use]
    pub fn holds_on(self, day: Date) -> bool {
        self.start.is_none_or(|start| start <= day) && self.end.is_none_or(|end| day <= end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(family: &str, use_: NameUse, end: Option<&str>) -> RecordName {
        let family = FamilyName::try_from(family).expect("a name");
        RecordName { given: Vec::new(), family, use_, period: Period::between(Some("2001-02-03"), end) }
    }

    fn record(names: Vec<RecordName>) -> PatientRecord {
        PatientRecord {
            nhs_number: NhsNumber::try_from("9990000018").expect("a number"),
            names,
            born: None,
            postcode: None,
            phones: Vec::new(),
            emails: Vec::new(),
            gp_ods_code: None,
            deceased: false,
            restricted: false,
            read_on: "2026-11-25".parse().expect("a date"),
        }
    }

    #[test]
    fn the_current_name_is_the_usual_one_that_has_not_ended() {
        let names = vec![
            name("Nick", NameUse::Nickname, None),
            name("Formal", NameUse::Official, None),
            name("Past", NameUse::Usual, Some("2020-01-01")),
            name("Present", NameUse::Usual, Some("2026-11-25")),
        ];
        let family =
            |record: &PatientRecord| record.current_name().map(|name| name.family.as_str().to_owned());
        assert_eq!(family(&record(names.clone())).as_deref(), Some("Present"));
        assert_eq!(family(&record(names[..3].to_vec())).as_deref(), Some("Formal"));
        assert_eq!(family(&record(names[..1].to_vec())), None);
    }

    #[test]
    fn a_period_counts_whole_days_and_is_open_where_nothing_whole_is_said() {
        let day = |text: &str| text.parse::<Date>().expect("a date");
        let period = Period::between(Some("2020-01-02T10:00:00+00:00"), Some("2021-12-31"));
        assert!(period.holds_on(day("2020-01-02")) && period.holds_on(day("2021-12-31")));
        assert!(!period.holds_on(day("2020-01-01")) && !period.holds_on(day("2022-01-01")));
        assert_eq!(Period::between(Some("2020"), Some("é€💊")), Period::default());
    }

    #[test]
    fn a_record_is_not_printed() {
        let text = format!("{:?}", record(vec![name("Secretive", NameUse::Usual, None)]));
        assert_eq!(text, "PatientRecord(…)");
    }
}
