//! Which passwords may be chosen.

use vocabulary::{EmailAddress, Secret};

use crate::common_passwords::is_common;

/// Local parts shorter than this are not looked for: three letters turn up in too many good passwords.
const SHORTEST_LOCAL_PART: usize = 4;

/// Whether a capital letter is required.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CapitalRule {
    /// Any characters will do (the default).
    NotRequired,
    /// At least one capital letter (the original service's rule).
    Required,
}

/// What a new password must be: configuration.
///
/// Journeys 2.2 R2, 5.7, decision 2
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordRules {
    /// The fewest characters.
    pub minimum: usize,
    /// The most characters.
    pub maximum: usize,
    /// Whether a capital letter is required.
    pub capital: CapitalRule,
}

impl Default for PasswordRules {
    fn default() -> Self {
        Self { minimum: 8, maximum: 128, capital: CapitalRule::NotRequired }
    }
}

/// A password someone wants, as the form sent it.
#[derive(Debug)]
pub struct ProposedPassword<'a> {
    /// The password.
    pub password: &'a Secret<String>,
    /// The second field, when the form has one.
    pub confirmation: Option<&'a Secret<String>>,
    /// The email address of the account.
    pub email: &'a EmailAddress,
}

/// A rule that a proposed password breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BrokenRule {
    /// Nothing was entered.
    Empty,
    /// Fewer characters than this.
    TooShort {
        /// The fewest that are accepted.
        minimum: usize,
    },
    /// More characters than this.
    TooLong {
        /// The most that are accepted.
        maximum: usize,
    },
    /// No capital letter, although one is required.
    NoCapital,
    /// One of the passwords that are tried first by everybody.
    Common,
    /// It contains the part of the email address before the @.
    ContainsEmail,
    /// The second field was left empty.
    ConfirmationEmpty,
    /// The second field holds something else.
    ConfirmationDifferent,
}

/// Whether a password may be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PasswordCheck {
    /// It may.
    Accepted,
    /// It breaks these rules, in the order of the form's fields.
    Refused(Vec<BrokenRule>),
}

impl PasswordRules {
    /// Whether `proposed` may be chosen, and if not, every rule it breaks. An empty password breaks no other rule about
    /// itself; the second field is compared only when the first one is not empty.
    ///
    /// Journeys 2.2 R2
    #[must_use]
    pub fn check(&self, proposed: &ProposedPassword<'_>) -> PasswordCheck {
        let password = proposed.password.expose();
        let mut broken = if password.is_empty() {
            vec![BrokenRule::Empty]
        } else {
            self.broken_by(password, proposed.email)
        };
        match proposed.confirmation.map(Secret::expose) {
            Some(confirmation) if confirmation.is_empty() => broken.push(BrokenRule::ConfirmationEmpty),
            Some(confirmation) if !password.is_empty() && confirmation != password => {
                broken.push(BrokenRule::ConfirmationDifferent);
            }
            _ => {}
        }
        if broken.is_empty() { PasswordCheck::Accepted } else { PasswordCheck::Refused(broken) }
    }

    fn broken_by(&self, password: &str, email: &EmailAddress) -> Vec<BrokenRule> {
        let length = password.chars().count();
        let rules = [
            (length < self.minimum, BrokenRule::TooShort { minimum: self.minimum }),
            (length > self.maximum, BrokenRule::TooLong { maximum: self.maximum }),
            (
                self.capital == CapitalRule::Required && !password.chars().any(char::is_uppercase),
                BrokenRule::NoCapital,
            ),
            (is_common(password), BrokenRule::Common),
            (contains_local_part(password, email), BrokenRule::ContainsEmail),
        ];
        rules.into_iter().filter_map(|(is_broken, rule)| is_broken.then_some(rule)).collect()
    }
}

fn contains_local_part(password: &str, email: &EmailAddress) -> bool {
    let local_part = email.local_part();
    local_part.chars().count() >= SHORTEST_LOCAL_PART && password.to_lowercase().contains(local_part)
}
