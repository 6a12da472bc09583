//! Why an ID check was declined, as a table.

use super::holding::HoldingReason;
use crate::fault::Malformed;

/// Whether a note goes with a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Note {
    /// Nothing is asked, nothing is kept.
    None,
    /// May be left empty.
    Optional,
    /// Without it the reason says too little.
    Required,
}

/// Which email tells the person. Journeys 4
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeclineAdvice {
    /// E13: try again with a better photo or video.
    TryAgain,
    /// E14: this ID cannot be used.
    IdNotValid,
    /// E15: use the GP surgery instead.
    UseGp,
    /// E15 with the words of D12: log in with the other email address.
    OtherLogin,
    /// E15 with the words of D16: nothing can be done yet.
    Wait,
}

impl DeclineAdvice {
    /// Its name in storage.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TryAgain => "try_again",
            Self::IdNotValid => "id_not_valid",
            Self::UseGp => "use_gp",
            Self::OtherLogin => "other_login",
            Self::Wait => "wait",
        }
    }
}

/// The drop-downs that the reasons stand in. Journeys 6.2
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ReasonGroup {
    /// The ID, or part of it, cannot be seen.
    CannotSeeId,
    /// The ID is not genuine.
    NotGenuine,
    /// The ID is genuine but not accepted.
    NotValid,
    /// The NHS record.
    Record,
    /// The ID against the record.
    IdAgainstRecord,
    /// What the video or scan shows.
    Video,
    /// Whose face it is.
    Face,
    /// The four digits.
    Numbers,
    /// Somebody may need protection.
    Safeguarding,
}

impl ReasonGroup {
    /// Every group, in the order of the page.
    pub const ALL: [Self; 9] = [
        Self::CannotSeeId,
        Self::NotGenuine,
        Self::NotValid,
        Self::Record,
        Self::IdAgainstRecord,
        Self::Video,
        Self::Face,
        Self::Numbers,
        Self::Safeguarding,
    ];

    /// Its words above its reasons.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::CannotSeeId => "Cannot see the ID",
            Self::NotGenuine => "ID is not genuine",
            Self::NotValid => "ID is not valid",
            Self::Record => "PDS record",
            Self::IdAgainstRecord => "ID does not match PDS",
            Self::Video => "Video or scan is not clear",
            Self::Face => "Face does not match",
            Self::Numbers => "Numbers",
            Self::Safeguarding => "Safeguarding",
        }
    }

    /// Its reasons, in the order of the drop-down.
    pub fn reasons(self) -> impl Iterator<Item = DeclineReason> {
        DeclineReason::all().filter(move |reason| reason.group() == self)
    }
}

/// Why an ID check was declined. The case says which document it is about. Journeys 6.2
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table below says what each one means, in the checker's words")]
pub enum DeclineReason {
    NoIdSent,
    TypeNotAccepted,
    Blurred,
    Glare,
    Hologram,
    TooLight,
    TooDark,
    Cropped,
    Covered,
    TooSmall,
    Dirty,
    Filter,
    UnclearOther,
    WholeDocumentFake,
    Tampered,
    Expired,
    UnsupportedUkDocument,
    UnsupportedForeignDocument,
    NoRecord,
    DuplicateRecords,
    ConfusionRecord,
    RecordIssue,
    RecordClosed,
    UnderAge,
    OnAnotherLogin,
    RecordBirthDateDiffers,
    RecordPostcodeDiffers,
    IdBirthDateDiffers,
    IdFirstNamesDiffer,
    IdLastNamesDiffer,
    FaceNotClear,
    NoFace,
    NobodyThere,
    FaceDiffers,
    NoSound,
    NumbersUnclear,
    NumbersIncomplete,
    NumbersWrong,
    OtherWords,
    OtherSpeaker,
    SafeguardingGpBlocked,
    SafeguardingGp,
    SafeguardingEvidence,
    SomeoneApplying,
}

struct Row {
    reason: DeclineReason,
    group: ReasonGroup,
    name: &'static str,
    label: &'static str,
    note: Note,
    asks: &'static str,
    advice: DeclineAdvice,
}

