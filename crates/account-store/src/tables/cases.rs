//! `cases`: photo ID checks (journeys.md 1.8 and 6.2), one undecided case for each account.
//!
//! Retention: a draft goes 30 days after its last change, a decided case six months after the decision (journeys.md,
//! section 8), and every case with its account. What the person typed, what the provider found and what a checker
//! wrote are sealed documents of `identity`.

use vocabulary::{
    AccountId, CaseId, CaseStatus, CheckRoute, ClientId, DeclineReason, HoldingReason, Instant, OperatorId,
    Secret,
};

use crate::fault::StoreFault;
use crate::statement::{Statement, register};
use crate::store::Store;
use crate::value::{Row, Value};
use crate::vault::Vault;

pub(crate) const DRAFT: &str = "cases.draft";
pub(crate) const VERDICT: &str = "cases.verdict";
pub(crate) const OUTCOME: &str = "cases.outcome";

/// The columns that [`read`] reads, of `cases`.
macro_rules! case_columns {
    () => {
        "case_id, account_id, client_id, status, route, draft, provider_reference, provider_due_at, verdict, \
         outcome, reason, assignee, assigned_at, holding_reason, held_by, held_at, created_at, changed_at, \
         submitted_at, decided_at, reopen_until, applied_at, version"
    };
}
pub(crate) use case_columns;

register! { "cases";
    GET = concat!("SELECT ", case_columns!(), " FROM cases WHERE case_id = $1");
    OPEN_OF_ACCOUNT = concat!("SELECT ", case_columns!(), " FROM cases \
        WHERE account_id = $1 AND status IN ('draft', 'submitted', 'held')");
    LAST_DECIDED = concat!("SELECT ", case_columns!(), " FROM cases \
        WHERE account_id = $1 AND status IN ('approved', 'declined') ORDER BY decided_at DESC LIMIT 1");
    OF_ACCOUNT = concat!("SELECT ", case_columns!(), " FROM cases \
        WHERE account_id = $1 ORDER BY created_at DESC, case_id LIMIT $2");
    BY_PROVIDER = concat!("SELECT ", case_columns!(), " FROM cases WHERE provider_reference = $1");
    IN_PROGRESS = concat!("SELECT ", case_columns!(), " FROM cases \
        WHERE assignee = $1 AND status = 'submitted'");
    HELD = concat!("SELECT ", case_columns!(), " FROM cases WHERE status = 'held' \
        ORDER BY held_at, case_id LIMIT $1");
    AT_PROVIDER = concat!("SELECT ", case_columns!(), " FROM cases \
        WHERE status = 'submitted' AND route = 'automated' AND provider_due_at <= $1 \
        ORDER BY provider_due_at LIMIT $2");
    EFFECTIVE = concat!("SELECT ", case_columns!(), " FROM cases \
        WHERE decided_at IS NOT NULL AND applied_at IS NULL AND reopen_until <= $1 \
        AND (provider_due_at IS NULL OR provider_due_at <= $1) \
        ORDER BY reopen_until LIMIT $2");
    COUNTS = "SELECT \
        (SELECT COUNT(*) FROM cases WHERE status = 'submitted' AND route = 'manual' AND assignee IS NULL), \
        (SELECT COUNT(*) FROM cases WHERE status = 'submitted' AND assignee IS NOT NULL), \
        (SELECT COUNT(*) FROM cases WHERE status = 'held'), \
        (SELECT COUNT(*) FROM cases WHERE decided_at >= $2 AND assignee = $1)";
}

/// A photo ID check.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its identifier.
    pub id: CaseId,
    /// Whose identity is checked.
    pub account_id: AccountId,
    /// Through which client it began.
    pub client_id: ClientId,
    /// Where it stands.
    pub status: CaseStatus,
    /// Who looks at it.
    pub route: CheckRoute,
    /// What the person told, as JSON; sealed in the database.
    pub draft: Secret<Vec<u8>>,
    /// The provider's name for it.
    pub provider_reference: Option<String>,
    /// When the provider is asked next.
    pub provider_due_at: Option<Instant>,
    /// What the provider found, as JSON; sealed in the database.
    pub verdict: Option<Secret<Vec<u8>>>,
    /// What a checker answered and noted, as JSON; sealed in the database.
    pub outcome: Option<Secret<Vec<u8>>>,
    /// Why it was declined.
    pub reason: Option<DeclineReason>,
    /// Who works on it; once decided, who decided. None: it waits, or was decided without a person.
    pub assignee: Option<OperatorId>,
    /// When the assignee last did something with it.
    pub assigned_at: Option<Instant>,
    /// Why it is, or was, on the holding list.
    pub holding_reason: Option<HoldingReason>,
    /// Who put it there.
    pub held_by: Option<OperatorId>,
    /// When it was put there.
    pub held_at: Option<Instant>,
    /// When it began.
    pub created_at: Instant,
    /// When the person last changed something.
    pub changed_at: Instant,
    /// When it was sent.
    pub submitted_at: Option<Instant>,
    /// When it was decided.
    pub decided_at: Option<Instant>,
    /// Until when the decision can be taken back.
    pub reopen_until: Option<Instant>,
    /// When the decision took effect on the account.
    pub applied_at: Option<Instant>,
    /// Counts changes.
    pub version: i64,
}

