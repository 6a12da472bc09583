//! What is wrong with a new password, in the words of the pages.

use identity::BrokenRule;
use screens::wording::{ConfirmProblem, NewPasswordProblem};
use screens::{Errors, fields};

/// What is wrong with a new password typed into `field`, whose repetition is `confirmPassword`: the problems of the first field
/// first; two that differ are shown at both. Journeys 2.2 R2
#[must_use]
pub fn new_password_errors(broken: &[BrokenRule], field: &str) -> Errors {
    let mut errors = Errors::new();
    for problem in broken.iter().filter_map(first_field) {
        errors.add(field, problem);
    }
    if broken.contains(&BrokenRule::ConfirmationDifferent) {
        if errors.is_empty() {
            errors.add(field, ConfirmProblem::Different);
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
        new_password_errors(broken, fields::PASSWORD)
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
        let errors = new_password_errors(&[BrokenRule::ConfirmationDifferent], fields::PASSWORD);
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
