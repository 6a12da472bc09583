//! A client's keys, and their dates.

use askama::Template;

use crate::errors::Errors;
use crate::frame::Frame;
use crate::menu::Menu;
use crate::page::{Page, page};

/// A registered key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRow {
    /// The partner's key id, or words that it has none.
    pub name: String,
    /// Its thumbprint.
    pub thumbprint: String,
    /// "2048 bits".
    pub size: String,
    /// When it may be used, in words.
    pub window: String,
    /// When it was last used, in words.
    pub used: String,
    /// Whether it may be used now.
    pub tag: KeyTag,
    /// Where its dates are changed; none where nothing can be.
    pub dates_href: Option<String>,
}

/// Whether a key may be used now, and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyTag {
    /// It may.
    InUse,
    /// Its time has not come.
    NotYet,
    /// It ends in so many days.
    EndsSoon(i64),
    /// Its time is over.
    Ended,
}

impl KeyTag {
    /// The words of the tag.
    #[must_use]
    pub fn text(self) -> String {
        match self {
            Self::InUse => "Accepted".to_owned(),
            Self::NotYet => "Not yet accepted".to_owned(),
            Self::EndsSoon(0) => "Ends within a day".to_owned(),
            Self::EndsSoon(1) => "Ends in 1 day".to_owned(),
            Self::EndsSoon(days) => format!("Ends in {days} days"),
            Self::Ended => "Ended".to_owned(),
        }
    }

    pub(crate) const fn colour(self) -> &'static str {
        match self {
            Self::InUse => "green",
            Self::NotYet => "blue",
            Self::EndsSoon(_) => "orange",
            Self::Ended => "red",
        }
    }
}

/// A date as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DateTyped {
    /// Day of the month.
    pub day: String,
    /// Month, a number or its name.
    pub month: String,
    /// Year.
    pub year: String,
}

/// The keys of a draft, and the form that adds some. Fields `version`, `keyText`, `keyId`, and `fromDay` to `untilYear`.
#[derive(Debug, Clone, Template)]
#[template(path = "clients/keys.html")]
pub struct DraftKeys {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// The client's name.
    pub name: String,
    /// Where the form is posted.
    pub action: String,
    /// Where the section is left.
    pub overview_href: String,
    /// The version of the draft that is changed.
    pub version: String,
    /// The keys it has.
    pub keys: Vec<KeyRow>,
    /// The key id typed before. What was pasted is never shown again.
    pub key_id: String,
    /// The first day typed before.
    pub from: DateTyped,
    /// The last day typed before.
    pub until: DateTyped,
    /// Words of [`crate::wording::RegistrationProblem`].
    pub errors: Errors,
}
page!(DraftKeys, |page| format!("Keys of {}", page.name).into(), form);

/// The dates of one key, and how it is taken away. Fields `version`, and `fromDay` to `untilYear`.
#[derive(Debug, Clone, Template)]
#[template(path = "clients/key_dates.html")]
pub struct DraftKeyDates {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// The key.
    pub registered: KeyRow,
    /// Where the form is posted.
    pub action: String,
    /// Where "Remove this key" is posted.
    pub remove_action: String,
    /// The version of the draft that is changed.
    pub version: String,
    /// The first day.
    pub from: DateTyped,
    /// The last day.
    pub until: DateTyped,
    /// Words of [`crate::wording::RegistrationProblem`].
    pub errors: Errors,
}
page!(DraftKeyDates, "When this key is accepted", form);
