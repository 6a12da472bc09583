//! Who is let in: asked before a handler, from the row of its route.

use axum::extract::{FromRequestParts as _, Request, State};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use identity::PartnerUser;
use screens::paths;
use vocabulary::Permission;
use web::staff::{StaffDoor as _, StaffVisitor};
use web::{Failure, see_other};

use crate::portal::{LogIn, Portal};
use crate::routes::Needs;

/// The guard of one route.
#[derive(Clone)]
pub(crate) struct Guard {
    pub(crate) portal: Portal,
    pub(crate) needs: Needs,
}

/// Lets a request through with whoever sends it; who is not logged in goes to the log in page, and with a form nowhere.
pub(crate) async fn admit(
    State(Guard { portal, needs }): State<Guard>,
    request: Request,
    next: Next,
) -> Response {
    if needs == Needs::Nothing {
        return next.run(request).await;
    }
    let (mut parts, body) = request.into_parts();
    let Ok(visitor) = StaffVisitor::from_request_parts(&mut parts, &portal).await;
    let user = match portal.told.log_in {
        LogIn::NotAsked(sandbox) => PartnerUser::Sandbox(sandbox),
        LogIn::Asked => match portal.identity.operator(&visitor.0).await {
            Err(fault) => return Failure::from(fault).into_response(),
            Ok(None) => return turned_away(&portal, &parts.method),
            Ok(Some(operator)) if operator.may(Permission::UsePartnerPages) => {
                PartnerUser::LoggedIn(operator)
            }
            Ok(Some(_)) => return portal.no_access(&visitor),
        },
    };
    parts.extensions.insert::<PartnerUser>(user);
    next.run(Request::from_parts(parts, body)).await
}

fn turned_away(portal: &Portal, method: &Method) -> Response {
    if matches!(*method, Method::GET | Method::HEAD) {
        see_other(paths::OPERATOR_LOG_IN)
    } else {
        portal.form_refused(paths::OPERATOR_LOG_IN)
    }
}
