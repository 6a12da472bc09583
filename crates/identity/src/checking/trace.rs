//! Section 3 of a case: the search for the record, and its re-run with other details.

use account_store::{AuditEvent, Case};
use gateways::{Lookup, PdsFault, Search};
use vocabulary::{CaseId, PatientRecord};

use crate::checking::case::CaseForm;
use crate::checking::case_file::CaseDetails;
use crate::checking::outcome::{Outcome, TraceWord, TracedRecord};
use crate::checking::roles::Checker;
use crate::fault::Fault;
use crate::service::{Identity, Inner};

/// What the search found. Journeys 6.2, section 3
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TraceResult {
    /// It was not run, or could not be: details are missing.
    NotRun,
    /// One live record.
    Single(RecordShown),
    /// None.
    NotFound,
    /// More than one.
    Several,
    /// One record, with a date of death: decline.
    Deceased,
    /// The search failed.
    Failed {
        /// Such as "SMSP-0003".
        code: String,
    },
}

/// What checkers see of a record. Of a restricted one the postcode is empty.
#[derive(Clone, PartialEq, Eq)]
pub struct RecordShown {
    /// NHS number, ten digits.
    pub nhs_number: String,
    /// First and middle names.
    pub given: String,
    /// Last name.
    pub family: String,
    /// Date of birth, as 1980-12-31.
    pub born: String,
    /// Postcode.
    pub postcode: String,
    /// Other names on the record.
    pub earlier_names: Vec<String>,
}

impl std::fmt::Debug for RecordShown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecordShown(…)")
    }
}

impl TraceResult {
    pub(crate) fn of(outcome: &Outcome) -> Self {
        match (&outcome.trace, &outcome.traced) {
            (TraceWord::Single, Some(traced)) => Self::Single(RecordShown::of(traced)),
            (TraceWord::Single | TraceWord::NotRun, _) => Self::NotRun,
            (TraceWord::NotFound, _) => Self::NotFound,
            (TraceWord::Several, _) => Self::Several,
            (TraceWord::Deceased, _) => Self::Deceased,
            (TraceWord::Failed(code), _) => Self::Failed { code: format!("SMSP-{code:04}") },
        }
    }
}

impl RecordShown {
    fn of(traced: &TracedRecord) -> Self {
        let found = &traced.found;
        Self {
            nhs_number: found.nhs_number.clone(),
            given: found.given_name.clone().unwrap_or_default(),
            family: found.family_name.clone(),
            born: found.born.clone(),
            postcode: found.postcode.clone().unwrap_or_default(),
            earlier_names: traced.earlier_names.clone(),
        }
    }
}

/// What came of a re-run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Retraced {
    /// It was run, and its result is on the case: see [`crate::CaseView::trace`].
    Done,
    /// It could not be run with these details; nothing was changed.
    Refused(TraceProblem),
    /// The case changed meanwhile, or is not this checker's.
    Stale,
}

/// Why a search cannot be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TraceProblem {
    /// The NHS number is none.
    NhsNumber,
    /// The date of birth is none.
    BirthDate,
    /// Without an NHS number, last name and postcode are needed.
    Incomplete,
    /// It was run too often for this case: a search is for its person, not for anybody.
    TooMany,
}

impl Identity {
    /// Looks for the record again, with the details as the checker edited them: by the number when there is one, else by name, date of
    /// birth and postcode. The answers given so far are kept as well.
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Journeys 6.2
    pub async fn retrace(
        &self,
        checker: &Checker,
        case: CaseId,
        form: &CaseForm,
        details: CaseDetails,
    ) -> Result<Retraced, Fault> {
        let inner = &self.0;
        let Some(case) = inner.store.case(case).await? else { return Ok(Retraced::Stale) };
        if !checker.holds(&case) || case.version != form.version {
            return Ok(Retraced::Stale);
        }
        if let Some(problem) = problem(&details) {
            return Ok(Retraced::Refused(problem));
        }
        if !inner.may_retrace(case.id).await? {
            return Ok(Retraced::Refused(TraceProblem::TooMany));
        }
        let mut outcome = Outcome::of(&case)?;
        outcome.keep_answers(&form.answers);
        inner.trace(&case, details, &mut outcome).await?;
        let saved = inner.save_outcome(checker, &case, &outcome, Some(AuditEvent::CaseRetraced)).await?;
        Ok(if saved { Retraced::Done } else { Retraced::Stale })
    }
}

fn problem(details: &CaseDetails) -> Option<TraceProblem> {
    if details.nhs_number.trim().is_empty() {
        let found = details.person();
        let born = details.birth_date();
        return match (found, born) {
            (Some(_), _) => None,
            (None, None) => Some(TraceProblem::BirthDate),
            (None, Some(_)) => Some(TraceProblem::Incomplete),
        };
    }
    details.number().is_none().then_some(TraceProblem::NhsNumber)
}

impl Inner {
    /// Asks PDS with `details` and notes what it says.
    pub(crate) async fn trace(
        &self,
        case: &Case,
        details: CaseDetails,
        outcome: &mut Outcome,
    ) -> Result<(), Fault> {
        let answer = self.ask_record(&details).await;
        outcome.subject = Some(details);
        outcome.traced = None;
        outcome.trace = match answer {
            Asked::Record(record) if record.deceased => TraceWord::Deceased,
            Asked::Record(record) => {
                let account = self.store.account(case.account_id).await?;
                let own = account.and_then(|account| account.mobile);
                outcome.traced = TracedRecord::of(&record, own.as_ref().map(|phone| &phone.number));
                if outcome.traced.is_some() { TraceWord::Single } else { TraceWord::NotFound }
            }
            Asked::Other(word) => word,
        };
        Ok(())
    }

    async fn ask_record(&self, details: &CaseDetails) -> Asked {
        let Some(pds) = &self.outside.pds else { return Asked::Other(TraceWord::NotRun) };
        if let Some(number) = details.number() {
            return match pds.retrieve(&number).await {
                Ok(Lookup::Found(record) | Lookup::Superseded(record)) => Asked::Record(record),
                Ok(Lookup::Invalidated | Lookup::NotFound) => Asked::Other(TraceWord::NotFound),
                Err(fault) => Asked::failed(fault),
            };
        }
        let Some(person) = details.person() else { return Asked::Other(TraceWord::NotRun) };
        match pds.search(&person).await {
            Ok(Search::One(record)) => Asked::Record(record),
            Ok(Search::None) => Asked::Other(TraceWord::NotFound),
            Ok(Search::Several) => Asked::Other(TraceWord::Several),
            Err(fault) => Asked::failed(fault),
        }
    }
}

/// What PDS said.
enum Asked {
    Record(Box<PatientRecord>),
    Other(TraceWord),
}

impl Asked {
    /// Journeys 6.2 names the codes SMSP-0001 to 0004; which failure each stands for is ours.
    fn failed(fault: PdsFault) -> Self {
        tracing::warn!(%fault, "PDS could not be asked about a case");
        Self::Other(TraceWord::Failed(match fault {
            PdsFault::Unavailable => 1,
            PdsFault::Busy | PdsFault::CircuitOpen => 2,
            PdsFault::Refused => 3,
            PdsFault::Malformed => 4,
        }))
    }
}
