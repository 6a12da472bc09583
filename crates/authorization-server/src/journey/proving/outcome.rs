//! D9 to D17, CID2011 and X10: what came of looking for a record. Journeys 2.5

use axum::response::Response;
use identity::StillNoMatchChoice;
use policy::Page;
use screens::problems::{Problem, ProblemPage, WayOn};
use screens::proving::match_outcome::{
    Found, LookUpFailed, NoMatch, NumberInUse, NumberNotVerified, NumberProblem, RecordBusy, StillNoMatch,
    Tried, UnderAge,
};
use screens::wording::ProvingChoiceProblem;
use screens::{ErrorReference, Errors, fields};
use vocabulary::Cid;

use crate::journey::scene::Scene;
use crate::journey::sent::Sent;
use crate::paths;
use crate::stop::Stop;

/// When somebody who meets a busy PDS should try again, seconds.
const TRY_AGAIN_AFTER: u64 = 60;

pub(crate) fn draw(scene: &Scene, page: Page) -> Response {
    match page {
        Page::NoMatch => no_match(scene),
        Page::StillNoMatch => still_no_match(scene, Errors::new()),
        Page::NumberNotVerified => scene.show(&NumberNotVerified {
            frame: scene.frame(),
            again_href: scene.at(Page::KnowNumber),
            name_href: scene.at(Page::GiveName),
            prove_action: scene.photo_action(),
        }),
        Page::OnAnotherAccount => scene.show(&NumberInUse {
            frame: scene.frame(),
            sender: scene.door.installation().sender_address.clone(),
            log_in_action: scene.beside(paths::CHANGE_ACCOUNT),
        }),
        Page::RecordsBusy => busy(scene),
        Page::TooYoung => too_young(scene),
        Page::LookUpFailed => scene.show(&LookUpFailed {
            frame: scene.frame(),
            again_href: scene.at(Page::CheckDetails),
            reference: ErrorReference::new(Cid::UNAVAILABLE),
        }),
        Page::RecordInvalid => {
            let way_on =
                WayOn::Link { text: "Enter your details again".to_owned(), href: scene.at(Page::KnowNumber) };
            scene.show(&NumberProblem { frame: scene.frame(), way_on })
        }
        _ => {
            let minutes = scene.view.minutes_left.and_then(|left| u64::try_from(left).ok()).unwrap_or(1);
            let shown = ProblemPage::new(scene.frame(), Problem::LookUpsLocked { minutes });
            let post = |text: &str, action| WayOn::Post { text: text.to_owned(), action };
            let way_on = if scene.proving.proven {
                post("Continue without connecting", scene.beside(paths::WITHOUT_GP))
            } else {
                scene.photo_action().map_or_else(
                    || WayOn::back_to(&scene.client(), scene.beside(paths::RETURN)),
                    |action| post("Prove who you are with photo ID", action),
                )
            };
            scene.show(&shown.with_way_on(way_on))
        }
    }
}

fn no_match(scene: &Scene) -> Response {
    let by_number = scene.proving.knows_number == Some(true);
    scene.show(&NoMatch {
        frame: scene.frame(),
        tried: if by_number { Tried::NhsNumber } else { Tried::Name },
        found: if scene.proving.several_found { Found::Several } else { Found::Nothing },
        check_href: scene.at(Page::CheckDetails),
        other_way_href: scene.at(if by_number { Page::GiveName } else { Page::KnowNumber }),
        prove_action: scene.photo_action(),
    })
}

fn still_no_match(scene: &Scene, errors: Errors) -> Response {
    scene.show(&StillNoMatch { frame: scene.frame(), action: scene.at(Page::StillNoMatch), errors })
}

fn busy(scene: &Scene) -> Response {
    let by_number = scene.proving.knows_number == Some(true);
    scene.show(&RecordBusy {
        frame: scene.frame(),
        again_href: scene.at(Page::CheckDetails),
        nhs_number_href: (!by_number).then(|| scene.at(Page::KnowNumber)),
        retry_after_seconds: TRY_AGAIN_AFTER,
        reference: ErrorReference::new(Cid::UNAVAILABLE),
    })
}

fn too_young(scene: &Scene) -> Response {
    let age = scene.door.identity().settings().rules.minimum_age;
    scene.show(&UnderAge {
        frame: scene.frame(),
        minimum_age: u8::try_from(age).unwrap_or(0),
        client: scene.client(),
        action: scene.beside(paths::RETURN),
    })
}

/// D10.
pub(crate) async fn after_third(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::StillNoMatch])?;
    let choice = match act.fields.text(fields::CHOICE) {
        fields::CHOICE_PROVE => StillNoMatchChoice::ProveAnotherWay,
        fields::CHOICE_AGAIN => StillNoMatchChoice::EnterAgain,
        _ => {
            let errors = Errors::of(fields::CHOICE, ProvingChoiceProblem::WhatNext);
            return Ok(still_no_match(&act.scene, errors));
        }
    };
    let answer = act.identity().after_third_no_match(visit, choice).await?;
    Ok(act.go_on(&answer.cookies))
}

/// D12, "Log in with a different email address".
pub(crate) async fn change_account(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::OnAnotherAccount, Page::OtherLogin])?;
    let answer = act.identity().change_account(visit).await?;
    Ok(act.go_on(&answer.cookies))
}
