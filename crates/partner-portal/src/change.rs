//! The registration of the visitor's own client, changed: at once where nobody logs in, otherwise by a proposal that operators approve.
//! What a client may ask for and with whom it shares log ins is for operators to offer.

use axum::extract::{Path, State};
use axum::response::Response;
use identity::{DraftDecided, DraftView, KeyEdit, OwnChange, PartnerUser, RegistrationEdit};
use screens::portal::{AddKey, ChangeAddresses, ChangeEffect, ChangeNames, Proposal};
use screens::wording::RegistrationProblem;
use screens::{Errors, Frame, fields};
use vocabulary::{DraftId, DraftState};
use web::staff::StaffForm;
use web::staff::registration::{
    FROM, UNTIL, added_key, addresses, as_typed, change_groups, draft_state, key_errors, names,
};
use web::{Failure, Fields, see_other};

use crate::own::Own;
use crate::portal::{Portal, base_of, not_found};
use crate::said::moment;

/// What stands in the settings' address after a change, and what the page says then.
const SAID: [(&str, &str); 5] = [
    ("saved", "The change is in effect"),
    ("sent", "The change was sent. It takes effect when an operator approves it"),
    ("same", "Nothing was changed: everything is registered like that already"),
    ("given-up", "The change was given up"),
    ("registered", "Your client is registered and can be used now"),
];

/// What the page of the settings says after a change.
pub(crate) fn said(query: Option<&str>) -> Option<&'static str> {
    SAID.into_iter().find(|(word, _)| Some(*word) == query).map(|(_, text)| text)
}

/// The page of the settings, which says what was done.
pub(crate) fn settings_of(own: &Own, word: &str) -> Response {
    see_other(&format!("{}/settings?{word}", base_of(own.client.id())))
}

/// Back to the settings.
fn with_back(frame: Frame, own: &Own) -> Frame {
    frame.with_back(format!("{}/settings", base_of(own.client.id())))
}

fn effect(own: &Own) -> ChangeEffect {
    match own.guest.user {
        PartnerUser::Sandbox(_) => ChangeEffect::Now,
        PartnerUser::LoggedIn(_) => ChangeEffect::WhenApproved,
    }
}

/// What was done, or what is wrong, at the field of the section.
async fn changed(
    portal: &Portal,
    own: &Own,
    (edit, field): (RegistrationEdit, &str),
) -> Result<Result<Response, Errors>, Failure> {
    Ok(match portal.identity.change_own_client(&own.guest.user, &own.client, edit).await? {
        OwnChange::TookEffect => Ok(settings_of(own, "saved")),
        OwnChange::Waits(_) => Ok(settings_of(own, "sent")),
        OwnChange::SameAsBefore => Ok(settings_of(own, "same")),
        OwnChange::Key(refused) => Err(key_errors(refused)),
        OwnChange::TooManyWait => Err(Errors::of(field, RegistrationProblem::TooManyWait)),
        OwnChange::Changed => Err(Errors::of(field, RegistrationProblem::ChangedMeanwhile)),
        OwnChange::Faulty(faults) => {
            let mut errors = Errors::new();
            for fault in faults {
                errors.add(field, fault.text);
            }
            Err(errors)
        }
    })
}

pub(crate) async fn ask_names(State(portal): State<Portal>, own: Own) -> Response {
    let document = &own.client.stored().document;
    let text = |link: &Option<String>| link.clone().unwrap_or_default();
    own.show(&portal, |frame, menu| ChangeNames {
        frame: with_back(frame, &own),
        menu,
        effect: effect(&own),
        name: document.name.clone(),
        takes_the: document.name_takes_the,
        terms_url: text(&document.terms_url),
        privacy_url: text(&document.privacy_url),
        contact: text(&document.contact),
        errors: Errors::new(),
    })
}

pub(crate) async fn change_names(
    State(portal): State<Portal>,
    own: Own,
    StaffForm { fields, .. }: StaffForm,
) -> Result<Response, Failure> {
    let mut errors = Errors::new();
    let edit = names(&fields, &mut errors);
    if errors.is_empty() {
        match changed(&portal, &own, (edit, fields::CLIENT_NAME)).await? {
            Ok(response) => return Ok(response),
            Err(problems) => errors = problems,
        }
    }
    let text = |name| fields.text(name).to_owned();
    Ok(own.show(&portal, |frame, menu| ChangeNames {
        frame: with_back(frame, &own),
        menu,
        effect: effect(&own),
        name: text(fields::CLIENT_NAME),
        takes_the: fields.is_ticked(fields::TAKES_THE),
        terms_url: text(fields::TERMS_URL),
        privacy_url: text(fields::PRIVACY_URL),
        contact: text(fields::CLIENT_CONTACT),
        errors,
    }))
}

