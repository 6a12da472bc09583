//! Who a person is, in the record's words.

use std::fmt;

use jiff::civil::Date;

use crate::fault::Malformed;

mod typed;

pub use typed::{BirthDateProblem, DateParts, MONTHS, NameProblem, NhsNumberProblem, PostcodeProblem};

/// Ten digits whose last is the modulus 11 check digit; Debug shows the last three.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct NhsNumber([u8; 10]);

impl NhsNumber {
    /// The ten digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// As it is printed on letters, "999 123 4567": only for a person who typed it (journeys.md 9, decision 9).
    #[must_use]
    pub fn grouped(&self) -> String {
        let digits = self.as_str();
        format!("{} {} {}", &digits[..3], &digits[3..6], &digits[6..])
    }

    /// The last four digits, to be shown behind a mask.
    #[must_use]
    pub fn ending(&self) -> &str {
        &self.as_str()[6..]
    }
}

impl TryFrom<&str> for NhsNumber {
    type Error = Malformed;

    fn try_from(text: &str) -> Result<Self, Malformed> {
        Self::from_typed(text)
            .map_err(|_| Malformed::new("nhs_number", "must be 10 digits with a valid check digit"))
    }
}

impl fmt::Debug for NhsNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NhsNumber(…{})", &self.as_str()[7..])
    }
}

/// A date of birth; prints `YYYY-MM-DD` (F-45).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct DateOfBirth(Date);

impl DateOfBirth {
    /// Whole years of age on `day`.
    #[must_use]
    pub fn age_on(self, day: Date) -> i16 {
        let before_birthday = (day.month(), day.day()) < (self.0.month(), self.0.day());
        day.year() - self.0.year() - i16::from(before_birthday)
    }

    /// As people write it: "15 March 1984".
    #[must_use]
    pub fn spoken(self) -> String {
        format!("{} {} {}", self.0.day(), typed::month_name(self.0), self.0.year())
    }
}

impl TryFrom<&str> for DateOfBirth {
    type Error = Malformed;

    fn try_from(text: &str) -> Result<Self, Malformed> {
        let fault = Malformed::new("birthdate", "must be a real date like 1984-03-15");
        if text.len() != 10 {
            return Err(fault);
        }
        let date: Date = text.parse().map_err(|_| fault)?;
        if date.year() < 1850 { Err(fault) } else { Ok(Self(date)) }
    }
}

impl fmt::Display for DateOfBirth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl fmt::Debug for DateOfBirth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DateOfBirth(…)")
    }
}

macro_rules! name {
    ($(#[$doc:meta])* $name:ident, $field:literal) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash)]
        pub struct $name(String);

        impl $name {
            /// Its text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The name as a person types it.
            ///
            /// # Errors
            /// When nothing was typed, or it is no name: see [`NameProblem`].
            ///
            /// Journeys 2.5 D3
            pub fn from_typed(text: &str) -> Result<Self, NameProblem> {
                typed::name(&typed::plain_marks(text)).map(Self)
            }
        }

        impl TryFrom<&str> for $name {
            type Error = Malformed;

            fn try_from(text: &str) -> Result<Self, Malformed> {
                typed::name(text).map(Self).map_err(|_| {
                    Malformed::new($field, "must be letters, accents, apostrophes, hyphens and spaces")
                })
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}

name!(
    /// A last name as the record has it; one letter is a name.
    FamilyName,
    "family_name"
);
name!(
    /// First and middle names as the record has them.
    GivenName,
    "given_name"
);

/// A UK postcode in its usual form, "LS1 4AP".
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Postcode(String);

impl Postcode {
    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<&str> for Postcode {
    type Error = Malformed;

    fn try_from(text: &str) -> Result<Self, Malformed> {
        const FAULT: Malformed = Malformed::new("postcode", "must be a full UK postcode");
        let letters: String = text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.'))
            .collect::<String>()
            .to_ascii_uppercase();
        if !letters.is_ascii() || !(5..=7).contains(&letters.len()) {
            return Err(FAULT);
        }
        let (outward, inward) = letters.split_at(letters.len() - 3);
        if is_outward(outward.as_bytes()) && is_inward(inward.as_bytes()) {
            Ok(Self(format!("{outward} {inward}")))
        } else {
            Err(FAULT)
        }
    }
}

/// One or two letters, a digit, and perhaps one more letter or digit: "M1", "LS14", "EC1A".
fn is_outward(text: &[u8]) -> bool {
    let area = text.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    let (area, district) = text.split_at(area);
    (1..=2).contains(&area.len())
        && (1..=2).contains(&district.len())
        && district[0].is_ascii_digit()
        && district.iter().all(u8::is_ascii_alphanumeric)
}

/// A digit and two letters: "4AP".
fn is_inward(text: &[u8]) -> bool {
    text[0].is_ascii_digit() && text[1..].iter().all(u8::is_ascii_uppercase)
}

impl fmt::Debug for Postcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Postcode(…)")
    }
}

/// An organisation's ODS code: 3 to 8 letters and digits, upper case.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OdsCode(String);

impl OdsCode {
    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<&str> for OdsCode {
    type Error = Malformed;

    fn try_from(text: &str) -> Result<Self, Malformed> {
        let code = text.trim().to_ascii_uppercase();
        let legal = (3..=8).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if legal {
            Ok(Self(code))
        } else {
            Err(Malformed::new("ods_code", "must be 3 to 8 letters and digits"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_nhs_number_needs_its_check_digit() {
        assert!(NhsNumber::try_from("999 000 0018").is_ok());
        for bad in ["9990000019", "999000001", "99900000188", "999000001X", ""] {
            assert!(NhsNumber::try_from(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn an_nhs_number_hides_in_debug() {
        let number = NhsNumber::try_from("9990000018").expect("valid");
        assert_eq!(format!("{number:?}"), "NhsNumber(…018)");
    }

    #[test]
    fn names_keep_accents_and_may_be_one_letter() {
        for name in ["O", "Fotheringay-Ashcombe", "D’Arcy", "Zoë", "Ng", "de la Tour"] {
            assert!(FamilyName::try_from(name).is_ok(), "{name}");
        }
        assert!(FamilyName::try_from("<b>").is_err());
    }

    #[test]
    fn age_counts_birthdays() {
        let born = DateOfBirth::try_from("2012-11-26").expect("date");
        assert_eq!(born.age_on("2026-11-25".parse().expect("date")), 13);
        assert_eq!(born.age_on("2026-11-26".parse().expect("date")), 14);
    }

    #[test]
    fn a_postcode_is_written_the_usual_way() {
        assert_eq!(Postcode::try_from("ls14ap").expect("postcode").as_str(), "LS1 4AP");
        assert!(Postcode::try_from("12345").is_err());
    }
}
