//! What is wrong with a new password, at the fields of the page.

use identity::BrokenRule;
use screens::wording::{ConfirmProblem, NewPasswordProblem};
use screens::{Errors, fields};

pub(crate) fn errors(rules: &[BrokenRule]) -> Errors {
    let mut errors = Errors::new();
    for rule in rules {
        let problem = match *rule {
            BrokenRule::Empty => NewPasswordProblem::Empty,
            BrokenRule::TooShort { minimum } => NewPasswordProblem::TooShort { minimum },
            BrokenRule::TooLong { maximum } => NewPasswordProblem::TooLong { maximum },
            BrokenRule::NoCapital => NewPasswordProblem::NoCapital,
            BrokenRule::Common => NewPasswordProblem::Common,
            BrokenRule::ContainsEmail => NewPasswordProblem::ContainsEmail,
            BrokenRule::ConfirmationEmpty => {
                errors.add(fields::CONFIRM_PASSWORD, ConfirmProblem::Empty);
                continue;
            }
            BrokenRule::ConfirmationDifferent => {
                errors.add(fields::NEW_PASSWORD, ConfirmProblem::Different);
                errors.add(fields::CONFIRM_PASSWORD, ConfirmProblem::Different);
                continue;
            }
        };
        errors.add(fields::NEW_PASSWORD, problem);
    }
    errors
}
