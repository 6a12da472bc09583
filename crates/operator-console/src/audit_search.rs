//! What is typed into the audit's form, as what is looked for.

use identity::{AuditFilter, Identity, audit_kind, audit_kinds};
use screens::audit_log::{AuditChoice, AuditSearch, TypedDate};
use screens::wording::{AuditLogProblem, audit_event_name};
use screens::{Errors, fields};
use vocabulary::{Instant, Lifetime};
use web::{Failure, Fields};

/// What was typed, with what it means, or what is wrong with it.
pub(crate) struct Typed {
    pub(crate) search: AuditSearch,
    pub(crate) filter: AuditFilter,
    pub(crate) errors: Errors,
}

/// Each kind is searched for by itself.
const MOST_KINDS: usize = 30;

impl Typed {
    /// What more fields than a form can have mean: nothing is searched for.
    pub(crate) fn too_much() -> Self {
        Self {
            search: search(&Fields::default()),
            filter: AuditFilter::default(),
            errors: Errors::of(fields::AUDIT_EVENT, AuditLogProblem::TooManyEvents),
        }
    }

    pub(crate) async fn of(fields: &Fields, identity: &Identity) -> Result<Self, Failure> {
        let search = search(fields);
        let mut errors = Errors::new();
        let account_id = word(&search.account, fields::AUDIT_ACCOUNT, AuditLogProblem::Account, &mut errors);
        let client_id = word(&search.client, fields::CLIENT, AuditLogProblem::Client, &mut errors);
        let operator_id = match search.operator.as_str() {
            "" => None,
            username => {
                let found = identity.operator_named(username).await?;
                if found.is_none() {
                    errors.add(fields::AUDIT_OPERATOR, AuditLogProblem::Operator);
                }
                found
            }
        };
        let case_id = word(&search.case, fields::CASE, AuditLogProblem::Case, &mut errors);
        let incident = word(&search.incident, fields::INCIDENT, AuditLogProblem::Incident, &mut errors);
        let from = day(&search.from, fields::AUDIT_FROM_DAY, AuditLogProblem::From, &mut errors);
        let last = day(&search.to, fields::AUDIT_TO_DAY, AuditLogProblem::To, &mut errors);
        if from.zip(last).is_some_and(|(from, last)| last < from) {
            errors.add(fields::AUDIT_TO_DAY, AuditLogProblem::Order);
        }
        let kinds: Vec<&str> = chosen(fields).filter_map(audit_kind).collect();
        if !search.unknown.is_empty() {
            errors.add(fields::AUDIT_EVENT, AuditLogProblem::Event);
        } else if kinds.len() > MOST_KINDS {
            errors.add(fields::AUDIT_EVENT, AuditLogProblem::TooManyEvents);
        }
        let until = last.map(|last| last.after(Lifetime::days(1)));
        let filter =
            AuditFilter { account_id, client_id, operator_id, case_id, incident, kinds, from, until };
        Ok(Self { search, filter, errors })
    }
}

/// Every event that was chosen; "every event" is none.
fn chosen(fields: &Fields) -> impl Iterator<Item = &str> {
    let of_events = fields.pairs().iter().filter(|(name, _)| name == fields::AUDIT_EVENT);
    of_events.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
}

fn search(fields: &Fields) -> AuditSearch {
    let text = |name: &str| fields.text(name).trim().to_owned();
    let date = |day: &str, month: &str, year: &str| TypedDate {
        day: text(day),
        month: text(month),
        year: text(year),
    };
    let chosen: Vec<&str> = chosen(fields).collect();
    let mut events: Vec<AuditChoice> = audit_kinds()
        .iter()
        .map(|kind| AuditChoice {
            value: (*kind).to_owned(),
            text: audit_event_name(kind),
            chosen: chosen.contains(kind),
        })
        .collect();
    events.sort_by(|one, other| one.text.cmp(&other.text));
    AuditSearch {
        account: text(fields::AUDIT_ACCOUNT),
        client: text(fields::CLIENT),
        operator: text(fields::AUDIT_OPERATOR),
        case: text(fields::CASE),
        incident: text(fields::INCIDENT),
        unknown: chosen
            .iter()
            .filter(|name| audit_kind(name).is_none())
            .map(|name| (*name).to_owned())
            .collect(),
        events,
        from: date(fields::AUDIT_FROM_DAY, fields::AUDIT_FROM_MONTH, fields::AUDIT_FROM_YEAR),
        to: date(fields::AUDIT_TO_DAY, fields::AUDIT_TO_MONTH, fields::AUDIT_TO_YEAR),
    }
}

/// A value of the vocabulary; none when nothing was typed, or something that is none.
fn word<T: for<'a> TryFrom<&'a str>>(
    typed: &str,
    field: &str,
    problem: AuditLogProblem,
    errors: &mut Errors,
) -> Option<T> {
    if typed.is_empty() {
        return None;
    }
    let value = T::try_from(typed).ok();
    if value.is_none() {
        errors.add(field, problem);
    }
    value
}

/// The first moment of a day, in UTC.
fn day(typed: &TypedDate, field: &str, problem: AuditLogProblem, errors: &mut Errors) -> Option<Instant> {
    let parts = [&typed.day, &typed.month, &typed.year];
    if parts.iter().all(|part| part.is_empty()) {
        return None;
    }
    let number = |text: &str| text.parse::<u16>().ok();
    let date = number(&typed.year).zip(number(&typed.month)).zip(number(&typed.day));
    let moment = date.and_then(|((year, month), day)| {
        Instant::try_from(format!("{year:04}-{month:02}-{day:02}").as_str()).ok()
    });
    if moment.is_none() {
        errors.add(field, problem);
    }
    moment
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(day: &str, month: &str, year: &str) -> TypedDate {
        TypedDate { day: day.into(), month: month.into(), year: year.into() }
    }

    #[test]
    fn a_day_is_read_as_people_type_it() {
        let mut errors = Errors::new();
        let read = |date: &TypedDate, errors: &mut Errors| {
            day(date, "fromDay", AuditLogProblem::From, errors).map(|at| at.to_string())
        };
        assert_eq!(read(&typed("5", "03", "2026"), &mut errors).as_deref(), Some("2026-03-05T00:00:00Z"));
        assert_eq!(read(&typed("", "", ""), &mut errors), None);
        assert!(errors.is_empty());
        for wrong in
            [typed("31", "2", "2026"), typed("5", "", "2026"), typed("x", "1", "2026"), typed("1", "1", "26")]
        {
            let mut errors = Errors::new();
            let read = read(&wrong, &mut errors);
            assert!(read.is_none() || read.as_deref() == Some("0026-01-01T00:00:00Z"), "{wrong:?}");
        }
    }
}
