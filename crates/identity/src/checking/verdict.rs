//! What the document-check provider found: out of the case's verdict, as checkers read it. `proving::provider` writes it.

use account_store::Case;
use gateways::CheckReason;
use serde::Deserialize;
use vocabulary::{Answer, Question};

/// A verdict as it is stored.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct VerdictFile {
    status: VerdictWord,
    /// [`CheckReason::as_str`].
    reasons: Vec<String>,
    challenge_kept: bool,
    family_name: String,
    given_name: String,
    birthdate: String,
    expires_on: String,
}

/// The provider's answer in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
enum VerdictWord {
    Passed,
    Failed,
    Unsure,
    /// It could not be asked.
    #[default]
    None,
}

/// What the provider made of a question: shown with a tag, and locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Automated {
    /// It is as it should be.
    Passed,
    /// It is not.
    Failed,
}

impl Automated {
    /// The answer that it stands for.
    pub(crate) const fn answer(self, question: Question) -> Answer {
        match (self, question.wanted()) {
            (Self::Passed, wanted) => wanted,
            (Self::Failed, Answer::Yes) => Answer::No,
            (Self::Failed, Answer::No) => Answer::Yes,
        }
    }
}

/// What the provider read from the document; empty where it read nothing.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ReadingsShown {
    /// First and middle names.
    pub given: String,
    /// Last name.
    pub family: String,
    /// Date of birth, as 1980-12-31.
    pub born: String,
    /// The day of expiry, as 2030-12-31.
    pub expires_on: String,
}

impl std::fmt::Debug for ReadingsShown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ReadingsShown(…)")
    }
}

impl VerdictFile {
    /// The verdict of `case`; none when no provider looked at it.
    pub(crate) fn of(case: &Case) -> Option<Self> {
        let json = case.verdict.as_ref()?;
        let read: Result<Self, _> = serde_json::from_slice(json.expose());
        if read.is_err() {
            tracing::error!(case = %case.id, "the verdict of a case does not parse");
        }
        read.ok().filter(|verdict| verdict.status != VerdictWord::None)
    }

    /// What the provider made of `question`; none where a person has to look. What it is unsure of, it says nothing about.
    pub(crate) fn automated(&self, question: Question) -> Option<Automated> {
        match self.status {
            VerdictWord::Passed => {
                let seen = question == Question::ColoursShown && self.challenge_kept;
                (seen || is_providers(question)).then_some(Automated::Passed)
            }
            VerdictWord::Failed => {
                let named = self.reasons.iter().map(|word| CheckReason::named(word));
                named.filter_map(about).any(|one| one == question).then_some(Automated::Failed)
            }
            VerdictWord::Unsure | VerdictWord::None => None,
        }
    }

    /// What it read; none unless it passed the check.
    pub(crate) fn readings(&self) -> Option<ReadingsShown> {
        (self.status == VerdictWord::Passed).then(|| ReadingsShown {
            given: self.given_name.clone(),
            family: self.family_name.clone(),
            born: self.birthdate.clone(),
            expires_on: self.expires_on.clone(),
        })
    }
}

/// The questions that a provider answers by passing a check: document and face. Journeys 6.2
const fn is_providers(question: Question) -> bool {
    matches!(
        question,
        Question::IdVisible
            | Question::IdGenuine
            | Question::IdValid
            | Question::FaceClear
            | Question::FaceMatches
    )
}

/// The question that a reason answers.
const fn about(reason: CheckReason) -> Option<Question> {
    match reason {
        CheckReason::SuspectedFraud => Some(Question::IdGenuine),
        CheckReason::DocumentExpired | CheckReason::UnsupportedId => Some(Question::IdValid),
        CheckReason::NotReadableId => Some(Question::IdVisible),
        CheckReason::FaceMismatch => Some(Question::FaceMatches),
        CheckReason::NoLiveFace => Some(Question::FaceClear),
        CheckReason::DigitsMismatch => Some(Question::NumbersGiven),
        CheckReason::DetailsMismatch | CheckReason::AgeRequirementNotMet | CheckReason::Other => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(text: &str) -> VerdictFile {
        serde_json::from_str(text).expect("a verdict")
    }

    #[test]
    fn a_passed_check_answers_document_and_face_and_leaves_the_record_to_people() {
        let passed = verdict(r#"{"status":"passed","reasons":[],"family_name":"Lee"}"#);
        assert_eq!(passed.automated(Question::IdGenuine), Some(Automated::Passed));
        assert_eq!(passed.automated(Question::SingleRecord), None);
        assert_eq!(passed.automated(Question::SafeguardingConcern), None);
        assert_eq!(passed.automated(Question::ColoursShown), None, "it does not say that it saw them");
        let seen = verdict(r#"{"status":"passed","challenge_kept":true}"#);
        assert_eq!(seen.automated(Question::ColoursShown), Some(Automated::Passed));
        assert_eq!(passed.readings().expect("readings").family, "Lee");
    }

    #[test]
    fn a_failed_check_answers_what_it_names_and_an_unsure_one_nothing() {
        let failed = verdict(r#"{"status":"failed","reasons":["DeniedFaceMismatch"]}"#);
        assert_eq!(failed.automated(Question::FaceMatches), Some(Automated::Failed));
        assert_eq!(failed.automated(Question::IdGenuine), None);
        let unsure = verdict(r#"{"status":"unsure","reasons":["DeniedFaceMismatch"]}"#);
        assert!(Question::ALL.into_iter().all(|question| unsure.automated(question).is_none()));
    }

    #[test]
    fn a_failed_question_is_answered_with_what_is_not_wanted() {
        assert_eq!(Automated::Failed.answer(Question::IdGenuine), Answer::No);
        assert_eq!(Automated::Failed.answer(Question::SafeguardingConcern), Answer::Yes);
        assert_eq!(Automated::Passed.answer(Question::SafeguardingConcern), Answer::No);
    }
}
