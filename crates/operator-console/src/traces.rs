//! The traces of sign-ins: which vectors were asked for, which target was chosen and why, what the person was asked to do.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use identity::{SignedInOperator, TargetOutcome, TraceEnding, TraceView, TracedReason};
use screens::traces::{ReasonRow, StepRow, TraceDetail, TraceList, TraceRow};
use screens::wording::TraceProblem;
use screens::{Errors, fields, paths, spoken_moment};
use vocabulary::{AccountId, ClientId, IncidentReference};
use web::{Failure, Fields, page};

use crate::console::Console;
use crate::on_duty::OnDuty;

/// How many traces are listed.
const LISTED: u32 = 30;

/// The form with the newest traces; with `?reference=` those of a reference, a client or an account, and one alone whole.
pub(crate) async fn show(
    State(console): State<Console>,
    operator: OnDuty<SignedInOperator>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let typed = fields.get(fields::REFERENCE).map(str::trim).unwrap_or_default();
    if typed.is_empty() {
        let traces = console.identity.recent_traces(LISTED).await?;
        return Ok(list(&console, &operator, typed, &traces, Errors::new()));
    }
    if let Ok(reference) = IncidentReference::try_from(typed)
        && let [trace] = &console.identity.traces_of_reference(reference).await?[..]
    {
        return Ok(detail(&console, &operator, trace));
    }
    let found = found(&console, typed).await?;
    let errors =
        if found.is_empty() { Errors::of(fields::REFERENCE, TraceProblem::Unknown) } else { Errors::new() };
    Ok(list(&console, &operator, typed, &found, errors))
}

async fn found(console: &Console, typed: &str) -> Result<Vec<TraceView>, Failure> {
    let identity = &console.identity;
    if let Ok(account) = AccountId::try_from(typed) {
        let traces = identity.traces_of_account(account, LISTED).await?;
        if !traces.is_empty() {
            return Ok(traces);
        }
    }
    match ClientId::try_from(typed) {
        Ok(client) => Ok(identity.traces_of_client(&client, LISTED).await?),
        Err(_) => Ok(Vec::new()),
    }
}

fn list(
    console: &Console,
    operator: &OnDuty<SignedInOperator>,
    typed: &str,
    traces: &[TraceView],
    errors: Errors,
) -> Response {
    page(&TraceList {
        frame: operator.frame(console),
        menu: operator.menu(),
        reference: typed.to_owned(),
        traces: traces.iter().map(row).collect(),
        errors,
    })
}

fn moment(at: vocabulary::Instant) -> String {
    spoken_moment(&at.to_string())
}

fn at(path: &str, reference: IncidentReference) -> String {
    format!("{path}?{}={reference}", fields::REFERENCE)
}

fn row(trace: &TraceView) -> TraceRow {
    TraceRow {
        reference: trace.reference.to_string(),
        href: at(paths::OPERATOR_TRACES, trace.reference),
        began: moment(trace.began_at),
        client: trace.client_id.as_str().to_owned(),
        target: target(trace),
        ending: ending(trace),
    }
}

fn target(trace: &TraceView) -> String {
    match trace.outcome {
        TargetOutcome::Target => trace.vector.clone(),
        TargetOutcome::LevelUnreachable => format!("None: the level of {} is out of reach", trace.vector),
        TargetOutcome::CredentialUnreachable => format!("None: {} is not offered", trace.vector),
    }
}

fn ending(trace: &TraceView) -> String {
    match &trace.ending {
        TraceEnding::Issued => "The service got a code".to_owned(),
        TraceEnding::Returned { error, description } => format!("Error {error}: {description}"),
        TraceEnding::None => match trace.steps.last() {
            Some(step) => format!("Not ended: last page {}", step.page),
            None => "Not ended".to_owned(),
        },
    }
}

fn detail(console: &Console, operator: &OnDuty<SignedInOperator>, trace: &TraceView) -> Response {
    let or_none = |text: &Option<String>, none: &str| text.clone().unwrap_or_else(|| none.to_owned());
    let mut facts = vec![
        ("Client ID", trace.client_id.as_str().to_owned()),
        ("Began", moment(trace.began_at)),
        ("Asked for", trace.vectors.join(", ")),
        ("Target", target(trace)),
        ("Level of the account", or_none(&trace.level, "No account known")),
        ("Shown already", if trace.shown.is_empty() { "Nothing".to_owned() } else { trace.shown.join(", ") }),
        (
            "A higher level",
            if trace.proving { "Can be reached" } else { "Cannot be reached here" }.to_owned(),
        ),
        ("Ended", ending(trace)),
    ];
    if let Some(prompt) = &trace.prompt {
        facts.insert(3, ("prompt", prompt.clone()));
    }
    if let Some(account) = trace.account {
        facts.insert(1, ("Account ID", account.to_string()));
    }
    if let Some(ended) = trace.ended_at {
        facts.push(("Ended at", moment(ended)));
    }
    let steps = trace.steps.iter().map(|step| StepRow {
        at: moment(step.at),
        page: step.page.clone(),
        cid: step.cid.map(|cid| cid.to_string()).unwrap_or_default(),
    });
    let may_explain = operator.role.may(vocabulary::Permission::ExplainErrors);
    page(&TraceDetail {
        frame: operator.frame(console).with_back(paths::OPERATOR_TRACES),
        menu: operator.menu(),
        reference: trace.reference.to_string(),
        facts: facts.into_iter().map(|(label, words)| (label.to_owned(), words)).collect(),
        reasons: trace.reasons.iter().map(reason).collect(),
        steps: steps.collect(),
        explain_href: (may_explain && trace.explanation().is_some())
            .then(|| at(paths::OPERATOR_EXPLAIN, trace.reference)),
    })
}

fn reason(reason: &TracedReason) -> ReasonRow {
    let mut left = reason.left.clone();
    left.extend(reason.raise.iter().map(|level| format!("prove {level}")));
    ReasonRow {
        asked: reason.asked.clone(),
        complete: reason.complete.clone().unwrap_or_else(|| "Nothing".to_owned()),
        left: if left.is_empty() { "Nothing".to_owned() } else { left.join(", ") },
        why: reason.sentence().to_owned(),
    }
}
