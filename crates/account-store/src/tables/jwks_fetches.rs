//! `jwks_fetches`: from which network which key was fetched; `client_networks`: from which network a client called. Both
//! are read together: whether a partner has fetched a key is inferred. Networks are keyed digests, never addresses. Deleted
//! 30 days after the last time.

use vocabulary::{ClientId, Instant};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::tables::attempts::Counter;
use crate::value::Row;

register! { "jwks_fetches";
    RECORD = "INSERT INTO jwks_fetches (network, kid, first_at, last_at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (network, kid) DO UPDATE SET last_at = excluded.last_at \
        WHERE jwks_fetches.last_at < excluded.last_at";
    REFRESH = "UPDATE jwks_fetches SET last_at = $3 WHERE network = $1 AND kid = $2 AND last_at < $3";
    COUNT_NETWORKS = "SELECT COUNT(DISTINCT network) FROM jwks_fetches";
    RECORD_CALL = "INSERT INTO client_networks (client_id, network, first_at, last_at) VALUES ($1, $2, $3, $4) \
        ON CONFLICT (client_id, network) DO UPDATE SET last_at = excluded.last_at \
        WHERE client_networks.last_at < excluded.last_at";
    LIST_REACH = "SELECT c.client_id, COUNT(*), COUNT(f.kid), \
        SUM(CASE WHEN EXISTS (SELECT 1 FROM jwks_fetches e WHERE e.network = c.network) THEN 1 ELSE 0 END), \
        MAX(f.last_at), MAX(c.last_at) \
        FROM client_networks c LEFT JOIN jwks_fetches f ON f.network = c.network AND f.kid = $1 \
        GROUP BY c.client_id ORDER BY c.client_id";
}

/// Fetches of the JWKS from one network, with the keys that were in the document.
#[derive(Debug, Clone)]
pub struct JwksFetch {
    /// The network; [`Store::counter`] makes it from its address.
    pub network: Counter,
    /// The key.
    pub kid: String,
    /// The first of these fetches.
    pub first_at: Instant,
    /// The last of them.
    pub last_at: Instant,
}

/// How far a key has come to one client: counts of the networks that the client called from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyReach {
    /// The client.
    pub client_id: ClientId,
    /// Networks that it called from.
    pub networks: i64,
    /// Those of them that fetched the key.
    pub fetched: i64,
    /// Those of them that fetched any key.
    pub ever_fetched: i64,
    /// The last fetch of the key from one of them.
    pub fetched_at: Option<Instant>,
    /// Its last call.
    pub called_at: Instant,
}

fn read(mut row: Row) -> Result<KeyReach, StoreFault> {
    Ok(KeyReach {
        client_id: row.word()?,
        networks: row.int()?,
        fetched: row.int()?,
        ever_fetched: row.int()?,
        fetched_at: row.instant_or_null()?,
        called_at: row.instant()?,
    })
}

impl Store {
    /// How many networks fetched the JWKS lately.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn count_jwks_networks(&self) -> Result<i64, StoreFault> {
        let row = self.query_one(&COUNT_NETWORKS, vec![]).await?;
        row.map_or(Ok(0), |mut row| row.int())
    }

    /// How far the key `kid` has come, for each client that called lately, by client id.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_key_reach(&self, kid: &str) -> Result<Vec<KeyReach>, StoreFault> {
        self.query(&LIST_REACH, vec![kid.into()]).await?.into_iter().map(read).collect()
    }
}

impl Batch {
    /// Notes fetches of a key.
    pub fn record_jwks_fetch(&mut self, fetch: &JwksFetch) -> &mut Self {
        let values = vec![
            fetch.network.digest().into(),
            fetch.kid.as_str().into(),
            fetch.first_at.into(),
            fetch.last_at.into(),
        ];
        self.push(&RECORD, Expect::Any, values)
    }

    /// Notes fetches of a key from a network that is known already, and nothing of others.
    pub fn refresh_jwks_fetch(&mut self, fetch: &JwksFetch) -> &mut Self {
        let values = vec![fetch.network.digest().into(), fetch.kid.as_str().into(), fetch.last_at.into()];
        self.push(&REFRESH, Expect::Any, values)
    }

    /// Notes calls of a client from a network.
    pub fn record_client_call(
        &mut self,
        client: &ClientId,
        network: &Counter,
        first_at: Instant,
        last_at: Instant,
    ) -> &mut Self {
        let values = vec![client.into(), network.digest().into(), first_at.into(), last_at.into()];
        self.push(&RECORD_CALL, Expect::Any, values)
    }
}
