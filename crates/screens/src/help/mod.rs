//! Pages that anyone may read without logging in. Journeys 2.14.

mod article;
mod contact;
mod notices;
mod references;

pub use article::{Article, ArticlePage, HelpCentre};
pub use contact::{Contact, ContactOption, ContactSent, MESSAGE_MAXIMUM, NAME_MAXIMUM};
pub use notices::{AccessibilityStatement, CookieNames, CookieRow, Cookies, PrivacyNotice, TermsOfUse};
pub(crate) use references::REFERENCES;
