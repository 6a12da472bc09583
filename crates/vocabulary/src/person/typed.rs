//! The same values as people type them, and what is wrong when they are not right. Journeys 2.0 and 2.5.

use jiff::civil::Date;

use super::{DateOfBirth, NhsNumber, Postcode};

/// What is wrong with a typed NHS number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NhsNumberProblem {
    /// Nothing was typed.
    #[error("is empty")]
    Empty,
    /// Digits only, but not ten of them.
    #[error("has not 10 digits")]
    Length,
    /// Something else than digits, spaces and dashes.
    #[error("has something else than digits")]
    Letters,
    /// Two letters, six digits and a letter: a National Insurance number.
    #[error("is a National Insurance number")]
    NationalInsurance,
    /// Ten digits whose check digit is wrong.
    #[error("has a wrong check digit")]
    Checksum,
}

impl NhsNumber {
    /// A number as people type it: ten digits, with spaces and dashes of any kind between them.
    ///
    /// # Errors
    /// When it is no NHS number; the first problem of the order of [`NhsNumberProblem`].
    ///
    /// Journeys 2.0
    pub fn from_typed(text: &str) -> Result<Self, NhsNumberProblem> {
        let text: String = text.chars().filter(|c| !c.is_whitespace() && !is_dash(*c)).collect();
        if text.is_empty() {
            return Err(NhsNumberProblem::Empty);
        }
        if is_national_insurance(text.as_bytes()) {
            return Err(NhsNumberProblem::NationalInsurance);
        }
        if !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NhsNumberProblem::Letters);
        }
        let digits: [u8; 10] = text.as_bytes().try_into().map_err(|_| NhsNumberProblem::Length)?;
        if has_check_digit(&digits) { Ok(Self(digits)) } else { Err(NhsNumberProblem::Checksum) }
    }
}

/// The last digit of a modulus 11 sum of the first nine; no digit is 10, so such a number does not exist.
fn has_check_digit(digits: &[u8; 10]) -> bool {
    let sum: u32 =
        digits[..9].iter().zip((2..=10).rev()).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    (11 - sum % 11) % 11 == u32::from(digits[9] - b'0')
}

fn is_national_insurance(text: &[u8]) -> bool {
    text.len() == 9
        && text[..2].iter().all(u8::is_ascii_alphabetic)
        && text[2..8].iter().all(u8::is_ascii_digit)
        && text[8].is_ascii_alphabetic()
}

/// Hyphens and dashes, as keyboards and word processors make them, and the minus sign.
fn is_dash(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// What is wrong with a typed name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameProblem {
    /// Nothing was typed.
    #[error("is empty")]
    Empty,
    /// More than 100 characters.
    #[error("is longer than 100 characters")]
    TooLong,
    /// Something else than letters, accents, apostrophes, hyphens, full stops and spaces.
    #[error("has something else than letters, accents, apostrophes, hyphens and spaces")]
    Characters,
}

/// A name with single spaces; one letter is a name.
pub(super) fn name(text: &str) -> Result<String, NameProblem> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return Err(NameProblem::Empty);
    }
    if text.chars().count() > 100 {
        return Err(NameProblem::TooLong);
    }
    let legal = text.chars().all(is_of_a_name) && text.chars().any(char::is_alphabetic);
    if legal { Ok(text) } else { Err(NameProblem::Characters) }
}

fn is_of_a_name(character: char) -> bool {
    let is_combining = ('\u{300}'..='\u{36f}').contains(&character);
    character.is_alphabetic() || is_combining || matches!(character, ' ' | '\'' | '’' | '-' | '.')
}

/// What keyboards make of apostrophes and hyphens, as plain ones.
pub(super) fn plain_marks(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '‘' | '’' | '`' | '´' | '′' => '\'',
            other if is_dash(other) => '-',
            other => other,
        })
        .collect()
}

/// What is wrong with a typed postcode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PostcodeProblem {
    /// Nothing was typed.
    #[error("is empty")]
    Empty,
    /// It is no full postcode.
    #[error("is not a full UK postcode")]
    NotAPostcode,
    /// In Northern Ireland, which the record does not cover.
    #[error("is in Northern Ireland")]
    NorthernIreland,
    /// In Scotland, which the record does not cover.
    #[error("is in Scotland")]
    Scotland,
    /// In Jersey or Guernsey, which the record does not cover.
    #[error("is in the Channel Islands")]
    ChannelIslands,
}

/// Areas that lie in Scotland, apart from [`ACROSS_THE_BORDER`].
const SCOTTISH: [&str; 16] =
    ["AB", "DD", "DG", "EH", "FK", "G", "HS", "IV", "KA", "KW", "KY", "ML", "PA", "PH", "TD", "ZE"];
