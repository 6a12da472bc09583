//! `one_time_codes`: the one valid code of a ticket for each purpose, as a digest. Deleted when taken, replaced
//! or after `expires_at`.

use vocabulary::{Digest, Instant, Malformed, Secret, TicketId};

use crate::batch::{Batch, Expect, WriteFault};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::vault::Vault;

const SEALED: &str = "one_time_codes.target";

register! { "one_time_codes";
    GET = "SELECT target, created_at, expires_at FROM one_time_codes WHERE ticket_id = $1 AND purpose = $2";
    PUT = "INSERT INTO one_time_codes (ticket_id, purpose, digest, target, created_at, expires_at) \
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (ticket_id, purpose) DO UPDATE SET \
        digest = excluded.digest, target = excluded.target, created_at = excluded.created_at, \
        expires_at = excluded.expires_at";
    TAKE = "DELETE FROM one_time_codes \
        WHERE ticket_id = $1 AND purpose = $2 AND digest = $3 AND expires_at > $4 \
        RETURNING target, created_at, expires_at";
    DELETE = "DELETE FROM one_time_codes WHERE ticket_id = $1 AND purpose = $2";
}

/// What a code proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CodePurpose {
    /// That a new email address is read (R3).
    ConfirmEmail,
    /// That a new phone is at hand (R5).
    ConfirmPhone,
    /// That the known phone is at hand (S4).
    SignIn,
    /// That the mobile phone on the NHS record is at hand (V4).
    MatchMobile,
}

impl CodePurpose {
    /// Its name in storage.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ConfirmEmail => "confirm_email",
            Self::ConfirmPhone => "confirm_phone",
            Self::SignIn => "sign_in",
            Self::MatchMobile => "match_mobile",
        }
    }
}

impl TryFrom<&str> for CodePurpose {
    type Error = Malformed;

    fn try_from(text: &str) -> Result<Self, Malformed> {
        [Self::ConfirmEmail, Self::ConfirmPhone, Self::SignIn, Self::MatchMobile]
            .into_iter()
            .find(|purpose| purpose.as_str() == text)
            .ok_or(Malformed::new("purpose", "must be a known purpose"))
    }
}

/// A code to be remembered.
#[derive(Debug, Clone)]
pub struct OneTimeCode {
    /// The ticket it belongs to.
    pub ticket_id: TicketId,
    /// What it proves.
    pub purpose: CodePurpose,
    /// Its digest.
    pub digest: Digest,
    /// Where it was sent, when that is to be confirmed by it; sealed in the database.
    pub target: Option<Secret<String>>,
    /// When it was made.
    pub created_at: Instant,
    /// When it expires.
    pub expires_at: Instant,
}

/// What is known of a code without the code.
#[derive(Debug, Clone)]
pub struct CodeMeta {
    /// Where it was sent, when that is to be confirmed by it.
    pub target: Option<Secret<String>>,
    /// When it was made.
    pub created_at: Instant,
    /// When it expires, or expired.
    pub expires_at: Instant,
}

fn row_identity(ticket: TicketId, purpose: CodePurpose) -> Vec<u8> {
    [ticket.as_bytes().as_slice(), purpose.as_str().as_bytes()].concat()
}

fn read(
    vault: &Vault,
    mut row: crate::value::Row,
    ticket: TicketId,
    purpose: CodePurpose,
) -> Result<CodeMeta, StoreFault> {
    let sealed = row.blob_or_null()?;
    let target =
        sealed.map(|sealed| vault.open_text(SEALED, &row_identity(ticket, purpose), &sealed)).transpose()?;
    Ok(CodeMeta { target, created_at: row.instant()?, expires_at: row.instant()? })
}

impl Store {
    /// What is known of a ticket's code, expired or not.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn code_meta(
        &self,
        ticket: TicketId,
        purpose: CodePurpose,
    ) -> Result<Option<CodeMeta>, StoreFault> {
        let row = self.query_one(&GET, vec![ticket.into(), purpose.as_str().into()]).await?;
        row.map(|row| read(self.vault(), row, ticket, purpose)).transpose()
    }

    /// Takes a ticket's code at once, in a batch of its own: it is gone when this answers. Nothing when the
    /// digest is another one or the code has expired.
    ///
    /// # Errors
    /// When the store cannot do it.
    pub async fn take_code(
        &self,
        ticket: TicketId,
        purpose: CodePurpose,
        digest: &Digest,
        now: Instant,
    ) -> Result<Option<CodeMeta>, StoreFault> {
        let mut batch = self.batch();
        batch.relaxed().take_code(ticket, purpose, digest, now);
        match self.write(batch).await {
            Ok(mut written) => {
                let row = written.take_rows(0).into_iter().next();
                row.map(|row| read(self.vault(), row, ticket, purpose)).transpose()
            }
            Err(WriteFault::Conflict { .. }) => Ok(None),
            Err(WriteFault::Fault(fault)) => Err(fault),
        }
    }
}

impl Batch {
    /// Remembers a code, in place of the ticket's earlier one for that purpose.
    pub fn put_code(&mut self, code: &OneTimeCode) -> &mut Self {
        let identity = row_identity(code.ticket_id, code.purpose);
        let target = code.target.as_ref();
        let sealed = target.map(|target| self.vault().seal(SEALED, &identity, target.expose().as_bytes()));
        let values = vec![
            code.ticket_id.into(),
            code.purpose.as_str().into(),
            (&code.digest).into(),
            sealed.into(),
            code.created_at.into(),
            code.expires_at.into(),
        ];
        self.push(&PUT, Expect::Exactly(1), values)
    }

    /// Takes a ticket's code together with what it allows; a conflict when the digest is another one, the code
    /// has expired, or it was taken.
    pub fn take_code(
        &mut self,
        ticket: TicketId,
        purpose: CodePurpose,
        digest: &Digest,
        now: Instant,
    ) -> &mut Self {
        let values = vec![ticket.into(), purpose.as_str().into(), digest.into(), now.into()];
        self.push(&TAKE, Expect::Exactly(1), values)
    }

    /// Forgets a ticket's code, if there is one.
    pub fn delete_code(&mut self, ticket: TicketId, purpose: CodePurpose) -> &mut Self {
        self.push(&DELETE, Expect::Any, vec![ticket.into(), purpose.as_str().into()])
    }
}
