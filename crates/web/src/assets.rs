//! The files that pages load: compressed already, named by their content, kept for ever.

use axum::Router;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use http::{HeaderMap, HeaderValue, StatusCode, Uri};
use screens::Asset;

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const A_WHILE: HeaderValue = HeaderValue::from_static("public, max-age=3600");

/// The route of the embedded files, `/assets/…`.
pub fn assets<S: Clone + Send + Sync + 'static>() -> Router<S> {
    Router::new().route("/assets/{*path}", get(send))
}

async fn send(uri: Uri, headers: HeaderMap) -> Response {
    match screens::asset(uri.path()) {
        Some(asset) => answer(asset, &headers),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

fn answer(asset: &'static Asset, headers: &HeaderMap) -> Response {
    let (bytes, encoding) = choose(asset, headers);
    let tag = tag_of(asset.etag, encoding);
    let mut response = if has_current(headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut response = ([(CONTENT_TYPE, asset.content_type)], bytes).into_response();
        if let Some(encoding) = encoding {
            response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, if asset.immutable { FOR_EVER } else { A_WHILE });
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(ETAG, HeaderValue::from_str(&tag).expect("a tag is made of hexadecimal digits"));
    response
}

/// The smallest form that the browser takes.
fn choose(asset: &'static Asset, headers: &HeaderMap) -> (&'static [u8], Option<&'static str>) {
    let brotli = asset.brotli.filter(|_| takes(headers, "br")).map(|bytes| (bytes, Some("br")));
    let gzip = || asset.gzip.filter(|_| takes(headers, "gzip")).map(|bytes| (bytes, Some("gzip")));
    brotli.or_else(gzip).unwrap_or((asset.bytes, None))
}

fn takes(headers: &HeaderMap, encoding: &str) -> bool {
    let lines = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|line| line.to_str().ok());
    lines.flat_map(|line| line.split(',')).any(|item| {
        let mut parts = item.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let weight = parts.find_map(|part| part.strip_prefix("q=")).map_or(Ok(1.0), str::parse::<f32>);
        named && weight.is_ok_and(|weight| weight > 0.0)
    })
}

/// Each form has a strong tag of its own, as its bytes differ.
fn tag_of(etag: &str, encoding: Option<&str>) -> String {
    match encoding {
        Some(encoding) => format!("{}-{encoding}\"", etag.trim_end_matches('"')),
        None => etag.to_owned(),
    }
}

/// Whether an `If-None-Match` names this tag: its sender has the current content.
#[must_use]
pub fn has_current(headers: &HeaderMap, tag: &str) -> bool {
    let lines = headers.get_all(IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.trim_start_matches("W/") == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: http::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().unwrap())])
    }

    #[test]
    fn an_encoding_is_used_only_when_the_browser_takes_it() {
        assert!(takes(&with(ACCEPT_ENCODING, "gzip, deflate, br, zstd"), "br"));
        assert!(takes(&with(ACCEPT_ENCODING, "gzip;q=0.5"), "gzip"));
        assert!(!takes(&with(ACCEPT_ENCODING, "br;q=0, gzip"), "br"));
        assert!(!takes(&with(ACCEPT_ENCODING, "identity"), "br"));
        assert!(!takes(&HeaderMap::new(), "gzip"));
    }

    #[test]
    fn every_form_of_a_file_has_its_own_tag() {
        assert_eq!(tag_of("\"abc\"", None), "\"abc\"");
        assert_eq!(tag_of("\"abc\"", Some("br")), "\"abc-br\"");
    }

    #[test]
    fn a_browser_that_has_the_file_is_told_so() {
        assert!(has_current(&with(IF_NONE_MATCH, "\"x\", W/\"abc\""), "\"abc\""));
        assert!(has_current(&with(IF_NONE_MATCH, "*"), "\"abc\""));
        assert!(!has_current(&with(IF_NONE_MATCH, "\"abc-br\""), "\"abc\""));
    }
}
