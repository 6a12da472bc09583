//! Forms of a client's registration that both doors have, and what both say about a draft.

use identity::{KeyEdit, PartnerKeyRefused, RegistrationChange, RegistrationEdit, Severity};
use screens::clients::{ChangeGroup, DateTyped};
use screens::wording::{PartnerKeyProblem, RegistrationProblem as Problem};
use screens::{Errors, fields};
use vocabulary::{Client, DraftState, Instant, MONTHS, RedirectUri};

use crate::fields::Fields;

/// The most lines of a list of addresses (F-15).
const MOST: usize = 10;
/// The fields of the first day.
pub const FROM: [&str; 3] = ["fromDay", "fromMonth", "fromYear"];
/// The fields of the end.
pub const UNTIL: [&str; 3] = ["untilDay", "untilMonth", "untilYear"];

/// What is typed there, trimmed; nothing when it is empty.
#[must_use]
pub fn given(typed: &Fields, name: &str) -> Option<String> {
    Some(typed.text(name).trim().to_owned()).filter(|text| !text.is_empty())
}

/// The lines typed there, trimmed, without empty ones.
#[must_use]
pub fn lines<'a>(typed: &'a Fields, name: &str) -> Vec<&'a str> {
    typed.text(name).lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

/// What people see: fields `clientName`, `takesThe`, `termsUrl`, `privacyUrl`, `clientContact`.
pub fn names(typed: &Fields, errors: &mut Errors) -> RegistrationEdit {
    let name = given(typed, fields::CLIENT_NAME).unwrap_or_default();
    if name.is_empty() || name.len() > 100 {
        errors.add(fields::CLIENT_NAME, Problem::Name);
    }
    let mut link = |field, which| {
        let link = given(typed, field);
        if link.as_ref().is_some_and(|text| !Client::is_link(text)) {
            errors.add(field, Problem::Link(which));
        }
        link
    };
    let terms_url = link(fields::TERMS_URL, "Terms of use");
    let privacy_url = link(fields::PRIVACY_URL, "Privacy policy");
    let contact = given(typed, fields::CLIENT_CONTACT);
    if contact.as_ref().is_some_and(|text| text.chars().count() > 200) {
        errors.add(fields::CLIENT_CONTACT, Problem::Contact);
    }
    RegistrationEdit::Names {
        name,
        takes_the: typed.is_ticked(fields::TAKES_THE),
        terms_url,
        privacy_url,
        contact,
    }
}

/// Where people are sent back to: fields `redirectUris` and `onwardOrigins`, a line each.
///
/// Spec: F-15
pub fn addresses(typed: &Fields, http_allowed: bool, errors: &mut Errors) -> RegistrationEdit {
    let mut redirect_uris: Vec<RedirectUri> = Vec::new();
    let uris = lines(typed, fields::REDIRECT_URIS);
    match uris.len() {
        0 => errors.add(fields::REDIRECT_URIS, Problem::NoRedirectUri),
        1..=MOST => {}
        _ => errors.add(fields::REDIRECT_URIS, Problem::TooManyRedirectUris),
    }
    for uri in uris {
        match RedirectUri::to_register(uri, http_allowed) {
            Ok(known) if redirect_uris.contains(&known) => {
                errors.add(fields::REDIRECT_URIS, Problem::Twice(uri.to_owned()));
            }
            Ok(new) => redirect_uris.push(new),
            Err(problem) => errors.add(fields::REDIRECT_URIS, Problem::RedirectUri(uri.to_owned(), problem)),
        }
    }
    let origins = lines(typed, fields::ONWARD_ORIGINS);
    if origins.len() > MOST {
        errors.add(fields::ONWARD_ORIGINS, Problem::TooManyOrigins);
    }
    for origin in origins.iter().filter(|origin| !Client::is_origin(origin, http_allowed)) {
        errors.add(fields::ONWARD_ORIGINS, Problem::Origin((*origin).to_owned()));
    }
    let onward_origins = origins.into_iter().map(str::to_owned).collect();
    RegistrationEdit::Addresses { redirect_uris, onward_origins }
}

/// A key that is added: fields `keyText`, `keyId` and the two dates.
///
/// Spec: F-59
pub fn added_key(typed: &Fields, errors: &mut Errors) -> RegistrationEdit {
    let text = typed.text(fields::KEY_TEXT).to_owned();
    if text.trim().is_empty() {
        errors.add(fields::KEY_TEXT, PartnerKeyProblem::Empty);
    }
    let (from, until) = typed_dates(typed, (None, None), errors);
    RegistrationEdit::Key(KeyEdit::Add { text, key_id: given(typed, fields::KEY_ID), from, until })
}

