//! What finds a person's NHS record, and whether it is theirs: D1 to D8 and D11. Journeys 1.7 and 2.5.

use askama::Template;
use vocabulary::{DateOfBirth, DateParts, NhsNumber, Postcode};

use crate::errors::Errors;
use crate::frame::Frame;
use crate::page::{Page, page};
use crate::proving::step::Step;

/// D1: what will be asked.
#[derive(Debug, Clone, Template)]
#[template(path = "proving/details/what_you_need.html")]
pub struct WhatYouNeed {
    /// Around the page.
    pub frame: Frame,
    /// Where "Continue" is posted.
    pub action: String,
    /// Above the heading when this is a numbered step (I16).
    pub step: Option<Step>,
}
page!(WhatYouNeed, "What you need to find your NHS record");

/// D2. Fields `know` and `nhsNumber`, which counts only when `know` says yes.
#[derive(Debug, Clone, Template)]
#[template(path = "proving/details/know_nhs_number.html")]
pub struct KnowNhsNumber {
    /// Around the page.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// Above the heading when this is a numbered step.
    pub step: Option<Step>,
    /// What was chosen before.
    pub know: Option<KnowsNumber>,
    /// The number typed before.
    pub nhs_number: String,
    /// Words of [`crate::wording::ProvingChoiceProblem`] and [`crate::wording::NhsNumberProblem`].
    pub errors: Errors,
}
page!(KnowNhsNumber, "Do you know your NHS number?", form);

/// The answers of D2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnowsNumber {
    /// Finds the record by its number.
    Yes,
    /// Finds the record by the name.
    No,
}

impl KnowNhsNumber {
    pub(crate) fn chose(&self, answer: KnowsNumber) -> bool {
        self.know == Some(answer)
    }
}

/// D3. Fields `firstName`, `middleName`, `lastName`.
#[derive(Debug, Clone, Template)]
#[template(path = "proving/details/enter_name.html")]
pub struct EnterName {
    /// Around the page.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// Above the heading when this is a numbered step.
    pub step: Option<Step>,
    /// Typed before.
    pub first_name: String,
    /// Typed before.
    pub middle_name: String,
    /// Typed before.
    pub last_name: String,
    /// Words of [`crate::wording::NameProblem`].
    pub errors: Errors,
}
page!(EnterName, "Enter your full name", form);

/// D4. Fields `birthDay`, `birthMonth`, `birthYear`.
#[derive(Debug, Clone, Template)]
#[template(path = "proving/details/enter_birth_date.html")]
pub struct EnterBirthDate {
    /// Around the page.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// Above the heading when this is a numbered step.
    pub step: Option<Step>,
    /// Typed before.
    pub day: String,
    /// Typed before.
    pub month: String,
    /// Typed before.
    pub year: String,
    /// [`crate::wording::BirthDateProblem::parts`]: the fields that are marked.
    pub wrong: DateParts,
    /// [`crate::wording::BirthDateProblem::errors`].
    pub errors: Errors,
}
page!(EnterBirthDate, "Enter your date of birth", form);

impl EnterBirthDate {
    /// The field that the message stands at, and the message.
    pub(crate) fn problem(&self) -> Option<(&str, &str)> {
        self.errors.iter().next().map(|error| (error.field(), error.message()))
    }

    pub(crate) fn parts(&self) -> [DatePart<'_>; 3] {
        let part = |id, label, value, width, autocomplete, wrong| DatePart {
            id,
            label,
            value,
            width,
            autocomplete,
            wrong,
        };
        [
            part(crate::fields::BIRTH_DAY, "Day", self.day.as_str(), 2, "bday-day", self.wrong.day),
            part(crate::fields::BIRTH_MONTH, "Month", self.month.as_str(), 2, "bday-month", self.wrong.month),
            part(crate::fields::BIRTH_YEAR, "Year", self.year.as_str(), 4, "bday-year", self.wrong.year),
        ]
    }
}

/// One of the three fields of a date.
pub(crate) struct DatePart<'a> {
    pub(crate) id: &'static str,
    pub(crate) label: &'static str,
    pub(crate) value: &'a str,
    pub(crate) width: u8,
    pub(crate) autocomplete: &'static str,
    pub(crate) wrong: bool,
}

/// D5. Field `postcode`.
#[derive(Debug, Clone, Template)]
#[template(path = "proving/details/enter_postcode.html")]
pub struct EnterPostcode {
    /// Around the page.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// Above the heading when this is a numbered step.
    pub step: Option<Step>,
    /// Typed before.
    pub postcode: String,
    /// Words of [`crate::wording::PostcodeProblem`].
    pub errors: Errors,
}
page!(EnterPostcode, "Enter your postcode", form);

/// D6: everything typed, each with its way back.
#[derive(Debug, Clone, Template)]
#[template(path = "proving/details/check_details.html")]
pub struct CheckDetails {
    /// Around the page.
    pub frame: Frame,
    /// Where "Submit information" is posted.
    pub action: String,
    /// Above the heading when this is a numbered step.
    pub step: Option<Step>,
    /// What the record will be looked up by.
    pub identity: TypedIdentity,
    /// As typed.
    pub birth_date: DateOfBirth,
    /// As typed.
    pub postcode: Postcode,
    /// Where "Change" leads.
    pub change: ChangeLinks,
}
page!(CheckDetails, "Check your details");

/// What a person typed at D2 or D3.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypedIdentity {
    /// D2; shown whole, because the person typed it.
    NhsNumber(NhsNumber),
    /// D3.
    Name {
        /// First name.
        first: String,
        /// Middle names, when there are any.
        middle: Option<String>,
        /// Last name.
        last: String,
    },
}

impl TypedIdentity {
    /// One letter is a name, but more often a slip: the page asks to look again. Journeys D3.
    pub(crate) fn has_one_letter_name(&self) -> bool {
        match self {
            Self::NhsNumber(_) => false,
            Self::Name { first, last, .. } => [first, last].iter().any(|name| name.chars().count() == 1),
        }
    }
}

/// Where the links "Change" of D6 lead. Each page returns to D6.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeLinks {
    /// D2, for the number.
    pub nhs_number: String,
    /// D3, for the name.
    pub name: String,
    /// D4.
    pub birth_date: String,
    /// D5.
    pub postcode: String,
}

/// D8: is it theirs? Field `choice`: yes, no, or [`crate::fields::CHOICE_SOME_WRONG`].
///
/// It shows no more than the person typed; a traced NHS number never. Journeys 9, decision 9.
#[derive(Debug, Clone, Template)]
#[template(path = "proving/details/confirm_details.html")]
pub struct ConfirmDetails {
    /// Around the page; without a back link.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// Full name, when it was typed.
    pub name: Option<String>,
    /// Date of birth.
    pub birth_date: DateOfBirth,
    /// Postcode, when it was typed.
    pub postcode: Option<Postcode>,
    /// Only when it was typed; shown as its last four digits.
    pub typed_nhs_number: Option<NhsNumber>,
    /// Words of [`crate::wording::ProvingChoiceProblem::YourDetails`].
    pub errors: Errors,
}
page!(ConfirmDetails, "Confirm your details", form);

/// D11: the browser's Back led to a step that is done.
#[derive(Debug, Clone, Template)]
#[template(path = "proving/details/already_matched.html")]
pub struct AlreadyMatched {
    /// Around the page; without a back link.
    pub frame: Frame,
    /// Where "Continue" is posted.
    pub action: String,
}
page!(AlreadyMatched, "We have already matched you to your NHS record");
