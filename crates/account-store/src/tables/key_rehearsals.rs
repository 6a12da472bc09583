//! `key_rehearsals`: a client whose tokens are signed by a published key for some minutes. One row per client, the latest;
//! deleted 90 days after its end.

use vocabulary::{ClientId, Instant, RehearsalId};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::value::Row;

register! { "key_rehearsals";
    LIST = "SELECT client_id, rehearsal_id, kid, started_at, ends_at, tokens, userinfo, refreshes \
        FROM key_rehearsals ORDER BY started_at DESC, client_id";
    START = "INSERT INTO key_rehearsals \
        (client_id, rehearsal_id, kid, started_at, ends_at, tokens, userinfo, refreshes) \
        VALUES ($1, $2, $3, $4, $5, 0, 0, 0) \
        ON CONFLICT (client_id) DO UPDATE SET rehearsal_id = excluded.rehearsal_id, kid = excluded.kid, \
        started_at = excluded.started_at, ends_at = excluded.ends_at, tokens = 0, userinfo = 0, refreshes = 0 \
        WHERE key_rehearsals.ends_at <= excluded.started_at";
    END = "UPDATE key_rehearsals SET ends_at = $2 WHERE rehearsal_id = $1 AND ends_at > $2";
    COUNT = "UPDATE key_rehearsals SET tokens = tokens + $2, userinfo = userinfo + $3, \
        refreshes = refreshes + $4 WHERE rehearsal_id = $1";
}

/// A rehearsal, in progress or over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rehearsal {
    /// Its identifier.
    pub id: RehearsalId,
    /// Whose tokens.
    pub client_id: ClientId,
    /// Signed by which key.
    pub kid: String,
    /// Since when.
    pub started_at: Instant,
    /// Until when.
    pub ends_at: Instant,
    /// What happened in it.
    pub seen: RehearsalCounts,
}

/// What happened in a rehearsal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RehearsalCounts {
    /// Answers of the token endpoint that the key signed.
    pub tokens: i64,
    /// Userinfo calls with such a token.
    pub userinfo: i64,
    /// Refreshes after such an answer.
    pub refreshes: i64,
}

fn read(mut row: Row) -> Result<Rehearsal, StoreFault> {
    Ok(Rehearsal {
        client_id: row.word()?,
        id: row.bytes()?,
        kid: row.text()?,
        started_at: row.instant()?,
        ends_at: row.instant()?,
        seen: RehearsalCounts { tokens: row.int()?, userinfo: row.int()?, refreshes: row.int()? },
    })
}

impl Store {
    /// The latest rehearsal of every client that had one, newest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_rehearsals(&self) -> Result<Vec<Rehearsal>, StoreFault> {
        self.query(&LIST, vec![]).await?.into_iter().map(read).collect()
    }
}

impl Batch {
    /// Starts a rehearsal; a conflict when one of the same client is not over.
    pub fn start_rehearsal(&mut self, rehearsal: &Rehearsal) -> &mut Self {
        let values = vec![
            (&rehearsal.client_id).into(),
            rehearsal.id.into(),
            rehearsal.kid.as_str().into(),
            rehearsal.started_at.into(),
            rehearsal.ends_at.into(),
        ];
        self.push(&START, Expect::Exactly(1), values)
    }

    /// Ends a rehearsal before its time; a conflict when it is over.
    pub fn end_rehearsal(&mut self, id: RehearsalId, now: Instant) -> &mut Self {
        self.push(&END, Expect::Exactly(1), vec![id.into(), now.into()])
    }

    /// Adds to what happened in a rehearsal.
    pub fn count_rehearsal(&mut self, id: RehearsalId, more: RehearsalCounts) -> &mut Self {
        let values = vec![id.into(), more.tokens.into(), more.userinfo.into(), more.refreshes.into()];
        self.push(&COUNT, Expect::Any, values)
    }
}
