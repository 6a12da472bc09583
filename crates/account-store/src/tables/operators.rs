//! `operators`: who works in the console (journeys.md, section 6). Nothing deletes them: what they did keeps its name.

use vocabulary::{Instant, OperatorId, OperatorRoles, Secret};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::value::Row;
use crate::vault::Vault;

const TOTP: &str = "operators.totp_secret";

/// The columns that [`read`] reads, of `operators o`.
macro_rules! operator_columns {
    () => {
        "o.operator_id, o.username, o.name, o.password_hash, o.totp_secret, o.totp_last_step, o.roles, \
         o.disabled_at, o.created_at, o.version, o.password_temporary"
    };
}
pub(crate) use operator_columns;

register! { "operators";
    GET = concat!("SELECT ", operator_columns!(), " FROM operators o WHERE o.operator_id = $1");
    FIND = concat!("SELECT ", operator_columns!(), " FROM operators o WHERE o.username = $1");
    LIST = concat!("SELECT ", operator_columns!(), " FROM operators o ORDER BY o.username");
    INSERT = "INSERT INTO operators (operator_id, username, name, password_hash, totp_secret, totp_last_step, \
        roles, disabled_at, created_at, version, password_temporary) \
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    UPDATE_PASSWORD = "UPDATE operators SET password_hash = $3, password_temporary = $4, version = version + 1 \
        WHERE operator_id = $1 AND version = $2";
    UPDATE_TOTP = "UPDATE operators SET totp_secret = $3, totp_last_step = 0, version = version + 1 \
        WHERE operator_id = $1 AND version = $2";
    UPDATE_ROLES = "UPDATE operators SET roles = $3, version = version + 1 \
        WHERE operator_id = $1 AND version = $2";
    UPDATE_DISABLED = "UPDATE operators SET disabled_at = $3, version = version + 1 \
        WHERE operator_id = $1 AND version = $2";
    ADVANCE_TOTP = "UPDATE operators SET totp_last_step = $3 \
        WHERE operator_id = $1 AND totp_last_step = $2 AND totp_last_step < $3";
}

/// Somebody who works in the console.
#[derive(Debug, Clone)]
pub struct Operator {
    /// Their identifier.
    pub id: OperatorId,
    /// What they sign in with; stored and found in lower case.
    pub username: String,
    /// What colleagues call them.
    pub name: String,
    /// The password's PHC string.
    pub password_hash: Secret<String>,
    /// The authenticator app's secret; sealed in the database.
    pub totp_secret: Option<Secret<Vec<u8>>>,
    /// The time step of the last code that was accepted.
    pub totp_last_step: i64,
    /// What they may do.
    pub roles: OperatorRoles,
    /// Since when they may do nothing.
    pub disabled_at: Option<Instant>,
    /// When they were added.
    pub created_at: Instant,
    /// Counts changes.
    pub version: i64,
    /// Whose choice the password is.
    pub password: PasswordOf,
}

/// Whose choice an operator's password is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordOf {
    /// Their own.
    TheirOwn,
    /// It was made for them: the next sign-in asks for another one.
    Temporary,
}

pub(crate) fn read(vault: &Vault, row: &mut Row) -> Result<Operator, StoreFault> {
    let id: OperatorId = row.bytes()?;
    Ok(Operator {
        id,
        username: row.text()?,
        name: row.text()?,
        password_hash: Secret::new(row.text()?),
        totp_secret: match row.blob_or_null()? {
            Some(sealed) => Some(vault.open(TOTP, id.as_bytes(), &sealed)?),
            None => None,
        },
        totp_last_step: row.int()?,
        roles: row.word()?,
        disabled_at: row.instant_or_null()?,
        created_at: row.instant()?,
        version: row.int()?,
        password: if row.flag()? { PasswordOf::Temporary } else { PasswordOf::TheirOwn },
    })
}

