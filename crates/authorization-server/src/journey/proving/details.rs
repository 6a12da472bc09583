//! D1 to D7: what finds an NHS record. Journeys 2.5

use axum::response::Response;
use identity::{NameTyped, NumberAnswer};
use policy::Page;
use screens::proving::details::{
    ChangeLinks, CheckDetails, EnterBirthDate, EnterName, EnterPostcode, KnowNhsNumber, KnowsNumber,
    TypedIdentity, WhatYouNeed,
};
use screens::proving::photo_id::TypedDetails;
use screens::wording::{
    BirthDateProblem, NamePart, NameProblem, NhsNumberProblem, PostcodeProblem, ProvingChoiceProblem,
};
use screens::{Errors, fields};
use vocabulary::{DateOfBirth, DateParts, FamilyName, GivenName, NhsNumber, Postcode};

use crate::journey::scene::Scene;
use crate::journey::sent::{Act, Sent};
use crate::stop::Stop;

/// What the fields of these pages hold.
#[derive(Default)]
pub(crate) struct Typed {
    knows_number: Option<KnowsNumber>,
    nhs_number: String,
    first_name: String,
    middle_name: String,
    last_name: String,
    born: [String; 3],
    postcode: String,
}

impl Typed {
    /// What was typed before.
    pub(crate) fn of(scene: &Scene) -> Self {
        let view = &scene.proving;
        let text = |value: Option<&str>| value.unwrap_or_default().to_owned();
        let born = view.born.filter(|_| view.born_typed).map(|born| {
            let date = born.to_string();
            let mut parts = date.split('-').rev().map(|part| part.trim_start_matches('0').to_owned());
            [(); 3].map(|()| parts.next().unwrap_or_default())
        });
        Self {
            knows_number: view
                .knows_number
                .map(|knows| if knows { KnowsNumber::Yes } else { KnowsNumber::No }),
            nhs_number: text(view.nhs_number.as_ref().map(NhsNumber::as_str)),
            first_name: text(view.first_name.as_ref().map(GivenName::as_str)),
            middle_name: text(view.middle_name.as_ref().map(GivenName::as_str)),
            last_name: text(view.last_name.as_ref().map(FamilyName::as_str)),
            born: born.unwrap_or_default(),
            postcode: text(view.postcode.as_ref().map(Postcode::as_str)),
        }
    }

    fn sent(act: &Act) -> Self {
        let text = |name| act.fields.text(name).to_owned();
        Self {
            knows_number: match act.fields.text(fields::KNOWS_NHS_NUMBER) {
                fields::CHOICE_YES => Some(KnowsNumber::Yes),
                fields::CHOICE_NO => Some(KnowsNumber::No),
                _ => None,
            },
            nhs_number: text(fields::NHS_NUMBER),
            first_name: text(fields::FIRST_NAME),
            middle_name: text(fields::MIDDLE_NAME),
            last_name: text(fields::LAST_NAME),
            born: [text(fields::BIRTH_DAY), text(fields::BIRTH_MONTH), text(fields::BIRTH_YEAR)],
            postcode: text(fields::POSTCODE),
        }
    }
}

pub(crate) fn what_you_need(scene: &Scene) -> Response {
    scene.show(&WhatYouNeed {
        frame: scene.frame(),
        action: scene.at(Page::WhatYouNeed),
        step: scene.details_step(),
    })
}

pub(crate) fn know_number(scene: &Scene, typed: &Typed, errors: Errors) -> Response {
    scene.show(&KnowNhsNumber {
        frame: scene.frame(),
        action: scene.at(Page::KnowNumber),
        step: scene.details_step(),
        know: typed.knows_number,
        nhs_number: typed.nhs_number.clone(),
        errors,
    })
}

pub(crate) fn name(scene: &Scene, typed: &Typed, errors: Errors) -> Response {
    scene.show(&EnterName {
        frame: scene.frame_back_to(Page::KnowNumber),
        action: scene.at(Page::GiveName),
        step: scene.details_step(),
        first_name: typed.first_name.clone(),
        middle_name: typed.middle_name.clone(),
        last_name: typed.last_name.clone(),
        errors,
    })
}

pub(crate) fn birth_date(scene: &Scene, typed: &Typed, problem: Option<BirthDateProblem>) -> Response {
    let [day, month, year] = typed.born.clone();
    let before = if scene.proving.knows_number == Some(true) { Page::KnowNumber } else { Page::GiveName };
    scene.show(&EnterBirthDate {
        frame: scene.frame_back_to(before),
        action: scene.at(Page::GiveBirthDate),
        step: scene.details_step(),
        day,
        month,
        year,
        wrong: problem.map_or_else(DateParts::default, BirthDateProblem::parts),
        errors: problem.map_or_else(Errors::new, BirthDateProblem::errors),
    })
}

pub(crate) fn postcode(scene: &Scene, typed: &Typed, errors: Errors) -> Response {
    scene.show(&EnterPostcode {
        frame: scene.frame_back_to(Page::GiveBirthDate),
        action: scene.at(Page::GivePostcode),
        step: scene.details_step(),
        postcode: typed.postcode.clone(),
        errors,
    })
}

