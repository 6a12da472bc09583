//! One's own sign-in: where one is logged in.

use axum::extract::{RawQuery, State};
use axum::response::Response;
use identity::{OwnSession, SignedInOperator};
use screens::access::{OwnSignIn, SessionLine};
use screens::{fields, paths};
use web::staff::StaffForm;
use web::{Failure, page, see_other};

use crate::access::list::names;
use crate::console::Console;
use crate::on_duty::OnDuty;
use crate::said::moment;

pub(crate) const PASSWORD_CHANGED: &str = "changed=password";
pub(crate) const AUTHENTICATOR_CHANGED: &str = "changed=authenticator";
const ENDED: &str = "ended=yes";

/// One's own sign-in.
pub(crate) async fn show(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    RawQuery(query): RawQuery,
) -> Result<Response, Failure> {
    let frame = on_duty.frame(&console);
    let frame = match query.as_deref() {
        Some(PASSWORD_CHANGED) => frame.with_success("Password changed"),
        Some(AUTHENTICATOR_CHANGED) => frame.with_success("Authenticator app changed"),
        Some(ENDED) => frame.with_success("Session ended"),
        _ => frame,
    };
    let sessions = console.identity.own_sessions(&on_duty.role, on_duty.browser()).await?;
    let below = |last: &str| format!("{}/{last}", paths::OPERATOR_OWN);
    Ok(page(&OwnSignIn {
        frame,
        menu: on_duty.menu(),
        rows: vec![
            ("Name".to_owned(), on_duty.role.name().to_owned()),
            ("User name".to_owned(), on_duty.role.username().to_owned()),
            ("Roles".to_owned(), names(on_duty.role.roles())),
        ],
        sessions: sessions.into_iter().map(line).collect(),
        end_action: below("sessions/end"),
        password_href: below("password"),
        authenticator_href: below("authenticator"),
    }))
}

fn line(session: OwnSession) -> SessionLine {
    SessionLine {
        id: session.id,
        began: moment(Some(session.created_at)),
        used: moment(Some(session.last_used_at)),
        ends: moment(Some(session.expires_at)),
        is_this: session.is_this,
    }
}

/// "End", for one of one's own sessions.
pub(crate) async fn end(
    State(console): State<Console>,
    on_duty: OnDuty<SignedInOperator>,
    form: StaffForm,
) -> Result<Response, Failure> {
    console.identity.end_own_session(&on_duty.role, form.fields.text(fields::SESSION)).await?;
    Ok(see_other(&format!("{}?{ENDED}", paths::OPERATOR_OWN)))
}
