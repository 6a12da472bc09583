//! `client_metadata`: a client's own string about a person, sealed. It goes with the account.

use vocabulary::{AccountId, ClientId, Secret};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::vault::Vault;

const SEALED: &str = "client_metadata.value";

register! { "client_metadata";
    GET = "SELECT value FROM client_metadata WHERE account_id = $1 AND client_id = $2";
    PUT = "INSERT INTO client_metadata (account_id, client_id, value) VALUES ($1, $2, $3) \
        ON CONFLICT (account_id, client_id) DO UPDATE SET value = excluded.value";
    DELETE = "DELETE FROM client_metadata WHERE account_id = $1 AND client_id = $2";
}

fn row_identity(account: AccountId, client: &ClientId) -> Vec<u8> {
    [account.as_bytes().as_slice(), client.as_str().as_bytes()].concat()
}

/// Opens the column of a left join.
pub(crate) fn open(
    vault: &Vault,
    account: AccountId,
    client: &ClientId,
    sealed: &[u8],
) -> Result<Secret<String>, StoreFault> {
    vault.open_text(SEALED, &row_identity(account, client), sealed)
}

impl Store {
    /// What `client` stored about `account`.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn client_metadata(
        &self,
        account: AccountId,
        client: &ClientId,
    ) -> Result<Option<Secret<String>>, StoreFault> {
        match self.query_one(&GET, vec![account.into(), client.into()]).await? {
            Some(mut row) => open(self.vault(), account, client, &row.blob()?).map(Some),
            None => Ok(None),
        }
    }
}

impl Batch {
    /// Stores a client's string about a person, in place of an earlier one.
    pub fn put_client_metadata(
        &mut self,
        account: AccountId,
        client: &ClientId,
        value: &Secret<String>,
    ) -> &mut Self {
        let identity = row_identity(account, client);
        let sealed = self.vault().seal(SEALED, &identity, value.expose().as_bytes());
        self.push(&PUT, Expect::Exactly(1), vec![account.into(), client.into(), sealed.into()])
    }

    /// Removes a client's string about a person, if there is one.
    pub fn delete_client_metadata(&mut self, account: AccountId, client: &ClientId) -> &mut Self {
        self.push(&DELETE, Expect::Any, vec![account.into(), client.into()])
    }
}
