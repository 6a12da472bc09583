//! The ID checkers' forms. Journeys 6.2.

use std::fmt;

use vocabulary::Question;

/// What is wrong with the choice of a colleague.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReassignProblem {
    /// Nobody was chosen.
    Empty,
}

impl fmt::Display for ReassignProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Select a colleague")
    }
}

/// What is wrong with an operator's user name or password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OperatorLogInProblem {
    /// No user name.
    EmailEmpty,
    /// No password.
    PasswordEmpty,
    /// They do not belong together, or there is no such operator.
    Wrong,
}

impl fmt::Display for OperatorLogInProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::EmailEmpty => "Enter your user name",
            Self::PasswordEmpty => "Enter your password",
            Self::Wrong => "The user name or password is wrong",
        })
    }
}

/// What is wrong with a code of an authenticator app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuthenticatorProblem {
    /// Nothing was entered.
    Empty,
    /// Not six digits.
    NotSixNumbers,
    /// Not the code of now.
    Wrong,
}

impl fmt::Display for AuthenticatorProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "Enter the code from your authenticator app",
            Self::NotSixNumbers => "The code must be 6 numbers",
            Self::Wrong => "The code is wrong or too old. Enter the code that your app shows now",
        })
    }
}

/// What is wrong with a decision about a case, or with what it is traced by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseProblem {
    /// A question without its answer.
    Unanswered(Question),
    /// No decision was chosen.
    DecisionEmpty,
    /// The answers do not allow it to be approved.
    NotAllGood,
    /// Approved without the confirming tick.
    NotConfirmed,
    /// Declined or held without a reason.
    ReasonEmpty,
    /// The reason needs a note.
    NoteEmpty {
        /// What the note answers.
        asks: &'static str,
    },
    /// The reason must be held first.
    HoldFirst,
    /// The case is about the checker's own account.
    OwnAccount,
    /// Not an NHS number.
    NhsNumber,
    /// Neither an NHS number nor what is needed without one.
    Incomplete,
    /// Too many searches for one case.
    TooManySearches,
    /// Not a date.
    BirthDate,
}

impl fmt::Display for CaseProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unanswered(question) => write!(f, "Answer the question “{}”", question.text()),
            Self::DecisionEmpty => f.write_str("Select your decision"),
            Self::NotAllGood => f.write_str("Select another decision: not every check has passed"),
            Self::NotConfirmed => f.write_str("Confirm that it has passed all checks"),
            Self::ReasonEmpty => f.write_str("Select a reason"),
            Self::NoteEmpty { asks } => write!(f, "Enter a note: {asks}"),
            Self::HoldFirst => {
                f.write_str("Move this case to the holding list: it cannot be declined for this reason")
            }
            Self::OwnAccount => {
                f.write_str("Move this case to the holding list: it is about your own account")
            }
            Self::Incomplete => f.write_str("Enter an NHS number, or a last name and postcode"),
            Self::TooManySearches => {
                f.write_str("You cannot search again for this case at the moment: decide it, or move it to the holding list")
            }
            Self::NhsNumber => f.write_str("NHS number must be 10 numbers"),
            Self::BirthDate => f.write_str("Date of birth must be a real date"),
        }
    }
}

/// What is wrong with the ticks of the holding list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HoldingProblem {
    /// None is ticked.
    NoneTicked,
}

impl fmt::Display for HoldingProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Select the cases to send back to the queue")
    }
}

/// What is wrong with an audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditProblem {
    /// Nothing was chosen.
    Empty,
    /// Disagreeing needs a note.
    NoteEmpty,
}

impl fmt::Display for AuditProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "Select if you agree with the decision",
            Self::NoteEmpty => "Enter why you disagree",
        })
    }
}
