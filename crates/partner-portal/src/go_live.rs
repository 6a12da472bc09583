//! The checklist that ticks itself: what the client was seen to do, beside what it has to have done.

use axum::extract::State;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue};
use axum::response::{IntoResponse as _, Response};
use identity::{OwnClient, Reached};
use policy::go_live_scenarios;
use screens::portal::{CheckItem, CheckState, GoLive, ItemGroup, ScenarioGroup, scenario_words};
use serde_json::json;
use web::Failure;

use crate::own::Own;
use crate::portal::Portal;
use crate::said::moment;

pub(crate) async fn show(State(portal): State<Portal>, own: Own) -> Result<Response, Failure> {
    let items = items(&portal, &own.client).await?;
    let groups = ScenarioGroup::ALL.map(|group| ItemGroup {
        title: group.title(),
        items: items.iter().filter(|item| item.words.group == group).cloned().collect(),
    });
    Ok(own.show(&portal, |frame, menu| GoLive { frame, menu, groups: groups.into() }))
}

/// Every scenario of this client, as it stands.
pub(crate) async fn items(portal: &Portal, client: &OwnClient) -> Result<Vec<CheckItem>, Failure> {
    let seen = seen(portal, client).await?;
    let item = |(words, reached): &(_, Option<Reached>)| CheckItem {
        words: *words,
        state: reached.map_or(CheckState::Missing, |reached| CheckState::Done {
            first: moment(reached.first_at),
            last: moment(reached.last_at),
        }),
    };
    Ok(seen.iter().map(item).collect())
}

/// Whether a scenario is done.
pub(crate) const fn is_done(item: &CheckItem) -> bool {
    matches!(item.state, CheckState::Done { .. })
}

type Seen = (screens::portal::ScenarioWords, Option<Reached>);

async fn seen(portal: &Portal, client: &OwnClient) -> Result<Vec<Seen>, Failure> {
    let reached = portal.identity.milestones_of(client).await?;
    let mut seen: Vec<Seen> = go_live_scenarios(&client.registered().client)
        .into_iter()
        .map(|milestone| {
            let when = reached.iter().find(|reached| reached.milestone == milestone).copied();
            (scenario_words(milestone), when)
        })
        .collect();
    seen.sort_by_key(|(words, _)| ScenarioGroup::ALL.iter().position(|group| *group == words.group));
    Ok(seen)
}

/// The report to hand in, for people.
pub(crate) async fn as_text(State(portal): State<Portal>, own: Own) -> Result<Response, Failure> {
    let seen = seen(&portal, &own.client).await?;
    let done = seen.iter().filter(|(_, reached)| reached.is_some()).count();
    let mut text = format!(
        "Go-live report\nClient: {} ({})\nIssuer: {}\nMade: {}\nDone: {done} of {}\n",
        own.client.stored().document.name,
        own.client.id(),
        portal.identity.settings().issuer,
        portal.identity.now(),
        seen.len()
    );
    for (words, reached) in &seen {
        let line = match reached {
            Some(reached) => format!("first {}, last {}", reached.first_at, reached.last_at),
            None => "to do".to_owned(),
        };
        let mark = if reached.is_some() { "x" } else { " " };
        text.extend(["\n[", mark, "] ", words.title, " (", words.rule, "): ", &line]);
    }
    text.push('\n');
    Ok(download("text/plain; charset=utf-8", "go-live.txt", text))
}

/// The report to hand in, for programs.
pub(crate) async fn as_json(State(portal): State<Portal>, own: Own) -> Result<Response, Failure> {
    let seen = seen(&portal, &own.client).await?;
    let scenario = |(words, reached): &Seen| {
        json!({
            "scenario": words.title,
            "rule": words.rule,
            "done": reached.is_some(),
            "first_at": reached.map(|reached| reached.first_at.to_string()),
            "last_at": reached.map(|reached| reached.last_at.to_string()),
        })
    };
    let report = json!({
        "client_id": own.client.id().as_str(),
        "name": own.client.stored().document.name,
        "issuer": portal.identity.settings().issuer,
        "made_at": portal.identity.now().to_string(),
        "done": seen.iter().filter(|(_, reached)| reached.is_some()).count(),
        "total": seen.len(),
        "scenarios": seen.iter().map(scenario).collect::<Vec<_>>(),
    });
    Ok(download("application/json", "go-live.json", report.to_string()))
}

fn download(kind: &'static str, name: &'static str, body: String) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    let disposition = HeaderValue::from_str(&disposition).unwrap_or(HeaderValue::from_static("attachment"));
    let headers: [(HeaderName, HeaderValue); 2] =
        [(CONTENT_TYPE, HeaderValue::from_static(kind)), (CONTENT_DISPOSITION, disposition)];
    (headers, body).into_response()
}
