//! What every door does, asked from outside as a browser or a partner's program would.
#![expect(clippy::unwrap_used, reason = "a test stops where something is not as it set it up")]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::FromRef;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use http::{Method, Request, StatusCode};
use identity::{Browser, Fault};
use tower::ServiceExt as _;
use vocabulary::{Explanation, IncidentReference};
use web::{
    Audience, Caller, CameraAllowed, Failure, Form, FormTargets, Front, Ledger, Observer, Site, assets, stack,
};

const REFERENCE: IncidentReference = IncidentReference::from_bytes([1, 2, 3, 4, 5]);

struct OneToken;

impl Ledger for OneToken {
    fn csrf_matches(&self, browser: &Browser, presented: &str) -> bool {
        browser.browser.is_some() && presented == "genuine"
    }

    fn csrf_token(&self, browser: &Browser) -> Option<String> {
        browser.browser.as_ref().map(|_| "genuine".to_owned())
    }

    fn failed(&self, _: &Fault) -> IncidentReference {
        REFERENCE
    }

    fn refused(&self, _: &Explanation) -> IncidentReference {
        IncidentReference::from_bytes([5, 4, 3, 2, 1])
    }
}

#[derive(Clone)]
struct Door(Front);

impl FromRef<Door> for Front {
    fn from_ref(door: &Door) -> Self {
        door.0.clone()
    }
}

fn front(address: &str) -> Front {
    let brand = Arc::new(screens::Brand::new(screens::Stage::Live));
    Front::new(Site::of(address).unwrap(), brand, Arc::new(OneToken), vec!["127.0.0.1".parse().unwrap()])
}

async fn give(form: Form) -> String {
    form.fields.text("email").to_owned()
}

async fn who(Caller(browser): Caller) -> String {
    format!("{} {}", browser.network, browser.label)
}

async fn explode() -> Response {
    panic!("the secret cause")
}

async fn fail() -> Result<(), Failure> {
    Err(Failure::from(Fault::Store("the secret cause".into())))
}

async fn busy() -> Result<(), Failure> {
    Err(Failure::from(Fault::Busy { retry_after: 7 }))
}

async fn to_a_partner() -> impl IntoResponse {
    (axum::Extension(FormTargets::new(["https://partner.example".to_owned()])), axum::response::Html("page"))
}

async fn filming() -> impl IntoResponse {
    (axum::Extension(CameraAllowed), axum::response::Html("page"))
}

fn routes() -> Router<Door> {
    Router::new()
        .route("/filming", get(filming))
        .route("/form/{ticket}", post(give).get(who))
        .route("/who", get(who))
        .route("/explode", get(explode))
        .route("/fail", get(fail))
        .route("/busy", get(busy))
        .route("/partner", get(to_a_partner))
}

fn house(front: &Front) -> Router {
    let machines = Router::new()
        .route("/machine/fail", get(fail))
        .route("/machine/explode", get(explode))
        .route("/machine", get(who));
    let people = stack(routes().merge(assets()), front, Audience::People);
    people.merge(stack(machines, front, Audience::Machines)).with_state(Door(front.clone()))
}

async fn send(request: Request<Body>) -> (http::response::Parts, String) {
    let response = house(&front("https://login.example.org")).oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    (parts, String::from_utf8_lossy(&bytes).into_owned())
}

async fn fetch(path: &str) -> (http::response::Parts, String) {
    send(Request::get(path).body(Body::empty()).unwrap()).await
}

fn form() -> http::request::Builder {
    Request::post("/form/secret-ticket")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("cookie", "__Host-login-browser=abc")
}

#[tokio::test]
async fn a_form_from_our_own_page_reaches_its_handler() {
    let body = "csrf=genuine&email=ada%40example.org";
    let request = form().header("sec-fetch-site", "same-origin").body(Body::from(body)).unwrap();
    let (parts, text) = send(request).await;
    assert_eq!((parts.status, text.as_str()), (StatusCode::OK, "ada@example.org"));
}

