//! What an error means, in plain words: for the person, and for the developer who reads over their shoulder.

use axum::http::StatusCode;

use crate::fault::ProviderFault;
use crate::pages::Message;

/// The page for an error that came back on the redirect. Spec: F-29, F-30.
pub(crate) fn returned(error: &str, description: Option<&str>) -> Message {
    let mut details = vec![("error", error.to_owned())];
    details.extend(description.map(|text| ("error_description", text.to_owned())));
    let (status, heading, lines) = words(error, description);
    Message { status, heading, lines, details, offer_login: true }
}

type Words = (StatusCode, &'static str, Vec<&'static str>);

fn words(error: &str, description: Option<&str>) -> Words {
    let refused = StatusCode::FORBIDDEN;
    match (error, description) {
        ("access_denied", Some("ConsentNotGiven")) => (
            refused,
            "You cannot continue without sharing your information",
            vec![
                "You chose not to share your NHS login information with us.",
                "We need it to know who you are. You can go back and agree to share it.",
            ],
        ),
        ("access_denied", _) => {
            (refused, "You have not been logged in", vec!["NHS login did not let this log in go ahead."])
        }
        ("sso_login_required" | "login_required", _) => (
            refused,
            "You need to log in first",
            vec![
                "We asked NHS login to log you in without showing a page. It cannot: \
                 you are not logged in there, or not strongly enough.",
                "Select Continue to NHS login to see its pages.",
            ],
        ),
        ("interaction_required" | "account_selection_required", _) => (
            refused,
            "NHS login needs to ask you something",
            vec![
                "We asked NHS login to log you in without showing a page. You are logged in there, \
                 but a page is needed, for example to prove who you are.",
                "Select Continue to NHS login to see it.",
            ],
        ),
        ("consent_required", _) => (
            refused,
            "You have not agreed to share your information yet",
            vec![
                "We asked NHS login to log you in without showing a page, but it must ask you to agree first.",
            ],
        ),
        ("server_error" | "temporarily_unavailable", _) => {
            (StatusCode::BAD_GATEWAY, "NHS login is having a problem", vec!["Try again in a few minutes."])
        }
        _ => (
            StatusCode::BAD_REQUEST,
            "NHS login did not accept our request",
            vec!["This is our fault, not yours. The details below are for the developers of this service."],
        ),
    }
}

/// The page for a failure between this app and the provider.
pub(crate) fn failed(fault: &ProviderFault, issuer: &str) -> Message {
    let mut details = vec![("problem", fault.to_string()), ("issuer", issuer.to_owned())];
    if let ProviderFault::Refused { description: Some(text), .. } = fault {
        details.push(("error_description", text.clone()));
    }
    let (status, heading, lines) = match fault {
        ProviderFault::Discovery(_) | ProviderFault::Missing(_) => (
            StatusCode::SERVICE_UNAVAILABLE,
            "We cannot reach NHS login",
            vec![
                "It may still be starting. Try again in a few seconds.",
                "Developers: check that the provider runs at the issuer's address below, and that its \
                 discovery document names exactly this issuer.",
            ],
        ),
        ProviderFault::IdToken(_) => (
            StatusCode::BAD_GATEWAY,
            "We could not check who you are",
            vec!["NHS login's answer did not pass our checks, so we have not logged you in."],
        ),
        _ => (
            StatusCode::BAD_GATEWAY,
            "We could not finish logging you in",
            vec!["NHS login did not give us your information. Log in again."],
        ),
    };
    Message { status, heading, lines, details, offer_login: true }
}

/// The page for a callback without this app's cookie.
pub(crate) fn no_session() -> Message {
    Message {
        status: StatusCode::BAD_REQUEST,
        heading: "We do not recognise this browser",
        lines: vec![
            "Your log in took too long, started in another browser, or your browser does not keep our cookie.",
            "Allow cookies for this website and log in again.",
        ],
        details: vec![],
        offer_login: true,
    }
}

/// The page for a callback whose `state` this browser never had.
pub(crate) fn unknown_state() -> Message {
    Message {
        status: StatusCode::BAD_REQUEST,
        heading: "This log in did not start here",
        lines: vec![
            "The address you came back with does not belong to a log in that this browser started. \
             It may be an old link, or somebody else's.",
            "We have not logged you in. Log in again from this website.",
        ],
        details: vec![("problem", "state mismatch".to_owned())],
        offer_login: true,
    }
}

/// The page for a callback that was used before.
pub(crate) fn spent_state() -> Message {
    Message {
        status: StatusCode::BAD_REQUEST,
        heading: "This log in has already been used",
        lines: vec![
            "You may have reloaded the page or used the Back button. Each log in works once.",
            "If you are still logged in, go to your information. If not, log in again.",
        ],
        details: vec![("problem", "callback used before".to_owned())],
        offer_login: true,
    }
}

/// The page for an address or a form that cannot be read.
pub(crate) fn unreadable() -> Message {
    Message {
        status: StatusCode::BAD_REQUEST,
        heading: "We could not read that",
        lines: vec!["The address or the form is incomplete. Go to the start page and try again."],
        details: vec![],
        offer_login: false,
    }
}

/// The page for a form that this app's own pages did not send.
pub(crate) fn foreign_form() -> Message {
    Message {
        status: StatusCode::FORBIDDEN,
        heading: "This page is out of date",
        lines: vec![
            "You have logged in again or out since it was opened. Go to your information and try again.",
        ],
        details: vec![],
        offer_login: false,
    }
}

/// The page for an address that does not exist.
pub(crate) fn not_found() -> Message {
    Message {
        status: StatusCode::NOT_FOUND,
        heading: "Page not found",
        lines: vec!["If you typed the address, check it is correct."],
        details: vec![],
        offer_login: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusing_to_share_gets_its_own_page() {
        let message = returned("access_denied", Some("ConsentNotGiven"));
        assert_eq!(message.heading, "You cannot continue without sharing your information");
    }

    #[test]
    fn a_silent_log_in_that_needs_a_page_says_so() {
        assert_eq!(returned("sso_login_required", None).heading, "You need to log in first");
        assert_eq!(returned("interaction_required", None).heading, "NHS login needs to ask you something");
    }

    #[test]
    fn an_error_nobody_has_heard_of_is_still_explained() {
        let message = returned("strange", Some("stranger"));
        assert_eq!(message.status, StatusCode::BAD_REQUEST);
        assert_eq!(message.details.len(), 2);
    }
}
