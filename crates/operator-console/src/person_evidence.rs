//! The photo ID checks of an account: each look at a file recorded, archived ones asked for first.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use identity::{Attempt, Retrieval, RetrievalAsked, SignedInOperator};
use screens::people::{AttemptFile, AttemptList, AttemptPage, AttemptRow, RetrievalState};
use screens::{Errors, fields, spoken_moment};
use vocabulary::{CaseStatus, EvidenceKind, Instant};
use web::staff::StaffForm;
use web::{Failure, page, see_other};

use crate::act_fields::incident;
use crate::console::{Console, not_found};
use crate::evidence::answer;
use crate::names::{NamedAccount, NamedCase, NamedFile};
use crate::on_duty::OnDuty;
use crate::people::at;

fn moment(at: Instant) -> String {
    spoken_moment(&at.to_string())
}

fn list_at(named: &NamedAccount) -> String {
    format!("{}/evidence", at(named.text()))
}

/// The checks.
pub(crate) async fn list(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    named: NamedAccount,
) -> Result<Response, Failure> {
    let account = match named.of(&console, &on_duty).await? {
        Ok(account) => account,
        Err(answer) => return Ok(answer),
    };
    let Some(attempts) = console.identity.attempts(&on_duty.role, account).await? else {
        return Ok(not_found());
    };
    let here = list_at(&named);
    Ok(page(&AttemptList {
        frame: on_duty.frame(&console).with_back(at(named.text())),
        menu: on_duty.menu(),
        attempts: attempts.into_iter().map(|attempt| row(&attempt, &here)).collect(),
    }))
}

fn row(attempt: &Attempt, here: &str) -> AttemptRow {
    AttemptRow {
        verification: attempt.case.to_string(),
        status: attempt.status,
        decision: match attempt.decision {
            Some(CaseStatus::Approved) => "Approved",
            Some(CaseStatus::Declined) => "Declined",
            _ => "",
        },
        began: moment(attempt.began_at),
        submitted: attempt.submitted_at.map(moment).unwrap_or_default(),
        href: format!("{here}/{}", attempt.case),
    }
}

/// One check: its files.
pub(crate) async fn show(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    named: NamedAccount,
    case: NamedCase,
) -> Result<Response, Failure> {
    shown(&console, &on_duty, (&named, case), (String::new(), Errors::new())).await
}

async fn shown(
    console: &Console,
    on_duty: &OnDuty<SignedInOperator>,
    (named, NamedCase(case)): (&NamedAccount, NamedCase),
    (incident, errors): (String, Errors),
) -> Result<Response, Failure> {
    let account = match named.of(console, on_duty).await? {
        Ok(account) => account,
        Err(answer) => return Ok(answer),
    };
    let Some(attempt) = console.identity.attempt(&on_duty.role, account, case).await? else {
        return Ok(not_found());
    };
    let list = list_at(named);
    let here = format!("{list}/{case}");
    let files = attempt.files.iter().filter(|_| attempt.retrieval.is_open());
    Ok(page(&AttemptPage {
        frame: on_duty.frame(console).with_back(list),
        menu: on_duty.menu(),
        verification: case.to_string(),
        status: attempt.status,
        files: files
            .map(|file| AttemptFile {
                label: label(file.kind),
                src: format!("{here}/{}", file.kind.as_str()),
                is_video: file.media_type.starts_with("video/"),
            })
            .collect(),
        retrieval: match attempt.retrieval {
            Retrieval::NotNeeded => RetrievalState::Open,
            Retrieval::Ready { until } => RetrievalState::OpenUntil(moment(until)),
            Retrieval::Waiting => RetrievalState::OnTheirWay,
            Retrieval::Possible => RetrievalState::AskHere { action: here, failed: false },
            Retrieval::Failed => RetrievalState::AskHere { action: here, failed: true },
        },
        incident,
        errors,
    }))
}

const fn label(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Front => "Front of the photo ID",
        EvidenceKind::Back => "Back of the photo ID",
        EvidenceKind::Video => "Video",
        EvidenceKind::Scan => "Face scan",
    }
}

/// "Ask for the evidence".
pub(crate) async fn ask(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    (named, case): (NamedAccount, NamedCase),
    StaffForm { fields, .. }: StaffForm,
) -> Result<Response, Failure> {
    let number = match incident(&fields) {
        Ok(number) => number,
        Err(problem) => {
            let typed = fields.text(fields::INCIDENT).trim().to_owned();
            let errors = Errors::of(fields::INCIDENT, problem);
            return shown(&console, &on_duty, (&named, case), (typed, errors)).await;
        }
    };
    let account = match named.of(&console, &on_duty).await? {
        Ok(account) => account,
        Err(answer) => return Ok(answer),
    };
    match console.identity.ask_for_evidence(&on_duty.role, (account, case.0), &number).await? {
        RetrievalAsked::Unknown => Ok(not_found()),
        RetrievalAsked::Asked | RetrievalAsked::NotNeeded => {
            Ok(see_other(&format!("{}/{}", list_at(&named), case.0)))
        }
    }
}

/// A file.
pub(crate) async fn file(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    (named, NamedFile(case, kind)): (NamedAccount, NamedFile),
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let account = match named.of(&console, &on_duty).await? {
        Ok(account) => account,
        Err(answer) => return Ok(answer),
    };
    let looked = console.identity.look_at_attempt(&on_duty.role, (account, case), kind).await?;
    Ok(answer(looked, kind, &headers))
}
