//! Decisions: approve, decline, hold, and taking one back.

use account_store::{AuditEvent, Batch, Case, Decision, Holding};
use vocabulary::{CaseId, CaseStatus, DeclineReason, EmailAddress, HoldingReason, Instant, Note, Question};

use crate::checking::case::{CaseForm, CaseView};
use crate::checking::outcome::Outcome;
use crate::checking::roles::Checker;
use crate::fault::Fault;
use crate::service::{Identity, Inner};

/// Characters of a note; what is longer is cut.
const LONGEST_NOTE: usize = 2000;

/// What a checker decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CaseDecision {
    /// It is them.
    Approve {
        /// "Yes, I confirm it has passed all checks" is ticked.
        confirmed: bool,
    },
    /// It cannot be approved.
    Decline {
        /// Why.
        reason: DeclineReason,
        /// What [`DeclineReason::note_asks`].
        note: String,
    },
    /// Somebody else looks at it later.
    Hold {
        /// Why.
        reason: HoldingReason,
        /// What whoever opens it must know.
        note: String,
    },
}

/// What came of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseDecided {
    /// It is decided, or held.
    Done,
    /// Something is missing or may not be; nothing was changed.
    Refused(DecisionProblem),
    /// The form was older than the case, or the case is not this checker's; nothing was changed.
    Stale,
}

/// What is wrong with a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecisionProblem {
    /// A question without its answer.
    Unanswered(Question),
    /// The answers, or the missing record, do not allow it to be approved.
    NotAllGood,
    /// Approved without the confirming tick.
    NotConfirmed,
    /// The answers do not open this reason.
    ReasonNotOpen,
    /// The reason needs a note.
    NoteEmpty {
        /// What the note answers.
        asks: &'static str,
    },
    /// For this reason it is held first, and declined by a supervisor out of the holding list.
    HoldFirst(HoldingReason),
    /// The case is about the checker's own account: hold it, so that somebody else decides.
    OwnAccount,
}

/// What came of saving answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SavedAnswers {
    /// They are kept; [`CaseView::may_be_approved`] and [`CaseView::declines`] say what can be decided.
    Done,
    /// The form was older than the case, or the case is not this checker's.
    Stale,
}

/// A case after its decision ("Processing record").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecidedCase {
    /// Its identifier.
    pub case: CaseId,
    /// Approved, declined or held.
    pub status: CaseStatus,
    /// Why it was declined.
    pub reason: Option<DeclineReason>,
    /// Why it is held.
    pub holding: Option<HoldingReason>,
    /// Until when the decision can be taken back; none when that time is over.
    pub until: Option<Instant>,
}

/// What came of taking a decision back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reopened {
    /// The case is in progress again, with what was answered.
    Done,
    /// The time is over, it was somebody else's decision, or the person has begun a new one.
    TooLate,
    /// The checker has another one in progress.
    HasOne(CaseId),
}

impl Identity {
    /// "Continue to the decision": keeps the answers.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn save_answers(
        &self,
        checker: &Checker,
        case: CaseId,
        form: &CaseForm,
    ) -> Result<SavedAnswers, Fault> {
        let Some(case) = self.0.case_of_form(checker, case, form).await? else {
            return Ok(SavedAnswers::Stale);
        };
        let mut outcome = Outcome::of(&case)?;
        outcome.keep_answers(&form.answers);
        let saved = self.0.save_outcome(checker, &case, &outcome, None).await?;
        Ok(if saved { SavedAnswers::Done } else { SavedAnswers::Stale })
    }

    /// Decides a case, at the version that the checker saw. It takes effect when the time to take it back is over.
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Journeys 6.2; section 9, decision 13
    pub async fn decide_case(
        &self,
        checker: &Checker,
        case: CaseId,
        form: &CaseForm,
        decision: &CaseDecision,
    ) -> Result<CaseDecided, Fault> {
        let inner = &self.0;
        let Some(case) = inner.case_of_form(checker, case, form).await? else {
            return Ok(CaseDecided::Stale);
        };
        let mut outcome = Outcome::of(&case)?;
        outcome.keep_answers(&form.answers);
        let view = inner.view_of(checker, &case, outcome.clone()).await?;
        if let Some(problem) = view.problem_of(decision) {
            return Ok(CaseDecided::Refused(problem));
        }
        let is_hold = matches!(decision, CaseDecision::Hold { .. });
        if !is_hold && inner.is_own(checker, &case).await? {
            return Ok(CaseDecided::Refused(DecisionProblem::OwnAccount));
        }
        let batch = inner.decision(checker, &case, outcome, decision)?;
        Ok(if inner.commit(batch).await? { CaseDecided::Done } else { CaseDecided::Stale })
    }

    /// A case that this checker decided or held; none when somebody else did.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn decided_case(&self, checker: &Checker, case: CaseId) -> Result<Option<DecidedCase>, Fault> {
        let Some(case) = self.0.store.case(case).await? else { return Ok(None) };
        let is_theirs = match case.status {
            CaseStatus::Held => case.held_by == Some(checker.id),
            status => status.is_decided() && case.assignee == Some(checker.id),
        };
        let now = self.0.clock.now();
        let open = |until: &Instant| case.applied_at.is_none() && *until > now;
        Ok(is_theirs.then_some(DecidedCase {
            case: case.id,
            status: case.status,
            reason: case.reason,
            holding: case.holding_reason.filter(|_| case.status == CaseStatus::Held),
            until: case.reopen_until.filter(open),
        }))
    }

    /// "Cancel and check again": within the time for it, by who decided.
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Journeys 6.2
    pub async fn reopen_case(&self, checker: &Checker, case: CaseId) -> Result<Reopened, Fault> {
        let inner = &self.0;
        let Some(case) = inner.store.case(case).await?.filter(|case| case.status.is_decided()) else {
            return Ok(Reopened::TooLate);
        };
        if let Some(open) = inner.store.case_in_progress(checker.id).await? {
            return Ok(Reopened::HasOne(open.id));
        }
        let mut batch = inner.store.batch();
        batch.reopen_case(case.id, case.version, checker.id, inner.clock.now());
        inner.audit_case_by(checker.id, &case, AuditEvent::CaseReopened, &mut batch);
        Ok(if inner.commit(batch).await? { Reopened::Done } else { Reopened::TooLate })
    }
}

