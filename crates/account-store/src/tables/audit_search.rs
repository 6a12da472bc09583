//! Searches in `audit_events`: newest first, page by page, each by the index of what there is least of.

use vocabulary::{AccountId, CaseId, ClientId, EventId, IncidentNumber, Instant, Malformed, OperatorId};

use crate::fault::StoreFault;
use crate::statement::{Statement, register};
use crate::store::Store;
use crate::tables::audit_events::{AuditRecord, columns, read};
use crate::value::Value;

/// A chunk of the events that have `$of`, in the order of its index. It is a range over all columns of that index, and not the value
/// with a range beside it: both databases would else rather read another index that has the events in order, and skip the others.
/// PostgreSQL has to know how few are wanted, too. What else is asked for is looked at afterwards, for the same reason.
macro_rules! search {
    ($of:literal $(, $and:literal)?) => {
        concat!(
            "SELECT ", columns!(), " FROM audit_events WHERE ", $of, " IS NOT NULL AND (", $of, ", at, event_id) < ($4, $1, $2) \
                AND (", $of, ", at) >= ($4, $3) ", $($and,)? "ORDER BY ", $of, " DESC, at DESC, event_id DESC LIMIT 200"
        )
    };
}

/// The kinds that say in their detail to which operator something was done. There are few of them, so that whoever looks for an operator
/// has them read by their kind.
const DONE_TO_OPERATORS: [&str; 3] = ["colleague_changed", "partner_bound", "partner_unbound"];

/// The number in [`search`].
const CHUNK: usize = 200;

register! { "audit_search";
    BY_INCIDENT = search!("incident");
    BY_CASE = search!("case_id");
    BY_ACCOUNT = search!("account_id");
    BY_OPERATOR = search!("operator_id");
    BY_OPERATOR_AND_KIND = search!("operator_id", "AND (kind = $5) = (1 = 1) ");
    BY_CLIENT = search!("client_id");
    BY_CLIENT_AND_KIND = concat!("SELECT ", columns!(), " FROM audit_events WHERE client_id IS NOT NULL \
        AND (client_id, kind, at, event_id) < ($4, $5, $1, $2) AND (client_id, kind, at) >= ($4, $5, $3) \
        ORDER BY client_id DESC, kind DESC, at DESC, event_id DESC LIMIT 200");
    BY_KIND = search!("kind");
    BY_TIME = concat!("SELECT ", columns!(), " FROM audit_events WHERE (at, event_id) < ($1, $2) AND at >= $3 \
        ORDER BY at DESC, event_id DESC LIMIT 200");
}

/// What is looked for: all that is said must hold; nothing said means every event.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AuditFilter {
    /// Whose account.
    pub account_id: Option<AccountId>,
    /// At which client.
    pub client_id: Option<ClientId>,
    /// Which operator did it, or to whom it was done.
    pub operator_id: Option<OperatorId>,
    /// To which case.
    pub case_id: Option<CaseId>,
    /// For which incident.
    pub incident: Option<IncidentNumber>,
    /// One of these, by [`AuditEvent::name`](crate::AuditEvent::name); none means every kind.
    pub kinds: Vec<&'static str>,
    /// Not before.
    pub from: Option<Instant>,
    /// Before.
    pub until: Option<Instant>,
}

/// The event after which a page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AuditCursor {
    /// When it happened.
    pub at: Instant,
    /// Which it is.
    pub id: EventId,
}

/// Microseconds, a full stop, the identifier: nothing personal, for addresses of pages.
impl std::fmt::Display for AuditCursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.at.micros(), self.id)
    }
}

impl TryFrom<&str> for AuditCursor {
    type Error = Malformed;

    fn try_from(text: &str) -> Result<Self, Malformed> {
        let fault = Malformed::new("cursor", "must be a number, a full stop and an event id");
        let (micros, id) = text.split_once('.').ok_or(fault)?;
        let at = Instant::from_micros(micros.parse().map_err(|_| fault)?);
        Ok(Self { at, id: EventId::try_from(id)? })
    }
}

impl AuditFilter {
    /// The statement for the most telling thing that is said, with what it asks for.
    fn statement(&self, kind: Option<&'static str>) -> (&'static Statement, Vec<Value>) {
        if let Some(incident) = &self.incident {
            return (&BY_INCIDENT, vec![incident.as_str().into()]);
        }
        if let Some(case) = self.case_id {
            return (&BY_CASE, vec![case.into()]);
        }
        if let Some(account) = self.account_id {
            return (&BY_ACCOUNT, vec![account.into()]);
        }
        match (self.operator_id, &self.client_id, kind) {
            (Some(operator), _, None) => (&BY_OPERATOR, vec![operator.into()]),
            (Some(operator), _, Some(kind)) => (&BY_OPERATOR_AND_KIND, vec![operator.into(), kind.into()]),
            (None, Some(client), None) => (&BY_CLIENT, vec![client.into()]),
            (None, Some(client), Some(kind)) => (&BY_CLIENT_AND_KIND, vec![client.into(), kind.into()]),
            (None, None, Some(kind)) => (&BY_KIND, vec![kind.into()]),
            (None, None, None) => (&BY_TIME, Vec::new()),
        }
    }

