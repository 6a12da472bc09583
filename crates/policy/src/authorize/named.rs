//! The first phase: whose request is it, and may anything be sent to its redirect URI?

use vocabulary::{Cid, Client, ClientId, RedirectUri};

use crate::authorize::raw::{RawAuthorize, Sent};
use crate::profile::Profile;
use crate::refusal::{Destination, Failed, Refusal, printable};

/// The client that the request names.
///
/// # Errors
/// When it names none, several, or none that could be registered: always [`Destination::Shown`].
///
/// Spec: F-14, F-28. Journeys 1.1, CID1004 and CID2024
pub fn named_client(raw: &RawAuthorize) -> Result<ClientId, Refusal> {
    match raw.sent("client_id") {
        Sent::Once(text) => ClientId::try_from(text).map_err(|_| unknown_client(raw)),
        Sent::Not => Err(shown(
            Cid::NO_CLIENT,
            Failed {
                rule: "F-14",
                check: "client_id is missing",
                received: "nothing",
                expected: "the client_id of a registered client",
                mend: "Send client_id with every request to /authorize.",
            },
        )),
        Sent::Repeatedly => Err(repeated("client_id")),
    }
}

/// The refusal when no usable registration goes by the name that the request gives.
///
/// Spec: F-14. Journeys 1.1, CID1004
#[must_use]
pub fn unknown_client(raw: &RawAuthorize) -> Refusal {
    shown(
        Cid::UNKNOWN_CLIENT,
        Failed {
            rule: "F-14",
            check: "client_id is not registered with this issuer, or switched off",
            received: raw.get("client_id").unwrap_or_default(),
            expected: "the client_id of a registered and enabled client",
            mend: "Compare client_id and issuer with the registration, and ask the operator whether the client is enabled.",
        },
    )
}

/// The redirect URI, once client and URI belong together.
pub(super) fn trusted_redirect_uri(
    raw: &RawAuthorize,
    client: &Client,
    profile: &Profile,
) -> Result<RedirectUri, Refusal> {
    if named_client(raw)? != client.id || !client.enabled || client.issuer != profile.issuer {
        return Err(unknown_client(raw));
    }
    let failed = |check, received| {
        let registered: Vec<&str> = client.redirect_uris.iter().map(RedirectUri::as_str).collect();
        Err(shown(
            Cid::UNKNOWN_CLIENT,
            Failed {
                rule: "F-15",
                check,
                received,
                expected: &registered.join(" or "),
                mend: "Send one of the registered URIs byte for byte, or have this one registered.",
            },
        ))
    };
    match raw.sent("redirect_uri") {
        Sent::Repeatedly => Err(repeated("redirect_uri")),
        Sent::Not => failed("redirect_uri is missing", "nothing"),
        Sent::Once(text) => match client.redirect_uris.iter().find(|uri| uri.as_str() == text) {
            Some(uri) => Ok(uri.clone()),
            None => failed("redirect_uri is not registered", &without_query(text)),
        },
    }
}

/// A query string or fragment may hold anything, a token too: it is cut off.
fn without_query(uri: &str) -> String {
    match uri.find(['?', '#']) {
        Some(end) => format!("{}…", &uri[..=end]),
        None => uri.to_owned(),
    }
}

fn repeated(name: &'static str) -> Refusal {
    shown(
        Cid::UNKNOWN_CLIENT,
        Failed {
            rule: "F-28",
            check: "a parameter was sent more than once",
            received: name,
            expected: "each parameter once",
            mend: "Build the query string so that no name occurs twice.",
        },
    )
}

fn shown(cid: Cid, failed: Failed<'_>) -> Refusal {
    Refusal {
        destination: Destination::Shown(cid),
        description: printable(failed.check),
        explanation: Box::new(failed.explained()),
    }
}
