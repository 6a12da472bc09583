//! The service desk's words. Journeys 6.1.

use std::fmt;

use vocabulary::{PersonAction, SearchKind};

/// What is wrong with a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchProblem {
    /// No kind of search was selected.
    NoKind,
    /// Nothing was typed.
    Empty,
    /// What was typed is none of its kind.
    Malformed(SearchKind),
}

impl fmt::Display for SearchProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoKind => "Select what you are looking for",
            Self::Empty => "Enter the whole of what you are looking for",
            Self::Malformed(SearchKind::Email) => {
                "Enter an email address in the correct format, like name@example.com"
            }
            Self::Malformed(SearchKind::AccountId) => {
                "Account ID must be 22 letters, numbers, hyphens and underscores"
            }
            Self::Malformed(SearchKind::Phone) => {
                "Enter a phone number, like 07700 900123 or +353 7777 666555"
            }
            Self::Malformed(SearchKind::NhsNumber) => "NHS number must be 10 numbers, like 999 123 4567",
        })
    }
}

/// What is wrong with the form of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActProblem {
    /// No reason was selected.
    NoReason,
    /// No new number was typed.
    NoMobile,
    /// The new number is no mobile number.
    NotMobile,
    /// No codes are sent to its country.
    CountryNotAccepted,
}

impl fmt::Display for ActProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoReason => "Select a reason",
            Self::NoMobile => "Enter the new mobile number",
            Self::NotMobile => "Enter a valid mobile number, like 07700 900123 or +353 7777 666555",
            Self::CountryNotAccepted => {
                "We cannot send security codes to this country. Enter another mobile number"
            }
        })
    }
}

/// Why an act was not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActRefusal {
    /// The account is not as it was.
    NotPossible,
    /// Another account has proven the same NHS number.
    NumberInUse,
    /// It is the operator's own account.
    OwnAccount,
    /// Others changed the account at the same instant.
    Raced,
}

impl fmt::Display for ActRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotPossible => {
                "The account does not allow this as it is now. Somebody may have changed it since you opened the page."
            }
            Self::NumberInUse => {
                "Another account has proven the same NHS number. Find out whose it is before you enable this one."
            }
            Self::OwnAccount => "This is your own account. Ask a colleague to do it.",
            Self::Raced => "Somebody else changed the account at the same time. Try again.",
        })
    }
}

/// The words of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActWords {
    /// The heading of its form, and its link.
    pub heading: &'static str,
    /// What happens.
    pub about: &'static [&'static str],
    /// What the page asks before it is done.
    pub question: &'static str,
    /// What cannot be undone; empty when all of it can.
    pub warning: &'static str,
    /// The button that does it.
    pub button: &'static str,
    /// The banner when it is done.
    pub done: &'static str,
    /// The heading when it is not.
    pub failed: &'static str,
}

/// The words of `act`.
#[must_use]
pub const fn act_words(act: PersonAction) -> ActWords {
    match act {
        PersonAction::Disable | PersonAction::Enable | PersonAction::Cleanse | PersonAction::EndSessions => {
            account_words(act)
        }
        PersonAction::ChangeMobile | PersonAction::RemoveMobile | PersonAction::RemoveLandline => {
            phone_words(act)
        }
        PersonAction::BlockMobileMatch | PersonAction::AllowMobileMatch => match_words(act),
        PersonAction::RequestErasure | PersonAction::ApproveErasure | PersonAction::WithdrawErasure => {
            erasure_words(act)
        }
    }
}

const fn account_words(act: PersonAction) -> ActWords {
    match act {
        PersonAction::Enable => ActWords {
            heading: "Enable account",
            about: &[
                "The person can log in again, and is told by email. An erasure that waits for approval is withdrawn.",
            ],
            question: "Do you want to enable this account?",
            warning: "",
            button: "Enable account",
            done: "Account enabled",
            failed: "The account was not enabled",
        },
        PersonAction::Cleanse => ActWords {
            heading: "Cleanse account",
            about: &[
                "The account goes back to P0. Names, date of birth, NHS number, postcode, GP connection, photo ID checks with their evidence, and agreements to share are removed.",
                "Account ID, email address, accepted terms, history and phone numbers stay. The account stays disabled until it is enabled.",
            ],
            question: "Do you want to cleanse this account?",
            warning: "You cannot undo this. The person has to prove who they are again.",
            button: "Cleanse account",
            done: "Account cleansed",
            failed: "The account was not cleansed",
        },
        PersonAction::EndSessions => ActWords {
            heading: "Log out everywhere",
            about: &[
                "Every browser is logged out, every remembered device is forgotten, and websites and apps can no longer renew their access.",
            ],
            question: "Do you want to log this person out everywhere?",
            warning: "",
            button: "Log out everywhere",
            done: "Logged out everywhere",
            failed: "The person was not logged out",
        },
        _ => ActWords {
            heading: "Disable account",
            about: &[
                "The person cannot log in. They are logged out everywhere at once, and are told by email with a reference.",
            ],
            question: "Do you want to disable this account?",
            warning: "",
            button: "Disable account",
            done: "Account disabled",
            failed: "The account was not disabled",
        },
    }
}

