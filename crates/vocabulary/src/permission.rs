//! What an operator may do, and what they may see of a person (journeys.md 6.1).

use std::fmt;

use crate::fault::Malformed;
use crate::words::words;

words! {
    /// Something that an operator may do.
    Permission, "permission" {
        /// Find a person by email address.
        FindByEmail = "find_by_email",
        /// Find a person by account ID.
        FindByAccountId = "find_by_account_id",
        /// Find a person by phone number.
        FindByPhone = "find_by_phone",
        /// Find a person by NHS number.
        FindByNhsNumber = "find_by_nhs_number",
        /// See what happened to an account.
        SeeHistory = "see_history",
        /// See the evidence of a person's photo ID checks.
        SeeEvidence = "see_evidence",
        /// Disable an account.
        DisableAccounts = "disable_accounts",
        /// Enable a disabled account.
        EnableAccounts = "enable_accounts",
        /// Take a disabled account back to P0.
        CleanseAccounts = "cleanse_accounts",
        /// Change or remove the phone numbers of an account.
        ChangePhones = "change_phones",
        /// Block or unblock proving by the mobile number that the GP surgery holds.
        BlockMobileMatch = "block_mobile_match",
        /// Log a person out everywhere.
        EndSessions = "end_sessions",
        /// Ask for an erasure, or approve what somebody else asked for.
        EraseAccounts = "erase_accounts",
        /// Decide photo ID cases.
        DecideCases = "decide_cases",
        /// Take cases over, hold several, audit decisions.
        SuperviseCases = "supervise_cases",
        /// Set the share of photo ID cases that are decided automatically.
        SetAutomation = "set_automation",
        /// Set in-journey alerts and service levels.
        ManageNotices = "manage_notices",
        /// Block and unblock email domains.
        ManageEmailDomains = "manage_email_domains",
        /// See client registrations.
        SeeClients = "see_clients",
        /// Write drafts of client registrations; disable a client.
        EditClients = "edit_clients",
        /// Approve what somebody else drafted.
        ApproveClients = "approve_clients",
        /// Look up why something was refused.
        ExplainErrors = "explain_errors",
        /// See how a sign-in was decided.
        TraceSignIns = "trace_sign_ins",
        /// Read the audit log, with the account ID of every event.
        ReadAudit = "read_audit",
        /// Take the audit log away as a file, with the account ID of every event.
        ExportAudit = "export_audit",
        /// See the signing keys.
        SeeKeys = "see_keys",
        /// Announce, publish, rotate and rehearse signing keys.
        ManageKeys = "manage_keys",
        /// See which messages wait and which failed.
        SeeDeliveries = "see_deliveries",
        /// Invite operators, set their roles, disable them.
        ManageOperators = "manage_operators",
        /// Use the partner pages, for the clients one is bound to.
        UsePartnerPages = "use_partner_pages",
    }
}

impl Permission {
    /// Each opens accounts: there are roles that find people by phone alone.
    pub const TO_FIND: &[Self] =
        &[Self::FindByEmail, Self::FindByAccountId, Self::FindByPhone, Self::FindByNhsNumber];
}

words! {
    /// Something of a person that an operator may see.
    PersonField, "field" {
        /// Email address.
        Email = "email",
        /// Active or disabled.
        Status = "status",
        /// Account ID.
        AccountId = "account_id",
        /// First and last name.
        FirstLastName = "first_last_name",
        /// Middle names.
        MiddleNames = "middle_names",
        /// Mobile number.
        Mobile = "mobile",
        /// Landline number.
        Landline = "landline",
        /// Date of birth.
        DateOfBirth = "date_of_birth",
        /// Postcode.
        Postcode = "postcode",
        /// How the last look-up in PDS ended.
        PdsCode = "pds_code",
        /// NHS number.
        NhsNumber = "nhs_number",
        /// ODS code of the GP surgery.
        OdsCode = "ods_code",
        /// Identity proofing level.
        Level = "level",
        /// Whether proving by mobile number is blocked.
        MobileMatch = "mobile_match",
    }
}

/// Makes a set of words out of a closed list.
macro_rules! set_of {
    ($(#[$doc:meta])* $set:ident, $word:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
        pub struct $set(u64);

        impl $set {
            /// None.
            pub const EMPTY: Self = Self(0);

            /// Whether `word` is one of them.
            #[must_use]
            pub const fn contains(self, word: $word) -> bool {
                self.0 & (1 << word as u64) != 0
            }

            /// Whether there are none.
            #[must_use]
            pub const fn is_empty(self) -> bool {
                self.0 == 0
            }

            /// What is in one of the two.
            #[must_use]
            pub const fn and(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }

            /// Each of them.
            pub fn iter(self) -> impl Iterator<Item = $word> {
                $word::ALL.iter().copied().filter(move |word| self.contains(*word))
            }
        }

        impl FromIterator<$word> for $set {
            fn from_iter<I: IntoIterator<Item = $word>>(words: I) -> Self {
                Self(words.into_iter().fold(0, |bits, word| bits | 1 << word as u64))
            }
        }

        impl fmt::Display for $set {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                for (place, word) in self.iter().enumerate() {
                    f.write_str(if place == 0 { "" } else { " " })?;
                    f.write_str(word.as_str())?;
                }
                Ok(())
            }
        }

        impl fmt::Debug for $set {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($set), "({})"), self)
            }
        }

        impl TryFrom<&str> for $set {
            type Error = Malformed;

            fn try_from(text: &str) -> Result<Self, Malformed> {
                text.split_whitespace().map($word::try_from).collect()
            }
        }
    };
}

set_of! {
    /// What somebody may do.
    Permissions, Permission
}

set_of! {
    /// What somebody may see of a person.
    PersonFields, PersonField
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_survives_its_text() {
        let some: Permissions = [Permission::UsePartnerPages, Permission::FindByEmail].into_iter().collect();
        assert_eq!(some.to_string(), "find_by_email use_partner_pages");
        assert_eq!(Permissions::try_from("use_partner_pages find_by_email"), Ok(some));
        assert!(!some.contains(Permission::ReadAudit) && !some.is_empty());
        assert!(PersonFields::try_from("email shoe_size").is_err());
    }
}
