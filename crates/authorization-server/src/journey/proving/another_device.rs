//! I20 and I21: going on with another device, and what its link opens. Journeys 2.7

use axum::extract::{Path, State};
use axum::response::Response;
use identity::{LinkFollowed, LinkSent, LinkStanding, LinkTo, SWITCH_PATH};
use policy::Page;
use screens::problems::{Problem, ProblemPage};
use screens::proving::photo_id::{
    AnotherDevice, AnotherDeviceSent, ContinueHere, FinishedHere, LinkProblem, LinkProblemPage, OtherLogin,
};
use screens::wording::{CodeSent, LinkToProblem};
use screens::{Errors, fields};
use web::{Caller, Form, page as whole_page, see_other};

use crate::door::Door;
use crate::journey::code::minutes;
use crate::journey::scene::Scene;
use crate::journey::sent::{Act, Sent};
use crate::journey::words;
use crate::paths;
use crate::stop::Stop;

/// A page about another device as it is shown for the first time; none for a page of another journey.
pub(crate) fn page(scene: &Scene, page: Page) -> Option<Response> {
    Some(match page {
        Page::AnotherDevice => ask(scene, "", false, Errors::new()),
        Page::AnotherDeviceSent => sent(scene),
        Page::FinishedHere => scene.show(&FinishedHere { frame: scene.frame(), client: scene.client() }),
        Page::OtherLogin => scene
            .show(&OtherLogin { frame: scene.frame(), log_in_action: scene.beside(paths::CHANGE_ACCOUNT) }),
        _ => return None,
    })
}

/// Where "Use a different device" leads, where that can be done.
pub(crate) fn href(scene: &Scene) -> Option<String> {
    scene.photo.another_device.then(|| scene.at(Page::AnotherDevice))
}

/// I20.
fn ask(scene: &Scene, mobile: &str, other_chosen: bool, errors: Errors) -> Response {
    if !scene.photo.another_device {
        return scene.go_on();
    }
    scene.show(&AnotherDevice {
        frame: scene.frame(),
        action: scene.at(Page::AnotherDevice),
        own_ending: scene.view.mobile_ending.clone(),
        other_chosen,
        mobile: mobile.to_owned(),
        minutes: life(&scene.door),
        errors,
    })
}

/// I21.
fn sent(scene: &Scene) -> Response {
    scene.show(&AnotherDeviceSent {
        frame: scene.frame_after(CodeSent::Link),
        resend_action: scene.beside(paths::SEND_LINK),
        change_number_href: scene.at(Page::AnotherDevice),
        here_action: scene.beside(paths::STAY_HERE),
        poll_href: scene.at(Page::AnotherDeviceSent),
        continue_href: scene.beside(paths::CONTINUE),
        ending: scene.photo.link_ending.clone().unwrap_or_default(),
        minutes: life(&scene.door),
    })
}

fn life(door: &Door) -> u64 {
    minutes(door.identity().settings().rules.switch_link)
}

/// X7: codes and links are counted together.
fn too_many(scene: &Scene) -> Response {
    let minutes = minutes(scene.door.identity().settings().rules.sends.wait);
    scene.show(&ProblemPage::new(scene.frame(), Problem::CodeSendsLocked { minutes }))
}

/// I20: a link is sent.
pub(crate) async fn send(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::AnotherDevice])?;
    let typed = act.fields.text(fields::MOBILE).to_owned();
    let has_own = act.scene.view.mobile_ending.is_some();
    let to = match act.fields.text(fields::LINK_TO) {
        fields::CHOICE_OWN if has_own => LinkTo::OwnMobile,
        fields::CHOICE_OTHER => LinkTo::Typed(typed.clone()),
        _ if !has_own => LinkTo::Typed(typed.clone()),
        _ => {
            let errors = Errors::of(fields::LINK_TO, LinkToProblem::Empty);
            return Ok(ask(&act.scene, &typed, false, errors));
        }
    };
    let answer = Box::pin(act.identity().send_switch_link(visit, to)).await?;
    Ok(match answer.outcome {
        LinkSent::Problem(problem) => {
            ask(&act.scene, &typed, true, Errors::of(fields::MOBILE, words::mobile(problem)))
        }
        outcome => after(&act, outcome),
    })
}

/// I21, "Send the link again".
pub(crate) async fn send_again(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::AnotherDeviceSent])?;
    let answer = Box::pin(act.identity().send_switch_link(visit, LinkTo::SameAgain)).await?;
    Ok(match answer.outcome {
        LinkSent::Sent => act.scene.go_on_resent(Page::AnotherDeviceSent),
        outcome => after(&act, outcome),
    })
}

fn after(act: &Act, outcome: LinkSent) -> Response {
    match outcome {
        LinkSent::TooMany => too_many(&act.scene),
        LinkSent::Sent | LinkSent::NotNeeded | LinkSent::Problem(_) => act.scene.go_on(),
    }
}

/// I21, "Continue on this device instead".
pub(crate) async fn stay_here(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::AnotherDeviceSent])?;
    let answer = act.identity().continue_on_this_device(visit).await?;
    Ok(act.go_on(&answer.cookies))
}

/// What the link opens: a page with a button, as mail and message scanners open links too.
pub(crate) async fn open(
    State(door): State<Door>,
    Path(secret): Path<String>,
    Caller(browser): Caller,
) -> Result<Response, Stop> {
    let (standing, browser, cookies) = door.identity().look_at_switch_link(&secret, &browser).await?;
    let Some(problem) = problem(&door, standing) else {
        let frame = door.front().frame(&browser);
        let shown = whole_page(&ContinueHere { frame, action: format!("{SWITCH_PATH}/{secret}") });
        return Ok(door.with_cookies(shown, &cookies));
    };
    Ok(whole_page(&LinkProblemPage { frame: door.front().plain_frame(), problem }))
}

/// "Continue on this device": the link is used up, and the person logs in.
pub(crate) async fn follow(
    State(door): State<Door>,
    Path(secret): Path<String>,
    Form { caller: Caller(browser), .. }: Form,
) -> Result<Response, Stop> {
    let standing = match door.identity().follow_switch_link(&secret, &browser).await? {
        LinkFollowed::Begun(ticket) => return Ok(see_other(&paths::of(ticket, paths::CONTINUE))),
        LinkFollowed::Not(standing) => standing,
    };
    let problem = problem(&door, standing).unwrap_or(LinkProblem::Used);
    Ok(whole_page(&LinkProblemPage { frame: door.front().plain_frame(), problem }))
}

fn problem(door: &Door, standing: LinkStanding) -> Option<LinkProblem> {
    Some(match standing {
        LinkStanding::Good => return None,
        LinkStanding::Used => LinkProblem::Used,
        LinkStanding::Expired => LinkProblem::Expired { minutes: life(door) },
        LinkStanding::Malformed => LinkProblem::Malformed,
    })
}
