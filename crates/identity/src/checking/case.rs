//! One case, as its checker sees it: what the case needs, and nothing else of the person.

use account_store::Case;
use vocabulary::{
    Answer, CaseId, CaseStatus, CheckRoute, DocumentKind, EvidenceKind, HoldingReason, Instant, Lifetime,
    Question, VideoMethod,
};

use crate::checking::case_file::{CaseDetails, CaseFile};
use crate::checking::outcome::Outcome;
use crate::checking::roles::Checker;
use crate::checking::trace::TraceResult;
use crate::checking::verdict::{Automated, ReadingsShown, VerdictFile};
use crate::fault::Fault;
use crate::service::{Identity, Inner};

/// A look at a case counts as work on it at most this often.
const TOUCH_EVERY: Lifetime = Lifetime::minutes(1);

/// A case. Neither email address, phone nor account is in it.
#[derive(Debug, Clone)]
pub struct CaseView {
    /// Its identifier: the verification ID.
    pub case: CaseId,
    /// The version that forms carry; see [`CaseForm::version`].
    pub version: i64,
    /// Where it stands.
    pub status: CaseStatus,
    /// Who looked first: "Automated journey" when the document-check provider did.
    pub route: CheckRoute,
    /// When the person sent it.
    pub submitted_at: Option<Instant>,
    /// When it was decided.
    pub decided_at: Option<Instant>,
    /// Why it is, or was, on the holding list.
    pub held: Option<HeldBecause>,
    /// The document that the person chose.
    pub document: Option<DocumentKind>,
    /// How the digits were given; none for a face scan.
    pub method: Option<VideoMethod>,
    /// The digits that were asked for; none for a face scan.
    pub digits: Option<[u8; 4]>,
    /// The digits that the colours of a face scan come from; none for a video.
    pub scan_digits: Option<[u8; 4]>,
    /// Whether the account steps up from P5.
    pub uplift: bool,
    /// What the person typed, or what the record said that was matched before.
    pub typed: CaseDetails,
    /// What the last search was made with; what the person told before the first one.
    pub subject: CaseDetails,
    /// What the provider read from the document.
    pub readings: Option<ReadingsShown>,
    /// What the search found.
    pub trace: TraceResult,
    /// Which files there are.
    pub evidence: Vec<EvidenceKind>,
    /// The questions that apply, in the order of the page.
    pub questions: Vec<(Question, QuestionState)>,
    pub(crate) may_decline_held_first: bool,
}

/// Why a case was held.
#[derive(Clone, PartialEq, Eq)]
pub struct HeldBecause {
    /// Why.
    pub reason: HoldingReason,
    /// Who put it there; empty when the service did.
    pub added_by: String,
    /// What they noted.
    pub note: String,
}

impl std::fmt::Debug for HeldBecause {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("HeldBecause").field("reason", &self.reason).finish_non_exhaustive()
    }
}

/// Who answers a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuestionState {
    /// The checker; with the answer given so far.
    Open(Option<Answer>),
    /// The provider did: shown and locked.
    Automated(Automated),
}

/// What every form of the case page brings along.
#[derive(Debug, Clone, Default)]
pub struct CaseForm {
    /// [`CaseView::version`] of the page that the form was on.
    pub version: i64,
    /// The answers given on it. Those to locked questions, and to questions that do not apply, count for nothing.
    pub answers: Vec<(Question, Answer)>,
}

impl Identity {
    /// A case that this checker has open; none when it is not, or not any more, theirs.
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Journeys 6.2
    pub async fn case_view(&self, checker: &Checker, case: CaseId) -> Result<Option<CaseView>, Fault> {
        let inner = &self.0;
        let Some(case) = inner.store.case(case).await?.filter(|case| checker.holds(case)) else {
            return Ok(None);
        };
        inner.touch_case(checker, &case).await?;
        inner.view_of(checker, &case, Outcome::of(&case)?).await.map(Some)
    }
}

