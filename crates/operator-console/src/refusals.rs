//! "Explain this error": from the reference that somebody was shown to the exact failed check.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use identity::Refusal;
use screens::operator::{ExplainForm, Explained, RecentRefusal};
use screens::wording::ExplainProblem;
use screens::{Errors, fields, paths, spoken_moment};
use vocabulary::{ClientId, IncidentReference};
use web::{Fields, page};

use crate::console::{Console, Failed};

/// How many refusals the form lists.
const RECENT: u32 = 20;

/// The form, or with `?reference=` the answer.
pub(crate) async fn explain(
    State(console): State<Console>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failed> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let Some(typed) = fields.get(fields::REFERENCE).map(str::trim) else {
        return form(&console, "", Errors::new()).await;
    };
    if typed.is_empty() {
        return form(&console, "", Errors::of(fields::REFERENCE, ExplainProblem::Empty)).await;
    }
    let found = match IncidentReference::try_from(typed) {
        Ok(reference) => console.identity.explain(reference).await?,
        Err(_) => None,
    };
    match found {
        Some(refusal) => Ok(explained(&console, refusal)),
        None => form(&console, typed, Errors::of(fields::REFERENCE, ExplainProblem::Unknown)).await,
    }
}

async fn form(console: &Console, typed: &str, errors: Errors) -> Result<Response, Failed> {
    let recent = console.identity.recent_refusals(RECENT).await?;
    Ok(page(&ExplainForm {
        frame: console.front.plain_frame(),
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

fn explained(console: &Console, refusal: Refusal) -> Response {
    page(&Explained {
        frame: console.front.plain_frame().with_back(paths::OPERATOR_EXPLAIN),
        reference: refusal.reference.to_string(),
        happened: spoken_moment(&refusal.at.to_string()),
        client: refusal.client_id.map(|client| client.as_str().to_owned()),
        explanation: refusal.explanation,
    })
}
