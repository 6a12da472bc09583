//! A case of the holding list is given to a named colleague, by a supervisor. Journeys 6.2

use axum::extract::State;
use axum::response::Response;
use identity::{Supervisor, Taken};
use screens::checker::{Colleague, Reassign};
use screens::wording::ReassignProblem;
use screens::{Alert, Errors, Frame, fields, paths};
use vocabulary::{CaseId, OperatorId};
use web::staff::StaffForm;
use web::{Failure, page, see_other};

use crate::console::{Console, not_found};
use crate::holding::GIVEN;
use crate::names::NamedCase;
use crate::on_duty::OnDuty;
use crate::work::at;

/// Who may be chosen.
pub(crate) async fn show(
    State(console): State<Console>,
    on_duty: OnDuty<Supervisor>,
    NamedCase(case): NamedCase,
) -> Result<Response, Failure> {
    let frame = on_duty.frame(&console);
    shown(&console, &on_duty, case, frame, Errors::new()).await
}

async fn shown(
    console: &Console,
    on_duty: &OnDuty<Supervisor>,
    case: CaseId,
    frame: Frame,
    errors: Errors,
) -> Result<Response, Failure> {
    if !console.identity.is_held(&on_duty.role, case).await? {
        return Ok(not_found());
    }
    let checkers = console.identity.checkers_for(&on_duty.role).await?;
    let colleague = |(id, name): (OperatorId, String)| Colleague { id: id.to_string(), name };
    Ok(page(&Reassign {
        frame: frame.with_back(paths::CHECKER_HOLDING),
        menu: on_duty.menu(),
        action: at(case, "reassign"),
        verification: case.to_string(),
        colleagues: checkers.into_iter().map(colleague).collect(),
        errors,
    }))
}

/// "Give the case to this colleague".
pub(crate) async fn give(
    State(console): State<Console>,
    on_duty: OnDuty<Supervisor>,
    NamedCase(case): NamedCase,
    form: StaffForm,
) -> Result<Response, Failure> {
    let frame = on_duty.frame(&console);
    let Ok(to) = OperatorId::try_from(form.fields.text(fields::COLLEAGUE)) else {
        let errors = Errors::of(fields::COLLEAGUE, ReassignProblem::Empty);
        return shown(&console, &on_duty, case, frame, errors).await;
    };
    let alert = match console.identity.reassign_case(&on_duty.role, case, to).await? {
        Taken::Done => return Ok(see_other(&format!("{}?{GIVEN}=yes", paths::CHECKER_HOLDING))),
        Taken::HasOne(_) => Alert {
            heading: "This colleague has another case open".to_owned(),
            text: "Choose somebody else, or wait until it is decided or discarded.".to_owned(),
        },
        Taken::NotPossible => Alert {
            heading: "This case could not be given away".to_owned(),
            text: "It was decided or sent back, or somebody took it at the same moment.".to_owned(),
        },
    };
    shown(&console, &on_duty, case, frame.with_alert(alert), Errors::new()).await
}
