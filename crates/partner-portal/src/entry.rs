//! Getting in and out, where visitors log in: password, authenticator app, log out.

use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use identity::{AuthenticatorGiven, Change, Fault, OperatorEntry, OperatorStanding, OwnPassword};
use screens::portal::{PartnerChoosePassword, PartnerCode, PartnerLocked, PartnerLogIn, PartnerSetUp};
use screens::wording::{AuthenticatorProblem, OperatorLogInProblem, OwnSignInProblem};
use screens::{Errors, fields, paths};
use vocabulary::Instant;
use web::{page, see_other};

use crate::form::PortalForm;
use crate::new_password;
use crate::portal::{Failed, Portal, not_found};
use crate::visitor::Visitor;

const HOME: &str = "/";
const CODE: &str = "/log-in/code";
const PASSWORD: &str = "/log-in/password";
const PICTURE: &str = "/log-in/authenticator.svg";
const PICTURE_POLICY: HeaderValue =
    HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; sandbox");

/// The password page.
pub(crate) async fn show(State(portal): State<Portal>, visitor: Visitor) -> Result<Response, Failed> {
    match portal.identity.operator_standing(&visitor.0).await? {
        OperatorStanding::In(_) => Ok(see_other(HOME)),
        OperatorStanding::ChoosePassword => Ok(see_other(PASSWORD)),
        _ => Ok(log_in(&portal, &visitor, String::new(), Errors::new())),
    }
}

fn log_in(portal: &Portal, visitor: &Visitor, email: String, errors: Errors) -> Response {
    portal.show(visitor, |frame| PartnerLogIn { frame, email, errors })
}

pub(crate) async fn give_password(
    State(portal): State<Portal>,
    PortalForm { visitor, fields }: PortalForm,
) -> Result<Response, Failed> {
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
        return Ok(log_in(&portal, &visitor, email, errors));
    }
    Ok(match portal.identity.give_operator_password(&visitor.0, &email, password).await? {
        OperatorEntry::Next { cookie } => portal.with_cookie(see_other(CODE), &Change::Set(cookie)),
        OperatorEntry::Wrong => {
            log_in(&portal, &visitor, email, Errors::of(fields::PASSWORD, OperatorLogInProblem::Wrong))
        }
        OperatorEntry::Locked { until } => locked(&portal, until),
    })
}

fn locked(portal: &Portal, until: Instant) -> Response {
    let wait = until.since(portal.identity.now()).minutes_rounded_up();
    page(&PartnerLocked { frame: portal.front.plain_frame(), minutes: u64::try_from(wait).unwrap_or(0) })
}

/// The second step, or the set-up of the app.
pub(crate) async fn ask_code(State(portal): State<Portal>, visitor: Visitor) -> Result<Response, Failed> {
    second_step(&portal, &visitor, Errors::new()).await
}

async fn second_step(portal: &Portal, visitor: &Visitor, errors: Errors) -> Result<Response, Failed> {
    Ok(match portal.identity.operator_standing(&visitor.0).await? {
        OperatorStanding::Nobody => see_other(paths::OPERATOR_LOG_IN),
        OperatorStanding::SecondFactor => portal.show(visitor, |frame| PartnerCode { frame, errors }),
        OperatorStanding::SetUp(set_up) => {
            let (qr_src, secret) = (PICTURE.to_owned(), set_up.text().expose().clone());
            portal.show(visitor, |frame| PartnerSetUp { frame, qr_src, secret, errors })
        }
        OperatorStanding::ChoosePassword => see_other(PASSWORD),
        OperatorStanding::In(_) => see_other(HOME),
    })
}

pub(crate) async fn give_code(
    State(portal): State<Portal>,
    PortalForm { visitor, fields }: PortalForm,
) -> Result<Response, Failed> {
    let problem = match portal.identity.give_authenticator_code(&visitor.0, fields.text(fields::CODE)).await?
    {
        AuthenticatorGiven::In { cookie } => {
            return Ok(portal.with_cookie(see_other(HOME), &Change::Set(cookie)));
        }
        AuthenticatorGiven::Locked { until } => return Ok(locked(&portal, until)),
        AuthenticatorGiven::NotAsked => return Ok(see_other(paths::OPERATOR_LOG_IN)),
        AuthenticatorGiven::Empty => AuthenticatorProblem::Empty,
        AuthenticatorGiven::NotSixDigits => AuthenticatorProblem::NotSixNumbers,
        AuthenticatorGiven::Wrong => AuthenticatorProblem::Wrong,
    };
    second_step(&portal, &visitor, Errors::of(fields::CODE, problem)).await
}

/// The page that asks for a password of one's own, after a log in with one that was made.
pub(crate) async fn ask_password(State(portal): State<Portal>, visitor: Visitor) -> Result<Response, Failed> {
    Ok(match portal.identity.operator_standing(&visitor.0).await? {
        OperatorStanding::ChoosePassword => asks_password(&portal, &visitor, Errors::new()),
        _ => see_other(paths::OPERATOR_LOG_IN),
    })
}

fn asks_password(portal: &Portal, visitor: &Visitor, errors: Errors) -> Response {
    let minimum = portal.identity.operator_password_rules().minimum;
    portal.show(visitor, |frame| PartnerChoosePassword { frame, minimum, errors })
}

pub(crate) async fn choose_password(
    State(portal): State<Portal>,
    PortalForm { visitor, fields }: PortalForm,
) -> Result<Response, Failed> {
    let (password, again) = (fields.secret(fields::NEW_PASSWORD), fields.secret(fields::CONFIRM_PASSWORD));
    let errors = match portal.identity.choose_operator_password(&visitor.0, password, again).await? {
        OwnPassword::Set { cookie } => {
            return Ok(portal.with_cookie(see_other(HOME), &Change::Set(cookie)));
        }
        OwnPassword::Refused(rules) => new_password::errors(&rules),
        OwnPassword::Same => Errors::of(fields::NEW_PASSWORD, OwnSignInProblem::Same),
        OwnPassword::WrongPassword | OwnPassword::Locked { .. } | OwnPassword::NotAsked => {
            return Ok(see_other(paths::OPERATOR_LOG_IN));
        }
    };
    Ok(asks_password(&portal, &visitor, errors))
}

/// The QR code of the set-up, for the browser that sets up.
pub(crate) async fn picture(State(portal): State<Portal>, visitor: Visitor) -> Result<Response, Failed> {
    let OperatorStanding::SetUp(set_up) = portal.identity.operator_standing(&visitor.0).await? else {
        return Ok(not_found());
    };
    let svg = set_up.qr_svg();
    if svg.is_empty() {
        return Err(Fault::Bug("a set-up that makes no QR code").into());
    }
    let kind = HeaderValue::from_static("image/svg+xml");
    Ok(([(CONTENT_TYPE, kind), (CONTENT_SECURITY_POLICY, PICTURE_POLICY)], svg).into_response())
}

pub(crate) async fn leave(
    State(portal): State<Portal>,
    PortalForm { visitor, .. }: PortalForm,
) -> Result<Response, Failed> {
    portal.identity.sign_out_operator(&visitor.0).await?;
    Ok(portal.with_cookie(see_other(paths::OPERATOR_LOG_IN), &Change::Clear))
}
