//! The contact form.

use askama::Template;

use crate::errors::Errors;
use crate::frame::Frame;
use crate::page::{Page, page};

/// The most characters of a message. Journeys 2.14.
pub const MESSAGE_MAXIMUM: usize = 1500;

/// The most characters of a name.
pub const NAME_MAXIMUM: usize = 100;

/// The contact form. Fields `name`, `email`, `service`, `problem`, `message`, `reference`.
#[derive(Debug, Clone, Template)]
#[template(path = "help/contact.html")]
pub struct Contact {
    /// Around the page.
    pub frame: Frame,
    /// Where the form is posted.
    pub action: String,
    /// The name typed before.
    pub name: String,
    /// The address typed before.
    pub email: String,
    /// The websites and apps to choose from, the last one "Other".
    pub services: Vec<ContactOption>,
    /// The kinds of problem to choose from.
    pub problems: Vec<ContactOption>,
    /// The message typed before.
    pub message: String,
    /// The reference from `?error=`, or typed before.
    pub reference: String,
    /// Words of [`crate::wording::ContactProblem`] and [`crate::wording::EmailProblem`].
    pub errors: Errors,
}
page!(Contact, "Contact us", form);

/// One of several choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactOption {
    /// What is posted.
    pub value: String,
    /// The words.
    pub text: String,
    /// Whether it was chosen before.
    pub chosen: bool,
}

impl Contact {
    /// The kinds of problem, with the one chosen before. Journeys 3, CID1111 to CID1116.
    #[must_use]
    pub fn usual_problems(chosen: &str) -> Vec<ContactOption> {
        [
            ("password", "I have forgotten my password"),
            ("phone", "I have changed or lost my phone"),
            ("code", "I have not received a security code"),
            ("email", "I cannot remember or use my email address"),
            ("error", "I have seen an error message"),
            ("other", "Something else"),
        ]
        .into_iter()
        .map(|(value, text)| ContactOption {
            value: value.into(),
            text: text.into(),
            chosen: value == chosen,
        })
        .collect()
    }
}

/// The message was received.
#[derive(Debug, Clone, Template)]
#[template(path = "help/contact_sent.html")]
pub struct ContactSent {
    /// Around the page.
    pub frame: Frame,
    /// The number of this message, to quote when asking again.
    pub reference: Option<String>,
}
page!(ContactSent, "We have received your message");
