//! `/authorize`: the patient's browser arrives from a partner. Spec: F-3

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::http::header::ALLOW;
use axum::response::{IntoResponse, Response};
use identity::{AuthorizeAnswer, Browser, Sent};
use policy::RawAuthorize;
use screens::problems::{Problem, ProblemPage};
use screens::{ErrorReference, RequestRefused};
use vocabulary::{Cid, Explanation, IncidentReference, Lifetime};
use web::{Caller, Fields, UnguardedForm, page, see_other};

use crate::door::Door;
use crate::paths;
use crate::stop::Stop;

/// The parameters in the query.
pub(crate) async fn by_query(
    State(door): State<Door>,
    Caller(browser): Caller,
    RawQuery(query): RawQuery,
) -> Result<Response, Stop> {
    match Fields::parse(query.unwrap_or_default().as_bytes()) {
        Some(fields) => answer(&door, fields, Sent::Query, &browser).await,
        None => Ok(StatusCode::BAD_REQUEST.into_response()),
    }
}

/// HEAD begins nothing: without this it would be answered as GET is, with a ticket that nobody uses. RFC 9110 s9.3.2
pub(crate) async fn refuse_head() -> Response {
    (StatusCode::METHOD_NOT_ALLOWED, [(ALLOW, "GET, POST")]).into_response()
}

/// The parameters in a form, usually on the partner's page: no cookie of ours comes along with it.
pub(crate) async fn by_form(
    State(door): State<Door>,
    Caller(browser): Caller,
    UnguardedForm(fields): UnguardedForm,
) -> Result<Response, Stop> {
    answer(&door, fields, Sent::Form, &browser).await
}

async fn answer(door: &Door, fields: Fields, sent: Sent, browser: &Browser) -> Result<Response, Stop> {
    let raw = RawAuthorize::new(fields.into_pairs());
    Ok(match door.identity().authorize(&raw, sent, browser).await? {
        AuthorizeAnswer::Shown { cid, reference, explanation } => refused(door, cid, reference, *explanation),
        AuthorizeAnswer::TooMany { reference, retry_after } => busy(door, reference, retry_after),
        AuthorizeAnswer::Redirect { location, cookies } => door.with_cookies(see_other(&location), &cookies),
        AuthorizeAnswer::Begin { ticket, cookies } => {
            door.with_cookies(see_other(&paths::of(ticket, paths::CONTINUE)), &cookies)
        }
    })
}

/// X3: this network began too many log ins.
fn busy(door: &Door, reference: IncidentReference, retry_after: Lifetime) -> Response {
    let frame = door.front().plain_frame().with_explain_href(door.front().explain_href(reference));
    let retry_after_seconds = u64::try_from(retry_after.whole_seconds()).unwrap_or(1).max(1);
    page(&ProblemPage::new(frame, Problem::Busy { retry_after_seconds }).with_incident(reference))
}

/// The error page that never redirects; the sandbox shows the developer what failed. Spec: F-14, F-15
fn refused(door: &Door, cid: Cid, reference: IncidentReference, explanation: Explanation) -> Response {
    let is_sandbox = door.identity().settings().sandbox.is_some();
    page(&RequestRefused {
        frame: door.front().plain_frame().with_explain_href(door.front().explain_href(reference)),
        reference: ErrorReference::new(cid).with_incident(reference),
        developer: Some(explanation).filter(|_| is_sandbox),
    })
}
