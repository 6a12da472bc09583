//! Getting in and out: password, authenticator app, log-out.

use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};
use identity::{AuthenticatorGiven, AuthenticatorSetUp, Change, Fault, OperatorEntry, OperatorStanding};
use screens::checker::{CheckerLocked, CheckerLogIn, SecondFactor, SetUpAuthenticator};
use screens::wording::{AuthenticatorProblem, OperatorLogInProblem};
use screens::{Errors, fields, paths};
use vocabulary::Instant;
use web::{page, see_other};

use crate::access::arrival::CHOOSE;
use crate::console::{Console, Failed, not_found};
use crate::form::ConsoleForm;
use crate::said::minutes;
use crate::visitor::Visitor;

const CODE: &str = "/log-in/code";
const PICTURE: &str = "/log-in/authenticator.svg";
const PICTURE_POLICY: HeaderValue =
    HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; sandbox");

/// The password page.
pub(crate) async fn show(State(console): State<Console>, visitor: Visitor) -> Result<Response, Failed> {
    match console.identity.operator_standing(&visitor.0).await? {
        OperatorStanding::In(_) => Ok(see_other(paths::OPERATOR_HOME)),
        OperatorStanding::ChoosePassword => Ok(see_other(CHOOSE)),
        _ => Ok(log_in(&console, visitor, String::new(), Errors::new())),
    }
}

/// The password page; a browser without a cookie of ours gets one that opens nothing, so that the form has a token.
fn log_in(console: &Console, mut visitor: Visitor, email: String, errors: Errors) -> Response {
    let mut change = Change::Keep;
    if console.identity.operator_csrf_token(&visitor.0).is_none() {
        let fresh = console.identity.fresh_operator_cookie();
        visitor.0.session = Some(fresh.clone());
        change = Change::Set(fresh);
    }
    let action = paths::OPERATOR_LOG_IN.to_owned();
    let shown = page(&CheckerLogIn { frame: console.frame(&visitor.0), action, email, errors });
    console.with_cookie(shown, &change)
}

pub(crate) async fn give_password(
    State(console): State<Console>,
    ConsoleForm { visitor, fields }: ConsoleForm,
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
        return Ok(log_in(&console, visitor, email, errors));
    }
    match console.identity.give_operator_password(&visitor.0, &email, password).await? {
        OperatorEntry::Next { cookie } => Ok(console.with_cookie(see_other(CODE), &Change::Set(cookie))),
        OperatorEntry::Wrong => {
            let errors = Errors::of(fields::PASSWORD, OperatorLogInProblem::Wrong);
            Ok(log_in(&console, visitor, email, errors))
        }
        OperatorEntry::Locked { until } => Ok(locked(&console, until)),
    }
}

pub(crate) fn locked(console: &Console, until: Instant) -> Response {
    let wait = until.since(console.identity.now());
    page(&CheckerLocked { frame: console.front.plain_frame(), minutes: minutes(wait) })
}

/// The second step, or the set-up of the app.
pub(crate) async fn ask_code(State(console): State<Console>, visitor: Visitor) -> Result<Response, Failed> {
    second_step(&console, &visitor, Errors::new()).await
}

async fn second_step(console: &Console, visitor: &Visitor, errors: Errors) -> Result<Response, Failed> {
    let (frame, action) = (console.frame(&visitor.0), CODE.to_owned());
    Ok(match console.identity.operator_standing(&visitor.0).await? {
        OperatorStanding::Nobody => see_other(paths::OPERATOR_LOG_IN),
        OperatorStanding::SecondFactor => page(&SecondFactor { frame, action, errors }),
        OperatorStanding::SetUp(set_up) => {
            let (qr_src, secret) = (PICTURE.to_owned(), set_up.text().expose().clone());
            page(&SetUpAuthenticator { frame, action, qr_src, secret, errors })
        }
        OperatorStanding::ChoosePassword => see_other(CHOOSE),
        OperatorStanding::In(_) => see_other(paths::OPERATOR_HOME),
    })
}

pub(crate) async fn give_code(
    State(console): State<Console>,
    ConsoleForm { visitor, fields }: ConsoleForm,
) -> Result<Response, Failed> {
    let problem =
        match console.identity.give_authenticator_code(&visitor.0, fields.text(fields::CODE)).await? {
            AuthenticatorGiven::In { cookie } => {
                return Ok(console.with_cookie(see_other(paths::OPERATOR_HOME), &Change::Set(cookie)));
            }
            AuthenticatorGiven::Locked { until } => return Ok(locked(&console, until)),
            AuthenticatorGiven::NotAsked => return Ok(see_other(paths::OPERATOR_LOG_IN)),
            AuthenticatorGiven::Empty => AuthenticatorProblem::Empty,
            AuthenticatorGiven::NotSixDigits => AuthenticatorProblem::NotSixNumbers,
            AuthenticatorGiven::Wrong => AuthenticatorProblem::Wrong,
        };
    second_step(&console, &visitor, Errors::of(fields::CODE, problem)).await
}

/// The QR code of the set-up, for the browser that sets up.
pub(crate) async fn picture(State(console): State<Console>, visitor: Visitor) -> Result<Response, Failed> {
    let OperatorStanding::SetUp(set_up) = console.identity.operator_standing(&visitor.0).await? else {
        return Ok(not_found());
    };
    qr_picture(&set_up)
}

/// The QR code of an authenticator app.
pub(crate) fn qr_picture(set_up: &AuthenticatorSetUp) -> Result<Response, Failed> {
    let svg = set_up.qr_svg();
    if svg.is_empty() {
        return Err(Fault::Bug("a set-up that makes no QR code").into());
    }
    let kind = HeaderValue::from_static("image/svg+xml");
    Ok(([(CONTENT_TYPE, kind), (CONTENT_SECURITY_POLICY, PICTURE_POLICY)], svg).into_response())
}

pub(crate) async fn leave(
    State(console): State<Console>,
    ConsoleForm { visitor, .. }: ConsoleForm,
) -> Result<Response, Failed> {
    console.identity.sign_out_operator(&visitor.0).await?;
    Ok(console.with_cookie(see_other(paths::OPERATOR_LOG_IN), &Change::Clear))
}
