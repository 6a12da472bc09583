//! `audit_events`: what happened, written in the batch of what it records. Kept two years (configurable), also
//! after the account is gone: no column holds personal data, so that erasure leaves every event as it was signed.

use vocabulary::{
    AccountId, CaseId, ClientId, EventId, IncidentNumber, IncidentReference, Instant, OperatorId,
};

use crate::batch::{Batch, Expect};
use crate::fault::StoreFault;
use crate::statement::register;
use crate::store::Store;
use crate::tables::audit_event::AuditEvent;
use crate::tables::audit_search::AuditFilter;
use crate::value::Row;

/// The columns that [`read`] reads.
macro_rules! columns {
    () => {
        "event_id, at, kind, account_id, client_id, operator_id, case_id, incident, reference, detail"
    };
}
pub(crate) use columns as audit_columns;

pub(crate) use columns;

register! { "audit_events";
    INSERT = concat!("INSERT INTO audit_events (", columns!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");
}

/// An event with whom it concerns.
#[derive(Debug, Clone)]
pub struct AuditEntry {
    /// Its identifier.
    pub id: EventId,
    /// When.
    pub at: Instant,
    /// What.
    pub event: AuditEvent,
    /// Whose account.
    pub account_id: Option<AccountId>,
    /// At which client.
    pub client_id: Option<ClientId>,
    /// The reference that somebody was shown.
    pub reference: Option<IncidentReference>,
}

/// The operator, the photo ID case and the incident number of an event, where there are any.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Involved {
    /// Who did it.
    pub operator_id: Option<OperatorId>,
    /// To which case.
    pub case_id: Option<CaseId>,
    /// For which incident of the service desk.
    pub incident: Option<IncidentNumber>,
}

/// An event as it was stored.
#[derive(Debug, Clone)]
pub struct AuditRecord {
    /// Its identifier.
    pub id: EventId,
    /// When.
    pub at: Instant,
    /// [`AuditEvent::name`].
    pub kind: String,
    /// Whose account.
    pub account_id: Option<AccountId>,
    /// At which client.
    pub client_id: Option<ClientId>,
    /// Which operator did it, to which case, for which incident.
    pub involved: Involved,
    /// The reference that somebody was shown.
    pub reference: Option<IncidentReference>,
    /// The event's fields, as a JSON object.
    pub detail: String,
}

pub(crate) fn read(mut row: Row) -> Result<AuditRecord, StoreFault> {
    Ok(AuditRecord {
        id: row.bytes()?,
        at: row.instant()?,
        kind: row.text()?,
        account_id: row.bytes_or_null()?,
        client_id: row.word_or_null()?,
        involved: Involved {
            operator_id: row.bytes_or_null()?,
            case_id: row.bytes_or_null()?,
            incident: row.word_or_null()?,
        },
        reference: row.bytes_or_null()?.map(IncidentReference::from_bytes),
        detail: row.text()?,
    })
}

impl Store {
    /// The newest `limit` events.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_audit_events(&self, limit: u32) -> Result<Vec<AuditRecord>, StoreFault> {
        self.search_audit_events(&AuditFilter::default(), None, limit).await
    }

    /// The newest `limit` events of an account.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_audit_events_of_account(
        &self,
        account: AccountId,
        limit: u32,
    ) -> Result<Vec<AuditRecord>, StoreFault> {
        let filter = AuditFilter { account_id: Some(account), ..AuditFilter::default() };
        self.search_audit_events(&filter, None, limit).await
    }

    /// The newest `limit` events at a client.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_audit_events_of_client(
        &self,
        client: &ClientId,
        limit: u32,
    ) -> Result<Vec<AuditRecord>, StoreFault> {
        let filter = AuditFilter { client_id: Some(client.clone()), ..AuditFilter::default() };
        self.search_audit_events(&filter, None, limit).await
    }

    /// The newest `limit` events that an operator caused, or that were done to them.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_audit_events_of_operator(
        &self,
        operator: OperatorId,
        limit: u32,
    ) -> Result<Vec<AuditRecord>, StoreFault> {
        let filter = AuditFilter { operator_id: Some(operator), ..AuditFilter::default() };
        self.search_audit_events(&filter, None, limit).await
    }

    /// The newest `limit` events of a photo ID case.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_audit_events_of_case(
        &self,
        case: CaseId,
        limit: u32,
    ) -> Result<Vec<AuditRecord>, StoreFault> {
        let filter = AuditFilter { case_id: Some(case), ..AuditFilter::default() };
        self.search_audit_events(&filter, None, limit).await
    }
}

impl Batch {
    /// Records an event in which no operator and no photo ID case is involved.
    pub fn record(&mut self, entry: &AuditEntry) -> &mut Self {
        self.record_involving(entry, &Involved::default())
    }

    /// Records an event with the operator who caused it, the photo ID case it is about and the incident it was done for.
    pub fn record_involving(&mut self, entry: &AuditEntry, involved: &Involved) -> &mut Self {
        let reference = entry.reference.as_ref().map(|reference| reference.as_bytes().as_slice());
        let values = vec![
            entry.id.into(),
            entry.at.into(),
            entry.event.name().into(),
            entry.account_id.into(),
            entry.client_id.as_ref().into(),
            involved.operator_id.into(),
            involved.case_id.into(),
            involved.incident.as_ref().map(IncidentNumber::as_str).into(),
            reference.into(),
            entry.event.detail().to_string().into(),
        ];
        self.push(&INSERT, Expect::Exactly(1), values)
    }
}
