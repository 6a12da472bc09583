//! Whether a form was sent by one of our own pages.

use http::HeaderMap;
use http::header::ORIGIN;

use crate::front::Site;

const SEC_FETCH_SITE: &str = "sec-fetch-site";

/// What the browser itself says about where a request started.
///
/// A browser that says nothing (too old, or no browser) is judged by the form's token alone, which every
/// form needs anyway. `none` means that the person started it, such as by restoring a closed tab.
#[must_use]
pub fn started_here(headers: &HeaderMap, site: &Site) -> bool {
    let header = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    match (header(SEC_FETCH_SITE), header(ORIGIN.as_str())) {
        (Some(place), _) => matches!(place, "same-origin" | "none"),
        (None, Some(origin)) => origin == site.origin(),
        (None, None) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(headers: &[(&'static str, &str)]) -> bool {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        started_here(&map, &Site::of("https://login.example.org").unwrap())
    }

    #[test]
    fn the_browsers_own_word_decides_when_it_is_given() {
        assert!(judged(&[("sec-fetch-site", "same-origin")]));
        assert!(judged(&[("sec-fetch-site", "none")]));
        for place in ["same-site", "cross-site", "", "nonsense"] {
            assert!(
                !judged(&[("sec-fetch-site", place), ("origin", "https://login.example.org")]),
                "{place}"
            );
        }
    }

    #[test]
    fn an_older_browser_is_judged_by_its_origin() {
        assert!(judged(&[("origin", "https://login.example.org")]));
        for origin in
            ["null", "https://evil.example", "http://login.example.org", "https://login.example.org:444"]
        {
            assert!(!judged(&[("origin", origin)]), "{origin}");
        }
        assert!(judged(&[]));
    }
}
