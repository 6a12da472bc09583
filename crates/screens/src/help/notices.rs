//! Terms, privacy, cookies, accessibility.

use askama::Template;

use crate::frame::Frame;
use crate::page::{Page, page};

/// Terms of use.
#[derive(Debug, Clone, Template)]
#[template(path = "help/terms.html")]
pub struct TermsOfUse {
    /// Around the page.
    pub frame: Frame,
    /// When these terms began, such as "15 March 2026".
    pub since: String,
}
page!(TermsOfUse, "Terms of use");

/// Privacy notice, with its part on how long data is kept ([`crate::paths::RETENTION`]).
#[derive(Debug, Clone, Template)]
#[template(path = "help/privacy.html")]
pub struct PrivacyNotice {
    /// Around the page.
    pub frame: Frame,
}
page!(PrivacyNotice, "Privacy notice");

impl PrivacyNotice {
    /// What is kept how long. Journeys 8.
    pub(crate) fn retention(&self) -> [(String, &'static str); 7] {
        let service = self.frame.service();
        [
            (format!("Your {service}"), "until it has not been used for 2 years, or you ask us to delete it"),
            (format!("An unfinished {service}"), "24 hours"),
            ("Security codes".into(), "5 minutes for a phone, 1 hour for an email"),
            ("Your visit, from when you log in".into(), "60 minutes"),
            ("Devices that we remember".into(), "180 days"),
            ("Messages that you send us".into(), "1 year"),
            (format!("A record of what was done with your {service}"), "8 years"),
        ]
    }
}

/// Cookies: only the necessary ones.
#[derive(Debug, Clone, Template)]
#[template(path = "help/cookies.html")]
pub struct Cookies {
    /// Around the page.
    pub frame: Frame,
    /// Each cookie that the service sets.
    pub rows: Vec<CookieRow>,
}
page!(Cookies, "Cookies");

/// One cookie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CookieRow {
    /// Its name as browsers show it.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// How long it lives, in words.
    pub lifetime: String,
}

/// The names of the three cookies, as browsers show them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CookieNames<'a> {
    /// The signed-in session.
    pub session: &'a str,
    /// This browser.
    pub browser: &'a str,
    /// A remembered device.
    pub device: &'a str,
}

impl Cookies {
    /// What the three cookies are for, and how long they last.
    #[must_use]
    pub fn usual_rows(names: CookieNames<'_>) -> Vec<CookieRow> {
        let row = |name: &str, purpose: &str, lifetime: &str| CookieRow {
            name: name.into(),
            purpose: purpose.into(),
            lifetime: lifetime.into(),
        };
        vec![
            row(names.session, "Keeps you logged in", "Until you close your browser, and 60 minutes at most"),
            row(names.browser, "Makes sure that what you send us comes from you", "400 days"),
            row(names.device, "Remembers this device, if you asked us to", "180 days"),
        ]
    }
}

/// Accessibility statement.
#[derive(Debug, Clone, Template)]
#[template(path = "help/accessibility.html")]
pub struct AccessibilityStatement {
    /// Around the page.
    pub frame: Frame,
}
page!(AccessibilityStatement, "Accessibility statement");
