//! Samples of the operator pages about keys and traces.

use super::operator::menu;
use super::{Sample, last_frame};
use crate::errors::Errors;
use crate::fields;
use crate::keys::{
    KeyConfirm, KeyList, KeyRow, KeyStep, KeyStepForm, KeyStepValues, NextStep, Reach, ReachRow,
    RehearsalRow, Schedule,
};
use crate::traces::{ReasonRow, StepRow, TraceDetail, TraceList, TraceRow};
use crate::wording::{IncidentProblem, KeyProblem, TraceProblem};

const MOMENT: &str = "15 March 2026 at 15:04 UTC";
const KEY: &str = "1hUcxBqlKyYvVxJ4FvUYg0dXxv5Mbz0A4CwO1e3yDqQ";

pub(super) fn pages() -> Vec<Sample> {
    let mut pages = keys();
    pages.extend(steps());
    pages.extend(traces());
    pages
}

fn keys() -> Vec<Sample> {
    let row = |id: &str, stage: &str, next: &str| KeyRow {
        id: id.into(),
        stage: stage.into(),
        since: MOMENT.into(),
        next: next.into(),
    };
    let partner = |client: &str, fetched: &str, networks: &str| ReachRow {
        client: client.into(),
        fetched: fetched.into(),
        networks: networks.into(),
        last: MOMENT.into(),
    };
    let empty = KeyList {
        frame: last_frame(),
        menu: menu(),
        keys: vec![
            row("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs", "Signing", ""),
            row(KEY, "Published, not signing yet", "signs from 1 April 2026"),
        ],
        schedule: Schedule::ByHand,
        next: vec![],
        steps: vec![],
        reach: None,
        rehearsals: vec![],
    };
    let full = KeyList {
        schedule: Schedule::Automatic,
        next: vec![NextStep { what: "Let the published key sign".into(), when: MOMENT.into() }],
        steps: vec![KeyStep::Announce, KeyStep::Sign, KeyStep::Rehearse],
        reach: Some(Reach {
            key: KEY.into(),
            partners: vec![
                partner("Example Health App", "Not seen yet", "0 of 2"),
                partner("Old App", "Yes", "1 of 1"),
            ],
        }),
        rehearsals: vec![RehearsalRow {
            client: "example-health-app".into(),
            time: format!("{MOMENT} to {MOMENT}"),
            seen: "The client went on with tokens of the new key.".into(),
            counts: "4 token answers, 3 userinfo calls, 1 refreshes".into(),
            end_href: Some("/keys/end-rehearsal?client=example-health-app".into()),
        }],
        ..empty.clone()
    };
    vec![Sample::new("operator/keys", full), Sample::new("operator/keys+empty", empty)]
}

fn steps() -> Vec<Sample> {
    let form = |step, errors| KeyStepForm {
        frame: last_frame(),
        menu: menu(),
        step,
        values: KeyStepValues {
            incident: "INC0012345".into(),
            publish_days: "14".into(),
            sign_days: "14".into(),
            emergency: false,
            client: "example-health-app".into(),
            minutes: "10".into(),
        },
        errors,
    };
    let wrong = |field, problem: KeyProblem| {
        Errors::of(fields::INCIDENT, IncidentProblem::Empty).with(field, problem)
    };
    let confirm = KeyConfirm {
        frame: last_frame(),
        menu: menu(),
        step: KeyStep::Sign,
        facts: vec![("Incident number".into(), "INC0012345".into()), ("Emergency".into(), "No".into())],
        hidden: vec![("incident".into(), "INC0012345".into())],
    };
    vec![
        Sample::new("operator/key-announce", form(KeyStep::Announce, Errors::new())),
        Sample::new(
            "operator/key-announce+error",
            form(KeyStep::Announce, wrong(fields::PUBLISH_DAYS, KeyProblem::PublishDays)),
        ),
        Sample::new("operator/key-publish", form(KeyStep::Publish, Errors::new())),
        Sample::new("operator/key-sign", form(KeyStep::Sign, Errors::new())),
        Sample::new("operator/key-rehearse", form(KeyStep::Rehearse, Errors::new())),
        Sample::new(
            "operator/key-rehearse+error",
            form(KeyStep::Rehearse, wrong(fields::MINUTES, KeyProblem::Minutes)),
        ),
        Sample::new("operator/key-end-rehearsal", form(KeyStep::EndRehearsal, Errors::new())),
        Sample::new("operator/key-confirm", confirm),
    ]
}

fn traces() -> Vec<Sample> {
    let row = TraceRow {
        reference: "7F3K-9Q2D".into(),
        href: "/traces?reference=7F3K-9Q2D".into(),
        began: MOMENT.into(),
        client: "example-health-app".into(),
        target: "P5.Cp.Cd".into(),
        ending: "The service got a code".into(),
    };
    let list = |traces, errors| TraceList {
        frame: last_frame(),
        menu: menu(),
        label: "Error number, client ID or account ID",
        reference: String::new(),
        traces,
        errors,
    };
    let detail = TraceDetail {
        frame: last_frame(),
        menu: menu(),
        reference: "7F3K-9Q2D".into(),
        facts: vec![
            ("Client ID".into(), "example-health-app".into()),
            ("Asked for".into(), "P9.Cp.Cd, P5.Cp.Cd".into()),
        ],
        reasons: vec![ReasonRow {
            asked: "P5.Cp.Cd".into(),
            due: Some(("P5.Cp.Cd".into(), "Cd".into())),
            why: "Chosen: it can be reached with the least left to do.".into(),
        }],
        steps: vec![StepRow { at: MOMENT.into(), page: "disabled".into(), cid: "CID2014".into() }],
        explain_href: Some("/explain?reference=7F3K-9Q2D".into()),
    };
    let reasons = detail.reasons.iter().map(|reason| ReasonRow { due: None, ..reason.clone() }).collect();
    let silent = TraceDetail { reasons, steps: vec![], explain_href: None, ..detail.clone() };
    vec![
        Sample::new("operator/traces", list(vec![row], Errors::new())),
        Sample::new(
            "operator/traces+error",
            list(vec![], Errors::of(fields::REFERENCE, TraceProblem::Unknown)),
        ),
        Sample::new("operator/trace", detail),
        Sample::new("operator/trace+silent", silent),
    ]
}
