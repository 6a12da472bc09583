//! What happened to an account: its audit events, newest first, page by page. Journeys 6.1

use std::collections::HashMap;

use account_store::{AuditEvent, AuditRecord};
use serde_json::Value as Json;
use vocabulary::{
    AccountId, CaseId, ClientId, EventId, IncidentNumber, IncidentReference, Instant, OperatorId, Permission,
};

use crate::checking::SignedInOperator;
use crate::fault::Fault;
use crate::service::{Identity, Inner};

/// Events on one page.
const PAGE: u32 = 50;

/// A page of a history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryPage {
    /// The events, newest first.
    pub rows: Vec<HistoryRow>,
    /// Where the next page begins, if there is one: for [`Identity::history`].
    pub next: Option<String>,
}

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryRow {
    /// When.
    pub at: Instant,
    /// The event's name.
    pub event: String,
    /// Its fields, each with its value as a text.
    pub detail: Vec<(String, String)>,
    /// Through which service.
    pub client: Option<String>,
    /// Which operator did it.
    pub operator: Option<String>,
    /// For which incident.
    pub incident: Option<IncidentNumber>,
    /// About which photo ID check.
    pub case: Option<CaseId>,
    /// The reference that somebody was shown.
    pub reference: Option<IncidentReference>,
}

/// Names of those whom events mention.
struct Names {
    clients: HashMap<ClientId, String>,
    operators: HashMap<OperatorId, String>,
}

impl Identity {
    /// A page of an account's history: the first, or the one that begins at `from`. Each page is a look and recorded first; none when
    /// there is no such account.
    ///
    /// # Errors
    /// When the operator may not see histories, or the store fails.
    ///
    /// Journeys 6.1
    pub async fn history(
        &self,
        by: &SignedInOperator,
        account: AccountId,
        from: Option<&str>,
    ) -> Result<Option<HistoryPage>, Fault> {
        by.must(Permission::SeeHistory)?;
        let inner = &self.0;
        if inner.store.account(account).await?.is_none() {
            return Ok(None);
        }
        inner.audit_look(by, account, AuditEvent::HistoryViewed).await?;
        let after = from.and_then(place);
        let mut records = inner.store.list_history_of_account(account, after, PAGE + 1).await?;
        let size = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let more = records.len() > size;
        records.truncate(size);
        let next = records.last().filter(|_| more).map(|last| format!("{}.{}", last.at.micros(), last.id));
        let names = inner.names().await?;
        let rows = records.into_iter().map(|record| row(record, &names)).collect();
        Ok(Some(HistoryPage { rows, next }))
    }
}

/// The event that a page begins behind, out of an address.
fn place(text: &str) -> Option<(Instant, EventId)> {
    let (at, id) = text.split_once('.')?;
    Some((Instant::from_micros(at.parse().ok()?), EventId::try_from(id).ok()?))
}

fn row(record: AuditRecord, names: &Names) -> HistoryRow {
    let client = record.client_id.map(|id| names.clients.get(&id).cloned().unwrap_or_else(|| id.to_string()));
    let former = || "a former operator".to_owned();
    let operator = record.involved.operator_id;
    HistoryRow {
        at: record.at,
        event: record.kind,
        detail: fields(&record.detail),
        client,
        operator: operator.map(|id| names.operators.get(&id).cloned().unwrap_or_else(former)),
        incident: record.involved.incident,
        case: record.involved.case_id,
        reference: record.reference,
    }
}

/// The fields of an event; those that hold nothing are left out.
fn fields(detail: &str) -> Vec<(String, String)> {
    let Ok(Json::Object(fields)) = serde_json::from_str(detail) else { return Vec::new() };
    let said = |value: Json| match value {
        Json::Null => None,
        Json::String(text) => Some(text),
        Json::Array(list) => Some(list.iter().filter_map(Json::as_str).collect::<Vec<_>>().join(", ")),
        other => Some(other.to_string()),
    };
    fields.into_iter().filter_map(|(name, value)| said(value).map(|value| (name, value))).collect()
}

impl Inner {
    async fn names(&self) -> Result<Names, Fault> {
        let operators = self.store.list_operators().await?;
        Ok(Names {
            clients: self.client_names().await?,
            operators: operators.into_iter().map(|operator| (operator.id, operator.name)).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_begins_where_its_address_says() {
        let id = EventId::from_bytes([7; 16]);
        assert_eq!(place(&format!("12.{id}")), Some((Instant::from_micros(12), id)));
        for wrong in ["", "12", "12.", "x.AAAAAAAAAAAAAAAAAAAAAA"] {
            assert_eq!(place(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_fields_of_an_event_are_texts() {
        let detail = r#"{"cid":2014,"factors":["Cp","Cd"],"reason":null,"kind":"mobile"}"#;
        let found = fields(detail);
        let wanted = [("cid", "2014"), ("factors", "Cp, Cd"), ("kind", "mobile")];
        assert_eq!(found, wanted.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }
}
