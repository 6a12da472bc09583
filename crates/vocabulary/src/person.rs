//! Who a person is, in the record's words.

use std::fmt;

use jiff::civil::Date;

use crate::fault::Malformed;

/// Ten digits whose last is the modulus 11 check digit; Debug shows the last three.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct NhsNumber([u8; 10]);

impl NhsNumber {
    /// The ten digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl TryFrom<&str> for NhsNumber {
    type Error = Malformed;

    fn try_from(text: &str) -> Result<Self, Malformed> {
        const FAULT: Malformed = Malformed::new("nhs_number", "must be 10 digits with a valid check digit");
        let digits: Vec<u8> = text.bytes().filter(|byte| !matches!(byte, b' ' | b'-')).collect();
        let digits: [u8; 10] = digits.try_into().map_err(|_| FAULT)?;
        if !digits.iter().all(u8::is_ascii_digit) {
            return Err(FAULT);
        }
        let sum: u32 = digits[..9]
            .iter()
            .zip((2..=10).rev())
            .map(|(digit, weight)| u32::from(digit - b'0') * weight)
            .sum();
        let check = (11 - sum % 11) % 11;
        if check == u32::from(digits[9] - b'0') { Ok(Self(digits)) } else { Err(FAULT) }
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
        }

        impl TryFrom<&str> for $name {
            type Error = Malformed;

            fn try_from(text: &str) -> Result<Self, Malformed> {
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                let legal = !text.is_empty()
                    && text.chars().count() <= 100
                    && text.chars().all(|c| c.is_alphabetic() || is_combining(c) || matches!(c, ' ' | '\'' | '’' | '-' | '.'));
                if legal { Ok(Self(text)) } else { Err(Malformed::new($field, "must be letters, accents, apostrophes, hyphens and spaces")) }
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

fn is_combining(character: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&character)
}

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
        let letters: String =
            text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
        if !letters.is_ascii() || !(5..=7).contains(&letters.len()) {
            return Err(FAULT);
        }
        let (outward, inward) = letters.split_at(letters.len() - 3);
        let inward_legal = inward.as_bytes()[0].is_ascii_digit()
            && inward.as_bytes()[1..].iter().all(u8::is_ascii_uppercase);
        let outward_legal = outward.as_bytes()[0].is_ascii_uppercase()
            && outward.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && outward.bytes().any(|byte| byte.is_ascii_digit());
        if inward_legal && outward_legal { Ok(Self(format!("{outward} {inward}"))) } else { Err(FAULT) }
    }
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
