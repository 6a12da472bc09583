//! Email domains that cannot register.
//!
//! A blocked domain blocks what is below it: whoever blocks `throwaway.example` means `mail.throwaway.example` too, and a provider of
//! throwaway addresses makes new names below its own every day. The other way round it does not: blocking `mail.throwaway.example` leaves
//! `throwaway.example` alone. An internationalised domain is compared in its ASCII form. People who have a login keep it: only new addresses
//! are refused. What the configuration lists is blocked as well, and cannot be unblocked here.

use account_store::{AuditEvent, BlockedDomain};
use vocabulary::{Digest, EmailAddress, EmailDomain, IncidentNumber, Permission};

use crate::fault::Fault;
use crate::notices::{SetBy, Setter};
use crate::service::{Identity, Inner};

/// How many domains the page lists.
const SHOWN: u32 = 200;

/// Block or unblock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the two acts")]
pub enum DomainSwitch {
    Block,
    Unblock,
}

/// What came of one item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DomainItem {
    /// As it was understood; as it was typed when it is no domain.
    pub domain: String,
    /// What was done.
    pub outcome: DomainOutcome,
}

/// What was done about one domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DomainOutcome {
    /// It is blocked now.
    Blocked,
    /// It was blocked before: by itself, or by this domain above it.
    WasBlocked(String),
    /// It is not blocked any more.
    Unblocked,
    /// It was not blocked.
    WasNotBlocked,
    /// It is still blocked: by this domain above it, which has to be unblocked instead.
    StillBlocked(String),
    /// The configuration blocks it.
    Configured,
    /// It is no domain.
    NotADomain,
}

/// A domain that is blocked, as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockedRow {
    /// Its name.
    pub domain: String,
    /// Who blocked it, when, for which incident.
    pub set_by: SetBy,
}

/// Whether one domain is blocked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DomainLookup {
    /// It is not.
    Free(String),
    /// It is, by this row: its own or that of a domain above it.
    Blocked(String, BlockedRow),
    /// The configuration blocks it.
    Configured(String),
    /// It is no domain.
    NotADomain,
}

impl Identity {
    /// Blocks or unblocks a list of domains, separated by commas or line ends: what came of each, in its order.
    ///
    /// # Errors
    /// When `by` may not; when the store fails.
    ///
    /// Journeys 6.1
    pub async fn switch_email_domains(
        &self,
        by: Setter<'_>,
        list: &str,
        to: DomainSwitch,
        incident: &IncidentNumber,
    ) -> Result<Vec<DomainItem>, Fault> {
        by.must(Permission::ManageEmailDomains)?;
        let items = list.split([',', '\n', ';']).map(str::trim).filter(|item| !item.is_empty());
        let mut done = Vec::new();
        for item in items {
            let Ok(domain) = EmailDomain::try_from(item) else {
                done.push(DomainItem { domain: item.to_owned(), outcome: DomainOutcome::NotADomain });
                continue;
            };
            let outcome = match to {
                DomainSwitch::Block => self.0.block(by, &domain, incident).await?,
                DomainSwitch::Unblock => self.0.unblock(by, &domain, incident).await?,
            };
            done.push(DomainItem { domain: domain.to_string(), outcome });
        }
        Ok(done)
    }

    /// The domains that were blocked last, and how many there are.
    ///
    /// # Errors
    /// When `by` may not; when the store fails.
    pub async fn blocked_email_domains(&self, by: Setter<'_>) -> Result<(Vec<BlockedRow>, u64), Fault> {
        by.must(Permission::ManageEmailDomains)?;
        let inner = &self.0;
        let mut rows = Vec::new();
        for blocked in inner.store.list_blocked_domains(SHOWN).await? {
            rows.push(inner.blocked_row(blocked).await?);
        }
        Ok((rows, inner.store.count_blocked_domains().await?))
    }

    /// Whether one domain is blocked.
    ///
    /// # Errors
    /// When `by` may not; when the store fails.
    ///
    /// Journeys 6.1
    pub async fn find_email_domain(&self, by: Setter<'_>, typed: &str) -> Result<DomainLookup, Fault> {
        by.must(Permission::ManageEmailDomains)?;
        let inner = &self.0;
        let Ok(domain) = EmailDomain::try_from(typed) else { return Ok(DomainLookup::NotADomain) };
        let name = domain.to_string();
        if inner.is_configured(&domain) {
            return Ok(DomainLookup::Configured(name));
        }
        Ok(match inner.store.blocked_domain(&domain).await? {
            Some(blocked) => DomainLookup::Blocked(name, inner.blocked_row(blocked).await?),
            None => DomainLookup::Free(name),
        })
    }
}

impl Inner {
    /// Whether somebody with this address, who has no login, may not register.
    pub(crate) async fn is_blocked(&self, email: &EmailAddress) -> Result<bool, Fault> {
        let Some(domain) = EmailDomain::of(email) else { return Ok(false) };
        Ok(self.is_configured(&domain) || self.store.blocked_domain(&domain).await?.is_some())
    }

    fn is_configured(&self, domain: &EmailDomain) -> bool {
        let configured = &self.settings.blocked_email_domains;
        domain.self_and_above().any(|name| configured.iter().any(|known| known == name))
    }

    async fn block(
        &self,
        by: Setter<'_>,
        domain: &EmailDomain,
        incident: &IncidentNumber,
    ) -> Result<DomainOutcome, Fault> {
        if self.is_configured(domain) {
            return Ok(DomainOutcome::Configured);
        }
        if let Some(known) = self.store.blocked_domain(domain).await? {
            return Ok(DomainOutcome::WasBlocked(known.domain.to_string()));
        }
        let mut batch = self.store.batch();
        batch.insert_blocked_domain(&BlockedDomain {
            domain: domain.clone(),
            incident: incident.clone(),
            blocked_by: by.id(),
            blocked_at: self.clock.now(),
        });
        let event = AuditEvent::EmailDomainBlocked { domain: Digest::of(domain.as_str().as_bytes()) };
        self.audit_act(by.id(), Some(incident), event, &mut batch);
        let done = self.commit(batch).await?;
        Ok(if done { DomainOutcome::Blocked } else { DomainOutcome::WasBlocked(domain.to_string()) })
    }

    async fn unblock(
        &self,
        by: Setter<'_>,
        domain: &EmailDomain,
        incident: &IncidentNumber,
    ) -> Result<DomainOutcome, Fault> {
        if self.is_configured(domain) {
            return Ok(DomainOutcome::Configured);
        }
        let mut batch = self.store.batch();
        batch.delete_blocked_domain(domain);
        let event = AuditEvent::EmailDomainUnblocked { domain: Digest::of(domain.as_str().as_bytes()) };
        self.audit_act(by.id(), Some(incident), event, &mut batch);
        let was_blocked = self.commit(batch).await?;
        Ok(match self.store.blocked_domain(domain).await? {
            Some(above) => DomainOutcome::StillBlocked(above.domain.to_string()),
            None if was_blocked => DomainOutcome::Unblocked,
            None => DomainOutcome::WasNotBlocked,
        })
    }

    async fn blocked_row(&self, blocked: BlockedDomain) -> Result<BlockedRow, Fault> {
        let name = self.operator_name(blocked.blocked_by).await?;
        let set_by = SetBy { name, at: blocked.blocked_at, incident: Some(blocked.incident) };
        Ok(BlockedRow { domain: blocked.domain.to_string(), set_by })
    }
}
