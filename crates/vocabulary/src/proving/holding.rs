//! Why a case waits in the holding list.

use super::decline::Note;
use crate::fault::Malformed;

/// Why a checker moved a case to the holding list. Journeys 6.2
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HoldingReason {
    /// Names differ between the ID and the record.
    NameDiscrepancy,
    /// Addresses of two people may be mixed up.
    ConfusionAddresses,
    /// Names of two people may be mixed up.
    ConfusionNames,
    /// One person may have two records.
    PossibleDuplicate,
    /// Outside the area served.
    UnsupportedPostcode,
    /// Something about the document.
    DocumentIssue,
    /// The document may not be genuine.
    DocumentFraud,
    /// The face may not be that of a person present.
    LikenessFraud,
    /// The person may need protection.
    Safeguarding,
    /// One of our systems failed.
    SystemIssue,
    /// The document-check provider answered oddly.
    AutomationIssue,
    /// Anything else, as the note says.
    Other,
}

impl HoldingReason {
    /// Every reason, in the order of the drop-down.
    pub const ALL: [Self; 12] = [
        Self::NameDiscrepancy,
        Self::ConfusionAddresses,
        Self::ConfusionNames,
        Self::PossibleDuplicate,
        Self::UnsupportedPostcode,
        Self::DocumentIssue,
        Self::DocumentFraud,
        Self::LikenessFraud,
        Self::Safeguarding,
        Self::SystemIssue,
        Self::AutomationIssue,
        Self::Other,
    ];

    /// Its name in storage and forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NameDiscrepancy => "name_discrepancy",
            Self::ConfusionAddresses => "confusion_addresses",
            Self::ConfusionNames => "confusion_names",
            Self::PossibleDuplicate => "possible_duplicate",
            Self::UnsupportedPostcode => "unsupported_postcode",
            Self::DocumentIssue => "document_issue",
            Self::DocumentFraud => "document_fraud",
            Self::LikenessFraud => "likeness_fraud",
            Self::Safeguarding => "safeguarding",
            Self::SystemIssue => "system_issue",
            Self::AutomationIssue => "automation_issue",
            Self::Other => "other",
        }
    }

    /// Its words in the drop-down.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::NameDiscrepancy => "Name discrepancy",
            Self::ConfusionAddresses => "Potential confusion – addresses",
            Self::ConfusionNames => "Potential confusion – names",
            Self::PossibleDuplicate => "Potential duplicate",
            Self::UnsupportedPostcode => "Unsupported postcode",
            Self::DocumentIssue => "Document issue",
            Self::DocumentFraud => "Potential fraud – ID document",
            Self::LikenessFraud => "Potential fraud – likeness or liveness",
            Self::Safeguarding => "Potential safeguarding",
            Self::SystemIssue => "System issue",
            Self::AutomationIssue => "Automation issue",
            Self::Other => "Other",
        }
    }

    /// Whether a note goes with it: whoever opens the case next must know what to look for.
    #[must_use]
    pub const fn note(self) -> Note {
        match self {
            Self::DocumentFraud | Self::LikenessFraud | Self::Safeguarding | Self::Other => Note::Required,
            _ => Note::Optional,
        }
    }
}

impl TryFrom<&str> for HoldingReason {
    type Error = Malformed;

    fn try_from(text: &str) -> Result<Self, Malformed> {
        let fault = Malformed::new("holding reason", "must be one of the listed reasons");
        Self::ALL.into_iter().find(|reason| reason.as_str() == text).ok_or(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_found_by_its_name() {
        for reason in HoldingReason::ALL {
            assert_eq!(HoldingReason::try_from(reason.as_str()), Ok(reason));
        }
        assert!(HoldingReason::try_from("").is_err());
    }

    #[test]
    fn other_says_nothing_without_a_note() {
        assert_eq!(HoldingReason::Other.note(), Note::Required);
        assert_eq!(HoldingReason::NameDiscrepancy.note(), Note::Optional);
    }
}
