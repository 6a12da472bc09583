//! Where a browser stands at the console, and who is signed in.

use account_store::{AuditEvent, Operator};
use vocabulary::{OperatorId, OperatorRole, OperatorRoles};

use crate::checking::authenticator::AuthenticatorSetUp;
use crate::checking::roles::{Checker, Supervisor};
use crate::checking::session::OperatorBrowser;
use crate::fault::Fault;
use crate::service::Identity;

/// How far a browser has come.
#[derive(Debug)]
pub enum OperatorStanding {
    /// To the password page.
    Nobody,
    /// The password was right: the authenticator app's code comes next.
    SecondFactor,
    /// The password was right, and there is no authenticator app yet.
    SetUp(AuthenticatorSetUp),
    /// In.
    In(SignedInOperator),
}

/// An operator who showed both factors, as of this request. Only a session makes one.
#[derive(Debug, Clone)]
pub struct SignedInOperator {
    id: OperatorId,
    username: String,
    name: String,
    roles: OperatorRoles,
}

impl SignedInOperator {
    pub(crate) fn of(operator: Operator) -> Self {
        Self { id: operator.id, username: operator.username, name: operator.name, roles: operator.roles }
    }

    /// Their identifier.
    #[must_use]
    pub const fn id(&self) -> OperatorId {
        self.id
    }

    /// What colleagues call them.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What they may do.
    #[must_use]
    pub const fn roles(&self) -> OperatorRoles {
        self.roles
    }

    /// The right to decide cases, for those who have it.
    #[must_use]
    pub fn checker(&self) -> Option<Checker> {
        let is_supervisor = self.roles.contains(OperatorRole::Supervisor);
        let may = is_supervisor || self.roles.contains(OperatorRole::IdChecker);
        may.then(|| Checker { id: self.id, username: self.username.clone(), is_supervisor })
    }

    /// The right to take cases over and to audit decisions, for those who have it.
    #[must_use]
    pub fn supervisor(&self) -> Option<Supervisor> {
        self.checker().filter(Checker::is_supervisor).map(Supervisor)
    }
}

impl Identity {
    /// How far this browser has come.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn operator_standing(&self, browser: &OperatorBrowser) -> Result<OperatorStanding, Fault> {
        let Some((session, operator)) = self.0.operator_session(browser).await? else {
            return Ok(OperatorStanding::Nobody);
        };
        if session.second_factor_at.is_some() {
            return Ok(OperatorStanding::In(SignedInOperator::of(operator)));
        }
        if operator.totp_secret.is_some() {
            return Ok(OperatorStanding::SecondFactor);
        }
        let proposed = self.0.proposed_secret(browser).ok_or(Fault::Bug("a session without a secret"))?;
        Ok(OperatorStanding::SetUp(AuthenticatorSetUp::of(
            proposed,
            self.0.console_name(),
            &operator.username,
        )))
    }

    /// Who is signed in here: both factors shown, used within the last quarter of an hour, not disabled.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn operator(&self, browser: &OperatorBrowser) -> Result<Option<SignedInOperator>, Fault> {
        let found = self.0.operator_session(browser).await?;
        let shown = found.filter(|(session, _)| session.second_factor_at.is_some());
        Ok(shown.map(|(_, operator)| SignedInOperator::of(operator)))
    }

    /// Ends the session of this browser, if it has one. Cases in progress stay with their checker until they are idle.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sign_out_operator(&self, browser: &OperatorBrowser) -> Result<(), Fault> {
        let inner = &self.0;
        let Some((session, operator)) = inner.operator_session(browser).await? else { return Ok(()) };
        let mut batch = inner.store.batch();
        batch.delete_operator_session(&session.digest);
        inner.audit_operator(Some(operator.id), AuditEvent::OperatorSignedOut, &mut batch);
        inner.write(batch).await
    }
}
