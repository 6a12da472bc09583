//! Arriving: the link of an invitation, and a password of one's own after one that was made.

use axum::extract::{Path, State};
use axum::response::Response;
use identity::{Change, InvitationTaken, OperatorStanding, OwnPassword};
use screens::access::{ChooseOperatorPassword, InvitationGone, TakeInvitation};
use screens::wording::OwnSignInProblem;
use screens::{Errors, fields, paths};
use web::{page, see_other};

use crate::access::password;
use crate::console::{Console, Failed};
use crate::form::ConsoleForm;
use crate::visitor::Visitor;

/// The second step of a log-in.
const CODE: &str = "/log-in/code";
/// A password of one's own.
pub(crate) const CHOOSE: &str = "/log-in/password";

/// The page of a link. It takes nothing: mail scanners open links.
pub(crate) async fn open(
    State(console): State<Console>,
    Path(link): Path<String>,
    visitor: Visitor,
) -> Result<Response, Failed> {
    invitation(&console, &link, visitor, Errors::new()).await
}

async fn invitation(
    console: &Console,
    link: &str,
    mut visitor: Visitor,
    errors: Errors,
) -> Result<Response, Failed> {
    let Some(view) = console.identity.open_invitation(link).await? else {
        return Ok(page(&InvitationGone { frame: console.front.plain_frame() }));
    };
    let mut change = Change::Keep;
    if console.identity.operator_csrf_token(&visitor.0).is_none() {
        let fresh = console.identity.fresh_operator_cookie();
        visitor.0.session = Some(fresh.clone());
        change = Change::Set(fresh);
    }
    let shown = page(&TakeInvitation {
        frame: console.frame(&visitor.0),
        action: format!("/invitation/{link}"),
        name: view.name,
        email: view.email,
        minimum: view.password_minimum,
        errors,
    });
    Ok(console.with_cookie(shown, &change))
}

/// The password of somebody who was invited.
pub(crate) async fn take(
    State(console): State<Console>,
    Path(link): Path<String>,
    ConsoleForm { visitor, fields }: ConsoleForm,
) -> Result<Response, Failed> {
    let (password, confirmation) =
        (fields.secret(fields::NEW_PASSWORD), fields.secret(fields::CONFIRM_PASSWORD));
    match console.identity.take_invitation(&visitor.0, &link, password, confirmation).await? {
        InvitationTaken::Next { cookie } => Ok(console.with_cookie(see_other(CODE), &Change::Set(cookie))),
        InvitationTaken::Refused(rules) => {
            invitation(&console, &link, visitor, password::errors(&rules)).await
        }
        InvitationTaken::Gone => Ok(page(&InvitationGone { frame: console.front.plain_frame() })),
    }
}

/// The page that asks for a password of one's own.
pub(crate) async fn ask(State(console): State<Console>, visitor: Visitor) -> Result<Response, Failed> {
    Ok(match console.identity.operator_standing(&visitor.0).await? {
        OperatorStanding::ChoosePassword => asked(&console, &visitor, Errors::new()),
        _ => see_other(paths::OPERATOR_LOG_IN),
    })
}

fn asked(console: &Console, visitor: &Visitor, errors: Errors) -> Response {
    page(&ChooseOperatorPassword {
        frame: console.frame(&visitor.0),
        action: CHOOSE.to_owned(),
        minimum: console.identity.operator_password_rules().minimum,
        errors,
    })
}

/// A password of one's own.
pub(crate) async fn choose(
    State(console): State<Console>,
    ConsoleForm { visitor, fields }: ConsoleForm,
) -> Result<Response, Failed> {
    let (password, confirmation) =
        (fields.secret(fields::NEW_PASSWORD), fields.secret(fields::CONFIRM_PASSWORD));
    let errors = match console.identity.choose_operator_password(&visitor.0, password, confirmation).await? {
        OwnPassword::Set { cookie } => {
            return Ok(console.with_cookie(see_other(paths::OPERATOR_HOME), &Change::Set(cookie)));
        }
        OwnPassword::Refused(rules) => password::errors(&rules),
        OwnPassword::Same => Errors::of(fields::NEW_PASSWORD, OwnSignInProblem::Same),
        OwnPassword::WrongPassword | OwnPassword::Locked { .. } | OwnPassword::NotAsked => {
            return Ok(see_other(paths::OPERATOR_LOG_IN));
        }
    };
    Ok(asked(&console, &visitor, errors))
}
