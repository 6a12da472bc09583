//! From what identity says is wrong to the words that people read.

use identity::TypedCodeFault;
use screens::wording::{CodeProblem, EmailProblem, InternationalProblem, LandlineProblem, MobileProblem};
use vocabulary::PhoneProblem;

/// Journeys 2.1 S1.
const SHORTEST_EMAIL: usize = 7;

pub(crate) fn email(problem: vocabulary::EmailProblem) -> EmailProblem {
    match problem {
        vocabulary::EmailProblem::Empty => EmailProblem::Empty,
        vocabulary::EmailProblem::Form => EmailProblem::Malformed,
        vocabulary::EmailProblem::TooShort => EmailProblem::TooShort { minimum: SHORTEST_EMAIL },
    }
}

/// The problem that an operator announced. Journeys 2.0
pub(crate) fn alert(alert: &identity::Alert) -> screens::Alert {
    let until = alert.ends_at.map(|end| screens::spoken_moment(&end.to_string()));
    screens::wording::alert(alert.part, alert.level, alert.planned, until.as_deref())
}

pub(crate) fn code(problem: TypedCodeFault) -> CodeProblem {
    match problem {
        TypedCodeFault::Empty => CodeProblem::Empty,
        TypedCodeFault::NotSixDigits => CodeProblem::NotSixNumbers,
    }
}

pub(crate) fn mobile(problem: PhoneProblem) -> MobileProblem {
    match problem {
        PhoneProblem::Empty => MobileProblem::Empty,
        PhoneProblem::Form | PhoneProblem::NotCallable | PhoneProblem::Country => MobileProblem::NotUkMobile,
    }
}

pub(crate) fn international(problem: PhoneProblem) -> InternationalProblem {
    match problem {
        PhoneProblem::Empty => InternationalProblem::Empty,
        PhoneProblem::Form | PhoneProblem::NotCallable => InternationalProblem::Malformed,
        PhoneProblem::Country => InternationalProblem::CountryNotAccepted,
    }
}

pub(crate) fn landline(problem: PhoneProblem) -> LandlineProblem {
    match problem {
        PhoneProblem::Empty => LandlineProblem::Empty,
        PhoneProblem::Form | PhoneProblem::Country => LandlineProblem::NotUkLandline,
        PhoneProblem::NotCallable => LandlineProblem::NotAHomeNumber,
    }
}
