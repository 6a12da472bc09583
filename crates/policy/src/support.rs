//! What the service desk may do with an account as it stands (journeys 6.1, decision 5).

use vocabulary::{Permission, PersonAction, SearchKind};

/// An account, as far as an operator's actions depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PersonStanding {
    /// Whether it can be used.
    pub usage: Usage,
    /// Whether registration is complete.
    pub registration: Completion,
    /// Whether it has a mobile number.
    pub mobile: Held,
    /// Whether it has a landline number.
    pub landline: Held,
    /// Whether the mobile match is ruled out.
    pub mobile_match: MatchRule,
    /// Whether an erasure waits for a second person.
    pub erasure: Erasure,
}

/// Whether an account can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usage {
    /// It can.
    Active,
    /// It is disabled.
    Disabled,
    /// It is disabled and at P0 without demographics.
    Cleansed,
}

/// Whether registration is complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Completion {
    /// A phone was confirmed.
    Complete,
    /// Not yet.
    Unfinished,
}

/// Whether something is on file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// It is.
    Yes,
    /// It is not.
    No,
}

/// Whether P9 can be reached through the mobile number on the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatchRule {
    /// It can.
    Allowed,
    /// An operator ruled it out.
    Blocked,
}

/// Whether an erasure waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Erasure {
    /// None.
    None,
    /// This operator asked for it: somebody else approves.
    AskedByThem,
    /// A colleague asked for it.
    AskedByAnother,
}

/// What an action needs.
#[must_use]
pub const fn permission_of(action: PersonAction) -> Permission {
    use PersonAction as Act;
    match action {
        Act::Disable => Permission::DisableAccounts,
        Act::Enable => Permission::EnableAccounts,
        Act::Cleanse => Permission::CleanseAccounts,
        Act::ChangeMobile | Act::RemoveMobile | Act::RemoveLandline => Permission::ChangePhones,
        Act::BlockMobileMatch | Act::AllowMobileMatch => Permission::BlockMobileMatch,
        Act::EndSessions => Permission::EndSessions,
        Act::RequestErasure | Act::ApproveErasure | Act::WithdrawErasure => Permission::EraseAccounts,
    }
}

/// What a search needs.
#[must_use]
pub const fn permission_to_find(by: SearchKind) -> Permission {
    match by {
        SearchKind::Email => Permission::FindByEmail,
        SearchKind::AccountId => Permission::FindByAccountId,
        SearchKind::Phone => Permission::FindByPhone,
        SearchKind::NhsNumber => Permission::FindByNhsNumber,
    }
}

/// Whether an account as it stands lets itself be treated so.
#[must_use]
pub const fn is_possible(action: PersonAction, standing: PersonStanding) -> bool {
    use PersonAction as Act;
    match action {
        Act::Disable => matches!(standing.usage, Usage::Active),
        Act::Enable | Act::Cleanse => !matches!(standing.usage, Usage::Active),
        Act::ChangeMobile => matches!(standing.registration, Completion::Complete),
        Act::RemoveMobile => matches!(standing.mobile, Held::Yes),
        Act::RemoveLandline => matches!(standing.landline, Held::Yes),
        Act::BlockMobileMatch => matches!(standing.mobile_match, MatchRule::Allowed),
        Act::AllowMobileMatch => matches!(standing.mobile_match, MatchRule::Blocked),
        Act::EndSessions => true,
        Act::RequestErasure => {
            matches!(standing.usage, Usage::Cleansed) && matches!(standing.erasure, Erasure::None)
        }
        Act::ApproveErasure => {
            matches!(standing.usage, Usage::Cleansed) && matches!(standing.erasure, Erasure::AskedByAnother)
        }
        Act::WithdrawErasure => !matches!(standing.erasure, Erasure::None),
    }
}
