//! The start page, and the way from here to the provider.

use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;

use crate::clock;
use crate::doors::{Partner, Shared};
use crate::explain;
use crate::login::LoginChoice;
use crate::pages::{Start, shown};

pub(super) async fn start(State(partner): Shared, jar: CookieJar) -> Response {
    let signed_in = partner.sessions.account(partner.session_id(&jar), clock::unix_now()).is_some();
    shown(&Start::new(&partner.config, signed_in))
}

pub(super) async fn login(State(partner): Shared, RawQuery(query): RawQuery, jar: CookieJar) -> Response {
    let choice = LoginChoice::from_query(&query.unwrap_or_default(), &partner.config);
    go(&partner, jar, choice).await
}

/// Sends the browser to the provider with state, nonce and PKCE of its own.
pub(super) async fn go(partner: &Partner, jar: CookieJar, choice: LoginChoice) -> Response {
    match partner.provider.authorization(choice, clock::unix_now()).await {
        Ok((address, pending)) => {
            let id = partner.sessions.begin(partner.session_id(&jar), pending);
            (jar.add(partner.cookie(id)), Redirect::to(address.as_str())).into_response()
        }
        Err(fault) => {
            tracing::warn!(kind = fault.kind(), "a log in could not start");
            partner.explain(&jar, explain::failed(&fault, &partner.config.issuer))
        }
    }
}
