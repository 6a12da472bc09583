//! The traces of sign-ins: which vectors were asked for, which target was chosen and why, what the person was asked to do.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use identity::{
    AccountTraced, SignedInOperator, TargetOutcome, TraceEnding, TraceView, TracedReason, TracedStanding,
};
use screens::traces::{ReasonRow, StepRow, TraceDetail, TraceList, TraceRow};
use screens::wording::TraceProblem;
use screens::{Errors, fields, paths, spoken_moment};
use vocabulary::{AccountId, ClientId, IncidentReference};
use web::{Failure, Fields, page};

use crate::console::Console;
use crate::on_duty::OnDuty;
use crate::people::too_many;

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
    let identity = &console.identity;
    if typed.is_empty() {
        let traces = identity.recent_traces(&operator.role, LISTED).await?;
        return Ok(list(&console, &operator, typed, &traces));
    }
    if let Ok(reference) = IncidentReference::try_from(typed) {
        let traces = identity.traces_of_reference(&operator.role, reference).await?;
        match traces.as_slice() {
            [] => {}
            [trace] => return Ok(detail(&console, &operator, trace)),
            several => return Ok(list(&console, &operator, typed, several)),
        }
    }
    Ok(match found(&console, &operator.role, typed).await? {
        AccountTraced::Traces(traces) => list(&console, &operator, typed, &traces),
        AccountTraced::TooMany { until } => too_many(&console, &operator, until),
    })
}

/// What a client or an account of this identifier did: an account only for who may search by it.
async fn found(console: &Console, by: &SignedInOperator, typed: &str) -> Result<AccountTraced, Failure> {
    let identity = &console.identity;
    if let Ok(client) = ClientId::try_from(typed) {
        let traces = identity.traces_of_client(by, &client, LISTED).await?;
        if !traces.is_empty() {
            return Ok(AccountTraced::Traces(traces));
        }
    }
    match AccountId::try_from(typed) {
        Ok(account) if by.rights().may_trace_accounts() => {
            Ok(identity.traces_of_account(by, account, LISTED).await?)
        }
        _ => Ok(AccountTraced::Traces(Vec::new())),
    }
}

fn list(
    console: &Console,
    operator: &OnDuty<SignedInOperator>,
    typed: &str,
    traces: &[TraceView],
) -> Response {
    let is_unknown = traces.is_empty() && !typed.is_empty();
    let errors =
        if is_unknown { Errors::of(fields::REFERENCE, TraceProblem::Unknown) } else { Errors::new() };
    let accounts = operator.role.rights().may_trace_accounts();
    page(&TraceList {
        frame: operator.frame(console),
        menu: operator.menu(),
        label: if accounts { "Error number, client ID or account ID" } else { "Error number or client ID" },
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
    let mut facts = vec![
        ("Client ID", trace.client_id.as_str().to_owned()),
        ("Began", moment(trace.began_at)),
        ("Asked for", trace.vectors.join(", ")),
        ("Target", target(trace)),
    ];
    facts.extend(trace.standing.iter().flat_map(standing));
    facts.push(("Ended", ending(trace)));
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
        reasons: trace.reasons.iter().map(|one| reason(one, trace.standing.as_ref())).collect(),
        steps: steps.collect(),
        explain_href: (may_explain && trace.explanation().is_some())
            .then(|| at(paths::OPERATOR_EXPLAIN, trace.reference)),
    })
}

fn standing(standing: &TracedStanding) -> [(&'static str, String); 3] {
    let TracedStanding { level, shown, proving } = standing;
    let shown = if shown.is_empty() { "Nothing".to_owned() } else { shown.join(", ") };
    let higher = if *proving { "Can be reached" } else { "Cannot be reached here" };
    [
        ("Level of the account", level.clone().unwrap_or_else(|| "No account known".to_owned())),
        ("Shown already", shown),
        ("A higher level", higher.to_owned()),
    ]
}

fn reason(reason: &TracedReason, standing: Option<&TracedStanding>) -> ReasonRow {
    let due = |_: &TracedStanding| {
        let mut left = reason.left.clone();
        left.extend(reason.raise.iter().map(|level| format!("prove {level}")));
        let complete = reason.complete.clone().unwrap_or_else(|| "Nothing".to_owned());
        (complete, if left.is_empty() { "Nothing".to_owned() } else { left.join(", ") })
    };
    ReasonRow { asked: reason.asked.clone(), due: standing.map(due), why: reason.sentence().to_owned() }
}
