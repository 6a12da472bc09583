//! The case page: what was sent, what the record says, the questions and the decision.

use askama::Template;
use vocabulary::{
    Answer, CaseSection, CheckRoute, DeclineReason, DocumentKind, HoldingReason, Question, ReasonGroup,
};

use crate::errors::Errors;
use crate::frame::Frame;
use crate::menu::Menu;
use crate::page::{Page, page};

/// One case, as its checker sees it: one form, whose buttons re-run the trace, go on to the decision, or decide. Journeys 6.2
///
/// Fields: `version`; each [`Question`] by its name, `yes` or `no`; `nhsNumber`, `firstName`, `lastName`, `birthDay`, `birthMonth`,
/// `birthYear`, `postcode`; `decision` (`approve`, `decline` or `hold`), `confirm`, `declineReason`, `declineNote`, `holdingReason`,
/// `holdingNote`. Every button posts all of them, so nothing that was answered is lost.
#[derive(Debug, Clone, Template)]
#[template(path = "checker/case.html")]
pub struct CasePage {
    /// Around the page.
    pub frame: Frame,
    /// Who is logged in.
    pub menu: Menu,
    /// Its verification ID.
    pub verification: String,
    /// The version that the decision is checked against.
    pub version: u64,
    /// Who checked first.
    pub route: CheckRoute,
    /// The document the person chose, as far as it is known.
    pub document: Option<DocumentKind>,
    /// How long ago it was submitted, in words.
    pub age: String,
    /// Why it was held, when it comes from the holding list.
    pub held: Option<Held>,
    /// Where "Continue to the decision" is posted.
    pub answers_action: String,
    /// Where "Re-run trace" is posted.
    pub retrace_action: String,
    /// Where "Confirm decision" is posted.
    pub decide_action: String,
    /// What was sent.
    pub evidence: Evidence,
    /// What the person told us, or what was typed for a re-run.
    pub subject: Subject,
    /// What the record search found.
    pub trace: TraceResult,
    /// The ID beside the record.
    pub comparison: Vec<Compared>,
    /// What stands beside the record.
    pub compared: ComparedWith,
    /// Names that the record had before.
    pub earlier_names: Vec<String>,
    /// The questions in the order of [`Question::ALL`], without those that do not apply.
    pub questions: Vec<Asked>,
    /// What can be decided, once the questions are answered.
    pub offer: Option<Offer>,
    /// Words of [`crate::wording::CaseProblem`].
    pub errors: Errors,
}
page!(CasePage, |page| format!("Verification {}", page.verification).into(), form);

/// Why a case was held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Why.
    pub reason: HoldingReason,
    /// Who put it there.
    pub added_by: String,
    /// What they wrote.
    pub note: String,
}

/// What the person sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The photos of the ID.
    pub photos: Vec<EvidencePicture>,
    /// Where the video is served; each look is recorded.
    pub video_src: Option<String>,
    /// The picture of the face scan.
    pub scan: Option<EvidencePicture>,
    /// The four digits that were asked for.
    pub digits: Option<[u8; 4]>,
}

impl Evidence {
    pub(crate) fn numbers(&self) -> Option<String> {
        self.digits.map(|digits| digits.map(|digit| digit.to_string()).join(" "))
    }
}

/// A picture with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidencePicture {
    /// What it shows, such as "Front of the passport".
    pub label: String,
    /// Where it is served; each look is recorded.
    pub src: String,
    /// Where its full size is.
    pub full_href: String,
}

/// What the record search is made with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Subject {
    /// NHS number; may be empty.
    pub nhs_number: String,
    /// First name and middle names.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Day of birth.
    pub birth_day: String,
    /// Month of birth.
    pub birth_month: String,
    /// Year of birth.
    pub birth_year: String,
    /// Postcode.
    pub postcode: String,
}