/// Districts of those areas that have English addresses too, such as Berwick-upon-Tweed.
const ACROSS_THE_BORDER: [&str; 6] = ["DG14", "DG16", "TD5", "TD9", "TD12", "TD15"];

impl Postcode {
    /// A postcode in England, Wales or the Isle of Man as people type it: any case, with or without its space.
    ///
    /// # Errors
    /// When it is no such postcode: see [`PostcodeProblem`].
    ///
    /// Journeys 2.5 D5
    pub fn from_typed(text: &str) -> Result<Self, PostcodeProblem> {
        if text.trim().is_empty() {
            return Err(PostcodeProblem::Empty);
        }
        let postcode = Self::try_from(text).map_err(|_| PostcodeProblem::NotAPostcode)?;
        let district = postcode.0.split(' ').next().unwrap_or_default();
        match district.trim_end_matches(|c: char| !c.is_ascii_alphabetic()) {
            "BT" => Err(PostcodeProblem::NorthernIreland),
            "GY" | "JE" => Err(PostcodeProblem::ChannelIslands),
            area if SCOTTISH.contains(&area) && !ACROSS_THE_BORDER.contains(&district) => {
                Err(PostcodeProblem::Scotland)
            }
            _ => Ok(postcode),
        }
    }
}

/// Parts of a date: those that are missing or wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DateParts {
    /// The day.
    pub day: bool,
    /// The month.
    pub month: bool,
    /// The year.
    pub year: bool,
}

impl DateParts {
    /// The whole date.
    pub const ALL: Self = Self { day: true, month: true, year: true };
    /// The year alone.
    pub const YEAR: Self = Self { day: false, month: false, year: true };
}

/// What is wrong with a typed date of birth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BirthDateProblem {
    /// Nothing was typed.
    #[error("is empty")]
    Empty,
    /// Some parts were typed; these were not.
    #[error("has parts missing")]
    Missing(DateParts),
    /// The year has not four digits.
    #[error("has a year without 4 digits")]
    YearDigits,
    /// There is no such day.
    #[error("is not a real date")]
    NotReal,
    /// After today.
    #[error("is in the future")]
    InFuture,
    /// More than 130 years ago: a slip, most likely.
    #[error("is more than 130 years ago")]
    TooOld,
}

/// The months as people say them, January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// No living person's record is older.
const OLDEST_YEARS: i16 = 130;

/// The English name of a date's month.
pub(super) fn month_name(date: Date) -> &'static str {
    usize::try_from(date.month() - 1).ok().and_then(|place| MONTHS.get(place)).copied().unwrap_or_default()
}

impl DateOfBirth {
    /// A date as people type it in three fields: "5", "05"; a month may be "3", "March" or "mar".
    ///
    /// # Errors
    /// When it cannot be a living person's date of birth on `today`: see [`BirthDateProblem`].
    ///
    /// Journeys 2.5 D4
    pub fn from_typed(day: &str, month: &str, year: &str, today: Date) -> Result<Self, BirthDateProblem> {
        let [day, month, year] = [day.trim(), month.trim(), year.trim()];
        let missing = DateParts { day: day.is_empty(), month: month.is_empty(), year: year.is_empty() };
        match missing {
            DateParts::ALL => return Err(BirthDateProblem::Empty),
            missing if missing != DateParts::default() => return Err(BirthDateProblem::Missing(missing)),
            _ => {}
        }
        if year.len() != 4 || !is_number(year) {
            return Err(BirthDateProblem::YearDigits);
        }
        let date = real_date(day, month, year).ok_or(BirthDateProblem::NotReal)?;
        let born = Self(date);
        if date > today {
            Err(BirthDateProblem::InFuture)
        } else if born.age_on(today) > OLDEST_YEARS {
            Err(BirthDateProblem::TooOld)
        } else {
            Ok(born)
        }
    }
}

fn real_date(day: &str, month: &str, year: &str) -> Option<Date> {
    let day = small_number(day)?;
    let month = small_number(month).or_else(|| month_of(month))?;
    Date::new(year.parse().ok()?, month, day).ok()
}

fn small_number(text: &str) -> Option<i8> {
    if text.len() <= 2 && is_number(text) { text.parse().ok() } else { None }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The month whose name begins like this, of three letters or more.
fn month_of(text: &str) -> Option<i8> {
    let text = text.to_ascii_lowercase();
    if text.len() < 3 {
        return None;
    }
    let place = MONTHS.iter().position(|name| name.to_ascii_lowercase().starts_with(&text))?;
    i8::try_from(place + 1).ok()
}
