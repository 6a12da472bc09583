//! `grants`: a code and all tokens it led to are one row, so that they die together.
//!
//! Retention: deleted a day after the code, or the last refresh token, can no longer be used; until then a
//! second use is recognised.

use vocabulary::{
    AccountId, ClientId, CodeChallenge, Digest, GrantId, Instant, Malformed, ProofingLevel, RedirectUri,
    ScopeSet, Secret, VectorOfTrust,
};

use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::tables::accounts::{self, Account, view_columns, view_joins};
use crate::tables::client_metadata;
use crate::tables::consents::{self, Consent, consent_columns};
use crate::value::Row;

/// The columns that [`read`] reads, of `grants g`.
macro_rules! grant_columns {
    () => {
        "g.grant_id, g.code_digest, g.account_id, g.client_id, g.redirect_uri, g.scopes, g.vot, g.level, \
         g.nonce, g.challenge, g.auth_time, g.session_digest, g.created_at, g.code_expires_at, \
         g.redeemed_at, g.id_token_jti, g.generation, g.generation_used, g.refresh_until, g.revoked_at, \
         g.revoked_reason"
    };
}

register! { "grants";
    GET = concat!("SELECT ", grant_columns!(), " FROM grants g WHERE g.grant_id = $1");
    FIND_BY_CODE = concat!("SELECT ", grant_columns!(), " FROM grants g WHERE g.code_digest = $1");
    FIND_BY_ID_TOKEN = concat!("SELECT ", grant_columns!(), " FROM grants g WHERE g.id_token_jti = $1");
    LIST = concat!("SELECT ", grant_columns!(),
        " FROM grants g WHERE g.account_id = $1 ORDER BY g.created_at DESC LIMIT $2");
    VIEW = concat!(
        "SELECT ", grant_columns!(), ", ", view_columns!(), ", ", consent_columns!(), ", d.value",
        " FROM grants g JOIN accounts a ON a.account_id = g.account_id",
        view_joins!(),
        "LEFT JOIN consents c ON c.account_id = g.account_id AND c.client_id = g.client_id \
         LEFT JOIN client_metadata d ON d.account_id = g.account_id AND d.client_id = g.client_id \
         WHERE g.grant_id = $1");
    VIEW_BY_CODE = concat!(
        "SELECT ", grant_columns!(), ", ", view_columns!(), ", ", consent_columns!(), ", d.value",
        " FROM grants g JOIN accounts a ON a.account_id = g.account_id",
        view_joins!(),
        "LEFT JOIN consents c ON c.account_id = g.account_id AND c.client_id = g.client_id \
         LEFT JOIN client_metadata d ON d.account_id = g.account_id AND d.client_id = g.client_id \
         WHERE g.code_digest = $1");
}

/// Why a grant was ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RevocationReason {
    /// Its code came a second time.
    CodeReuse,
    /// A spent refresh token came again (F-36).
    RefreshReuse,
    /// The person withdrew consent.
    ConsentWithdrawn,
    /// The account was disabled or closed.
    AccountEnded,
    /// The person changed the password or lost a phone.
    CredentialsChanged,
    /// The client was disabled.
    ClientDisabled,
    /// The client asked for it.
    ClientRequest,
    /// The service desk logged the person out.
    SupportRequest,
}

impl RevocationReason {
    const ALL: [Self; 8] = [
        Self::CodeReuse,
        Self::RefreshReuse,
        Self::ConsentWithdrawn,
        Self::AccountEnded,
        Self::CredentialsChanged,
        Self::ClientDisabled,
        Self::ClientRequest,
        Self::SupportRequest,
    ];

    /// Its name in storage.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CodeReuse => "code_reuse",
            Self::RefreshReuse => "refresh_reuse",
            Self::ConsentWithdrawn => "consent_withdrawn",
            Self::AccountEnded => "account_ended",
            Self::CredentialsChanged => "credentials_changed",
            Self::ClientDisabled => "client_disabled",
            Self::ClientRequest => "client_request",
            Self::SupportRequest => "support_request",
        }
    }
}

impl TryFrom<&str> for RevocationReason {
    type Error = Malformed;

    fn try_from(text: &str) -> Result<Self, Malformed> {
        Self::ALL
            .into_iter()
            .find(|reason| reason.as_str() == text)
            .ok_or(Malformed::new("revoked_reason", "must be a known reason"))
    }
}

/// That a grant was ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Revocation {
    /// When.
    pub at: Instant,
    /// Why.
    pub reason: RevocationReason,
}

