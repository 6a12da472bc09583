//! The patients' three cookies and the one of another door: their names, what is believed of them, how they are set.

use axum_extra::extract::cookie::{Cookie, SameSite};
use http::header::{COOKIE, SET_COOKIE};
use http::{HeaderMap, HeaderValue};
use identity::{Change, Cookies};
use vocabulary::Secret;

use crate::front::Site;

/// More than this in one request's cookies is not read at all.
const MOST_BYTES: usize = 8 * 1024;
/// No value of ours is longer.
const LONGEST_VALUE: usize = 512;
const DAY: i64 = 24 * 60 * 60;

/// What a cookie is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CookieKind {
    /// The signed-in session; ends with the browser.
    Session,
    /// This browser: binds journeys and forms to it; 400 days, the longest that browsers keep.
    Browser,
    /// A remembered device; 180 days. Journeys 1.4.
    Device,
}

impl CookieKind {
    /// Every kind, in the order of the cookies page.
    pub const ALL: [Self; 3] = [Self::Session, Self::Browser, Self::Device];

    fn days(self) -> Option<i64> {
        match self {
            Self::Session => None,
            Self::Browser => Some(400),
            Self::Device => Some(180),
        }
    }
}

/// The cookies' names: with the `__Host-` prefix wherever browsers come by https.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CookieNames {
    names: [&'static str; 3],
    secure: bool,
}

impl CookieNames {
    /// The names at a site.
    #[must_use]
    pub fn of(site: &Site) -> Self {
        let secure = site.is_secure();
        let names = if secure {
            ["__Host-login-session", "__Host-login-browser", "__Host-login-device"]
        } else {
            ["login-session", "login-browser", "login-device"]
        };
        Self { names, secure }
    }

    /// The name of one.
    #[must_use]
    pub fn name(&self, kind: CookieKind) -> &'static str {
        self.names[kind as usize]
    }
}

/// The cookie of another door than the patients': under a name of its own, and gone when the browser closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DoorCookie {
    name: &'static str,
    secure: bool,
}

impl DoorCookie {
    /// The cookie at a site: `bound`, which begins with `__Host-`, wherever browsers come by https, else `plain`.
    #[must_use]
    pub fn at(site: &Site, plain: &'static str, bound: &'static str) -> Self {
        let secure = site.is_secure();
        Self { name: if secure { bound } else { plain }, secure }
    }

    /// What a request brings, unverified.
    #[must_use]
    pub fn read(self, headers: &HeaderMap) -> Option<Secret<String>> {
        value_of(headers, self.name)
    }

    /// Writes what changes about it into an answer's headers.
    ///
    /// # Panics
    /// Never: values are made of base64url.
    pub fn write(self, headers: &mut HeaderMap, change: &Change) {
        match change {
            Change::Keep => {}
            Change::Set(value) => append(headers, &line(self.name, self.secure, value.expose(), None)),
            Change::Clear => append(headers, &line(self.name, self.secure, "", Some(0))),
        }
    }
}

/// The value of one of the patients' cookies.
pub(crate) fn read(headers: &HeaderMap, names: &CookieNames, kind: CookieKind) -> Option<Secret<String>> {
    value_of(headers, names.name(kind))
}

/// The value of a cookie, unless it is missing, not of our form, or given twice with different values: which
/// of two is ours cannot be told, and one may have been planted.
fn value_of(headers: &HeaderMap, wanted: &str) -> Option<Secret<String>> {
    let lines = || headers.get_all(COOKIE).iter();
    if lines().map(HeaderValue::len).sum::<usize>() > MOST_BYTES {
        return None;
    }
    let mut found: Option<String> = None;
    for cookie in lines().filter_map(|line| line.to_str().ok()).flat_map(Cookie::split_parse).flatten() {
        if cookie.name() != wanted {
            continue;
        }
        match &found {
            Some(value) if value != cookie.value() => return None,
            _ => found = Some(cookie.value().to_owned()),
        }
    }
    found.filter(|value| is_ours(value)).map(Secret::new)
}

fn is_ours(value: &str) -> bool {
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    (1..=LONGEST_VALUE).contains(&value.len()) && value.bytes().all(legal)
}

/// Writes what changes about the three cookies into an answer's headers.
///
/// # Panics
/// Never: values are made of base64url.
pub fn set_cookies(headers: &mut HeaderMap, names: &CookieNames, cookies: &Cookies) {
    let changes = [&cookies.session, &cookies.browser, &cookies.device];
    for (kind, change) in CookieKind::ALL.into_iter().zip(changes) {
        let (name, secure) = (names.name(kind), names.secure);
        match change {
            Change::Keep => {}
            Change::Set(value) => {
                append(headers, &line(name, secure, value.expose(), kind.days().map(|days| days * DAY)));
            }
            Change::Clear => append(headers, &line(name, secure, "", Some(0))),
        }
    }
}

fn append(headers: &mut HeaderMap, line: &str) {
    let mut value = HeaderValue::from_str(line).expect("names and values are printable ASCII");
    value.set_sensitive(true);
    headers.append(SET_COOKIE, value);
}

