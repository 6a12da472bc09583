//! Where the provider sends the browser back to.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use serde::Deserialize;

use crate::clock;
use crate::doors::{Partner, Shared};
use crate::explain;
use crate::pages::Message;
use crate::sessions::{Account, Pending, Taken};

/// The query of the redirect. A member given twice makes it unreadable.
#[derive(Deserialize)]
pub(super) struct Returned {
    state: Option<String>,
    code: Option<String>,
    error: Option<String>,
    error_description: Option<String>,
}

pub(super) async fn callback(
    State(partner): Shared,
    jar: CookieJar,
    query: Result<Query<Returned>, QueryRejection>,
) -> Response {
    let Ok(Query(returned)) = query else { return partner.explain(&jar, explain::unreadable()) };
    let state = returned.state.as_deref().unwrap_or_default();
    let pending = match partner.sessions.take(partner.session_id(&jar), state, clock::unix_now()) {
        Taken::Pending(pending) => *pending,
        Taken::NoSession => return partner.explain(&jar, explain::no_session()),
        Taken::Unknown => return partner.explain(&jar, explain::unknown_state()),
        Taken::Spent => return partner.explain(&jar, explain::spent_state()),
    };
    match outcome(&partner, returned, pending).await {
        Ok(account) => {
            let id = partner.sessions.sign_in(partner.session_id(&jar), account, clock::unix_now());
            (jar.add(partner.cookie(id)), Redirect::to("/account")).into_response()
        }
        Err(message) => partner.explain(&jar, *message),
    }
}

async fn outcome(partner: &Partner, returned: Returned, pending: Pending) -> Result<Account, Box<Message>> {
    if let Some(error) = returned.error {
        return Err(Box::new(explain::returned(&error, returned.error_description.as_deref())));
    }
    let Some(code) = returned.code else { return Err(Box::new(explain::unreadable())) };
    partner.provider.redeem(code, pending, clock::unix_now()).await.map_err(|fault| {
        tracing::warn!(kind = fault.kind(), "a log in could not be finished");
        Box::new(explain::failed(&fault, &partner.config.issuer))
    })
}
