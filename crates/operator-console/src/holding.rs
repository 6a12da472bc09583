//! The holding list.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use identity::{Checker, HeldCase as Held, HeldWith, Supervisor, Taken};
use screens::checker::{HeldCase, HeldState, HoldingAction, HoldingList};
use screens::wording::HoldingProblem;
use screens::{Alert, Errors, Frame, fields, paths};
use vocabulary::{CaseId, HoldingReason};
use web::staff::StaffForm;
use web::{Failure, Fields, page, see_other};

use crate::console::Console;
use crate::names::NamedCase;
use crate::on_duty::{OnDuty, Role};
use crate::said::age;
use crate::work::at;

/// Where the ticked cases of the list are sent back.
pub(crate) const SEND_BACK: &str = "/checks/holding/return";
const RETURNED: &str = "returned";
/// After a case was given to a colleague.
pub(crate) const GIVEN: &str = "given";

pub(crate) async fn list(
    State(console): State<Console>,
    on_duty: OnDuty<Checker>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let query = Fields::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let mut frame = on_duty.frame(&console);
    if let Some(returned) = query.get(RETURNED).and_then(|text| text.parse().ok()) {
        frame = frame.with_success(sent_back(returned));
    }
    if query.get(GIVEN).is_some() {
        frame = frame.with_success("The case was given to your colleague");
    }
    shown(&console, &on_duty, &on_duty.role, frame, Errors::new()).await
}

fn sent_back(count: u16) -> String {
    match count {
        0 => "No case was sent back: others have them open, or decided them".to_owned(),
        1 => "1 case was sent back to the queue".to_owned(),
        many => format!("{many} cases were sent back to the queue"),
    }
}

async fn shown<R>(
    console: &Console,
    on_duty: &OnDuty<R>,
    checker: &Checker,
    frame: Frame,
    errors: Errors,
) -> Result<Response, Failure> {
    let held = console.identity.holding_list(checker).await?;
    let is_supervisor = on_duty.supervisor().is_some();
    let row = |held| row(console, held, is_supervisor);
    Ok(page(&HoldingList {
        frame,
        menu: on_duty.menu(),
        send_back_action: is_supervisor.then(|| SEND_BACK.to_owned()),
        cases: held.into_iter().map(row).collect(),
        errors,
    }))
}

fn row(console: &Console, held: Held, is_supervisor: bool) -> HeldCase {
    let (state, action) = match held.with {
        HeldWith::Unopened => (HeldState::Unopened, Some(HoldingAction::Open(at(held.case, "open")))),
        HeldWith::Me => (HeldState::WithMe, Some(HoldingAction::Reopen(at(held.case, "open")))),
        HeldWith::Colleague(name) => {
            let take_over = || HoldingAction::Reassign(at(held.case, "take-over"));
            (HeldState::With(name), is_supervisor.then(take_over))
        }
    };
    HeldCase {
        verification: held.case.to_string(),
        state,
        added_by: or_the_service(held.added_by),
        reason: held.reason.unwrap_or(HoldingReason::Other),
        note: held.note,
        age: held.submitted_at.map(|at| age(console.identity.now().since(at))).unwrap_or_default(),
        reassign_href: is_supervisor.then(|| at(held.case, "reassign")),
        action,
    }
}

/// Who did something; nobody's name stands for the service itself.
pub(crate) fn or_the_service(name: String) -> String {
    if name.is_empty() { "the service".to_owned() } else { name }
}

/// Sends the ticked cases back to the queue.
pub(crate) async fn give_back(
    State(console): State<Console>,
    on_duty: OnDuty<Supervisor>,
    form: StaffForm,
) -> Result<Response, Failure> {
    let ticked = form.fields.pairs().iter().filter(|(name, _)| name == fields::CASE);
    let cases: Vec<CaseId> = ticked.filter_map(|(_, text)| CaseId::try_from(text.as_str()).ok()).collect();
    if cases.is_empty() {
        let errors = Errors::of(fields::CASE, HoldingProblem::NoneTicked);
        let frame = on_duty.frame(&console);
        return shown(&console, &on_duty, on_duty.role.checker(), frame, errors).await;
    }
    let returned = console.identity.return_held_cases(&on_duty.role, &cases).await?;
    Ok(see_other(&format!("{}?{RETURNED}={returned}", paths::CHECKER_HOLDING)))
}

/// "Open" and "Reopen".
pub(crate) async fn open(
    State(console): State<Console>,
    on_duty: OnDuty<Checker>,
    NamedCase(case): NamedCase,
    _: StaffForm,
) -> Result<Response, Failure> {
    let taken = console.identity.open_held_case(&on_duty.role, case).await?;
    after(&console, &on_duty, &on_duty.role, case, taken).await
}

/// "Reassign to me".
pub(crate) async fn take_over(
    State(console): State<Console>,
    on_duty: OnDuty<Supervisor>,
    NamedCase(case): NamedCase,
    _: StaffForm,
) -> Result<Response, Failure> {
    let taken = console.identity.take_over_case(&on_duty.role, case).await?;
    after(&console, &on_duty, on_duty.role.checker(), case, taken).await
}

async fn after<R: Role>(
    console: &Console,
    on_duty: &OnDuty<R>,
    checker: &Checker,
    case: CaseId,
    taken: Taken,
) -> Result<Response, Failure> {
    let alert = match taken {
        Taken::Done => return Ok(see_other(&at(case, ""))),
        Taken::NotPossible => Alert {
            heading: "This case could not be opened".to_owned(),
            text: "Someone else has it open, or it was decided or sent back.".to_owned(),
        },
        Taken::HasOne(_) => has_one(),
    };
    let frame = on_duty.frame(console).with_alert(alert);
    shown(console, on_duty, checker, frame, Errors::new()).await
}

/// What a checker who has a case open is told.
pub(crate) fn has_one() -> Alert {
    Alert {
        heading: "You have another case open".to_owned(),
        text: "Decide it or discard it first.".to_owned(),
    }
}