/// Where a problem with a key belongs.
#[must_use]
pub fn key_errors(refused: PartnerKeyRefused) -> Errors {
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

/// A date as it was typed.
#[must_use]
pub fn as_typed(typed: &Fields, [day, month, year]: [&str; 3]) -> DateTyped {
    let text = |name| typed.text(name).to_owned();
    DateTyped { day: text(day), month: text(month), year: text(year) }
}

/// A moment as the date that somebody would have typed.
#[must_use]
pub fn as_date(at: Option<Instant>) -> DateTyped {
    let Some(at) = at else { return DateTyped::default() };
    let text = at.to_string();
    let part = |range: std::ops::Range<usize>| {
        text.get(range).unwrap_or_default().trim_start_matches('0').to_owned()
    };
    DateTyped { day: part(8..10), month: part(5..7), year: part(0..4) }
}

/// The two dates that were typed. A day that is the one of `present` keeps its time.
pub fn typed_dates(
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
            errors.add(names[0], Problem::Date(which));
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

/// The state of a draft in words.
#[must_use]
pub const fn draft_state(state: DraftState) -> &'static str {
    match state {
        DraftState::Draft => "Being written",
        DraftState::Submitted => "Waiting for approval",
        DraftState::Approved => "Approved: it took effect",
        DraftState::Rejected => "Rejected",
        DraftState::Withdrawn => "Given up",
    }
}

/// Changes by what they do, the worst first.
#[must_use]
pub fn change_groups(changes: &[RegistrationChange]) -> Vec<ChangeGroup> {
    let kinds = [
        (Severity::Breaks, "Breaks", "red", "Something that works today stops working"),
        (Severity::Adds, "Adds", "blue", "Something becomes possible"),
        (Severity::Harmless, "Harmless", "grey", "No log in is affected"),
    ];
    let group = |(severity, tag, colour, label)| {
        let of_kind = changes.iter().filter(|change| change.severity == severity);
        let sentences = of_kind.map(|change| change.sentence.clone()).collect();
        ChangeGroup { label, colour, tag, sentences }
    };
    kinds.into_iter().map(group).filter(|group| !group.sentences.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn errors_of(parse: impl Fn(&Fields, &mut Errors) -> RegistrationEdit, form: &str) -> Vec<String> {
        let typed = Fields::parse(form.as_bytes()).unwrap();
        let mut errors = Errors::new();
        drop(parse(&typed, &mut errors));
        errors.iter().map(|error| error.message().to_owned()).collect()
    }

    #[test]
    fn each_address_is_told_its_own_rule() {
        let form = "redirectUris=https://app.example/cb%0D%0Ahttp://app.example/cb%0Ahttps://app.example/cb?x%0Ahttps://app.example/cb\
            &onwardOrigins=https://www.app.example/x";
        assert_eq!(
            errors_of(|typed, errors| addresses(typed, false, errors), form),
            [
                "http://app.example/cb must start with https://, not http:// (F-15)",
                "https://app.example/cb?x must have no query string: nothing after a question mark (F-15)",
                "https://app.example/cb stands here twice",
                "https://www.app.example/x must be an https origin without a path, like https://www.app.example",
            ]
        );
        let none = errors_of(|typed, errors| addresses(typed, false, errors), "redirectUris=%0A");
        assert_eq!(none, ["Enter at least 1 redirect address (F-15)"]);
        let eleven: Vec<String> = (0..11).map(|n| format!("https://app.example/{n}")).collect();
        let many = errors_of(
            |typed, errors| addresses(typed, false, errors),
            &format!("redirectUris={}", eleven.join("%0A")),
        );
        assert!(many[0].starts_with("Enter 10 redirect addresses or fewer"), "{many:?}");
    }

    #[test]
    fn links_are_whole_addresses() {
        let form = "clientName=App&termsUrl=javascript:alert(1)&privacyUrl=https://a.example/p";
        assert_eq!(
            errors_of(names, form),
            ["Terms of use must be a whole web address, like https://app.example/terms"]
        );
    }

    fn read(form: &str, present: Option<Instant>) -> (Option<String>, usize) {
        let typed = Fields::parse(form.as_bytes()).unwrap();
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
