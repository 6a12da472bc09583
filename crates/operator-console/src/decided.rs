//! After a decision: the time in which it can be taken back ("Reverification").

use axum::extract::State;
use axum::response::Response;
use identity::{Checker, Reopened};
use screens::Frame;
use screens::checker::ProcessingRecord;
use vocabulary::{CaseId, CaseStatus, DeclineReason};
use web::staff::StaffForm;
use web::{Failure, page, see_other};

use crate::console::{Console, not_found};
use crate::holding::has_one;
use crate::names::NamedCase;
use crate::on_duty::OnDuty;
use crate::said::time;
use crate::work::{START, at};

/// "Processing record".
pub(crate) async fn show(
    State(console): State<Console>,
    on_duty: OnDuty<Checker>,
    NamedCase(case): NamedCase,
) -> Result<Response, Failure> {
    let frame = on_duty.frame(&console);
    shown(&console, &on_duty, case, frame).await
}

async fn shown(
    console: &Console,
    on_duty: &OnDuty<Checker>,
    case: CaseId,
    frame: Frame,
) -> Result<Response, Failure> {
    let Some(decided) = console.identity.decided_case(&on_duty.role, case).await? else {
        return Ok(not_found());
    };
    let holding = decided.holding.map(|reason| reason.label().to_owned());
    Ok(page(&ProcessingRecord {
        frame,
        menu: on_duty.menu(),
        verification: case.to_string(),
        decision: decision(decided.status).to_owned(),
        reason: decided.reason.map(DeclineReason::label).map(str::to_owned).or(holding),
        held: decided.status == CaseStatus::Held,
        until: decided.until.map(time),
        cancel_action: at(case, "reopen"),
        start_action: START.to_owned(),
    }))
}

const fn decision(status: CaseStatus) -> &'static str {
    match status {
        CaseStatus::Approved => "Approved",
        CaseStatus::Declined => "Declined",
        CaseStatus::Held => "Moved to the holding list",
        CaseStatus::Draft | CaseStatus::Submitted => "None",
    }
}

/// "Cancel and check again".
pub(crate) async fn reopen(
    State(console): State<Console>,
    on_duty: OnDuty<Checker>,
    NamedCase(case): NamedCase,
    _: StaffForm,
) -> Result<Response, Failure> {
    match console.identity.reopen_case(&on_duty.role, case).await? {
        Reopened::Done => Ok(see_other(&at(case, ""))),
        Reopened::TooLate => Ok(see_other(&at(case, "record"))),
        Reopened::HasOne(_) => {
            let frame = on_duty.frame(&console).with_alert(has_one());
            shown(&console, &on_duty, case, frame).await
        }
    }
}