const fn row(
    reason: DeclineReason,
    group: ReasonGroup,
    texts: (&'static str, &'static str),
    (note, asks): (Note, &'static str),
    advice: DeclineAdvice,
) -> Row {
    Row { reason, group, name: texts.0, label: texts.1, note, asks, advice }
}

const ANY: (Note, &str) = (Note::Optional, "Note");
const NOTHING: (Note, &str) = (Note::None, "");
const PART: (Note, &str) = (Note::Required, "Which part, and how?");
const HOW: (Note, &str) = (Note::Required, "How did you identify it?");
const TICKET: (Note, &str) = (Note::Required, "Ticket number");
const WHICH: (Note, &str) = (Note::Required, "Which one, and why?");
const CONCERN: (Note, &str) = (Note::Required, "What is the concern?");

use DeclineAdvice::{IdNotValid, OtherLogin, TryAgain, UseGp, Wait};
use DeclineReason as R;
use ReasonGroup as G;

/// One row per reason, in the order of the enum.
#[rustfmt::skip]
static TABLE: [Row; 44] = [
    row(R::NoIdSent, G::CannotSeeId, ("no_id_sent", "No ID sent at all"), NOTHING, TryAgain),
    row(R::TypeNotAccepted, G::CannotSeeId, ("type_not_accepted", "Not an accepted type of ID"), ANY, IdNotValid),
    row(R::Blurred, G::CannotSeeId, ("blurred", "Not clear: blurred"), ANY, TryAgain),
    row(R::Glare, G::CannotSeeId, ("glare", "Not clear: glare"), ANY, TryAgain),
    row(R::Hologram, G::CannotSeeId, ("hologram", "Not clear: hologram over text"), ANY, TryAgain),
    row(R::TooLight, G::CannotSeeId, ("too_light", "Not clear: too light"), ANY, TryAgain),
    row(R::TooDark, G::CannotSeeId, ("too_dark", "Not clear: too dark"), ANY, TryAgain),
    row(R::Cropped, G::CannotSeeId, ("cropped", "Not clear: cropped"), ANY, TryAgain),
    row(R::Covered, G::CannotSeeId, ("covered", "Not clear: covered"), ANY, TryAgain),
    row(R::TooSmall, G::CannotSeeId, ("too_small", "Not clear: too small"), ANY, TryAgain),
    row(R::Dirty, G::CannotSeeId, ("dirty", "Not clear: dirty"), ANY, TryAgain),
    row(R::Filter, G::CannotSeeId, ("filter", "Not clear: filter"), ANY, TryAgain),
    row(R::UnclearOther, G::CannotSeeId, ("unclear_other", "Not clear: other"), PART, TryAgain),
    row(R::WholeDocumentFake, G::NotGenuine, ("whole_document_fake", "Whole document is fake"), HOW, UseGp),
    row(R::Tampered, G::NotGenuine, ("tampered", "Photo or data has been tampered with"), HOW, UseGp),
    row(R::Expired, G::NotValid, ("expired", "Expired 12 months ago or more"), NOTHING, IdNotValid),
    row(R::UnsupportedUkDocument, G::NotValid, ("unsupported_uk_document", "Unsupported UK document"), ANY, IdNotValid),
    row(R::UnsupportedForeignDocument, G::NotValid, ("unsupported_foreign_document", "Unsupported non-UK document"), ANY, IdNotValid),
    row(R::NoRecord, G::Record, ("no_record", "No record"), ANY, UseGp),
    row(R::DuplicateRecords, G::Record, ("duplicate_records", "Duplicate live records"), TICKET, UseGp),
    row(R::ConfusionRecord, G::Record, ("confusion_record", "Confusion record"), TICKET, UseGp),
    row(R::RecordIssue, G::Record, ("record_issue", "PDS issue with the record"), TICKET, UseGp),
    row(R::RecordClosed, G::Record, ("record_closed", "Record with a date of death"), ANY, UseGp),
    row(R::UnderAge, G::Record, ("under_age", "Younger than the service allows"), NOTHING, Wait),
    row(R::OnAnotherLogin, G::Record, ("on_another_login", "NHS number already on another login"), NOTHING, OtherLogin),
    row(R::RecordBirthDateDiffers, G::Record, ("record_birth_date_differs", "Date of birth does not match"), ANY, UseGp),
    row(R::RecordPostcodeDiffers, G::Record, ("record_postcode_differs", "Postcode does not match"), ANY, UseGp),
    row(R::IdBirthDateDiffers, G::IdAgainstRecord, ("id_birth_date_differs", "Date of birth does not match"), WHICH, UseGp),
    row(R::IdFirstNamesDiffer, G::IdAgainstRecord, ("id_first_names_differ", "First names do not match"), WHICH, UseGp),
    row(R::IdLastNamesDiffer, G::IdAgainstRecord, ("id_last_names_differ", "Last names do not match"), WHICH, UseGp),
    row(R::FaceNotClear, G::Video, ("face_not_clear", "Face is there but not clear"), ANY, TryAgain),
    row(R::NoFace, G::Video, ("no_face", "No face"), ANY, TryAgain),
    row(R::NobodyThere, G::Video, ("nobody_there", "Nobody is there"), ANY, TryAgain),
    row(R::FaceDiffers, G::Face, ("face_differs", "Face does not match the ID"), ANY, TryAgain),
    row(R::NoSound, G::Numbers, ("no_sound", "No sound"), NOTHING, TryAgain),
    row(R::NumbersUnclear, G::Numbers, ("numbers_unclear", "Cannot see or hear the numbers clearly"), ANY, TryAgain),
    row(R::NumbersIncomplete, G::Numbers, ("numbers_incomplete", "First or last number is missing"), NOTHING, TryAgain),
    row(R::NumbersWrong, G::Numbers, ("numbers_wrong", "Numbers are completely wrong"), ANY, TryAgain),
    row(R::OtherWords, G::Numbers, ("other_words", "Says something else"), ANY, TryAgain),
    row(R::OtherSpeaker, G::Numbers, ("other_speaker", "Someone else says the numbers"), ANY, TryAgain),
    row(R::SafeguardingGpBlocked, G::Safeguarding, ("safeguarding_gp_blocked", "Refer to GP and block GP online details"), CONCERN, UseGp),
    row(R::SafeguardingGp, G::Safeguarding, ("safeguarding_gp", "Refer to GP online details"), CONCERN, UseGp),
    row(R::SafeguardingEvidence, G::Safeguarding, ("safeguarding_evidence", "Problem with the photo or video"), CONCERN, TryAgain),
    row(R::SomeoneApplying, G::Safeguarding, ("someone_applying", "Someone is applying for them"), CONCERN, UseGp),
];

impl DeclineReason {
    /// Every reason, in the order of the drop-downs.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.reason)
    }

    fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }

    /// Its name in storage and forms.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.row().name
    }

    /// Its words in the drop-down, for checkers only.
    #[must_use]
    pub fn label(self) -> &'static str {
        self.row().label
    }

    /// The drop-down it stands in.
    #[must_use]
    pub fn group(self) -> ReasonGroup {
        self.row().group
    }

    /// Whether a note goes with it.
    #[must_use]
    pub fn note(self) -> Note {
        self.row().note
    }

    /// What the note answers, such as "Ticket number"; empty without a note.
    #[must_use]
    pub fn note_asks(self) -> &'static str {
        self.row().asks
    }

    /// Which email tells the person.
    #[must_use]
    pub fn advice(self) -> DeclineAdvice {
        self.row().advice
    }

    /// The holding reason under which a supervisor must look first: these are never declined from the queue.
    ///
    /// Journeys 6.2; section 9, decision 13
    #[must_use]
    pub fn held_first(self) -> Option<HoldingReason> {
        match self.group() {
            ReasonGroup::NotGenuine => Some(HoldingReason::DocumentFraud),
            ReasonGroup::Safeguarding => Some(HoldingReason::Safeguarding),
            _ => None,
        }
    }

    /// Whether the person may no longer use GP online details (POL) either.
    #[must_use]
    pub const fn blocks_gp_details(self) -> bool {
        matches!(self, Self::SafeguardingGpBlocked)
    }
}

