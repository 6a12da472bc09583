//! The keys of a draft, and their dates (F-59).

use axum::extract::State;
use axum::response::Response;
use identity::{DraftView, KeyEdit, PartnerKeyRefused, PartnerKeyView, RegistrationEdit, SignedInOperator};
use screens::clients::{DraftKeyDates, DraftKeys};
use screens::{Errors, fields};
use vocabulary::DraftId;
use web::staff::StaffForm;
use web::staff::registration::{FROM, UNTIL, as_date, as_typed, key_errors, typed_dates};
use web::{Failure, page, see_other};

use crate::console::{Console, not_found};
use crate::draft_sections::{Again, Around, saved};
use crate::drafts::{at, version};
use crate::names::NamedKey;
use crate::on_duty::OnDuty;
use crate::registry_words::key_row;

/// The keys section. What was pasted is never shown again.
pub(crate) fn keys(around: Around, view: &DraftView, again: Option<Again<'_>>) -> DraftKeys {
    let Around { frame, menu, action, version } = around;
    let id = view.draft.id;
    let row = |key: &PartnerKeyView| key_row(key, Some(at(id, &format!("keys/{}", key.thumbprint))));
    let (key_id, from, until, errors) = match again {
        Some(Again(typed, errors)) => {
            (typed.text(fields::KEY_ID).to_owned(), as_typed(typed, FROM), as_typed(typed, UNTIL), errors)
        }
        None => Default::default(),
    };
    DraftKeys {
        frame,
        menu,
        name: view.draft.document.name.clone(),
        action,
        overview_href: at(id, ""),
        version,
        keys: view.keys.iter().map(row).collect(),
        key_id,
        from,
        until,
        errors,
    }
}

/// The dates of one key.
pub(crate) async fn show(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    NamedKey(id, thumbprint): NamedKey,
) -> Result<Response, Failure> {
    dates_page(&console, &on_duty, (id, &thumbprint), None).await
}

async fn dates_page(
    console: &Console,
    on_duty: &OnDuty<SignedInOperator>,
    (id, thumbprint): (DraftId, &str),
    again: Option<Again<'_>>,
) -> Result<Response, Failure> {
    let Some(view) = console.identity.client_draft(&on_duty.role, id).await? else { return Ok(not_found()) };
    if !view.draft.state.is_open() {
        return Ok(see_other(&at(id, "review")));
    }
    let Some(key) = view.keys.iter().find(|key| key.thumbprint == thumbprint) else {
        return Ok(see_other(&at(id, "sections/keys")));
    };
    let action = at(id, &format!("keys/{thumbprint}"));
    let (version, from, until, errors) = match again {
        Some(Again(typed, errors)) => {
            (typed.text(fields::VERSION).to_owned(), as_typed(typed, FROM), as_typed(typed, UNTIL), errors)
        }
        None => (view.draft.version.to_string(), as_date(key.from), as_date(key.until), Errors::new()),
    };
    Ok(page(&DraftKeyDates {
        frame: on_duty.frame(console).with_back(at(id, "sections/keys")),
        menu: on_duty.menu(),
        registered: key_row(key, None),
        remove_action: format!("{action}/remove"),
        action,
        version,
        from,
        until,
        errors,
    }))
}

/// Sets the dates of a key.
pub(crate) async fn save(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    NamedKey(id, thumbprint): NamedKey,
    StaffForm { fields, .. }: StaffForm,
) -> Result<Response, Failure> {
    let Some(view) = console.identity.client_draft(&on_duty.role, id).await? else { return Ok(not_found()) };
    let present = view.keys.iter().find(|key| key.thumbprint == thumbprint).map(|key| (key.from, key.until));
    let mut problems = Errors::new();
    let (from, until) = typed_dates(&fields, present.unwrap_or_default(), &mut problems);
    if !problems.is_empty() {
        return dates_page(&console, &on_duty, (id, &thumbprint), Some(Again(&fields, problems))).await;
    }
    let edit = KeyEdit::Dates { thumbprint: thumbprint.clone(), from, until };
    let shown = (id, version(&fields));
    match saved(&console, &on_duty, shown, RegistrationEdit::Key(edit)).await? {
        Ok(response) => Ok(response),
        Err(PartnerKeyRefused::Unknown) => Ok(see_other(&at(id, "sections/keys"))),
        Err(refused) => {
            let again = Again(&fields, key_errors(refused));
            dates_page(&console, &on_duty, (id, &thumbprint), Some(again)).await
        }
    }
}

/// "Remove this key".
pub(crate) async fn remove(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    NamedKey(id, thumbprint): NamedKey,
    StaffForm { fields, .. }: StaffForm,
) -> Result<Response, Failure> {
    let edit = RegistrationEdit::Key(KeyEdit::Remove { thumbprint });
    let done = saved(&console, &on_duty, (id, version(&fields)), edit).await?;
    Ok(done.unwrap_or_else(|_| see_other(&at(id, "sections/keys"))))
}