    /// Whether an event is of this kind and all the rest holds, too.
    fn holds(&self, record: &AuditRecord, kind: Option<&'static str>) -> bool {
        fn is<T: PartialEq>(wanted: Option<&T>, there: Option<&T>) -> bool {
            wanted.is_none() || wanted == there
        }
        let involved = &record.involved;
        is(self.account_id.as_ref(), record.account_id.as_ref())
            && is(self.client_id.as_ref(), record.client_id.as_ref())
            && is(self.operator_id.as_ref(), involved.operator_id.as_ref())
            && is(self.case_id.as_ref(), involved.case_id.as_ref())
            && is(self.incident.as_ref(), involved.incident.as_ref())
            && kind.is_none_or(|kind| kind == record.kind)
    }

    /// Where a search begins: before this instant; of the events at it, before this identifier. Nothing sorts before the empty one.
    fn beginning(&self, after: Option<AuditCursor>) -> (Instant, Vec<u8>) {
        let until = self.until.unwrap_or(Instant::from_micros(i64::MAX));
        match after {
            Some(cursor) if cursor.at < until => (cursor.at, cursor.id.as_bytes().to_vec()),
            _ => (until, Vec::new()),
        }
    }
}

impl Store {
    /// The newest `limit` events that fit, of those after `after`: newest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn search_audit_events(
        &self,
        filter: &AuditFilter,
        after: Option<AuditCursor>,
        limit: u32,
    ) -> Result<Vec<AuditRecord>, StoreFault> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let page = (after, limit);
        if filter.kinds.len() < 2 && filter.operator_id.is_none() {
            return self.audit_events_of_kind(filter, filter.kinds.first().copied(), page).await;
        }
        // Each kind by its own index, then together: a list of kinds in one statement would have everything sorted.
        let mut found = Vec::new();
        if filter.kinds.is_empty() {
            found.extend(self.audit_events_of_kind(filter, None, page).await?);
        }
        for kind in &filter.kinds {
            found.extend(self.audit_events_of_kind(filter, Some(*kind), page).await?);
        }
        if let Some(operator) = filter.operator_id {
            found.extend(self.audit_events_done_to(operator, filter, page).await?);
        }
        found.sort_by_key(|record| std::cmp::Reverse((record.at, record.id)));
        found.dedup_by_key(|record| record.id);
        found.truncate(limit);
        Ok(found)
    }

    /// What was done to an operator, whoever did it.
    async fn audit_events_done_to(
        &self,
        operator: OperatorId,
        filter: &AuditFilter,
        page: (Option<AuditCursor>, usize),
    ) -> Result<Vec<AuditRecord>, StoreFault> {
        let by_anybody = AuditFilter { operator_id: None, ..filter.clone() };
        let name = operator.to_string();
        let is_theirs = |record: &AuditRecord| record.detail.contains(&name);
        let is_wanted = |kind: &&&str| filter.kinds.is_empty() || filter.kinds.contains(*kind);
        let mut found = Vec::new();
        for kind in DONE_TO_OPERATORS.iter().filter(is_wanted) {
            found.extend(self.audit_events_among(&by_anybody, Some(*kind), page, is_theirs).await?);
        }
        Ok(found)
    }

    async fn audit_events_of_kind(
        &self,
        filter: &AuditFilter,
        kind: Option<&'static str>,
        page: (Option<AuditCursor>, usize),
    ) -> Result<Vec<AuditRecord>, StoreFault> {
        self.audit_events_among(filter, kind, page, |_| true).await
    }

    async fn audit_events_among(
        &self,
        filter: &AuditFilter,
        kind: Option<&'static str>,
        (after, limit): (Option<AuditCursor>, usize),
        is_wanted: impl Fn(&AuditRecord) -> bool,
    ) -> Result<Vec<AuditRecord>, StoreFault> {
        let (statement, wanted) = filter.statement(kind);
        let from = filter.from.unwrap_or(Instant::from_micros(i64::MIN));
        let (mut at, mut id) = filter.beginning(after);
        let mut found = Vec::new();
        loop {
            let mut values: Vec<Value> = vec![at.into(), id.into(), from.into()];
            values.extend(wanted.iter().cloned());
            let rows = self.query(statement, values).await?;
            let whole = rows.len() == CHUNK;
            let records = rows.into_iter().map(read).collect::<Result<Vec<_>, _>>()?;
            let Some(last) = records.last() else { return Ok(found) };
            (at, id) = (last.at, last.id.as_bytes().to_vec());
            found
                .extend(records.into_iter().filter(|record| filter.holds(record, kind) && is_wanted(record)));
            if !whole || found.len() >= limit {
                found.truncate(limit);
                return Ok(found);
            }
        }
    }
}
