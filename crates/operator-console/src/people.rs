//! Finding a person: what is typed comes by POST and stands in no address.

use axum::extract::State;
use axum::response::Response;
use identity::{FoundPerson, PersonStatus, Searched, SignedInOperator};
use screens::people::{FindPeople, FoundList, FoundRow, NobodyFound, TooManySearches, WayToFind};
use screens::wording::{SearchProblem, act_words};
use screens::{Errors, fields, paths};
use vocabulary::{Instant, PersonAction, SearchKind};
use web::staff::StaffForm;
use web::{Failure, Fields, page, see_other};

use crate::console::Console;
use crate::on_duty::OnDuty;
use crate::said::minutes;

/// The address of an account's page.
pub(crate) fn at(address: &str) -> String {
    format!("{}/{address}", paths::PEOPLE)
}

/// "Find a person".
pub(crate) async fn show(State(console): State<Console>, on_duty: OnDuty<SignedInOperator>) -> Response {
    form(&console, &on_duty, (None, String::new()), Errors::new())
}

fn form(
    console: &Console,
    on_duty: &OnDuty<SignedInOperator>,
    (chosen, term): (Option<SearchKind>, String),
    errors: Errors,
) -> Response {
    let open = on_duty.role.ways_to_find().into_iter();
    page(&FindPeople {
        frame: on_duty.frame(console),
        menu: on_duty.menu(),
        action: paths::PEOPLE.to_owned(),
        ways: open.map(|kind| WayToFind { kind, chosen: chosen == Some(kind) }).collect(),
        term,
        errors,
    })
}

/// "Find": one account is opened, several are listed.
pub(crate) async fn find(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    StaffForm { fields, .. }: StaffForm,
) -> Result<Response, Failure> {
    let term = fields.secret(fields::TERM);
    let kept = || term.expose().trim().to_owned();
    let open = on_duty.role.ways_to_find();
    let kind = kind_of(&fields).filter(|kind| open.contains(kind));
    let errors = problems(kind, &kept());
    let Some(kind) = kind.filter(|_| errors.is_empty()) else {
        return Ok(form(&console, &on_duty, (kind, kept()), errors));
    };
    let (frame, menu) = (on_duty.frame(&console), on_duty.menu());
    Ok(match console.identity.find_people(&on_duty.role, kind, &term).await? {
        Searched::Malformed => {
            let errors = Errors::of(fields::TERM, SearchProblem::Malformed(kind));
            form(&console, &on_duty, (Some(kind), kept()), errors)
        }
        Searched::Nobody => {
            page(&NobodyFound { frame: frame.with_back(paths::PEOPLE), menu, kind, term: kept() })
        }
        Searched::TooMany { until } => too_many(&console, &on_duty, until),
        Searched::Found(people) => {
            if let [one] = people.as_slice() {
                return Ok(see_other(&at(&one.address)));
            }
            let people = people.into_iter().map(row).collect();
            page(&FoundList { frame: frame.with_back(paths::PEOPLE), menu, people })
        }
    })
}

/// They searched too often, and wait.
pub(crate) fn too_many(console: &Console, on_duty: &OnDuty<SignedInOperator>, until: Instant) -> Response {
    let minutes = minutes(until.since(console.identity.now()));
    page(&TooManySearches { frame: on_duty.frame(console), menu: on_duty.menu(), minutes })
}

fn kind_of(fields: &Fields) -> Option<SearchKind> {
    SearchKind::try_from(fields.text(fields::BY)).ok()
}

fn problems(kind: Option<SearchKind>, term: &str) -> Errors {
    let mut errors = Errors::new();
    if kind.is_none() {
        errors.add(fields::BY, SearchProblem::NoKind);
    }
    if term.is_empty() {
        errors.add(fields::TERM, SearchProblem::Empty);
    }
    errors
}

fn row(found: FoundPerson) -> FoundRow {
    FoundRow {
        href: at(&found.address),
        email: found.email,
        name: found.name,
        status: found.status.map(|status| match status {
            PersonStatus::Active => "Active",
            PersonStatus::Disabled(_) => "Disabled",
        }),
    }
}

/// The banner for `?done=`, when it names an act.
pub(crate) fn banner(query: Option<&str>) -> Option<&'static str> {
    let act = query?.strip_prefix("done=")?;
    Some(act_words(PersonAction::try_from(act).ok()?).done)
}
