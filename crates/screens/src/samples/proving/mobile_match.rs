//! Samples of V1 to V7.

use vocabulary::Cid;

use super::super::{ACTION, OTHER, Sample, last_frame};
use crate::errors::Errors;
use crate::fields;
use crate::problems::WayOn;
use crate::proving::mobile_match::{
    CannotUseMobile, EnterRecordCode, MobileMatchFailed, RecordCodeExpired, RecordMobile, UseGpChecks,
};
use crate::reference::ErrorReference;
use crate::wording::{CodeProblem, ProvingChoiceProblem};

const ENDING: &str = "777";

pub(super) fn pages() -> Vec<Sample> {
    let mut pages = questions();
    pages.extend(codes());
    pages.extend(ends());
    pages
}

fn questions() -> Vec<Sample> {
    let checks = |errors| UseGpChecks { frame: last_frame(), action: ACTION.into(), errors };
    let mobile =
        |errors| RecordMobile { frame: last_frame(), action: ACTION.into(), ending: ENDING.into(), errors };
    vec![
        Sample::new("proving/use-gp-checks", checks(Errors::new())),
        Sample::new(
            "proving/use-gp-checks+error",
            checks(Errors::of(fields::CHOICE, ProvingChoiceProblem::GpChecks)),
        ),
        Sample::new("proving/record-mobile", mobile(Errors::new())),
        Sample::new(
            "proving/record-mobile+error",
            mobile(Errors::of(fields::CHOICE, ProvingChoiceProblem::RecordMobile)),
        ),
    ]
}

fn codes() -> Vec<Sample> {
    let code = |errors| EnterRecordCode {
        frame: last_frame(),
        action: ACTION.into(),
        resend_action: OTHER.into(),
        other_way_action: OTHER.into(),
        ending: ENDING.into(),
        minutes: 5,
        errors,
    };
    let expired = RecordCodeExpired {
        frame: last_frame(),
        resend_action: ACTION.into(),
        ending: ENDING.into(),
        minutes: 5,
    };
    vec![
        Sample::new("proving/enter-record-code", code(Errors::new())),
        Sample::new("proving/enter-record-code+error", code(Errors::of(fields::CODE, CodeProblem::Wrong))),
        Sample::new("proving/record-code-expired", expired),
    ]
}

fn ends() -> Vec<Sample> {
    let photo_id = WayOn::Post { text: "Prove who you are with photo ID".into(), action: ACTION.into() };
    let failed = MobileMatchFailed {
        frame: last_frame(),
        again_action: OTHER.into(),
        prove_action: ACTION.into(),
        reference: ErrorReference::new(Cid::UNAVAILABLE),
    };
    vec![
        Sample::new("proving/cannot-use-mobile", CannotUseMobile { frame: last_frame(), way_on: photo_id }),
        Sample::new("proving/mobile-match-failed", failed),
    ]
}
