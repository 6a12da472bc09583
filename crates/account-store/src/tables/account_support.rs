//! What the service desk reads and writes of `accounts` and of what hangs on one (journeys.md 6.1).

use vocabulary::{AccountId, Instant, PdsCode};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;

register! { "account_support";
    PDS_CODE = "SELECT pds_code, pds_code_at FROM accounts WHERE account_id = $1";
    SET_PDS_CODE = "UPDATE accounts SET pds_code = $2, pds_code_at = $3 \
        WHERE account_id = $1 AND (pds_code_at IS NULL OR pds_code_at <= $3)";
    FORGET_PDS_CODE = "UPDATE accounts SET pds_code = NULL, pds_code_at = NULL WHERE account_id = $1";
    UNMATCH_PHONES = "UPDATE phones SET pds_matched = 0 WHERE account_id = $1";
    COUNT_SESSIONS = "SELECT COUNT(*) FROM sessions WHERE account_id = $1 AND expires_at > $2";
    DELETE_CASES = "DELETE FROM cases WHERE account_id = $1";
    ERASE = "DELETE FROM accounts WHERE account_id = $1 \
        AND disabled_cid IS NOT NULL AND level = 'P0' AND person IS NULL";
}

/// What PDS said when an account's record was last looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PdsAnswer {
    /// What.
    pub code: PdsCode,
    /// When.
    pub at: Instant,
}

impl Store {
    /// What PDS said last about an account; none when its record was never looked for.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn pds_answer(&self, account: AccountId) -> Result<Option<PdsAnswer>, StoreFault> {
        let Some(mut row) = self.query_one(&PDS_CODE, vec![account.into()]).await? else { return Ok(None) };
        let (code, at) = (row.word_or_null()?, row.instant_or_null()?);
        Ok(code.zip(at).map(|(code, at)| PdsAnswer { code, at }))
    }

    /// How many browsers are signed in to an account.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn count_sessions(&self, account: AccountId, now: Instant) -> Result<u64, StoreFault> {
        let row = self.query_one(&COUNT_SESSIONS, vec![account.into(), now.into()]).await?;
        let mut row = row.ok_or(StoreFault::Impossible(COUNT_SESSIONS.name()))?;
        u64::try_from(row.int()?).map_err(|_| row.damaged())
    }
}

impl Batch {
    /// Records what PDS said about an account; an older answer changes nothing.
    pub fn note_pds_answer(&mut self, account: AccountId, answer: PdsAnswer) -> &mut Self {
        let values = vec![account.into(), answer.code.as_str().into(), answer.at.into()];
        self.push(&SET_PDS_CODE, Expect::Any, values)
    }

    /// Takes away what hangs on who the person was: what PDS said, that a phone is on the record, and every photo ID case with its files.
    pub fn forget_proofs(&mut self, account: AccountId) -> &mut Self {
        self.push(&FORGET_PDS_CODE, Expect::Any, vec![account.into()]);
        self.push(&UNMATCH_PHONES, Expect::Any, vec![account.into()]);
        self.expedite_blobs_of(account);
        self.push(&DELETE_CASES, Expect::Any, vec![account.into()])
    }

    /// As [`Self::delete_account`], of an account that is disabled and has no person any more; a conflict when it is not.
    pub fn erase_account(&mut self, account: AccountId) -> &mut Self {
        self.expedite_blobs_of(account);
        self.push(&ERASE, Expect::Exactly(1), vec![account.into()])
    }
}
