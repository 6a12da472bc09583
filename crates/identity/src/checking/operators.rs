//! Who the operators are: added, disabled and given roles from the command line.

use account_store::{AuditEvent, Batch, Operator, OperatorChange, PasswordOf};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use policy::RoleMatrix;
use vocabulary::{CaseStatus, EmailAddress, IncidentNumber, Instant, OperatorId, OperatorRoles, Secret};

use crate::access::Doer;
use crate::checking::authenticator::SANDBOX_SECRET;
use crate::fault::Fault;
use crate::registrations::Use;
use crate::service::{Identity, Inner};

/// Characters of an operator's password; a longer one is hashed as it is, up to the second number.
const PASSWORD: std::ops::RangeInclusive<usize> = 12..=128;
const LONGEST_NAME: usize = 254;
const MOST_HELD: u32 = 10_000;

/// An operator to add.
#[derive(Debug, Clone)]
pub struct NewOperator {
    /// What they sign in with: an email address, or a name without spaces and colons.
    pub username: String,
    /// What colleagues call them.
    pub name: String,
    /// What they may do.
    pub roles: OperatorRoles,
    /// Their password; without one, one is made and told once.
    pub password: Option<Secret<String>>,
}

/// What came of adding one.
#[derive(Debug)]
pub enum OperatorAdded {
    /// They can sign in, and set up an authenticator app when they do.
    Added {
        /// The password that was made.
        password: Option<Secret<String>>,
    },
    /// The user name exists.
    Exists,
    /// Something is no user name, name or password; the text says what.
    Refused(&'static str),
}

/// An operator, as the list shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperatorRow {
    /// Their identifier.
    pub id: OperatorId,
    /// What they sign in with.
    pub username: String,
    /// What colleagues call them.
    pub name: String,
    /// What they may do.
    pub roles: OperatorRoles,
    /// Whether an authenticator app is set up.
    pub has_authenticator: bool,
    /// Since when they may do nothing.
    pub disabled_at: Option<Instant>,
}

/// What came of changing one.
#[derive(Debug)]
pub enum OperatorSwitched {
    /// Done.
    Done,
    /// There is nobody of that name.
    Unknown,
    /// They are the last one who may manage operators; nothing was done.
    LastManager,
    /// Somebody else changed operators at the same instant; nothing was done.
    Raced,
}

/// An operator of a sandbox: everybody knows the password and the authenticator secret, and the static code is accepted.
#[derive(Debug, Clone)]
pub struct SandboxOperator {
    /// What they sign in with; one who is there stays as they are.
    pub username: String,
    /// What colleagues call them.
    pub name: String,
    /// What they may do.
    pub roles: OperatorRoles,
    /// Their password.
    pub password: Secret<String>,
}

impl Identity {
    /// Adds an operator. The first sign-in sets up their authenticator app.
    ///
    /// # Errors
    /// [`Fault::Busy`] when too many passwords are being hashed; when the store fails.
    pub async fn add_operator(
        &self,
        new: NewOperator,
        incident: Option<&IncidentNumber>,
    ) -> Result<OperatorAdded, Fault> {
        let inner = &self.0;
        if let Some(refusal) = refusal(&new, &inner.settings.roles) {
            return Ok(OperatorAdded::Refused(refusal));
        }
        let made = new.password.is_none().then(|| inner.temporary_password());
        let password = new.password.or_else(|| made.clone()).ok_or(Fault::Bug("no password was made"))?;
        let mut operator = inner.new_operator(&new.username, &new.name, new.roles, password).await?;
        if made.is_some() {
            operator.password = PasswordOf::Temporary;
        }
        let added = inner.insert_operator(&operator, incident).await?;
        Ok(if added { OperatorAdded::Added { password: made } } else { OperatorAdded::Exists })
    }

    /// Every operator, by user name.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn list_operators(&self) -> Result<Vec<OperatorRow>, Fault> {
        let operators = self.0.store.list_operators().await?;
        Ok(operators.into_iter().map(OperatorRow::of).collect())
    }

    /// Disables an operator at once, whatever they have open, or enables them again. Their open cases go back.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn switch_operator(
        &self,
        username: &str,
        to: Use,
        incident: Option<&IncidentNumber>,
    ) -> Result<OperatorSwitched, Fault> {
        let inner = &self.0;
        match inner.store.find_operator(username).await? {
            Some(operator) => inner.change_operator_use(&operator, to, Doer::CommandLine(incident)).await,
            None => Ok(OperatorSwitched::Unknown),
        }
    }

    /// Sets what an operator may do, from their next request on.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn set_operator_roles(
        &self,
        username: &str,
        roles: OperatorRoles,
        incident: Option<&IncidentNumber>,
    ) -> Result<OperatorSwitched, Fault> {
        let inner = &self.0;
        match inner.store.find_operator(username).await? {
            Some(operator) => {
                inner.change_operator_roles(&operator, &roles, Doer::CommandLine(incident)).await
            }
            None => Ok(OperatorSwitched::Unknown),
        }
    }

    /// Puts an operator into a sandbox; nobody outside sandbox mode. Whether they are new.
    ///
    /// # Errors
    /// When the store fails, or too many passwords are being hashed.
    pub async fn seed_operator(&self, seed: &SandboxOperator) -> Result<bool, Fault> {
        let inner = &self.0;
        if inner.settings.sandbox.is_none() || inner.store.find_operator(&seed.username).await?.is_some() {
            return Ok(false);
        }
        let password = seed.password.clone();
        let mut operator =
            inner.new_operator(&seed.username, &seed.name, seed.roles.clone(), password).await?;
        operator.totp_secret = Some(Secret::new(SANDBOX_SECRET.to_vec()));
        inner.insert_operator(&operator, None).await
    }
}

