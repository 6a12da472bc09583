//! Whose request is it, and may anything be sent to its redirect URI?

use vocabulary::{Cid, Client, ClientId, RedirectUri};

use crate::authorize::raw::{RawAuthorize, Sent};
use crate::authorize::rule::{Asked, Found, Missed};
use crate::refusal::{Destination, Failed, Refusal, printable};

/// The client that the request names.
///
/// # Errors
/// When it names none, several, or none that could be registered: always [`Destination::Shown`].
///
/// Spec: F-14, F-28. Journeys 1.1, CID1004 and CID2024
pub fn named_client(raw: &RawAuthorize) -> Result<ClientId, Refusal> {
    named(raw).map_err(|(cid, failed)| shown(cid, failed))
}

fn named(raw: &RawAuthorize) -> Result<ClientId, (Cid, Failed<'_>)> {
    match raw.sent("client_id") {
        Sent::Once(text) => ClientId::try_from(text).map_err(|_| (Cid::UNKNOWN_CLIENT, unknown(raw))),
        Sent::Not => Err((
            Cid::NO_CLIENT,
            Failed {
                rule: "F-14",
                check: "client_id is missing",
                received: "nothing",
                expected: "the client_id of a registered client",
                mend: "Send client_id with every request to /authorize.",
            },
        )),
        Sent::Repeatedly => Err((Cid::UNKNOWN_CLIENT, repeated("client_id"))),
    }
}

/// The refusal when no usable registration goes by the name that the request gives.
///
/// Spec: F-14. Journeys 1.1, CID1004
#[must_use]
pub fn unknown_client(raw: &RawAuthorize) -> Refusal {
    shown(Cid::UNKNOWN_CLIENT, unknown(raw))
}

fn unknown(raw: &RawAuthorize) -> Failed<'_> {
    Failed {
        rule: "F-14",
        check: "client_id is not registered with this issuer, or switched off",
        received: raw.get("client_id").unwrap_or_default(),
        expected: "the client_id of a registered and enabled client",
        mend: "Compare client_id and issuer with the registration, and ask the operator whether the client is enabled.",
    }
}

/// F-14, F-28.
pub(super) fn client(asked: &Asked<'_>, found: &mut Found) -> Result<(), Missed> {
    let Asked { raw, client, profile } = *asked;
    let id = named(raw).map_err(|(cid, failed)| Missed::shown(cid, failed))?;
    if id != client.id || !client.enabled || client.issuer != profile.issuer {
        return Err(Missed::shown(Cid::UNKNOWN_CLIENT, unknown(raw)));
    }
    found.trusted_client = true;
    Ok(())
}

/// Whether an answer may go to `uri`: byte for byte one of the client's redirect URIs. Asked again at every later step of a sign-in, so
/// that one that is withdrawn gets nothing more.
///
/// Spec: F-15
#[must_use]
pub fn is_registered(client: &Client, uri: &RedirectUri) -> bool {
    client.redirect_uris.contains(uri)
}

/// F-15, F-28.
pub(super) fn redirect_uri(asked: &Asked<'_>, found: &mut Found) -> Result<(), Missed> {
    if !found.trusted_client {
        return Err(Missed::NotReached);
    }
    let registered = &asked.client.redirect_uris;
    let failed = |check, received: &str| {
        let known: Vec<&str> = registered.iter().map(RedirectUri::as_str).collect();
        Err(Missed::shown(
            Cid::UNKNOWN_CLIENT,
            Failed {
                rule: "F-15",
                check,
                received,
                expected: &known.join(" or "),
                mend: "Send one of the registered URIs byte for byte, or have this one registered.",
            },
        ))
    };
    match asked.raw.sent("redirect_uri") {
        Sent::Repeatedly => Err(Missed::shown(Cid::UNKNOWN_CLIENT, repeated("redirect_uri"))),
        Sent::Not => failed("redirect_uri is missing", "nothing"),
        Sent::Once(text) => match registered.iter().find(|uri| uri.as_str() == text) {
            Some(uri) => {
                found.redirect_uri = Some(uri.clone());
                Ok(())
            }
            None => failed("redirect_uri is not registered", &without_query(text)),
        },
    }
}

/// A query string or fragment may hold anything, a token too: it is cut off.
pub(super) fn without_query(uri: &str) -> String {
    match uri.find(['?', '#']) {
        Some(end) => format!("{}…", &uri[..=end]),
        None => uri.to_owned(),
    }
}

pub(super) const fn repeated(name: &str) -> Failed<'_> {
    Failed {
        rule: "F-28",
        check: "a parameter was sent more than once",
        received: name,
        expected: "each parameter once",
        mend: "Build the query string so that no name occurs twice.",
    }
}

fn shown(cid: Cid, failed: Failed<'_>) -> Refusal {
    Refusal {
        destination: Destination::Shown(cid),
        description: printable(failed.check),
        explanation: Box::new(failed.explained()),
    }
}
