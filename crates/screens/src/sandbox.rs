//! Pages that exist only in a test service: its front page and its outbox.

use askama::Template;

use crate::frame::{Frame, Link};
use crate::page::{Page, page};

/// The sandbox's front page: what this is, where to go, who can log in.
#[derive(Debug, Clone, Template)]
#[template(path = "sandbox/landing.html")]
pub struct Landing {
    /// Around the page.
    pub frame: Frame,
    /// The demo partner, when one is running.
    pub partner_href: Option<String>,
    /// Other places: outbox, operator pages, discovery document.
    pub places: Vec<Link>,
    /// The security code that always works for the seeded people.
    pub static_code: Option<String>,
    /// The seeded people.
    pub people: Vec<SeededPerson>,
    /// People who have no login yet and can be proven.
    pub known: Vec<KnownPerson>,
}
page!(Landing, |page| format!("{} test service", page.frame.service()).into());

/// A synthetic person who can log in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeededPerson {
    /// Full name.
    pub name: String,
    /// Email address.
    pub email: String,
    /// Password.
    pub password: String,
    /// Level of proof, such as "P9".
    pub level: String,
    /// What is special about this person.
    pub note: String,
}

/// A synthetic person whom PDS knows and who has no login yet: what to type to be them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownPerson {
    /// Full name.
    pub name: String,
    /// NHS number, in groups.
    pub nhs_number: String,
    /// Date of birth in words.
    pub born: String,
    /// Postcode; empty when the record has none.
    pub postcode: String,
    /// What is special about this person.
    pub note: String,
}

/// Every message sent, newest first or in the order given.
#[derive(Debug, Clone, Template)]
#[template(path = "sandbox/outbox.html")]
pub struct Outbox {
    /// Around the page.
    pub frame: Frame,
    /// Whose messages are shown; `None` for everybody's.
    pub filter: Option<String>,
    /// Everybody who got a message.
    pub recipients: Vec<String>,
    /// The messages in order.
    pub messages: Vec<OutboxMessage>,
}
page!(Outbox, "Sandbox outbox");

impl Outbox {
    pub(crate) fn is_shown(&self, recipient: &str) -> bool {
        self.filter.as_deref() == Some(recipient)
    }
}

/// One message as the person would get it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutboxMessage {
    /// When, in words.
    pub sent: String,
    /// The address or number.
    pub recipient: String,
    /// What was sent.
    pub content: OutboxContent,
}

/// What was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutboxContent {
    /// An email.
    Email {
        /// Its subject.
        subject: String,
        /// Its plain-text part.
        text: String,
        /// Where its HTML part can be seen.
        html_href: String,
    },
    /// A text message.
    Text {
        /// Its words.
        text: String,
    },
    /// An automated call.
    Call {
        /// What is spoken.
        script: String,
    },
}
