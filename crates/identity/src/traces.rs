//! The trace of a sign-in: which vectors were asked for, which target was chosen and why, what the person was asked to do, how it
//! ended. Noted in memory, written every few seconds, kept 30 days. Of the person it holds the account's identifier and how the account
//! stood, and who looks is given what they see of both.

mod looking;

use account_store::{Trace, TraceStep};
use policy::{
    Choice, Facts, Page, Proving, Step, TargetExplained, Verdict, explain_return, explain_stop,
    explain_target,
};
use serde::{Deserialize, Serialize};
use vocabulary::{
    AccountId, Cid, ClientId, Credential, Digest, Explanation, IncidentReference, Instant, Lifetime, Prompt,
    TicketId, TraceId,
};

use crate::fault::Fault;
use crate::ground::Ground;
use crate::notes::NotedTrace;
use crate::service::Inner;

pub use looking::AccountTraced;

/// How long a trace is kept.
const KEPT: Lifetime = Lifetime::days(30);
/// Changes of a ticket after which its pages are no longer written down: whoever goes round in circles fills no table.
const MOST_CHANGES: i64 = 200;
/// More than there are pages.
const PAGES: i64 = 256;
/// How an issued code stands in the store.
const ISSUED: &str = "issue";

/// What a ticket remembers of its trace: the page that was written down before its last change.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Traced(String);

/// What was asked, as stored.
#[derive(Serialize, Deserialize)]
struct Asked {
    vectors: Vec<String>,
    prompt: String,
}

/// What was chosen, as stored.
#[derive(Serialize, Deserialize)]
struct Chosen {
    outcome: TargetOutcome,
    vector: String,
    level: Option<String>,
    shown: Vec<String>,
    proving: bool,
    reasons: Vec<TracedReason>,
}

/// What the choice of a target came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TargetOutcome {
    /// A target was chosen.
    Target,
    /// Every level is out of reach; the vector needs the lowest.
    LevelUnreachable,
    /// No vector's credentials are offered; the vector is the client's first.
    CredentialUnreachable,
}

/// What became of one vector that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TracedReason {
    /// As it was asked for.
    pub asked: String,
    /// With its open parts filled in; none also without [`TraceView::standing`].
    pub complete: Option<String>,
    /// Credentials that were still to be shown for it; none also without [`TraceView::standing`].
    pub left: Vec<String>,
    /// The level that was still to be proven for it; none also without [`TraceView::standing`].
    pub raise: Option<String>,
    verdict: String,
}

impl TracedReason {
    /// Why it was chosen or not, as a sentence.
    #[must_use]
    pub fn sentence(&self) -> &'static str {
        Verdict::named(&self.verdict).map_or("Not known to this release.", Verdict::sentence)
    }

    /// Whether it is the target.
    #[must_use]
    pub fn is_target(&self) -> bool {
        self.verdict == Verdict::Target.as_str()
    }
}

/// A page that the person was asked to do something on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TracedStep {
    /// When it was first reached.
    pub at: Instant,
    /// The page's name: the last part of its address.
    pub page: String,
    /// The reference that it shows, where that depends on the case.
    pub cid: Option<Cid>,
}

/// How a sign-in ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TraceEnding {
    /// It is open, or was left.
    None,
    /// The client got a code.
    Issued,
    /// The client got an error.
    Returned {
        /// `error`.
        error: String,
        /// `error_description`, without the reference.
        description: String,
    },
}

/// How the account stood when the target was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TracedStanding {
    /// Its level, once it was known.
    pub level: Option<String>,
    /// What counted as shown.
    pub shown: Vec<String>,
    /// Whether a higher level could be reached.
    pub proving: bool,
}

