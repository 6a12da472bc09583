//! What proving leaves behind: how a level was reached, where a photo ID case stands, what was sent
//! (journeys.md 1.7, 1.8, 6.2).

use crate::words::words;

words! {
    /// By what a proofing level was reached.
    LevelProof, "level proof" {
        /// The details typed match one record (1.7): P5.
        Details = "details",
        /// The phone here is the one on record (1.8, V1 to V6): P9.
        MobileMatch = "mobile_match",
        /// Photo ID and face (1.8, I1 to I24): P9.
        PhotoId = "photo_id",
        /// Registration details from the GP surgery (1.8, G1 to G8): P9.
        GpDetails = "gp_details",
        /// Written into a sandbox.
        Seeded = "seeded",
    }
}

words! {
    /// Where a photo ID case stands.
    CaseStatus, "case status" {
        /// The person is collecting what is needed.
        Draft = "draft",
        /// Sent; it waits for an answer (I18).
        Submitted = "submitted",
        /// On the holding list (6.2).
        Held = "held",
        /// Proven.
        Approved = "approved",
        /// Not proven.
        Declined = "declined",
    }
}

impl CaseStatus {
    /// Whether an answer has been given.
    #[must_use]
    pub const fn is_decided(self) -> bool {
        matches!(self, Self::Approved | Self::Declined)
    }
}

words! {
    /// A file that a person sent to prove who they are.
    EvidenceKind, "evidence kind" {
        /// The front of the document, or its photo page.
        Front = "front",
        /// The back of the document.
        Back = "back",
        /// The video in which four digits are said, signed or shown.
        Video = "video",
        /// The face scan.
        Scan = "scan",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_comes_back_from_its_name_and_no_other_text_does() {
        for status in CaseStatus::ALL {
            assert_eq!(CaseStatus::try_from(status.as_str()), Ok(*status));
        }
        assert!(CaseStatus::try_from("Draft").is_err() && LevelProof::try_from("").is_err());
    }
}
