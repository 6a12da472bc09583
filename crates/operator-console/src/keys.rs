//! Signing keys: where each one is, who has fetched it, and the steps that an operator takes. Spec: F-10

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use identity::{KeySeen, KeyStage, KeyStanding, NextAct, PartnerReach, RehearsalView, SignedInOperator};
use screens::keys::{
    KeyList, KeyRow, KeyStep, KeyStepForm, KeyStepValues, NextStep, Reach, ReachRow, RehearsalRow, Schedule,
};
use screens::{Errors, fields, paths, spoken_moment};
use vocabulary::{Instant, Permission};
use web::{Failure, Fields, page};

use crate::console::Console;
use crate::on_duty::OnDuty;

/// The steps whose forms there are. Their last path segment names them.
pub(crate) const STEPS: [KeyStep; 5] =
    [KeyStep::Announce, KeyStep::Publish, KeyStep::Sign, KeyStep::Rehearse, KeyStep::EndRehearsal];

/// What the page says after a step was taken.
pub(crate) const fn done(step: KeyStep) -> &'static str {
    match step {
        KeyStep::Announce => "The key is announced",
        KeyStep::Publish => "The key is published",
        KeyStep::Sign => "The key signs",
        KeyStep::Rehearse => "The rehearsal has begun",
        KeyStep::EndRehearsal => "The rehearsal has ended",
    }
}

pub(crate) async fn list(
    State(console): State<Console>,
    operator: OnDuty<SignedInOperator>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let identity = &console.identity;
    let keys = identity.signing_keys();
    let mut frame = operator.frame(&console);
    let query = query.unwrap_or_default();
    if let Some(step) = STEPS.into_iter().find(|step| name(*step) == query) {
        frame = frame.with_success(done(step));
    }
    let schedule =
        if identity.settings().key_schedule.is_some() { Schedule::Automatic } else { Schedule::ByHand };
    let rehearsals = identity.rehearsals().await?;
    let manages = operator.role.may(Permission::ManageKeys);
    let reach = match next_key(&keys) {
        Some(key) => {
            let reached = identity.key_reach(&key.key_id).await?;
            Some(Reach { key: key.key_id.clone(), partners: reached.into_iter().map(partner).collect() })
        }
        None => None,
    };
    Ok(page(&KeyList {
        frame,
        menu: operator.menu(),
        schedule,
        next: identity.next_key_acts().iter().map(next_step).collect(),
        steps: if manages { open_steps(&keys) } else { Vec::new() },
        reach: reach.filter(|reach| !reach.partners.is_empty()),
        rehearsals: rehearsals.iter().map(|one| rehearsal(one, manages)).collect(),
        keys: keys.iter().map(row).collect(),
    }))
}

/// The form of a step, empty but for what the console proposes.
pub(crate) async fn form(
    State(console): State<Console>,
    operator: OnDuty<SignedInOperator>,
    axum::extract::OriginalUri(uri): axum::extract::OriginalUri,
) -> Response {
    let Some(step) = step_at(uri.path()) else { return StatusCode::NOT_FOUND.into_response() };
    let query = Fields::parse(uri.query().unwrap_or_default().as_bytes()).unwrap_or_default();
    let schedule = console.identity.settings().key_schedule;
    let days = |lifetime: Option<vocabulary::Lifetime>| {
        lifetime.map_or(14, |lifetime| lifetime.whole_seconds() / 86_400).to_string()
    };
    let values = KeyStepValues {
        publish_days: days(schedule.map(|schedule| schedule.announce_before)),
        sign_days: days(schedule.map(|schedule| schedule.publish_before)),
        client: query.get(fields::CLIENT).unwrap_or_default().to_owned(),
        minutes: "10".to_owned(),
        ..KeyStepValues::default()
    };
    let frame = operator.frame(&console).with_back(paths::OPERATOR_KEYS);
    page(&KeyStepForm { frame, menu: operator.menu(), step, values, errors: Errors::new() })
}

