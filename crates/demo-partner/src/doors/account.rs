//! The logged in person's page and its buttons.

use axum::Json;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use serde::Deserialize;
use serde_json::json;

use crate::clock;
use crate::doors::start::go;
use crate::doors::{Partner, Shared, wants_json};
use crate::explain;
use crate::fault::ProviderFault;
use crate::pages::{AccountPage, shown};
use crate::sessions::Account;

/// What each button's form carries.
#[derive(Deserialize)]
pub(super) struct Button {
    csrf: String,
}

type ButtonForm = Result<Form<Button>, FormRejection>;

pub(super) async fn account(State(partner): Shared, jar: CookieJar, headers: HeaderMap) -> Response {
    let found = partner.sessions.account(partner.session_id(&jar), clock::unix_now());
    match (found, wants_json(&headers)) {
        (Some((account, csrf)), true) => Json(as_json(&account, &csrf, clock::unix_now())).into_response(),
        (Some((account, csrf)), false) => shown(&AccountPage::new(&partner.config, &account, &csrf)),
        (None, true) => (StatusCode::UNAUTHORIZED, Json(json!({ "signed_in": false }))).into_response(),
        (None, false) => Redirect::to("/").into_response(),
    }
}

pub(super) async fn refresh(State(partner): Shared, jar: CookieJar, form: ButtonForm) -> Response {
    let account = match pressed(&partner, &jar, form) {
        Ok(account) => account,
        Err(response) => return *response,
    };
    let id = partner.session_id(&jar).unwrap_or_default();
    match partner.provider.refresh(account, clock::unix_now()).await {
        Ok(account) => {
            partner.sessions.update(id, account, clock::unix_now());
            Redirect::to("/account").into_response()
        }
        Err(fault) => {
            tracing::warn!(kind = fault.kind(), "the tokens could not be refreshed");
            // A refused refresh token means that what was agreed has been taken back.
            if matches!(fault, ProviderFault::Refused { .. }) {
                partner.sessions.sign_out(id, clock::unix_now());
            }
            partner.explain(&jar, explain::failed(&fault, &partner.config.issuer))
        }
    }
}

pub(super) async fn silent(State(partner): Shared, jar: CookieJar, form: ButtonForm) -> Response {
    match pressed(&partner, &jar, form) {
        Ok(account) => go(&partner, jar, account.choice.silently()).await,
        Err(response) => *response,
    }
}

/// "Do more with P9": the person is passed on to the provider as logged in, and proves there what is missing. Spec: F-56.
pub(super) async fn step_up(State(partner): Shared, jar: CookieJar, form: ButtonForm) -> Response {
    let account = match pressed(&partner, &jar, form) {
        Ok(account) => account,
        Err(response) => return *response,
    };
    match account.id_token_jti() {
        Some(jti) => go(&partner, jar, account.choice.at_p9(jti)).await,
        None => Redirect::to("/login?level=P9").into_response(),
    }
}

pub(super) async fn logout(State(partner): Shared, jar: CookieJar, form: ButtonForm) -> Response {
    match pressed(&partner, &jar, form) {
        Ok(_) => {
            partner.sessions.sign_out(partner.session_id(&jar).unwrap_or_default(), clock::unix_now());
            (jar.remove(partner.cookie(String::new())), Redirect::to("/")).into_response()
        }
        Err(response) => *response,
    }
}

/// The person whose page the form came from, or the page that says why not.
fn pressed(partner: &Partner, jar: &CookieJar, form: ButtonForm) -> Result<Account, Box<Response>> {
    let Some((account, csrf)) = partner.sessions.account(partner.session_id(jar), clock::unix_now()) else {
        return Err(Box::new(Redirect::to("/").into_response()));
    };
    match form {
        Ok(Form(button)) if button.csrf == csrf => Ok(account),
        Ok(_) => Err(Box::new(partner.explain(jar, explain::foreign_form()))),
        Err(_) => Err(Box::new(partner.explain(jar, explain::unreadable()))),
    }
}

/// The page for automated tests: everything but the tokens themselves.
fn as_json(account: &Account, csrf: &str, now: u64) -> serde_json::Value {
    json!({
        "signed_in": true,
        "csrf": csrf,
        "id_token": { "header": account.id_token_header, "claims": account.id_token_claims },
        "userinfo": account.userinfo,
        "tokens": {
            "scope": account.granted_scopes,
            "access_token_received_at": account.access_token_received_at,
            "access_token_expires_at": account.access_token_expires_at,
            "access_token_expires_in": account.access_token_expires_at.map(|at| at.saturating_sub(now)),
            "has_refresh_token": account.refresh_token.is_some(),
            "refreshed": account.refreshed,
        },
        "vtr": account.choice.vtr,
        "passed_on": account.choice.passed_on.is_some(),
        "signed_in_at": account.signed_in_at,
    })
}
