//! What is shown when something goes wrong: to people a calm page, to machines JSON, to nobody the cause.

use std::any::Any;
use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_TYPE, RETRY_AFTER};
use http::{HeaderValue, StatusCode};
use identity::Fault;
use screens::problems::{Problem, ProblemPage, WayOn};
use vocabulary::{Explanation, IncidentReference};

use crate::front::Front;
use crate::pages::page;

/// Seconds after which a machine, or a person whose store was out of reach, may try again.
const SOON: u64 = 30;

/// Who reads the answers of a group of routes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Browsers: pages.
    People,
    /// Partners' programs: JSON, never HTML.
    Machines,
}

/// A failure of ours as a handler's error; the hall records it and shows a page or JSON with a reference.
#[derive(Debug, Clone)]
pub struct Failure(Arc<Fault>);

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self(Arc::new(fault))
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        marked(StatusCode::INTERNAL_SERVER_ERROR, self)
    }
}

/// A form that is not believed; the hall shows the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It did not come from our page; `back` is where that page is.
    ForgedForm {
        /// The path it was sent to.
        back: String,
    },
    /// It gives a field twice.
    MalformedForm,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        match self {
            Self::ForgedForm { .. } => marked(StatusCode::FORBIDDEN, self),
            Self::MalformedForm => StatusCode::BAD_REQUEST.into_response(),
        }
    }
}

/// An answer without words yet, marked with what happened.
fn marked(status: StatusCode, mark: impl Clone + Send + Sync + 'static) -> Response {
    let mut response = status.into_response();
    response.extensions_mut().insert(mark);
    response
}

/// The answer for a handler that panicked. Its message stays in the log that the panic hook writes.
pub(crate) fn panicked(_: Box<dyn Any + Send + 'static>) -> Response<Body> {
    Failure::from(Fault::Bug("a handler panicked")).into_response()
}

/// The answer for a request that took too long.
pub(crate) fn timed_out() -> Response {
    Failure::from(Fault::Store("a request took too long".to_owned())).into_response()
}

/// Puts the words on an answer that says no more than what went wrong; leaves every other answer alone.
pub(crate) fn furnish(front: &Front, audience: Audience, path: &str, mut bare: Response) -> Response {
    if let Some(Failure(fault)) = bare.extensions_mut().remove::<Failure>() {
        let reference = front.ledger().failed(&fault);
        return match audience {
            Audience::People => failure_page(front, &fault, reference, path),
            Audience::Machines => failure_json(&fault, reference),
        };
    }
    if !bare.status().is_client_error() && !bare.status().is_server_error() || has_words(&bare) {
        return bare;
    }
    let refusal = bare.extensions_mut().remove::<Refusal>();
    let mut furnished = match audience {
        Audience::People => problem_page(front, bare.status(), refusal),
        Audience::Machines => problem_json(front, bare.status()),
    };
    bare.headers_mut().remove(CONTENT_TYPE);
    bare.headers_mut().remove(http::header::CONTENT_LENGTH);
    // What the bare answer knew, such as `Allow`, stays.
    let known = std::mem::take(bare.headers_mut());
    for (name, value) in &known {
        furnished.headers_mut().append(name, value.clone());
    }
    furnished
}

/// Whether an answer was written for its reader; axum's own refusals are plain text for developers.
fn has_words(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE).map(HeaderValue::as_bytes).unwrap_or_default();
    kind.starts_with(b"text/html") || kind.starts_with(b"application/json")
}

fn failure_page(front: &Front, fault: &Fault, reference: IncidentReference, path: &str) -> Response {
    let problem = match fault {
        Fault::Busy { retry_after } => Problem::Busy { retry_after_seconds: u64::from(*retry_after) },
        Fault::Store(_) => Problem::Unavailable { until: None },
        Fault::Bug(_) => Problem::Technical,
    };
    let shown = noted(front, problem, reference);
    let mut response = match fault {
        Fault::Bug(_) => page(&shown),
        Fault::Busy { .. } | Fault::Store(_) => page(&shown.with_way_on(WayOn::try_again(path))),
    };
    if matches!(fault, Fault::Store(_)) {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(SOON));
    }
    response
}

