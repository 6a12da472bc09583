//! P9 by photo ID and face (PYI, journeys 1.8).

use vocabulary::ProofingLevel;

use crate::facts::Facts;
use crate::proving::details;
use crate::proving::facts::{PhotoAnswers, PhotoState, Possession, VideoState};
use crate::proving::step::ProveStep;

/// The order of the three steps.
const STEPS: [fn(&Facts) -> Option<ProveStep>; 4] = [begin, document, face, record];

/// The next screen of this route; the last one submits.
pub(crate) fn next(facts: &Facts) -> ProveStep {
    STEPS.iter().find_map(|step| step(facts)).unwrap_or(ProveStep::Submit)
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