/// The way of a sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TraceView {
    /// What people and partners are shown.
    pub reference: IncidentReference,
    /// Who asked.
    pub client_id: ClientId,
    /// Whose sign-in it was, once that was known; none also when it is not for who looks.
    pub account: Option<AccountId>,
    /// When the request came.
    pub began_at: Instant,
    /// The vectors asked for, in the client's order.
    pub vectors: Vec<String>,
    /// `prompt`, when it was `none` or `login`.
    pub prompt: Option<String>,
    /// What the choice came to, at the last page.
    pub outcome: TargetOutcome,
    /// The target, or the vector that stands in the way.
    pub vector: String,
    /// How the account stood; none when it is not for who looks.
    pub standing: Option<TracedStanding>,
    /// What became of each vector.
    pub reasons: Vec<TracedReason>,
    /// What the person was asked to do.
    pub steps: Vec<TracedStep>,
    /// How it ended.
    pub ending: TraceEnding,
    /// When.
    pub ended_at: Option<Instant>,
}

/// The trace of a ticket. It gives the ticket away to nobody.
pub(crate) fn trace_of(ticket: TicketId) -> TraceId {
    let digest = Digest::of(ticket.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest.as_bytes()[..16]);
    TraceId::from_bytes(bytes)
}

/// The reference of a page that depends on the case.
fn shown_cid(step: &Step) -> Option<Cid> {
    match step {
        Step::Disabled { cid } | Step::Prove(policy::ProveStep::GpRefused { cid }) => Some(*cid),
        _ => None,
    }
}

fn asked(ground: &Ground) -> Asked {
    let prompt = match ground.request.prompt {
        Prompt::None => "none",
        Prompt::Login => "login",
        Prompt::Default => "",
    };
    let vectors = ground.request.vectors.vectors().iter().map(ToString::to_string);
    Asked { vectors: vectors.collect(), prompt: prompt.to_owned() }
}

