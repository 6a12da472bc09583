//! `blocked_email_domains`: domains whose addresses cannot register (journeys.md 6.1). Kept until unblocked.

use vocabulary::{EmailDomain, IncidentNumber, Instant, OperatorId};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::value::{Row, Value};

/// How many names of a domain, itself and those above it, one look-up compares; the shortest count first.
const COMPARED: usize = 8;

// One text for every domain: places that are not needed hold the empty text, which is no domain.
register! { "blocked_email_domains";
    FIND = "SELECT domain, incident, blocked_by, blocked_at FROM blocked_email_domains \
        WHERE domain IN ($1, $2, $3, $4, $5, $6, $7, $8) ORDER BY LENGTH(domain) LIMIT 1";
    LIST = "SELECT domain, incident, blocked_by, blocked_at FROM blocked_email_domains \
        ORDER BY blocked_at DESC, domain LIMIT $1";
    COUNT = "SELECT COUNT(*) FROM blocked_email_domains";
    INSERT = "INSERT INTO blocked_email_domains (domain, incident, blocked_by, blocked_at) VALUES ($1, $2, $3, $4)";
    DELETE = "DELETE FROM blocked_email_domains WHERE domain = $1";
}

/// A domain that is blocked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockedDomain {
    /// Its name.
    pub domain: EmailDomain,
    /// The incident it was blocked for.
    pub incident: IncidentNumber,
    /// Who blocked it; none when it was the command line.
    pub blocked_by: Option<OperatorId>,
    /// When.
    pub blocked_at: Instant,
}

fn read(mut row: Row) -> Result<BlockedDomain, StoreFault> {
    Ok(BlockedDomain {
        domain: row.word()?,
        incident: row.word()?,
        blocked_by: row.bytes_or_null()?,
        blocked_at: row.instant()?,
    })
}

impl Store {
    /// What blocks `domain`: itself or a domain above it, the highest.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn blocked_domain(&self, domain: &EmailDomain) -> Result<Option<BlockedDomain>, StoreFault> {
        let mut names: Vec<&str> = domain.self_and_above().collect();
        names.truncate(COMPARED - 1);
        names.push(domain.as_str());
        names.resize(COMPARED, "");
        let values: Vec<Value> = names.into_iter().map(Value::from).collect();
        self.query_one(&FIND, values).await?.map(read).transpose()
    }

    /// The `limit` domains that were blocked last.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_blocked_domains(&self, limit: u32) -> Result<Vec<BlockedDomain>, StoreFault> {
        self.query(&LIST, vec![i64::from(limit).into()]).await?.into_iter().map(read).collect()
    }

    /// How many domains are blocked.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn count_blocked_domains(&self) -> Result<u64, StoreFault> {
        let mut row = self.query_one(&COUNT, vec![]).await?.ok_or(StoreFault::Impossible(COUNT.name()))?;
        u64::try_from(row.int()?).map_err(|_| row.damaged())
    }
}

impl Batch {
    /// Blocks a domain; a conflict when it is blocked.
    pub fn insert_blocked_domain(&mut self, blocked: &BlockedDomain) -> &mut Self {
        let values = vec![
            blocked.domain.as_str().into(),
            blocked.incident.as_str().into(),
            blocked.blocked_by.into(),
            blocked.blocked_at.into(),
        ];
        self.push(&INSERT, Expect::Exactly(1), values)
    }

    /// Unblocks a domain; a conflict when it is not blocked.
    pub fn delete_blocked_domain(&mut self, domain: &EmailDomain) -> &mut Self {
        self.push(&DELETE, Expect::Exactly(1), vec![domain.as_str().into()])
    }
}
