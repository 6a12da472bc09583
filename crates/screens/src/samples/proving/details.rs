//! Samples of D1 to D8 and D11.

use vocabulary::{DateOfBirth, DateParts, NhsNumber, Postcode};

use super::super::{ACTION, OTHER, Sample, frame, last_frame};
use crate::errors::Errors;
use crate::fields;
use crate::proving::Step;
use crate::proving::details::{
    AlreadyMatched, ChangeLinks, CheckDetails, ConfirmDetails, EnterBirthDate, EnterName, EnterPostcode,
    KnowNhsNumber, KnowsNumber, TypedIdentity, WhatYouNeed,
};
use crate::wording::{
    BirthDateProblem, NamePart, NameProblem, NhsNumberProblem, PostcodeProblem, ProvingChoiceProblem,
};

const STEP: Option<Step> = Some(Step { number: 3, of: 3 });

pub(super) fn pages() -> Vec<Sample> {
    let mut pages = questions();
    pages.extend(birth_dates());
    pages.extend(answers());
    pages
}

fn questions() -> Vec<Sample> {
    let need = WhatYouNeed { frame: frame(), action: ACTION.into(), step: None };
    let number_wrong = Errors::of(fields::NHS_NUMBER, NhsNumberProblem::NationalInsurance);
    let nobody = [NamePart::First, NamePart::Last]
        .into_iter()
        .fold(Errors::new(), |errors, part| errors.with(part.field(), NameProblem::Empty(part)));
    vec![
        Sample::new("proving/what-you-need", need.clone()),
        Sample::new("proving/what-you-need+step", WhatYouNeed { step: STEP, ..need }),
        Sample::new("proving/know-nhs-number", know_nhs_number(None, Errors::new())),
        Sample::new(
            "proving/know-nhs-number+none",
            know_nhs_number(None, Errors::of(fields::KNOWS_NHS_NUMBER, ProvingChoiceProblem::KnowsNhsNumber)),
        ),
        Sample::new("proving/know-nhs-number+error", know_nhs_number(Some(KnowsNumber::Yes), number_wrong)),
        Sample::new("proving/enter-name", enter_name(Errors::new())),
        Sample::new("proving/enter-name+errors", enter_name(nobody)),
        Sample::new("proving/enter-postcode", enter_postcode("ls14ap", Errors::new())),
        Sample::new(
            "proving/enter-postcode+error",
            enter_postcode("EH1 1YZ", Errors::of(fields::POSTCODE, PostcodeProblem::Scotland)),
        ),
    ]
}

fn know_nhs_number(know: Option<KnowsNumber>, errors: Errors) -> KnowNhsNumber {
    let nhs_number = if know.is_some() { "QQ 12 34 56 C" } else { "" };
    KnowNhsNumber {
        frame: frame(),
        action: ACTION.into(),
        step: STEP,
        know,
        nhs_number: nhs_number.into(),
        errors,
    }
}

fn enter_name(errors: Errors) -> EnterName {
    EnterName {
        frame: frame(),
        action: ACTION.into(),
        step: None,
        first_name: String::new(),
        middle_name: "Zoë".into(),
        last_name: String::new(),
        errors,
    }
}

fn enter_postcode(typed: &str, errors: Errors) -> EnterPostcode {
    EnterPostcode { frame: frame(), action: ACTION.into(), step: None, postcode: typed.into(), errors }
}

fn birth_dates() -> Vec<Sample> {
    let missing = BirthDateProblem::Missing(DateParts { day: false, month: true, year: true });
    vec![
        Sample::new("proving/enter-birth-date", enter_birth_date(None)),
        Sample::new("proving/enter-birth-date+missing", enter_birth_date(Some(missing))),
        Sample::new("proving/enter-birth-date+unreal", enter_birth_date(Some(BirthDateProblem::NotReal))),
        Sample::new("proving/enter-birth-date+old", enter_birth_date(Some(BirthDateProblem::TooOld))),
    ]
}

fn enter_birth_date(problem: Option<BirthDateProblem>) -> EnterBirthDate {
    let wrong = problem.map(BirthDateProblem::parts).unwrap_or_default();
    let typed = |missing: bool, text: &str| if missing { String::new() } else { text.to_owned() };
    EnterBirthDate {
        frame: frame(),
        action: ACTION.into(),
        step: None,
        day: typed(false, "31"),
        month: typed(wrong.month, "11"),
        year: typed(wrong.year, "1984"),
        wrong,
        errors: problem.map(BirthDateProblem::errors).unwrap_or_default(),
    }
}

fn answers() -> Vec<Sample> {
    let name = |first: &str| TypedIdentity::Name {
        first: first.into(),
        middle: Some("Zoë".into()),
        last: "Okafor-Whitfield".into(),
    };
    let by_number =
        ConfirmDetails { name: None, typed_nhs_number: Some(nhs_number()), ..confirm_details(Errors::new()) };
    let unanswered = Errors::of(fields::CHOICE, ProvingChoiceProblem::YourDetails);
    vec![
        Sample::new("proving/check-details", check_details(TypedIdentity::NhsNumber(nhs_number()))),
        Sample::new("proving/check-details+name", check_details(name("Amina"))),
        Sample::new("proving/check-details+letter", check_details(name("A"))),
        Sample::new("proving/confirm-details", confirm_details(Errors::new())),
        Sample::new("proving/confirm-details+number", by_number),
        Sample::new("proving/confirm-details+error", confirm_details(unanswered)),
        Sample::new("proving/already-matched", AlreadyMatched { frame: last_frame(), action: ACTION.into() }),
    ]
}

fn check_details(identity: TypedIdentity) -> CheckDetails {
    let change = ChangeLinks {
        nhs_number: OTHER.into(),
        name: OTHER.into(),
        birth_date: OTHER.into(),
        postcode: OTHER.into(),
    };
    CheckDetails {
        frame: frame(),
        action: ACTION.into(),
        step: None,
        identity,
        birth_date: birth_date(),
        postcode: postcode(),
        change,
    }
}

fn confirm_details(errors: Errors) -> ConfirmDetails {
    ConfirmDetails {
        frame: last_frame(),
        action: ACTION.into(),
        name: Some("Amina Zoë Okafor-Whitfield".into()),
        birth_date: birth_date(),
        postcode: Some(postcode()),
        typed_nhs_number: None,
        errors,
    }
}

fn nhs_number() -> NhsNumber {
    NhsNumber::try_from("9990000018").expect("its check digit is right")
}

fn birth_date() -> DateOfBirth {
    DateOfBirth::try_from("1984-03-15").expect("a real date")
}

fn postcode() -> Postcode {
    Postcode::try_from("LS1 4AP").expect("a full postcode")
}