const fn phone_words(act: PersonAction) -> ActWords {
    match act {
        PersonAction::RemoveMobile => ActWords {
            heading: "Remove mobile number",
            about: &[
                "Security codes no longer go to the mobile number. Without another number, the person is asked for one when they next log in. They are told by email.",
            ],
            question: "Do you want to remove the mobile number?",
            warning: "You cannot undo this.",
            button: "Remove mobile number",
            done: "Mobile number removed",
            failed: "The mobile number was not removed",
        },
        PersonAction::RemoveLandline => ActWords {
            heading: "Remove landline number",
            about: &[
                "Security codes no longer go to the landline number. Without another number, the person is asked for one when they next log in. They are told by email.",
            ],
            question: "Do you want to remove the landline number?",
            warning: "You cannot undo this.",
            button: "Remove landline number",
            done: "Landline number removed",
            failed: "The landline number was not removed",
        },
        _ => ActWords {
            heading: "Change mobile number",
            about: &["Security codes go to the new number from now on. The person is told by email."],
            question: "Do you want to change the mobile number?",
            warning: "Whoever has the new number gets this person’s security codes. Check that it is theirs.",
            button: "Change mobile number",
            done: "Mobile number changed",
            failed: "The mobile number was not changed",
        },
    }
}

const fn match_words(act: PersonAction) -> ActWords {
    match act {
        PersonAction::AllowMobileMatch => ActWords {
            heading: "Unblock mobile match",
            about: &["The person can prove who they are with the mobile number that their GP surgery has."],
            question: "Do you want to unblock the mobile match?",
            warning: "",
            button: "Unblock mobile match",
            done: "Mobile match unblocked",
            failed: "The mobile match was not unblocked",
        },
        _ => ActWords {
            heading: "Block mobile match",
            about: &[
                "The person can no longer prove who they are with the mobile number that their GP surgery has. Other ways stay open.",
            ],
            question: "Do you want to block the mobile match?",
            warning: "",
            button: "Block mobile match",
            done: "Mobile match blocked",
            failed: "The mobile match was not blocked",
        },
    }
}

const fn erasure_words(act: PersonAction) -> ActWords {
    match act {
        PersonAction::ApproveErasure => ActWords {
            heading: "Approve erasure",
            about: &[
                "The account is deleted with everything that belongs to it. The person is told by email. What operators did stays in the audit log, without personal information.",
            ],
            question: "Do you want to erase this account?",
            warning: "You cannot undo this.",
            button: "Erase account",
            done: "Account erased",
            failed: "The account was not erased",
        },
        PersonAction::WithdrawErasure => ActWords {
            heading: "Withdraw erasure",
            about: &["The account is kept. It stays disabled until it is enabled."],
            question: "Do you want to withdraw the erasure?",
            warning: "",
            button: "Withdraw erasure",
            done: "Erasure withdrawn",
            failed: "The erasure was not withdrawn",
        },
        _ => ActWords {
            heading: "Erase account",
            about: &["You ask for it, and another operator approves it. Nothing is deleted before that."],
            question: "Do you want to ask for this account to be erased?",
            warning: "",
            button: "Ask for erasure",
            done: "Erasure asked for. Another operator has to approve it",
            failed: "The erasure was not asked for",
        },
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_acts_have_the_same_words() {
        let of = |words: fn(ActWords) -> &'static str| -> BTreeSet<&str> {
            PersonAction::ALL.iter().map(|act| words(act_words(*act))).collect()
        };
        for words in [of(|words| words.heading), of(|words| words.done), of(|words| words.failed)] {
            assert_eq!(words.len(), PersonAction::ALL.len());
        }
    }
}