impl TryFrom<&str> for DeclineReason {
    type Error = Malformed;

    fn try_from(text: &str) -> Result<Self, Malformed> {
        let fault = Malformed::new("decline reason", "must be one of the listed reasons");
        Self::all().find(|reason| reason.as_str() == text).ok_or(fault)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_reason_stands_in_its_own_row_and_is_found_by_its_name() {
        for (place, row) in TABLE.iter().enumerate() {
            assert_eq!(row.reason as usize, place, "{:?}", row.reason);
            assert_eq!(DeclineReason::try_from(row.name), Ok(row.reason));
            assert_eq!(row.note == Note::None, row.asks.is_empty(), "{:?}", row.reason);
        }
        let names: BTreeSet<&str> = DeclineReason::all().map(DeclineReason::as_str).collect();
        assert_eq!(names.len(), TABLE.len());
    }

    #[test]
    fn a_suspected_fake_is_held_before_anyone_declines_it() {
        let held = DeclineReason::WholeDocumentFake.held_first();
        assert_eq!(held, Some(HoldingReason::DocumentFraud));
        assert_eq!(DeclineReason::Tampered.held_first(), held);
        assert_eq!(DeclineReason::SomeoneApplying.held_first(), Some(HoldingReason::Safeguarding));
        assert_eq!(DeclineReason::Blurred.held_first(), None);
    }
}
