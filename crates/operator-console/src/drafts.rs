//! Drafts of client registrations: begun, looked at, submitted, decided (F-59).

use axum::extract::State;
use axum::response::Response;
use identity::{
    Approval, DraftAbout, DraftBegun, DraftSaved, DraftSubmitted, DraftView, SecondPerson, SignedInOperator,
};
use screens::clients::{
    DraftOverview, DraftRefusal, DraftRefused, DraftReview, NewClient, ReviewAct, SectionRow, SectionState,
    section_label,
};
use screens::wording::RegistrationProblem;
use screens::{Errors, fields, paths};
use vocabulary::{ChangedBy, ClientId, DraftId, DraftState, Permission, RegistrationSection};
use web::staff::StaffForm;
use web::staff::registration::{change_groups, draft_state};
use web::{Failure, Fields, page, see_other};

use crate::console::{Console, not_found};
use crate::names::NamedDraft;
use crate::on_duty::OnDuty;
use crate::registry::{self, incident};
use crate::registry_words::{moment, second_person_off};

/// Where a new client is registered.
pub(crate) const NEW: &str = "/client-drafts/new";

/// Where a draft is.
pub(crate) fn at(draft: DraftId, what: &str) -> String {
    if what.is_empty() { format!("/client-drafts/{draft}") } else { format!("/client-drafts/{draft}/{what}") }
}

/// Where somebody goes who wants to see a draft: one that is written has its sections first.
pub(crate) fn home(draft: DraftId, state: DraftState) -> String {
    at(draft, if state == DraftState::Draft { "" } else { "review" })
}

/// The version that a form was shown with; none of a draft is negative.
pub(crate) fn version(fields: &Fields) -> i64 {
    fields.text(fields::VERSION).parse().unwrap_or(-1)
}

/// "Register a new client".
pub(crate) async fn ask_new(State(console): State<Console>, on_duty: OnDuty<SignedInOperator>) -> Response {
    new_page(&console, &on_duty, ("", ""), Errors::new())
}

fn new_page(
    console: &Console,
    on_duty: &OnDuty<SignedInOperator>,
    (client_id, name): (&str, &str),
    errors: Errors,
) -> Response {
    page(&NewClient {
        frame: on_duty.frame(console).with_back(paths::OPERATOR_CLIENTS),
        menu: on_duty.menu(),
        action: NEW.to_owned(),
        client_id: client_id.to_owned(),
        name: name.to_owned(),
        errors,
    })
}

/// Begins the draft of a new client.
pub(crate) async fn new(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    StaffForm { fields, .. }: StaffForm,
) -> Result<Response, Failure> {
    let (typed_id, name) = (fields.text(fields::CLIENT_ID).trim(), fields.text(fields::CLIENT_NAME).trim());
    let mut errors = Errors::new();
    let id = ClientId::try_from(typed_id);
    if id.is_err() {
        errors.add(fields::CLIENT_ID, RegistrationProblem::ClientId);
    }
    if name.is_empty() || name.len() > 100 {
        errors.add(fields::CLIENT_NAME, RegistrationProblem::Name);
    }
    let (Ok(id), true) = (id, errors.is_empty()) else {
        return Ok(new_page(&console, &on_duty, (typed_id, name), errors));
    };
    let about = DraftAbout::New { id, name: name.to_owned() };
    Ok(match console.identity.begin_client_draft(&on_duty.role, about).await? {
        DraftBegun::Begun(draft) => see_other(&at(draft, "")),
        DraftBegun::Exists | DraftBegun::Unknown => {
            let errors = Errors::of(fields::CLIENT_ID, RegistrationProblem::ClientIdTaken);
            new_page(&console, &on_duty, (typed_id, name), errors)
        }
    })
}

/// The sections of a draft.
pub(crate) async fn overview(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    NamedDraft(id): NamedDraft,
) -> Result<Response, Failure> {
    overview_page(&console, &on_duty, id, ("", Errors::new())).await
}

