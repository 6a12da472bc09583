//! What the person told about themselves: out of the case's draft, as checkers read it.

use account_store::Case;
use gateways::PersonSought;
use serde::{Deserialize, Serialize};
use vocabulary::{DateOfBirth, DocumentKind, FamilyName, GivenName, NhsNumber, Postcode, VideoMethod};

use crate::proving::photo_draft::{self, Draft};

/// The part of a draft that checkers read.
#[derive(Default)]
pub(crate) struct CaseFile {
    /// What the person says of themselves.
    pub(crate) details: CaseDetails,
    pub(crate) document: Option<DocumentKind>,
    pub(crate) method: Option<VideoMethod>,
    /// The four digits that the video shows.
    pub(crate) digits: [u8; 4],
    /// Whether a record was matched before, so that the account steps up (journeys 1.9).
    pub(crate) uplift: bool,
}

impl CaseFile {
    /// The file of `case`; an empty one when its draft cannot be read, so that a checker can still decline or hold it.
    pub(crate) fn of(case: &Case) -> Self {
        let Ok(draft) = Draft::of(case) else {
            tracing::error!(case = %case.id, "the draft of a case does not parse");
            return Self::default();
        };
        Self {
            document: draft.document(),
            method: draft.method(),
            digits: draft.digits,
            uplift: draft.details.as_ref().is_some_and(|details| details.matched),
            details: draft.details.as_ref().map(CaseDetails::from).unwrap_or_default(),
        }
    }
}

/// What a record is looked for with: what the person told, or what a checker made of it. Texts as they were typed; empty where nothing
/// was.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CaseDetails {
    /// NHS number.
    pub nhs_number: String,
    /// First name and middle names.
    pub given_name: String,
    /// Last name, or the only one.
    pub family_name: String,
    /// Date of birth, as 1980-12-31.
    pub born: String,
    /// Postcode.
    pub postcode: String,
}

impl std::fmt::Debug for CaseDetails {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CaseDetails(…)")
    }
}

impl From<&photo_draft::CaseDetails> for CaseDetails {
    fn from(told: &photo_draft::CaseDetails) -> Self {
        Self {
            nhs_number: told.number().map(|number| number.as_str().to_owned()).unwrap_or_default(),
            given_name: told.given().map(|name| name.as_str().to_owned()).unwrap_or_default(),
            family_name: told.family().map(|name| name.as_str().to_owned()).unwrap_or_default(),
            born: told.birth_date().map(|born| born.to_string()).unwrap_or_default(),
            postcode: told.home().map(|code| code.as_str().to_owned()).unwrap_or_default(),
        }
    }
}

impl CaseDetails {
    /// The number, when one was given.
    pub(crate) fn number(&self) -> Option<NhsNumber> {
        NhsNumber::from_typed(&self.nhs_number).ok()
    }

    pub(crate) fn birth_date(&self) -> Option<DateOfBirth> {
        DateOfBirth::try_from(self.born.trim()).ok()
    }

    /// Who is looked for by name; none when something is missing or no name, date or postcode.
    pub(crate) fn person(&self) -> Option<PersonSought> {
        Some(PersonSought {
            given: GivenName::try_from(self.given_name.trim()).ok(),
            family: FamilyName::try_from(self.family_name.trim()).ok()?,
            born: self.birth_date()?,
            postcode: Postcode::try_from(self.postcode.trim()).ok()?,
        })
    }
}
