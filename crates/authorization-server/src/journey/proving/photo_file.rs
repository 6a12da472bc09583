//! I7, I8, I14 and I15: what is sent, and what is said about it. Journeys 2.7

use axum::response::Response;
use identity::{PhotoProblem, PhotoWay, Side};
use policy::Page;
use screens::proving::photo_id::{
    self, CheckVideo, PhotoClear, PhotoDoubtful, PhotoHelp, PhotoProblemPage, PhotoTips, PhotoWays,
    RecordVideo, SendPhoto, SeveralFaces, VideoLimits, VideoProblemPage,
};
use screens::wording::BlurProblem;
use screens::{Errors, fields};
use vocabulary::EvidenceKind;

use crate::journey::proving::another_device;
use crate::journey::proving::photo::{shown_way, without_photo};
use crate::journey::scene::Scene;
use crate::journey::sent::Sent;
use crate::paths;
use crate::stop::Stop;

const MEGA: usize = 1_000_000;

/// A page about a file as it is shown for the first time; none for a page of another journey.
pub(crate) fn page(scene: &Scene, page: Page) -> Option<Response> {
    let clean = Errors::new();
    Some(match page {
        Page::SendFront => send(scene, Side::Front, clean),
        Page::SendBack => send(scene, Side::Back, clean),
        Page::FrontProblem => problem(scene, Side::Front, clean),
        Page::BackProblem => problem(scene, Side::Back, clean),
        Page::PhotoTips => scene.show(&PhotoTips { frame: scene.frame(), ways: ways(scene) }),
        Page::PhotoClear => scene.show(&PhotoClear {
            frame: scene.frame(),
            send_action: scene.beside(paths::KEEP_PHOTO),
            photo_src: source(scene, side_in_question(scene)),
            ways: ways(scene),
        }),
        Page::PhotoHelp => scene.show(&PhotoHelp {
            frame: scene.frame(),
            send_action: scene.beside(paths::KEEP_PHOTO),
            ways: ways(scene),
        }),
        Page::SendVideo => record(scene, clean),
        Page::CheckVideo => check(scene),
        _ => return None,
    })
}

/// The page on which a photo of this side is sent.
pub(crate) const fn page_of(side: Side) -> Page {
    match side {
        Side::Front => Page::SendFront,
        Side::Back => Page::SendBack,
    }
}

/// Which side the page in front of the person is about.
fn side_in_question(scene: &Scene) -> Side {
    if scene.step.page() == Some(Page::BackProblem) { Side::Back } else { Side::Front }
}

fn source(scene: &Scene, side: Side) -> String {
    scene.beside(&paths::evidence(match side {
        Side::Front => EvidenceKind::Front,
        Side::Back => EvidenceKind::Back,
    }))
}

fn ways(scene: &Scene) -> PhotoWays {
    PhotoWays {
        again_href: scene.at(page_of(side_in_question(scene))),
        another_document_href: scene.at(Page::ChooseDocument),
        without_photo_action: without_photo(scene),
    }
}

/// I7.
pub(crate) fn send(scene: &Scene, side: Side, errors: Errors) -> Response {
    let (Some(document), Some(way)) = (scene.photo.document, scene.photo.way) else { return scene.go_on() };
    let page = SendPhoto {
        frame: scene.frame(),
        action: scene.at(page_of(side)),
        document,
        side: match side {
            Side::Front => photo_id::Side::Front,
            Side::Back => photo_id::Side::Back,
        },
        way: shown_way(way),
        another_document_href: scene.at(Page::ChooseDocument),
        another_device_href: another_device::href(scene),
        errors,
    };
    match way {
        PhotoWay::TakeNow => scene.show_with_camera(&page),
        PhotoWay::Upload => scene.show(&page),
    }
}