/// The dashboard (journeys.md 6.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseCounts {
    /// Cases that wait for a checker.
    pub queue: i64,
    /// Cases that checkers work on.
    pub in_progress: i64,
    /// Cases on the holding list.
    pub held: i64,
    /// Cases that this operator decided since the day began.
    pub completed_today: i64,
}

fn route_of(text: &str) -> Option<CheckRoute> {
    [CheckRoute::Manual, CheckRoute::Automated].into_iter().find(|route| route.as_str() == text)
}

pub(crate) fn read(vault: &Vault, mut row: Row) -> Result<Case, StoreFault> {
    let id: CaseId = row.bytes()?;
    let open = |column, sealed: Option<Vec<u8>>| {
        sealed.map(|sealed| vault.open(column, id.as_bytes(), &sealed)).transpose()
    };
    Ok(Case {
        id,
        account_id: row.bytes()?,
        client_id: row.word()?,
        status: row.word()?,
        route: route_of(&row.text()?).ok_or(row.damaged())?,
        draft: vault.open(DRAFT, id.as_bytes(), &row.blob()?)?,
        provider_reference: row.text_or_null()?,
        provider_due_at: row.instant_or_null()?,
        verdict: open(VERDICT, row.blob_or_null()?)?,
        outcome: open(OUTCOME, row.blob_or_null()?)?,
        reason: row.word_or_null()?,
        assignee: row.bytes_or_null()?,
        assigned_at: row.instant_or_null()?,
        holding_reason: row.word_or_null()?,
        held_by: row.bytes_or_null()?,
        held_at: row.instant_or_null()?,
        created_at: row.instant()?,
        changed_at: row.instant()?,
        submitted_at: row.instant_or_null()?,
        decided_at: row.instant_or_null()?,
        reopen_until: row.instant_or_null()?,
        applied_at: row.instant_or_null()?,
        version: row.int()?,
    })
}

impl Store {
    /// The case of this identifier.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn case(&self, id: CaseId) -> Result<Option<Case>, StoreFault> {
        self.one_case(&GET, vec![id.into()]).await
    }

    /// The account's case that is not decided: a draft, submitted or held.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn open_case_of(&self, account: AccountId) -> Result<Option<Case>, StoreFault> {
        self.one_case(&OPEN_OF_ACCOUNT, vec![account.into()]).await
    }

    /// The account's case that was decided last.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn last_decided_case(&self, account: AccountId) -> Result<Option<Case>, StoreFault> {
        self.one_case(&LAST_DECIDED, vec![account.into()]).await
    }

    /// The newest `limit` cases of an account, whatever came of them.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_cases_of_account(
        &self,
        account: AccountId,
        limit: u32,
    ) -> Result<Vec<Case>, StoreFault> {
        self.many_cases(&OF_ACCOUNT, vec![account.into(), i64::from(limit).into()]).await
    }

    /// The case that the document-check provider knows by this reference.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn find_case_by_provider_reference(&self, reference: &str) -> Result<Option<Case>, StoreFault> {
        self.one_case(&BY_PROVIDER, vec![reference.into()]).await
    }

    /// The case in progress that an operator works on: the button Continue (journeys.md 6.2).
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn case_in_progress(&self, operator: OperatorId) -> Result<Option<Case>, StoreFault> {
        self.one_case(&IN_PROGRESS, vec![operator.into()]).await
    }

    /// The holding list, longest held first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_held_cases(&self, limit: u32) -> Result<Vec<Case>, StoreFault> {
        self.many_cases(&HELD, vec![i64::from(limit).into()]).await
    }

    /// Cases about which the provider is to be asked now.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_due_provider_cases(&self, now: Instant, limit: u32) -> Result<Vec<Case>, StoreFault> {
        self.many_cases(&AT_PROVIDER, vec![now.into(), i64::from(limit).into()]).await
    }

    /// Decided cases that can no longer be reopened and have not taken effect yet.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn list_effective_decisions(&self, now: Instant, limit: u32) -> Result<Vec<Case>, StoreFault> {
        self.many_cases(&EFFECTIVE, vec![now.into(), i64::from(limit).into()]).await
    }

    /// The numbers of the dashboard, for an operator whose day began at `day_start`.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn case_counts(
        &self,
        operator: OperatorId,
        day_start: Instant,
    ) -> Result<CaseCounts, StoreFault> {
        let row = self.query_one(&COUNTS, vec![operator.into(), day_start.into()]).await?;
        let mut row = row.ok_or(StoreFault::Impossible(COUNTS.name()))?;
        Ok(CaseCounts {
            queue: row.int()?,
            in_progress: row.int()?,
            held: row.int()?,
            completed_today: row.int()?,
        })
    }

    async fn one_case(
        &self,
        statement: &'static Statement,
        values: Vec<Value>,
    ) -> Result<Option<Case>, StoreFault> {
        let row = self.query_one(statement, values).await?;
        row.map(|row| read(self.vault(), row)).transpose()
    }

    async fn many_cases(
        &self,
        statement: &'static Statement,
        values: Vec<Value>,
    ) -> Result<Vec<Case>, StoreFault> {
        let rows = self.query(statement, values).await?;
        rows.into_iter().map(|row| read(self.vault(), row)).collect()
    }
}