impl Inner {
    /// Keeps a case that its checker looks at from counting as idle.
    pub(crate) async fn touch_case(&self, checker: &Checker, case: &Case) -> Result<(), Fault> {
        let now = self.clock.now();
        if case.assigned_at.is_none_or(|at| at.after(TOUCH_EVERY) <= now) {
            let mut batch = self.store.batch();
            batch.touch_case(case.id, checker.id, now);
            self.write(batch).await?;
        }
        Ok(())
    }

    /// A case with `outcome` in place of what is stored.
    pub(crate) async fn view_of(
        &self,
        checker: &Checker,
        case: &Case,
        outcome: Outcome,
    ) -> Result<CaseView, Fault> {
        let file = CaseFile::of(case);
        let verdict = VerdictFile::of(case);
        let files = self.store.list_evidence(case.id).await?;
        let evidence: Vec<EvidenceKind> = files.iter().map(|file| file.kind).collect();
        let has_video = evidence.contains(&EvidenceKind::Video);
        let is_held = case.status == CaseStatus::Held;
        Ok(CaseView {
            case: case.id,
            version: case.version,
            status: case.status,
            route: if verdict.is_some() { CheckRoute::Automated } else { CheckRoute::Manual },
            submitted_at: case.submitted_at,
            decided_at: case.decided_at,
            held: self.held_because(case, &outcome).await?,
            document: file.document,
            method: file.method.filter(|_| has_video),
            digits: has_video.then_some(file.digits),
            scan_digits: evidence.contains(&EvidenceKind::Scan).then_some(file.digits),
            uplift: file.uplift,
            readings: verdict.as_ref().and_then(VerdictFile::readings),
            trace: TraceResult::of(&outcome),
            questions: questions(verdict.as_ref(), &evidence, &outcome),
            evidence,
            may_decline_held_first: is_held && checker.is_supervisor,
            typed: file.details.clone(),
            subject: outcome.subject.unwrap_or(file.details),
        })
    }

    async fn held_because(&self, case: &Case, outcome: &Outcome) -> Result<Option<HeldBecause>, Fault> {
        let Some(reason) = case.holding_reason else { return Ok(None) };
        let added_by = match case.held_by {
            Some(operator) => self.store.operator(operator).await?.map(|operator| operator.name),
            None => None,
        };
        let note = outcome.holding_note.clone().unwrap_or_default();
        Ok(Some(HeldBecause { reason, added_by: added_by.unwrap_or_default(), note }))
    }
}

/// The questions that apply: the numbers only where there is a video, the colours only where there is a scan.
fn questions(
    verdict: Option<&VerdictFile>,
    evidence: &[EvidenceKind],
    outcome: &Outcome,
) -> Vec<(Question, QuestionState)> {
    let apply = |question: &Question| match question {
        Question::NumbersGiven => evidence.contains(&EvidenceKind::Video),
        Question::ColoursShown => evidence.contains(&EvidenceKind::Scan),
        _ => true,
    };
    let state = |question: Question| match verdict.and_then(|verdict| verdict.automated(question)) {
        Some(automated) => QuestionState::Automated(automated),
        None => QuestionState::Open(outcome.answer(question)),
    };
    Question::ALL.into_iter().filter(apply).map(|question| (question, state(question))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_video_is_asked_about_its_numbers_and_a_scan_about_its_colours() {
        let asked = |face: EvidenceKind| -> Vec<Question> {
            let questions = questions(None, &[EvidenceKind::Front, face], &Outcome::default());
            questions.into_iter().map(|(question, _)| question).collect()
        };
        let (video, scan) = (asked(EvidenceKind::Video), asked(EvidenceKind::Scan));
        assert!(video.contains(&Question::NumbersGiven) && !video.contains(&Question::ColoursShown));
        assert!(scan.contains(&Question::ColoursShown) && !scan.contains(&Question::NumbersGiven));
    }
}
