//! Proving who you are with photo ID: which documents count, and what ID checkers answer and decide.

mod decline;
mod holding;
mod question;
mod scan;

use crate::fault::Malformed;

pub use decline::{DeclineAdvice, DeclineReason, Note, ReasonGroup};
pub use holding::HoldingReason;
pub use question::{Answer, CaseSection, Question};
pub use scan::scan_colours;

/// A photo ID that is accepted. Journeys 2.7 I5; section 9, decision 12: nine of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DocumentKind {
    /// Of any country.
    Passport,
    /// Full or provisional.
    UkDrivingLicence,
    /// Full only.
    EuropeanDrivingLicence,
    /// A card, not a sheet of paper.
    EuropeanIdentityCard,
    /// BRP or UK Residence Card.
    ResidencePermit,
    /// BRC, also as a temporary pass.
    ResidenceCard,
    /// ARC.
    ApplicationRegistrationCard,
    /// A proof-of-age card.
    CitizenCard,
    /// The visa sticker in a passport.
    EntryClearance,
}

impl DocumentKind {
    /// Every kind, in the order of I5: the first two stand alone, the others under "Other photo ID".
    pub const ALL: [Self; 9] = [
        Self::Passport,
        Self::UkDrivingLicence,
        Self::EuropeanDrivingLicence,
        Self::EuropeanIdentityCard,
        Self::ResidencePermit,
        Self::ResidenceCard,
        Self::ApplicationRegistrationCard,
        Self::CitizenCard,
        Self::EntryClearance,
    ];

    /// Its name in storage and forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Passport => "passport",
            Self::UkDrivingLicence => "uk_driving_licence",
            Self::EuropeanDrivingLicence => "european_driving_licence",
            Self::EuropeanIdentityCard => "european_identity_card",
            Self::ResidencePermit => "residence_permit",
            Self::ResidenceCard => "residence_card",
            Self::ApplicationRegistrationCard => "application_registration_card",
            Self::CitizenCard => "citizen_card",
            Self::EntryClearance => "entry_clearance",
        }
    }

    /// Its full label in a list.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Passport => "Passport",
            Self::UkDrivingLicence => "UK driving licence (full or provisional)",
            Self::EuropeanDrivingLicence => "European driving licence (full)",
            Self::EuropeanIdentityCard => "European national identity card",
            Self::ResidencePermit => "Biometric residence permit (BRP) or UK Residence Card",
            Self::ResidenceCard => "Biometric residence card (BRC), including a temporary pass",
            Self::ApplicationRegistrationCard => "UK application registration card (ARC)",
            Self::CitizenCard => "CitizenCard",
            Self::EntryClearance => "UK entry clearance visa sticker",
        }
    }

    /// Its short name after "your": "passport".
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Passport => "passport",
            Self::UkDrivingLicence => "UK driving licence",
            Self::EuropeanDrivingLicence => "European driving licence",
            Self::EuropeanIdentityCard => "European national identity card",
            Self::ResidencePermit => "residence permit or card",
            Self::ResidenceCard => "biometric residence card",
            Self::ApplicationRegistrationCard => "application registration card",
            Self::CitizenCard => "CitizenCard",
            Self::EntryClearance => "visa sticker",
        }
    }

    /// How many sides are photographed: 1 or 2. "Other" cards also need the back (Journeys 2.7 I7b).
    #[must_use]
    pub const fn sides(self) -> u8 {
        match self {
            Self::Passport | Self::UkDrivingLicence | Self::EntryClearance => 1,
            Self::EuropeanDrivingLicence
            | Self::EuropeanIdentityCard
            | Self::ResidencePermit
            | Self::ResidenceCard
            | Self::ApplicationRegistrationCard
            | Self::CitizenCard => 2,
        }
    }

    /// Whether it stands under "Other photo ID" on I5.
    #[must_use]
    pub const fn is_other(self) -> bool {
        !matches!(self, Self::Passport | Self::UkDrivingLicence)
    }
}

impl TryFrom<&str> for DocumentKind {
    type Error = Malformed;

    fn try_from(text: &str) -> Result<Self, Malformed> {
        let fault = Malformed::new("document", "must be one of the accepted kinds of photo ID");
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(fault)
    }
}

/// Who compares the evidence first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CheckRoute {
    /// People only: error references 40xx.
    Manual,
    /// The document-check provider, then people where it is unsure: error references 80xx.
    Automated,
}

impl CheckRoute {
    /// Its name in storage.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::Automated => "automated",
        }
    }

    /// The tag of the case page.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Manual => "Manual journey",
            Self::Automated => "Automated journey",
        }
    }
}

/// How the four digits are given in a video. Journeys 2.7 I13
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VideoMethod {
    /// Spoken.
    Say,
    /// In British Sign Language.
    Sign,
    /// On paper, shown to the camera.
    Write,
}

impl VideoMethod {
    /// Every way, in the order of I13.
    pub const ALL: [Self; 3] = [Self::Say, Self::Sign, Self::Write];

    /// Its name in storage and forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Say => "say",
            Self::Sign => "sign",
            Self::Write => "write",
        }
    }
}

impl TryFrom<&str> for VideoMethod {
    type Error = Malformed;

    fn try_from(text: &str) -> Result<Self, Malformed> {
        let fault = Malformed::new("video method", "must be say, sign or write");
        Self::ALL.into_iter().find(|method| method.as_str() == text).ok_or(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_found_by_its_name_and_only_by_that() {
        for kind in DocumentKind::ALL {
            assert_eq!(DocumentKind::try_from(kind.as_str()), Ok(kind));
            assert_eq!(DocumentKind::try_from(kind.label()).is_ok(), kind.label() == kind.as_str());
        }
        assert!(DocumentKind::try_from("bus_pass").is_err());
    }

    #[test]
    fn passports_are_photographed_once_and_other_cards_on_both_sides() {
        assert_eq!(DocumentKind::Passport.sides(), 1);
        assert_eq!(DocumentKind::UkDrivingLicence.sides(), 1);
        assert_eq!(DocumentKind::EuropeanIdentityCard.sides(), 2);
        assert_eq!(DocumentKind::ALL.into_iter().filter(|kind| kind.is_other()).count(), 7);
    }
}
