//! One's own sign-in: another password, another authenticator app.

use axum::extract::State;
use axum::response::Response;
use identity::{AuthenticatorReplaced, Change, OneTimeCode, OwnPassword, SignedInOperator, TypedCodeFault};
use screens::access::{ChangeOperatorPassword, ReplaceAuthenticator};
use screens::wording::{AuthenticatorProblem, LoginPasswordProblem, OwnSignInProblem};
use screens::{Errors, fields, paths};
use web::staff::log_in::{locked, picture_of};
use web::staff::{StaffDoor as _, StaffForm};
use web::{Failure, new_password_errors, page, see_other};

use crate::access::own::{AUTHENTICATOR_CHANGED, PASSWORD_CHANGED};
use crate::console::{Console, not_found};
use crate::on_duty::OnDuty;

type Own = OnDuty<SignedInOperator>;

fn at(last: &str) -> String {
    format!("{}/{last}", paths::OPERATOR_OWN)
}

/// The page of another password.
pub(crate) async fn ask_password(State(console): State<Console>, on_duty: Own) -> Result<Response, Failure> {
    Ok(password_form(&console, &on_duty, Errors::new()))
}

fn password_form(console: &Console, on_duty: &Own, errors: Errors) -> Response {
    page(&ChangeOperatorPassword {
        frame: on_duty.frame(console).with_back(paths::OPERATOR_OWN),
        menu: on_duty.menu(),
        action: at("password"),
        minimum: console.identity.operator_password_rules().minimum,
        errors,
    })
}

/// Another password.
pub(crate) async fn change_password(
    State(console): State<Console>,
    on_duty: Own,
    StaffForm { visitor, fields }: StaffForm,
) -> Result<Response, Failure> {
    let before = fields.secret(fields::PASSWORD);
    if before.expose().is_empty() {
        let errors = Errors::of(fields::PASSWORD, LoginPasswordProblem::Empty);
        return Ok(password_form(&console, &on_duty, errors));
    }
    let (new, confirmation) = (fields.secret(fields::NEW_PASSWORD), fields.secret(fields::CONFIRM_PASSWORD));
    let errors = match console.identity.change_own_password(&visitor.0, before, new, confirmation).await? {
        OwnPassword::Set { cookie } => {
            let response = see_other(&format!("{}?{PASSWORD_CHANGED}", paths::OPERATOR_OWN));
            return Ok(console.with_cookie(response, &Change::Set(cookie)));
        }
        OwnPassword::Locked { until } => return Ok(locked(&console, until)),
        OwnPassword::NotAsked => return Ok(see_other(paths::OPERATOR_LOG_IN)),
        OwnPassword::Refused(rules) => new_password_errors(&rules, fields::NEW_PASSWORD),
        OwnPassword::Same => Errors::of(fields::NEW_PASSWORD, OwnSignInProblem::Same),
        OwnPassword::WrongPassword => Errors::of(fields::PASSWORD, OwnSignInProblem::Password),
    };
    Ok(password_form(&console, &on_duty, errors))
}

/// The page of another authenticator app.
pub(crate) async fn ask_authenticator(
    State(console): State<Console>,
    on_duty: Own,
) -> Result<Response, Failure> {
    authenticator_form(&console, &on_duty, Errors::new()).await
}

async fn authenticator_form(console: &Console, on_duty: &Own, errors: Errors) -> Result<Response, Failure> {
    let Some(set_up) = console.identity.proposed_authenticator(on_duty.browser()).await? else {
        return Ok(see_other(paths::OPERATOR_LOG_IN));
    };
    Ok(page(&ReplaceAuthenticator {
        frame: on_duty.frame(console).with_back(paths::OPERATOR_OWN),
        menu: on_duty.menu(),
        action: at("authenticator"),
        qr_src: at("authenticator.svg"),
        secret: set_up.text().expose().clone(),
        errors,
    }))
}

/// The QR code of the new app, for this browser.
pub(crate) async fn picture(State(console): State<Console>, on_duty: Own) -> Result<Response, Failure> {
    match console.identity.proposed_authenticator(on_duty.browser()).await? {
        Some(set_up) => picture_of(&set_up),
        None => Ok(not_found()),
    }
}

/// Another authenticator app.
pub(crate) async fn change_authenticator(
    State(console): State<Console>,
    on_duty: Own,
    StaffForm { visitor, fields }: StaffForm,
) -> Result<Response, Failure> {
    let mut errors = Errors::new();
    let password = fields.secret(fields::PASSWORD);
    if password.expose().is_empty() {
        errors.add(fields::PASSWORD, LoginPasswordProblem::Empty);
    }
    let mut code = |name: &str| match OneTimeCode::from_typed(fields.text(name)) {
        Ok(code) => Some(code),
        Err(problem) => {
            errors.add(name, words(problem));
            None
        }
    };
    let codes = (code(fields::CODE), code(fields::NEW_CODE));
    let ((Some(code), Some(new_code)), true) = (codes, errors.is_empty()) else {
        return authenticator_form(&console, &on_duty, errors).await;
    };
    let answer = console.identity.replace_authenticator(&visitor.0, password, &code, &new_code).await?;
    let errors = match answer {
        AuthenticatorReplaced::Done { cookie } => {
            let response = see_other(&format!("{}?{AUTHENTICATOR_CHANGED}", paths::OPERATOR_OWN));
            return Ok(console.with_cookie(response, &Change::Set(cookie)));
        }
        AuthenticatorReplaced::Locked { until } => return Ok(locked(&console, until)),
        AuthenticatorReplaced::NotAsked => return Ok(see_other(paths::OPERATOR_LOG_IN)),
        AuthenticatorReplaced::WrongPassword => Errors::of(fields::PASSWORD, OwnSignInProblem::Password),
        AuthenticatorReplaced::WrongCode => Errors::of(fields::CODE, OwnSignInProblem::Code),
        AuthenticatorReplaced::WrongNewCode => Errors::of(fields::NEW_CODE, OwnSignInProblem::NewCode),
    };
    authenticator_form(&console, &on_duty, errors).await
}

const fn words(problem: TypedCodeFault) -> AuthenticatorProblem {
    match problem {
        TypedCodeFault::Empty => AuthenticatorProblem::Empty,
        TypedCodeFault::NotSixDigits => AuthenticatorProblem::NotSixNumbers,
    }
}
