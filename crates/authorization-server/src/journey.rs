//! The journey for people: one dispatcher, pages that are shown only when they are next, forms that act once.
//!
//! Pages never link to pages: after every form the dispatcher asks what is next. House: "The sign-in journey".

mod code;
mod draw;
mod email;
mod password;
mod phone;
mod proving;
mod scene;
mod sent;
mod sharing;
mod stops;
pub(crate) mod words;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use identity::{Change, Finished};
use policy::Page;
use web::{Caller, see_other};

use crate::door::Door;
use crate::paths;
use crate::stop::Stop;
use scene::{News, Scene};

/// The routes of a sign-in in progress.
pub(crate) fn routes() -> Router<Door> {
    pages_with_forms().merge(small_forms()).merge(proving::routes()).merge(
        Router::new()
            .route(&paths::route(paths::CONTINUE), get(dispatch))
            .route(&paths::route(paths::NO_PHONE), get(phone::no_phone))
            .route(&paths::route("{page}"), get(show)),
    )
}

/// The forms of a sign-in that carry a file.
pub(crate) fn uploads() -> Router<Door> {
    proving::uploads()
}

/// The pages whose form is posted to their own address.
fn pages_with_forms() -> Router<Door> {
    [
        (Page::EnterEmail, post(email::give)),
        (Page::FoundAccount, post(email::continue_found)),
        (Page::RegisterIntro, post(email::continue_registration)),
        (Page::EnterPassword, post(password::give)),
        (Page::CreatePassword, post(password::create)),
        (Page::ChooseChannel, post(phone::choose_channel)),
        (Page::EnterCode, post(code::sign_in)),
        (Page::CodeExpired, post(code::start_again)),
        (Page::ConfirmEmail, post(code::confirm_email)),
        (Page::EnterPhone, post(phone::give_mobile)),
        (Page::EnterLandline, post(phone::give_landline)),
        (Page::ConfirmPhone, post(code::confirm_phone)),
        (Page::AgreeTerms, post(sharing::agree_terms)),
        (Page::Share, post(sharing::share)),
        (Page::ShareMore, post(sharing::share)),
        (Page::ReconsiderSharing, post(sharing::reconsider)),
    ]
    .into_iter()
    .fold(Router::new(), |routes, (page, form)| routes.route(&paths::route(page.slug()), form.get(show)))
}

/// What changes something beside a page's own form. A GET there is a reload or a way back: it asks what is next.
fn small_forms() -> Router<Door> {
    [
        (paths::CHANGE_EMAIL, post(email::change)),
        (paths::CHANGE_PHONE, post(phone::change)),
        (paths::RESEND, post(code::resend)),
        (paths::OTHER_PHONE, post(phone::use_other)),
        (paths::REFUSE_SHARING, post(sharing::refuse)),
        (paths::REFUSE_TERMS, post(sharing::refuse_terms)),
        (paths::RETURN, post(stops::return_to_client)),
    ]
    .into_iter()
    .fold(Router::new(), |routes, (last, form)| routes.route(&paths::route(last), form.get(dispatch)))
}

/// Asks what is next, and goes there: to a page, or out to the partner.
async fn dispatch(
    State(door): State<Door>,
    Path(ticket): Path<String>,
    Caller(browser): Caller,
) -> Result<Response, Stop> {
    let (visit, cookies) = door.open(&ticket, &browser).await?;
    let ticket = visit.ticket();
    if let Some(page) = visit.page() {
        return Ok(door.with_cookies(see_other(&paths::page(ticket, page)), &cookies));
    }
    let answer = door.identity().finish(*visit).await?;
    let response = match answer.outcome {
        Finished::Leave { location } => see_other(&location),
        Finished::LookAgain => see_other(&paths::of(ticket, paths::CONTINUE)),
    };
    Ok(door.with_cookies(door.with_cookies(response, &cookies), &answer.cookies))
}

/// Shows a page when it is what comes next; else the dispatcher says what does.
async fn show(
    State(door): State<Door>,
    Path(place): Path<Vec<String>>,
    uri: Uri,
    Caller(browser): Caller,
) -> Result<Response, Stop> {
    let slug = uri.path().rsplit('/').next().unwrap_or_default();
    let Some(page) = Page::from_slug(slug) else { return Ok(StatusCode::NOT_FOUND.into_response()) };
    let ticket = place.first().map(String::as_str).unwrap_or_default();
    let (visit, cookies) = door.open(ticket, &browser).await?;
    let scene = Scene::of(&door, &browser, &visit);
    // A browser that was bound just now shows its cookie first, so that the page's form can carry its token.
    if let Some(matched) = proving::already_matched(&scene, page)
        && !visit.step().allows(page)
    {
        return Ok(matched);
    }
    if !visit.step().allows(page) || matches!(cookies.browser, Change::Set(_)) {
        return Ok(door.with_cookies(scene.go_on(), &cookies));
    }
    Ok(draw::page(&scene.telling(News::of_query(uri.query())), page))
}
