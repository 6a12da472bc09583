//! Getting in and out: password, authenticator app, a password of one's own, log out.

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};
use identity::{
    AuthenticatorGiven, AuthenticatorSetUp, Change, Fault, OperatorEntry, OperatorStanding, OwnPassword,
};
use screens::wording::{AuthenticatorProblem, OperatorLogInProblem, OwnSignInProblem};
use screens::{Errors, fields, paths};
use vocabulary::Instant;

use super::{StaffDoor, StaffForm, StaffVisitor};
use crate::errors::Failure;
use crate::new_password::new_password_errors;
use crate::pages::{page, see_other};

/// The second step of a log in.
pub const LOG_IN_CODE: &str = "/log-in/code";
/// A password of one's own, after one that was made.
pub const LOG_IN_PASSWORD: &str = "/log-in/password";
/// The QR code of an authenticator app, for the browser that sets it up.
pub const LOG_IN_PICTURE: &str = "/log-in/authenticator.svg";

const PICTURE_POLICY: HeaderValue =
    HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; sandbox");

/// The password page.
///
/// # Errors
/// The store.
pub async fn show<D: StaffDoor>(State(door): State<D>, visitor: StaffVisitor) -> Result<Response, Failure> {
    match door.identity().operator_standing(&visitor.0).await? {
        OperatorStanding::In(_) => Ok(see_other(D::HOME)),
        OperatorStanding::ChoosePassword => Ok(see_other(LOG_IN_PASSWORD)),
        _ => Ok(log_in(&door, &visitor, String::new(), Errors::new())),
    }
}

fn log_in<D: StaffDoor>(door: &D, visitor: &StaffVisitor, email: String, errors: Errors) -> Response {
    door.show(visitor, |frame| D::log_in_page(frame, email, errors))
}

/// A password. Fields `email` and `password`.
///
/// # Errors
/// The store.
pub async fn give_password<D: StaffDoor>(
    State(door): State<D>,
    StaffForm { visitor, fields }: StaffForm,
) -> Result<Response, Failure> {
    let email = fields.text(fields::EMAIL).trim().to_owned();
    let password = fields.secret(fields::PASSWORD);
    let mut errors = Errors::new();
    if email.is_empty() {
        errors.add(fields::EMAIL, OperatorLogInProblem::EmailEmpty);
    }
    if password.expose().is_empty() {
        errors.add(fields::PASSWORD, OperatorLogInProblem::PasswordEmpty);
    }
    if !errors.is_empty() {
        return Ok(log_in(&door, &visitor, email, errors));
    }
    Ok(match door.identity().give_operator_password(&visitor.0, &email, password).await? {
        OperatorEntry::Next { cookie } => door.with_cookie(see_other(LOG_IN_CODE), &Change::Set(cookie)),
        OperatorEntry::Wrong => {
            log_in(&door, &visitor, email, Errors::of(fields::PASSWORD, OperatorLogInProblem::Wrong))
        }
        OperatorEntry::Locked { until } => locked(&door, until),
    })
}

/// The page of a lock.
pub fn locked<D: StaffDoor>(door: &D, until: Instant) -> Response {
    let wait = until.since(door.identity().now()).minutes_rounded_up();
    page(&D::locked_page(door.front().plain_frame(), u64::try_from(wait).unwrap_or(0)))
}

/// The second step, or the set-up of the app.
///
/// # Errors
/// The store.
pub async fn ask_code<D: StaffDoor>(
    State(door): State<D>,
    visitor: StaffVisitor,
) -> Result<Response, Failure> {
    second_step(&door, &visitor, Errors::new()).await
}

async fn second_step<D: StaffDoor>(
    door: &D,
    visitor: &StaffVisitor,
    errors: Errors,
) -> Result<Response, Failure> {
    Ok(match door.identity().operator_standing(&visitor.0).await? {
        OperatorStanding::Nobody => see_other(paths::OPERATOR_LOG_IN),
        OperatorStanding::SecondFactor => door.show(visitor, |frame| D::code_page(frame, errors)),
        OperatorStanding::SetUp(set_up) => {
            let secret = set_up.text().expose().clone();
            door.show(visitor, |frame| D::set_up_page(frame, secret, errors))
        }
        OperatorStanding::ChoosePassword => see_other(LOG_IN_PASSWORD),
        OperatorStanding::In(_) => see_other(D::HOME),
    })
}