impl OperatorRow {
    pub(crate) fn of(operator: Operator) -> Self {
        Self {
            id: operator.id,
            username: operator.username,
            name: operator.name,
            roles: operator.roles,
            has_authenticator: operator.totp_secret.is_some(),
            disabled_at: operator.disabled_at,
        }
    }
}

impl OperatorSwitched {
    const fn of(done: bool) -> Self {
        if done { Self::Done } else { Self::Raced }
    }
}

fn refusal(new: &NewOperator, matrix: &RoleMatrix) -> Option<&'static str> {
    let is_odd = |c: char| c.is_whitespace() || c.is_control() || c == ':';
    let (username, name) = (new.username.as_str(), new.name.trim());
    let wrong_length = |password: &Secret<String>| !PASSWORD.contains(&password.expose().chars().count());
    if username.is_empty() || username.len() > LONGEST_NAME || username.contains(is_odd) {
        return Some("the user name must have no spaces and no colon");
    }
    if name.is_empty() || name.len() > LONGEST_NAME || name.contains(char::is_control) {
        return Some("the name must not be empty");
    }
    if new.roles.is_empty() {
        return Some("at least one role is needed");
    }
    if new.roles.iter().any(|role| !matrix.knows(role)) {
        return Some("a role is not in the table of roles");
    }
    new.password
        .as_ref()
        .filter(|password| wrong_length(password))
        .map(|_| "the password must have 12 to 128 characters")
}

impl Inner {
    /// Disables an operator, with their sessions and their open cases, or enables them.
    pub(crate) async fn change_operator_use(
        &self,
        operator: &Operator,
        to: Use,
        doer: Doer<'_>,
    ) -> Result<OperatorSwitched, Fault> {
        let mut batch = self.store.batch();
        let (disabled_at, what) = match to {
            Use::Enabled => (None, OperatorChange::Enabled),
            Use::Disabled => (Some(self.clock.now()), OperatorChange::Disabled),
        };
        batch.update_operator_disabled(operator.id, operator.version, disabled_at);
        if disabled_at.is_some() {
            if !self.leaves_a_manager(operator, None, doer, &mut batch).await? {
                return Ok(OperatorSwitched::LastManager);
            }
            batch.delete_operator_sessions(operator.id);
            self.release_cases_of(operator, &mut batch).await?;
        }
        self.audit_change(operator.id, what, doer, &mut batch);
        Ok(OperatorSwitched::of(self.commit(batch).await?))
    }

    async fn release_cases_of(&self, operator: &Operator, batch: &mut Batch) -> Result<(), Fault> {
        let in_progress = self.store.case_in_progress(operator.id).await?;
        let held = self.store.list_held_cases(MOST_HELD).await?;
        let theirs = held.into_iter().filter(|case| case.assignee == Some(operator.id));
        for case in in_progress.into_iter().chain(theirs) {
            debug_assert!(matches!(case.status, CaseStatus::Submitted | CaseStatus::Held));
            batch.release_case(case.id, operator.id);
            self.audit_case_by(operator.id, &case, AuditEvent::CaseReleased, batch);
        }
        Ok(())
    }

    pub(crate) async fn change_operator_roles(
        &self,
        operator: &Operator,
        roles: &OperatorRoles,
        doer: Doer<'_>,
    ) -> Result<OperatorSwitched, Fault> {
        let mut batch = self.store.batch();
        batch.update_operator_roles(operator.id, operator.version, roles);
        if !self.leaves_a_manager(operator, Some(roles), doer, &mut batch).await? {
            return Ok(OperatorSwitched::LastManager);
        }
        let (before, roles) = (operator.roles.clone(), roles.clone());
        self.audit_change(operator.id, OperatorChange::Roles { before, roles }, doer, &mut batch);
        Ok(OperatorSwitched::of(self.commit(batch).await?))
    }

    /// 120 random bits, told once.
    pub(crate) fn temporary_password(&self) -> Secret<String> {
        Secret::new(URL_SAFE_NO_PAD.encode(self.random::<15>()))
    }

    async fn new_operator(
        &self,
        username: &str,
        name: &str,
        roles: OperatorRoles,
        password: Secret<String>,
    ) -> Result<Operator, Fault> {
        let hash = self.hash_password(password).await?;
        Ok(Operator {
            id: OperatorId::from_bytes(self.random()),
            username: username.to_lowercase(),
            name: name.trim().to_owned(),
            password_hash: Secret::new(hash.as_str().to_owned()),
            totp_secret: None,
            totp_last_step: 0,
            roles,
            disabled_at: None,
            created_at: self.clock.now(),
            version: 0,
            password: PasswordOf::TheirOwn,
        })
    }

    async fn insert_operator(
        &self,
        operator: &Operator,
        incident: Option<&IncidentNumber>,
    ) -> Result<bool, Fault> {
        let mut batch = self.store.batch();
        batch.insert_operator(operator);
        if let Ok(email) = EmailAddress::try_from(operator.username.as_str()) {
            batch.delete_operator_invitation_to(&email);
        }
        let what = OperatorChange::Added { roles: operator.roles.clone() };
        self.audit_change(operator.id, what, Doer::CommandLine(incident), &mut batch);
        self.commit(batch).await
    }
}
