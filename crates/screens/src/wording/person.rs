//! What people type about themselves, so that their NHS record can be found. Journeys 2.0 and 2.5.

use std::fmt;

use vocabulary::DateParts;

use crate::errors::Errors;
use crate::fields;

/// What is wrong with an NHS number. Journeys 2.0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NhsNumberProblem {
    /// Nothing was entered.
    Empty,
    /// Not ten digits.
    Length,
    /// Something else than digits.
    Letters,
    /// A National Insurance number.
    NationalInsurance,
    /// Ten digits that are no NHS number.
    Checksum,
}

impl From<vocabulary::NhsNumberProblem> for NhsNumberProblem {
    fn from(problem: vocabulary::NhsNumberProblem) -> Self {
        match problem {
            vocabulary::NhsNumberProblem::Empty => Self::Empty,
            vocabulary::NhsNumberProblem::Length => Self::Length,
            vocabulary::NhsNumberProblem::Letters => Self::Letters,
            vocabulary::NhsNumberProblem::NationalInsurance => Self::NationalInsurance,
            vocabulary::NhsNumberProblem::Checksum => Self::Checksum,
        }
    }
}

impl fmt::Display for NhsNumberProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "Enter your NHS number",
            Self::Length => "Your NHS number must have 10 numbers",
            Self::Letters => "Your NHS number must have 10 numbers and no letters",
            Self::NationalInsurance => {
                "Enter your NHS number in the correct format. It is different from your National Insurance number"
            }
            Self::Checksum => "The number you entered is not an NHS number",
        })
    }
}

/// What is wrong with a name. Journeys D3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameProblem {
    /// Nothing was entered.
    Empty(NamePart),
    /// Too many characters.
    TooLong(NamePart),
    /// Something else than what names are made of.
    Characters(NamePart),
}

/// Which of the three names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NamePart {
    /// [`fields::FIRST_NAME`].
    First,
    /// [`fields::MIDDLE_NAME`].
    Middle,
    /// [`fields::LAST_NAME`].
    Last,
}

impl NamePart {
    /// The name of its field.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::First => fields::FIRST_NAME,
            Self::Middle => fields::MIDDLE_NAME,
            Self::Last => fields::LAST_NAME,
        }
    }

    const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::First => ("first name", "First name"),
            Self::Middle => ("middle name", "Middle name"),
            Self::Last => ("last name", "Last name"),
        }
    }
}

impl NameProblem {
    /// This problem of this name.
    #[must_use]
    pub const fn of(part: NamePart, problem: vocabulary::NameProblem) -> Self {
        match problem {
            vocabulary::NameProblem::Empty => Self::Empty(part),
            vocabulary::NameProblem::TooLong => Self::TooLong(part),
            vocabulary::NameProblem::Characters => Self::Characters(part),
        }
    }
}

impl fmt::Display for NameProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty(part) => write!(f, "Enter your {}", part.words().0),
            Self::TooLong(part) => write!(f, "{} must be 100 characters or fewer", part.words().1),
            Self::Characters(part) => write!(
                f,
                "{} must only include letters, spaces, hyphens, apostrophes and full stops",
                part.words().1
            ),
        }
    }
}

/// What is wrong with a date of birth. Journeys D4.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BirthDateProblem {
    /// Nothing was entered.
    Empty,
    /// These parts were not entered.
    Missing(DateParts),
    /// The year has not 4 digits.
    YearDigits,
    /// There is no such day.
    NotReal,
    /// After today.
    InFuture,
    /// So long ago that it must be a slip.
    TooOld,
}

impl From<vocabulary::BirthDateProblem> for BirthDateProblem {
    fn from(problem: vocabulary::BirthDateProblem) -> Self {
        match problem {
            vocabulary::BirthDateProblem::Empty => Self::Empty,
            vocabulary::BirthDateProblem::Missing(parts) => Self::Missing(parts),
            vocabulary::BirthDateProblem::YearDigits => Self::YearDigits,
            vocabulary::BirthDateProblem::NotReal => Self::NotReal,
            vocabulary::BirthDateProblem::InFuture => Self::InFuture,
            vocabulary::BirthDateProblem::TooOld => Self::TooOld,
        }
    }
}