/// I8.
fn problem(scene: &Scene, side: Side, errors: Errors) -> Response {
    let (found, page) = match side {
        Side::Front => (scene.photo.front, Page::FrontProblem),
        Side::Back => (scene.photo.back, Page::BackProblem),
    };
    let shown = match found {
        None => return scene.go_on(),
        Some(PhotoProblem::Blurred) => {
            return scene.show(&PhotoDoubtful {
                frame: scene.frame(),
                action: scene.at(page),
                photo_src: source(scene, side),
                errors,
            });
        }
        Some(PhotoProblem::SeveralFaces) => {
            return scene.show(&SeveralFaces {
                frame: scene.frame(),
                send_action: scene.beside(paths::KEEP_PHOTO),
                photo_src: source(scene, side),
                ways: ways(scene),
            });
        }
        Some(PhotoProblem::NoDocument) => photo_id::PhotoProblem::NoDocument,
        Some(PhotoProblem::NoFace) => photo_id::PhotoProblem::NoFace,
        Some(PhotoProblem::Virus) => photo_id::PhotoProblem::Virus,
        Some(PhotoProblem::Technical) => photo_id::PhotoProblem::Technical,
        Some(PhotoProblem::WrongFormat) => photo_id::PhotoProblem::WrongFormat,
        Some(PhotoProblem::Unreadable) => photo_id::PhotoProblem::Validation,
    };
    scene.show(&PhotoProblemPage {
        frame: scene.frame(),
        problem: shown,
        route: scene.photo.route(),
        incident: None,
        ways: ways(scene),
    })
}

/// What is taken as a video.
pub(crate) fn video_limits(scene: &Scene) -> VideoLimits {
    let limits = scene.door.identity().settings().photo_id.videos;
    VideoLimits { seconds: limits.max_duration.as_secs(), megabytes: megabytes(limits.max_bytes) }
}

/// What is taken as a photo, megabytes.
pub(crate) fn photo_megabytes(scene: &Scene) -> u64 {
    megabytes(scene.door.identity().settings().photo_id.photos.max_bytes)
}

fn megabytes(bytes: usize) -> u64 {
    u64::try_from(bytes / MEGA).unwrap_or(u64::MAX)
}

/// I14.
pub(crate) fn record(scene: &Scene, errors: Errors) -> Response {
    let Some(method) = scene.photo.method else { return scene.go_on() };
    scene.show(&RecordVideo {
        frame: scene.frame(),
        action: scene.at(Page::SendVideo),
        method,
        digits: scene.photo.digits,
        limits: video_limits(scene),
        change_method_href: scene.at(Page::ChooseVideo),
        another_device_href: another_device::href(scene),
        errors,
    })
}

/// The page that says why a video cannot be used.
pub(crate) fn refused(scene: &Scene, problem: photo_id::VideoProblem) -> Response {
    scene.show(&VideoProblemPage {
        frame: scene.frame(),
        problem,
        route: scene.photo.route(),
        incident: None,
        limits: video_limits(scene),
        again_href: scene.at(Page::SendVideo),
        another_device_href: another_device::href(scene),
    })
}

fn check(scene: &Scene) -> Response {
    let Some(method) = scene.photo.method else { return scene.go_on() };
    scene.show(&CheckVideo {
        frame: scene.frame(),
        action: scene.at(Page::CheckVideo),
        again_action: scene.beside(paths::RECORD_AGAIN),
        video_src: scene.beside(&paths::evidence(EvidenceKind::Video)),
        method,
        digits: scene.photo.digits,
    })
}

/// I8, blurred, about the front.
pub(crate) async fn doubt_front(sent: Sent) -> Result<Response, Stop> {
    doubt(sent, Side::Front, Page::FrontProblem)
}

/// I8, blurred, about the back.
pub(crate) async fn doubt_back(sent: Sent) -> Result<Response, Stop> {
    doubt(sent, Side::Back, Page::BackProblem)
}

fn doubt(sent: Sent, side: Side, page: Page) -> Result<Response, Stop> {
    let (act, _) = sent.at(&[page])?;
    let next = match act.fields.text(fields::CHOICE) {
        fields::CHOICE_AGAIN => Page::PhotoTips,
        fields::CHOICE_CLEAR => Page::PhotoClear,
        fields::CHOICE_HARD => Page::PhotoHelp,
        _ => return Ok(problem(&act.scene, side, Errors::of(fields::CHOICE, BlurProblem::Empty))),
    };
    Ok(web::see_other(&act.scene.at(next)))
}

/// I8: "Send this photo", "Send this photo anyway" and "Use this photo".
pub(crate) async fn keep(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::FrontProblem, Page::BackProblem])?;
    let side = side_in_question(&act.scene);
    let answer = act.identity().keep_photo(visit, side).await?;
    Ok(act.go_on(&answer.cookies))
}

/// I15, "Use this video".
pub(crate) async fn use_video(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::CheckVideo])?;
    let answer = act.identity().accept_video(visit).await?;
    Ok(act.go_on(&answer.cookies))
}

/// I15, "Record it again".
pub(crate) async fn record_again(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::CheckVideo])?;
    let answer = act.identity().retake_video(visit).await?;
    Ok(act.go_on(&answer.cookies))
}
