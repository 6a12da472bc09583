//! Where a browser stands at the console, and who is signed in.

use account_store::{AuditEvent, Operator, PasswordOf};
use policy::{Rights, RoleMatrix};
use vocabulary::{OperatorId, OperatorRoles, Permission, PersonField};

use crate::checking::authenticator::AuthenticatorSetUp;
use crate::checking::roles::{Checker, Supervisor};
use crate::checking::session::OperatorBrowser;
use crate::fault::Fault;
use crate::service::{Identity, Inner};

/// How far a browser has come.
#[derive(Debug)]
pub enum OperatorStanding {
    /// To the password page.
    Nobody,
    /// The password was right: the authenticator app's code comes next.
    SecondFactor,
    /// The password was right, and there is no authenticator app yet.
    SetUp(AuthenticatorSetUp),
    /// Both factors were right, and the password was made for them: their own comes next.
    ChoosePassword,
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
    rights: Rights,
}

impl SignedInOperator {
    pub(crate) fn of(operator: Operator, matrix: &RoleMatrix) -> Self {
        let rights = matrix.rights(&operator.roles);
        let Operator { id, username, name, roles, .. } = operator;
        Self { id, username, name, roles, rights }
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

    /// What they log in with.
    #[must_use]
    pub fn username(&self) -> &str {
        &self.username
    }

    /// Their roles.
    #[must_use]
    pub const fn roles(&self) -> &OperatorRoles {
        &self.roles
    }

    /// What their roles let them do and see.
    #[must_use]
    pub const fn rights(&self) -> Rights {
        self.rights
    }

    /// Whether they may do this.
    #[must_use]
    pub const fn may(&self, what: Permission) -> bool {
        self.rights.may.contains(what)
    }

    /// Whether there is anything for them in the operator console: whoever may only use the partner pages has no business there.
    #[must_use]
    pub fn works_here(&self) -> bool {
        self.rights.may.iter().any(|may| may != Permission::UsePartnerPages)
    }

    /// Whether they see this of a person.
    #[must_use]
    pub const fn sees(&self, what: PersonField) -> bool {
        self.rights.sees.contains(what)
    }

    /// The second line behind the guard of a route: every act of an operator begins with it.
    ///
    /// # Errors
    /// [`Fault::Bug`] when they may not: a door let somebody through whom it should have stopped.
    pub(crate) const fn must(&self, what: Permission) -> Result<(), Fault> {
        if self.may(what) { Ok(()) } else { Err(Fault::Bug("an operator acts without the permission")) }
    }

    /// The right to decide cases, for those who have it.
    #[must_use]
    pub fn checker(&self) -> Option<Checker> {
        let is_supervisor = self.may(Permission::SuperviseCases);
        let may = is_supervisor || self.may(Permission::DecideCases);
        may.then(|| Checker { id: self.id, username: self.username.clone(), is_supervisor })
    }

    /// The right to take cases over and to audit decisions, for those who have it.
    #[must_use]
    pub fn supervisor(&self) -> Option<Supervisor> {
        self.checker().filter(Checker::is_supervisor).map(Supervisor)
    }
}

impl Inner {
    /// An operator with what their roles give them now.
    pub(crate) fn signed_in(&self, operator: Operator) -> SignedInOperator {
        SignedInOperator::of(operator, &self.settings.roles)
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
        if session.second_factor_at.is_some() && operator.password == PasswordOf::Temporary {
            return Ok(OperatorStanding::ChoosePassword);
        }
        if session.second_factor_at.is_some() {
            return Ok(OperatorStanding::In(self.0.signed_in(operator)));
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

    /// Who is signed in here: both factors shown, a password of their own choice, used within the last quarter of an hour, not disabled.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn operator(&self, browser: &OperatorBrowser) -> Result<Option<SignedInOperator>, Fault> {
        let found = self.0.operator_session(browser).await?;
        let shown = found.filter(|(session, operator)| {
            session.second_factor_at.is_some() && operator.password == PasswordOf::TheirOwn
        });
        Ok(shown.map(|(_, operator)| self.0.signed_in(operator)))
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
