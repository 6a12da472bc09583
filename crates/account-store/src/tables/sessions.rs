//! `sessions`: signed-in browsers, found by the digest of the cookie's secret. Deleted after `expires_at`.

use vocabulary::{AccountId, ClientId, CredentialSet, Digest, Instant};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::tables::accounts::{self, Account, view_columns, view_joins};
use crate::tables::consents::{self, Consent, consent_columns};
use crate::value::Row;

register! { "sessions";
    GET = "SELECT s.digest, s.account_id, s.factors, s.authenticated_at, s.created_at, s.expires_at \
        FROM sessions s WHERE s.digest = $1 AND s.expires_at > $2";
    SIGN_IN_VIEW = concat!(
        "SELECT s.digest, s.account_id, s.factors, s.authenticated_at, s.created_at, s.expires_at, ",
        view_columns!(), ", ", consent_columns!(),
        " FROM sessions s JOIN accounts a ON a.account_id = s.account_id",
        view_joins!(),
        "LEFT JOIN consents c ON c.account_id = s.account_id AND c.client_id = $3 \
         WHERE s.digest = $1 AND s.expires_at > $2");
    INSERT = "INSERT INTO sessions (digest, account_id, factors, authenticated_at, created_at, expires_at) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    DELETE = "DELETE FROM sessions WHERE digest = $1";
    DELETE_ALL = "DELETE FROM sessions WHERE account_id = $1";
}

/// A signed-in browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The digest of the cookie's secret.
    pub digest: Digest,
    /// Who is signed in.
    pub account_id: AccountId,
    /// What was shown.
    pub factors: CredentialSet,
    /// When it was shown: `auth_time`.
    pub authenticated_at: Instant,
    /// When the session began.
    pub created_at: Instant,
    /// When it ends.
    pub expires_at: Instant,
}

/// All that a silent sign-in asks about.
#[derive(Debug, Clone)]
pub struct SignInView {
    /// The session.
    pub session: Session,
    /// Its account.
    pub account: Account,
    /// What the person agreed to share with the client, withdrawn or not.
    pub consent: Option<Consent>,
}

fn read(row: &mut Row) -> Result<Session, StoreFault> {
    Ok(Session {
        digest: row.bytes()?,
        account_id: row.bytes()?,
        factors: u8::try_from(row.int()?).map(CredentialSet::from_bits).map_err(|_| row.damaged())?,
        authenticated_at: row.instant()?,
        created_at: row.instant()?,
        expires_at: row.instant()?,
    })
}

impl Store {
    /// The session of this digest that has not ended.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn session(&self, digest: &Digest, now: Instant) -> Result<Option<Session>, StoreFault> {
        let row = self.query_one(&GET, vec![digest.into(), now.into()]).await?;
        row.map(|mut row| read(&mut row)).transpose()
    }

    /// Session, account and consent for `client` in one query.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn sign_in_view(
        &self,
        digest: &Digest,
        client: &ClientId,
        now: Instant,
    ) -> Result<Option<SignInView>, StoreFault> {
        let values = vec![digest.into(), now.into(), client.into()];
        let Some(mut row) = self.query_one(&SIGN_IN_VIEW, values).await? else {
            return Ok(None);
        };
        Ok(Some(SignInView {
            session: read(&mut row)?,
            account: accounts::read_view(self.vault(), &mut row)?,
            consent: consents::read_joined(&mut row)?,
        }))
    }
}

impl Batch {
    /// Adds a session.
    pub fn insert_session(&mut self, session: &Session) -> &mut Self {
        let values = vec![
            (&session.digest).into(),
            session.account_id.into(),
            i64::from(session.factors.bits()).into(),
            session.authenticated_at.into(),
            session.created_at.into(),
            session.expires_at.into(),
        ];
        self.push(&INSERT, Expect::Exactly(1), values)
    }

    /// Ends a session, if it is there.
    pub fn delete_session(&mut self, digest: &Digest) -> &mut Self {
        self.push(&DELETE, Expect::Any, vec![digest.into()])
    }

    /// Ends every session of an account.
    pub fn delete_sessions(&mut self, account: AccountId) -> &mut Self {
        self.push(&DELETE_ALL, Expect::Any, vec![account.into()])
    }
}
