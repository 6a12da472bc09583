//! The forms of this door: believed only when one of its pages sent them, in this browser.

use axum::extract::{FromRequest, FromRequestParts as _, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use screens::{fields, paths};
use web::{Fields, UnguardedForm, started_here};

use crate::portal::Portal;
use crate::visitor::Visitor;

/// A form of this door. Its token belongs to the value of the door's cookie, so a form of an earlier session counts for nothing.
#[derive(Debug)]
pub(crate) struct PortalForm {
    /// Who sent it.
    pub(crate) visitor: Visitor,
    /// What it says. The tick boxes of the link builder may repeat; nothing else does.
    pub(crate) fields: Fields,
}

impl FromRequest<Portal> for PortalForm {
    type Rejection = Response;

    async fn from_request(request: Request, portal: &Portal) -> Result<Self, Response> {
        let path = request.uri().path();
        let is_entry = path.starts_with(paths::OPERATOR_LOG_IN) || path == paths::OPERATOR_LOG_OUT;
        let back = if is_entry { paths::OPERATOR_LOG_IN.to_owned() } else { path.to_owned() };
        let (mut parts, body) = request.into_parts();
        let Ok(visitor) = Visitor::from_request_parts(&mut parts, portal).await;
        if !started_here(&parts.headers, portal.front.site()) {
            return Err(portal.form_refused(&back));
        }
        let request = Request::from_parts(parts, body);
        let UnguardedForm(fields) =
            UnguardedForm::from_request(request, portal).await.map_err(StatusCode::into_response)?;
        if !portal.identity.operator_csrf_matches(&visitor.0, fields.text(fields::CSRF)) {
            return Err(portal.form_refused(&back));
        }
        if repeats(&fields) {
            return Err(StatusCode::BAD_REQUEST.into_response());
        }
        Ok(Self { visitor, fields })
    }
}

fn repeats(fields: &Fields) -> bool {
    let pairs = fields.pairs();
    let earlier = |place: usize, name: &str| pairs[..place].iter().any(|(given, _)| given == name);
    let may_repeat = |name: &str| name == fields::SCOPE || name == fields::VECTOR;
    pairs.iter().enumerate().any(|(place, (name, _))| !may_repeat(name) && earlier(place, name))
}
