//! The console's forms: believed only when a page of the console sent them, in this browser.

use axum::extract::{FromRequest, FromRequestParts as _, Request};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use screens::{fields, paths};
use web::{Fields, LongForm, UnguardedForm, started_here};

use crate::console::Console;
use crate::holding::SEND_BACK;
use crate::visitor::Visitor;

/// A form of the console. Its token belongs to the value of the console's cookie, so a form of an earlier session counts for nothing.
#[derive(Debug)]
pub(crate) struct ConsoleForm {
    /// Who sent it.
    pub(crate) visitor: Visitor,
    /// What it says. Tick boxes of one list may repeat; nothing else does.
    pub(crate) fields: Fields,
}

impl FromRequest<Console> for ConsoleForm {
    type Rejection = Response;

    async fn from_request(request: Request, console: &Console) -> Result<Self, Response> {
        let is_entry = request.uri().path().starts_with(paths::OPERATOR_LOG_IN);
        let back = if is_entry { paths::OPERATOR_LOG_IN } else { paths::OPERATOR_HOME };
        let (mut parts, body) = request.into_parts();
        let Ok(visitor) = Visitor::from_request_parts(&mut parts, console).await;
        if !started_here(&parts.headers, console.front.site()) {
            return Err(console.form_refused(back));
        }
        let request = Request::from_parts(parts, body);
        let fields = if request.uri().path() == SEND_BACK {
            LongForm::from_request(request, console).await.map(|LongForm(fields)| fields)
        } else {
            UnguardedForm::from_request(request, console).await.map(|UnguardedForm(fields)| fields)
        };
        let fields = fields.map_err(StatusCode::into_response)?;
        if !console.identity.operator_csrf_matches(&visitor.0, fields.text(fields::CSRF)) {
            return Err(console.form_refused(back));
        }
        if repeats(&fields) {
            return Err(StatusCode::BAD_REQUEST.into_response());
        }
        Ok(Self { visitor, fields })
    }
}

/// Lists of tick boxes: cases of the holding list, scopes and vectors of a registration.
const LISTS: [&str; 3] = [fields::CASE, fields::SCOPE, fields::VECTOR];

fn repeats(fields: &Fields) -> bool {
    let pairs = fields.pairs();
    let earlier = |place: usize, name: &str| pairs[..place].iter().any(|(given, _)| given == name);
    pairs.iter().enumerate().any(|(place, (name, _))| !LISTS.contains(&name.as_str()) && earlier(place, name))
}

#[cfg(test)]
mod tests {
    use web::Fields;

    use super::repeats;

    #[test]
    fn only_the_ticks_of_a_list_may_repeat() {
        let fields = |text: &str| Fields::parse(text.as_bytes()).expect("a form");
        assert!(!repeats(&fields("case=a&case=b&csrf=c")));
        assert!(!repeats(&fields("scope=a&scope=b&vector=a&vector=b")));
        assert!(repeats(&fields("version=1&case=a&version=2")));
    }
}
