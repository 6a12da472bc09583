//! V1 to V6: the identity check that the GP surgery made, by the mobile number it holds. Journeys 2.6

use axum::response::Response;
use identity::{CodeGiven, CodeSent, Remember, YesNo};
use policy::Page;
use screens::problems::WayOn;
use screens::proving::mobile_match::{
    CannotUseMobile, EnterRecordCode, MobileMatchFailed, RecordCodeExpired, RecordMobile, UseGpChecks,
};
use screens::wording::{self, CodeProblem, ProvingChoiceProblem};
use screens::{ErrorReference, Errors, fields};
use vocabulary::Cid;

use crate::journey::code::minutes;
use crate::journey::scene::Scene;
use crate::journey::sent::{Act, Sent};
use crate::journey::words;
use crate::paths;
use crate::stop::Stop;

pub(crate) fn use_gp_checks(scene: &Scene, errors: Errors) -> Response {
    scene.show(&UseGpChecks { frame: scene.frame(), action: scene.at(Page::UseGpChecks), errors })
}

pub(crate) fn is_this_yours(scene: &Scene, errors: Errors) -> Response {
    scene.show(&RecordMobile {
        frame: scene.frame(),
        action: scene.at(Page::IsThisYourNumber),
        ending: ending(scene),
        errors,
    })
}

pub(crate) fn enter_code(scene: &Scene, errors: Errors) -> Response {
    scene.show(&EnterRecordCode {
        frame: scene.frame_after(wording::CodeSent::Message),
        action: scene.at(Page::EnterMatchCode),
        resend_action: scene.beside(paths::SEND_MATCH_CODE),
        other_way_action: scene.beside(paths::LEAVE_MATCH),
        ending: ending(scene),
        minutes: minutes(scene.door.identity().settings().rules.phone_code),
        errors,
    })
}

pub(crate) fn expired(scene: &Scene) -> Response {
    scene.show(&RecordCodeExpired {
        frame: scene.frame(),
        resend_action: scene.beside(paths::SEND_MATCH_CODE),
        ending: ending(scene),
        minutes: minutes(scene.door.identity().settings().rules.phone_code),
    })
}

pub(crate) fn refused(scene: &Scene) -> Response {
    let way_on = WayOn::Post {
        text: "Prove who you are another way".to_owned(),
        action: scene.at(Page::CannotUseNumber),
    };
    scene.show(&CannotUseMobile { frame: scene.frame(), way_on })
}

/// V7.
pub(crate) fn failed(scene: &Scene) -> Response {
    scene.show(&MobileMatchFailed {
        frame: scene.frame(),
        again_action: scene.at(Page::GpChecksFailed),
        prove_action: scene.beside(paths::LEAVE_MATCH),
        reference: ErrorReference::new(Cid::UNAVAILABLE),
    })
}

fn ending(scene: &Scene) -> String {
    scene.proving.record_mobile.as_ref().map(|number| number.last_three().to_owned()).unwrap_or_default()
}

/// Yes or no; none when nothing was chosen.
fn choice(act: &Act) -> Option<YesNo> {
    match act.fields.text(fields::CHOICE) {
        fields::CHOICE_YES => Some(YesNo::Yes),
        fields::CHOICE_NO => Some(YesNo::No),
        _ => None,
    }
}

/// V1.
pub(crate) async fn use_checks(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::UseGpChecks])?;
    let Some(chosen) = choice(&act) else {
        return Ok(use_gp_checks(&act.scene, Errors::of(fields::CHOICE, ProvingChoiceProblem::GpChecks)));
    };
    let answer = Box::pin(act.identity().use_gp_checks(visit, chosen)).await?;
    Ok(act.go_on(&answer.cookies))
}

/// V3: "yes" sends a code.
pub(crate) async fn claim(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::IsThisYourNumber])?;
    let Some(chosen) = choice(&act) else {
        let errors = Errors::of(fields::CHOICE, ProvingChoiceProblem::RecordMobile);
        return Ok(is_this_yours(&act.scene, errors));
    };
    let answer = Box::pin(act.identity().claim_record_number(visit, chosen)).await?;
    Ok(match answer.outcome {
        // Too many were sent to this number, by whomever: no more for now.
        CodeSent::TooMany => refused(&act.scene),
        CodeSent::Sent | CodeSent::NotNeeded => act.go_on(&answer.cookies),
    })
}

/// V4, "Send the code again", and a new code when one expired.
pub(crate) async fn send_again(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::EnterMatchCode, Page::MatchCodeExpired])?;
    let answer = Box::pin(act.identity().claim_record_number(visit, YesNo::Yes)).await?;
    Ok(match answer.outcome {
        CodeSent::TooMany => refused(&act.scene),
        CodeSent::Sent | CodeSent::NotNeeded => act.scene.go_on_resent(Page::EnterMatchCode),
    })
}

/// V4.
pub(crate) async fn give_code(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::EnterMatchCode])?;
    let typed = act.fields.text(fields::CODE);
    let answer = Box::pin(act.identity().give_code(visit, typed, Remember::Nothing)).await?;
    let problem = match answer.outcome {
        CodeGiven::Accepted | CodeGiven::Expired | CodeGiven::Locked => return Ok(act.go_on(&answer.cookies)),
        CodeGiven::Problem(problem) => words::code(problem),
        CodeGiven::Wrong => CodeProblem::Wrong,
    };
    Ok(enter_code(&act.scene, Errors::of(fields::CODE, problem)))
}

/// V7, "Try again".
pub(crate) async fn ask_again(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::GpChecksFailed])?;
    let answer = Box::pin(act.identity().ask_gp_again(visit)).await?;
    Ok(act.go_on(&answer.cookies))
}

/// V4, V6 and V7: another way of proving.
pub(crate) async fn leave(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[
        Page::IsThisYourNumber,
        Page::EnterMatchCode,
        Page::MatchCodeExpired,
        Page::CannotUseNumber,
        Page::GpChecksFailed,
    ])?;
    let answer = act.identity().leave_record_number(visit).await?;
    Ok(act.go_on(&answer.cookies))
}
