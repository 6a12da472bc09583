//! Samples of D9 to D17 and CID2011.

use vocabulary::{Cid, IncidentReference};

use super::super::{ACTION, OTHER, Sample, client, last_frame};
use crate::errors::Errors;
use crate::fields;
use crate::problems::WayOn;
use crate::proving::match_outcome::{
    Found, LookUpFailed, NoMatch, NotMyRecord, NumberInUse, NumberNotVerified, NumberProblem, RecordBusy,
    SomeDetailsWrong, StillNoMatch, Tried, UnderAge,
};
use crate::reference::ErrorReference;
use crate::wording::ProvingChoiceProblem;

pub(super) fn pages() -> Vec<Sample> {
    let mut pages = no_matches();
    pages.extend(matches());
    pages.extend(stops());
    pages
}

fn no_matches() -> Vec<Sample> {
    let still = |errors| StillNoMatch { frame: last_frame(), action: ACTION.into(), errors };
    let closed = NoMatch { prove_action: None, ..no_match(Tried::Name, Found::Nothing) };
    let unverified = NumberNotVerified {
        frame: last_frame(),
        again_href: OTHER.into(),
        name_href: OTHER.into(),
        prove_action: Some(ACTION.into()),
    };
    vec![
        Sample::new("proving/no-match", no_match(Tried::NhsNumber, Found::Nothing)),
        Sample::new("proving/no-match+name", no_match(Tried::Name, Found::Nothing)),
        Sample::new("proving/no-match+several", no_match(Tried::Name, Found::Several)),
        Sample::new("proving/no-match+closed", closed),
        Sample::new("proving/still-no-match", still(Errors::new())),
        Sample::new(
            "proving/still-no-match+error",
            still(Errors::of(fields::CHOICE, ProvingChoiceProblem::WhatNext)),
        ),
        Sample::new("proving/number-not-verified", unverified),
    ]
}

fn no_match(tried: Tried, found: Found) -> NoMatch {
    NoMatch {
        frame: last_frame(),
        tried,
        found,
        check_href: OTHER.into(),
        other_way_href: OTHER.into(),
        prove_action: Some(ACTION.into()),
    }
}

fn matches() -> Vec<Sample> {
    let in_use = NumberInUse {
        frame: last_frame(),
        sender: "noreply@login.example".into(),
        log_in_action: ACTION.into(),
    };
    let not_mine = NotMyRecord { frame: last_frame(), change_href: OTHER.into(), again_href: OTHER.into() };
    let some_wrong =
        SomeDetailsWrong { frame: last_frame(), action: ACTION.into(), change_href: OTHER.into() };
    let number = NumberProblem { frame: last_frame(), way_on: WayOn::back_to(&client(), ACTION) };
    vec![
        Sample::new("proving/number-in-use", in_use),
        Sample::new("proving/not-my-record", not_mine),
        Sample::new("proving/some-details-wrong", some_wrong),
        Sample::new("proving/number-problem", number),
    ]
}

fn stops() -> Vec<Sample> {
    let busy = RecordBusy {
        frame: last_frame(),
        again_href: OTHER.into(),
        nhs_number_href: Some(OTHER.into()),
        retry_after_seconds: 120,
        reference: ErrorReference::new(Cid::UNAVAILABLE).with_incident(incident()),
    };
    let under_age =
        UnderAge { frame: last_frame(), minimum_age: 13, client: client(), action: ACTION.into() };
    let failed = LookUpFailed {
        frame: last_frame(),
        again_href: OTHER.into(),
        reference: ErrorReference::new(Cid::SERVER_ERROR).with_incident(incident()),
    };
    vec![
        Sample::new("proving/record-busy", busy),
        Sample::new("proving/under-age", under_age),
        Sample::new("proving/look-up-failed", failed),
    ]
}

fn incident() -> IncidentReference {
    IncidentReference::from_bytes([0x3a, 0x71, 0xc4, 0x09, 0xee])
}