fn failure_json(fault: &Fault, reference: IncidentReference) -> Response {
    let (status, error, wait) = match fault {
        Fault::Busy { retry_after } => {
            (StatusCode::SERVICE_UNAVAILABLE, "temporarily_unavailable", Some(u64::from(*retry_after)))
        }
        Fault::Store(_) => (StatusCode::SERVICE_UNAVAILABLE, "temporarily_unavailable", Some(SOON)),
        Fault::Bug(_) => (StatusCode::INTERNAL_SERVER_ERROR, "server_error", None),
    };
    let mut response = error_json(status, error, &format!("Reference {reference}"));
    if let Some(wait) = wait {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(wait));
    }
    response
}

fn problem_page(front: &Front, status: StatusCode, refusal: Option<Refusal>) -> Response {
    let problem = match status {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Problem::NotFound,
        _ => Problem::FormNotAccepted,
    };
    let mut shown = match explained(status, refusal.as_ref()) {
        Some(explanation) => noted(front, problem, front.ledger().refused(&explanation)),
        None => ProblemPage::new(front.plain_frame(), problem),
    };
    if let Some(Refusal::ForgedForm { back }) = refusal {
        shown = shown.with_way_on(WayOn::back_to_form(back));
    }
    let mut response = page(&shown);
    *response.status_mut() = status;
    response
}

/// The page of a problem with the number that finds its cause, and in a sandbox the link to it.
fn noted(front: &Front, problem: Problem, reference: IncidentReference) -> ProblemPage {
    let frame = front.plain_frame().with_explain_href(front.explain_href(reference));
    ProblemPage::new(frame, problem).with_incident(reference)
}

/// Why the hall refused a request; nothing for an address that does not exist, which is its own explanation.
fn explained(status: StatusCode, refusal: Option<&Refusal>) -> Option<Explanation> {
    let [check, received, expected, mend] = match (status, refusal) {
        (StatusCode::NOT_FOUND, _) => return None,
        (_, Some(Refusal::ForgedForm { .. })) => [
            "the form does not carry this browser's token",
            "a form without the token, or with another one",
            "a form of a page that was shown to this browser",
            "Open the page again and send its form. If it goes on, the browser keeps no cookies, or another site sends the form.",
        ],
        (StatusCode::METHOD_NOT_ALLOWED, _) => [
            "the method is not allowed at this address",
            "another method",
            "a method that the Allow header names",
            "Use the method that the contract names for this address.",
        ],
        (StatusCode::PAYLOAD_TOO_LARGE, _) => [
            "the request is larger than it may be",
            "too many bytes",
            "a request within the limit of this address",
            "Send less. A request that is large by nature goes to an address that takes files.",
        ],
        (StatusCode::UNSUPPORTED_MEDIA_TYPE, _) => [
            "the Content-Type is not the one expected here",
            "another Content-Type",
            "application/x-www-form-urlencoded for forms, application/json where the contract says so",
            "Send the Content-Type that the contract names for this address.",
        ],
        _ => [
            "the request cannot be read, or gives a field twice",
            "a malformed request",
            "each field once, percent-encoded as forms are",
            "Compare the request with the contract.",
        ],
    };
    Some(Explanation {
        rule: "RFC 9110, forms".to_owned(),
        check: check.to_owned(),
        received: received.to_owned(),
        expected: expected.to_owned(),
        mend: mend.to_owned(),
    })
}

fn problem_json(front: &Front, status: StatusCode) -> Response {
    let description = match status {
        StatusCode::NOT_FOUND => "There is nothing at this address.",
        StatusCode::METHOD_NOT_ALLOWED => "This method is not allowed here.",
        StatusCode::PAYLOAD_TOO_LARGE => "The request is too large.",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "The Content-Type is not the one expected here.",
        _ => "The request is malformed.",
    };
    match explained(status, None) {
        Some(explanation) => {
            let reference = front.ledger().refused(&explanation);
            error_json(status, "invalid_request", &format!("{description} ({reference})"))
        }
        None => error_json(status, "invalid_request", description),
    }
}

fn error_json(status: StatusCode, error: &str, description: &str) -> Response {
    let body = std::collections::BTreeMap::from([("error", error), ("error_description", description)]);
    (status, Json(body)).into_response()
}
