//! What there is to do: the dashboard, the queue and the holding list.

use std::collections::HashMap;

use account_store::{AuditEvent, Case, CaseCounts};
use vocabulary::{CaseId, CaseStatus, HoldingReason, Instant, Lifetime, OperatorId};

use crate::checking::case_file::CaseFile;
use crate::checking::outcome::{Outcome, TraceWord};
use crate::checking::roles::{Checker, Supervisor};
use crate::fault::Fault;
use crate::service::{Identity, Inner};

/// The most that the holding list shows.
const LONGEST_LIST: u32 = 500;

/// The dashboard.
#[derive(Debug, Clone)]
pub struct Workbench {
    /// What is counted.
    pub counts: CaseCounts,
    /// The case that this checker has in progress.
    pub in_progress: Option<CaseId>,
    /// How long it stays theirs without being used.
    pub idle: Lifetime,
}

/// What came of "Start next verification".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Started {
    /// This case is theirs now, and nobody else's.
    Case(CaseId),
    /// They have this one still.
    HasOne(CaseId),
    /// Nothing waits.
    NothingWaits,
}

/// What came of opening, taking or giving back a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// Done.
    Done,
    /// It was not possible: it is somebody else's, decided, or another request was faster. Nothing was changed.
    NotPossible,
    /// They have another one, and only supervisors have several.
    HasOne(CaseId),
}

/// A case on the holding list: nothing personal.
#[derive(Clone, PartialEq, Eq)]
pub struct HeldCase {
    /// Its identifier.
    pub case: CaseId,
    /// Who has it.
    pub with: HeldWith,
    /// Who put it there; nobody when the service did.
    pub added_by: String,
    /// Why.
    pub reason: Option<HoldingReason>,
    /// What they noted.
    pub note: String,
    /// When the person sent it.
    pub submitted_at: Option<Instant>,
}

impl std::fmt::Debug for HeldCase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HeldCase").field("case", &self.case).finish_non_exhaustive()
    }
}

/// Who has a held case open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HeldWith {
    /// Nobody.
    Unopened,
    /// Whoever asks.
    Me,
    /// This colleague.
    Colleague(String),
}