impl Store {
    /// The operator of this identifier.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn operator(&self, id: OperatorId) -> Result<Option<Operator>, StoreFault> {
        let row = self.query_one(&GET, vec![id.into()]).await?;
        row.map(|mut row| read(self.vault(), &mut row)).transpose()
    }

    /// The operator who signs in with this name, whatever its case.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn find_operator(&self, username: &str) -> Result<Option<Operator>, StoreFault> {
        let row = self.query_one(&FIND, vec![username.to_lowercase().into()]).await?;
        row.map(|mut row| read(self.vault(), &mut row)).transpose()
    }

    /// Every operator, disabled ones too, by the name they sign in with.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_operators(&self) -> Result<Vec<Operator>, StoreFault> {
        let rows = self.query(&LIST, vec![]).await?;
        rows.into_iter().map(|mut row| read(self.vault(), &mut row)).collect()
    }
}

impl Batch {
    /// Adds an operator; a conflict when the identifier or the name to sign in with exists.
    pub fn insert_operator(&mut self, operator: &Operator) -> &mut Self {
        let values = vec![
            operator.id.into(),
            operator.username.to_lowercase().into(),
            operator.name.as_str().into(),
            operator.password_hash.expose().as_str().into(),
            self.sealed_totp(operator.id, operator.totp_secret.as_ref()).into(),
            operator.totp_last_step.into(),
            operator.roles.to_string().into(),
            operator.disabled_at.into(),
            operator.created_at.into(),
            operator.version.into(),
            (operator.password == PasswordOf::Temporary).into(),
        ];
        self.push(&INSERT, Expect::Exactly(1), values)
    }

    /// Sets the password's PHC string and whose choice it is; a conflict when the operator changed since `version`.
    pub fn update_operator_password(
        &mut self,
        id: OperatorId,
        version: i64,
        hash: &Secret<String>,
        password: PasswordOf,
    ) -> &mut Self {
        let temporary = password == PasswordOf::Temporary;
        let values = vec![id.into(), version.into(), hash.expose().as_str().into(), temporary.into()];
        self.push(&UPDATE_PASSWORD, Expect::Exactly(1), values)
    }

    /// Sets or removes the authenticator app's secret, of which no code was accepted yet; a conflict when the operator
    /// changed since `version`.
    pub fn update_operator_totp(
        &mut self,
        id: OperatorId,
        version: i64,
        secret: Option<&Secret<Vec<u8>>>,
    ) -> &mut Self {
        let values = vec![id.into(), version.into(), self.sealed_totp(id, secret).into()];
        self.push(&UPDATE_TOTP, Expect::Exactly(1), values)
    }

    /// Sets what an operator may do; a conflict when the operator changed since `version`.
    pub fn update_operator_roles(
        &mut self,
        id: OperatorId,
        version: i64,
        roles: &OperatorRoles,
    ) -> &mut Self {
        let values = vec![id.into(), version.into(), roles.to_string().into()];
        self.push(&UPDATE_ROLES, Expect::Exactly(1), values)
    }

    /// Disables an operator, or enables them again; a conflict when the operator changed since `version`. End their
    /// sessions and release their cases in the same batch.
    pub fn update_operator_disabled(
        &mut self,
        id: OperatorId,
        version: i64,
        disabled_at: Option<Instant>,
    ) -> &mut Self {
        let values = vec![id.into(), version.into(), disabled_at.into()];
        self.push(&UPDATE_DISABLED, Expect::Exactly(1), values)
    }

    /// Records that the code of time step `to` was accepted; a conflict when a code was accepted since `from`, or
    /// `to` is not later: no code is accepted twice.
    pub fn advance_totp_step(&mut self, id: OperatorId, from: i64, to: i64) -> &mut Self {
        self.push(&ADVANCE_TOTP, Expect::Exactly(1), vec![id.into(), from.into(), to.into()])
    }

    fn sealed_totp(&self, id: OperatorId, secret: Option<&Secret<Vec<u8>>>) -> Option<Vec<u8>> {
        secret.map(|secret| self.vault().seal(TOTP, id.as_bytes(), secret.expose()))
    }
}
