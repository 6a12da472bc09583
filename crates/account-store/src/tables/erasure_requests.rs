//! `erasure_requests`: erasures that wait for a second person (journeys.md 6.1, decision 5). Deleted when approved or withdrawn, after
//! `expires_at`, or with the account.

use vocabulary::{AccountId, IncidentNumber, Instant, OperatorId};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::value::Row;

// An overdue request that no sweep has deleted yet gives way to a new one.
register! { "erasure_requests";
    GET = "SELECT account_id, requested_by, incident, requested_at, expires_at FROM erasure_requests \
        WHERE account_id = $1 AND expires_at > $2";
    LIST = "SELECT account_id, requested_by, incident, requested_at, expires_at FROM erasure_requests \
        WHERE expires_at > $1 ORDER BY requested_at, account_id LIMIT $2";
    INSERT = "INSERT INTO erasure_requests (account_id, requested_by, incident, requested_at, expires_at) \
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (account_id) DO UPDATE SET \
        requested_by = excluded.requested_by, incident = excluded.incident, \
        requested_at = excluded.requested_at, expires_at = excluded.expires_at \
        WHERE erasure_requests.expires_at <= excluded.requested_at";
    APPROVE = "DELETE FROM erasure_requests WHERE account_id = $1 AND requested_by <> $2 AND expires_at > $3";
    WITHDRAW = "DELETE FROM erasure_requests WHERE account_id = $1 AND expires_at > $2";
    DROP = "DELETE FROM erasure_requests WHERE account_id = $1";
}

/// An erasure that waits for a second person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ErasureRequest {
    /// Of which account.
    pub account_id: AccountId,
    /// Who asked for it; somebody else approves.
    pub requested_by: OperatorId,
    /// For which incident.
    pub incident: IncidentNumber,
    /// When.
    pub requested_at: Instant,
    /// Until when it can be approved.
    pub expires_at: Instant,
}

fn read(mut row: Row) -> Result<ErasureRequest, StoreFault> {
    Ok(ErasureRequest {
        account_id: row.bytes()?,
        requested_by: row.bytes()?,
        incident: row.word()?,
        requested_at: row.instant()?,
        expires_at: row.instant()?,
    })
}

impl Store {
    /// The erasure of this account that waits.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn erasure_request(
        &self,
        account: AccountId,
        now: Instant,
    ) -> Result<Option<ErasureRequest>, StoreFault> {
        self.query_one(&GET, vec![account.into(), now.into()]).await?.map(read).transpose()
    }

    /// The erasures that wait, oldest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_erasure_requests(
        &self,
        now: Instant,
        limit: u32,
    ) -> Result<Vec<ErasureRequest>, StoreFault> {
        let rows = self.query(&LIST, vec![now.into(), i64::from(limit).into()]).await?;
        rows.into_iter().map(read).collect()
    }
}

impl Batch {
    /// Lets an erasure wait for a second person; a conflict when one waits already.
    pub fn request_erasure(&mut self, request: &ErasureRequest) -> &mut Self {
        let values = vec![
            request.account_id.into(),
            request.requested_by.into(),
            request.incident.as_str().into(),
            request.requested_at.into(),
            request.expires_at.into(),
        ];
        self.push(&INSERT, Expect::Exactly(1), values)
    }

    /// Takes the request that somebody else made: once, and never the one who made it. A conflict otherwise; of two who approve at the
    /// same instant one wins.
    pub fn approve_erasure(&mut self, account: AccountId, by: OperatorId, now: Instant) -> &mut Self {
        self.push(&APPROVE, Expect::Exactly(1), vec![account.into(), by.into(), now.into()])
    }

    /// Takes a request back, whoever made it; a conflict when none waits.
    pub fn withdraw_erasure(&mut self, account: AccountId, now: Instant) -> &mut Self {
        self.push(&WITHDRAW, Expect::Exactly(1), vec![account.into(), now.into()])
    }

    /// Takes a request away, if there is one: the account is to be used again.
    pub fn drop_erasure(&mut self, account: AccountId) -> &mut Self {
        self.push(&DROP, Expect::Any, vec![account.into()])
    }
}