pub(crate) async fn overview_page(
    console: &Console,
    on_duty: &OnDuty<SignedInOperator>,
    id: DraftId,
    (incident, errors): (&str, Errors),
) -> Result<Response, Failure> {
    let Some(view) = console.identity.client_draft(&on_duty.role, id).await? else { return Ok(not_found()) };
    if !view.draft.state.is_open() {
        return Ok(see_other(&at(id, "review")));
    }
    let may_edit = on_duty.role.may(Permission::EditClients);
    let row = |section: RegistrationSection| SectionRow {
        label: section_label(section),
        href: may_edit.then(|| at(id, &format!("sections/{}", section.as_str()))),
        state: section_state(&view, section),
    };
    Ok(page(&DraftOverview {
        frame: on_duty.frame(console).with_back(paths::OPERATOR_CLIENTS),
        menu: on_duty.menu(),
        name: view.draft.document.name.clone(),
        is_new: view.draft.base.is_none(),
        by: format!("{}. {}", draft_state(view.draft.state), written_by(&view)),
        sections: RegistrationSection::ALL.iter().copied().map(row).collect(),
        review_href: at(id, "review"),
        withdraw_action: may_edit.then(|| at(id, "withdraw")),
        renew_action: (may_edit && view.is_stale).then(|| at(id, "renew")),
        version: view.draft.version.to_string(),
        incident: incident.to_owned(),
        warning: second_person_off(view.second_person),
        errors,
    }))
}

fn section_state(view: &DraftView, section: RegistrationSection) -> SectionState {
    if view.faults.iter().any(|fault| fault.section == section) {
        return SectionState::Incomplete;
    }
    let is_changed = view.changes.iter().any(|change| change.section == section);
    if is_changed { SectionState::Changed } else { SectionState::Unchanged }
}

fn written_by(view: &DraftView) -> String {
    let from = if view.draft.changed_by == ChangedBy::Partner { " (the partner)" } else { "" };
    format!("Begun by {}{from}", view.author)
}

/// What a draft changes, with what may be done about it.
pub(crate) async fn review(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    NamedDraft(id): NamedDraft,
) -> Result<Response, Failure> {
    review_page(&console, &on_duty, id, (Typed::default(), Errors::new())).await
}

/// What was typed on the page of a review before.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Typed<'a> {
    pub(crate) incident: &'a str,
    pub(crate) note: &'a str,
}

