//! Finding a person.

use askama::Template;
use vocabulary::SearchKind;

use crate::errors::Errors;
use crate::frame::Frame;
use crate::menu::Menu;
use crate::page::{Page, page};
use crate::spoken::spoken_minutes;

/// "Find a person". Fields `by` and `term`. Journeys 6.1
#[derive(Debug, Clone, Template)]
#[template(path = "people/find.html")]
pub struct FindPeople {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// Where the form is posted: what is typed stands in no address.
    pub action: String,
    /// The kinds of search that are open to the operator.
    pub ways: Vec<WayToFind>,
    /// What was typed, to be put right.
    pub term: String,
    /// Words of [`crate::wording::SearchProblem`].
    pub errors: Errors,
}
page!(FindPeople, "Find a person", form);

/// A kind of search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WayToFind {
    /// Which.
    pub kind: SearchKind,
    /// Whether it is selected.
    pub chosen: bool,
}

impl WayToFind {
    /// What is typed for it.
    pub(crate) const fn label(self) -> &'static str {
        label(self.kind)
    }
}

const fn label(kind: SearchKind) -> &'static str {
    match kind {
        SearchKind::Email => "Email address",
        SearchKind::AccountId => "Account ID",
        SearchKind::Phone => "Phone number",
        SearchKind::NhsNumber => "NHS number",
    }
}

impl FindPeople {
    /// The only kind of search, where there is one.
    fn only_way(&self) -> Option<WayToFind> {
        match self.ways.as_slice() {
            [way] => Some(*way),
            _ => None,
        }
    }

    fn term_label(&self) -> &'static str {
        self.only_way().map_or("What to look for", WayToFind::label)
    }
}

/// Nobody has what was typed. It repeats it, in the answer to the form and nowhere else. Journeys 6.1
#[derive(Debug, Clone, Template)]
#[template(path = "people/nobody.html")]
pub struct NobodyFound {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// What was looked for.
    pub kind: SearchKind,
    /// What was typed.
    pub term: String,
}
page!(NobodyFound, "No account found");

impl NobodyFound {
    const fn what(&self) -> &'static str {
        match self.kind {
            SearchKind::Email => "email address",
            SearchKind::AccountId => "account ID",
            SearchKind::Phone => "phone number",
            SearchKind::NhsNumber => "NHS number",
        }
    }
}

/// The operator has searched too often.
#[derive(Debug, Clone, Template)]
#[template(path = "people/too_many_searches.html")]
pub struct TooManySearches {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// How long until the next search, minutes.
    pub minutes: u64,
}

impl TooManySearches {
    fn time(&self) -> String {
        spoken_minutes(self.minutes)
    }
}

impl Page for TooManySearches {
    fn heading(&self) -> std::borrow::Cow<'_, str> {
        "You have searched too many times".into()
    }

    fn status(&self) -> u16 {
        429
    }

    fn retry_after(&self) -> Option<u64> {
        Some(self.minutes * 60)
    }
}

/// Several accounts share a phone number or an NHS number.
#[derive(Debug, Clone, Template)]
#[template(path = "people/found.html")]
pub struct FoundList {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// The accounts, oldest first.
    pub people: Vec<FoundRow>,
}
page!(FoundList, |page| format!("{} accounts found", page.people.len()).into());

/// One account in a list. What is none is not for this operator's eyes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundRow {
    /// Where its page is.
    pub href: String,
    /// Email address.
    pub email: Option<String>,
    /// First and last name.
    pub name: Option<String>,
    /// "Active" or "Disabled".
    pub status: Option<&'static str>,
}
