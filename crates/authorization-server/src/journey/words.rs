//! From what identity says is wrong to the words that people read.

use identity::{BrokenRule, TypedCodeFault};
use screens::Errors;
use screens::fields;
use screens::wording::{
    CodeProblem, ConfirmProblem, EmailProblem, InternationalProblem, LandlineProblem, MobileProblem,
    NewPasswordProblem,
};
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

/// The problems of a new password, those of the first field first; two that differ are shown at both. Journeys 2.2 R2
pub(crate) fn new_password(broken: &[BrokenRule]) -> Errors {
    let mut errors = Errors::new();
    for problem in broken.iter().filter_map(first_field) {
        errors.add(fields::PASSWORD, problem);
    }
    if broken.contains(&BrokenRule::ConfirmationDifferent) {
        if errors.is_empty() {
            errors.add(fields::PASSWORD, ConfirmProblem::Different);
        }
        errors.add(fields::CONFIRM_PASSWORD, ConfirmProblem::Different);
    }
    if broken.contains(&BrokenRule::ConfirmationEmpty) {
        errors.add(fields::CONFIRM_PASSWORD, ConfirmProblem::Empty);
    }
    errors
}

fn first_field(broken: &BrokenRule) -> Option<NewPasswordProblem> {
    Some(match *broken {
        BrokenRule::Empty => NewPasswordProblem::Empty,
        BrokenRule::TooShort { minimum } => NewPasswordProblem::TooShort { minimum },
        BrokenRule::TooLong { maximum } => NewPasswordProblem::TooLong { maximum },
        BrokenRule::NoCapital => NewPasswordProblem::NoCapital,
        BrokenRule::Common => NewPasswordProblem::Common,
        BrokenRule::ContainsEmail => NewPasswordProblem::ContainsEmail,
        BrokenRule::ConfirmationEmpty | BrokenRule::ConfirmationDifferent => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(broken: &[BrokenRule]) -> Vec<(String, String)> {
        new_password(broken)
            .iter()
            .map(|error| (error.field().to_owned(), error.message().to_owned()))
            .collect()
    }

    #[test]
    fn passwords_that_differ_are_flagged_at_both_fields() {
        let both = "Check your passwords match".to_owned();
        assert_eq!(
            said(&[BrokenRule::ConfirmationDifferent]),
            [("password".to_owned(), both.clone()), ("confirmPassword".to_owned(), both)]
        );
        let errors = new_password(&[BrokenRule::ConfirmationDifferent]);
        let lines: Vec<&str> = errors.summary().map(screens::FieldError::field).collect();
        assert_eq!(lines, ["password"], "the summary says it once");
    }

    #[test]
    fn a_broken_rule_and_an_empty_confirmation_are_both_said() {
        let fields: Vec<String> = said(&[BrokenRule::ConfirmationEmpty, BrokenRule::Common])
            .into_iter()
            .map(|(field, _)| field)
            .collect();
        assert_eq!(fields, ["password", "confirmPassword"]);
    }
}
