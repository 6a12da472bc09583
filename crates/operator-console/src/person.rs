//! The page of an account, its history, and the erasures that wait.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use identity::{ConsentRow, HistoryRow, PdsSaid, PersonStatus, PersonView, SignedInOperator, WaitingErasure};
use screens::people::{
    ActLink, ConsentLine, ErasureList, ErasureNote, ErasureRow, History, HistoryLine, PersonPage,
};
use screens::wording::{act_words, event_detail, event_words};
use screens::{Frame, paths, spoken_moment};
use vocabulary::{DateOfBirth, Instant};
use web::{Failure, page};

use crate::console::{Console, not_found};
use crate::names::NamedAccount;
use crate::on_duty::OnDuty;
use crate::people::{at, banner};

fn moment(at: Instant) -> String {
    spoken_moment(&at.to_string())
}

/// A frame with the banner of what was done.
fn bannered(frame: Frame, query: Option<&str>) -> Frame {
    match banner(query) {
        Some(done) => frame.with_success(done),
        None => frame,
    }
}

/// The account.
pub(crate) async fn show(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    named: NamedAccount,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let account = match named.of(&console, &on_duty).await? {
        Ok(account) => account,
        Err(answer) => return Ok(answer),
    };
    let Some(view) = console.identity.person(&on_duty.role, account).await? else { return Ok(not_found()) };
    let here = at(&view.address);
    Ok(page(&PersonPage {
        frame: bannered(on_duty.frame(&console).with_back(paths::PEOPLE), query.as_deref()),
        menu: on_duty.menu(),
        status: view.status.map(status),
        rows: rows(&view),
        acts: view
            .actions
            .iter()
            .map(|act| ActLink { text: act_words(*act).heading, href: format!("{here}/{}", act.as_str()) })
            .collect(),
        history_href: view.has_history.then(|| format!("{here}/history")),
        evidence_href: view.has_evidence.then(|| format!("{here}/evidence")),
        consents: view.consents.map(|consents| consents.into_iter().map(consent).collect()),
        erasure: view.erasure.map(|waiting| ErasureNote {
            requested_by: waiting.requested_by,
            requested: moment(waiting.requested_at),
            incident: waiting.incident.to_string(),
            may_approve: waiting.may_approve,
        }),
    }))
}

fn status(status: PersonStatus) -> String {
    match status {
        PersonStatus::Active => "Active".to_owned(),
        PersonStatus::Disabled(cid) => format!("Disabled {cid}"),
    }
}

/// What the operator was given, and nothing else.
fn rows(view: &PersonView) -> Vec<(&'static str, String)> {
    let born = |text: &String| {
        DateOfBirth::try_from(text.as_str()).map_or_else(|_| text.clone(), DateOfBirth::spoken)
    };
    let rows = [
        ("Account ID", view.account_id.map(|id| id.to_string())),
        ("Email address", view.email.clone()),
        ("Mobile number", view.mobile.clone()),
        ("Landline number", view.landline.clone()),
        ("First and last name", view.first_last_name.clone()),
        ("Middle names", view.middle_names.clone()),
        ("Date of birth", view.born.as_ref().map(born)),
        ("Postcode", view.postcode.clone()),
        ("NHS number", view.nhs_number.as_deref().map(spaced)),
        ("ODS code", view.ods_code.clone()),
        ("Identity level", view.level.map(|level| level.as_str().to_owned())),
        ("Mobile match", view.mobile_match_blocked.map(mobile_match)),
        ("PDS code", view.pds.map(pds)),
        ("Logged in browsers", view.sessions.map(|count| count.to_string())),
        ("Remembered devices", view.devices.map(|count| count.to_string())),
    ];
    rows.into_iter().filter_map(|(label, value)| value.map(|value| (label, value))).collect()
}

/// "9992001089" as "999 200 1089".
fn spaced(number: &str) -> String {
    match (number.get(..3), number.get(3..6), number.get(6..)) {
        (Some(first), Some(second), Some(third)) => format!("{first} {second} {third}"),
        _ => number.to_owned(),
    }
}

fn mobile_match(blocked: bool) -> String {
    if blocked { "Blocked" } else { "Allowed" }.to_owned()
}

fn pds(said: PdsSaid) -> String {
    match said {
        PdsSaid::Nothing => String::new(),
        PdsSaid::Code { code, at } => format!("{} on {}", code.as_str(), moment(at)),
    }
}

fn consent(row: ConsentRow) -> ConsentLine {
    ConsentLine {
        client: row.client,
        level: row.level.as_str(),
        agreed: moment(row.agreed_at),
        withdrawn: row.withdrawn_at.map(moment).unwrap_or_default(),
    }
}

/// What happened to the account.
pub(crate) async fn history(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    named: NamedAccount,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let account = match named.of(&console, &on_duty).await? {
        Ok(account) => account,
        Err(answer) => return Ok(answer),
    };
    let from = query.as_deref().and_then(|query| query.strip_prefix("from="));
    let Some(found) = console.identity.history(&on_duty.role, account, from).await? else {
        return Ok(not_found());
    };
    let here = at(named.text());
    Ok(page(&History {
        frame: on_duty.frame(&console).with_back(here.clone()),
        menu: on_duty.menu(),
        lines: found.rows.into_iter().map(line).collect(),
        older_href: found.next.map(|next| format!("{here}/history?from={next}")),
    }))
}

fn line(row: HistoryRow) -> HistoryLine {
    let said = row.detail.iter().filter_map(|(field, value)| event_detail(field, value));
    let case = row.case.map(|case| format!("Verification ID: {case}"));
    let reference = row.reference.map(|reference| format!("Error number: {reference}"));
    HistoryLine {
        at: moment(row.at),
        what: event_words(&row.event),
        detail: said.chain(case).chain(reference).collect::<Vec<_>>().join(". "),
        client: row.client.unwrap_or_default(),
        operator: row.operator.unwrap_or_default(),
        incident: row.incident.map(|number| number.to_string()).unwrap_or_default(),
    }
}

/// The erasures that wait for a second person.
pub(crate) async fn erasures(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let waiting = console.identity.waiting_erasures(&on_duty.role).await?;
    Ok(page(&ErasureList {
        frame: bannered(on_duty.frame(&console), query.as_deref()),
        menu: on_duty.menu(),
        requests: waiting.into_iter().map(erasure).collect(),
    }))
}

fn erasure(waiting: WaitingErasure) -> ErasureRow {
    ErasureRow {
        href: at(&waiting.address),
        incident: waiting.incident.to_string(),
        requested_by: waiting.requested_by,
        requested: moment(waiting.requested_at),
        until: moment(waiting.expires_at),
        may_approve: waiting.may_approve,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_nhs_number_is_shown_in_three_parts() {
        assert_eq!(spaced("9992001089"), "999 200 1089");
        assert_eq!(spaced(""), "");
    }
}
