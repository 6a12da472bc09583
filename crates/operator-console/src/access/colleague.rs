//! One operator: their page, their roles, and what is done to them.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use identity::{Colleague, ColleagueChanged, SignedInOperator, Use};
use screens::access::{OperatorAct, OperatorActForm, OperatorPage, OperatorRolesForm};
use screens::wording::AccessProblem;
use screens::{Errors, Link, fields, paths};
use vocabulary::{IncidentNumber, OperatorId, OperatorRoles};
use web::staff::StaffForm;
use web::{Failure, page, see_other};

use crate::access::list::{authenticator, names, state};
use crate::access::ticks::{ticked, ticks};
use crate::console::{Console, not_found};
use crate::names::{NamedAct, NamedOperator};
use crate::on_duty::OnDuty;
use crate::said::{incident, moment};

type Manager = OnDuty<SignedInOperator>;

const DONE: &str = "done=yes";

fn at(id: OperatorId) -> String {
    format!("{}/operators/{id}", paths::OPERATOR_ACCESS)
}

pub(crate) const fn slug(act: OperatorAct) -> &'static str {
    match act {
        OperatorAct::Disable => "disable",
        OperatorAct::Enable => "enable",
        OperatorAct::Reset => "reset",
        OperatorAct::EndSessions => "end-sessions",
    }
}

/// Their page.
pub(crate) async fn show(
    State(console): State<Console>,
    on_duty: Manager,
    NamedOperator(id): NamedOperator,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let Some(colleague) = console.identity.colleague(&on_duty.role, id).await? else {
        return Ok(not_found());
    };
    let mut frame = on_duty.frame(&console).with_back(paths::OPERATOR_ACCESS);
    if query.as_deref() == Some(DONE) {
        frame = frame.with_success("Done");
    }
    Ok(page(&OperatorPage {
        frame,
        menu: on_duty.menu(),
        name: colleague.row.name.clone(),
        rows: rows(&colleague),
        actions: actions(&colleague),
        own_href: colleague.is_oneself.then(|| paths::OPERATOR_OWN.to_owned()),
    }))
}

fn rows(colleague: &Colleague) -> Vec<(String, String)> {
    let row = |key: &str, value: String| (key.to_owned(), value);
    let mut rows = vec![
        row("User name", colleague.row.username.clone()),
        row("Roles", names(&colleague.row.roles)),
        row("State", state(&colleague.row).to_owned()),
        row("Authenticator app", authenticator(&colleague.row).to_owned()),
        row("Added", moment(Some(colleague.created_at))),
        row("Logged in", format!("In {} browsers", colleague.sessions)),
    ];
    if colleague.last_used_at.is_some() {
        rows.push(row("Last used", moment(colleague.last_used_at)));
    }
    rows
}

fn actions(colleague: &Colleague) -> Vec<Link> {
    let below = |text: &str, last: &str| Link::new(text, format!("{}/{last}", at(colleague.row.id)));
    let act = |text: &str, act| below(text, slug(act));
    let switch = match colleague.row.disabled_at {
        Some(_) => act("Enable", OperatorAct::Enable),
        None => act("Disable", OperatorAct::Disable),
    };
    vec![
        below("Change roles", "roles"),
        switch,
        act("Reset the authenticator app", OperatorAct::Reset),
        act("Log out everywhere", OperatorAct::EndSessions),
    ]
}

/// The roles of an operator.
pub(crate) async fn ask_roles(
    State(console): State<Console>,
    on_duty: Manager,
    NamedOperator(id): NamedOperator,
) -> Result<Response, Failure> {
    let Some(colleague) = console.identity.colleague(&on_duty.role, id).await? else {
        return Ok(not_found());
    };
    let roles = colleague.row.roles.clone();
    Ok(roles_form(&console, &on_duty, &colleague, (&roles, ""), Errors::new()))
}

fn roles_form(
    console: &Console,
    on_duty: &Manager,
    colleague: &Colleague,
    (roles, incident): (&OperatorRoles, &str),
    errors: Errors,
) -> Response {
    let id = colleague.row.id;
    page(&OperatorRolesForm {
        frame: on_duty.frame(console).with_back(at(id)),
        menu: on_duty.menu(),
        name: colleague.row.name.clone(),
        action: format!("{}/roles", at(id)),
        roles: ticks(&console.identity, roles),
        incident: incident.to_owned(),
        errors,
    })
}

