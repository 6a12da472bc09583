//! The photo ID cases behind a sign-in, and what its pages show of them.

use account_store::Case;
use policy::{Adjudication, PhotoAnswers};
use vocabulary::{CaseStatus, CheckRoute, DeclineReason, DocumentKind, Instant, ProofingLevel, VideoMethod};

use crate::checking::outcome::Outcome;
use crate::fault::Fault;
use crate::ground::Ground;
use crate::proving::answers::Answers;
use crate::proving::photo::FaceWay;
use crate::proving::photo_draft::{Draft, PhotoProblem, PhotoWay, Scan, ScanProblem};
use crate::service::Inner;
use crate::visit::Visit;

/// The cases of the account in question, as far as they matter.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cases {
    /// The one that is not decided, with what it says.
    pub(crate) open: Option<(Case, Draft)>,
    /// The one that was decided last; looked for when none is open.
    pub(crate) last: Option<Case>,
    /// Why a declined person gains nothing by beginning again; none when they may.
    pub(crate) dead_end: Option<DeadEnd>,
}

/// What no other photo helps against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DeadEnd {
    /// Another login has the NHS number (CID1006).
    OnAnotherLogin,
    /// They are younger than the service allows (decision 6).
    TooYoung,
}

impl Cases {
    /// The answers so far.
    pub(crate) fn answers(&self) -> PhotoAnswers {
        self.draft().map(|(_, draft)| draft.facts()).unwrap_or_default()
    }

    /// The case that is still being filled in.
    pub(crate) fn draft(&self) -> Option<&(Case, Draft)> {
        self.open.as_ref().filter(|(case, _)| case.status == CaseStatus::Draft)
    }

    /// Where the check stands. A decision counts once it has taken effect: until then it can be taken back.
    pub(crate) fn adjudication(&self, answers: Option<&Answers>) -> Adjudication {
        let submitted_here = answers.is_some_and(|answers| answers.submitted_here || self.came_from(answers));
        let waits = match (&self.open, &self.last) {
            (Some((case, _)), _) => case.status != CaseStatus::Draft,
            (None, Some(case)) => case.applied_at.is_none(),
            (None, None) => false,
        };
        match (waits, submitted_here) {
            (true, true) => Adjudication::WaitingSinceThisVisit,
            (true, false) => Adjudication::Waiting,
            (false, _) if self.declined().is_some() => match self.dead_end {
                Some(DeadEnd::OnAnotherLogin) => Adjudication::OnAnotherLogin,
                Some(DeadEnd::TooYoung) => Adjudication::TooYoung,
                None => Adjudication::Declined,
            },
            (false, _) => Adjudication::None,
        }
    }

    /// Whether it was submitted on the device that this one waits for (I21).
    fn came_from(&self, answers: &Answers) -> bool {
        let case = self.open.as_ref().map(|(case, _)| case).or(self.last.as_ref());
        let submitted_at = case.and_then(|case| case.submitted_at);
        let sent_at = answers.elsewhere.as_ref().map(|elsewhere| Instant::from_micros(elsewhere.sent_at));
        submitted_at.zip(sent_at).is_some_and(|(submitted_at, sent_at)| submitted_at >= sent_at)
    }

    /// Why the last case was declined, until the person begins another one.
    pub(crate) fn declined(&self) -> Option<DeclineReason> {
        let last = self.last.as_ref().filter(|case| case.status == CaseStatus::Declined)?;
        last.reason.filter(|_| self.open.is_none())
    }
}

impl Inner {
    /// Gathers the cases of an account that has something left to prove; nobody else is asked about.
    pub(crate) async fn gather_cases(&self, ground: &mut Ground) -> Result<(), Fault> {
        let Some(account) = &ground.account else { return Ok(()) };
        let level = account.level;
        let more = |wanted: Option<ProofingLevel>| wanted.is_none_or(|wanted| wanted > level);
        let wanted = ground.request.vectors.vectors().iter().any(|vector| more(vector.level()));
        if level == ProofingLevel::P9 || !wanted || self.outside.evidence.is_none() {
            return Ok(());
        }
        let open = self.store.open_case_of(account.id).await?;
        ground.cases = if let Some(case) = open {
            let draft = Draft::of(&case)?;
            Cases { open: Some((case, draft)), ..Cases::default() }
        } else {
            let last = self.store.last_decided_case(account.id).await?;
            let dead_end = match &last {
                Some(last) => self.dead_end(last).await?,
                None => None,
            };
            Cases { open: None, last, dead_end }
        };
        Ok(())
    }

