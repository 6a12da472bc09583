//! What an operator does with an account: the form, the page that asks once more, and the page for when it did not work.

use std::borrow::Cow;

use askama::Template;
use vocabulary::PersonAction;

use crate::errors::Errors;
use crate::frame::Frame;
use crate::menu::Menu;
use crate::page::Page;
use crate::wording::{ActWords, act_words};

/// The form of an act. Fields `incident` and what the act needs. Journeys 6.1
#[derive(Debug, Clone, Template)]
#[template(path = "people/act_form.html")]
pub struct ActForm {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// What is to be done.
    pub act: PersonAction,
    /// Where the form is posted.
    pub action: String,
    /// The incident number typed before.
    pub incident: String,
    /// The reasons to choose from; none for an act without one. Field `reason`.
    pub reasons: Vec<ActOption>,
    /// The new mobile number typed before, for the act that needs one. Field `phoneNumber`.
    pub mobile: Option<String>,
    /// Whether the phone numbers go as well, for the act that asks. Field `removePhones`.
    pub remove_phones: Option<bool>,
    /// Words of [`crate::wording::IncidentProblem`] and [`crate::wording::ActProblem`].
    pub errors: Errors,
}

impl Page for ActForm {
    fn heading(&self) -> Cow<'_, str> {
        self.words().heading.into()
    }

    fn errors(&self) -> &Errors {
        &self.errors
    }
}

impl ActForm {
    const fn words(&self) -> ActWords {
        act_words(self.act)
    }
}

/// A radio button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActOption {
    /// Its value.
    pub value: &'static str,
    /// Its words.
    pub text: &'static str,
    /// Whether it is selected.
    pub chosen: bool,
}

/// The page that asks once more. Its form repeats what was given, in hidden fields.
#[derive(Debug, Clone, Template)]
#[template(path = "people/act_confirm.html")]
pub struct ActConfirm {
    /// Around the page; its back link leads to the form.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// What is to be done.
    pub act: PersonAction,
    /// Where the form is posted.
    pub action: String,
    /// Where "Cancel" leads.
    pub cancel_href: String,
    /// What was given, in words.
    pub details: Vec<ActDetail>,
    /// What was given, as fields.
    pub fields: Vec<(&'static str, String)>,
}

impl Page for ActConfirm {
    fn heading(&self) -> Cow<'_, str> {
        self.words().question.into()
    }
}

impl ActConfirm {
    const fn words(&self) -> ActWords {
        act_words(self.act)
    }
}

/// What was given, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActDetail {
    /// What it is.
    pub label: &'static str,
    /// What it says.
    pub value: String,
}

/// The act was not done.
#[derive(Debug, Clone, Template)]
#[template(path = "people/act_failed.html")]
pub struct ActFailed {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// What was to be done.
    pub act: PersonAction,
    /// Why not, in words of [`crate::wording::ActRefusal`]; none for a failure of ours.
    pub why: Option<String>,
    /// The reference of a failure of ours.
    pub reference: Option<String>,
    /// Where the account's page is.
    pub person_href: String,
}

impl Page for ActFailed {
    fn heading(&self) -> Cow<'_, str> {
        self.words().failed.into()
    }

    fn status(&self) -> u16 {
        if self.why.is_some() { 409 } else { 500 }
    }
}

impl ActFailed {
    const fn words(&self) -> ActWords {
        act_words(self.act)
    }
}
