//! What the service desk does with accounts (journeys.md 6.1): searches, changes and their reasons.

use crate::reference::Cid;
use crate::words::words;

words! {
    /// By what an account is searched for; always the whole of it.
    SearchKind, "kind of search" {
        /// The email address.
        Email = "email",
        /// The account id.
        AccountId = "account_id",
        /// A mobile or landline number.
        Phone = "phone",
        /// The NHS number.
        NhsNumber = "nhs_number",
    }
}

words! {
    /// What a search came to.
    SearchOutcome, "outcome of a search" {
        /// An account.
        Found = "found",
        /// None.
        NotFound = "not_found",
        /// It was not made: the operator has searched too often.
        Refused = "refused",
    }
}

words! {
    /// Why an operator disables an account.
    DisableReason, "reason to disable" {
        /// An ID checker noticed something.
        IdChecker = "id_checker_issue",
        /// The record of P9 is another one than that of P5.
        LevelMismatch = "level_mismatch",
        /// The records of two people are mixed up.
        Confusion = "patient_confusion",
        /// Anything else.
        Other = "other",
    }
}

impl DisableReason {
    /// The words of its radio button.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::IdChecker => "ID checker issue",
            Self::LevelMismatch => "P5 to P9 mismatch",
            Self::Confusion => "Patient confusion",
            Self::Other => "Other",
        }
    }

    /// The reference that the person then sees (X13). Journeys 1.15, 6.1
    #[must_use]
    pub const fn cid(self) -> Cid {
        match self {
            Self::IdChecker | Self::Other => Cid::INVESTIGATED,
            Self::LevelMismatch => Cid::LEVEL_MISMATCH,
            Self::Confusion => Cid::CONFUSION,
        }
    }
}

words! {
    /// Why an operator rules the mobile match out for an account, or allows it again.
    MobileMatchReason, "reason about the mobile match" {
        /// The number on the record is somebody else's.
        AnotherPerson = "another_person",
        /// Several people use the number.
        Shared = "shared_number",
        /// Somebody may have to be protected.
        Safeguarding = "safeguarding",
        /// The person asked for it.
        Asked = "person_asked",
        /// What was wrong has been put right.
        PutRight = "put_right",
        /// Anything else.
        Other = "other",
    }
}

impl MobileMatchReason {
    /// The words of its radio button.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::AnotherPerson => "The number on the record is another person’s",
            Self::Shared => "Several people use the number",
            Self::Safeguarding => "Safeguarding concern",
            Self::Asked => "The person asked for it",
            Self::PutRight => "What was wrong has been put right",
            Self::Other => "Other",
        }
    }
}

words! {
    /// What PDS said when an account's record was last looked for, by the codes that the service desk knows. `SMSP-0001` to `SMSP-0004`
    /// are those of journeys.md 6.2; which failure each stands for is ours.
    PdsCode, "PDS code" {
        /// One record.
        Found = "SMSP-0000",
        /// It did not answer, or says that the fault is its own.
        Unavailable = "SMSP-0001",
        /// It asked us to wait.
        Busy = "SMSP-0002",
        /// It did not accept our request.
        Refused = "SMSP-0003",
        /// Its answer made no sense.
        Malformed = "SMSP-0004",
        /// No record has these details.
        NoMatch = "DEMOG-0001",
        /// Several records have these details.
        Several = "DEMOG-0007",
        /// The number was withdrawn, and nothing took its place.
        Invalidated = "DEMOG-0022",
        /// There is no record with this number.
        UnknownNumber = "DEMOG-0042",
    }
}

words! {
    /// What an operator can do with an account; also the last part of its address.
    PersonAction, "action" {
        /// Nobody can log in with it; the person is told a reference.
        Disable = "disable",
        /// It can be used again.
        Enable = "enable",
        /// Back to P0, without demographics.
        Cleanse = "cleanse",
        /// Another mobile number.
        ChangeMobile = "change-mobile",
        /// No mobile number.
        RemoveMobile = "remove-mobile",
        /// No landline number.
        RemoveLandline = "remove-landline",
        /// P9 cannot be reached through the mobile number on the record.
        BlockMobileMatch = "block-mobile-match",
        /// It can again.
        AllowMobileMatch = "allow-mobile-match",
        /// Every browser is logged out, and no device is remembered.
        EndSessions = "end-sessions",
        /// Somebody else is asked to approve that it is erased.
        RequestErasure = "erase",
        /// It is erased.
        ApproveErasure = "approve-erasure",
        /// It is not erased after all.
        WithdrawErasure = "withdraw-erasure",
    }
}

words! {
    /// Where a photo ID check stands, as the service desk says it (6.1).
    AttemptStatus, "status of an attempt" {
        /// The person is collecting what is needed.
        Unsubmitted = "Unsubmitted",
        /// It waits for an answer.
        Submitted = "Submitted",
        /// It is answered.
        Acted = "Acted",
        /// It was answered 42 days ago or earlier: what was sent has to be fetched first.
        Archived = "Archived",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_to_disable_shows_its_own_reference() {
        let cids: Vec<u16> = DisableReason::ALL.iter().map(|reason| reason.cid().number()).collect();
        assert_eq!(cids, [2014, 2013, 2015, 2014]);
    }

    #[test]
    fn every_word_comes_back_from_its_name() {
        for action in PersonAction::ALL {
            assert_eq!(PersonAction::try_from(action.as_str()), Ok(*action));
        }
        for code in PdsCode::ALL {
            assert_eq!(PdsCode::try_from(code.as_str()), Ok(*code));
        }
        assert!(PersonAction::try_from("destroy").is_err());
    }
}
