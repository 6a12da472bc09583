//! Forms with a file, asked from outside as a browser would.
#![expect(clippy::unwrap_used, reason = "a test stops where something is not as it set it up")]

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::FromRef;
use axum::routing::post;
use http::{Request, StatusCode};
use identity::{Browser, Fault};
use rstest::rstest;
use tower::ServiceExt as _;
use vocabulary::{Explanation, IncidentReference};
use web::{Front, Ledger, Site, Upload, Uploaded, stack_of_uploads};

/// What the handler takes, and what the route does.
const MOST: usize = 1000;
const MOST_OF_ROUTE: usize = 4000;

struct OneToken;

impl Ledger for OneToken {
    fn csrf_matches(&self, browser: &Browser, presented: &str) -> bool {
        browser.browser.is_some() && presented == "genuine"
    }

    fn csrf_token(&self, browser: &Browser) -> Option<String> {
        browser.browser.as_ref().map(|_| "genuine".to_owned())
    }

    fn failed(&self, _: &Fault) -> IncidentReference {
        IncidentReference::from_bytes([1, 2, 3, 4, 5])
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

async fn take(upload: Upload) -> String {
    match upload.file("photo", MOST).await {
        Uploaded::Whole(bytes) => format!("whole {}", bytes.len()),
        other => format!("{other:?}"),
    }
}

async fn send(body: Vec<u8>, more: &[(&str, &str)]) -> (StatusCode, String) {
    let brand = Arc::new(screens::Brand::new(screens::Stage::Live));
    let front =
        Front::new(Site::of("https://login.example.org").unwrap(), brand, Arc::new(OneToken), Vec::new());
    let routes = Router::new().route("/photo", post(take));
    let house = stack_of_uploads(routes, &front, MOST_OF_ROUTE).with_state(Door(front));
    let mut request = Request::post("/photo")
        .header("content-type", "multipart/form-data; boundary=line")
        .header("cookie", "__Host-login-browser=abc");
    for (name, value) in more {
        request = request.header(*name, *value);
    }
    let response = house.oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
    let status = response.status();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, String::from_utf8_lossy(&bytes).into_owned())
}

fn part(described: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("--line\r\nContent-Disposition: form-data; {described}\r\n\r\n");
    [head.as_bytes(), content, b"\r\n"].concat()
}

fn token() -> Vec<u8> {
    part("name=\"csrf\"", b"genuine")
}

fn file(name: &str, size: usize) -> Vec<u8> {
    part(&format!("name=\"photo\"; filename=\"{name}\""), &vec![b'x'; size])
}

fn form(parts: &[Vec<u8>]) -> Vec<u8> {
    [parts.concat(), b"--line--\r\n".to_vec()].concat()
}

#[rstest]
#[case::one(&[token(), file("a.jpg", 1000)], "whole 1000")]
#[case::none_chosen(&[token(), file("", 0)], "Missing")]
#[case::no_such_field(&[token(), part("name=\"other\"", b"x")], "Missing")]
#[case::without_content(&[token(), file("a.jpg", 0)], "Empty")]
#[case::two(&[token(), file("a.jpg", 1), file("b.jpg", 1)], "Several")]
#[case::larger_than_is_taken(&[token(), file("a.jpg", 1001)], "TooLarge")]
#[tokio::test]
async fn a_file_arrives_whole_or_it_is_said_why_not(#[case] parts: &[Vec<u8>], #[case] expected: &str) {
    assert_eq!(send(form(parts), &[]).await, (StatusCode::OK, expected.to_owned()));
}

#[tokio::test]
async fn what_is_larger_than_the_route_reads_is_refused() {
    let (status, _) = send(form(&[token(), file("a.jpg", 5000)]), &[]).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_form_that_breaks_off_is_no_file() {
    let mut body = form(&[token(), file("a.jpg", 500)]);
    body.truncate(300);
    assert_eq!(send(body, &[]).await, (StatusCode::OK, "Interrupted".to_owned()));
}

#[rstest]
#[case::no_token(&[file("a.jpg", 1)])]
#[case::the_token_comes_late(&[file("a.jpg", 1), token()])]
#[case::another_token(&[part("name=\"csrf\"", b"forged"), file("a.jpg", 1)])]
#[case::an_endless_token(&[part("name=\"csrf\"", &[b'x'; 300]), file("a.jpg", 1)])]
#[tokio::test]
async fn a_file_without_the_pages_token_is_not_believed(#[case] parts: &[Vec<u8>]) {
    let (status, page) = send(form(parts), &[]).await;
    assert_eq!(status, StatusCode::FORBIDDEN);
    assert!(page.contains("<h1"), "{page}");
}

#[tokio::test]
async fn a_file_that_another_site_sends_is_not_believed() {
    let body = form(&[token(), file("a.jpg", 1)]);
    let elsewhere = [("sec-fetch-site", "cross-site")];
    assert_eq!(send(body.clone(), &elsewhere).await.0, StatusCode::FORBIDDEN);
    assert_eq!(send(body, &[("origin", "https://evil.example")]).await.0, StatusCode::FORBIDDEN);
}
