//! Proving who one is: the pages between signing in and sharing. Journeys 1.7 to 1.9

mod another_device;
mod confirm;
mod details;
mod face_scan;
mod gp;
mod mobile;
mod outcome;
mod photo;
mod photo_file;
mod upload;

use axum::Router;
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};
use policy::Page;
use screens::Errors;
use screens::proving::{Waiting, Work};

use crate::door::Door;
use crate::journey::scene::Scene;
use crate::journey::{dispatch, show};
use crate::paths;

/// The forms of proving.
pub(crate) fn routes() -> Router<Door> {
    let pages = page_forms()
        .into_iter()
        .fold(Router::new(), |routes, (page, form)| routes.route(&paths::route(page.slug()), form.get(show)));
    small_forms()
        .into_iter()
        .fold(pages, |routes, (last, form)| routes.route(&paths::route(last), form.get(dispatch)))
        .route(&paths::route(paths::EVIDENCE), get(upload::preview))
        .route(paths::SWITCH, get(another_device::open).post(another_device::follow))
}

/// The forms of proving with a file: they take longer than any other.
pub(crate) fn uploads() -> Router<Door> {
    upload::routes()
}

fn page_forms() -> Vec<(Page, MethodRouter<Door>)> {
    vec![
        (Page::WhatYouNeed, post(details::begin)),
        (Page::KnowNumber, post(details::give_number)),
        (Page::GiveName, post(details::give_name)),
        (Page::GiveBirthDate, post(details::give_birth_date)),
        (Page::GivePostcode, post(details::give_postcode)),
        (Page::CheckDetails, post(details::submit)),
        (Page::ConfirmRecord, post(confirm::answer)),
        (Page::SomeWrong, post(confirm::go_on)),
        (Page::StillNoMatch, post(outcome::after_third)),
        (Page::UseGpChecks, post(mobile::use_checks)),
        (Page::IsThisYourNumber, post(mobile::claim)),
        (Page::EnterMatchCode, post(mobile::give_code)),
        (Page::CannotUseNumber, post(mobile::leave)),
        (Page::GpChecksFailed, post(mobile::ask_again)),
        (Page::UsesGpServices, post(gp::uses_services)),
        (Page::HasGpDetails, post(gp::has_details)),
        (Page::GiveGpDetails, post(gp::give)),
        (Page::ConnectGp, post(gp::connect)),
        (Page::PhotoIntro, post(photo::begin)),
        (Page::HasPhotoId, post(photo::say_possession)),
        (Page::FetchPhotoId, post(photo::fetched)),
        (Page::SendPhotoIntro, post(photo::begin_first_step)),
        (Page::ChooseDocument, post(photo::choose_document)),
        (Page::ChoosePhotoWay, post(photo::choose_way)),
        (Page::AnotherDevice, post(another_device::send)),
        (Page::FrontProblem, post(photo_file::doubt_front)),
        (Page::BackProblem, post(photo_file::doubt_back)),
        (Page::FaceIntro, post(face_scan::choose)),
        (Page::ChooseVideo, post(photo::choose_method)),
        (Page::CheckVideo, post(photo_file::use_video)),
        (Page::RecordIntro, post(photo::begin_third_step)),
        (Page::Submit, post(photo::submit)),
    ]
}

fn small_forms() -> Vec<(&'static str, MethodRouter<Door>)> {
    vec![
        (paths::PROVE_BY_PHOTO, post(gp::to_photo)),
        (paths::PROVE_BY_GP, post(gp::to_gp)),
        (paths::SEND_MATCH_CODE, post(mobile::send_again)),
        (paths::LEAVE_MATCH, post(mobile::leave)),
        (paths::CHANGE_ACCOUNT, post(outcome::change_account)),
        (paths::WITHOUT_GP, post(gp::without)),
        (paths::SEND_LINK, post(another_device::send_again)),
        (paths::STAY_HERE, post(another_device::stay_here)),
        (paths::KEEP_PHOTO, post(photo_file::keep)),
        (paths::VIDEO_INSTEAD, post(face_scan::record_instead)),
        (paths::RETAKE_PHOTO, post(face_scan::retake_photo)),
        (paths::RECORD_AGAIN, post(photo_file::record_again)),
        (paths::GO_ON, post(confirm::leave_matched)),
    ]
}

/// A page of proving as it is shown for the first time; none for a page of another journey.
pub(crate) fn page(scene: &Scene, page: Page) -> Option<Response> {
    let clean = Errors::new();
    Some(match page {
        Page::WhatYouNeed => details::what_you_need(scene),
        Page::KnowNumber => details::know_number(scene, &details::Typed::of(scene), clean),
        Page::GiveName => details::name(scene, &details::Typed::of(scene), clean),
        Page::GiveBirthDate => details::birth_date(scene, &details::Typed::of(scene), None),
        Page::GivePostcode => details::postcode(scene, &details::Typed::of(scene), clean),
        Page::CheckDetails => details::check(scene),
        Page::Finding => waiting(scene, Work::FindingRecord),
        Page::ConfirmRecord => confirm::draw(scene, clean),
        Page::NotMine | Page::SomeWrong => confirm::doubt(scene, page),
        Page::NoMatch
        | Page::StillNoMatch
        | Page::NumberNotVerified
        | Page::OnAnotherAccount
        | Page::RecordsBusy
        | Page::TooYoung
        | Page::LookUpFailed
        | Page::RecordInvalid
        | Page::WaitLookUp => outcome::draw(scene, page),
        Page::UseGpChecks => mobile::use_gp_checks(scene, clean),
        Page::IsThisYourNumber => mobile::is_this_yours(scene, clean),
        Page::EnterMatchCode => mobile::enter_code(scene, clean),
        Page::MatchCodeExpired => mobile::expired(scene),
        Page::CannotUseNumber => mobile::refused(scene),
        Page::GpChecksFailed => mobile::failed(scene),
        Page::UsesGpServices => gp::uses(scene, clean),
        Page::HasGpDetails => gp::has(scene, clean),
        Page::GiveGpDetails => gp::enter(scene, gp::Typed::default(), clean),
        Page::GpChecking => waiting(scene, Work::CheckingGpDetails),
        Page::RegisterWithGp | Page::AskForGpDetails | Page::AskWhetherRegistered => gp::advice(scene, page),
        Page::GpRefused => gp::refused(scene),
        Page::ConnectGp => gp::connecting(scene),
        _ => return photo::page(scene, page),
    })
}

/// D11, when a page about the details is opened again after the record was matched in this sign-in.
pub(crate) fn already_matched(scene: &Scene, page: Page) -> Option<Response> {
    let matched_here = scene.proving.record_matched && scene.proving.knows_number.is_some();
    (page.asks_for_details() && matched_here).then(|| confirm::already(scene))
}

fn waiting(scene: &Scene, work: Work) -> Response {
    scene.show(&Waiting { frame: scene.frame(), work, poll_href: scene.beside(paths::CONTINUE) })
}
