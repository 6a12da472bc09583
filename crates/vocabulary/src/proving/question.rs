//! What an ID checker answers about a case.

use super::decline::ReasonGroup;
use crate::fault::Malformed;

/// The parts of the case page, in order. Journeys 6.2
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CaseSection {
    /// 1: the photo ID.
    PhotoId,
    /// 2: what the person told us.
    UserInformation,
    /// 3: what the record search found.
    RecordTrace,
    /// 4: the ID beside the record.
    Comparison,
    /// 5: the video or the face scan.
    Face,
    /// 6: the decision.
    Decision,
}

/// A question about a case. Journeys 6.2
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Question {
    /// Everything needed can be seen.
    IdVisible,
    /// The document is genuine.
    IdGenuine,
    /// The document is valid.
    IdValid,
    /// One record was found.
    SingleRecord,
    /// The birth dates match.
    BirthDateMatches,
    /// The first names match.
    FirstNamesMatch,
    /// The last names match.
    LastNamesMatch,
    /// Somebody may need protection: the one question to which "No" is good.
    SafeguardingConcern,
    /// The face can be seen.
    FaceClear,
    /// The face is that of the ID.
    FaceMatches,
    /// The four digits were given.
    NumbersGiven,
    /// The colours of the face scan were shown on the face, in their order.
    ColoursShown,
}

/// An answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Answer {
    /// Yes.
    Yes,
    /// No.
    No,
}

impl Answer {
    /// Its name in storage and forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
        }
    }
}

impl TryFrom<&str> for Answer {
    type Error = Malformed;

    fn try_from(text: &str) -> Result<Self, Malformed> {
        match text {
            "yes" => Ok(Self::Yes),
            "no" => Ok(Self::No),
            _ => Err(Malformed::new("answer", "must be yes or no")),
        }
    }
}

impl Question {
    /// Every question, in the order of the page.
    pub const ALL: [Self; 12] = [
        Self::IdVisible,
        Self::IdGenuine,
        Self::IdValid,
        Self::SingleRecord,
        Self::BirthDateMatches,
        Self::FirstNamesMatch,
        Self::LastNamesMatch,
        Self::SafeguardingConcern,
        Self::FaceClear,
        Self::FaceMatches,
        Self::NumbersGiven,
        Self::ColoursShown,
    ];

    /// Its name in storage, and the name of its form field.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::IdVisible => "idVisible",
            Self::IdGenuine => "idGenuine",
            Self::IdValid => "idValid",
            Self::SingleRecord => "singleRecord",
            Self::BirthDateMatches => "birthDateMatches",
            Self::FirstNamesMatch => "firstNamesMatch",
            Self::LastNamesMatch => "lastNamesMatch",
            Self::SafeguardingConcern => "safeguardingConcern",
            Self::FaceClear => "faceClear",
            Self::FaceMatches => "faceMatches",
            Self::NumbersGiven => "numbersGiven",
            Self::ColoursShown => "coloursShown",
        }
    }

    /// Its words.
    #[must_use]
    pub const fn text(self) -> &'static str {
        match self {
            Self::IdVisible => "Can you see everything you need?",
            Self::IdGenuine => "Is the photo ID genuine?",
            Self::IdValid => "Is the photo ID valid?",
            Self::SingleRecord => "Is there a single matching record?",
            Self::BirthDateMatches => "Does the date of birth match?",
            Self::FirstNamesMatch => "Do the first names match?",
            Self::LastNamesMatch => "Do the last names match?",
            Self::SafeguardingConcern => "Is there a safeguarding concern?",
            Self::FaceClear => "Is the face clear?",
            Self::FaceMatches => "Does the face match the photo ID?",
            Self::NumbersGiven => "Did you see or hear all 4 numbers?",
            Self::ColoursShown => "Did you see all 4 colours in the order asked?",
        }
    }

    /// The part of the page it stands in.
    #[must_use]
    pub const fn section(self) -> CaseSection {
        match self {
            Self::IdVisible | Self::IdGenuine | Self::IdValid => CaseSection::PhotoId,
            Self::SingleRecord => CaseSection::RecordTrace,
            Self::BirthDateMatches | Self::FirstNamesMatch | Self::LastNamesMatch => CaseSection::Comparison,
            Self::SafeguardingConcern
            | Self::FaceClear
            | Self::FaceMatches
            | Self::NumbersGiven
            | Self::ColoursShown => CaseSection::Face,
        }
    }

    /// The answer of a case that can be approved.
    #[must_use]
    pub const fn wanted(self) -> Answer {
        match self {
            Self::SafeguardingConcern => Answer::No,
            _ => Answer::Yes,
        }
    }

    /// The reasons to decline that the other answer opens.
    #[must_use]
    pub const fn reasons(self) -> ReasonGroup {
        match self {
            Self::IdVisible => ReasonGroup::CannotSeeId,
            Self::IdGenuine => ReasonGroup::NotGenuine,
            Self::IdValid => ReasonGroup::NotValid,
            Self::SingleRecord => ReasonGroup::Record,
            Self::BirthDateMatches | Self::FirstNamesMatch | Self::LastNamesMatch => {
                ReasonGroup::IdAgainstRecord
            }
            Self::SafeguardingConcern => ReasonGroup::Safeguarding,
            Self::FaceClear | Self::ColoursShown => ReasonGroup::Video,
            Self::FaceMatches => ReasonGroup::Face,
            Self::NumbersGiven => ReasonGroup::Numbers,
        }
    }
}

impl TryFrom<&str> for Question {
    type Error = Malformed;

    fn try_from(text: &str) -> Result<Self, Malformed> {
        let fault = Malformed::new("question", "must be one of the questions about a case");
        Self::ALL.into_iter().find(|question| question.as_str() == text).ok_or(fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_of_reasons_is_opened_by_some_question() {
        for group in ReasonGroup::ALL {
            assert!(Question::ALL.into_iter().any(|question| question.reasons() == group), "{group:?}");
        }
    }

    #[test]
    fn only_a_safeguarding_concern_is_better_answered_with_no() {
        let no: Vec<Question> = Question::ALL.into_iter().filter(|one| one.wanted() == Answer::No).collect();
        assert_eq!(no, [Question::SafeguardingConcern]);
        for question in Question::ALL {
            assert_eq!(Question::try_from(question.as_str()), Ok(question));
        }
    }
}
