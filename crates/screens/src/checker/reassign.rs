//! A case of the holding list is given to a colleague.

use askama::Template;

use crate::errors::Errors;
use crate::frame::Frame;
use crate::menu::Menu;
use crate::page::{Page, page};

/// Who gets a held case. Field `colleague`. Journeys 6.2
#[derive(Debug, Clone, Template)]
#[template(path = "checker/reassign.html")]
pub struct Reassign {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// Where the form is posted.
    pub action: String,
    /// The case's verification ID.
    pub verification: String,
    /// Who may be chosen.
    pub colleagues: Vec<Colleague>,
    /// Words of [`crate::wording::ReassignProblem`].
    pub errors: Errors,
}
page!(Reassign, "Who do you want to give this case to?", form);

/// An ID checker who may be given a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// The value of the radio button.
    pub id: String,
    /// What colleagues call them.
    pub name: String,
}
