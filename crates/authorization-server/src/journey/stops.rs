//! Where a sign-in waits or ends without success: X5 to X13, and levels that cannot be reached. Journeys 2.10

use axum::response::Response;
use policy::{Page, Step};
use screens::ErrorReference;
use screens::problems::{Disabled, LevelNotReached, Problem, ProblemPage, WayOn};
use screens::proving::match_outcome::NumberProblem;
use vocabulary::Cid;

use crate::journey::code::minutes;
use crate::journey::scene::{News, Scene};
use crate::journey::sent::Sent;
use crate::paths;
use crate::stop::Stop;

pub(crate) fn draw(scene: &Scene, page: Page) -> Response {
    if page == Page::LevelUnreachable {
        return scene.show(&LevelNotReached {
            frame: scene.frame(),
            client: scene.client(),
            action: scene.beside(paths::RETURN),
            reference: ErrorReference::new(Cid::PROOFING_UNFINISHED),
        });
    }
    if scene.step == (Step::Disabled { cid: Cid::NHS_NUMBER_PROBLEM }) {
        let way_on = WayOn::back_to(&scene.client(), scene.beside(paths::RETURN));
        return scene.show(&NumberProblem { frame: scene.frame(), way_on });
    }
    let shown = ProblemPage::new(scene.frame(), problem(scene));
    if scene.photo.companion {
        // The client waits on the other device. Another address may be typed here.
        let retry = WayOn::Post {
            text: "Use a different email address".to_owned(),
            action: scene.beside(paths::CHANGE_EMAIL),
        };
        let shown = if page == Page::CannotLogIn { shown.with_way_on(retry) } else { shown };
        scene.show(&shown)
    } else if scene.step.offers_return() {
        let back = WayOn::back_to(&scene.client(), scene.beside(paths::RETURN));
        scene.show(&shown.with_way_on(back))
    } else {
        scene.show(&shown)
    }
}

fn problem(scene: &Scene) -> Problem {
    let left = scene.view.minutes_left.and_then(|minutes| u64::try_from(minutes).ok()).unwrap_or(1);
    match scene.step {
        Step::WaitEmail { .. } => Problem::EmailLocked { minutes: left },
        Step::WaitPassword { .. } => Problem::PasswordLocked { minutes: left },
        Step::WaitCode { .. } if scene.news == News::TooManySends => {
            Problem::CodeSendsLocked { minutes: left }
        }
        Step::WaitCode { .. } => Problem::CodeLocked { minutes: left },
        Step::CredentialUnreachable { .. } => Problem::MethodNotOffered,
        Step::CannotLogIn => Problem::CannotLogIn,
        Step::Disabled { cid } => Problem::Disabled(Disabled::from_cid(cid)),
        Step::SessionOver => {
            Problem::LoggedOut { minutes: minutes(scene.door.identity().settings().rules.ticket) }
        }
        _ => Problem::SomethingWentWrong,
    }
}

/// "Go back to …": the dispatcher then leaves with an error for the partner.
pub(crate) async fn return_to_client(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.where_return_is_offered()?;
    let answer = act.identity().return_to_client(visit).await?;
    Ok(act.go_on(&answer.cookies))
}
