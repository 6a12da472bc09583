//! How a page of the console names an account.

use account_store::{AuditEvent, AuditFilter};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use vocabulary::{AccountId, Instant, Permission, PersonField, SearchKind, SearchOutcome};

use crate::checking::SignedInOperator;
use crate::fault::Fault;
use crate::service::{Identity, Inner};
use crate::support::Term;

/// What an address names for an operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountAt {
    /// This account.
    Account(AccountId),
    /// None.
    Nobody,
    /// An account ID that they did not find lately, after too many searches; the next one can be made then.
    TooMany {
        /// When.
        until: Instant,
    },
}

impl Identity {
    /// The account that the last part of an address names for this operator.
    ///
    /// An account ID names one only for who may search by it, and is a search: it counts and is recorded as one, unless they found the
    /// account lately. For everybody else an address is sealed, and works for the one who found the account. So nobody reads an account ID
    /// off an address, or goes through accounts by typing addresses.
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Journeys 6.1
    pub async fn account_at(&self, by: &SignedInOperator, address: &str) -> Result<AccountAt, Fault> {
        let inner = &self.0;
        if by.may(Permission::FindByAccountId)
            && let Ok(id) = AccountId::try_from(address)
        {
            if inner.was_found_lately(by, id).await? {
                return Ok(AccountAt::Account(id));
            }
            return Ok(match inner.search(by, SearchKind::AccountId, &Term::Account(id)).await? {
                Err(until) => AccountAt::TooMany { until },
                Ok(found) if found.is_empty() => AccountAt::Nobody,
                Ok(_) => AccountAt::Account(id),
            });
        }
        let sealed = URL_SAFE_NO_PAD.decode(address).ok();
        let opened = sealed.and_then(|sealed| inner.store.vault().open_account(by.id(), &sealed));
        Ok(opened.map_or(AccountAt::Nobody, AccountAt::Account))
    }
}

impl Inner {
    /// Whether this operator found the account within the time in which searches count together.
    async fn was_found_lately(&self, by: &SignedInOperator, account: AccountId) -> Result<bool, Fault> {
        let found = AuditEvent::PersonSearched { by: SearchKind::AccountId, outcome: SearchOutcome::Found };
        let filter = AuditFilter {
            account_id: Some(account),
            operator_id: Some(by.id()),
            kinds: vec![found.name()],
            from: Some(self.clock.now().before(self.settings.support.search_window)),
            ..AuditFilter::default()
        };
        Ok(!self.store.search_audit_events(&filter, None, 1).await?.is_empty())
    }

    /// The address of an account in the pages of this operator.
    pub(crate) fn address_of(&self, by: &SignedInOperator, account: AccountId) -> String {
        if by.may(Permission::FindByAccountId) && by.sees(PersonField::AccountId) {
            return account.to_string();
        }
        URL_SAFE_NO_PAD.encode(self.store.vault().seal_account(by.id(), account))
    }
}