/// A code of the authenticator app. Field `code`.
///
/// # Errors
/// The store.
pub async fn give_code<D: StaffDoor>(
    State(door): State<D>,
    StaffForm { visitor, fields }: StaffForm,
) -> Result<Response, Failure> {
    let given = door.identity().give_authenticator_code(&visitor.0, fields.text(fields::CODE)).await?;
    let problem = match given {
        AuthenticatorGiven::In { cookie } => {
            return Ok(door.with_cookie(see_other(D::HOME), &Change::Set(cookie)));
        }
        AuthenticatorGiven::Locked { until } => return Ok(locked(&door, until)),
        AuthenticatorGiven::NotAsked => return Ok(see_other(paths::OPERATOR_LOG_IN)),
        AuthenticatorGiven::Empty => AuthenticatorProblem::Empty,
        AuthenticatorGiven::NotSixDigits => AuthenticatorProblem::NotSixNumbers,
        AuthenticatorGiven::Wrong => AuthenticatorProblem::Wrong,
    };
    second_step(&door, &visitor, Errors::of(fields::CODE, problem)).await
}

/// The page that asks for a password of one's own, after a log in with one that was made.
///
/// # Errors
/// The store.
pub async fn ask_password<D: StaffDoor>(
    State(door): State<D>,
    visitor: StaffVisitor,
) -> Result<Response, Failure> {
    Ok(match door.identity().operator_standing(&visitor.0).await? {
        OperatorStanding::ChoosePassword => own_password(&door, &visitor, Errors::new()),
        _ => see_other(paths::OPERATOR_LOG_IN),
    })
}

fn own_password<D: StaffDoor>(door: &D, visitor: &StaffVisitor, errors: Errors) -> Response {
    let minimum = door.identity().operator_password_rules().minimum;
    door.show(visitor, |frame| D::own_password_page(frame, minimum, errors))
}

/// A password of one's own. Fields `newPassword` and `confirmPassword`.
///
/// # Errors
/// The store.
pub async fn choose_password<D: StaffDoor>(
    State(door): State<D>,
    StaffForm { visitor, fields }: StaffForm,
) -> Result<Response, Failure> {
    let (password, again) = (fields.secret(fields::NEW_PASSWORD), fields.secret(fields::CONFIRM_PASSWORD));
    let errors = match door.identity().choose_operator_password(&visitor.0, password, again).await? {
        OwnPassword::Set { cookie } => {
            return Ok(door.with_cookie(see_other(D::HOME), &Change::Set(cookie)));
        }
        OwnPassword::Refused(rules) => new_password_errors(&rules, fields::NEW_PASSWORD),
        OwnPassword::Same => Errors::of(fields::NEW_PASSWORD, OwnSignInProblem::Same),
        OwnPassword::WrongPassword | OwnPassword::Locked { .. } | OwnPassword::NotAsked => {
            return Ok(see_other(paths::OPERATOR_LOG_IN));
        }
    };
    Ok(own_password(&door, &visitor, errors))
}

/// The QR code of the set-up, for the browser that sets up.
///
/// # Errors
/// The store, or a set-up that makes no QR code.
pub async fn picture<D: StaffDoor>(
    State(door): State<D>,
    visitor: StaffVisitor,
) -> Result<Response, Failure> {
    match door.identity().operator_standing(&visitor.0).await? {
        OperatorStanding::SetUp(set_up) => picture_of(&set_up),
        _ => Ok(StatusCode::NOT_FOUND.into_response()),
    }
}

/// The QR code of an authenticator app.
///
/// # Errors
/// A set-up that makes no QR code.
pub fn picture_of(set_up: &AuthenticatorSetUp) -> Result<Response, Failure> {
    let svg = set_up.qr_svg();
    if svg.is_empty() {
        return Err(Fault::Bug("a set-up that makes no QR code").into());
    }
    let kind = HeaderValue::from_static("image/svg+xml");
    Ok(([(CONTENT_TYPE, kind), (CONTENT_SECURITY_POLICY, PICTURE_POLICY)], svg).into_response())
}

/// Log out.
///
/// # Errors
/// The store.
pub async fn leave<D: StaffDoor>(
    State(door): State<D>,
    StaffForm { visitor, .. }: StaffForm,
) -> Result<Response, Failure> {
    door.identity().sign_out_operator(&visitor.0).await?;
    Ok(door.with_cookie(see_other(paths::OPERATOR_LOG_IN), &Change::Clear))
}
