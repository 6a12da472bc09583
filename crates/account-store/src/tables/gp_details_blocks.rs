//! `gp_details_blocks`: NHS numbers, as keyed digests, of people whose registration details of GP online services prove nothing
//! (journeys.md 6.2). Kept.

use vocabulary::{AccountId, Instant, NhsNumber};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;

register! { "gp_details_blocks";
    COUNT = "SELECT COUNT(*) FROM gp_details_blocks WHERE nhs_number_key = $1";
    INSERT = "INSERT INTO gp_details_blocks (nhs_number_key, blocked_at) VALUES ($1, $2) \
        ON CONFLICT (nhs_number_key) DO NOTHING";
    BLOCK_ACCOUNT = "UPDATE accounts SET gp_details_blocked = 1 WHERE account_id = $1";
}

impl Store {
    /// Whether the registration details of whoever has this number prove nothing.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn gp_details_blocked(&self, number: &NhsNumber) -> Result<bool, StoreFault> {
        let key = self.vault().nhs_number_key(number);
        let row = self.query_one(&COUNT, vec![(&key).into()]).await?;
        let mut row = row.ok_or(StoreFault::Impossible(COUNT.name()))?;
        Ok(row.int()? > 0)
    }
}

impl Batch {
    /// Rules the registration details out for an account, and for whoever has this number.
    pub fn block_gp_details(
        &mut self,
        account: AccountId,
        number: Option<&NhsNumber>,
        at: Instant,
    ) -> &mut Self {
        if let Some(number) = number {
            let key = self.vault().nhs_number_key(number);
            self.push(&INSERT, Expect::Any, vec![(&key).into(), at.into()]);
        }
        self.push(&BLOCK_ACCOUNT, Expect::Exactly(1), vec![account.into()])
    }
}