impl Identity {
    /// The dashboard of a checker whose day began at `day_start`.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn workbench(&self, checker: &Checker, day_start: Instant) -> Result<Workbench, Fault> {
        let store = &self.0.store;
        let in_progress = store.case_in_progress(checker.id).await?.map(|case| case.id);
        let counts = store.case_counts(checker.id, day_start).await?;
        Ok(Workbench { counts, in_progress, idle: self.0.settings.checking.case_idle })
    }

    /// The oldest case that waits is assigned to this checker, and its record looked for. Assignment is the lock.
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Journeys 6.2
    pub async fn start_next_case(&self, checker: &Checker) -> Result<Started, Fault> {
        let inner = &self.0;
        if let Some(open) = inner.open_with(checker, None).await? {
            return Ok(Started::HasOne(open));
        }
        let now = inner.clock.now();
        let idle_before = now.before(inner.settings.checking.case_idle);
        let Some(case) = inner.store.assign_next_case(checker.id, now, idle_before).await? else {
            let mine = inner.store.case_in_progress(checker.id).await?;
            return Ok(mine.map_or(Started::NothingWaits, |case| Started::HasOne(case.id)));
        };
        let mut batch = inner.store.batch();
        inner.audit_case_by(checker.id, &case, AuditEvent::CaseAssigned, &mut batch);
        inner.write(batch).await?;
        inner.first_trace(checker, &case).await?;
        Ok(Started::Case(case.id))
    }

    /// Discard: the case goes back to the queue, or unopened to the holding list.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn discard_case(&self, checker: &Checker, case: CaseId) -> Result<Taken, Fault> {
        let inner = &self.0;
        let Some(case) = inner.store.case(case).await?.filter(|case| checker.holds(case)) else {
            return Ok(Taken::NotPossible);
        };
        let mut batch = inner.store.batch();
        batch.release_case(case.id, checker.id);
        inner.audit_case_by(checker.id, &case, AuditEvent::CaseReleased, &mut batch);
        Ok(Taken::of(inner.commit(batch).await?))
    }

    /// The holding list, longest held first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn holding_list(&self, checker: &Checker) -> Result<Vec<HeldCase>, Fault> {
        let names = self.0.operator_names().await?;
        let cases = self.0.store.list_held_cases(LONGEST_LIST).await?;
        cases.iter().map(|case| held(case, checker, &names)).collect()
    }

    /// Opens a case of the holding list that nobody has; one's own again.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn open_held_case(&self, checker: &Checker, case: CaseId) -> Result<Taken, Fault> {
        let inner = &self.0;
        let Some(case) = inner.held(case).await? else { return Ok(Taken::NotPossible) };
        match case.assignee {
            Some(one) if one == checker.id => Ok(Taken::Done),
            Some(_) => Ok(Taken::NotPossible),
            None => inner.take_held(checker, &case).await,
        }
    }

    /// Takes a case of the holding list from the colleague who has it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn take_over_case(&self, supervisor: &Supervisor, case: CaseId) -> Result<Taken, Fault> {
        match self.0.held(case).await? {
            Some(case) => self.0.take_held(supervisor.checker(), &case).await,
            None => Ok(Taken::NotPossible),
        }
    }

    /// The colleagues to whom a held case may be given: identifier and name, by name.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn checkers_for(&self, supervisor: &Supervisor) -> Result<Vec<(OperatorId, String)>, Fault> {
        let inner = &self.0;
        let me = supervisor.checker().id;
        let operators = inner.store.list_operators().await?;
        let active = operators.into_iter().filter(|one| one.disabled_at.is_none() && one.id != me);
        let mut checkers: Vec<_> = active
            .filter_map(|one| {
                let (id, name) = (one.id, one.name.clone());
                inner.signed_in(one).checker().map(|_| (id, name))
            })
            .collect();
        checkers.sort_by(|one, other| one.1.cmp(&other.1));
        Ok(checkers)
    }

    /// Whether a case is on the holding list.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn is_held(&self, _: &Supervisor, case: CaseId) -> Result<bool, Fault> {
        Ok(self.0.held(case).await?.is_some())
    }

    /// Gives a case of the holding list to another checker, who is told nothing of it but finds it on their dashboard.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn reassign_case(
        &self,
        supervisor: &Supervisor,
        case: CaseId,
        to: OperatorId,
    ) -> Result<Taken, Fault> {
        let inner = &self.0;
        let found = inner.store.operator(to).await?;
        let to = found.filter(|operator| operator.disabled_at.is_none());
        let to = to.and_then(|operator| inner.signed_in(operator).checker());
        let case = inner.store.case(case).await?;
        let (Some(to), Some(case)) = (to, case) else { return Ok(Taken::NotPossible) };
        let has_room = to.is_supervisor && case.status == CaseStatus::Held;
        if !has_room && let Some(open) = inner.open_with(&to, Some(case.id)).await? {
            return Ok(Taken::HasOne(open));
        }
        inner.assign(supervisor.checker().id, &to, &case).await
    }

    /// Sends cases of the holding list back to the queue; those that somebody else has open, or that are decided, stay. How many went.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn return_held_cases(&self, supervisor: &Supervisor, cases: &[CaseId]) -> Result<usize, Fault> {
        let inner = &self.0;
        let me = supervisor.checker().id;
        let listed = inner.store.list_held_cases(LONGEST_LIST).await?;
        let mine = |case: &Case| case.assignee.is_none_or(|one| one == me) && cases.contains(&case.id);
        let mut returned = 0;
        for case in listed.iter().filter(|case| mine(case)) {
            let mut batch = inner.store.batch();
            batch.return_held_cases(&[case.id], me);
            inner.audit_case_by(me, case, AuditEvent::CaseReturned, &mut batch);
            returned += usize::from(inner.commit(batch).await?);
        }
        Ok(returned)
    }
}

