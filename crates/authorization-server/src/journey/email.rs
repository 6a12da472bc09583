//! S1, S2 and R1: whose sign-in is it? Journeys 1.2, 2.1, 2.2

use axum::response::Response;
use identity::EmailGiven;
use policy::Page;
use screens::registration::SetUp;
use screens::sign_in::{EnterEmail, FoundLogin};
use screens::wording::EmailProblem;
use screens::{Errors, fields};

use crate::journey::scene::Scene;
use crate::journey::sent::Sent;
use crate::journey::words;
use crate::paths;
use crate::stop::Stop;

pub(crate) fn enter(scene: &Scene, email: String, errors: Errors) -> Response {
    scene.show(&EnterEmail { frame: scene.frame(), action: scene.at(Page::EnterEmail), email, errors })
}

pub(crate) fn found(scene: &Scene) -> Response {
    scene.show(&FoundLogin {
        frame: scene.frame(),
        action: scene.at(Page::FoundAccount),
        change_email_action: scene.beside(paths::CHANGE_EMAIL),
        email: scene.email(),
        client: scene.client(),
    })
}

pub(crate) fn register(scene: &Scene) -> Response {
    scene.show(&SetUp {
        frame: scene.frame(),
        action: scene.at(Page::RegisterIntro),
        change_email_action: scene.beside(paths::CHANGE_EMAIL),
        email: scene.email(),
        client: scene.client(),
    })
}

/// S1.
pub(crate) async fn give(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::EnterEmail])?;
    let typed = act.fields.text(fields::EMAIL).to_owned();
    let answer = act.identity().give_email(visit, &typed).await?;
    let again = |problem| enter(&act.scene, typed.clone(), Errors::of(fields::EMAIL, problem));
    Ok(match answer.outcome {
        EmailGiven::Accepted | EmailGiven::TooMany => act.go_on(&answer.cookies),
        EmailGiven::Problem(problem) => again(words::email(problem)),
        EmailGiven::BlockedDomain => again(EmailProblem::BlockedProvider),
    })
}

/// S2.
pub(crate) async fn continue_found(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::FoundAccount])?;
    let answer = act.identity().continue_found_account(visit).await?;
    Ok(act.go_on(&answer.cookies))
}

/// R1.
pub(crate) async fn continue_registration(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::RegisterIntro])?;
    let answer = act.identity().continue_registration(visit).await?;
    Ok(act.go_on(&answer.cookies))
}

/// "Use a different email address", on every page that shows the one typed.
pub(crate) async fn change(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[
        Page::FoundAccount,
        Page::RegisterIntro,
        Page::EnterPassword,
        Page::ConfirmEmail,
        Page::EmailCodeExpired,
        Page::CannotLogIn,
    ])?;
    let answer = act.identity().change_email(visit).await?;
    Ok(act.go_on(&answer.cookies))
}
