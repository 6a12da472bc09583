//! I9 to I12 and I22: the face scan, for a browser with script and a camera. Everybody else records a video. Journeys 1.8, 2.7

use axum::response::Response;
use identity::FaceWay;
use policy::{AfterScan, Page, ProveStep, Step};
use screens::fields;
use screens::proving::photo_id::{
    self, CameraProblem, CameraProblemPage, FaceIntro, FaceScan, ScanBusy, ScanInstructions, ScanProblem,
    ScanProblemPage,
};
use vocabulary::scan_colours;

use crate::journey::proving::another_device;
use crate::journey::proving::photo::step;
use crate::journey::scene::{News, Scene};
use crate::journey::sent::Sent;
use crate::paths;
use crate::stop::Stop;

/// A page about the face scan as it is shown for the first time; none for a page of another journey.
pub(crate) fn page(scene: &Scene, page: Page) -> Option<Response> {
    Some(match page {
        Page::FaceIntro => scene.show_with_camera(&FaceIntro {
            frame: scene.frame(),
            step: Some(step(scene, 2)),
            action: scene.at(Page::FaceIntro),
        }),
        Page::ScanInstructions => scene.show(&ScanInstructions {
            frame: scene.frame(),
            scan_href: scene.at(Page::FaceScan),
            video_action: video(scene),
        }),
        Page::FaceScan => scene.show_with_camera(&FaceScan {
            frame: scene.frame(),
            action: scene.at(Page::FaceScan),
            colours: scan_colours(scene.photo.digits),
            camera_problem_href: scene.at(Page::CameraProblem),
            cancelled_href: scene.at(Page::ScanStopped),
            video_action: video(scene),
        }),
        Page::ScanStopped => problem(scene, ScanProblem::Cancelled, AfterScan::TryAgain),
        Page::ScanProblem => failed(scene),
        Page::CameraProblem => camera(scene),
        _ => return None,
    })
}

/// Where "Record a video instead" is posted.
fn video(scene: &Scene) -> String {
    scene.beside(paths::VIDEO_INSTEAD)
}

fn failed(scene: &Scene) -> Response {
    let Step::Prove(ProveStep::ScanProblem { next }) = scene.step else { return scene.go_on() };
    let why = match scene.photo.scan {
        Some(identity::ScanProblem::TooDark) => ScanProblem::TooDark,
        Some(identity::ScanProblem::TooBright) => ScanProblem::TooBright,
        Some(identity::ScanProblem::Moved) => ScanProblem::Moved,
        Some(identity::ScanProblem::Configuration) | None => ScanProblem::Configuration,
    };
    problem(scene, why, next)
}

fn problem(scene: &Scene, problem: ScanProblem, next: AfterScan) -> Response {
    scene.show(&ScanProblemPage {
        frame: scene.frame(),
        problem,
        next: match next {
            AfterScan::TryAgain => photo_id::AfterScan::TryAgain,
            AfterScan::RetakePhoto => photo_id::AfterScan::RetakePhoto,
            AfterScan::UseVideo => photo_id::AfterScan::UseVideo,
        },
        again_href: scene.at(Page::ScanInstructions),
        retake_action: scene.beside(paths::RETAKE_PHOTO),
        video_action: video(scene),
    })
}

/// I22: the script says why in the query.
fn camera(scene: &Scene) -> Response {
    let problem =
        if scene.news == News::NoCamera { CameraProblem::NotFound } else { CameraProblem::NotAllowed };
    scene.show(&CameraProblemPage {
        frame: scene.frame(),
        problem,
        again_href: scene.at(Page::FaceScan),
        video_action: video(scene),
        another_device_href: another_device::href(scene),
    })
}

/// I12b.
pub(crate) fn busy(scene: &Scene) -> Response {
    scene.show(&ScanBusy {
        frame: scene.frame(),
        again_href: scene.at(Page::FaceScan),
        video_action: video(scene),
    })
}

/// I9.
pub(crate) async fn choose(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::FaceIntro])?;
    let way =
        if act.fields.text(fields::FACE_WAY) == fields::FACE_SCAN { FaceWay::Scan } else { FaceWay::Video };
    let answer = act.identity().choose_face(visit, way).await?;
    Ok(act.go_on(&answer.cookies))
}

/// "Record a video instead", on every page of the scan.
pub(crate) async fn record_instead(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::ScanInstructions, Page::ScanProblem])?;
    let answer = act.identity().choose_face(visit, FaceWay::Video).await?;
    Ok(act.go_on(&answer.cookies))
}

/// "Take a new photo of your ID", after too many scans that could not be used.
pub(crate) async fn retake_photo(sent: Sent) -> Result<Response, Stop> {
    let (act, visit) = sent.at(&[Page::ScanProblem])?;
    if act.scene.step != Step::Prove(ProveStep::ScanProblem { next: AfterScan::RetakePhoto }) {
        return Ok(act.scene.go_on());
    }
    let answer = act.identity().retake_photo(visit).await?;
    Ok(act.go_on(&answer.cookies))
}
