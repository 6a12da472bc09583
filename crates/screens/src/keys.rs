//! Operator pages about signing keys: where each one is, who has fetched it, the next steps, rehearsals. Spec: F-10

use std::borrow::Cow;

use askama::Template;

use crate::errors::Errors;
use crate::frame::Frame;
use crate::menu::Menu;
use crate::page::{Page, page};

/// The signing keys with everything that is to be known before the next step.
#[derive(Debug, Clone, Template)]
#[template(path = "operator/keys.html")]
pub struct KeyList {
    /// Around the page; a success banner after a step was taken.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// One row per key, oldest first.
    pub keys: Vec<KeyRow>,
    /// Whether the steps below are taken by themselves.
    pub schedule: Schedule,
    /// The steps to come, soonest first.
    pub next: Vec<NextStep>,
    /// The steps that whoever is logged in may take now.
    pub steps: Vec<KeyStep>,
    /// Who has fetched the key that matters next.
    pub reach: Option<Reach>,
    /// The latest rehearsal of each client.
    pub rehearsals: Vec<RehearsalRow>,
}
page!(KeyList, "Signing keys");

/// Whether steps are taken by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Schedule {
    /// The worker takes them when they are due.
    Automatic,
    /// Somebody has to take them.
    ByHand,
}

/// One signing key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRow {
    /// Its `kid`.
    pub id: String,
    /// "Announced", "Published", "Signing" or "Retired".
    pub stage: String,
    /// Since when it is there.
    pub since: String,
    /// What comes next and when, such as "signs from 15 March 2026".
    pub next: String,
}

/// A step to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep {
    /// What is done.
    pub what: String,
    /// When, or from when it may be.
    pub when: String,
}

/// Who has fetched a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// The key.
    pub key: String,
    /// Every enabled client, those first that need a look.
    pub partners: Vec<ReachRow>,
}

/// Whether a partner has fetched a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReachRow {
    /// Its friendly name.
    pub client: String,
    /// "Yes", "Not seen yet" and so on.
    pub fetched: String,
    /// The networks behind that, such as "2 of 3".
    pub networks: String,
    /// The last fetch, when there was one.
    pub last: String,
}

/// One rehearsal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RehearsalRow {
    /// Whose tokens.
    pub client: String,
    /// From when until when.
    pub time: String,
    /// What was seen, as a sentence.
    pub seen: String,
    /// The counts behind it.
    pub counts: String,
    /// Where it is ended, while it goes on.
    pub end_href: Option<String>,
}

/// A step of a key that an operator takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyStep {
    /// Make a key and tell its days. Fields `publishDays` and `signDays`.
    Announce,
    /// Put it into the JWKS. Field `emergency`.
    Publish,
    /// Let it sign. Field `emergency`.
    Sign,
    /// Sign one client's tokens with it for some minutes. Fields `client` and `minutes`.
    Rehearse,
    /// End a rehearsal before its time. Field `client`.
    EndRehearsal,
}

impl KeyStep {
    /// Where it is taken.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Announce => "/keys/announce",
            Self::Publish => "/keys/publish",
            Self::Sign => "/keys/sign",
            Self::Rehearse => "/keys/rehearse",
            Self::EndRehearsal => "/keys/end-rehearsal",
        }
    }

    /// The heading of its pages, and the words of the link to them.
    #[must_use]
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Announce => "Announce a key",
            Self::Publish => "Publish the announced key",
            Self::Sign => "Let the published key sign",
            Self::Rehearse => "Rehearse with one client",
            Self::EndRehearsal => "End a rehearsal",
        }
    }

    /// What it does, for whoever takes it.
    #[must_use]
    pub const fn about(self) -> &'static str {
        match self {
            Self::Announce => {
                "A new key is made. Partners see its public half and its days on their pages and in the document of notices. It is not in the JWKS yet."
            }
            Self::Publish => "The announced key goes into the JWKS. It signs nothing yet.",
            Self::Sign => {
                "The key that is published longest signs from now on. The key that signed until now stays in the JWKS until its last token has ended. This cannot be undone."
            }
            Self::Rehearse => {
                "For some minutes the tokens of this client are signed with the published key. A partner that reads the JWKS again notices nothing; at one that does not, logging in fails. It ends by itself."
            }
            Self::EndRehearsal => "The tokens of this client are signed with the usual key again.",
        }
    }

    const fn has_urgency(self) -> bool {
        matches!(self, Self::Publish | Self::Sign)
    }

    const fn has_client(self) -> bool {
        matches!(self, Self::Rehearse | Self::EndRehearsal)
    }
}

/// What was typed on a step's form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyStepValues {
    /// The incident number.
    pub incident: String,
    /// Days until it is published.
    pub publish_days: String,
    /// Days from then until it signs.
    pub sign_days: String,
    /// Whether the days are not waited for.
    pub emergency: bool,
    /// The client.
    pub client: String,
    /// How long a rehearsal lasts.
    pub minutes: String,
}

/// The form of a step: incident number, and what the step needs.
#[derive(Debug, Clone, Template)]
#[template(path = "operator/key_step.html")]
pub struct KeyStepForm {
    /// Around the page; an alert when the step was refused.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// The step.
    pub step: KeyStep,
    /// What was typed before.
    pub values: KeyStepValues,
    /// Words of [`crate::wording::KeyProblem`] and [`crate::wording::IncidentProblem`].
    pub errors: Errors,
}
page!(KeyStepForm, |page| Cow::Borrowed(page.step.heading()), form);

/// The question before a step is taken.
#[derive(Debug, Clone, Template)]
#[template(path = "operator/key_confirm.html")]
pub struct KeyConfirm {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// The step.
    pub step: KeyStep,
    /// What will be done, each with its words.
    pub facts: Vec<(String, String)>,
    /// What was typed, carried on: names and values.
    pub hidden: Vec<(String, String)>,
}
page!(KeyConfirm, |page| format!("Are you sure? {}", page.step.heading()).into());
