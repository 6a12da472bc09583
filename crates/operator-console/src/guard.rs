//! Who is let in: asked before a handler, from the row of its route.

use axum::extract::{FromRequestParts as _, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use identity::SignedInOperator;
use screens::paths;
use web::staff::{StaffDoor as _, StaffVisitor};
use web::{Failure, see_other};

use crate::console::Console;
use crate::routes::Needs;

/// The guard of one route.
#[derive(Clone)]
pub(crate) struct Guard {
    pub(crate) console: Console,
    pub(crate) needs: Needs,
}

/// Lets a request through with the operator who sends it; who is not signed in goes to the log-in page, and with a form nowhere.
pub(crate) async fn admit(
    State(Guard { console, needs }): State<Guard>,
    request: Request,
    next: Next,
) -> Response {
    if !needs.an_operator() {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let Ok(StaffVisitor(browser)) = StaffVisitor::from_request_parts(&mut parts, &console).await;
    match console.identity.operator(&browser).await {
        Err(fault) => Failure::from(fault).into_response(),
        Ok(None) => turned_away(&console, &parts.method),
        Ok(Some(operator)) if needs.are_met_by(&operator) => {
            parts.extensions.insert::<SignedInOperator>(operator);
            next.run(Request::from_parts(parts, body)).await
        }
        Ok(Some(_)) => console.no_role(&browser),
    }
}

fn turned_away(console: &Console, method: &Method) -> Response {
    if matches!(*method, Method::GET | Method::HEAD) {
        see_other(paths::OPERATOR_LOG_IN)
    } else {
        console.form_refused(paths::OPERATOR_LOG_IN)
    }
}
