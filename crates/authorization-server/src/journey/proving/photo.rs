//! I1 to I6, I9, I13, and I16 to I19: the questions of photo ID, and where its check stands. Journeys 2.7

use axum::response::Response;
use identity::{PhotoWay, Possession};
use policy::Page;
use screens::proving::photo_id::{
    self, BackToClient, ChooseDocument, ChoosePhotoWay, ChooseVideo, FaceWay, FetchPhotoId, HavePhotoId,
    NeedToProve, NotCheckedYet, RecordIntro, SendPhotoIntro, Submit, Submitted,
};
use screens::wording::{DocumentProblem, HavePhotoIdProblem, PhotoWayProblem, VideoMethodProblem};
use screens::{Errors, fields};
use vocabulary::{DeclineAdvice, DeclineReason, DocumentKind, VideoMethod};

use crate::journey::proving::{another_device, details, face_scan, photo_file};
use crate::journey::scene::Scene;
use crate::journey::sent::Sent;
use crate::paths;
use crate::stop::Stop;

/// A page of photo ID as it is shown for the first time; none for a page of another journey.
pub(crate) fn page(scene: &Scene, page: Page) -> Option<Response> {
    let clean = Errors::new();
    Some(match page {
        Page::PhotoIntro => intro(scene),
        Page::HasPhotoId => have(scene, clean),
        Page::FetchPhotoId => scene.show(&FetchPhotoId {
            frame: scene.frame(),
            action: scene.at(Page::FetchPhotoId),
            without_photo_action: without_photo(scene),
        }),
        Page::SendPhotoIntro => scene.show(&SendPhotoIntro {
            frame: scene.frame(),
            step: Some(step(scene, 1)),
            action: scene.at(Page::SendPhotoIntro),
            without_photo_action: without_photo(scene),
        }),
        Page::ChooseDocument => document(scene, false, clean),
        Page::ChoosePhotoWay => way(scene, clean),
        Page::ChooseVideo => method(scene, clean),
        Page::RecordIntro => scene.show(&RecordIntro {
            frame: scene.frame(),
            step: Some(step(scene, 3)),
            action: scene.at(Page::RecordIntro),
        }),
        Page::Submit => submission(scene),
        Page::Submitted => submitted(scene),
        Page::NotCheckedYet => not_checked(scene),
        _ => {
            return photo_file::page(scene, page)
                .or_else(|| face_scan::page(scene, page))
                .or_else(|| another_device::page(scene, page));
        }
    })
}

/// Where "Prove who you are without photo ID" is posted, when GP details can be used here.
pub(crate) fn without_photo(scene: &Scene) -> Option<String> {
    scene.proving.gp_offered.then(|| scene.beside(paths::PROVE_BY_GP))
}

/// Of three steps, or of two when a record was matched before. Journeys 1.9
pub(crate) fn step(scene: &Scene, number: u8) -> screens::proving::Step {
    screens::proving::Step { number, of: steps(scene) }
}

const fn steps(scene: &Scene) -> u8 {
    if scene.proving.record_matched { 2 } else { 3 }
}

fn intro(scene: &Scene) -> Response {
    scene.show(&NeedToProve {
        frame: scene.frame(),
        action: scene.at(Page::PhotoIntro),
        client: scene.client(),
        steps: steps(scene),
        declined: scene.photo.declined,
        // Where no proof helps, no other way is offered.
        without_photo_action: without_photo(scene).filter(|_| !scene.photo.declined.is_some_and(is_final)),
    })
}

fn is_final(reason: DeclineReason) -> bool {
    matches!(reason.advice(), DeclineAdvice::OtherLogin | DeclineAdvice::Wait)
}

fn have(scene: &Scene, errors: Errors) -> Response {
    scene.show(&HavePhotoId { frame: scene.frame(), action: scene.at(Page::HasPhotoId), errors })
}

fn document(scene: &Scene, other_chosen: bool, errors: Errors) -> Response {
    scene.show(&ChooseDocument {
        frame: scene.frame(),
        action: scene.at(Page::ChooseDocument),
        other_chosen,
        without_photo_action: without_photo(scene),
        errors,
    })
}

fn way(scene: &Scene, errors: Errors) -> Response {
    let Some(document) = scene.photo.document else { return scene.go_on() };
    scene.show(&ChoosePhotoWay {
        frame: scene.frame(),
        action: scene.at(Page::ChoosePhotoWay),
        document,
        another_device_href: another_device::href(scene),
        errors,
    })
}

fn method(scene: &Scene, errors: Errors) -> Response {
    scene.show(&ChooseVideo { frame: scene.frame(), action: scene.at(Page::ChooseVideo), errors })
}

fn submission(scene: &Scene) -> Response {
    let Some(document) = scene.photo.document else { return scene.go_on() };
    scene.show(&Submit {
        frame: scene.frame(),
        action: scene.at(Page::Submit),
        document,
        face: match scene.photo.face {
            Some(identity::FaceWay::Scan) => FaceWay::Scan,
            Some(identity::FaceWay::Video) | None => FaceWay::Video,
        },
        details: if scene.proving.record_matched { None } else { details::typed_details(scene) },
    })
}

