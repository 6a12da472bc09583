//! What the answers about a case allow. Journeys 6.2

use vocabulary::{Answer, DeclineReason, Question, ReasonGroup};

use crate::checking::case::{CaseView, QuestionState};
use crate::checking::trace::TraceResult;

impl QuestionState {
    /// The answer to `question`, whoever gave it.
    #[must_use]
    pub const fn answer(self, question: Question) -> Option<Answer> {
        match self {
            Self::Open(answer) => answer,
            Self::Automated(automated) => Some(automated.answer(question)),
        }
    }
}

impl CaseView {
    /// The first question without an answer.
    #[must_use]
    pub fn unanswered(&self) -> Option<Question> {
        let mut open = self.questions.iter().filter(|(question, state)| state.answer(*question).is_none());
        open.next().map(|(question, _)| *question)
    }

    /// Whether it may be approved: every answer is as it should be, and one live record was found.
    #[must_use]
    pub fn may_be_approved(&self) -> bool {
        let good = |(question, state): &(Question, QuestionState)| {
            state.answer(*question) == Some(question.wanted())
        };
        matches!(self.trace, TraceResult::Single(_)) && self.questions.iter().all(good)
    }

    /// What it may be declined for: the reasons that answers other than the wanted ones open. A suspected fake, or a safeguarding concern, is
    /// declined by a supervisor out of the holding list only (section 9, decision 13).
    #[must_use]
    pub fn declines(&self) -> Vec<DeclineReason> {
        let may = |reason: &DeclineReason| self.may_decline_held_first || reason.held_first().is_none();
        let open = ReasonGroup::ALL.into_iter().filter(|group| self.opens(*group));
        open.flat_map(ReasonGroup::reasons).filter(may).collect()
    }

    /// Whether some answer opens this group of reasons. Without a live record those about the record are open whatever was answered.
    pub(crate) fn opens(&self, group: ReasonGroup) -> bool {
        let without_record = group == ReasonGroup::Record && !matches!(self.trace, TraceResult::Single(_));
        without_record
            || self.questions.iter().any(|(question, state)| {
                let answer = state.answer(*question);
                question.reasons() == group && answer.is_some_and(|answer| answer != question.wanted())
            })
    }
}
