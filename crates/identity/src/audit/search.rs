//! Looking into the audit: page by page, newest first.

use std::collections::HashMap;
use std::sync::atomic::Ordering;

use account_store::{AuditCursor, AuditEntry, AuditEvent, AuditFilter, AuditRecord, Involved};
use audit_chain::Head;
use serde_json::Value as Json;
use vocabulary::{
    AccountId, CaseId, ClientId, EventId, IncidentNumber, IncidentReference, Instant, OperatorId, Permission,
};

use crate::audit::chain::signed_checkpoint;
use crate::checking::SignedInOperator;
use crate::fault::Fault;
use crate::service::{Identity, Inner};

/// Events on a page of the console.
pub const AUDIT_PAGE: u32 = 50;

/// An event as those who look into the audit see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    /// Its identifier.
    pub id: EventId,
    /// When.
    pub at: Instant,
    /// What, by its name in storage.
    pub kind: String,
    /// Whose account.
    pub account: Option<AccountId>,
    /// At which client.
    pub client: Option<ClientId>,
    /// Which operator did it: their identifier, and what they log in with while they are known.
    pub operator: Option<(OperatorId, Option<String>)>,
    /// To which case.
    pub case: Option<CaseId>,
    /// For which incident.
    pub incident: Option<IncidentNumber>,
    /// The reference that somebody was shown.
    pub reference: Option<IncidentReference>,
    /// More about it, name by name.
    pub detail: Vec<(String, String)>,
}

/// A page, and where the next one begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditPage {
    /// Newest first.
    pub lines: Vec<AuditLine>,
    /// None on the last page.
    pub next: Option<AuditCursor>,
}

/// What the last check of the whole audit said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditVerdict {
    /// When.
    pub at: Instant,
    /// Up to which checkpoint.
    pub checkpoint: i64,
    /// How many findings there were.
    pub findings: u32,
}

/// How the chain stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditStanding {
    /// The newest checkpoint, and when it was made.
    pub newest: Option<(Head, Instant)>,
    /// How many events wait for the next one.
    pub waiting: i64,
    /// What the last check said.
    pub verdict: Option<AuditVerdict>,
    /// Whether an operator asked for a check that goes on now.
    pub checking: bool,
    /// Whose key signs.
    pub key_id: String,
}

/// The event of this name; none when there is no such event.
#[must_use]
pub fn audit_kind(name: &str) -> Option<&'static str> {
    AuditEvent::NAMES.iter().copied().find(|known| *known == name)
}

/// The names of every event.
#[must_use]
pub const fn audit_kinds() -> &'static [&'static str] {
    AuditEvent::NAMES
}

impl Identity {
    /// A page of what fits. A look for somebody in particular is written down: by account, by case or by incident.
    ///
    /// # Errors
    /// When the store fails, or the operator may not.
    ///
    /// Journeys 6.1
    pub async fn search_audit(
        &self,
        by: &SignedInOperator,
        filter: &AuditFilter,
        after: Option<AuditCursor>,
    ) -> Result<AuditPage, Fault> {
        by.must(Permission::ReadAudit)?;
        if singles_out(filter) {
            let event = AuditEvent::AuditSearched { of: filter.operator_id };
            self.0.note_look(filter, Some(by), event).await?;
        }
        self.audit_page(filter, after, AUDIT_PAGE).await
    }