/// What one sign-in at one client gave.
#[derive(Debug, Clone)]
pub struct Grant {
    /// Its identifier.
    pub id: GrantId,
    /// The digest of its code.
    pub code_digest: Digest,
    /// Who signed in.
    pub account_id: AccountId,
    /// Where.
    pub client_id: ClientId,
    /// Where the code was sent.
    pub redirect_uri: RedirectUri,
    /// What was granted.
    pub scopes: ScopeSet,
    /// The vector that was met.
    pub vot: VectorOfTrust,
    /// The person's level at that moment.
    pub level: ProofingLevel,
    /// The request's nonce.
    pub nonce: Option<String>,
    /// The request's PKCE challenge.
    pub challenge: Option<CodeChallenge>,
    /// When the person was authenticated.
    pub auth_time: Instant,
    /// The session it came from.
    pub session: Option<Digest>,
    /// When the code was issued.
    pub created_at: Instant,
    /// When the code expires.
    pub code_expires_at: Instant,
    /// When the code was redeemed.
    pub redeemed_at: Option<Instant>,
    /// The `jti` of the ID token that the code gave: 16 bytes of a UUID.
    pub id_token_jti: Option<[u8; 16]>,
    /// How many times tokens were given: 0 before redemption, then 1, one more for each refresh.
    pub generation: i64,
    /// The newest generation whose access token has been used.
    pub generation_used: i64,
    /// Until when it may be refreshed; none without refresh tokens.
    pub refresh_until: Option<Instant>,
    /// That it was ended.
    pub revoked: Option<Revocation>,
}

/// All that userinfo, redemption and refresh ask about.
#[derive(Debug, Clone)]
pub struct GrantView {
    /// The grant.
    pub grant: Grant,
    /// Its account, with phones.
    pub account: Account,
    /// What the person agreed to share with the client, withdrawn or not.
    pub consent: Option<Consent>,
    /// The client's own string about the person.
    pub client_metadata: Option<Secret<String>>,
}

fn read(row: &mut Row) -> Result<Grant, StoreFault> {
    Ok(Grant {
        id: row.bytes()?,
        code_digest: row.bytes()?,
        account_id: row.bytes()?,
        client_id: row.word()?,
        redirect_uri: row.word()?,
        scopes: ScopeSet::known_in(&row.text()?),
        vot: row.word()?,
        level: row.word()?,
        nonce: row.text_or_null()?,
        challenge: row.word_or_null()?,
        auth_time: row.instant()?,
        session: row.bytes_or_null()?,
        created_at: row.instant()?,
        code_expires_at: row.instant()?,
        redeemed_at: row.instant_or_null()?,
        id_token_jti: row.bytes_or_null()?,
        generation: row.int()?,
        generation_used: row.int()?,
        refresh_until: row.instant_or_null()?,
        revoked: row
            .instant_or_null()?
            .zip(row.word_or_null()?)
            .map(|(at, reason)| Revocation { at, reason }),
    })
}

impl Store {
    /// The grant of this identifier.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn grant(&self, id: GrantId) -> Result<Option<Grant>, StoreFault> {
        let row = self.query_one(&GET, vec![id.into()]).await?;
        row.map(|mut row| read(&mut row)).transpose()
    }

    /// The grant whose code has this digest, redeemed or not.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn find_grant_by_code(&self, code: &Digest) -> Result<Option<Grant>, StoreFault> {
        let row = self.query_one(&FIND_BY_CODE, vec![code.into()]).await?;
        row.map(|mut row| read(&mut row)).transpose()
    }

    /// The grant whose code gave the ID token with this `jti`.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn find_grant_by_id_token(&self, jti: &[u8; 16]) -> Result<Option<Grant>, StoreFault> {
        let row = self.query_one(&FIND_BY_ID_TOKEN, vec![jti.as_slice().into()]).await?;
        row.map(|mut row| read(&mut row)).transpose()
    }

    /// The newest `limit` grants of an account.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_grants(&self, account: AccountId, limit: u32) -> Result<Vec<Grant>, StoreFault> {
        let rows = self.query(&LIST, vec![account.into(), i64::from(limit).into()]).await?;
        rows.into_iter().map(|mut row| read(&mut row)).collect()
    }

    /// Grant, account, phones, consent and client metadata in one query.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn grant_view(&self, id: GrantId) -> Result<Option<GrantView>, StoreFault> {
        self.query_one(&VIEW, vec![id.into()]).await?.map(|row| self.read_grant_view(row)).transpose()
    }

    /// As [`Self::grant_view`], found by the code's digest: all that a redemption asks about.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn grant_view_by_code(&self, code: &Digest) -> Result<Option<GrantView>, StoreFault> {
        let row = self.query_one(&VIEW_BY_CODE, vec![code.into()]).await?;
        row.map(|row| self.read_grant_view(row)).transpose()
    }

    fn read_grant_view(&self, mut row: Row) -> Result<GrantView, StoreFault> {
        let grant = read(&mut row)?;
        let account = accounts::read_view(self.vault(), &mut row)?;
        let consent = consents::read_joined(&mut row)?;
        let client_metadata = row
            .blob_or_null()?
            .map(|sealed| client_metadata::open(self.vault(), account.id, &grant.client_id, &sealed))
            .transpose()?;
        Ok(GrantView { grant, account, consent, client_metadata })
    }
}
