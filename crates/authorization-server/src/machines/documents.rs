//! Discovery, JWKS, trustmark: the same bytes for everybody, so that caches may keep them. Spec: F-9, F-10, F-44

use std::fmt::Write as _;
use std::sync::{Arc, PoisonError, RwLock};

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use identity::JWKS_MAX_AGE;
use vocabulary::{Digest, Lifetime};
use web::CallerAddress;

use crate::door::Door;

/// What discovery and trustmark say changes with releases only.
const AN_HOUR: Lifetime = Lifetime::hours(1);
/// Room for the hall's headers, too: one allocation.
const HEADERS: usize = 12;
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// A document with its tag, computed once for each content.
#[derive(Default)]
pub(crate) struct Kept(RwLock<Option<Sheet>>);

#[derive(Clone)]
struct Sheet {
    text: Arc<str>,
    bytes: Bytes,
    tag: HeaderValue,
    cache: HeaderValue,
}

impl Sheet {
    fn of(text: Arc<str>, keep: Lifetime) -> Self {
        let digest = Digest::of(text.as_bytes());
        let mut tag = String::from("\"");
        for byte in &digest.as_bytes()[..16] {
            write!(tag, "{byte:02x}").expect("writing into a String cannot fail");
        }
        tag.push('"');
        let tag = HeaderValue::from_str(&tag).expect("a tag is made of hexadecimal digits");
        let cache = format!("public, max-age={}", keep.whole_seconds());
        let cache = HeaderValue::from_str(&cache).expect("a number makes a header value");
        Self { bytes: Bytes::copy_from_slice(text.as_bytes()), text, tag, cache }
    }
}

impl Kept {
    fn sheet(&self, text: Arc<str>, keep: Lifetime) -> Sheet {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner).clone();
        match kept {
            Some(sheet) if Arc::ptr_eq(&sheet.text, &text) => sheet,
            _ => {
                let sheet = Sheet::of(text, keep);
                *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some(sheet.clone());
                sheet
            }
        }
    }
}

/// F-1.
pub(crate) async fn discovery(State(door): State<Door>, headers: HeaderMap) -> Response {
    send(door.discovery().sheet(door.identity().discovery(), AN_HOUR), &headers)
}

/// F-2. Who fetches it is noted in memory: from that an operator sees which partners have a new key.
pub(crate) async fn jwks(
    State(door): State<Door>,
    CallerAddress(from): CallerAddress,
    headers: HeaderMap,
) -> Response {
    door.identity().note_jwks_fetch(from);
    send(door.jwks().sheet(door.identity().jwks(), JWKS_MAX_AGE), &headers)
}

/// Every signing key with its stage and its days, the announced ones too.
pub(crate) async fn key_notices(State(door): State<Door>, headers: HeaderMap) -> Response {
    send(door.key_notices().sheet(door.identity().key_notices(), JWKS_MAX_AGE), &headers)
}

/// F-6.
pub(crate) async fn trustmark(
    State(door): State<Door>,
    Path(host): Path<String>,
    headers: HeaderMap,
) -> Response {
    match door.identity().trustmark(&host) {
        Some(text) => send(Sheet::of(text, AN_HOUR), &headers),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn send(sheet: Sheet, headers: &HeaderMap) -> Response {
    let current = web::has_current(headers, sheet.tag.to_str().unwrap_or_default());
    let mut response = Response::new(if current { Body::empty() } else { Body::from(sheet.bytes) });
    let headers = response.headers_mut();
    headers.reserve(HEADERS);
    headers.insert(CACHE_CONTROL, sheet.cache);
    headers.insert(ETAG, sheet.tag);
    if current {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    } else {
        headers.insert(CONTENT_TYPE, JSON);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_tagged_by_its_content() {
        let kept = Kept::default();
        let first: Arc<str> = "{\"keys\":[]}".into();
        let tag = kept.sheet(Arc::clone(&first), AN_HOUR).tag;
        assert_eq!(kept.sheet(first, AN_HOUR).tag, tag);
        assert_ne!(kept.sheet("{\"keys\":[1]}".into(), AN_HOUR).tag, tag);
        assert_eq!(kept.sheet("{\"keys\":[]}".into(), AN_HOUR).tag, tag);
    }
}
