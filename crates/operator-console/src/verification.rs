//! One case: looked at, searched again, decided. GET shows it and assigns nothing.

use axum::extract::State;
use axum::response::Response;
use identity::{CaseDecided, CaseForm, Checker, Retraced, SavedAnswers};
use screens::Errors;
use screens::checker::Subject;
use vocabulary::CaseId;
use web::staff::StaffForm;
use web::{Failure, Fields, see_other};

use crate::case_errors;
use crate::case_fields::{case_form, decision, details, kept, subject, with_answers};
use crate::case_page::{Typed, case_page, may_decide};
use crate::console::{Console, not_found};
use crate::names::NamedCase;
use crate::on_duty::OnDuty;
use crate::work::{at, stale};

/// The case page; of a case that this checker decided, its processing record.
pub(crate) async fn show(
    State(console): State<Console>,
    on_duty: OnDuty<Checker>,
    NamedCase(case): NamedCase,
) -> Result<Response, Failure> {
    if let Some(view) = console.identity.case_view(&on_duty.role, case).await? {
        return Ok(case_page(&console, &on_duty, view, Typed::default(), Errors::new()));
    }
    Ok(match console.identity.decided_case(&on_duty.role, case).await? {
        Some(_) => see_other(&at(case, "record")),
        None => not_found(),
    })
}

/// "Continue to the decision".
pub(crate) async fn answer(
    State(console): State<Console>,
    on_duty: OnDuty<Checker>,
    NamedCase(case): NamedCase,
    form: StaffForm,
) -> Result<Response, Failure> {
    let given = case_form(&form.fields);
    if console.identity.save_answers(&on_duty.role, case, &given).await? == SavedAnswers::Stale {
        return Ok(stale(&console, &on_duty, case));
    }
    let Some(view) = console.identity.case_view(&on_duty.role, case).await? else {
        return Ok(stale(&console, &on_duty, case));
    };
    if may_decide(&view) {
        return Ok(see_other(&format!("{}#section-6", at(case, ""))));
    }
    let errors = case_errors::unanswered(&view);
    let typed = Typed { subject: Some(subject(&form.fields)), ..Typed::default() };
    Ok(case_page(&console, &on_duty, view, typed, errors))
}

/// "Re-run trace".
pub(crate) async fn retrace(
    State(console): State<Console>,
    on_duty: OnDuty<Checker>,
    NamedCase(case): NamedCase,
    form: StaffForm,
) -> Result<Response, Failure> {
    let (given, typed) = (case_form(&form.fields), subject(&form.fields));
    let searched = details(&typed, console.identity.now());
    match console.identity.retrace(&on_duty.role, case, &given, searched).await? {
        Retraced::Done => Ok(see_other(&format!("{}#section-3", at(case, "")))),
        Retraced::Stale => Ok(stale(&console, &on_duty, case)),
        Retraced::Refused(problem) => {
            let errors = case_errors::retrace(problem);
            Again { console, on_duty, case }.shown(&given, &form.fields, typed, errors).await
        }
    }
}

/// "Confirm decision".
pub(crate) async fn decide(
    State(console): State<Console>,
    on_duty: OnDuty<Checker>,
    NamedCase(case): NamedCase,
    form: StaffForm,
) -> Result<Response, Failure> {
    let given = case_form(&form.fields);
    let errors = match decision(&form.fields) {
        Err(errors) => errors,
        Ok(decision) => match console.identity.decide_case(&on_duty.role, case, &given, &decision).await? {
            CaseDecided::Done => return Ok(see_other(&at(case, "record"))),
            CaseDecided::Stale => return Ok(stale(&console, &on_duty, case)),
            CaseDecided::Refused(problem) => case_errors::decision(&decision, problem),
        },
    };
    let typed = subject(&form.fields);
    Again { console, on_duty, case }.shown(&given, &form.fields, typed, errors).await
}

/// The page once more, because of an error: nothing was kept, so everything is shown as it was sent.
struct Again {
    console: Console,
    on_duty: OnDuty<Checker>,
    case: CaseId,
}

impl Again {
    async fn shown(
        &self,
        given: &CaseForm,
        fields: &Fields,
        subject: Subject,
        errors: Errors,
    ) -> Result<Response, Failure> {
        let Self { console, on_duty, case } = self;
        let found = console.identity.case_view(&on_duty.role, *case).await?;
        let Some(view) = found.filter(|view| view.version == given.version) else {
            return Ok(stale(console, on_duty, *case));
        };
        let typed = Typed { subject: Some(subject), kept: kept(fields) };
        Ok(case_page(console, on_duty, with_answers(view, given), typed, errors))
    }
}