fn submitted(scene: &Scene) -> Response {
    let (within, operator_message) = scene.promise();
    scene.show(&Submitted {
        frame: scene.frame(),
        email: scene.photo.email.clone(),
        within,
        operator_message,
        back_to_client: back_to_client(scene),
    })
}

/// Not from the other device (I20): the client waits on the first one.
fn back_to_client(scene: &Scene) -> Option<BackToClient> {
    let back = BackToClient { client: scene.client(), action: scene.beside(paths::RETURN) };
    (!scene.photo.companion).then_some(back)
}

fn not_checked(scene: &Scene) -> Response {
    let (within, operator_message) = scene.promise();
    scene.show(&NotCheckedYet {
        frame: scene.frame(),
        within,
        operator_message,
        back_to_client: back_to_client(scene),
    })
}

/// I1.
pub(crate) async fn begin(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::PhotoIntro])?;
    let answer = act.identity().begin_photo(visit).await?;
    Ok(act.go_on(&answer.cookies))
}

/// I2: "no" leads to the GP's details, or to where photo ID is had from when those cannot be used.
pub(crate) async fn say_possession(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::HasPhotoId])?;
    let answer = match act.fields.text(fields::HAVE_PHOTO_ID) {
        fields::CHOICE_YES => act.identity().say_possession(visit, Possession::Here).await?,
        fields::CHOICE_NO if act.scene.proving.gp_offered => {
            act.identity().turn(visit, identity::GpTurn::ToGpDetails).await?
        }
        fields::CHOICE_NO | fields::CHOICE_NOT_HERE => {
            act.identity().say_possession(visit, Possession::NotHere).await?
        }
        _ => return Ok(have(&act.scene, Errors::of(fields::HAVE_PHOTO_ID, HavePhotoIdProblem::Empty))),
    };
    Ok(act.go_on(&answer.cookies))
}

/// I3, "I have my photo ID now".
pub(crate) async fn fetched(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::FetchPhotoId])?;
    let answer = act.identity().say_possession(visit, Possession::Here).await?;
    Ok(act.go_on(&answer.cookies))
}

/// I4.
pub(crate) async fn begin_first_step(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::SendPhotoIntro])?;
    let answer = act.identity().begin_first_step(visit).await?;
    Ok(act.go_on(&answer.cookies))
}

/// I5.
pub(crate) async fn choose_document(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::ChooseDocument])?;
    let chosen = act.fields.text(fields::DOCUMENT);
    let other = chosen == fields::CHOICE_OTHER;
    let name = if other { act.fields.text(fields::OTHER_DOCUMENT) } else { chosen };
    let Some(kind) = DocumentKind::try_from(name).ok().filter(|kind| kind.is_other() == other) else {
        let (field, problem) = if other {
            (fields::OTHER_DOCUMENT, DocumentProblem::OtherEmpty)
        } else {
            (fields::DOCUMENT, DocumentProblem::Empty)
        };
        return Ok(document(&act.scene, other, Errors::of(field, problem)));
    };
    let answer = act.identity().choose_document(visit, kind).await?;
    Ok(act.go_on(&answer.cookies))
}

/// I6.
pub(crate) async fn choose_way(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::ChoosePhotoWay])?;
    let chosen = match act.fields.text(fields::PHOTO_WAY) {
        fields::CHOICE_NOW => PhotoWay::TakeNow,
        fields::CHOICE_UPLOAD => PhotoWay::Upload,
        _ => return Ok(way(&act.scene, Errors::of(fields::PHOTO_WAY, PhotoWayProblem::Empty))),
    };
    let answer = act.identity().choose_photo_way(visit, chosen).await?;
    Ok(act.go_on(&answer.cookies))
}

/// I13.
pub(crate) async fn choose_method(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::ChooseVideo])?;
    let Ok(chosen) = VideoMethod::try_from(act.fields.text(fields::VIDEO_METHOD)) else {
        return Ok(method(&act.scene, Errors::of(fields::VIDEO_METHOD, VideoMethodProblem::Empty)));
    };
    let answer = act.identity().choose_video(visit, chosen).await?;
    Ok(act.go_on(&answer.cookies))
}

/// I16.
pub(crate) async fn begin_third_step(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::RecordIntro])?;
    let answer = act.identity().begin_third_step(visit).await?;
    Ok(act.go_on(&answer.cookies))
}

/// I17.
pub(crate) async fn submit(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::Submit])?;
    let answer = act.identity().submit_case(visit).await?;
    Ok(act.go_on(&answer.cookies))
}

/// The way of I6, in the words of the page.
pub(crate) const fn shown_way(way: PhotoWay) -> photo_id::PhotoWay {
    match way {
        PhotoWay::TakeNow => photo_id::PhotoWay::TakeNow,
        PhotoWay::Upload => photo_id::PhotoWay::Upload,
    }
}