/// D6. A detail that is missing is asked first, so that all of them are there.
pub(crate) fn check(scene: &Scene) -> Response {
    let Some(TypedDetails { identity, birth_date, postcode, change }) = typed_details(scene) else {
        return scene.go_on();
    };
    scene.show(&CheckDetails {
        frame: scene.frame_back_to(Page::GivePostcode),
        action: scene.at(Page::CheckDetails),
        step: scene.details_step(),
        identity,
        birth_date,
        postcode,
        change,
    })
}

/// What was typed on D2 to D5; none before all of it was.
pub(crate) fn typed_details(scene: &Scene) -> Option<TypedDetails> {
    let view = &scene.proving;
    let named = |name: Option<&GivenName>| name.map(|name| name.as_str().to_owned());
    let identity = match (view.knows_number, view.nhs_number) {
        (Some(true), Some(number)) => TypedIdentity::NhsNumber(number),
        _ => TypedIdentity::Name {
            first: named(view.first_name.as_ref()).unwrap_or_default(),
            middle: named(view.middle_name.as_ref()),
            last: view.last_name.as_ref().map(|name| name.as_str().to_owned()).unwrap_or_default(),
        },
    };
    Some(TypedDetails {
        identity,
        birth_date: view.born?,
        postcode: view.postcode.clone()?,
        change: ChangeLinks {
            nhs_number: scene.at(Page::KnowNumber),
            name: scene.at(Page::GiveName),
            birth_date: scene.at(Page::GiveBirthDate),
            postcode: scene.at(Page::GivePostcode),
        },
    })
}

/// D1.
pub(crate) async fn begin(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::WhatYouNeed])?;
    let answer = act.identity().begin_details(visit).await?;
    Ok(act.go_on(&answer.cookies))
}

/// D2.
pub(crate) async fn give_number(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::KnowNumber])?;
    let typed = Typed::sent(&act);
    let again = |errors| know_number(&act.scene, &typed, errors);
    let number = match typed.knows_number {
        None => {
            let problem = ProvingChoiceProblem::KnowsNhsNumber;
            return Ok(again(Errors::of(fields::KNOWS_NHS_NUMBER, problem)));
        }
        Some(KnowsNumber::No) => NumberAnswer::Unknown,
        Some(KnowsNumber::Yes) => match NhsNumber::from_typed(&typed.nhs_number) {
            Ok(number) => NumberAnswer::Known(number),
            Err(problem) => {
                return Ok(again(Errors::of(fields::NHS_NUMBER, NhsNumberProblem::from(problem))));
            }
        },
    };
    let answer = act.identity().give_nhs_number(visit, number).await?;
    Ok(act.go_on(&answer.cookies))
}

/// D3.
pub(crate) async fn give_name(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::GiveName])?;
    let typed = Typed::sent(&act);
    match parsed_name(&typed) {
        Ok(parsed) => {
            let answer = act.identity().give_name(visit, parsed).await?;
            Ok(act.go_on(&answer.cookies))
        }
        Err(errors) => Ok(name(&act.scene, &typed, errors)),
    }
}

fn parsed_name(typed: &Typed) -> Result<NameTyped, Errors> {
    let mut errors = Errors::new();
    let mut note = |part: NamePart, problem| errors.add(part.field(), NameProblem::of(part, problem));
    let first = GivenName::from_typed(&typed.first_name).map_err(|problem| note(NamePart::First, problem));
    let middle = if typed.middle_name.trim().is_empty() {
        Ok(None)
    } else {
        GivenName::from_typed(&typed.middle_name).map(Some).map_err(|problem| note(NamePart::Middle, problem))
    };
    let last = FamilyName::from_typed(&typed.last_name).map_err(|problem| note(NamePart::Last, problem));
    match (first, middle, last) {
        (Ok(first), Ok(middle), Ok(last)) => Ok(NameTyped { first, middle, last }),
        _ => Err(errors),
    }
}

/// D4.
pub(crate) async fn give_birth_date(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::GiveBirthDate])?;
    let typed = Typed::sent(&act);
    let [day, month, year] = &typed.born;
    match DateOfBirth::from_typed(day, month, year, act.identity().now().date()) {
        Ok(born) => {
            let answer = act.identity().give_birth_date(visit, born).await?;
            Ok(act.go_on(&answer.cookies))
        }
        Err(problem) => Ok(birth_date(&act.scene, &typed, Some(problem.into()))),
    }
}

/// D5.
pub(crate) async fn give_postcode(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::GivePostcode])?;
    let typed = Typed::sent(&act);
    match Postcode::from_typed(&typed.postcode) {
        Ok(home) => {
            let answer = act.identity().give_postcode(visit, home).await?;
            Ok(act.go_on(&answer.cookies))
        }
        Err(problem) => {
            let errors = Errors::of(fields::POSTCODE, PostcodeProblem::from(problem));
            Ok(postcode(&act.scene, &typed, errors))
        }
    }
}

/// D6.
pub(crate) async fn submit(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::CheckDetails])?;
    let answer = Box::pin(act.identity().look_for_record(visit)).await?;
    Ok(act.go_on(&answer.cookies))
}