    /// The operator who logs in with this name.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn operator_named(&self, username: &str) -> Result<Option<OperatorId>, Fault> {
        Ok(self.0.store.find_operator(username).await?.map(|operator| operator.id))
    }

    /// As [`Self::search_audit`] for the program's own administrator, who needs no permission: `limit` events.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn audit_page(
        &self,
        filter: &AuditFilter,
        after: Option<AuditCursor>,
        limit: u32,
    ) -> Result<AuditPage, Fault> {
        let mut records = self.0.store.search_audit_events(filter, after, limit.saturating_add(1)).await?;
        let whole = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = records.len() > whole;
        records.truncate(whole);
        let next = records.last().filter(|_| more).map(|last| AuditCursor { at: last.at, id: last.id });
        let names = self.0.usernames(&records).await?;
        let lines = records.into_iter().map(|record| line(record, &names)).collect();
        Ok(AuditPage { lines, next })
    }

    /// Writes down that somebody takes what fits away: an operator, or the program's administrator.
    ///
    /// # Errors
    /// When the store fails, or the operator may not.
    pub async fn note_audit_export(
        &self,
        filter: &AuditFilter,
        by: Option<&SignedInOperator>,
    ) -> Result<(), Fault> {
        if let Some(by) = by {
            by.must(Permission::ExportAudit)?;
        }
        self.0.note_look(filter, by, AuditEvent::AuditExported { of: filter.operator_id }).await
    }

    /// How the chain stands.
    ///
    /// # Errors
    /// When the store fails, or the operator may not.
    pub async fn audit_standing(&self, by: &SignedInOperator) -> Result<AuditStanding, Fault> {
        by.must(Permission::ReadAudit)?;
        let newest =
            self.0.store.newest_audit_checkpoint().await?.map(|stored| signed_checkpoint(&stored).claim);
        Ok(AuditStanding {
            newest: newest.map(|claim| (claim.head(), claim.at)),
            waiting: self.audit_waiting().await?.0,
            verdict: self.last_audit_verdict().await?,
            checking: self.0.audit.checking.load(Ordering::Acquire),
            key_id: self.audit_key().key_id(),
        })
    }

    /// The newest checkpoint.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn audit_head(&self) -> Result<Option<Head>, Fault> {
        let newest = self.0.store.newest_audit_checkpoint().await?;
        Ok(newest.map(|stored| signed_checkpoint(&stored).claim.head()))
    }

    /// How many events no checkpoint covers, and when the oldest of them happened.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn audit_waiting(&self) -> Result<(i64, Option<Instant>), Fault> {
        Ok(self.0.store.count_uncovered_audit_events().await?)
    }

    /// What the last check of the whole audit said; none when there was none.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn last_audit_verdict(&self) -> Result<Option<AuditVerdict>, Fault> {
        let never = AuditEvent::AuditVerified { checkpoint: 0, findings: 0 };
        let filter = AuditFilter { kinds: vec![never.name()], ..AuditFilter::default() };
        let found = self.0.store.search_audit_events(&filter, None, 1).await?;
        Ok(found.first().and_then(|record| {
            let detail: Json = serde_json::from_str(&record.detail).ok()?;
            let checkpoint = detail.get("checkpoint")?.as_i64()?;
            let findings = u32::try_from(detail.get("findings")?.as_u64()?).ok()?;
            Some(AuditVerdict { at: record.at, checkpoint, findings })
        }))
    }
}

impl Inner {
    async fn note_look(
        &self,
        filter: &AuditFilter,
        by: Option<&SignedInOperator>,
        event: AuditEvent,
    ) -> Result<(), Fault> {
        let entry = AuditEntry {
            id: self.event_id(),
            at: self.clock.now(),
            event,
            account_id: filter.account_id,
            client_id: filter.client_id.clone(),
            reference: None,
        };
        let involved = Involved {
            operator_id: by.map(SignedInOperator::id),
            case_id: filter.case_id,
            incident: filter.incident.clone(),
        };
        let mut batch = self.store.batch();
        batch.record_involving(&entry, &involved);
        self.write(batch).await
    }

    /// What those who stand in `records` log in with.
    async fn usernames(&self, records: &[AuditRecord]) -> Result<HashMap<OperatorId, String>, Fault> {
        if records.iter().all(|record| record.involved.operator_id.is_none()) {
            return Ok(HashMap::new());
        }
        let operators = self.store.list_operators().await?;
        Ok(operators.into_iter().map(|operator| (operator.id, operator.username)).collect())
    }
}

/// Whether what fits is about somebody in particular.
const fn singles_out(filter: &AuditFilter) -> bool {
    filter.account_id.is_some() || filter.case_id.is_some() || filter.incident.is_some()
}

fn line(record: AuditRecord, names: &HashMap<OperatorId, String>) -> AuditLine {
    AuditLine {
        id: record.id,
        at: record.at,
        detail: details(&record.detail),
        kind: record.kind,
        account: record.account_id,
        client: record.client_id,
        operator: record.involved.operator_id.map(|id| (id, names.get(&id).cloned())),
        case: record.involved.case_id,
        incident: record.involved.incident,
        reference: record.reference,
    }
}

/// The fields of an event, each as a text: ours are plain words and numbers. What is not an object was not written by us.
fn details(text: &str) -> Vec<(String, String)> {
    let Ok(Json::Object(fields)) = serde_json::from_str(text) else {
        return vec![("detail".to_owned(), text.to_owned())];
    };
    let plain = |value: &Json| match value {
        Json::Null => None,
        Json::String(text) => Some(text.clone()),
        Json::Array(items) => {
            let words: Vec<String> = items
                .iter()
                .map(|item| item.as_str().map_or_else(|| item.to_string(), ToOwned::to_owned))
                .collect();
            Some(words.join(" "))
        }
        other => Some(other.to_string()),
    };
    fields.iter().filter_map(|(name, value)| Some((name.clone(), plain(value)?))).collect()
}