#[tokio::test]
async fn a_forged_form_is_answered_with_the_way_back_to_its_page() {
    let forged = [
        form().header("sec-fetch-site", "cross-site").body(Body::from("csrf=genuine")).unwrap(),
        form().header("origin", "null").body(Body::from("csrf=genuine")).unwrap(),
        form().body(Body::from("csrf=guessed")).unwrap(),
        form().body(Body::from("email=a")).unwrap(),
    ];
    for request in forged {
        let (parts, text) = send(request).await;
        assert_eq!(parts.status, StatusCode::FORBIDDEN);
        assert!(text.contains(r#"href="/form/secret-ticket""#), "{text}");
    }
}

#[tokio::test]
async fn a_form_without_the_browser_cookie_is_not_believed() {
    let request = Request::post("/form/t").header("content-type", "application/x-www-form-urlencoded");
    let (parts, _) = send(request.body(Body::from("csrf=genuine")).unwrap()).await;
    assert_eq!(parts.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_form_of_another_kind_or_size_is_refused_with_a_page() {
    let wrong_kind = Request::post("/form/t").header("content-type", "application/json");
    let cases = [
        (wrong_kind.body(Body::from("{}")).unwrap(), StatusCode::UNSUPPORTED_MEDIA_TYPE),
        (form().body(Body::from("a".repeat(16 * 1024 + 1))).unwrap(), StatusCode::PAYLOAD_TOO_LARGE),
        (form().body(Body::from("csrf=genuine&email=a&email=b")).unwrap(), StatusCode::BAD_REQUEST),
        (form().body(Body::from("x=y&".repeat(101))).unwrap(), StatusCode::BAD_REQUEST),
    ];
    for (request, expected) in cases {
        let (parts, text) = send(request).await;
        assert_eq!(parts.status, expected);
        assert!(text.contains("<h1"), "{text}");
    }
}

#[tokio::test]
async fn an_unknown_address_is_a_page_with_its_reference() {
    let (parts, text) = fetch("/nowhere").await;
    assert_eq!(parts.status, StatusCode::NOT_FOUND);
    assert!(text.contains("CID0404"), "{text}");
}

#[tokio::test]
async fn a_wrong_method_is_refused_and_the_right_ones_are_named() {
    let request = Request::delete("/form/t").body(Body::empty()).unwrap();
    let (parts, text) = send(request).await;
    assert_eq!(parts.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(parts.headers["allow"].to_str().unwrap().contains("POST"));
    assert!(text.contains("<h1"));
}

#[tokio::test]
async fn a_failure_shows_a_reference_and_never_its_cause() {
    for (path, status) in
        [("/fail", 503), ("/explode", 500), ("/machine/fail", 503), ("/machine/explode", 500)]
    {
        let (parts, text) = fetch(path).await;
        assert_eq!(parts.status.as_u16(), status, "{path}");
        assert!(text.contains(&REFERENCE.to_string()), "{path}: {text}");
        assert!(!text.contains("secret"), "{path}: {text}");
        let json = parts.headers["content-type"].to_str().unwrap().starts_with("application/json");
        assert_eq!(json, path.starts_with("/machine"), "{path}");
    }
}

#[tokio::test]
async fn a_full_queue_says_how_long_to_wait() {
    let (parts, _) = fetch("/busy").await;
    assert_eq!(parts.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(parts.headers["retry-after"], "7");
}

#[tokio::test]
async fn only_a_page_that_says_so_may_use_the_camera() {
    for (path, camera) in [("/filming", "camera=(self),"), ("/who", "camera=(),"), ("/nowhere", "camera=(),")]
    {
        let (parts, _) = fetch(path).await;
        let powers = parts.headers["permissions-policy"].to_str().unwrap();
        assert!(powers.starts_with(camera) && powers.contains("microphone=()"), "{path}: {powers}");
    }
}

#[tokio::test]
async fn every_page_carries_the_protective_headers() {
    let (parts, _) = fetch("/who").await;
    for (name, value) in [
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("strict-transport-security", "max-age=63072000"),
        ("x-robots-tag", "noindex, nofollow"),
    ] {
        assert_eq!(parts.headers[name], value, "{name}");
    }
    let policy = parts.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
    assert!(!parts.headers["x-request-id"].is_empty());
}

#[tokio::test]
async fn a_page_may_name_the_partner_that_its_form_ends_at() {
    let (parts, _) = fetch("/partner").await;
    let policy = parts.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.ends_with("form-action 'self' https://partner.example"), "{policy}");
}

#[tokio::test]
async fn plain_http_promises_no_https() {
    let request = Request::get("/who").body(Body::empty()).unwrap();
    let response = house(&front("http://localhost:8080")).oneshot(request).await.unwrap();
    assert!(!response.headers().contains_key("strict-transport-security"));
}

#[tokio::test]
async fn the_network_is_the_one_that_the_trusted_proxy_names() {
    let request =
        Request::get("/who").header("x-forwarded-for", "203.0.113.9").header("user-agent", "Firefox/1 (X11)");
    let (_, text) = send(request.body(Body::empty()).unwrap()).await;
    assert_eq!(text, "203.0.113.9 Firefox on Linux");
}

#[tokio::test]
async fn a_file_is_sent_compressed_and_kept_for_ever() {
    let file = screens::assets().iter().find(|file| file.brotli.is_some() && file.immutable).unwrap();
    let request = Request::get(file.path).header("accept-encoding", "gzip, br").body(Body::empty()).unwrap();
    let (parts, _) = send(request).await;
    assert_eq!(parts.headers["content-encoding"], "br");
    assert_eq!(parts.headers["cache-control"], "public, max-age=31536000, immutable");
    assert!(!parts.headers.contains_key("pragma"));
    let tag = parts.headers["etag"].clone();
    let again = Request::get(file.path).header("accept-encoding", "br").header("if-none-match", tag);
    let (parts, text) = send(again.body(Body::empty()).unwrap()).await;
    assert_eq!((parts.status, text.as_str()), (StatusCode::NOT_MODIFIED, ""));
    let (parts, text) = send(Request::head(file.path).body(Body::empty()).unwrap()).await;
    assert_eq!((parts.status, text.as_str()), (StatusCode::OK, ""));
    assert_eq!(parts.headers["content-length"], file.bytes.len().to_string().as_str());
}

#[derive(Default)]
struct Notes(Mutex<Vec<String>>);

impl Observer for Notes {
    fn answered(&self, route: &str, method: &Method, status: StatusCode, _: Duration) {
        self.0.lock().unwrap().push(format!("{method} {route} {}", status.as_u16()));
    }
}

#[tokio::test]
async fn answers_are_counted_by_template_and_never_by_address() {
    let notes = Arc::new(Notes::default());
    let front = front("https://login.example.org").observed_by(Arc::clone(&notes) as Arc<dyn Observer>);
    for path in ["/form/secret-ticket", "/machine", "/nowhere/secret"] {
        house(&front).oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
    }
    assert_eq!(*notes.0.lock().unwrap(), ["GET /form/{ticket} 200", "GET /machine 200", "GET unmatched 404"]);
}
