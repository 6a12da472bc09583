//! The assurance audit: a sample of approved cases, looked at again by supervisors.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use identity::{AuditRow as Waiting, Audited, Automated, CaseView, QuestionState, Supervisor};
use screens::checker::{AuditCase, AuditList, AuditRow};
use screens::wording::AuditProblem;
use screens::{Errors, fields, paths};
use vocabulary::{Answer, CaseId};
use web::staff::StaffForm;
use web::{Failure, page, see_other};

use crate::case_page::{compared, comparison, evidence};
use crate::console::{Console, not_found};
use crate::holding::or_the_service;
use crate::names::NamedCase;
use crate::on_duty::OnDuty;
use crate::said::moment;

const RECORDED: &str = "recorded=yes";

fn at(case: CaseId) -> String {
    format!("{}/{case}", paths::CHECKER_AUDIT)
}

/// What waits for an audit.
pub(crate) async fn list(
    State(console): State<Console>,
    on_duty: OnDuty<Supervisor>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let mut frame = on_duty.frame(&console);
    if query.as_deref() == Some(RECORDED) {
        frame = frame.with_success("Audit recorded");
    }
    let waiting = console.identity.audit_list(&on_duty.role).await?;
    let percent = console.identity.audit_percent();
    let cases = waiting.into_iter().map(row).collect();
    Ok(page(&AuditList { frame, menu: on_duty.menu(), percent, cases }))
}

fn row(waiting: Waiting) -> AuditRow {
    AuditRow {
        verification: waiting.case.to_string(),
        approved: moment(waiting.approved_at),
        approved_by: or_the_service(waiting.approved_by),
        href: at(waiting.case),
    }
}

/// One case of the sample.
pub(crate) async fn show(
    State(console): State<Console>,
    on_duty: OnDuty<Supervisor>,
    NamedCase(case): NamedCase,
) -> Result<Response, Failure> {
    shown(&console, &on_duty, case, Typed::default(), Errors::new()).await
}

/// What was answered before an error.
#[derive(Default)]
struct Typed {
    agree: Option<bool>,
    note: String,
}

async fn shown(
    console: &Console,
    on_duty: &OnDuty<Supervisor>,
    case: CaseId,
    typed: Typed,
    errors: Errors,
) -> Result<Response, Failure> {
    let Some(view) = console.identity.audit_view(&on_duty.role, case).await? else {
        return Ok(not_found());
    };
    Ok(page(&AuditCase {
        frame: on_duty.frame(console).with_back(paths::CHECKER_AUDIT),
        menu: on_duty.menu(),
        action: at(case),
        verification: case.to_string(),
        document: view.document,
        approved: moment(view.decided_at),
        evidence: evidence(&view, &format!("{}/evidence", at(case))),
        comparison: comparison(&view),
        answers: answers(&view),
        compared: compared(&view),
        agree: typed.agree,
        note: typed.note,
        errors,
    }))
}

fn answers(view: &CaseView) -> Vec<(String, String)> {
    let said = |state: QuestionState| match state {
        QuestionState::Open(Some(Answer::Yes)) => "Yes",
        QuestionState::Open(Some(Answer::No)) => "No",
        QuestionState::Open(None) => "Not answered",
        QuestionState::Automated(Automated::Passed) => "Passed",
        QuestionState::Automated(Automated::Failed) => "Failed",
    };
    let line = |(question, state): &(vocabulary::Question, QuestionState)| {
        (question.text().to_owned(), said(*state).to_owned())
    };
    view.questions.iter().map(line).collect()
}

/// "Record audit".
pub(crate) async fn record(
    State(console): State<Console>,
    on_duty: OnDuty<Supervisor>,
    NamedCase(case): NamedCase,
    form: StaffForm,
) -> Result<Response, Failure> {
    let note = form.fields.text(fields::NOTE).to_owned();
    let agreed = match form.fields.text(fields::AGREE) {
        fields::CHOICE_YES => true,
        fields::CHOICE_NO => false,
        _ => {
            let errors = Errors::of(fields::AGREE, AuditProblem::Empty);
            return shown(&console, &on_duty, case, Typed { agree: None, note }, errors).await;
        }
    };
    match console.identity.finish_audit(&on_duty.role, case, agreed, &note).await? {
        Audited::Done => Ok(see_other(&format!("{}?{RECORDED}", paths::CHECKER_AUDIT))),
        Audited::NotPossible => Ok(see_other(paths::CHECKER_AUDIT)),
        Audited::NoteEmpty => {
            let errors = Errors::of(fields::NOTE, AuditProblem::NoteEmpty);
            shown(&console, &on_duty, case, Typed { agree: Some(agreed), note }, errors).await
        }
    }
}
