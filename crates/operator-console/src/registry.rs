//! Client registrations (F-59): the list, one client, its history, the emergency stop.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use identity::{
    ClientPage, ClientSummary, DraftAbout, DraftBegun, PartnerKeyStanding, RevisionRow, SecondPerson,
    SignedInOperator, StoredClient, Switched,
};
use screens::clients::{
    ClientDetail, ClientHistory, ClientList, ClientRow, KeyTag, PastRegistration, StopClient,
};
use screens::operator::Row;
use screens::wording::IncidentProblem;
use screens::{Errors, fields, paths, spoken_moment};
use vocabulary::{ChangedBy, ClientDocument, ClientId, IncidentNumber, Permission};
use web::staff::StaffForm;
use web::staff::registration::change_groups;
use web::{Failure, Fields, page, see_other};

use crate::console::{Console, not_found};
use crate::drafts;
use crate::names::NamedClient;
use crate::on_duty::OnDuty;
use crate::registry_words::{draft_row, key_row, key_tag, second_person_off};

const BEFORE: &str = "before";

/// Where a client is.
pub(crate) fn at(client: &ClientId, what: &str) -> String {
    let mut path = format!("{}/", paths::OPERATOR_CLIENTS);
    for byte in client.as_str().bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            path.push(char::from(byte));
        } else {
            path.extend(['%', hex(byte >> 4), hex(byte & 0xf)]);
        }
    }
    if what.is_empty() { path } else { path + "/" + what }
}

fn hex(digit: u8) -> char {
    char::from_digit(u32::from(digit), 16).unwrap_or_default().to_ascii_uppercase()
}

/// "Client registrations", with `?q=` what a search finds.
pub(crate) async fn list(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let query = Fields::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let words = query.text(fields::SEARCH).trim();
    let listing = console.identity.list_clients(&on_duty.role, words).await?;
    let mut found = format!("{} of {} clients", listing.found, listing.total);
    if listing.clients.len() < listing.found {
        found = format!("{found}. The first {} are shown: search to see others.", listing.clients.len());
    }
    Ok(page(&ClientList {
        frame: on_duty.frame(&console),
        menu: on_duty.menu(),
        action: paths::OPERATOR_CLIENTS.to_owned(),
        words: words.to_owned(),
        found,
        clients: listing.clients.iter().map(row).collect(),
        drafts: listing.drafts.iter().map(draft_row).collect(),
        new_href: on_duty.role.may(Permission::EditClients).then(|| drafts::NEW.to_owned()),
        warning: second_person_off(listing.second_person),
    }))
}

fn row(client: &ClientSummary) -> ClientRow {
    let warning = |standing: PartnerKeyStanding| match key_tag(standing) {
        KeyTag::Ended => Some("A key has ended".to_owned()),
        tag @ KeyTag::EndsSoon(_) => Some(format!("A key {}", tag.text().to_lowercase())),
        KeyTag::InUse | KeyTag::NotYet => None,
    };
    ClientRow {
        id: client.id.to_string(),
        name: client.name.clone(),
        href: at(&client.id, ""),
        is_enabled: client.enabled,
        keys: client.keys.and_then(warning),
    }
}

/// One client.
pub(crate) async fn detail(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    NamedClient(id): NamedClient,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let Some(found) = console.identity.client_page(&on_duty.role, &id).await? else { return Ok(not_found()) };
    let ClientPage { client, keys, drafts, second_person } = found;
    let may_edit = on_duty.role.may(Permission::EditClients);
    let mut frame = on_duty.frame(&console).with_back(paths::OPERATOR_CLIENTS);
    match query.as_deref() {
        Some("stopped") => frame = frame.with_success("The client is switched off"),
        Some("approved") => frame = frame.with_success("The change is in effect"),
        _ => {}
    }
    Ok(page(&ClientDetail {
        frame,
        menu: on_duty.menu(),
        name: client.document.name.clone(),
        is_enabled: client.enabled,
        rows: rows(&client),
        keys: keys.iter().map(|key| key_row(key, None)).collect(),
        drafts: drafts.iter().map(draft_row).collect(),
        change_action: may_edit.then(|| at(&id, "change")),
        stop_href: (may_edit && client.enabled).then(|| at(&id, "stop")),
        start_action: (may_edit && !client.enabled).then(|| at(&id, "start")),
        history_href: at(&id, "history"),
        warning: second_person_off(second_person),
    }))
}

fn rows(client: &StoredClient) -> Vec<Row> {
    let document = &client.document;
    let one = |key: &str, value: &str| Row { key: key.to_owned(), values: vec![value.to_owned()] };
    let many = |key: &str, values: &[String]| Row { key: key.to_owned(), values: values.to_vec() };
    let mut rows = vec![
        one("Client ID", client.client_id.as_str()),
        one("Last changed", &spoken_moment(&client.updated_at.to_string())),
        one("Revision", &client.revision.to_string()),
        many("Redirect addresses", &document.redirect_uris),
        many("Onward origins", &document.onward_origins),
        one("Approved scopes", &document.scopes),
        many("Approved vectors", &document.vectors),
        many("Vectors when none are asked for", &document.default_vtr),
        many("Single sign-on partners", &document.sso_partners),
        one("Terms of use", document.terms_url.as_deref().unwrap_or_default()),
        one("Privacy policy", document.privacy_url.as_deref().unwrap_or_default()),
        one("Contact", document.contact.as_deref().unwrap_or_default()),
    ];
    rows.extend(switches(document).map(|(label, on)| one(label, if on { "Yes" } else { "No" })));
    rows.retain(|row| row.values.iter().any(|value| !value.is_empty()));
    rows
}