impl Taken {
    const fn of(done: bool) -> Self {
        if done { Self::Done } else { Self::NotPossible }
    }
}

fn held(case: &Case, checker: &Checker, names: &HashMap<OperatorId, String>) -> Result<HeldCase, Fault> {
    let name = |id: &OperatorId| names.get(id).cloned().unwrap_or_default();
    let with = match &case.assignee {
        None => HeldWith::Unopened,
        Some(one) if *one == checker.id => HeldWith::Me,
        Some(one) => HeldWith::Colleague(name(one)),
    };
    Ok(HeldCase {
        case: case.id,
        with,
        added_by: case.held_by.as_ref().map(name).unwrap_or_default(),
        reason: case.holding_reason,
        note: Outcome::of(case)?.holding_note.unwrap_or_default(),
        submitted_at: case.submitted_at,
    })
}

impl Inner {
    /// What colleagues call each other.
    pub(crate) async fn operator_names(&self) -> Result<HashMap<OperatorId, String>, Fault> {
        let operators = self.store.list_operators().await?;
        Ok(operators.into_iter().map(|operator| (operator.id, operator.name)).collect())
    }

    async fn held(&self, case: CaseId) -> Result<Option<Case>, Fault> {
        Ok(self.store.case(case).await?.filter(|case| case.status == CaseStatus::Held))
    }

    /// What keeps a checker from taking a case: the one in progress, and for who is no supervisor a held one too. `but` does not count.
    async fn open_with(&self, checker: &Checker, but: Option<CaseId>) -> Result<Option<CaseId>, Fault> {
        let in_progress = self.store.case_in_progress(checker.id).await?.map(|case| case.id);
        let in_progress = in_progress.filter(|case| Some(*case) != but);
        if in_progress.is_some() || checker.is_supervisor {
            return Ok(in_progress);
        }
        let held = self.store.list_held_cases(LONGEST_LIST).await?;
        let mine = held.iter().find(|case| case.assignee == Some(checker.id) && Some(case.id) != but);
        Ok(mine.map(|case| case.id))
    }

    async fn take_held(&self, checker: &Checker, case: &Case) -> Result<Taken, Fault> {
        if !checker.is_supervisor
            && let Some(open) = self.open_with(checker, Some(case.id)).await?
        {
            return Ok(Taken::HasOne(open));
        }
        let taken = self.assign(checker.id, checker, case).await?;
        if taken == Taken::Done
            && let Some(case) = self.store.case(case.id).await?
        {
            self.first_trace(checker, &case).await?;
        }
        Ok(taken)
    }

    async fn assign(&self, by: OperatorId, to: &Checker, case: &Case) -> Result<Taken, Fault> {
        let mut batch = self.store.batch();
        batch.reassign_case(case.id, case.version, to.id, self.clock.now());
        self.audit_case_by(by, case, AuditEvent::CaseAssigned, &mut batch);
        Ok(Taken::of(self.commit(batch).await?))
    }

    /// The search that a case begins with, as the person told their details.
    async fn first_trace(&self, checker: &Checker, case: &Case) -> Result<(), Fault> {
        let mut outcome = Outcome::of(case)?;
        if outcome.trace != TraceWord::NotRun {
            return Ok(());
        }
        self.trace(case, CaseFile::of(case).details, &mut outcome).await?;
        self.save_outcome(checker, case, &outcome, None).await?;
        Ok(())
    }

    /// Keeps what is known about a case, at the version that was seen; `false` when it changed or is not the checker's.
    pub(crate) async fn save_outcome(
        &self,
        checker: &Checker,
        case: &Case,
        outcome: &Outcome,
        event: Option<AuditEvent>,
    ) -> Result<bool, Fault> {
        let mut batch = self.store.batch();
        batch.save_case_outcome(case.id, case.version, checker.id, &outcome.to_json()?);
        batch.touch_case(case.id, checker.id, self.clock.now());
        if let Some(event) = event {
            self.audit_case_by(checker.id, case, event, &mut batch);
        }
        self.commit(batch).await
    }
}
