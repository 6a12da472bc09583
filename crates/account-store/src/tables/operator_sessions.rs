//! `operator_sessions`: browsers in which an operator is signed in, found by the digest of the cookie's secret. Deleted
//! after `expires_at`.

use vocabulary::{Digest, Instant, OperatorId};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::tables::operators::{self, Operator, operator_columns};
use crate::value::Row;

register! { "operator_sessions";
    GET = concat!(
        "SELECT s.digest, s.operator_id, s.second_factor_at, s.created_at, s.last_used_at, s.expires_at, ",
        operator_columns!(),
        " FROM operator_sessions s JOIN operators o ON o.operator_id = s.operator_id \
         WHERE s.digest = $1 AND s.expires_at > $2 AND o.disabled_at IS NULL");
    INSERT = "INSERT INTO operator_sessions \
        (digest, operator_id, second_factor_at, created_at, last_used_at, expires_at) \
        VALUES ($1, $2, $3, $4, $5, $6)";
    CONFIRM = "UPDATE operator_sessions SET second_factor_at = $2 \
        WHERE digest = $1 AND second_factor_at IS NULL AND expires_at > $2";
    TOUCH = "UPDATE operator_sessions SET last_used_at = $2 WHERE digest = $1 AND last_used_at < $2";
    DELETE = "DELETE FROM operator_sessions WHERE digest = $1";
    LIST = "SELECT digest, operator_id, second_factor_at, created_at, last_used_at, expires_at \
        FROM operator_sessions WHERE operator_id = $1 AND second_factor_at IS NOT NULL AND expires_at > $2 \
        ORDER BY last_used_at DESC, digest";
    DELETE_ONE = "DELETE FROM operator_sessions WHERE operator_id = $1 AND digest = $2";
    DELETE_OTHERS = "DELETE FROM operator_sessions WHERE operator_id = $1 AND digest <> $2";
    TRIM = "DELETE FROM operator_sessions WHERE operator_id = $1 AND second_factor_at IS NOT NULL \
        AND digest <> $2 AND digest NOT IN (SELECT s.digest FROM operator_sessions s WHERE s.operator_id = $1 \
            AND s.second_factor_at IS NOT NULL AND s.digest <> $2 ORDER BY s.created_at DESC, s.digest LIMIT $3)";
    DELETE_ALL = "DELETE FROM operator_sessions WHERE operator_id = $1";
}

/// A browser in which an operator is signed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperatorSession {
    /// The digest of the cookie's secret.
    pub digest: Digest,
    /// Who is signed in.
    pub operator_id: OperatorId,
    /// When the second factor was shown; until then the session may do nothing else.
    pub second_factor_at: Option<Instant>,
    /// When the session began.
    pub created_at: Instant,
    /// When it was last used.
    pub last_used_at: Instant,
    /// When it ends.
    pub expires_at: Instant,
}

fn read(row: &mut Row) -> Result<OperatorSession, StoreFault> {
    Ok(OperatorSession {
        digest: row.bytes()?,
        operator_id: row.bytes()?,
        second_factor_at: row.instant_or_null()?,
        created_at: row.instant()?,
        last_used_at: row.instant()?,
        expires_at: row.instant()?,
    })
}

impl Store {
    /// The session of this digest that has not ended, with its operator, who is not disabled.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn operator_session(
        &self,
        digest: &Digest,
        now: Instant,
    ) -> Result<Option<(OperatorSession, Operator)>, StoreFault> {
        let Some(mut row) = self.query_one(&GET, vec![digest.into(), now.into()]).await? else {
            return Ok(None);
        };
        let session = read(&mut row)?;
        Ok(Some((session, operators::read(self.vault(), &mut row)?)))
    }

    /// The sessions of an operator that have not ended and in which both factors were shown, the one used last first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_operator_sessions(
        &self,
        operator: OperatorId,
        now: Instant,
    ) -> Result<Vec<OperatorSession>, StoreFault> {
        let rows = self.query(&LIST, vec![operator.into(), now.into()]).await?;
        rows.into_iter().map(|mut row| read(&mut row)).collect()
    }
}

impl Batch {
    /// Adds a session.
    pub fn insert_operator_session(&mut self, session: &OperatorSession) -> &mut Self {
        let values = vec![
            (&session.digest).into(),
            session.operator_id.into(),
            session.second_factor_at.into(),
            session.created_at.into(),
            session.last_used_at.into(),
            session.expires_at.into(),
        ];
        self.push(&INSERT, Expect::Exactly(1), values)
    }

    /// Records that the second factor was shown; a conflict when it was before, or the session has ended.
    pub fn confirm_operator_session(&mut self, digest: &Digest, at: Instant) -> &mut Self {
        self.push(&CONFIRM, Expect::Exactly(1), vec![digest.into(), at.into()])
    }

    /// Records a use; an older one changes nothing.
    pub fn touch_operator_session(&mut self, digest: &Digest, at: Instant) -> &mut Self {
        self.push(&TOUCH, Expect::Any, vec![digest.into(), at.into()])
    }

    /// Ends a session, if it is there.
    pub fn delete_operator_session(&mut self, digest: &Digest) -> &mut Self {
        self.push(&DELETE, Expect::Any, vec![digest.into()])
    }

    /// Ends a session of this operator, if it is there and theirs.
    pub fn delete_session_of_operator(&mut self, operator: OperatorId, digest: &Digest) -> &mut Self {
        self.push(&DELETE_ONE, Expect::Any, vec![operator.into(), digest.into()])
    }

    /// Ends every session of an operator but this one.
    pub fn delete_other_operator_sessions(&mut self, operator: OperatorId, but: &Digest) -> &mut Self {
        self.push(&DELETE_OTHERS, Expect::Any, vec![operator.into(), but.into()])
    }

    /// Ends the oldest sessions of an operator in which both factors were shown, until `most` are left, `kept` among them.
    pub fn trim_operator_sessions(&mut self, operator: OperatorId, kept: &Digest, most: u32) -> &mut Self {
        let others = i64::from(most.saturating_sub(1));
        self.push(&TRIM, Expect::Any, vec![operator.into(), kept.into(), others.into()])
    }

    /// Ends every session of an operator.
    pub fn delete_operator_sessions(&mut self, operator: OperatorId) -> &mut Self {
        self.push(&DELETE_ALL, Expect::Any, vec![operator.into()])
    }
}