impl BirthDateProblem {
    /// The parts that are marked as wrong.
    #[must_use]
    pub const fn parts(self) -> DateParts {
        match self {
            Self::Missing(parts) => parts,
            Self::YearDigits | Self::TooOld => DateParts::YEAR,
            Self::Empty | Self::NotReal | Self::InFuture => DateParts::ALL,
        }
    }

    /// The list with this problem, at the first part that is wrong.
    #[must_use]
    pub fn errors(self) -> Errors {
        let parts = self.parts();
        let field = if parts.day {
            fields::BIRTH_DAY
        } else if parts.month {
            fields::BIRTH_MONTH
        } else {
            fields::BIRTH_YEAR
        };
        Errors::of(field, self)
    }
}

impl fmt::Display for BirthDateProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "Enter your date of birth",
            Self::Missing(parts) => return write!(f, "Date of birth must include a {}", named(*parts)),
            Self::YearDigits => "Year must include 4 numbers",
            Self::NotReal => "Date of birth must be a real date",
            Self::InFuture => "Date of birth must be in the past",
            Self::TooOld => "Check you have entered the correct year",
        })
    }
}

/// "day", "day and year".
fn named(parts: DateParts) -> String {
    let named = [(parts.day, "day"), (parts.month, "month"), (parts.year, "year")];
    named.into_iter().filter(|(missing, _)| *missing).map(|(_, name)| name).collect::<Vec<_>>().join(" and ")
}

/// What is wrong with a postcode. Journeys D5.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PostcodeProblem {
    /// Nothing was entered.
    Empty,
    /// Not a full postcode.
    NotAPostcode,
    /// In Northern Ireland.
    NorthernIreland,
    /// In Scotland.
    Scotland,
    /// In Jersey or Guernsey.
    ChannelIslands,
}

impl From<vocabulary::PostcodeProblem> for PostcodeProblem {
    fn from(problem: vocabulary::PostcodeProblem) -> Self {
        match problem {
            vocabulary::PostcodeProblem::Empty => Self::Empty,
            vocabulary::PostcodeProblem::NotAPostcode => Self::NotAPostcode,
            vocabulary::PostcodeProblem::NorthernIreland => Self::NorthernIreland,
            vocabulary::PostcodeProblem::Scotland => Self::Scotland,
            vocabulary::PostcodeProblem::ChannelIslands => Self::ChannelIslands,
        }
    }
}

impl fmt::Display for PostcodeProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = match self {
            Self::Empty => return f.write_str("Enter your postcode"),
            Self::NotAPostcode => return f.write_str("Enter a full postcode, like LS1 4AP"),
            Self::NorthernIreland => "Northern Ireland",
            Self::Scotland => "Scotland",
            Self::ChannelIslands => "the Channel Islands",
        };
        write!(
            f,
            "We cannot accept postcodes in {place}. Enter a postcode in England, Wales or the Isle of Man"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_without_two_parts_names_both_and_leads_to_the_first() {
        let parts = DateParts { day: false, month: true, year: true };
        let errors = BirthDateProblem::Missing(parts).errors();
        let message = errors.message(fields::BIRTH_MONTH);
        assert_eq!(message, Some("Date of birth must include a month and year"));
    }

    #[test]
    fn a_wrong_year_leads_to_the_year_and_an_unreal_date_to_its_beginning() {
        assert!(BirthDateProblem::TooOld.errors().message(fields::BIRTH_YEAR).is_some());
        assert!(BirthDateProblem::YearDigits.errors().message(fields::BIRTH_YEAR).is_some());
        assert!(BirthDateProblem::NotReal.errors().message(fields::BIRTH_DAY).is_some());
    }

    #[test]
    fn each_name_is_called_by_its_own_name() {
        let said = |part| NameProblem::of(part, vocabulary::NameProblem::Empty).to_string();
        assert_eq!(said(NamePart::First), "Enter your first name");
        assert_eq!(said(NamePart::Last), "Enter your last name");
    }
}