    /// Whether what a case was declined for still stands in the way.
    async fn dead_end(&self, case: &Case) -> Result<Option<DeadEnd>, Fault> {
        Ok(match case.reason {
            Some(DeclineReason::OnAnotherLogin) => {
                let number = Outcome::of(case)?.record_number();
                let taken = match number {
                    Some(number) => self.is_taken(number, case.account_id).await?,
                    None => false,
                };
                taken.then_some(DeadEnd::OnAnotherLogin)
            }
            Some(DeclineReason::UnderAge) => {
                let born = Draft::of(case)?.details.and_then(|details| details.birth_date());
                let (today, minimum) = (self.clock.now().date(), self.settings.rules.minimum_age);
                born.is_some_and(|born| born.age_on(today) < minimum).then_some(DeadEnd::TooYoung)
            }
            _ => None,
        })
    }
}

impl Ground {
    /// The case that is being filled in.
    pub(crate) fn draft(&self) -> Result<&(Case, Draft), Fault> {
        self.cases.draft().ok_or(Fault::Bug("a photo ID answer without a case"))
    }
}

/// What the photo ID pages show.
#[derive(Clone, Default)]
pub struct PhotoView {
    /// I5.
    pub document: Option<DocumentKind>,
    /// I6.
    pub way: Option<PhotoWay>,
    /// What is the matter with the photo of the front.
    pub front: Option<PhotoProblem>,
    /// What is the matter with the photo of the back.
    pub back: Option<PhotoProblem>,
    /// Why the last face scan cannot be used.
    pub scan: Option<ScanProblem>,
    /// How the face is shown.
    pub face: Option<FaceWay>,
    /// I13.
    pub method: Option<VideoMethod>,
    /// The digits of the video.
    pub digits: [u8; 4],
    /// Why the last check was declined, when it was and no other has begun.
    pub declined: Option<DeclineReason>,
    /// Whether the references are those of the automated check (80xx).
    pub automated: bool,
    /// Where the result goes.
    pub email: String,
    /// Whether the person may go on with another device (I20).
    pub another_device: bool,
    /// The last three digits of the number that a link went to (I21).
    pub link_ending: Option<String>,
    /// Whether this is the other device.
    pub companion: bool,
}

impl std::fmt::Debug for PhotoView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PhotoView").field("document", &self.document).finish_non_exhaustive()
    }
}

impl PhotoView {
    /// Whose references are shown.
    #[must_use]
    pub const fn route(&self) -> CheckRoute {
        if self.automated { CheckRoute::Automated } else { CheckRoute::Manual }
    }
}

impl Visit {
    /// What the photo ID pages show. Draw nothing of it before the step is one of theirs.
    #[must_use]
    pub fn photo(&self) -> PhotoView {
        let cases = &self.ground.cases;
        let account = self.ground.account.as_ref();
        let email = account.map(|account| account.email.as_str().to_owned()).unwrap_or_default();
        let view = PhotoView {
            email,
            another_device: self.offers_another_device(),
            link_ending: self.ground.link_went_to().map(|number| number.last_three().to_owned()),
            companion: self.ground.progress.companion.is_some(),
            ..PhotoView::default()
        };
        let Some((_, draft)) = cases.draft() else {
            return PhotoView { declined: cases.declined(), ..view };
        };
        PhotoView {
            document: draft.document(),
            way: draft.way,
            front: draft.front.problem(),
            back: draft.back.problem(),
            scan: match draft.scan {
                Scan::Failed(problem) => Some(problem),
                Scan::NotChosen | Scan::Missing | Scan::Accepted => None,
            },
            face: draft.second_step_seen.then_some(match draft.scan {
                Scan::NotChosen => FaceWay::Video,
                Scan::Missing | Scan::Failed(_) | Scan::Accepted => FaceWay::Scan,
            }),
            method: draft.method(),
            digits: draft.digits,
            declined: None,
            automated: draft.route() == CheckRoute::Automated,
            ..view
        }
    }
}
