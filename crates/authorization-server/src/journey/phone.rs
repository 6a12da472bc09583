//! R4, R4b, the choice of a phone, and L0. Journeys 1.4, 2.1 to 2.3

use axum::extract::{Path, State};
use axum::response::Response;
use identity::{Answer, CodeSent, PhoneGiven, PhoneTyped};
use policy::{Page, Step};
use screens::registration::{EnterLandline, EnterMobile};
use screens::sign_in::{CannotUsePhone, ChooseChannel, OtherPhone, SendCode};
use screens::wording::ChannelProblem;
use screens::{Errors, PhoneChannel, fields};
use vocabulary::{PhoneKind, PhoneProblem};
use web::Caller;

use crate::door::{Calls, Door};
use crate::journey::scene::Scene;
use crate::journey::sent::{Act, Sent};
use crate::journey::words;
use crate::paths;
use crate::stop::Stop;

/// What was typed on R4.
#[derive(Default)]
pub(crate) struct Typed {
    mobile: String,
    international: Option<String>,
}

pub(crate) fn mobile(scene: &Scene, typed: Typed, errors: Errors) -> Response {
    let calls = scene.door.installation().calls;
    scene.show(&EnterMobile {
        frame: scene.frame(),
        action: scene.at(Page::EnterPhone),
        landline_href: (calls == Calls::Offered).then(|| scene.at(Page::EnterLandline)),
        mobile: typed.mobile,
        international: typed.international.is_some(),
        international_number: typed.international.unwrap_or_default(),
        errors,
    })
}

pub(crate) fn landline(scene: &Scene, landline: String, errors: Errors) -> Response {
    let mobile_href = scene.at(Page::EnterPhone);
    scene.show(&EnterLandline {
        frame: scene.frame().with_back(mobile_href.clone()),
        action: scene.at(Page::EnterLandline),
        mobile_href,
        landline,
        errors,
    })
}

/// The choice between two phones, or the button that sends a code to the only one.
pub(crate) fn channel(scene: &Scene, errors: Errors) -> Response {
    let mobile_ending = scene.view.mobile_ending.clone().unwrap_or_default();
    let landline_ending = scene.view.landline_ending.clone().unwrap_or_default();
    let only = match scene.step {
        Step::ChooseChannel { phones } => phones.only(),
        _ => None,
    };
    let action = scene.at(Page::ChooseChannel);
    let frame = scene.frame();
    match only {
        Some(kind) => {
            let ending = if kind == PhoneKind::Mobile { mobile_ending } else { landline_ending };
            scene.show(&SendCode { frame, action, channel: of_kind(kind), ending })
        }
        None => scene.show(&ChooseChannel { frame, action, mobile_ending, landline_ending, errors }),
    }
}

pub(crate) fn of_kind(kind: PhoneKind) -> PhoneChannel {
    match kind {
        PhoneKind::Mobile => PhoneChannel::Text,
        PhoneKind::Landline => PhoneChannel::Call,
    }
}

/// R4. The UK field counts unless the box is ticked, whatever the other one says. Journeys 5.8
pub(crate) async fn give_mobile(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::EnterPhone])?;
    let typed = Typed {
        mobile: act.fields.text(fields::MOBILE).to_owned(),
        international: act
            .fields
            .is_ticked(fields::INTERNATIONAL)
            .then(|| act.fields.text(fields::INTERNATIONAL_NUMBER).to_owned()),
    };
    let given = match &typed.international {
        Some(number) => PhoneTyped::International(number.clone()),
        None => PhoneTyped::UkMobile(typed.mobile.clone()),
    };
    let answer = act.identity().give_phone(visit, &given).await?;
    Ok(match answer.outcome {
        PhoneGiven::Accepted => act.go_on(&answer.cookies),
        PhoneGiven::TooMany => act.scene.go_wait(),
        PhoneGiven::Problem(problem) => {
            let errors = mobile_errors(&typed, problem);
            mobile(&act.scene, typed, errors)
        }
    })
}

fn mobile_errors(typed: &Typed, problem: PhoneProblem) -> Errors {
    match typed.international {
        Some(_) => Errors::of(fields::INTERNATIONAL_NUMBER, words::international(problem)),
        None => Errors::of(fields::MOBILE, words::mobile(problem)),
    }
}

/// R4b.
pub(crate) async fn give_landline(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::EnterLandline])?;
    let typed = act.fields.text(fields::LANDLINE).to_owned();
    let answer = act.identity().give_phone(visit, &PhoneTyped::Landline(typed.clone())).await?;
    Ok(match answer.outcome {
        PhoneGiven::Accepted => act.go_on(&answer.cookies),
        PhoneGiven::TooMany => act.scene.go_wait(),
        PhoneGiven::Problem(problem) => {
            landline(&act.scene, typed, Errors::of(fields::LANDLINE, words::landline(problem)))
        }
    })
}

/// R5 and R6, "change your number" and a new code: back to R4.
pub(crate) async fn change(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::ConfirmPhone, Page::PhoneCodeExpired])?;
    let answer = act.identity().change_phone(visit).await?;
    Ok(act.go_on(&answer.cookies))
}

/// The way that the code is to go.
pub(crate) async fn choose_channel(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::ChooseChannel])?;
    let kind = match act.fields.text(fields::CHANNEL) {
        fields::CHANNEL_TEXT => PhoneKind::Mobile,
        fields::CHANNEL_CALL => PhoneKind::Landline,
        _ => return Ok(channel(&act.scene, Errors::of(fields::CHANNEL, ChannelProblem::Empty))),
    };
    let answer = act.identity().choose_channel(visit, kind).await?;
    Ok(sent_or_wait(&act, &answer))
}

/// L0: the phone that the code went to is out of reach.
pub(crate) async fn no_phone(
    State(door): State<Door>,
    Path(ticket): Path<String>,
    Caller(browser): Caller,
) -> Result<Response, Stop> {
    let (visit, _) = door.open(&ticket, &browser).await?;
    let scene = Scene::of(&door, &browser, &visit);
    let Step::EnterCode { kind } = scene.step else { return Ok(scene.go_on()) };
    let other_ending = match kind {
        PhoneKind::Mobile => scene.view.landline_ending.clone(),
        PhoneKind::Landline => scene.view.mobile_ending.clone(),
    };
    let action = scene.beside(paths::OTHER_PHONE);
    Ok(scene.show(&CannotUsePhone {
        frame: scene.frame().with_back(scene.at(Page::EnterCode)),
        channel: of_kind(kind),
        other: other_ending.map(|ending| OtherPhone { action, ending }),
    }))
}

/// L0: the other phone instead.
pub(crate) async fn use_other(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::EnterCode])?;
    let other = match visit.step() {
        Step::EnterCode { kind: PhoneKind::Mobile } => PhoneKind::Landline,
        _ => PhoneKind::Mobile,
    };
    let answer = act.identity().choose_channel(visit, other).await?;
    Ok(sent_or_wait(&act, &answer))
}

fn sent_or_wait(act: &Act, answer: &Answer<CodeSent>) -> Response {
    match answer.outcome {
        CodeSent::Sent | CodeSent::NotNeeded => act.go_on(&answer.cookies),
        CodeSent::TooMany => act.scene.go_wait(),
    }
}
