//! How a page of the console names an account.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use vocabulary::{AccountId, Permission, PersonField};

use crate::checking::SignedInOperator;
use crate::service::{Identity, Inner};

impl Identity {
    /// The account that the last part of an address names for this operator; none when it names none for them.
    ///
    /// An account id names one only for who may search by it: for everybody else an address is sealed, and works for the one who found
    /// the account. So nobody reads an account id off an address, or searches by typing one.
    #[must_use]
    pub fn account_at(&self, by: &SignedInOperator, address: &str) -> Option<AccountId> {
        if by.may(Permission::FindByAccountId)
            && let Ok(id) = AccountId::try_from(address)
        {
            return Some(id);
        }
        let sealed = URL_SAFE_NO_PAD.decode(address).ok()?;
        self.0.store.vault().open_account(by.id(), &sealed)
    }
}

impl Inner {
    /// The address of an account in the pages of this operator.
    pub(crate) fn address_of(&self, by: &SignedInOperator, account: AccountId) -> String {
        if by.may(Permission::FindByAccountId) && by.sees(PersonField::AccountId) {
            return account.to_string();
        }
        URL_SAFE_NO_PAD.encode(self.store.vault().seal_account(by.id(), account))
    }
}
