//! What becomes of a draft: approved, rejected or given up, each for an incident (F-59).

use axum::extract::State;
use axum::response::Response;
use identity::{DraftDecided, SignedInOperator};
use screens::clients::DraftRefusal;
use screens::wording::RegistrationProblem;
use screens::{Errors, fields, paths};
use vocabulary::DraftId;
use web::staff::StaffForm;
use web::{Failure, see_other};

use crate::console::{Console, not_found};
use crate::drafts::{Typed, at, in_effect, overview_page, refused, review_page, version};
use crate::names::NamedDraft;
use crate::on_duty::OnDuty;
use crate::registry::incident;

/// "Approve: it takes effect now".
pub(crate) async fn approve(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    NamedDraft(id): NamedDraft,
    StaffForm { fields, .. }: StaffForm,
) -> Result<Response, Failure> {
    let typed = Typed { incident: fields.text(fields::INCIDENT), note: fields.text(fields::NOTE) };
    let incident = match incident(typed.incident) {
        Ok(incident) => incident,
        Err(problem) => {
            let errors = Errors::of(fields::INCIDENT, problem);
            return review_page(&console, &on_duty, id, (typed, errors)).await;
        }
    };
    let shown = (id, version(&fields));
    match console.identity.approve_client_draft(&on_duty.role, shown, &incident).await? {
        DraftDecided::Done => in_effect(&console, &on_duty, id).await,
        other => undone(&console, &on_duty, id, &other).await,
    }
}

/// "Reject".
pub(crate) async fn reject(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    NamedDraft(id): NamedDraft,
    StaffForm { fields, .. }: StaffForm,
) -> Result<Response, Failure> {
    let typed = Typed { incident: fields.text(fields::INCIDENT), note: fields.text(fields::NOTE).trim() };
    let mut errors = Errors::new();
    let incident = incident(typed.incident);
    if let Err(problem) = &incident {
        errors.add(fields::INCIDENT, *problem);
    }
    if typed.note.is_empty() {
        errors.add(fields::NOTE, RegistrationProblem::Note);
    }
    let (Ok(incident), true) = (incident, errors.is_empty()) else {
        return review_page(&console, &on_duty, id, (typed, errors)).await;
    };
    let shown = (id, version(&fields));
    match console.identity.reject_client_draft(&on_duty.role, shown, (typed.note, &incident)).await? {
        DraftDecided::Done => Ok(see_other(&at(id, "review"))),
        other => undone(&console, &on_duty, id, &other).await,
    }
}

/// "Give up this draft".
pub(crate) async fn withdraw(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    NamedDraft(id): NamedDraft,
    StaffForm { fields, .. }: StaffForm,
) -> Result<Response, Failure> {
    let typed = fields.text(fields::INCIDENT);
    let incident = match incident(typed) {
        Ok(incident) => incident,
        Err(problem) => {
            let errors = Errors::of(fields::INCIDENT, problem);
            return overview_page(&console, &on_duty, id, (typed, errors)).await;
        }
    };
    let shown = (id, version(&fields));
    match console.identity.withdraw_client_draft(&on_duty.role, shown, &incident).await? {
        DraftDecided::Done => Ok(see_other(paths::OPERATOR_CLIENTS)),
        other => undone(&console, &on_duty, id, &other).await,
    }
}

async fn undone(
    console: &Console,
    on_duty: &OnDuty<SignedInOperator>,
    id: DraftId,
    decided: &DraftDecided,
) -> Result<Response, Failure> {
    match decided {
        DraftDecided::Done | DraftDecided::Incomplete(_) => Ok(see_other(&at(id, "review"))),
        DraftDecided::OwnWork => refused(console, on_duty, id, DraftRefusal::OwnWork).await,
        DraftDecided::Stale => refused(console, on_duty, id, DraftRefusal::Stale).await,
        DraftDecided::Changed => refused(console, on_duty, id, DraftRefusal::Changed).await,
        DraftDecided::Unknown => Ok(not_found()),
    }
}
