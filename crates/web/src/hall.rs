//! The way through the hall: a number, a time limit, words for what went wrong, headers, one line in the log.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use http::header::CACHE_CONTROL;
use http::{HeaderName, HeaderValue, Method, StatusCode, Uri};
use tower_http::catch_panic::CatchPanicLayer;
use tracing::Instrument as _;

use crate::errors::{Audience, furnish, panicked, timed_out};
use crate::front::Front;
use crate::headers::dress;

/// Longer than any honest answer takes, password checks in a full queue included.
const TIME_LIMIT: Duration = Duration::from_secs(10);
/// A video on a slow line.
const UPLOAD_TIME_LIMIT: Duration = Duration::from_mins(5);
/// No body of ours is larger; forms have a tighter limit of their own.
const MOST_BYTES: usize = 64 * 1024;
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const UNMATCHED: &str = "unmatched";

#[derive(Clone)]
struct Hall {
    front: Front,
    audience: Audience,
    limit: Duration,
}

/// The routes of a door, or of one audience of a door, with everything that every door needs around them.
///
/// Call it once for each audience and merge the results. The group that speaks to people answers unknown
/// addresses too, so there is one such group at a listener.
pub fn stack<S>(routes: Router<S>, front: &Front, audience: Audience) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    let hall = Hall { front: front.clone(), audience, limit: TIME_LIMIT };
    let routes = match audience {
        Audience::People => routes.fallback(async || StatusCode::NOT_FOUND),
        Audience::Machines => routes,
    };
    let routes = routes.layer(DefaultBodyLimit::max(MOST_BYTES));
    routes.layer(CatchPanicLayer::custom(panicked)).layer(from_fn_with_state(hall, walk))
}

/// The routes at which people send files, of at most `most_bytes` with their form: they take longer than any other.
pub fn stack_of_uploads<S>(routes: Router<S>, front: &Front, most_bytes: usize) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    let hall = Hall { front: front.clone(), audience: Audience::People, limit: UPLOAD_TIME_LIMIT };
    let routes = routes.layer(DefaultBodyLimit::max(most_bytes));
    routes.layer(CatchPanicLayer::custom(panicked)).layer(from_fn_with_state(hall, walk))
}

/// The routes of documents that are the same for everybody: dressed, counted and, when refused, told like every answer.
/// Nothing happens to anybody on the way, so there is neither a limit nor a number that ties lines of the log together.
pub fn stack_of_documents<S>(routes: Router<S>, front: &Front) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    let hall = Hall { front: front.clone(), audience: Audience::Machines, limit: TIME_LIMIT };
    routes.layer(from_fn_with_state(hall, pass))
}

async fn walk(State(hall): State<Hall>, request: Request, next: Next) -> Response {
    let id = request_id();
    let span = tracing::info_span!("request", id = %id);
    let visit = Visit::of(&request);
    let answered = async move {
        let bare = within(hall.limit, next.run(request)).await;
        visit.end(&hall, bare, &id)
    };
    answered.instrument(span).await
}

async fn pass(State(hall): State<Hall>, request: Request, next: Next) -> Response {
    let visit = Visit::of(&request);
    let bare = next.run(request).await;
    visit.end(&hall, bare, &request_id())
}

/// What is remembered of a request until it is answered.
struct Visit {
    began: Instant,
    method: Method,
    route: Option<MatchedPath>,
    uri: Uri,
}

impl Visit {
    fn of(request: &Request) -> Self {
        Self {
            began: Instant::now(),
            method: request.method().clone(),
            route: request.extensions().get::<MatchedPath>().cloned(),
            uri: request.uri().clone(),
        }
    }

    /// Words, headers, a line, a count.
    fn end(&self, hall: &Hall, bare: Response, id: &str) -> Response {
        let mut response = furnish(&hall.front, hall.audience, self.where_to_try_again(), bare);
        dress(&hall.front, hall.audience, &mut response);
        let route = self.route.as_ref().map_or(UNMATCHED, MatchedPath::as_str);
        tell(&hall.front, route, &self.method, &response, self.began.elapsed());
        if let Ok(id) = HeaderValue::from_str(id) {
            response.headers_mut().insert(REQUEST_ID, id);
        }
        response
    }

    /// The address of the page that a request belongs to: itself, and for a form the page that it was posted from.
    fn where_to_try_again(&self) -> &str {
        let path = self.uri.path();
        let whole = self.uri.path_and_query().map_or(path, |place| place.as_str());
        if self.method == Method::GET { whole } else { path }
    }
}

async fn within(limit: Duration, answer: impl Future<Output = Response>) -> Response {
    tokio::time::timeout(limit, answer).await.unwrap_or_else(|_| timed_out())
}

/// One line in the log and one count. Never the path or the query: they hold tickets, codes and addresses.
fn tell(front: &Front, route: &str, method: &Method, response: &Response, took: Duration) {
    let status = response.status();
    let code = status.as_u16();
    if status.is_server_error() {
        tracing::error!(%method, route, status = code, ?took, "answered");
    } else if is_for_everybody(response) {
        tracing::debug!(%method, route, status = code, ?took, "answered");
    } else {
        tracing::info!(%method, route, status = code, ?took, "answered");
    }
    if let Some(observer) = front.observer() {
        observer.answered(route, method, status, took);
    }
}

/// What caches may keep is the same for everybody, and nothing happened to anybody: it would only fill the log.
fn is_for_everybody(response: &Response) -> bool {
    response.headers().get(CACHE_CONTROL).is_some_and(|value| value.as_bytes().starts_with(b"public"))
}

/// A number for one request, unlike those of other processes. No secret: it only ties log lines together.
fn request_id() -> String {
    static PROCESS: LazyLock<u64> = LazyLock::new(|| RandomState::new().hash_one("process"));
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    format!("{:08x}-{number:x}", *PROCESS >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::errors::Failure;

    #[tokio::test]
    async fn a_request_that_takes_too_long_is_given_up() {
        let answer = within(Duration::ZERO, std::future::pending()).await;
        assert!(answer.extensions().get::<Failure>().is_some());
    }
}
