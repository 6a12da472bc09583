//! Forms of a door: believed only when one of its pages sent them, in this browser.

use axum::extract::{FromRequest, FromRequestParts as _, Request};
use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use screens::fields;

use super::{StaffDoor, StaffVisitor};
use crate::csrf::started_here;
use crate::fields::Fields;
use crate::forms::{LongForm, UnguardedForm};

/// A form of a door. Its token belongs to the value of the door's cookie, so a form of an earlier session counts for nothing.
#[derive(Debug)]
pub struct StaffForm {
    /// Who sent it.
    pub visitor: StaffVisitor,
    /// What it says. Tick boxes of the door's lists may repeat; nothing else does.
    pub fields: Fields,
}

impl<D: StaffDoor> FromRequest<D> for StaffForm {
    type Rejection = Response;

    async fn from_request(request: Request, door: &D) -> Result<Self, Response> {
        let path = request.uri().path().to_owned();
        let (mut parts, body) = request.into_parts();
        let Ok(visitor) = StaffVisitor::from_request_parts(&mut parts, door).await;
        if !started_here(&parts.headers, door.front().site()) {
            return Err(door.form_refused(&D::way_back(&path)));
        }
        let request = Request::from_parts(parts, body);
        let fields = if D::takes_long_form(&path) {
            LongForm::from_request(request, door).await.map(|LongForm(fields)| fields)
        } else {
            UnguardedForm::from_request(request, door).await.map(|UnguardedForm(fields)| fields)
        };
        let fields = fields.map_err(StatusCode::into_response)?;
        if !door.identity().operator_csrf_matches(&visitor.0, fields.text(fields::CSRF)) {
            return Err(door.form_refused(&D::way_back(&path)));
        }
        if repeats(&fields, D::LISTS) {
            return Err(StatusCode::BAD_REQUEST.into_response());
        }
        Ok(Self { visitor, fields })
    }
}

/// Whether a field that is no list is given twice.
fn repeats(fields: &Fields, lists: &[&str]) -> bool {
    let pairs = fields.pairs();
    let earlier = |place: usize, name: &str| pairs[..place].iter().any(|(given, _)| given == name);
    pairs.iter().enumerate().any(|(place, (name, _))| !lists.contains(&name.as_str()) && earlier(place, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_ticks_of_a_list_may_repeat() {
        let repeats = |text: &str| repeats(&Fields::parse(text.as_bytes()).unwrap(), &["case", "scope"]);
        assert!(!repeats("case=a&case=b&csrf=c"));
        assert!(!repeats("scope=a&scope=b&case=a"));
        assert!(repeats("version=1&case=a&version=2"));
    }
}
