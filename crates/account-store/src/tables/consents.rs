//! `consents`: what a person agreed to share with a client. They go with their account; a withdrawn one stays,
//! as the record that it was withdrawn.

use vocabulary::{AccountId, ClientId, Instant, ProofingLevel, ScopeSet};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::value::Row;

/// The columns that [`read_joined`] reads, of `consents c`.
macro_rules! consent_columns {
    () => {
        "c.account_id, c.client_id, c.scopes, c.level, c.agreed_at, c.withdrawn_at"
    };
}
pub(crate) use consent_columns;

register! { "consents";
    GET = concat!("SELECT ", consent_columns!(),
        " FROM consents c WHERE c.account_id = $1 AND c.client_id = $2");
    LIST = concat!("SELECT ", consent_columns!(),
        " FROM consents c WHERE c.account_id = $1 ORDER BY c.agreed_at DESC");
    UPSERT = "INSERT INTO consents (account_id, client_id, scopes, level, agreed_at, withdrawn_at) \
        VALUES ($1, $2, $3, $4, $5, NULL) ON CONFLICT (account_id, client_id) DO UPDATE SET \
        scopes = excluded.scopes, level = excluded.level, agreed_at = excluded.agreed_at, withdrawn_at = NULL";
    WITHDRAW = "UPDATE consents SET withdrawn_at = $3 \
        WHERE account_id = $1 AND client_id = $2 AND withdrawn_at IS NULL";
}

/// An agreement to share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// Who agreed.
    pub account_id: AccountId,
    /// With which client.
    pub client_id: ClientId,
    /// Which scopes.
    pub scopes: ScopeSet,
    /// The level that was shared.
    pub level: ProofingLevel,
    /// When.
    pub agreed_at: Instant,
    /// When it was withdrawn; none while it holds.
    pub withdrawn_at: Option<Instant>,
}

/// Reads [`consent_columns`] of a left join.
pub(crate) fn read_joined(row: &mut Row) -> Result<Option<Consent>, StoreFault> {
    let account_id = row.bytes_or_null()?;
    let client_id = row.word_or_null()?;
    let scopes = row.text_or_null()?;
    let level = row.word_or_null()?;
    let agreed_at = row.instant_or_null()?;
    let withdrawn_at = row.instant_or_null()?;
    let (Some(account_id), Some(client_id), Some(scopes), Some(level), Some(agreed_at)) =
        (account_id, client_id, scopes, level, agreed_at)
    else {
        return Ok(None);
    };
    let scopes = ScopeSet::known_in(&scopes);
    Ok(Some(Consent { account_id, client_id, scopes, level, agreed_at, withdrawn_at }))
}

impl Store {
    /// What `account` agreed to share with `client`, withdrawn or not.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn consent(
        &self,
        account: AccountId,
        client: &ClientId,
    ) -> Result<Option<Consent>, StoreFault> {
        match self.query_one(&GET, vec![account.into(), client.into()]).await? {
            Some(mut row) => read_joined(&mut row),
            None => Ok(None),
        }
    }

    /// Every agreement of an account, latest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_consents(&self, account: AccountId) -> Result<Vec<Consent>, StoreFault> {
        let rows = self.query(&LIST, vec![account.into()]).await?;
        rows.into_iter().filter_map(|mut row| read_joined(&mut row).transpose()).collect()
    }
}

impl Batch {
    /// Records an agreement, in place of an earlier one; `withdrawn_at` is not read.
    pub fn upsert_consent(&mut self, consent: &Consent) -> &mut Self {
        let values = vec![
            consent.account_id.into(),
            (&consent.client_id).into(),
            consent.scopes.to_string().into(),
            consent.level.as_str().into(),
            consent.agreed_at.into(),
        ];
        self.push(&UPSERT, Expect::Exactly(1), values)
    }

    /// Withdraws an agreement; a conflict when none holds.
    pub fn withdraw_consent(&mut self, account: AccountId, client: &ClientId, now: Instant) -> &mut Self {
        self.push(&WITHDRAW, Expect::Exactly(1), vec![account.into(), client.into(), now.into()])
    }
}
