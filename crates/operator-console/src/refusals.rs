//! "Explain this error": from the reference that somebody was shown to the exact failed check.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use identity::{Refusal, SignedInOperator};
use screens::operator::{ExplainForm, Explained, RecentRefusal};
use screens::wording::ExplainProblem;
use screens::{Errors, fields, paths, spoken_moment};
use vocabulary::{ClientId, IncidentReference};
use web::{Failure, Fields, page};

use crate::console::Console;
use crate::on_duty::OnDuty;

/// How many refusals the form lists.
const RECENT: u32 = 20;

/// The form, or with `?reference=` the answer.
pub(crate) async fn explain(
    State(console): State<Console>,
    operator: OnDuty<SignedInOperator>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let Some(typed) = fields.get(fields::REFERENCE).map(str::trim) else {
        return form(&console, &operator, "", Errors::new()).await;
    };
    if typed.is_empty() {
        return form(&console, &operator, "", Errors::of(fields::REFERENCE, ExplainProblem::Empty)).await;
    }
    let found = match IncidentReference::try_from(typed) {
        Ok(reference) => console.identity.explain(reference).await?,
        Err(_) => None,
    };
    match found {
        Some(refusal) => Ok(explained(&console, &operator, refusal)),
        None => {
            form(&console, &operator, typed, Errors::of(fields::REFERENCE, ExplainProblem::Unknown)).await
        }
    }
}

async fn form(
    console: &Console,
    operator: &OnDuty<SignedInOperator>,
    typed: &str,
    errors: Errors,
) -> Result<Response, Failure> {
    let recent = console.identity.recent_refusals(RECENT).await?;
    Ok(page(&ExplainForm {
        frame: operator.frame(console),
        menu: operator.menu(),
        action: paths::OPERATOR_EXPLAIN.to_owned(),
        reference: typed.to_owned(),
        recent: recent.iter().map(row).collect(),
        errors,
    }))
}

fn row(refusal: &Refusal) -> RecentRefusal {
    let reference = refusal.reference.to_string();
    RecentRefusal {
        href: format!("{}?{}={reference}", paths::OPERATOR_EXPLAIN, fields::REFERENCE),
        reference,
        happened: spoken_moment(&refusal.at.to_string()),
        client: refusal.client_id.as_ref().map_or("unknown", ClientId::as_str).to_owned(),
        check: refusal.explanation.check.clone(),
    }
}

fn explained(console: &Console, operator: &OnDuty<SignedInOperator>, refusal: Refusal) -> Response {
    page(&Explained {
        frame: operator.frame(console).with_back(paths::OPERATOR_EXPLAIN),
        menu: operator.menu(),
        reference: refusal.reference.to_string(),
        happened: spoken_moment(&refusal.at.to_string()),
        client: refusal.client_id.map(|client| client.as_str().to_owned()),
        explanation: refusal.explanation,
    })
}
