//! What operators who manage operators do to colleagues: roles, disabling, a lost authenticator app, sessions.
//!
//! Nobody changes their own roles or disables themselves, and the last one who may manage operators keeps that right: else nobody could
//! mend it but an administrator of the machine.

use account_store::{OperatorChange, OperatorSession};
use vocabulary::{IncidentNumber, Instant, OperatorId, OperatorRoles, Permission};

use crate::access::managers::Doer;
use crate::access::resets::address_of;
use crate::checking::{OperatorRow, OperatorSwitched, SignedInOperator};
use crate::fault::Fault;
use crate::registrations::Use;
use crate::service::Identity;

/// A colleague, as their page shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Colleague {
    /// As the list shows them.
    pub row: OperatorRow,
    /// When they were added.
    pub created_at: Instant,
    /// In how many browsers they are signed in.
    pub sessions: usize,
    /// When one of these was used last.
    pub last_used_at: Option<Instant>,
    /// Whether they are the one who looks.
    pub is_oneself: bool,
    /// Whether a link can be sent to them: their user name is an email address.
    pub has_address: bool,
}

/// What came of changing a colleague.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColleagueChanged {
    /// Done.
    Done,
    /// There is no such operator.
    Unknown,
    /// They are the one who asks.
    Oneself,
    /// They are the last one who may manage operators.
    LastManager,
    /// No role, or one that is not in the table.
    Roles,
    /// Their user name is no email address, so that no link can be sent to them.
    NoAddress,
    /// Somebody else changed operators at the same instant; nothing was done.
    Raced,
}

impl From<OperatorSwitched> for ColleagueChanged {
    fn from(switched: OperatorSwitched) -> Self {
        match switched {
            OperatorSwitched::Done => Self::Done,
            OperatorSwitched::Unknown => Self::Unknown,
            OperatorSwitched::LastManager => Self::LastManager,
            OperatorSwitched::Raced => Self::Raced,
        }
    }
}

impl Identity {
    /// Every operator, by user name.
    ///
    /// # Errors
    /// When `by` may not; when the store fails.
    pub async fn colleagues(&self, by: &SignedInOperator) -> Result<Vec<OperatorRow>, Fault> {
        by.must(Permission::ManageOperators)?;
        self.list_operators().await
    }

    /// One of them.
    ///
    /// # Errors
    /// When `by` may not; when the store fails.
    pub async fn colleague(&self, by: &SignedInOperator, id: OperatorId) -> Result<Option<Colleague>, Fault> {
        by.must(Permission::ManageOperators)?;
        let inner = &self.0;
        let Some(operator) = inner.store.operator(id).await? else { return Ok(None) };
        let sessions = inner.store.list_operator_sessions(id, inner.clock.now()).await?;
        let (created_at, has_address) = (operator.created_at, address_of(&operator).is_some());
        Ok(Some(Colleague {
            row: OperatorRow::of(operator),
            created_at,
            sessions: sessions.len(),
            last_used_at: sessions.iter().map(|session: &OperatorSession| session.last_used_at).max(),
            is_oneself: id == by.id(),
            has_address,
        }))
    }

    /// Sets what a colleague may do, from their next request on.
    ///
    /// # Errors
    /// When `by` may not; when the store fails.
    ///
    /// Journeys 6.1
    pub async fn set_colleague_roles(
        &self,
        by: &SignedInOperator,
        id: OperatorId,
        roles: &OperatorRoles,
        incident: &IncidentNumber,
    ) -> Result<ColleagueChanged, Fault> {
        by.must(Permission::ManageOperators)?;
        let inner = &self.0;
        if id == by.id() {
            return Ok(ColleagueChanged::Oneself);
        }
        if !inner.are_known_roles(roles) {
            return Ok(ColleagueChanged::Roles);
        }
        let Some(operator) = inner.store.operator(id).await? else { return Ok(ColleagueChanged::Unknown) };
        let doer = Doer::Colleague(by, incident);
        Ok(inner.change_operator_roles(&operator, roles, doer).await?.into())
    }

    /// Disables a colleague at once, whatever they have open, or enables them again.
    ///
    /// # Errors
    /// When `by` may not; when the store fails.
    ///
    /// Journeys 6.1
    pub async fn switch_colleague(
        &self,
        by: &SignedInOperator,
        id: OperatorId,
        to: Use,
        incident: &IncidentNumber,
    ) -> Result<ColleagueChanged, Fault> {
        by.must(Permission::ManageOperators)?;
        let inner = &self.0;
        if id == by.id() {
            return Ok(ColleagueChanged::Oneself);
        }
        let Some(operator) = inner.store.operator(id).await? else { return Ok(ColleagueChanged::Unknown) };
        let doer = Doer::Colleague(by, incident);
        Ok(inner.change_operator_use(&operator, to, doer).await?.into())
    }

    /// Ends every session of a colleague.
    ///
    /// # Errors
    /// When `by` may not; when the store fails.
    ///
    /// Journeys 6.1
    pub async fn end_colleague_sessions(
        &self,
        by: &SignedInOperator,
        id: OperatorId,
        incident: &IncidentNumber,
    ) -> Result<ColleagueChanged, Fault> {
        by.must(Permission::ManageOperators)?;
        let inner = &self.0;
        if inner.store.operator(id).await?.is_none() {
            return Ok(ColleagueChanged::Unknown);
        }
        let mut batch = inner.store.batch();
        batch.delete_operator_sessions(id);
        inner.audit_change(id, OperatorChange::SessionsEnded, Doer::Colleague(by, incident), &mut batch);
        inner.write(batch).await?;
        Ok(ColleagueChanged::Done)
    }
}
