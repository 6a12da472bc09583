//! What every answer carries.
//!
//! No `Cross-Origin-Opener-Policy`: a partner may open the journey in a window of its own and wait for its
//! callback page to speak, which any value of that header would cut off.

use axum::response::Response;
use http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, PRAGMA, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderMap, HeaderValue};

use crate::errors::Audience;
use crate::front::Front;

const PERMISSIONS_POLICY: HeaderName = HeaderName::from_static("permissions-policy");
const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Everything a page may load, up to its form targets. Journeys 5.8.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; \
     font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";
const MACHINE_POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
const TWO_YEARS: HeaderValue = HeaderValue::from_static("max-age=63072000");
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");
const POWERS: HeaderValue = HeaderValue::from_static(
    "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
);

const POWERS_WITH_CAMERA: HeaderValue = HeaderValue::from_static(
    "camera=(self), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
);

/// A page that may use the camera; a handler puts it into its answer's extensions. Every other page may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CameraAllowed;

/// The partner's origins that the forms of a page may end at; a handler puts it into its answer's extensions.
///
/// Chromium applies `form-action` to every redirect that follows a form. Journeys 5.8.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormTargets(Vec<String>);

impl FormTargets {
    /// These origins, such as `https://partner.example`. What is not an origin is left out, so that no
    /// registration can write another directive into the policy.
    pub fn new(origins: impl IntoIterator<Item = String>) -> Self {
        Self(origins.into_iter().filter(|origin| is_origin(origin)).collect())
    }
}

fn is_origin(text: &str) -> bool {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b':' | b'[' | b']');
    !host.is_empty() && host.bytes().all(legal)
}

/// Adds what every answer carries, and leaves what a handler set.
pub(crate) fn dress(front: &Front, audience: Audience, response: &mut Response) {
    let targets = response.extensions_mut().remove::<FormTargets>().unwrap_or_default();
    let camera = response.extensions_mut().remove::<CameraAllowed>();
    let headers = response.headers_mut();
    if !headers.contains_key(CONTENT_SECURITY_POLICY) {
        let policy = match audience {
            Audience::People => page_policy(&targets),
            Audience::Machines => MACHINE_POLICY,
        };
        headers.insert(CONTENT_SECURITY_POLICY, policy);
    }
    if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, NO_STORE);
        headers.insert(PRAGMA, HeaderValue::from_static("no-cache"));
    }
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if front.site().is_secure() {
        headers.insert(STRICT_TRANSPORT_SECURITY, TWO_YEARS);
    }
    if audience == Audience::People {
        dress_for_people(headers, camera);
    }
}

fn dress_for_people(headers: &mut HeaderMap, camera: Option<CameraAllowed>) {
    // Not `no-referrer`: with it Chromium sends `Origin: null` with our own forms.
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(PERMISSIONS_POLICY, if camera.is_some() { POWERS_WITH_CAMERA } else { POWERS });
    headers.insert(RESOURCE_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(ROBOTS, HeaderValue::from_static("noindex, nofollow"));
}

fn page_policy(targets: &FormTargets) -> HeaderValue {
    if targets.0.is_empty() {
        return HeaderValue::from_static(PAGE_POLICY);
    }
    let policy = format!("{PAGE_POLICY} {}", targets.0.join(" "));
    HeaderValue::from_str(&policy).expect("origins were checked when the targets were made")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_a_page_may_end_at_itself_and_at_the_named_partner_only() {
        let policy = page_policy(&FormTargets::new(["https://partner.example:8443".to_owned()]));
        assert!(policy.to_str().unwrap().ends_with("form-action 'self' https://partner.example:8443"));
        let policy = page_policy(&FormTargets::default());
        assert!(policy.to_str().unwrap().ends_with("form-action 'self'"));
    }

    #[test]
    fn nothing_but_an_origin_gets_into_the_policy() {
        for text in
            ["https://a.example; script-src *", "https://a.example/path", "*", "https://*", "javascript:", ""]
        {
            assert_eq!(FormTargets::new([text.to_owned()]), FormTargets::default(), "{text}");
        }
    }

    #[test]
    fn no_page_allows_inline_scripts_or_styles() {
        assert!(!PAGE_POLICY.contains("unsafe"));
    }
}