fn line(name: &str, secure: bool, value: &str, seconds: Option<i64>) -> String {
    let cookie = Cookie::build((name, value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(secure)
        .build();
    // Written by hand: the date library that `max_age` wants is not ours to use for one number.
    seconds.map_or_else(|| cookie.to_string(), |seconds| format!("{cookie}; Max-Age={seconds}"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn names(address: &str) -> CookieNames {
        CookieNames::of(&Site::of(address).unwrap())
    }

    fn session(lines: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(COOKIE, line.parse().unwrap());
        }
        read(&headers, &names("https://login.example.org"), CookieKind::Session)
            .map(|value| value.expose().clone())
    }

    #[test]
    fn a_cookie_is_found_among_others_and_in_several_header_lines() {
        assert_eq!(session(&["a=b; __Host-login-session=abc-_9; c=d"]).as_deref(), Some("abc-_9"));
        assert_eq!(session(&["a=b", "__Host-login-session=abc"]).as_deref(), Some("abc"));
        assert_eq!(session(&["garbage; =; __Host-login-session=abc"]).as_deref(), Some("abc"));
    }

    #[test]
    fn a_cookie_without_the_prefix_is_another_cookie() {
        assert_eq!(session(&["login-session=abc"]), None);
    }

    #[test]
    fn two_different_values_are_neither_believed() {
        assert_eq!(session(&["__Host-login-session=abc; __Host-login-session=xyz"]), None);
        assert_eq!(session(&["__Host-login-session=abc; __Host-login-session=abc"]).as_deref(), Some("abc"));
    }

    #[test]
    fn values_that_we_never_made_are_ignored() {
        assert_eq!(session(&["__Host-login-session="]), None);
        assert_eq!(session(&["__Host-login-session=a%00b"]), None);
        assert_eq!(session(&["__Host-login-session=a b"]), None);
        assert_eq!(session(&[&format!("__Host-login-session={}", "a".repeat(LONGEST_VALUE + 1))]), None);
        let flood = format!("{}; __Host-login-session=abc", "x=y; ".repeat(2_000));
        assert_eq!(session(&[&flood]), None);
    }

    fn set(address: &str, cookies: &Cookies) -> Vec<String> {
        let mut headers = HeaderMap::new();
        set_cookies(&mut headers, &names(address), cookies);
        headers.get_all(SET_COOKIE).iter().map(|line| line.to_str().unwrap().to_owned()).collect()
    }

    #[test]
    fn over_https_a_cookie_is_bound_to_the_host_and_kept_from_scripts() {
        let cookies = Cookies {
            session: Change::Set(Secret::new("s".into())),
            browser: Change::Set(Secret::new("b".into())),
            device: Change::Set(Secret::new("d".into())),
        };
        assert_eq!(
            set("https://login.example.org", &cookies),
            [
                "__Host-login-session=s; HttpOnly; SameSite=Lax; Secure; Path=/",
                "__Host-login-browser=b; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=34560000",
                "__Host-login-device=d; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=15552000",
            ]
        );
    }

    #[test]
    fn the_cookie_of_another_door_is_found_under_its_own_name_only_and_ends_with_the_browser() {
        let door = |address: &str| {
            DoorCookie::at(&Site::of(address).unwrap(), "operator-session", "__Host-operator-session")
        };
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, "__Host-login-session=abc; __Host-operator-session=xyz".parse().unwrap());
        let found = |address: &str| door(address).read(&headers).map(|value| value.expose().clone());
        assert_eq!(found("https://console.example.org").as_deref(), Some("xyz"));
        assert_eq!(found("http://localhost:8081"), None);
        let mut headers = HeaderMap::new();
        door("https://console.example.org").write(&mut headers, &Change::Set(Secret::new("s".into())));
        door("http://localhost:8081").write(&mut headers, &Change::Clear);
        let lines: Vec<_> = headers.get_all(SET_COOKIE).iter().map(|line| line.to_str().unwrap()).collect();
        assert_eq!(
            lines,
            [
                "__Host-operator-session=s; HttpOnly; SameSite=Lax; Secure; Path=/",
                "operator-session=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0",
            ]
        );
    }

    #[test]
    fn over_http_a_cookie_has_a_plain_name_and_clearing_names_the_same_cookie() {
        let cookies = Cookies { device: Change::Clear, ..Cookies::default() };
        assert_eq!(
            set("http://localhost:8080", &cookies),
            ["login-device=; HttpOnly; SameSite=Lax; Path=/; Max-Age=0"]
        );
        assert!(set("http://localhost:8080", &Cookies::default()).is_empty());
    }

    /// A header line as a hostile browser may send it.
    fn line_of(bytes: &[u8]) -> Option<HeaderValue> {
        HeaderValue::from_bytes(bytes).ok()
    }

    proptest! {
        #[test]
        fn whatever_comes_a_value_is_of_our_form_and_stands_there(
            lines in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..200), 0..4),
            near in "(; |a=b|login-session|=|\"|%00|\\x7f|[a-z]){0,20}",
        ) {
            let mut headers = HeaderMap::new();
            for line in lines.iter().map(Vec::as_slice).chain([near.as_bytes()]).filter_map(line_of) {
                headers.append(COOKIE, line);
            }
            if let Some(value) = value_of(&headers, "login-session") {
                prop_assert!(is_ours(value.expose()));
                let sent = |line: &HeaderValue| line.to_str().is_ok_and(|line| line.contains(value.expose().as_str()));
                prop_assert!(headers.get_all(COOKIE).iter().any(sent));
            }
        }

        #[test]
        fn a_second_value_is_never_believed_whatever_stands_between(between in "[ -~]{0,200}") {
            let mut headers = HeaderMap::new();
            let line = format!("login-session=own; {between}; login-session=planted");
            headers.append(COOKIE, line.parse().unwrap());
            prop_assert!(value_of(&headers, "login-session").is_none());
        }
    }
}