pub(crate) async fn ask_addresses(State(portal): State<Portal>, own: Own) -> Response {
    let document = &own.client.stored().document;
    let lists = (document.redirect_uris.join("\n"), document.onward_origins.join("\n"));
    addresses_page(&portal, &own, lists, Errors::new())
}

fn addresses_page(
    portal: &Portal,
    own: &Own,
    (redirect_uris, onward_origins): (String, String),
    errors: Errors,
) -> Response {
    own.show(portal, |frame, menu| ChangeAddresses {
        frame: with_back(frame, own),
        menu,
        effect: effect(own),
        redirect_uris,
        onward_origins,
        errors,
    })
}

pub(crate) async fn change_addresses(
    State(portal): State<Portal>,
    own: Own,
    StaffForm { fields, .. }: StaffForm,
) -> Result<Response, Failure> {
    let mut errors = Errors::new();
    let edit = addresses(&fields, portal.identity.settings().sandbox.is_some(), &mut errors);
    if errors.is_empty() {
        match changed(&portal, &own, (edit, fields::REDIRECT_URIS)).await? {
            Ok(response) => return Ok(response),
            Err(problems) => errors = problems,
        }
    }
    let typed =
        (fields.text(fields::REDIRECT_URIS).to_owned(), fields.text(fields::ONWARD_ORIGINS).to_owned());
    Ok(addresses_page(&portal, &own, typed, errors))
}

pub(crate) async fn ask_key(State(portal): State<Portal>, own: Own) -> Response {
    key_page(&portal, &own, None, Errors::new())
}

fn key_page(portal: &Portal, own: &Own, typed: Option<&Fields>, errors: Errors) -> Response {
    own.show(portal, |frame, menu| AddKey {
        frame: with_back(frame, own),
        menu,
        effect: effect(own),
        key_id: typed.map(|typed| typed.text(fields::KEY_ID).to_owned()).unwrap_or_default(),
        from: typed.map(|typed| as_typed(typed, FROM)).unwrap_or_default(),
        until: typed.map(|typed| as_typed(typed, UNTIL)).unwrap_or_default(),
        errors,
    })
}

pub(crate) async fn add_key(
    State(portal): State<Portal>,
    own: Own,
    StaffForm { fields, .. }: StaffForm,
) -> Result<Response, Failure> {
    let mut errors = Errors::new();
    let edit = added_key(&fields, &mut errors);
    if errors.is_empty() {
        match changed(&portal, &own, (edit, fields::KEY_TEXT)).await? {
            Ok(response) => return Ok(response),
            Err(problems) => errors = problems,
        }
    }
    Ok(key_page(&portal, &own, Some(&fields), errors))
}

/// "Remove": a client has to keep one key at least.
pub(crate) async fn remove_key(
    State(portal): State<Portal>,
    own: Own,
    Path((_, thumbprint)): Path<(String, String)>,
    StaffForm { .. }: StaffForm,
) -> Result<Response, Failure> {
    let edit = RegistrationEdit::Key(KeyEdit::Remove { thumbprint });
    Ok(match changed(&portal, &own, (edit, fields::KEY_TEXT)).await? {
        Ok(response) => response,
        Err(errors) => key_page(&portal, &own, None, errors),
    })
}

/// "Give up this change".
pub(crate) async fn withdraw(
    State(portal): State<Portal>,
    own: Own,
    Path((_, draft)): Path<(String, String)>,
    StaffForm { fields, .. }: StaffForm,
) -> Result<Response, Failure> {
    let version = fields.text(fields::VERSION).parse().unwrap_or(-1);
    let Ok(draft) = DraftId::try_from(draft.as_str()) else { return Ok(not_found()) };
    let user = &own.guest.user;
    Ok(match portal.identity.withdraw_proposal(user, &own.client, (draft, version)).await? {
        DraftDecided::Done => settings_of(&own, "given-up"),
        DraftDecided::Unknown => not_found(),
        // Somebody decided it meanwhile: the page says what became of it.
        _ => see_other(&format!("{}/settings", base_of(own.client.id()))),
    })
}

/// What was proposed about the client.
pub(crate) async fn proposals(portal: &Portal, own: &Own) -> Result<Vec<Proposal>, Failure> {
    let views = portal.identity.own_proposals(&own.guest.user, &own.client).await?;
    let row = |view: DraftView| {
        let (draft, base) = (&view.draft, base_of(own.client.id()));
        Proposal {
            state: draft_state(draft.state).to_owned(),
            sent: format!("{}, {}", view.author, moment(draft.created_at)),
            changes: change_groups(&view.changes),
            note: draft.note.clone(),
            withdraw: (draft.state == DraftState::Submitted)
                .then(|| (format!("{base}/proposals/{}/withdraw", draft.id), draft.version.to_string())),
        }
    };
    Ok(views.into_iter().map(row).collect())
}
