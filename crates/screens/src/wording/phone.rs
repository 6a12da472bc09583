//! Phone numbers. Journeys R4 and R4b.

use std::fmt;

/// What is wrong with a UK mobile number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MobileProblem {
    /// Nothing was entered.
    Empty,
    /// Not a UK mobile number.
    NotUkMobile,
}

impl fmt::Display for MobileProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "Enter your mobile number",
            Self::NotUkMobile => "Enter a valid mobile number, like 07700 900123",
        })
    }
}

/// What is wrong with an international mobile number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InternationalProblem {
    /// Nothing was entered.
    Empty,
    /// Not "+", a country code and a number.
    Malformed,
    /// We do not send codes to this country.
    CountryNotAccepted,
}

impl fmt::Display for InternationalProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "Enter your international mobile number",
            Self::Malformed => {
                "International mobile number must start with + and the country code, like +353 7777 666555"
            }
            Self::CountryNotAccepted => {
                "We cannot send security codes to this country. Enter a mobile number from another country"
            }
        })
    }
}

/// What is wrong with a landline number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LandlineProblem {
    /// Nothing was entered.
    Empty,
    /// Not a UK landline number.
    NotUkLandline,
    /// A premium, personal or non-geographic number.
    NotAHomeNumber,
}

impl fmt::Display for LandlineProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "Enter your landline number",
            Self::NotUkLandline => "Enter a UK landline number with its area code, like 01632 960123",
            Self::NotAHomeNumber => "Landline number must start with 01 or 02",
        })
    }
}
