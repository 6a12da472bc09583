//! Answers to browsers: a page, or the way to another one.

use axum::response::{IntoResponse, Response};
use http::header::{CONTENT_TYPE, LOCATION, RETRY_AFTER};
use http::{HeaderValue, StatusCode};
use identity::Fault;
use screens::Page;

use crate::errors::Failure;

const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");

/// A page with its own status and `Retry-After`.
pub fn page(page: &(impl Page + ?Sized)) -> Response {
    let status = StatusCode::from_u16(page.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, [(CONTENT_TYPE, HTML)], page.html()).into_response();
    if let Some(seconds) = page.retry_after() {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

/// The way on after a form, or out to a partner: 303, so that the next request is a GET.
#[must_use]
pub fn see_other(location: &str) -> Response {
    match HeaderValue::from_str(location) {
        Ok(location) => (StatusCode::SEE_OTHER, [(LOCATION, location)]).into_response(),
        Err(_) => {
            Failure::from(Fault::Bug("an address to redirect to has control characters")).into_response()
        }
    }
}
