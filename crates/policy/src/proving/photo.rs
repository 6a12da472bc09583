//! P9 by photo ID and face (PYI, journeys 1.8).

use vocabulary::ProofingLevel;

use crate::facts::Facts;
use crate::proving::details;
use crate::proving::facts::{AfterScan, PhotoAnswers, PhotoState, Place, Possession, ScanState, VideoState};
use crate::proving::step::ProveStep;

/// The order of the three steps.
const STEPS: [fn(&Facts) -> Option<ProveStep>; 5] = [elsewhere, begin, document, face, record];

/// The next screen of this route; the last one submits.
pub(crate) fn next(facts: &Facts) -> ProveStep {
    STEPS.iter().find_map(|step| step(facts)).unwrap_or(ProveStep::Submit)
}

/// Another device goes on (I20), until the person says otherwise here or the case is submitted there.
fn elsewhere(facts: &Facts) -> Option<ProveStep> {
    (facts.proving.place == Place::LinkSent).then_some(ProveStep::OnAnotherDevice)
}

fn begin(facts: &Facts) -> Option<ProveStep> {
    let answers = &facts.proving.photo;
    if !answers.intro_seen {
        return Some(ProveStep::PhotoIntro);
    }
    match answers.possession {
        None => Some(ProveStep::HasPhotoId),
        Some(Possession::NotHere) => Some(ProveStep::FetchPhotoId),
        Some(Possession::Here) => None,
    }
}

/// Step 1: the document.
fn document(facts: &Facts) -> Option<ProveStep> {
    let answers = &facts.proving.photo;
    if !answers.first_step_seen {
        return Some(ProveStep::SendPhotoIntro);
    }
    let Some(sides) = answers.sides else { return Some(ProveStep::ChooseDocument) };
    if !answers.way_chosen {
        return Some(ProveStep::ChoosePhotoWay);
    }
    side(answers.front, ProveStep::SendFront, ProveStep::FrontProblem).or_else(|| back(answers, sides))
}

fn back(answers: &PhotoAnswers, sides: u8) -> Option<ProveStep> {
    if sides < 2 {
        return None;
    }
    side(answers.back, ProveStep::SendBack, ProveStep::BackProblem)
}

const fn side(state: PhotoState, send: ProveStep, problem: ProveStep) -> Option<ProveStep> {
    match state {
        PhotoState::Missing => Some(send),
        PhotoState::Doubtful | PhotoState::Unusable => Some(problem),
        PhotoState::Accepted => None,
    }
}

/// Step 2: the face.
fn face(facts: &Facts) -> Option<ProveStep> {
    let answers = &facts.proving.photo;
    if !answers.second_step_seen {
        return Some(ProveStep::FaceIntro);
    }
    match answers.scan {
        ScanState::NotChosen => video(answers),
        ScanState::Missing => Some(ProveStep::ScanFace),
        ScanState::Failed => {
            Some(ProveStep::ScanProblem { next: after_scan(answers, facts.rules.face_scans) })
        }
        ScanState::Broken => Some(ProveStep::ScanProblem { next: AfterScan::UseVideo }),
        ScanState::Accepted => None,
    }
}

/// The failure ladder: so many scans with one photo, so many with a second one, then the video.
const fn after_scan(answers: &PhotoAnswers, allowed: u32) -> AfterScan {
    match (answers.scan_failures < allowed, answers.photo_retaken) {
        (true, _) => AfterScan::TryAgain,
        (false, false) => AfterScan::RetakePhoto,
        (false, true) => AfterScan::UseVideo,
    }
}

fn video(answers: &PhotoAnswers) -> Option<ProveStep> {
    if !answers.method_chosen {
        return Some(ProveStep::ChooseVideo);
    }
    match answers.video {
        VideoState::Missing => Some(ProveStep::SendVideo),
        VideoState::Unseen => Some(ProveStep::CheckVideo),
        VideoState::Accepted => None,
    }
}

/// Step 3, for who has no matched record: what helps an ID checker to find it.
fn record(facts: &Facts) -> Option<ProveStep> {
    if facts.account.is_some_and(|account| account.level >= ProofingLevel::P5) {
        return None;
    }
    if !facts.proving.photo.third_step_seen {
        return Some(ProveStep::RecordIntro);
    }
    details::missing(&facts.proving.details)
}