impl CaseView {
    fn problem_of(&self, decision: &CaseDecision) -> Option<DecisionProblem> {
        match decision {
            CaseDecision::Approve { confirmed } => self.problem_of_approval(*confirmed),
            CaseDecision::Decline { reason, note } => self.problem_of_decline(*reason, note),
            CaseDecision::Hold { reason, note } => {
                let missing = reason.note() == Note::Required && note.trim().is_empty();
                missing.then_some(DecisionProblem::NoteEmpty { asks: "What is it about?" })
            }
        }
    }

    fn problem_of_approval(&self, confirmed: bool) -> Option<DecisionProblem> {
        if let Some(question) = self.unanswered() {
            return Some(DecisionProblem::Unanswered(question));
        }
        if !self.may_be_approved() {
            return Some(DecisionProblem::NotAllGood);
        }
        (!confirmed).then_some(DecisionProblem::NotConfirmed)
    }

    fn problem_of_decline(&self, reason: DeclineReason, note: &str) -> Option<DecisionProblem> {
        if !self.opens(reason.group()) {
            return Some(DecisionProblem::ReasonNotOpen);
        }
        if let Some(holding) = reason.held_first().filter(|_| !self.may_decline_held_first) {
            return Some(DecisionProblem::HoldFirst(holding));
        }
        let missing = reason.note() == Note::Required && note.trim().is_empty();
        missing.then_some(DecisionProblem::NoteEmpty { asks: reason.note_asks() })
    }
}

impl Inner {
    /// The case that a form is about, when it is the checker's and the form is not older than it.
    async fn case_of_form(
        &self,
        checker: &Checker,
        case: CaseId,
        form: &CaseForm,
    ) -> Result<Option<Case>, Fault> {
        let case = self.store.case(case).await?;
        Ok(case.filter(|case| checker.holds(case) && case.version == form.version))
    }

    /// What writes a decision.
    fn decision(
        &self,
        checker: &Checker,
        case: &Case,
        mut outcome: Outcome,
        decision: &CaseDecision,
    ) -> Result<Batch, Fault> {
        let at = self.clock.now();
        let mut batch = self.store.batch();
        outcome.nhs_number = None;
        let (status, reason, note) = match decision {
            CaseDecision::Approve { .. } => {
                let traced = outcome.traced.as_ref().ok_or(Fault::Bug("an approval without a record"))?;
                outcome.nhs_number = Some(traced.found.nhs_number.clone());
                (CaseStatus::Approved, None, None)
            }
            CaseDecision::Decline { reason, note } => {
                (CaseStatus::Declined, Some(*reason), kept(note).filter(|_| reason.note() != Note::None))
            }
            CaseDecision::Hold { reason, note } => {
                outcome.holding_note = kept(note);
                let holding = Holding { reason: *reason, outcome: outcome.to_json()?, at };
                batch.hold_case(case.id, case.version, Some(checker.id), &holding);
                self.audit_case_by(checker.id, case, AuditEvent::CaseHeld { reason: *reason }, &mut batch);
                return Ok(batch);
            }
        };
        outcome.reason = reason.map(|reason| reason.as_str().to_owned());
        outcome.note = note;
        let reopen_until = at.after(self.settings.checking.reopen);
        let decision = Decision { status, reason, outcome: outcome.to_json()?, at, reopen_until };
        batch.decide_case(case.id, case.version, Some(checker.id), &decision);
        self.audit_case_by(checker.id, case, AuditEvent::CaseDecided { status, reason }, &mut batch);
        Ok(batch)
    }

    /// Whether the case is about the account that has the checker's user name as its email address.
    async fn is_own(&self, checker: &Checker, case: &Case) -> Result<bool, Fault> {
        let Ok(email) = EmailAddress::try_from(checker.username.as_str()) else { return Ok(false) };
        let own = self.store.find_account_by_email(&email).await?;
        Ok(own.is_some_and(|account| account.id == case.account_id))
    }
}

fn kept(note: &str) -> Option<String> {
    let note = note.trim();
    (!note.is_empty()).then(|| note.chars().take(LONGEST_NOTE).collect())
}
