//! R3, R5, S4: the code that was sent, a new one, and codes that are too old. Journeys 1.3, 1.4, 2.0

use axum::response::Response;
use identity::{CodeGiven, Remember};
use policy::{Page, Step};
use screens::registration::{CheckEmail, ConfirmPhone, EmailCodeExpired, PhoneCodeExpired};
use screens::sign_in::{CodeExpired, EnterCode};
use screens::wording::{CodeProblem, CodeSent};
use screens::{Errors, PhoneChannel, fields, spoken_minutes};
use vocabulary::{Lifetime, PhoneKind};

use crate::journey::phone::of_kind;
use crate::journey::scene::Scene;
use crate::journey::sent::{Act, Sent};
use crate::journey::words;
use crate::paths;
use crate::stop::Stop;

/// Whether "Remember this device" was ticked before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ticked {
    Yes,
    No,
}

pub(crate) fn enter(scene: &Scene, errors: Errors, remember: Ticked) -> Response {
    let channel = channel(scene);
    scene.show(&EnterCode {
        frame: scene.frame_after(resent(channel)),
        action: scene.at(Page::EnterCode),
        resend_action: scene.beside(paths::RESEND),
        trouble_href: scene.beside(paths::NO_PHONE),
        channel,
        ending: scene.view.phone_ending.clone().unwrap_or_default(),
        remember: remember == Ticked::Yes,
        minutes: phone_minutes(scene),
        errors,
    })
}

pub(crate) fn expired(scene: &Scene) -> Response {
    let (frame, action, minutes) = (scene.frame(), scene.at(Page::CodeExpired), phone_minutes(scene));
    scene.show(&CodeExpired { frame, action, minutes })
}

pub(crate) fn check_email(scene: &Scene, errors: Errors) -> Response {
    scene.show(&CheckEmail {
        frame: scene.frame_after(CodeSent::Message),
        action: scene.at(Page::ConfirmEmail),
        resend_action: scene.beside(paths::RESEND),
        change_email_action: scene.beside(paths::CHANGE_EMAIL),
        email: scene.email(),
        lifetime: email_lifetime(scene),
        errors,
    })
}

pub(crate) fn email_expired(scene: &Scene) -> Response {
    scene.show(&EmailCodeExpired {
        frame: scene.frame(),
        resend_action: scene.beside(paths::RESEND),
        change_email_action: scene.beside(paths::CHANGE_EMAIL),
        email: scene.email(),
        lifetime: email_lifetime(scene),
    })
}

pub(crate) fn check_phone(scene: &Scene, errors: Errors) -> Response {
    let channel = channel(scene);
    scene.show(&ConfirmPhone {
        frame: scene.frame_after(resent(channel)),
        action: scene.at(Page::ConfirmPhone),
        resend_action: scene.beside(paths::RESEND),
        change_number_action: scene.beside(paths::CHANGE_PHONE),
        channel,
        number: scene.view.phone_given.clone().unwrap_or_default(),
        minutes: phone_minutes(scene),
        errors,
    })
}

pub(crate) fn phone_expired(scene: &Scene) -> Response {
    let (frame, action, minutes) = (scene.frame(), scene.beside(paths::CHANGE_PHONE), phone_minutes(scene));
    scene.show(&PhoneCodeExpired { frame, action, minutes })
}

fn channel(scene: &Scene) -> PhoneChannel {
    match scene.step {
        Step::EnterCode { kind } | Step::ConfirmPhone { kind } => of_kind(kind),
        _ => of_kind(scene.view.code_kind.unwrap_or(PhoneKind::Mobile)),
    }
}

fn resent(channel: PhoneChannel) -> CodeSent {
    match channel {
        PhoneChannel::Text => CodeSent::Message,
        PhoneChannel::Call => CodeSent::Call,
    }
}

fn phone_minutes(scene: &Scene) -> u64 {
    minutes(scene.door.identity().settings().rules.phone_code)
}

fn email_lifetime(scene: &Scene) -> String {
    spoken_minutes(minutes(scene.door.identity().settings().rules.email_code))
}

pub(crate) fn minutes(lifetime: Lifetime) -> u64 {
    u64::try_from(lifetime.minutes_rounded_up()).unwrap_or(0)
}

/// S4.
pub(crate) async fn sign_in(sent: Sent) -> Result<Response, Stop> {
    let ticked = |act: &Act| if act.fields.is_ticked(fields::REMEMBER) { Ticked::Yes } else { Ticked::No };
    give(sent, Page::EnterCode, |act, errors| enter(&act.scene, errors, ticked(act))).await
}

/// R3.
pub(crate) async fn confirm_email(sent: Sent) -> Result<Response, Stop> {
    give(sent, Page::ConfirmEmail, |act, errors| check_email(&act.scene, errors)).await
}

/// R5.
pub(crate) async fn confirm_phone(sent: Sent) -> Result<Response, Stop> {
    give(sent, Page::ConfirmPhone, |act, errors| check_phone(&act.scene, errors)).await
}

async fn give(sent: Sent, page: Page, again: impl Fn(&Act, Errors) -> Response) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[page])?;
    let wants_remembering = page == Page::EnterCode && act.fields.is_ticked(fields::REMEMBER);
    let remember = if wants_remembering { Remember::Device } else { Remember::Nothing };
    let answer = act.identity().give_code(visit, act.fields.text(fields::CODE), remember).await?;
    let problem = match answer.outcome {
        CodeGiven::Accepted | CodeGiven::Expired | CodeGiven::Locked => return Ok(act.go_on(&answer.cookies)),
        CodeGiven::Problem(problem) => words::code(problem),
        CodeGiven::Wrong => CodeProblem::Wrong,
    };
    Ok(again(&act, Errors::of(fields::CODE, problem)))
}

/// "Send the code again", "Call me again", and a new code by email when one expired.
pub(crate) async fn resend(sent: Sent) -> Result<Response, Stop> {
    let pages = [Page::ConfirmEmail, Page::EmailCodeExpired, Page::ConfirmPhone, Page::EnterCode];
    let (act, visit) = sent.at(&pages)?;
    let page = match visit.step() {
        Step::EmailCodeExpired => Some(Page::ConfirmEmail),
        step => step.page(),
    };
    let answer = act.identity().resend_code(visit).await?;
    Ok(match (answer.outcome, page) {
        (identity::CodeSent::Sent, Some(page)) => act.scene.go_on_resent(page),
        (identity::CodeSent::TooMany, _) => act.scene.go_wait(),
        _ => act.go_on(&answer.cookies),
    })
}

/// S5: back to the password.
pub(crate) async fn start_again(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::CodeExpired])?;
    let answer = act.identity().enter_password_again(visit).await?;
    Ok(act.go_on(&answer.cookies))
}