pub(crate) async fn review_page(
    console: &Console,
    on_duty: &OnDuty<SignedInOperator>,
    id: DraftId,
    (typed, errors): (Typed<'_>, Errors),
) -> Result<Response, Failure> {
    let Some(view) = console.identity.client_draft(&on_duty.role, id).await? else { return Ok(not_found()) };
    let is_open = view.draft.state.is_open();
    let back = if is_open { at(id, "") } else { paths::OPERATOR_CLIENTS.to_owned() };
    Ok(page(&DraftReview {
        frame: on_duty.frame(console).with_back(back),
        menu: on_duty.menu(),
        name: view.draft.document.name.clone(),
        rows: about(&view),
        changes: change_groups(&view.changes),
        faults: if is_open {
            view.faults.iter().map(|fault| fault.text.clone()).collect()
        } else {
            Vec::new()
        },
        version: view.draft.version.to_string(),
        act: act(&on_duty.role, &view, typed),
        overview_href: is_open.then(|| at(id, "")),
        warning: second_person_off(view.second_person),
        errors,
    }))
}

fn about(view: &DraftView) -> Vec<(String, String)> {
    let draft = &view.draft;
    let row = |key: &str, value: String| (key.to_owned(), value);
    let from = if draft.changed_by == ChangedBy::Partner { " (the partner)" } else { "" };
    let mut rows = vec![
        row("State", draft_state(draft.state).to_owned()),
        row("Client ID", draft.client_id.to_string()),
        row("Begun by", format!("{}{from}, {}", view.author, moment(draft.created_at))),
    ];
    if !view.others.is_empty() {
        rows.push(row("Also changed or submitted by", view.others.join(", ")));
    }
    rows.push(row("Last change", moment(draft.changed_at)));
    rows.extend(draft.incident.as_ref().map(|incident| row("Incident number", incident.to_string())));
    rows.extend(view.decided_by.clone().map(|name| row("Decided by", name)));
    if !draft.note.is_empty() {
        rows.push(row("Why it was rejected", draft.note.clone()));
    }
    rows
}

fn act(operator: &SignedInOperator, view: &DraftView, typed: Typed<'_>) -> ReviewAct {
    let id = view.draft.id;
    let look = |why: &str| ReviewAct::Look(why.to_owned());
    match view.draft.state {
        DraftState::Approved | DraftState::Rejected | DraftState::Withdrawn => {
            look("Nothing more can be done about this draft.")
        }
        _ if view.is_stale => look(
            "This draft is out of date: bring it up to date in its sections, then it can be submitted again.",
        ),
        DraftState::Draft if operator.may(Permission::EditClients) => ReviewAct::Submit {
            action: at(id, "submit"),
            incident: typed.incident.to_owned(),
            takes_effect: view.second_person == SecondPerson::SwitchedOff
                && view.draft.changed_by == ChangedBy::Operator,
        },
        DraftState::Draft => look("This draft is still being written."),
        DraftState::Submitted if !operator.may(Permission::ApproveClients) => {
            look("This draft waits for somebody who may approve it.")
        }
        DraftState::Submitted if view.approval == Approval::OwnWork => {
            look("You worked on this draft, so somebody else has to approve it.")
        }
        DraftState::Submitted => ReviewAct::Decide {
            approve_action: at(id, "approve"),
            reject_action: at(id, "reject"),
            incident: typed.incident.to_owned(),
            note: typed.note.to_owned(),
        },
    }
}

/// "Submit for approval".
pub(crate) async fn submit(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    NamedDraft(id): NamedDraft,
    StaffForm { fields, .. }: StaffForm,
) -> Result<Response, Failure> {
    let typed = fields.text(fields::INCIDENT);
    let incident = match incident(typed) {
        Ok(incident) => incident,
        Err(problem) => {
            let errors = Errors::of(fields::INCIDENT, problem);
            let typed = Typed { incident: typed, note: "" };
            return review_page(&console, &on_duty, id, (typed, errors)).await;
        }
    };
    let shown = (id, version(&fields));
    match console.identity.submit_client_draft(&on_duty.role, shown, &incident).await? {
        DraftSubmitted::TookEffect => in_effect(&console, &on_duty, id).await,
        DraftSubmitted::Waits | DraftSubmitted::Incomplete(_) | DraftSubmitted::SameAsBefore => {
            Ok(see_other(&at(id, "review")))
        }
        DraftSubmitted::Stale => refused(&console, &on_duty, id, DraftRefusal::Stale).await,
        DraftSubmitted::Changed => refused(&console, &on_duty, id, DraftRefusal::Changed).await,
        DraftSubmitted::Unknown => Ok(not_found()),
    }
}

/// Back to the client, which is as the draft said.
pub(crate) async fn in_effect(
    console: &Console,
    on_duty: &OnDuty<SignedInOperator>,
    id: DraftId,
) -> Result<Response, Failure> {
    let view = console.identity.client_draft(&on_duty.role, id).await?;
    Ok(view.map_or_else(not_found, |view| {
        see_other(&format!("{}?approved", registry::at(&view.draft.client_id, "")))
    }))
}

/// "Bring it up to date".
pub(crate) async fn renew(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    NamedDraft(id): NamedDraft,
    StaffForm { fields, .. }: StaffForm,
) -> Result<Response, Failure> {
    match console.identity.renew_client_draft(&on_duty.role, (id, version(&fields))).await? {
        DraftSaved::Saved => Ok(see_other(&at(id, ""))),
        DraftSaved::Unknown => Ok(not_found()),
        DraftSaved::Changed | DraftSaved::Key(_) => {
            refused(&console, &on_duty, id, DraftRefusal::Changed).await
        }
    }
}

/// Nothing was done, and why.
pub(crate) async fn refused(
    console: &Console,
    on_duty: &OnDuty<SignedInOperator>,
    id: DraftId,
    refusal: DraftRefusal,
) -> Result<Response, Failure> {
    let Some(view) = console.identity.client_draft(&on_duty.role, id).await? else { return Ok(not_found()) };
    let may_renew = view.is_stale && on_duty.role.may(Permission::EditClients);
    Ok(page(&DraftRefused {
        frame: on_duty.frame(console),
        menu: on_duty.menu(),
        refusal,
        draft_href: home(id, view.draft.state),
        renew_action: may_renew.then(|| at(id, "renew")),
        version: view.draft.version.to_string(),
    }))
}
