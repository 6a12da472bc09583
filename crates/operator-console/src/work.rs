//! The dashboard: what there is to do, and the next verification.

use axum::extract::State;
use axum::response::Response;
use identity::{Checker, Started, Taken};
use screens::checker::{Counts, InProgress, StaleCase, Workbench};
use screens::paths;
use vocabulary::CaseId;
use web::staff::StaffForm;
use web::{Failure, page, see_other};

use crate::console::Console;
use crate::names::NamedCase;
use crate::on_duty::OnDuty;
use crate::said::{day_start, minutes};

pub(crate) const START: &str = "/checks/start";

/// Where a case is: its page, or what is done with it.
pub(crate) fn at(case: CaseId, what: &str) -> String {
    let slash = if what.is_empty() { "" } else { "/" };
    format!("{}/{case}{slash}{what}", paths::CHECKER_HOME)
}

pub(crate) async fn show(
    State(console): State<Console>,
    on_duty: OnDuty<Checker>,
) -> Result<Response, Failure> {
    let bench = console.identity.workbench(&on_duty.role, day_start(console.identity.now())).await?;
    let counted = |number: i64| u64::try_from(number).unwrap_or(0);
    let counts = Counts {
        queue: counted(bench.counts.queue),
        in_progress: counted(bench.counts.in_progress),
        holding: counted(bench.counts.held),
        completed_today: counted(bench.counts.completed_today),
    };
    let in_progress = bench.in_progress.map(|case| InProgress {
        verification: case.to_string(),
        href: at(case, ""),
        discard_action: at(case, "discard"),
        idle_minutes: minutes(bench.idle),
    });
    let (frame, menu) = (on_duty.frame(&console), on_duty.menu());
    Ok(page(&Workbench { frame, menu, counts, start_action: START.to_owned(), in_progress }))
}

/// "Start next verification": the oldest case becomes theirs.
pub(crate) async fn start(
    State(console): State<Console>,
    on_duty: OnDuty<Checker>,
    _: StaffForm,
) -> Result<Response, Failure> {
    Ok(match console.identity.start_next_case(&on_duty.role).await? {
        Started::Case(case) | Started::HasOne(case) => see_other(&at(case, "")),
        Started::NothingWaits => see_other(paths::CHECKER_HOME),
    })
}

/// "Discard": back to where it came from.
pub(crate) async fn discard(
    State(console): State<Console>,
    on_duty: OnDuty<Checker>,
    NamedCase(case): NamedCase,
    _: StaffForm,
) -> Result<Response, Failure> {
    Ok(match console.identity.discard_case(&on_duty.role, case).await? {
        Taken::Done => see_other(paths::CHECKER_HOME),
        Taken::NotPossible | Taken::HasOne(_) => stale(&console, &on_duty, case),
    })
}

/// 409: the case changed meanwhile, and nothing was done.
pub(crate) fn stale(console: &Console, on_duty: &OnDuty<Checker>, case: CaseId) -> Response {
    let (frame, menu) = (on_duty.frame(console), on_duty.menu());
    page(&StaleCase { frame, menu, verification: case.to_string() })
}
