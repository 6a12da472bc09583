//! The keys of a draft, and their dates (F-59).

use axum::extract::State;
use axum::response::Response;
use identity::{DraftView, KeyEdit, PartnerKeyRefused, PartnerKeyView, RegistrationEdit, SignedInOperator};
use screens::clients::{DateTyped, DraftKeyDates, DraftKeys};
use screens::wording::{PartnerKeyProblem, RegistrationProblem};
use screens::{Errors, fields};
use vocabulary::{DraftId, Instant, MONTHS};
use web::{Fields, page, see_other};

use crate::console::{Console, Failed, not_found};
use crate::draft_sections::{Again, Around, saved};
use crate::drafts::{at, version};
use crate::form::ConsoleForm;
use crate::names::NamedKey;
use crate::on_duty::OnDuty;
use crate::registry_words::key_row;

const FROM: [&str; 3] = ["fromDay", "fromMonth", "fromYear"];
const UNTIL: [&str; 3] = ["untilDay", "untilMonth", "untilYear"];

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

/// Where a problem with a key belongs.
pub(crate) fn errors(refused: PartnerKeyRefused) -> Errors {
    let (field, problem) = match refused {
        PartnerKeyRefused::Private => (fields::KEY_TEXT, PartnerKeyProblem::Private),
        PartnerKeyRefused::Certificate => (fields::KEY_TEXT, PartnerKeyProblem::Certificate),
        PartnerKeyRefused::NoKey | PartnerKeyRefused::Unknown => (fields::KEY_TEXT, PartnerKeyProblem::NoKey),
        PartnerKeyRefused::OtherKind => (fields::KEY_TEXT, PartnerKeyProblem::OtherKind),
        PartnerKeyRefused::Size(bits) => (fields::KEY_TEXT, PartnerKeyProblem::Size(bits)),
        PartnerKeyRefused::SameKeyId => (fields::KEY_ID, PartnerKeyProblem::SameKeyId),
        PartnerKeyRefused::SameKey => (fields::KEY_TEXT, PartnerKeyProblem::SameKey),
        PartnerKeyRefused::TooMany => (fields::KEY_TEXT, PartnerKeyProblem::TooMany),
        PartnerKeyRefused::OneIdForSeveral => (fields::KEY_ID, PartnerKeyProblem::OneIdForSeveral),
        PartnerKeyRefused::EndsBeforeItBegins => (UNTIL[0], PartnerKeyProblem::EndsBeforeItBegins),
    };
    Errors::of(field, problem)
}

/// The dates of one key.
pub(crate) async fn show(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    NamedKey(id, thumbprint): NamedKey,
) -> Result<Response, Failed> {
    dates_page(&console, &on_duty, (id, &thumbprint), None).await
}

async fn dates_page(
    console: &Console,
    on_duty: &OnDuty<SignedInOperator>,
    (id, thumbprint): (DraftId, &str),
    again: Option<Again<'_>>,
) -> Result<Response, Failed> {
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
    ConsoleForm { fields, .. }: ConsoleForm,
) -> Result<Response, Failed> {
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
            let again = Again(&fields, errors(refused));
            dates_page(&console, &on_duty, (id, &thumbprint), Some(again)).await
        }
    }
}

/// "Remove this key".
pub(crate) async fn remove(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    NamedKey(id, thumbprint): NamedKey,
    ConsoleForm { fields, .. }: ConsoleForm,
) -> Result<Response, Failed> {
    let edit = RegistrationEdit::Key(KeyEdit::Remove { thumbprint });
    let done = saved(&console, &on_duty, (id, version(&fields)), edit).await?;
    Ok(done.unwrap_or_else(|_| see_other(&at(id, "sections/keys"))))
}

fn as_typed(typed: &Fields, [day, month, year]: [&str; 3]) -> DateTyped {
    let text = |name| typed.text(name).to_owned();
    DateTyped { day: text(day), month: text(month), year: text(year) }
}

fn as_date(at: Option<Instant>) -> DateTyped {
    let Some(at) = at else { return DateTyped::default() };
    let text = at.to_string();
    let part = |range: std::ops::Range<usize>| {
        text.get(range).unwrap_or_default().trim_start_matches('0').to_owned()
    };
    DateTyped { day: part(8..10), month: part(5..7), year: part(0..4) }
}

/// The two dates that were typed. A day that is the one of `present` keeps its time.
pub(crate) fn typed_dates(
    typed: &Fields,
    present: (Option<Instant>, Option<Instant>),
    errors: &mut Errors,
) -> (Option<Instant>, Option<Instant>) {
    let mut read = |names: [&str; 3], which, present: Option<Instant>| {
        let date = as_typed(typed, names);
        if [&date.day, &date.month, &date.year].iter().all(|part| part.trim().is_empty()) {
            return None;
        }
        let day = midnight(&date);
        if day.is_none() {
            errors.add(names[0], RegistrationProblem::Date(which));
        }
        present.filter(|present| day.is_some() && as_date(Some(*present)) == as_date(day)).or(day)
    };
    (read(FROM, "First day", present.0), read(UNTIL, "End", present.1))
}

fn midnight(date: &DateTyped) -> Option<Instant> {
    let month = date.month.trim().to_lowercase();
    let named = MONTHS.iter().position(|name| month.len() >= 3 && name.to_lowercase().starts_with(&month));
    let month = match named {
        Some(place) => i8::try_from(place + 1).ok()?,
        None => month.parse().ok()?,
    };
    let year: i16 = date.year.trim().parse().ok().filter(|year| (2000..=2999).contains(year))?;
    Instant::from_civil((year, month, date.day.trim().parse().ok()?), (0, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(form: &str, present: Option<Instant>) -> (Option<String>, usize) {
        let typed = Fields::parse(form.as_bytes()).expect("a form");
        let mut errors = Errors::new();
        let (_, until) = typed_dates(&typed, (None, present), &mut errors);
        (until.map(|at| at.to_string()), errors.iter().count())
    }

    #[test]
    fn a_date_is_a_day_in_numbers_or_with_its_month_in_words() {
        let day = Some("2027-03-31T00:00:00Z".to_owned());
        assert_eq!(read("untilDay=31&untilMonth=3&untilYear=2027", None), (day.clone(), 0));
        assert_eq!(read("untilDay=31&untilMonth=March&untilYear=2027", None), (day.clone(), 0));
        assert_eq!(read("untilDay=&untilMonth=&untilYear=", None), (None, 0));
        for wrong in
            ["31&untilMonth=2&untilYear=2027", "1&untilMonth=&untilYear=2027", "1&untilMonth=1&untilYear=27"]
        {
            assert_eq!(read(&format!("untilDay={wrong}"), None), (None, 1), "{wrong}");
        }
    }

    #[test]
    fn a_day_that_is_not_changed_keeps_its_time() {
        let noon = Instant::from_civil((2027, 3, 31), (12, 0));
        let kept = read("untilDay=31&untilMonth=3&untilYear=2027", noon);
        assert_eq!(kept, (Some("2027-03-31T12:00:00Z".to_owned()), 0));
    }
}
