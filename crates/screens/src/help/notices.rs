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
            ("That you are logged in".into(), "60 minutes"),
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

/// Accessibility statement.
#[derive(Debug, Clone, Template)]
#[template(path = "help/accessibility.html")]
pub struct AccessibilityStatement {
    /// Around the page.
    pub frame: Frame,
}
page!(AccessibilityStatement, "Accessibility statement");
