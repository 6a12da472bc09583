//! Access to the operator console: invitations, colleagues, one's own sign-in. Journeys 6.1.

use std::fmt;

use vocabulary::{Permission, PersonField};

/// What is wrong with an invitation, or with what was done to a colleague.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccessProblem {
    /// No name, or one that is too long.
    Name,
    /// Somebody logs in with this address.
    IsOperator,
    /// Somebody was invited at this address.
    IsInvited,
    /// No role was chosen.
    RolesEmpty,
    /// About oneself.
    Oneself,
    /// About the last one who may manage operators.
    LastManager,
    /// Somebody else was faster.
    Raced,
}

impl fmt::Display for AccessProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Name => "Enter their name, up to 100 characters",
            Self::IsOperator => "Someone already logs in with this email address",
            Self::IsInvited => {
                "Someone was already invited at this email address. Send that invitation again, or cancel it"
            }
            Self::RolesEmpty => "Select at least 1 role",
            Self::Oneself => "You cannot do this to your own account. Ask a colleague",
            Self::LastManager => {
                "This is the last operator who may manage operators. Give someone else that role first"
            }
            Self::Raced => "Someone else changed operators at the same time. Check the page and try again",
        })
    }
}

/// What is wrong with what an operator typed about their own sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnSignInProblem {
    /// The password that is asked for is another one.
    Password,
    /// The new password is the one before.
    Same,
    /// The code of the app that is set up now.
    Code,
    /// The code of the new app.
    NewCode,
}

impl fmt::Display for OwnSignInProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Password => "Enter the password that you use now",
            Self::Same => "Enter a password that is different from the one you have now",
            Self::Code => "Enter the code that your app shows now",
            Self::NewCode => "Enter the code that the new app shows now",
        })
    }
}

/// What a permission is called in the table of roles.
#[must_use]
pub const fn permission_label(permission: Permission) -> &'static str {
    match permission {
        Permission::FindByEmail => "Find a person by email address",
        Permission::FindByAccountId => "Find a person by account ID",
        Permission::FindByPhone => "Find a person by phone number",
        Permission::FindByNhsNumber => "Find a person by NHS number",
        Permission::SeeHistory => "See what happened to an account",
        Permission::SeeEvidence => "See photo ID evidence",
        Permission::DisableAccounts => "Disable accounts",
        Permission::EnableAccounts => "Enable accounts",
        Permission::CleanseAccounts => "Cleanse disabled accounts",
        Permission::ChangePhones => "Change or remove phone numbers",
        Permission::BlockMobileMatch => "Block or unblock the mobile match",
        Permission::EndSessions => "Log a person out everywhere",
        Permission::EraseAccounts => "Ask for an erasure, or approve one",
        Permission::DecideCases => "Decide photo ID cases",
        Permission::SuperviseCases => "Supervise photo ID cases",
        Permission::SetAutomation => "Set the automation rate",
        Permission::ManageNotices => "Set alerts and service levels",
        Permission::ManageEmailDomains => "Block and unblock email domains",
        Permission::SeeClients => "See client registrations",
        Permission::EditClients => "Edit client registrations",
        Permission::ApproveClients => "Approve client registrations",
        Permission::ExplainErrors => "Explain errors",
        Permission::TraceSignIns => "Trace log ins",
        Permission::ReadAudit => "Read the audit log, with account IDs",
        Permission::ExportAudit => "Export the audit log, with account IDs",
        Permission::SeeKeys => "See signing keys",
        Permission::ManageKeys => "Manage signing keys",
        Permission::SeeDeliveries => "See message delivery",
        Permission::ManageOperators => "Manage operators",
        Permission::UsePartnerPages => "Use the partner pages",
    }
}

/// What a field of a person is called in the table of roles.
#[must_use]
pub const fn person_field_label(field: PersonField) -> &'static str {
    match field {
        PersonField::Email => "Email address",
        PersonField::Status => "Status",
        PersonField::AccountId => "Account ID",
        PersonField::FirstLastName => "First and last name",
        PersonField::MiddleNames => "Middle names",
        PersonField::Mobile => "Mobile number",
        PersonField::Landline => "Landline number",
        PersonField::DateOfBirth => "Date of birth",
        PersonField::Postcode => "Postcode",
        PersonField::PdsCode => "PDS response code",
        PersonField::NhsNumber => "NHS number",
        PersonField::OdsCode => "ODS code",
        PersonField::Level => "Proofing level",
        PersonField::MobileMatch => "Mobile match status",
    }
}
