//! What a record of PDS means for an account: whether it is this person's, and whether it may be used.

use vocabulary::{Cid, DateOfBirth, NhsNumber, PhoneNumber, Postcode};

/// What was asked for, and what is known about the account that asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordQuestion<'a> {
    /// The date of birth that was typed.
    pub born: DateOfBirth,
    /// The postcode that was typed.
    pub postcode: &'a Postcode,
    /// Whether the NHS number was typed, rather than a name.
    pub by_number: bool,
    /// The youngest age, years (decision 6).
    pub minimum_age: i16,
}

/// The part of a record that decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordFacts<'a> {
    /// The date of birth on it.
    pub born: DateOfBirth,
    /// The age that it makes today, whole years.
    pub age: i16,
    /// The present home postcode; withheld on restricted records.
    pub postcode: Option<&'a Postcode>,
    /// Whether it says that the person has died.
    pub deceased: bool,
    /// Whether another account that may be used holds its NHS number.
    pub on_another_account: bool,
}

/// What a record is to the person who asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// Theirs, as far as details can tell.
    Match,
    /// Somebody else's.
    NoMatch,
    /// The number is not of somebody born that day.
    NumberNotVerified,
    /// Theirs, and the account must be disabled (CID2012).
    Deceased,
    /// Theirs, and they are too young (D16).
    TooYoung,
    /// Theirs, and another account has it (CID1006).
    OnAnotherAccount,
}

/// Whether `record` is the one that `question` asks for.
///
/// A record without a postcode matches nobody by details: photo ID is the way on.
///
/// Journeys 1.7, decision 6
#[must_use]
pub fn finding(question: &RecordQuestion<'_>, record: &RecordFacts<'_>) -> Finding {
    if record.born != question.born {
        return if question.by_number { Finding::NumberNotVerified } else { Finding::NoMatch };
    }
    if record.postcode != Some(question.postcode) {
        return Finding::NoMatch;
    }
    usable(question, record)
}

/// Whether a record that is theirs may be used.
fn usable(question: &RecordQuestion<'_>, record: &RecordFacts<'_>) -> Finding {
    if record.deceased {
        Finding::Deceased
    } else if record.age < question.minimum_age {
        Finding::TooYoung
    } else if record.on_another_account {
        Finding::OnAnotherAccount
    } else {
        Finding::Match
    }
}

/// What the GP's own identity check is worth for an account (IDVM).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MobileStanding<'a> {
    /// It cannot be used.
    NotPossible,
    /// The number held is the account's.
    SameNumber,
    /// Another number is held.
    OtherNumber(&'a PhoneNumber),
}

/// Whether the GP's identity check can be used: the person uses GP online services, the surgery checked who they are, and a mobile number
/// is held by it or by PDS.
///
/// `own` is the account's confirmed mobile number, `blocked` an operator's decision, `held` the numbers of the GP system (first) and PDS.
///
/// Journeys 1.8
#[must_use]
pub fn mobile_standing<'a>(
    own: Option<&PhoneNumber>,
    checked_by_gp: bool,
    held: &'a [PhoneNumber],
    blocked: bool,
) -> MobileStanding<'a> {
    if blocked || !checked_by_gp {
        return MobileStanding::NotPossible;
    }
    match held {
        [] => MobileStanding::NotPossible,
        numbers if own.is_some_and(|own| numbers.iter().any(|held| held.e164() == own.e164())) => {
            MobileStanding::SameNumber
        }
        [first, ..] => MobileStanding::OtherNumber(first),
    }
}

/// What PDS said when an account's NHS number was looked up again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rechecked {
    /// The record, under this number.
    Found {
        /// The number that the record has now.
        number: NhsNumber,
        /// Whether it says that the person has died.
        deceased: bool,
    },
    /// No longer valid, or unknown.
    Invalid,
}

/// What to do about an account whose number was looked up again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recheck {
    /// Nothing.
    Keep,
    /// The number was superseded: the account moves on to this one.
    MoveOn(NhsNumber),
    /// The account must not be used.
    Disable(Cid),
    /// The account may be used again: its number is valid after all.
    Enable,
}

/// Decides about an account that holds `number` and shows `disabled`.
///
/// Only what a re-check disabled (CID2011) does a re-check enable.
///
/// Journeys 1.1 step 6, 1.15
#[must_use]
pub fn recheck(number: NhsNumber, disabled: Option<Cid>, answer: Rechecked) -> Recheck {
    let active = disabled.is_none();
    match answer {
        Rechecked::Invalid if active => Recheck::Disable(Cid::NHS_NUMBER_PROBLEM),
        Rechecked::Found { deceased: true, .. } if active => Recheck::Disable(Cid::DISABLED),
        Rechecked::Found { number: now, deceased: false } if now != number => Recheck::MoveOn(now),
        Rechecked::Found { deceased: false, .. } if disabled == Some(Cid::NHS_NUMBER_PROBLEM) => {
            Recheck::Enable
        }
        Rechecked::Found { .. } | Rechecked::Invalid => Recheck::Keep,
    }
}
