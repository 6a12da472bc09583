//! One change to one account by one operator for one incident: decided by `policy`, written with its event or not at all.

use account_store::{Account, Batch, Involved, WriteFault};
use policy::{is_possible, permission_of};
use vocabulary::{
    AccountId, DisableReason, IncidentNumber, MobileMatchReason, PersonAction, PhoneKind, PhoneNumber,
};

use crate::checking::SignedInOperator;
use crate::fault::Fault;
use crate::service::{Identity, Inner};
use crate::support::standing::involving;

/// How often a change is tried that meets another one.
const TRIES: usize = 4;

/// What an operator wants done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PersonChange {
    /// Nobody logs in with it; sessions and grants end at once.
    Disable(DisableReason),
    /// It can be used again.
    Enable,
    /// Back to P0 without demographics.
    Cleanse(PhonesAfter),
    /// The mobile number becomes this one.
    ChangeMobile(PhoneNumber),
    /// The number of this kind goes.
    RemovePhone(PhoneKind),
    /// The mobile match is ruled out.
    BlockMobileMatch(MobileMatchReason),
    /// It is allowed again.
    AllowMobileMatch(MobileMatchReason),
    /// Every browser is logged out, every device forgotten, every grant ended.
    EndSessions,
    /// A colleague is asked to approve that the account is erased.
    RequestErasure,
    /// It is erased, as a colleague asked.
    ApproveErasure,
    /// It is not erased after all.
    WithdrawErasure,
}

/// What becomes of the phone numbers of a cleansed account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhonesAfter {
    /// They stay.
    Kept,
    /// Mobile and landline go.
    Removed,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PersonChanged {
    /// It is done.
    Done,
    /// There is no such account.
    Unknown,
    /// The account, as it stands now, does not let itself be treated so.
    NotPossible,
    /// Another account has proven the same NHS number: this one cannot be used beside it.
    NumberInUse,
    /// It is the operator's own account.
    OwnAccount,
    /// Others changed it at the same instant, again and again; nothing was done.
    Raced,
}

impl PersonChange {
    /// The action that it is an instance of.
    #[must_use]
    pub const fn action(&self) -> PersonAction {
        match self {
            Self::Disable(_) => PersonAction::Disable,
            Self::Enable => PersonAction::Enable,
            Self::Cleanse(_) => PersonAction::Cleanse,
            Self::ChangeMobile(_) => PersonAction::ChangeMobile,
            Self::RemovePhone(PhoneKind::Mobile) => PersonAction::RemoveMobile,
            Self::RemovePhone(PhoneKind::Landline) => PersonAction::RemoveLandline,
            Self::BlockMobileMatch(_) => PersonAction::BlockMobileMatch,
            Self::AllowMobileMatch(_) => PersonAction::AllowMobileMatch,
            Self::EndSessions => PersonAction::EndSessions,
            Self::RequestErasure => PersonAction::RequestErasure,
            Self::ApproveErasure => PersonAction::ApproveErasure,
            Self::WithdrawErasure => PersonAction::WithdrawErasure,
        }
    }
}

/// Who acts on which account, for which incident.
pub(crate) struct Acting<'a> {
    pub(crate) by: &'a SignedInOperator,
    pub(crate) account: &'a Account,
    pub(crate) incident: &'a IncidentNumber,
}

impl Acting<'_> {
    pub(crate) fn involved(&self) -> Involved {
        involving(self.by, Some(self.incident))
    }
}

impl Identity {
    /// Whether an account, as it stands, lets itself be treated so; none when there is no such account.
    ///
    /// # Errors
    /// When the operator may not do it, or the store fails.
    pub async fn is_open_to(
        &self,
        by: &SignedInOperator,
        account: AccountId,
        action: PersonAction,
    ) -> Result<Option<bool>, Fault> {
        by.must(permission_of(action))?;
        let found = self.0.standing_of(by, account).await?;
        Ok(found.map(|(_, standing)| is_possible(action, standing)))
    }

    /// Does it, with its audit event and what the person is told, in one batch.
    ///
    /// # Errors
    /// When the operator may not do it, or the store fails.
    ///
    /// Journeys 6.1, 1.15, decision 5
    pub async fn change_person(
        &self,
        by: &SignedInOperator,
        account: AccountId,
        change: &PersonChange,
        incident: &IncidentNumber,
    ) -> Result<PersonChanged, Fault> {
        by.must(permission_of(change.action()))?;
        let inner = &self.0;
        for _ in 0..TRIES {
            let Some((account, standing)) = inner.standing_of(by, account).await? else {
                return Ok(PersonChanged::Unknown);
            };
            if account.email.normal() == by.username().to_lowercase() {
                return Ok(PersonChanged::OwnAccount);
            }
            if !is_possible(change.action(), standing) {
                return Ok(PersonChanged::NotPossible);
            }
            let acting = Acting { by, account: &account, incident };
            let batch = inner.batch_of(&acting, change).await?;
            match inner.store.write(batch).await {
                Ok(_) => {
                    inner.mail.notify_one();
                    return Ok(PersonChanged::Done);
                }
                Err(WriteFault::Conflict { .. }) => {}
                Err(fault) => return Err(fault.into()),
            }
            if *change == PersonChange::Enable && inner.number_is_taken(&account).await? {
                return Ok(PersonChanged::NumberInUse);
            }
        }
        Ok(PersonChanged::Raced)
    }
}

impl Inner {
    async fn batch_of(&self, acting: &Acting<'_>, change: &PersonChange) -> Result<Batch, Fault> {
        let mut batch = self.store.batch();
        match change {
            PersonChange::Disable(reason) => {
                self.add_disabling(
                    acting.account,
                    (reason.cid(), Some(*reason)),
                    &acting.involved(),
                    &mut batch,
                );
            }
            PersonChange::Enable => self.add_enabling(acting, &mut batch),
            PersonChange::Cleanse(phones) => self.add_cleansing(acting, *phones, &mut batch).await?,
            PersonChange::ChangeMobile(number) => self.add_mobile(acting, number, &mut batch),
            PersonChange::RemovePhone(kind) => self.add_removal(acting, *kind, &mut batch),
            PersonChange::BlockMobileMatch(reason) => self.add_match_block(acting, *reason, &mut batch),
            PersonChange::AllowMobileMatch(reason) => self.add_match_permit(acting, *reason, &mut batch),
            PersonChange::EndSessions => self.add_log_out(acting, &mut batch),
            PersonChange::RequestErasure => self.add_erasure_request(acting, &mut batch),
            PersonChange::ApproveErasure => self.add_erasure(acting, &mut batch),
            PersonChange::WithdrawErasure => self.add_withdrawal(acting, &mut batch),
        }
        Ok(batch)
    }

    async fn number_is_taken(&self, account: &Account) -> Result<bool, Fault> {
        let number = account.person.as_ref().and_then(|person| person.nhs_number);
        match number {
            Some(number) => self.is_taken(number, account.id).await,
            None => Ok(false),
        }
    }
}
