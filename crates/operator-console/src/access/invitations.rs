//! Inviting somebody, sending an invitation again, cancelling it.

use axum::extract::State;
use axum::response::Response;
use identity::{InvitationChanged, InvitationRow, Invite, InviteProblem, Invited, SignedInOperator};
use screens::access::{InvitationPage, InviteOperator};
use screens::wording::{AccessProblem, EmailProblem};
use screens::{Errors, fields, paths, spoken_minutes};
use vocabulary::{EmailAddress, InvitationId, OperatorRoles};
use web::staff::StaffForm;
use web::{Failure, Fields, page, see_other};

use crate::access::list::{CANCELLED, GONE, SENT, invitation_state, names};
use crate::access::ticks::{ticked, ticks};
use crate::console::{Console, not_found};
use crate::names::NamedInvitation;
use crate::on_duty::OnDuty;
use crate::said::{incident, minutes};

type Manager = OnDuty<SignedInOperator>;

/// What was typed.
#[derive(Default)]
struct Typed {
    name: String,
    email: String,
    roles: OperatorRoles,
    incident: String,
}

impl Typed {
    fn of(fields: &Fields) -> Self {
        let text = |name| fields.text(name).trim().to_owned();
        Self {
            name: text(fields::NAME),
            email: text(fields::EMAIL),
            roles: ticked(fields),
            incident: text(fields::INCIDENT),
        }
    }
}

/// The form.
pub(crate) async fn ask(State(console): State<Console>, on_duty: Manager) -> Result<Response, Failure> {
    Ok(shown(&console, &on_duty, Typed::default(), Errors::new()))
}

fn shown(console: &Console, on_duty: &Manager, typed: Typed, errors: Errors) -> Response {
    let lifetime = console.identity.settings().access.invitation;
    page(&InviteOperator {
        frame: on_duty.frame(console).with_back(paths::OPERATOR_ACCESS),
        menu: on_duty.menu(),
        action: format!("{}/invite", paths::OPERATOR_ACCESS),
        name: typed.name,
        email: typed.email,
        roles: ticks(&console.identity, &typed.roles),
        lifetime: spoken_minutes(minutes(lifetime)),
        incident: typed.incident,
        errors,
    })
}

/// "Send the invitation".
pub(crate) async fn invite(
    State(console): State<Console>,
    on_duty: Manager,
    form: StaffForm,
) -> Result<Response, Failure> {
    let typed = Typed::of(&form.fields);
    let mut errors = Errors::new();
    if typed.name.is_empty() {
        errors.add(fields::NAME, AccessProblem::Name);
    }
    let email = EmailAddress::try_from(typed.email.as_str());
    if let Err(problem) = email {
        errors.add(fields::EMAIL, words(problem));
    }
    if typed.roles.is_empty() {
        errors.add(fields::ROLES, AccessProblem::RolesEmpty);
    }
    let incident = incident(&form.fields, &mut errors);
    let (Ok(email), Some(incident), true) = (email, incident, errors.is_empty()) else {
        return Ok(shown(&console, &on_duty, typed, errors));
    };
    let new = Invite { name: typed.name.clone(), email, roles: typed.roles.clone() };
    let origin = console.front.site().origin();
    let (field, problem) =
        match console.identity.invite_operator(&on_duty.role, new, &incident, origin).await? {
            Invited::Sent => return Ok(see_other(&format!("{}?{SENT}", paths::OPERATOR_ACCESS))),
            Invited::IsOperator => (fields::EMAIL, AccessProblem::IsOperator),
            Invited::Waiting => (fields::EMAIL, AccessProblem::IsInvited),
            Invited::Refused(InviteProblem::Name) => (fields::NAME, AccessProblem::Name),
            Invited::Refused(InviteProblem::Roles) => (fields::ROLES, AccessProblem::RolesEmpty),
        };
    Ok(shown(&console, &on_duty, typed, Errors::of(field, problem)))
}

const fn words(problem: vocabulary::EmailProblem) -> EmailProblem {
    match problem {
        vocabulary::EmailProblem::Empty => EmailProblem::Empty,
        vocabulary::EmailProblem::Form => EmailProblem::Malformed,
        vocabulary::EmailProblem::TooShort => EmailProblem::TooShort { minimum: 7 },
    }
}

/// One invitation.
pub(crate) async fn show(
    State(console): State<Console>,
    on_duty: Manager,
    NamedInvitation(id): NamedInvitation,
) -> Result<Response, Failure> {
    one(&console, &on_duty, id, String::new(), Errors::new()).await
}

async fn one(
    console: &Console,
    on_duty: &Manager,
    id: InvitationId,
    incident: String,
    errors: Errors,
) -> Result<Response, Failure> {
    let Some(invitation) = console.identity.invitation(&on_duty.role, id).await? else {
        return Ok(not_found());
    };
    let at = |last: &str| format!("{}/invitations/{id}/{last}", paths::OPERATOR_ACCESS);
    Ok(page(&InvitationPage {
        frame: on_duty.frame(console).with_back(paths::OPERATOR_ACCESS),
        menu: on_duty.menu(),
        rows: rows(&invitation),
        name: invitation.name,
        again_action: at("again"),
        cancel_action: at("cancel"),
        incident,
        errors,
    }))
}

fn rows(invitation: &InvitationRow) -> Vec<(String, String)> {
    vec![
        ("Email address".to_owned(), invitation.email.clone()),
        ("Roles".to_owned(), names(&invitation.roles)),
        ("Link".to_owned(), invitation_state(invitation)),
    ]
}

/// "Send the invitation again".
pub(crate) async fn again(
    State(console): State<Console>,
    on_duty: Manager,
    NamedInvitation(id): NamedInvitation,
    form: StaffForm,
) -> Result<Response, Failure> {
    let mut errors = Errors::new();
    let Some(number) = incident(&form.fields, &mut errors) else {
        return one(&console, &on_duty, id, form.fields.text(fields::INCIDENT).to_owned(), errors).await;
    };
    let origin = console.front.site().origin();
    let changed = console.identity.send_invitation_again(&on_duty.role, id, &number, origin).await?;
    Ok(after(changed, SENT))
}

/// "Cancel the invitation".
pub(crate) async fn cancel(
    State(console): State<Console>,
    on_duty: Manager,
    NamedInvitation(id): NamedInvitation,
    form: StaffForm,
) -> Result<Response, Failure> {
    let mut errors = Errors::new();
    let Some(number) = incident(&form.fields, &mut errors) else {
        return one(&console, &on_duty, id, form.fields.text(fields::INCIDENT).to_owned(), errors).await;
    };
    let changed = console.identity.cancel_invitation(&on_duty.role, id, &number).await?;
    Ok(after(changed, CANCELLED))
}

fn after(changed: InvitationChanged, done: &str) -> Response {
    let told = match changed {
        InvitationChanged::Done => done,
        InvitationChanged::Gone => GONE,
    };
    see_other(&format!("{}?{told}", paths::OPERATOR_ACCESS))
}
