//! What the client was refused, and why.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use identity::{OwnClient, Refusal};
use screens::portal::{ErrorExplained, ErrorFind, ErrorRow};
use screens::wording::ExplainProblem;
use screens::{Errors, fields};
use vocabulary::IncidentReference;
use web::staff::StaffDoor as _;
use web::{Failure, Fields};

use crate::own::{Guest, Own};
use crate::portal::{Portal, base_of};
use crate::said::moment;

const EXPLAIN: &str = "/explain";
/// How many errors the list shows.
const MANY: u32 = 50;

pub(crate) async fn list(State(portal): State<Portal>, own: Own) -> Result<Response, Failure> {
    let recent = rows(&portal.identity.refusals_of(&own.client, MANY).await?);
    Ok(own.show(&portal, |frame, menu| ErrorFind {
        frame,
        menu,
        action: EXPLAIN.to_owned(),
        reference: String::new(),
        recent,
        errors: Errors::new(),
    }))
}

/// What stands behind a reference; error pages of a sandbox link here.
pub(crate) async fn explain(
    State(portal): State<Portal>,
    guest: Guest,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let fields = Fields::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let typed = fields.get(fields::REFERENCE).map(str::trim);
    let found = match typed.map(IncidentReference::try_from) {
        Some(Ok(reference)) => portal.identity.own_refusal(&guest.user, reference).await?,
        _ => None,
    };
    Ok(match found {
        Some((refusal, client)) => explained(&portal, &guest, refusal, client.as_ref()),
        None => find(&portal, &guest, typed),
    })
}

fn find(portal: &Portal, guest: &Guest, typed: Option<&str>) -> Response {
    let errors = match typed {
        None => Errors::new(),
        Some("") => Errors::of(fields::REFERENCE, ExplainProblem::Empty),
        Some(_) => Errors::of(fields::REFERENCE, ExplainProblem::Unknown),
    };
    let menu = portal.menu(&guest.user, None);
    portal.show(&guest.visitor, |frame| ErrorFind {
        frame,
        menu,
        action: EXPLAIN.to_owned(),
        reference: typed.unwrap_or_default().to_owned(),
        recent: Vec::new(),
        errors,
    })
}

fn explained(portal: &Portal, guest: &Guest, refusal: Refusal, client: Option<&OwnClient>) -> Response {
    let menu = portal.menu(&guest.user, client);
    let back = client.map_or_else(|| "/".to_owned(), |client| format!("{}/errors", base_of(client.id())));
    portal.show(&guest.visitor, |frame| ErrorExplained {
        frame: frame.with_back(back),
        menu,
        reference: refusal.reference.to_string(),
        happened: moment(refusal.at),
        explanation: refusal.explanation,
    })
}

/// The errors as rows of a table.
pub(crate) fn rows(refusals: &[Refusal]) -> Vec<ErrorRow> {
    let row = |refusal: &Refusal| {
        let reference = refusal.reference.to_string();
        ErrorRow {
            href: format!("{EXPLAIN}?{}={reference}", fields::REFERENCE),
            reference,
            happened: moment(refusal.at),
            rule: refusal.explanation.rule.clone(),
            check: refusal.explanation.check.clone(),
            mend: refusal.explanation.mend.clone(),
        }
    };
    refusals.iter().map(row).collect()
}