/// The step whose form stands at `path`.
pub(crate) fn step_at(path: &str) -> Option<KeyStep> {
    STEPS.into_iter().find(|step| step.path() == path)
}

/// The last segment of a step's path.
pub(crate) fn name(step: KeyStep) -> &'static str {
    step.path().rsplit('/').next().unwrap_or_default()
}

/// The key whose arrival at partners matters: the one that is to sign next, else the one that signs.
fn next_key(keys: &[KeyStanding]) -> Option<&KeyStanding> {
    let published = keys.iter().filter(|key| key.stage == KeyStage::Published);
    published.min_by_key(|key| key.published_at).or(keys.iter().find(|key| key.stage == KeyStage::Signing))
}

/// What makes sense now; whether it is too early the step itself says.
fn open_steps(keys: &[KeyStanding]) -> Vec<KeyStep> {
    let is_there = |stage| keys.iter().any(|key| key.stage == stage);
    let mut steps = Vec::new();
    if is_there(KeyStage::Announced) {
        steps.push(KeyStep::Publish);
    } else {
        steps.push(KeyStep::Announce);
    }
    steps.push(KeyStep::Sign);
    if is_there(KeyStage::Published) {
        steps.push(KeyStep::Rehearse);
    }
    steps
}

fn moment(at: Instant) -> String {
    spoken_moment(&at.to_string())
}

fn row(key: &KeyStanding) -> KeyRow {
    let day = |words: &str, at: Option<Instant>| {
        at.map_or_else(String::new, |at| format!("{words} {}", moment(at)))
    };
    let (stage, next) = match key.stage {
        KeyStage::Announced => ("Announced, in no JWKS yet", day("published from", key.publishes_at)),
        KeyStage::Published => ("Published, not signing yet", day("signs from", key.signs_at)),
        KeyStage::Signing => ("Signing", String::new()),
        KeyStage::Retired => ("Retired", day("leaves the JWKS at", key.removes_at)),
    };
    KeyRow { id: key.key_id.clone(), stage: stage.to_owned(), since: moment(key.since()), next }
}

fn next_step(next: &NextAct) -> NextStep {
    let what = match next.act {
        identity::KeyAct::Announce { .. } => "Announce the next key",
        identity::KeyAct::Publish => "Publish the announced key",
        identity::KeyAct::Sign => "Let the published key sign",
    };
    NextStep { what: what.to_owned(), when: moment(next.at) }
}

fn partner(reach: PartnerReach) -> ReachRow {
    let fetched = match reach.seen {
        KeySeen::Fetched => "Yes",
        KeySeen::Partly => "From some networks",
        KeySeen::NotYet => "Not seen yet",
        KeySeen::Unknown => "Unknown: its networks never fetched keys",
        KeySeen::NoCalls => "No calls in the last 30 days",
    };
    ReachRow {
        client: reach.client_name,
        fetched: fetched.to_owned(),
        networks: format!("{} of {}", reach.fetched, reach.networks),
        last: reach.fetched_at.map(moment).unwrap_or_default(),
    }
}

fn rehearsal(one: &RehearsalView, manages: bool) -> RehearsalRow {
    let seen = match (one.seen.tokens, one.went_on()) {
        (0, _) => "The client has fetched no token in it.",
        (_, true) => "The client went on with tokens of the new key.",
        (_, false) => {
            "Tokens were given, and no call followed: the client may not know the key. A client that never calls again shows nothing."
        }
    };
    let end_href =
        || format!("{}?{}={}", KeyStep::EndRehearsal.path(), fields::CLIENT, one.client_id.as_str());
    RehearsalRow {
        client: one.client_id.as_str().to_owned(),
        time: format!("{} to {}", moment(one.started_at), moment(one.ends_at)),
        seen: seen.to_owned(),
        counts: format!(
            "{} token answers, {} userinfo calls, {} refreshes",
            one.seen.tokens, one.seen.userinfo, one.seen.refreshes
        ),
        end_href: (one.goes_on && manages).then(end_href),
    }
}
