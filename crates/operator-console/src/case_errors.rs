//! What is wrong with a form of the case page, at the field where it is put right.

use identity::{CaseDecision, CaseView, DecisionProblem, TraceProblem};
use screens::wording::CaseProblem;
use screens::{Errors, fields};
use vocabulary::Question;

/// One line for each question that nobody answered.
pub(crate) fn unanswered(view: &CaseView) -> Errors {
    let open = view.questions.iter().filter(|(question, state)| state.answer(*question).is_none());
    open.fold(Errors::new(), |errors, (question, _)| errors.with(question.as_str(), missing(*question)))
}

const fn missing(question: Question) -> CaseProblem {
    CaseProblem::Unanswered(question)
}

/// Why a decision was refused.
pub(crate) fn decision(decision: &CaseDecision, problem: DecisionProblem) -> Errors {
    let (reason, note) = match decision {
        CaseDecision::Hold { .. } => (fields::HOLDING_REASON, fields::HOLDING_NOTE),
        CaseDecision::Approve { .. } | CaseDecision::Decline { .. } => {
            (fields::DECLINE_REASON, fields::DECLINE_NOTE)
        }
    };
    match problem {
        DecisionProblem::Unanswered(question) => Errors::of(question.as_str(), missing(question)),
        DecisionProblem::NotAllGood => Errors::of(fields::DECISION, CaseProblem::NotAllGood),
        DecisionProblem::NotConfirmed => Errors::of(fields::CONFIRM, CaseProblem::NotConfirmed),
        DecisionProblem::ReasonNotOpen => Errors::of(reason, CaseProblem::ReasonEmpty),
        DecisionProblem::NoteEmpty { asks } => Errors::of(note, CaseProblem::NoteEmpty { asks }),
        DecisionProblem::HoldFirst(_) => Errors::of(fields::DECISION, CaseProblem::HoldFirst),
        DecisionProblem::OwnAccount => Errors::of(fields::DECISION, CaseProblem::OwnAccount),
    }
}

/// Why a search could not be made.
pub(crate) fn retrace(problem: TraceProblem) -> Errors {
    match problem {
        TraceProblem::NhsNumber => Errors::of(fields::NHS_NUMBER, CaseProblem::NhsNumber),
        TraceProblem::BirthDate => Errors::of(fields::BIRTH_DAY, CaseProblem::BirthDate),
        TraceProblem::TooMany => Errors::of(fields::NHS_NUMBER, CaseProblem::TooManySearches),
        TraceProblem::Incomplete => Errors::of(fields::NHS_NUMBER, CaseProblem::Incomplete),
    }
}
