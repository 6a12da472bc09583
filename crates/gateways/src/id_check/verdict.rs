//! What the provider found.

use std::fmt;

use jiff::civil::Date;
use vocabulary::{DateOfBirth, FamilyName, GivenName, Malformed};

/// The provider's name for a check: 1 to 64 letters, digits, hyphens and underscores.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ProviderReference(String);

impl ProviderReference {
    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<&str> for ProviderReference {
    type Error = Malformed;

    fn try_from(text: &str) -> Result<Self, Malformed> {
        // It becomes part of an address, so nothing that means anything there is let in.
        let legal = (1..=64).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        if legal {
            Ok(Self(text.to_owned()))
        } else {
            Err(Malformed::new(
                "provider reference",
                "must be 1 to 64 letters, digits, hyphens or underscores",
            ))
        }
    }
}

impl fmt::Display for ProviderReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a check was not passed, named as the provider names it. None of these is ever shown to the person.
///
/// Source: Journeys 6.2, automation outcome codes; the ones after the first four are ours
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CheckReason {
    /// `DeniedSuspectedFraud`: the document looks forged or tampered with.
    SuspectedFraud,
    /// `DeniedDocumentExpired`: expired for longer than is accepted.
    DocumentExpired,
    /// `DeniedAgeRequirementNotMet`: too young.
    AgeRequirementNotMet,
    /// `DeniedNotReadableID`: what is printed cannot be read.
    NotReadableId,
    /// `DeniedUnsupportedID`: not a kind of document that is known.
    UnsupportedId,
    /// `DeniedDetailsMismatch`: the document names somebody else.
    DetailsMismatch,
    /// `DeniedFaceMismatch`: the face is not the document's.
    FaceMismatch,
    /// `DeniedNoLiveFace`: no face, or one that is not alive.
    NoLiveFace,
    /// `DeniedDigitsMismatch`: the digits were not the ones asked for.
    DigitsMismatch,
    /// A reason that this program does not know.
    Other,
}

impl CheckReason {
    /// Every reason that has a name.
    pub const NAMED: [Self; 9] = [
        Self::SuspectedFraud,
        Self::DocumentExpired,
        Self::AgeRequirementNotMet,
        Self::NotReadableId,
        Self::UnsupportedId,
        Self::DetailsMismatch,
        Self::FaceMismatch,
        Self::NoLiveFace,
        Self::DigitsMismatch,
    ];

    /// Its name on the wire, in storage and in the console.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SuspectedFraud => "DeniedSuspectedFraud",
            Self::DocumentExpired => "DeniedDocumentExpired",
            Self::AgeRequirementNotMet => "DeniedAgeRequirementNotMet",
            Self::NotReadableId => "DeniedNotReadableID",
            Self::UnsupportedId => "DeniedUnsupportedID",
            Self::DetailsMismatch => "DeniedDetailsMismatch",
            Self::FaceMismatch => "DeniedFaceMismatch",
            Self::NoLiveFace => "DeniedNoLiveFace",
            Self::DigitsMismatch => "DeniedDigitsMismatch",
            Self::Other => "Other",
        }
    }

    /// The reason with this name; [`CheckReason::Other`] for a name that is not known.
    #[must_use]
    pub fn named(name: &str) -> Self {
        Self::NAMED.into_iter().find(|reason| reason.as_str() == name).unwrap_or(Self::Other)
    }
}

/// What is printed on the document, as far as the provider could read it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Readings {
    /// Last name.
    pub family: Option<FamilyName>,
    /// First and middle names.
    pub given: Option<GivenName>,
    /// Date of birth.
    pub born: Option<DateOfBirth>,
    /// The day on which it expires.
    pub expires_on: Option<Date>,
}

/// Whether the provider saw what was asked of the face: the digits of a video, the colours of a scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Challenge {
    /// It says that it did.
    Kept,
    /// It does not say so.
    NotConfirmed,
}

/// What became of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing yet.
    Pending,
    /// Document and face are in order. Whether they are this person's, the caller decides by the readings; whether the face was there
    /// then, by the challenge.
    Passed(Readings, Challenge),
    /// They are not, for at least one reason that this program knows.
    Failed(Vec<CheckReason>),
    /// The provider does not know, or says no for reasons that this program does not know: people have to look.
    Unsure(Vec<CheckReason>),
}

/// What a quick look at one photo shows (I8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhotoFindings {
    /// Whether there is a document in it.
    pub document_found: bool,
    /// How many faces.
    pub faces: u8,
    /// Whether the print can be read.
    pub readable: bool,
}
