//! What was pasted: read, warned about, never kept.

use policy::{Leak, leaks};
use url::form_urlencoded;
use vocabulary::Explanation;

/// The most parameters that are read.
const MOST: usize = 100;

/// An authorization request that was pasted.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct PastedRequest {
    /// Its parameters.
    pub(crate) parameters: Vec<(String, String)>,
    /// What stands before the question mark, when it is an address.
    pub(crate) address: Option<String>,
}

/// Why a text is no authorization request.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NotARequest {
    /// It has no parameters.
    Form,
    /// It has too many.
    TooMany,
}

/// Reads an address, a query, or the first line of an HTTP request.
pub(crate) fn request(text: &str) -> Result<PastedRequest, NotARequest> {
    let line = text.trim();
    let line = line.strip_prefix("GET ").map_or(line, |rest| rest.split(' ').next().unwrap_or_default());
    let joined: String = line.chars().filter(|c| !c.is_whitespace()).collect();
    let (address, query) = match joined.split_once('?') {
        Some((address, query)) => (Some(address.to_owned()), query),
        None => (None, joined.as_str()),
    };
    let query = query.split('#').next().unwrap_or_default();
    if !query.contains('=') {
        return Err(NotARequest::Form);
    }
    let pairs = form_urlencoded::parse(query.as_bytes()).take(MOST + 1);
    let parameters: Vec<_> = pairs.map(|(name, value)| (name.into_owned(), value.into_owned())).collect();
    if parameters.len() > MOST {
        return Err(NotARequest::TooMany);
    }
    Ok(PastedRequest { parameters, address })
}

/// Warnings about what was pasted, beside a private key, with which nothing is done at all.
pub(crate) fn warnings(text: &str) -> Vec<String> {
    let warned = leaks(text).into_iter().filter_map(|leak| match leak {
        Leak::PrivateKey => None,
        Leak::NhsNumber => Some("There is an NHS number in it that is not of the range for tests, which begins with 999. Never put one into an address: addresses end in logs and histories."),
        Leak::EmailAddress => Some("There is an email address in it that may be somebody’s. Use addresses that end in .example for tests, and keep real ones out of addresses."),
    });
    warned.map(str::to_owned).collect()
}

/// Whether a private key was pasted.
pub(crate) fn holds_private_key(text: &str) -> bool {
    leaks(text).contains(&Leak::PrivateKey)
}

/// What an inspection says about a broken rule.
pub(crate) fn broken(why: &Explanation) -> screens::portal::VerdictOutcome {
    screens::portal::VerdictOutcome::Broken {
        check: why.check.clone(),
        expected: why.expected.clone(),
        mend: why.mend.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        request(text).expect("a request").parameters.into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn an_address_a_query_and_a_line_of_a_log_are_read() {
        assert_eq!(
            names(" https://login.example/authorize?client_id=a&\n  scope=openid "),
            ["client_id", "scope"]
        );
        assert_eq!(names("client_id=a&scope=openid#x"), ["client_id", "scope"]);
        assert_eq!(names("GET /authorize?client_id=a HTTP/1.1"), ["client_id"]);
        let read = request("https://login.example/authorize?client_id=a%20b").expect("a request");
        assert_eq!(read.address.as_deref(), Some("https://login.example/authorize"));
        assert_eq!(read.parameters[0].1, "a b");
    }

    #[test]
    fn what_has_no_parameters_or_a_flood_of_them_is_not_read() {
        for text in ["", "hello", "https://login.example/authorize", "https://login.example/authorize?"] {
            assert_eq!(request(text), Err(NotARequest::Form), "{text}");
        }
        assert_eq!(request(&"a=b&".repeat(101)), Err(NotARequest::TooMany));
    }
}
