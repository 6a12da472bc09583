//! Forms: read with a limit, and believed only when they came from one of our own pages.

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRef, FromRequest, Request};
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

use crate::caller::Caller;
use crate::csrf::started_here;
use crate::errors::Refusal;
use crate::fields::Fields;
use crate::front::Front;

/// No form of ours is larger, a contact message in four-byte characters included.
const MOST_BYTES: usize = 16 * 1024;
/// A long list's ticks: a name and an identifier of 22 characters each.
const MOST_LONG_BYTES: usize = 32 * 1024;
const FORM: &str = "application/x-www-form-urlencoded";

/// A form sent by one of our own pages in this browser, and the browser.
///
/// A handler that takes it cannot be reached by a form that another site sent, that lacks the page's
/// token, that is too large, or that gives a field twice.
#[derive(Debug, Clone)]
pub struct Form {
    /// Who sent it.
    pub caller: Caller,
    /// What it says.
    pub fields: Fields,
}

/// A form sent by one of our own pages that has no token, for a page that a browser without cookies may use too.
#[derive(Debug, Clone)]
pub struct PublicForm {
    /// Who sent it.
    pub caller: Caller,
    /// What it says.
    pub fields: Fields,
}

impl<S> FromRequest<S> for PublicForm
where
    Front: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let front = Front::from_ref(state);
        let back = request.uri().path().to_owned();
        let (parts, body) = request.into_parts();
        let caller = Caller::of(&front, &parts);
        if !started_here(&parts.headers, front.site()) {
            return Err(Refusal::ForgedForm { back }.into_response());
        }
        let fields = read(Request::from_parts(parts, body)).await.map_err(IntoResponse::into_response)?;
        if fields.has_duplicates() {
            return Err(Refusal::MalformedForm.into_response());
        }
        Ok(Self { caller, fields })
    }
}

impl<S> FromRequest<S> for Form
where
    Front: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let front = Front::from_ref(state);
        let back = request.uri().path().to_owned();
        let PublicForm { caller, fields } = PublicForm::from_request(request, state).await?;
        if !front.ledger().csrf_matches(&caller.0, fields.text(screens::fields::CSRF)) {
            return Err(Refusal::ForgedForm { back }.into_response());
        }
        Ok(Self { caller, fields })
    }
}

/// A form from anywhere, within the limits: for machine endpoints and for requests that partners' pages send.
#[derive(Debug, Clone)]
pub struct UnguardedForm(pub Fields);

/// The same for a form with one tick box for each line of a long list.
#[derive(Debug, Clone)]
pub struct LongForm(pub Fields);

/// More lines than any list of ours has, and a few fields beside them.
const MOST_LINES: usize = 600;

impl<S: Send + Sync> FromRequest<S> for LongForm {
    type Rejection = StatusCode;

    /// # Errors
    /// 400, 413 or 415, without a body: the door says it in its own words.
    async fn from_request(request: Request, _: &S) -> Result<Self, StatusCode> {
        let bytes = body(request, MOST_LONG_BYTES).await?;
        Fields::parse_up_to(&bytes, MOST_LINES).map(Self).ok_or(StatusCode::BAD_REQUEST)
    }
}

impl<S: Send + Sync> FromRequest<S> for UnguardedForm {
    type Rejection = StatusCode;

    /// # Errors
    /// 400, 413 or 415, without a body: the door says it in its own words.
    async fn from_request(request: Request, _: &S) -> Result<Self, StatusCode> {
        read(request).await.map(Self)
    }
}

async fn read(request: Request) -> Result<Fields, StatusCode> {
    let bytes = body(request, MOST_BYTES).await?;
    Fields::parse(&bytes).ok_or(StatusCode::BAD_REQUEST)
}

async fn body(mut request: Request, most: usize) -> Result<Bytes, StatusCode> {
    if !is_form(request.headers()) {
        return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
    }
    DefaultBodyLimit::max(most).apply(&mut request);
    Bytes::from_request(request, &()).await.map_err(|fault| fault.status())
}

fn is_form(headers: &HeaderMap) -> bool {
    let stated = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    stated.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case(FORM))
}