fn switches(document: &ClientDocument) -> impl Iterator<Item = (&'static str, bool)> {
    [
        ("Sentences say “the” before its name", document.name_takes_the),
        ("Gets refresh tokens", document.refresh_tokens),
        ("May leave out nonce", document.nonce_optional),
        ("Takes part in single sign-on", document.sso),
        ("May have GP credentials", document.im1),
        ("Newcomers may register", document.registration),
    ]
    .into_iter()
}

/// What held before.
pub(crate) async fn history(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    NamedClient(id): NamedClient,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let query = Fields::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let before = query.get(BEFORE).and_then(|text| text.parse().ok()).unwrap_or(i64::MAX);
    let Some(past) = console.identity.client_history(&on_duty.role, &id, before).await? else {
        return Ok(not_found());
    };
    let oldest = past.last().map_or(1, |row| row.revision.revision);
    let name = past.first().map_or_else(|| id.to_string(), |row| row.revision.document.name.clone());
    Ok(page(&ClientHistory {
        frame: on_duty.frame(&console).with_back(at(&id, "")),
        menu: on_duty.menu(),
        name,
        earlier_href: (oldest > 1).then(|| format!("{}?{BEFORE}={oldest}", at(&id, "history"))),
        past: past.into_iter().map(past_registration).collect(),
    }))
}

fn past_registration(row: RevisionRow) -> PastRegistration {
    let revision = row.revision;
    let author = match revision.changed_by {
        ChangedBy::CommandLine => "The command line".to_owned(),
        ChangedBy::Operator => row.author.unwrap_or_default(),
        ChangedBy::Partner => row.author.map_or_else(
            || "The partner pages of a sandbox without a log in".to_owned(),
            |name| format!("{name} (the partner)"),
        ),
    };
    let approved = row.approved_by.unwrap_or_else(|| "Nobody else had to".to_owned());
    let mut rows = vec![("Written by".to_owned(), author), ("Approved by".to_owned(), approved)];
    rows.extend(revision.incident.map(|incident| ("Incident number".to_owned(), incident.to_string())));
    PastRegistration {
        title: format!("Revision {}", revision.revision),
        since: spoken_moment(&revision.made_at.to_string()),
        rows,
        changes: change_groups(&row.changes.unwrap_or_default()),
    }
}

/// "Change this registration": begins a draft.
pub(crate) async fn change(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    NamedClient(id): NamedClient,
    _: StaffForm,
) -> Result<Response, Failure> {
    begun(&console, &on_duty, DraftAbout::Existing(id), "").await
}

/// "Switch on again": begins a draft that does that and nothing else.
pub(crate) async fn start(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    NamedClient(id): NamedClient,
    _: StaffForm,
) -> Result<Response, Failure> {
    begun(&console, &on_duty, DraftAbout::Enabling(id), "review").await
}

async fn begun(
    console: &Console,
    on_duty: &OnDuty<SignedInOperator>,
    about: DraftAbout,
    place: &str,
) -> Result<Response, Failure> {
    Ok(match console.identity.begin_client_draft(&on_duty.role, about).await? {
        DraftBegun::Begun(draft) => see_other(&drafts::at(draft, place)),
        DraftBegun::Exists | DraftBegun::Unknown => not_found(),
    })
}

/// "Switch off now": asks for the incident.
pub(crate) async fn ask_stop(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    NamedClient(id): NamedClient,
) -> Result<Response, Failure> {
    stop_page(&console, &on_duty, &id, ("", Errors::new())).await
}

async fn stop_page(
    console: &Console,
    on_duty: &OnDuty<SignedInOperator>,
    id: &ClientId,
    (incident, errors): (&str, Errors),
) -> Result<Response, Failure> {
    let Some(found) = console.identity.client_page(&on_duty.role, id).await? else { return Ok(not_found()) };
    Ok(page(&StopClient {
        frame: on_duty.frame(console).with_back(at(id, "")),
        menu: on_duty.menu(),
        name: found.client.document.name,
        action: at(id, "stop"),
        incident: incident.to_owned(),
        needs_approval: found.second_person == SecondPerson::Required,
        errors,
    }))
}

/// Switches the client off.
pub(crate) async fn stop(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    NamedClient(id): NamedClient,
    StaffForm { fields, .. }: StaffForm,
) -> Result<Response, Failure> {
    let typed = fields.text(fields::INCIDENT);
    let incident = match incident(typed) {
        Ok(incident) => incident,
        Err(problem) => {
            let errors = Errors::of(fields::INCIDENT, problem);
            return stop_page(&console, &on_duty, &id, (typed, errors)).await;
        }
    };
    Ok(match console.identity.stop_client(&on_duty.role, &id, &incident).await? {
        Switched::Done => see_other(&format!("{}?stopped", at(&id, ""))),
        Switched::Unknown => not_found(),
    })
}

/// The incident number that was typed.
pub(crate) fn incident(typed: &str) -> Result<IncidentNumber, IncidentProblem> {
    if typed.trim().is_empty() {
        return Err(IncidentProblem::Empty);
    }
    IncidentNumber::try_from(typed).map_err(|_| IncidentProblem::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_s_address_names_it_whatever_it_is_called() {
        let client = ClientId::try_from("a/b?c#d%e").expect("a client id");
        assert_eq!(at(&client, "stop"), "/clients/a%2Fb%3Fc%23d%25e/stop");
    }
}
