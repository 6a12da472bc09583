//! Finding people: by the whole of something, so many times an hour, and every time recorded.

use account_store::{Account, Attempt, AuditEntry, AuditEvent, Ladder};
use policy::permission_to_find;
use vocabulary::{
    AccountId, EmailAddress, Instant, NhsNumber, Permission, PersonField, PhoneNumber, SearchKind,
    SearchOutcome, Secret,
};

use crate::checking::SignedInOperator;
use crate::fault::Fault;
use crate::service::{Identity, Inner};
use crate::support::PersonStatus;
use crate::support::person::{full_name, status_of};

/// An account in a list of several, with what the operator sees of it.
#[derive(Clone, PartialEq, Eq)]
pub struct FoundPerson {
    /// The last part of the address of its page.
    pub address: String,
    /// Email address.
    pub email: Option<String>,
    /// First and last name; empty without a record.
    pub name: Option<String>,
    /// Whether it can be used.
    pub status: Option<PersonStatus>,
}

impl std::fmt::Debug for FoundPerson {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FoundPerson(…)")
    }
}

/// What came of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Searched {
    /// Those who have it, oldest account first; one, unless several share a phone or an NHS number.
    Found(Vec<FoundPerson>),
    /// Nobody has it.
    Nobody,
    /// What was typed is none of its kind, and was not searched for.
    Malformed,
    /// Too many searches; the next one can be made then.
    TooMany {
        /// When.
        until: Instant,
    },
}

/// What is searched for.
pub(crate) enum Term {
    Email(EmailAddress),
    Account(AccountId),
    Phone(PhoneNumber),
    Number(NhsNumber),
}

impl Term {
    fn of(by: SearchKind, typed: &str) -> Option<Self> {
        let typed = typed.trim();
        match by {
            SearchKind::Email => EmailAddress::try_from(typed).ok().map(Self::Email),
            SearchKind::AccountId => AccountId::try_from(typed).ok().map(Self::Account),
            SearchKind::NhsNumber => NhsNumber::from_typed(typed).ok().map(Self::Number),
            SearchKind::Phone => PhoneNumber::uk_mobile(typed)
                .or_else(|_| PhoneNumber::uk_landline(typed))
                .or_else(|_| PhoneNumber::international_mobile(typed, &[]))
                .ok()
                .map(Self::Phone),
        }
    }
}

impl SignedInOperator {
    /// The kinds of search that are open to them.
    #[must_use]
    pub fn ways_to_find(&self) -> Vec<SearchKind> {
        SearchKind::ALL.iter().copied().filter(|kind| self.may(permission_to_find(*kind))).collect()
    }

    /// Whoever sees accounts may find them in some way.
    pub(crate) fn must_find(&self) -> Result<(), Fault> {
        if self.ways_to_find().is_empty() { self.must(Permission::FindByEmail) } else { Ok(()) }
    }
}

impl Identity {
    /// Looks for the accounts that have exactly this.
    ///
    /// # Errors
    /// When the operator may not search so, or the store fails.
    ///
    /// Journeys 6.1
    pub async fn find_people(
        &self,
        by: &SignedInOperator,
        kind: SearchKind,
        typed: &Secret<String>,
    ) -> Result<Searched, Fault> {
        by.must(permission_to_find(kind))?;
        let inner = &self.0;
        let Some(term) = Term::of(kind, typed.expose()) else { return Ok(Searched::Malformed) };
        Ok(match inner.search(by, kind, &term).await? {
            Err(until) => Searched::TooMany { until },
            Ok(accounts) if accounts.is_empty() => Searched::Nobody,
            Ok(accounts) => {
                Searched::Found(accounts.iter().map(|account| inner.found(by, account)).collect())
            }
        })
    }
}

impl Inner {
    /// Searches, counted and recorded; until when no search can be made, after too many.
    pub(crate) async fn search(
        &self,
        by: &SignedInOperator,
        kind: SearchKind,
        term: &Term,
    ) -> Result<Result<Vec<Account>, Instant>, Fault> {
        if let Some(until) = self.count_search(by).await? {
            self.audit_search(by, kind, SearchOutcome::Refused, &[]).await?;
            return Ok(Err(until));
        }
        let accounts = self.accounts_with(term).await?;
        let outcome = if accounts.is_empty() { SearchOutcome::NotFound } else { SearchOutcome::Found };
        self.audit_search(by, kind, outcome, &accounts).await?;
        Ok(Ok(accounts))
    }

    /// Counts a search; until when none can be made, if this is one too many.
    async fn count_search(&self, by: &SignedInOperator) -> Result<Option<Instant>, Fault> {
        let rules = self.settings.support;
        let ladder = Ladder {
            limit: rules.searches.saturating_add(1),
            window: rules.search_window,
            lock: rules.search_wait,
            repeated_lock: rules.search_wait,
            memory: rules.search_window,
        };
        let counter = self.store.counter("search, operator", &[by.id().as_bytes()]);
        Ok(match self.store.take_attempt(&counter, &ladder, self.clock.now()).await? {
            Attempt::Allowed { locks_until, .. } => locks_until,
            Attempt::Locked { until } => Some(until),
        })
    }

    async fn accounts_with(&self, term: &Term) -> Result<Vec<Account>, Fault> {
        Ok(match term {
            Term::Email(email) => self.store.find_account_by_email(email).await?.into_iter().collect(),
            Term::Account(id) => self.store.account(*id).await?.into_iter().collect(),
            Term::Phone(number) => self.store.list_accounts_by_phone(number).await?,
            Term::Number(number) => self.store.list_accounts_by_nhs_number(*number).await?,
        })
    }

    /// Records a search: its kind and what it came to, never what was typed. One event for each account that was found.
    async fn audit_search(
        &self,
        by: &SignedInOperator,
        kind: SearchKind,
        outcome: SearchOutcome,
        found: &[Account],
    ) -> Result<(), Fault> {
        let event = AuditEvent::PersonSearched { by: kind, outcome };
        let nobody = found.is_empty().then_some(None);
        let accounts = found.iter().map(|account| Some(account.id)).chain(nobody);
        let mut batch = self.store.batch();
        for account_id in accounts {
            let entry = AuditEntry {
                id: self.event_id(),
                at: self.clock.now(),
                event: event.clone(),
                account_id,
                client_id: None,
                reference: None,
            };
            batch.record_involving(&entry, &crate::support::standing::involving(by, None));
        }
        self.write(batch).await
    }

    fn found(&self, by: &SignedInOperator, account: &Account) -> FoundPerson {
        let seen = |field| by.sees(field);
        FoundPerson {
            address: self.address_of(by, account.id),
            email: seen(PersonField::Email).then(|| account.email.as_str().to_owned()),
            name: seen(PersonField::FirstLastName).then(|| full_name(account)),
            status: seen(PersonField::Status).then(|| status_of(account)),
        }
    }
}