fn chosen(TargetExplained { choice, standing, reasons }: &TargetExplained) -> Chosen {
    let (outcome, vector) = match choice {
        Choice::Target(vector) => (TargetOutcome::Target, vector),
        Choice::LevelUnreachable(vector) => (TargetOutcome::LevelUnreachable, vector),
        Choice::CredentialUnreachable(vector) => (TargetOutcome::CredentialUnreachable, vector),
    };
    let names =
        |set: vocabulary::CredentialSet| set.iter().map(|one| Credential::as_str(one).to_owned()).collect();
    let reasons = reasons.iter().map(|reason| TracedReason {
        asked: reason.asked.to_string(),
        complete: reason.complete.map(|vector| vector.to_string()),
        left: names(reason.left),
        raise: reason.raise.map(|level| level.as_str().to_owned()),
        verdict: reason.verdict.as_str().to_owned(),
    });
    Chosen {
        outcome,
        vector: vector.to_string(),
        level: standing.level.map(|level| level.as_str().to_owned()),
        shown: names(standing.shown),
        proving: standing.proving == Proving::Available,
        reasons: reasons.collect(),
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

impl Inner {
    fn noted(id: TraceId, ground: &Ground, facts: &Facts) -> NotedTrace {
        let began_at = ground.ticket.as_ref().map_or(ground.now, |ticket| ticket.created_at);
        let trace = Trace {
            id,
            client_id: ground.client.client.id.clone(),
            account_id: ground.account.as_ref().map(|account| account.id),
            began_at,
            asked: json(&asked(ground)),
            choice: json(&chosen(&explain_target(facts))),
            ending: None,
            ended_at: None,
            expires_at: began_at.after(KEPT),
        };
        NotedTrace { trace, steps: Vec::new() }
    }

    /// Notes the page of `step`, unless it is the one that was noted last.
    pub(crate) fn trace_step(&self, ground: &mut Ground, facts: &Facts, step: &Step) {
        let (Some(page), Some(ticket)) = (step.page(), &ground.ticket) else { return };
        let (id, version) = (trace_of(ticket.id), ticket.version);
        if ground.progress.traced.0 == page.slug() || version > MOST_CHANGES {
            return;
        }
        ground.progress.traced = Traced(page.slug().to_owned());
        // The same page at the same state of the ticket is the same step, on whichever node and however often it is shown.
        let index = Page::ALL.iter().position(|known| *known == page).unwrap_or_default();
        let position = version * PAGES + i64::try_from(index).unwrap_or_default();
        let mut noted = Self::noted(id, ground, facts);
        let (at, page) = (ground.now, page.slug().to_owned());
        noted.steps.push(TraceStep { position, at, page, cid: shown_cid(step) });
        self.notes.trace(noted);
    }

    /// Notes how a ticket's sign-in ended, and gives its reference.
    pub(crate) fn trace_end(&self, ground: &Ground, step: &Step) -> IncidentReference {
        let ticket = ground.ticket.as_ref().map_or(TicketId::from_bytes([0; 16]), |ticket| ticket.id);
        self.trace_ending(trace_of(ticket), ground, &ground.facts(self), step)
    }

    /// Notes a request that was answered at once, and gives its reference. Of codes that were issued so only a few a minute are noted:
    /// they are most of all requests, and one is like the other.
    pub(crate) fn trace_at_once(&self, ground: &Ground, facts: &Facts, step: &Step) -> IncidentReference {
        let id = TraceId::from_bytes(self.random());
        let client = &ground.client.client.id;
        if matches!(step, Step::Issue(_)) && !self.notes.admits_silent(client, ground.now) {
            return id.reference();
        }
        self.trace_ending(id, ground, facts, step)
    }

    fn trace_ending(&self, id: TraceId, ground: &Ground, facts: &Facts, step: &Step) -> IncidentReference {
        let mut noted = Self::noted(id, ground, facts);
        noted.trace.ending = match step {
            Step::Issue(_) => Some(ISSUED.to_owned()),
            Step::Return { code, description } => Some(format!("{} {description}", code.as_str())),
            _ => None,
        };
        noted.trace.ended_at = Some(ground.now);
        self.notes.trace(noted);
        id.reference()
    }

    async fn view(&self, trace: Trace) -> Result<TraceView, Fault> {
        let unreadable = |_| Fault::Bug("a stored trace does not parse");
        let asked: Asked = serde_json::from_str(&trace.asked).map_err(unreadable)?;
        let chosen: Chosen = serde_json::from_str(&trace.choice).map_err(unreadable)?;
        let steps = self.store.list_trace_steps(trace.id).await?;
        let step = |step: TraceStep| TracedStep { at: step.at, page: step.page, cid: step.cid };
        Ok(TraceView {
            reference: trace.id.reference(),
            client_id: trace.client_id,
            account: trace.account_id,
            began_at: trace.began_at,
            vectors: asked.vectors,
            prompt: Some(asked.prompt).filter(|prompt| !prompt.is_empty()),
            outcome: chosen.outcome,
            vector: chosen.vector,
            standing: Some(TracedStanding {
                level: chosen.level,
                shown: chosen.shown,
                proving: chosen.proving,
            }),
            reasons: chosen.reasons,
            steps: steps.into_iter().map(step).collect(),
            ending: ending(trace.ending.as_deref()),
            ended_at: trace.ended_at,
        })
    }

    async fn views(&self, traces: Vec<Trace>) -> Result<Vec<TraceView>, Fault> {
        let mut views = Vec::with_capacity(traces.len());
        for trace in traces {
            views.push(self.view(trace).await?);
        }
        Ok(views)
    }
}

fn ending(stored: Option<&str>) -> TraceEnding {
    match stored {
        None => TraceEnding::None,
        Some(ISSUED) => TraceEnding::Issued,
        Some(text) => {
            let (error, description) = text.split_once(' ').unwrap_or((text, ""));
            TraceEnding::Returned { error: error.to_owned(), description: description.to_owned() }
        }
    }
}

impl TraceView {
    /// What failed, when something did: the error that the client got, or the page that the person was stopped at last.
    #[must_use]
    pub fn explanation(&self) -> Option<Explanation> {
        match &self.ending {
            TraceEnding::Issued => None,
            TraceEnding::Returned { error, description } => Some(explain_return(error, description)),
            TraceEnding::None => {
                let last = self.steps.last()?;
                explain_stop(Page::from_slug(&last.page)?, last.cid)
            }
        }
    }
}