/// "Save the roles".
pub(crate) async fn set_roles(
    State(console): State<Console>,
    on_duty: Manager,
    NamedOperator(id): NamedOperator,
    form: StaffForm,
) -> Result<Response, Failure> {
    let Some(colleague) = console.identity.colleague(&on_duty.role, id).await? else {
        return Ok(not_found());
    };
    let roles = ticked(&form.fields);
    let mut errors = Errors::new();
    if roles.is_empty() {
        errors.add(fields::ROLES, AccessProblem::RolesEmpty);
    }
    let number = incident(&form.fields, &mut errors);
    if let (Some(number), true) = (number, errors.is_empty()) {
        let changed = console.identity.set_colleague_roles(&on_duty.role, id, &roles, &number).await?;
        match problem(changed) {
            None => return Ok(see_other(&format!("{}?{DONE}", at(id)))),
            Some(problem) => errors.add(fields::ROLES, problem),
        }
    }
    Ok(roles_form(&console, &on_duty, &colleague, (&roles, form.fields.text(fields::INCIDENT)), errors))
}

/// What is wrong; none when it was done.
const fn problem(changed: ColleagueChanged) -> Option<AccessProblem> {
    match changed {
        // The page itself says that no link can be sent.
        ColleagueChanged::Done | ColleagueChanged::NoAddress => None,
        ColleagueChanged::Oneself => Some(AccessProblem::Oneself),
        ColleagueChanged::LastManager => Some(AccessProblem::LastManager),
        ColleagueChanged::Roles => Some(AccessProblem::RolesEmpty),
        ColleagueChanged::Unknown | ColleagueChanged::Raced => Some(AccessProblem::Raced),
    }
}

/// The page that confirms an act.
pub(crate) async fn ask(
    State(console): State<Console>,
    on_duty: Manager,
    NamedAct(id, act): NamedAct,
) -> Result<Response, Failure> {
    confirm(&console, &on_duty, (id, act), "", Errors::new()).await
}

async fn confirm(
    console: &Console,
    on_duty: &Manager,
    (id, act): (OperatorId, OperatorAct),
    incident: &str,
    errors: Errors,
) -> Result<Response, Failure> {
    let Some(colleague) = console.identity.colleague(&on_duty.role, id).await? else {
        return Ok(not_found());
    };
    Ok(page(&OperatorActForm {
        frame: on_duty.frame(console).with_back(at(id)),
        menu: on_duty.menu(),
        act,
        command: command(&colleague, act),
        name: colleague.row.name,
        action: format!("{}/{}", at(id), slug(act)),
        incident: incident.to_owned(),
        errors,
    }))
}

/// What resets somebody to whom no link can be sent.
fn command(colleague: &Colleague, act: OperatorAct) -> Option<String> {
    let by_hand = act == OperatorAct::Reset && !colleague.has_address;
    by_hand.then(|| {
        format!("nhs-login operators reset-authenticator {} --incident NUMBER", colleague.row.username)
    })
}

/// An act.
pub(crate) async fn act(
    State(console): State<Console>,
    on_duty: Manager,
    NamedAct(id, act): NamedAct,
    form: StaffForm,
) -> Result<Response, Failure> {
    let typed = form.fields.text(fields::INCIDENT);
    let mut errors = Errors::new();
    let Some(number) = incident(&form.fields, &mut errors) else {
        return confirm(&console, &on_duty, (id, act), typed, errors).await;
    };
    let changed = done(&console, &on_duty.role, (id, act), &number).await?;
    if let Some(problem) = problem(changed) {
        let errors = Errors::of(fields::INCIDENT, problem);
        return confirm(&console, &on_duty, (id, act), typed, errors).await;
    }
    if changed == ColleagueChanged::NoAddress {
        return confirm(&console, &on_duty, (id, act), typed, Errors::new()).await;
    }
    Ok(see_other(&format!("{}?{DONE}", at(id))))
}

async fn done(
    console: &Console,
    by: &SignedInOperator,
    (id, act): (OperatorId, OperatorAct),
    number: &IncidentNumber,
) -> Result<ColleagueChanged, Failure> {
    let identity = &console.identity;
    Ok(match act {
        OperatorAct::Disable => identity.switch_colleague(by, id, Use::Disabled, number).await?,
        OperatorAct::Enable => identity.switch_colleague(by, id, Use::Enabled, number).await?,
        OperatorAct::Reset => {
            let origin = console.front.site().origin();
            identity.reset_colleague(by, id, number, origin).await?
        }
        OperatorAct::EndSessions => identity.end_colleague_sessions(by, id, number).await?,
    })
}
