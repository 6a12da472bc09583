//! Where the browser goes back to: a registered redirect URI with the answer in its query.

use policy::AuthorizeRequest;
use url::form_urlencoded::byte_serialize;
use vocabulary::{ErrorCode, IncidentReference};

/// A redirect URI that parameters are added to.
pub(crate) struct Location {
    text: String,
    separator: char,
}

impl Location {
    /// Starts at a registered URI; one that was registered with a query keeps it (certification.md, C17).
    pub(crate) fn to(redirect_uri: &str) -> Self {
        let separator = if redirect_uri.contains('?') { '&' } else { '?' };
        Self { text: redirect_uri.to_owned(), separator }
    }

    /// Adds one parameter.
    pub(crate) fn add(&mut self, name: &str, value: &str) {
        self.text.push(self.separator);
        self.separator = '&';
        self.text.push_str(name);
        self.text.push('=');
        self.text.extend(byte_serialize(value.as_bytes()));
    }

    /// The whole address.
    pub(crate) fn into_text(self) -> String {
        self.text
    }
}

/// Success (F-32): `code` and `state`.
pub(crate) fn code_location(request: &AuthorizeRequest, code: &str) -> String {
    let mut location = Location::to(request.redirect_uri.as_str());
    location.add("code", code);
    if let Some(state) = &request.state {
        location.add("state", state);
    }
    location.into_text()
}

/// An error's description with the reference that finds its cause. The one that partners match on stays as it is (F-30): its cause is
/// found among the client's errors, and by the reference of the sign-in.
pub(crate) fn described(description: &str, reference: IncidentReference) -> String {
    if description == "ConsentNotGiven" {
        return description.to_owned();
    }
    format!("{description} ({reference})")
}

/// An error (F-28): `error`, `error_description`, `state` and nothing else.
pub(crate) fn error_location(request: &AuthorizeRequest, code: ErrorCode, description: &str) -> String {
    let mut location = Location::to(request.redirect_uri.as_str());
    location.add("error", code.as_str());
    location.add("error_description", description);
    if let Some(state) = &request.state {
        location.add("state", state);
    }
    location.into_text()
}
