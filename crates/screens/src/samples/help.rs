//! Samples of the pages that anyone may read.

use super::{ACTION, Sample, last_frame};
use crate::errors::Errors;
use crate::fields;
use crate::help::{
    AccessibilityStatement, Article, ArticlePage, Contact, ContactOption, ContactSent, CookieNames, Cookies,
    HelpCentre, MESSAGE_MAXIMUM, PrivacyNotice, TermsOfUse,
};
use crate::wording::{ContactProblem, EmailProblem};

pub(super) fn pages() -> Vec<Sample> {
    let mut pages = notices();
    pages.extend(articles());
    pages.extend(contact_pages());
    pages
}

fn notices() -> Vec<Sample> {
    let names = CookieNames { session: "__Host-session", browser: "__Host-browser", device: "__Host-device" };
    let rows = Cookies::usual_rows(names);
    vec![
        Sample::new("help/terms", TermsOfUse { frame: last_frame(), since: "15 March 2026".into() }),
        Sample::new("help/privacy", PrivacyNotice { frame: last_frame() }),
        Sample::new("help/cookies", Cookies { frame: last_frame(), rows }),
        Sample::new("help/accessibility", AccessibilityStatement { frame: last_frame() }),
        Sample::new("help/home", HelpCentre { frame: last_frame() }),
    ]
}

fn articles() -> Vec<Sample> {
    [
        ("help/set-up", Article::SetUp),
        ("help/passwords", Article::Passwords),
        ("help/security-codes", Article::SecurityCodes),
        ("help/remembered-devices", Article::RememberedDevices),
        ("help/errors", Article::Errors),
    ]
    .into_iter()
    .map(|(name, article)| Sample::new(name, ArticlePage { frame: last_frame(), article }))
    .collect()
}

fn contact_pages() -> Vec<Sample> {
    let errors = Errors::of(fields::NAME, ContactProblem::NameEmpty)
        .with(fields::EMAIL, EmailProblem::Empty)
        .with(fields::SERVICE, ContactProblem::ServiceEmpty)
        .with(fields::PROBLEM, ContactProblem::ProblemEmpty)
        .with(fields::MESSAGE, ContactProblem::MessageTooLong { maximum: MESSAGE_MAXIMUM });
    let too_many = Errors::of(fields::MESSAGE, ContactProblem::TooMany { minutes: 1 });
    vec![
        Sample::new("help/contact+too-many", contact(too_many)),
        Sample::new("help/contact", contact(Errors::new())),
        Sample::new("help/contact+errors", contact(errors)),
        Sample::new(
            "help/contact-sent",
            ContactSent { frame: last_frame(), reference: Some("7F3K-9Q2D".into()) },
        ),
    ]
}

fn contact(errors: Errors) -> Contact {
    let service =
        |value: &str, text: &str| ContactOption { value: value.into(), text: text.into(), chosen: false };
    Contact {
        frame: last_frame(),
        action: ACTION.into(),
        name: String::new(),
        email: String::new(),
        services: vec![service("example", "Example Health App"), service("other", "Another website or app")],
        problems: Contact::usual_problems(""),
        message: String::new(),
        reference: "CID1004".into(),
        errors,
    }
}
