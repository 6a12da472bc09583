//! Arriving: the link of an invitation.

use axum::extract::{Path, State};
use axum::response::Response;
use identity::{Change, InvitationTaken};
use screens::access::{InvitationGone, TakeInvitation};
use screens::{Errors, fields};
use web::staff::{LOG_IN_CODE, StaffDoor as _, StaffForm, StaffVisitor};
use web::{Failure, new_password_errors, page, see_other};

use crate::console::Console;

/// The page of a link. It takes nothing: mail scanners open links.
pub(crate) async fn open(
    State(console): State<Console>,
    Path(link): Path<String>,
    visitor: StaffVisitor,
) -> Result<Response, Failure> {
    invitation(&console, &link, &visitor, Errors::new()).await
}

async fn invitation(
    console: &Console,
    link: &str,
    visitor: &StaffVisitor,
    errors: Errors,
) -> Result<Response, Failure> {
    let Some(view) = console.identity.open_invitation(link).await? else {
        return Ok(page(&InvitationGone { frame: console.front.plain_frame() }));
    };
    Ok(console.show(visitor, |frame| TakeInvitation {
        frame,
        action: format!("/invitation/{link}"),
        name: view.name,
        email: view.email,
        minimum: view.password_minimum,
        errors,
    }))
}

/// The password of somebody who was invited.
pub(crate) async fn take(
    State(console): State<Console>,
    Path(link): Path<String>,
    StaffForm { visitor, fields }: StaffForm,
) -> Result<Response, Failure> {
    let (password, confirmation) =
        (fields.secret(fields::NEW_PASSWORD), fields.secret(fields::CONFIRM_PASSWORD));
    match console.identity.take_invitation(&visitor.0, &link, password, confirmation).await? {
        InvitationTaken::Next { cookie } => {
            Ok(console.with_cookie(see_other(LOG_IN_CODE), &Change::Set(cookie)))
        }
        InvitationTaken::Refused(rules) => {
            invitation(&console, &link, &visitor, new_password_errors(&rules, fields::NEW_PASSWORD)).await
        }
        InvitationTaken::Gone => Ok(page(&InvitationGone { frame: console.front.plain_frame() })),
    }
}