/// What the record search found. Journeys 6.2, section 3
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TraceResult {
    /// It was not run.
    NotRun,
    /// One record.
    Single,
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

impl TraceResult {
    fn label(&self) -> String {
        match self {
            Self::NotRun => "Not run".into(),
            Self::Single => "Single record found".into(),
            Self::NotFound => "No record found".into(),
            Self::Several => "Several records found".into(),
            Self::Deceased => "Record with a date of death: decline".into(),
            Self::Failed { code } => format!("System error {code}"),
        }
    }

    const fn colour(&self) -> &'static str {
        match self {
            Self::NotRun => "grey",
            Self::Single => "green",
            Self::NotFound | Self::Several => "yellow",
            Self::Deceased | Self::Failed { .. } => "red",
        }
    }
}

/// What stands beside the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ComparedWith {
    /// What the document-check provider read on the ID.
    Id,
    /// What the person typed: no provider read the ID, and the checker compares it by eye.
    Typed,
}

impl ComparedWith {
    /// The heading of its column.
    pub(super) const fn heading(self) -> &'static str {
        match self {
            Self::Id => "On the ID",
            Self::Typed => "Given by the person",
        }
    }

    /// What an empty cell says.
    pub(super) const fn nothing(self) -> &'static str {
        match self {
            Self::Id => "Not read",
            Self::Typed => "Not given",
        }
    }
}

/// One line of the comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// What is compared.
    pub label: String,
    /// What was read from the ID; empty when nothing was.
    pub on_id: String,
    /// What the record says; empty when there is none.
    pub on_record: String,
}

impl Compared {
    pub(crate) fn tag(&self) -> Option<(&'static str, &'static str)> {
        if self.on_id.is_empty() || self.on_record.is_empty() {
            return None;
        }
        let same = self.on_id.to_lowercase() == self.on_record.to_lowercase();
        Some(if same { ("Same", "green") } else { ("Different", "yellow") })
    }
}

/// A question with its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The question.
    pub question: Question,
    /// Who answers it.
    pub state: AskedState,
}

/// Who answers a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedState {
    /// The checker; with the answer given before.
    Open(Option<Answer>),
    /// The document-check provider did: shown and locked.
    Automated(Outcome),
}

/// What the document-check provider found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Fine.
    Passed,
    /// Not fine.
    Failed,
}

impl Asked {
    fn outcome(self) -> Option<(&'static str, &'static str)> {
        match self.state {
            AskedState::Open(_) => None,
            AskedState::Automated(Outcome::Passed) => Some(("Passed", "green")),
            AskedState::Automated(Outcome::Failed) => Some(("Failed", "red")),
        }
    }

    fn is(self, answer: Answer) -> bool {
        self.state == AskedState::Open(Some(answer))
    }
}

/// Whether a case may be approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Approval {
    /// Every answer is as it should be.
    Offered,
    /// Some answer is not.
    NotOffered,
}

/// What the answers allow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Whether it may be approved.
    pub approval: Approval,
    /// The reasons it may be declined for; empty when it may not be.
    pub declines: Vec<DeclineReason>,
    /// What was chosen before an error.
    pub kept: Kept,
}

/// What was chosen before an error.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kept {
    /// The reason to decline.
    pub decline: Option<DeclineReason>,
    /// The note beside it.
    pub decline_note: String,
    /// The reason to hold.
    pub holding: Option<HoldingReason>,
    /// The note beside it.
    pub holding_note: String,
    /// The decision: `approve`, `decline` or `hold`.
    pub decision: String,
}

impl Offer {
    fn approves(&self) -> bool {
        self.approval == Approval::Offered
    }

    fn groups(&self) -> Vec<(&'static str, Vec<DeclineReason>)> {
        let of = |group: ReasonGroup| {
            self.declines.iter().copied().filter(|reason| reason.group() == group).collect()
        };
        let groups = ReasonGroup::ALL.into_iter().map(|group| (group.label(), of(group)));
        groups.filter(|(_, reasons): &(_, Vec<DeclineReason>)| !reasons.is_empty()).collect()
    }

    fn declines_with(&self, reason: DeclineReason) -> bool {
        self.kept.decline == Some(reason)
    }

    fn holds_with(&self, reason: HoldingReason) -> bool {
        self.kept.holding == Some(reason)
    }
}

impl CasePage {
    fn asked(&self, section: CaseSection) -> Vec<Asked> {
        self.questions.iter().copied().filter(|asked| asked.question.section() == section).collect()
    }
}
