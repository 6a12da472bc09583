//! What lies behind an error that a sign-in returns to the client: the failed check in words, for "explain this error".

use vocabulary::Explanation;

use crate::refusal::Failed;

/// Rule, check, received, expected, what to change.
type Words = [&'static str; 5];

/// What a person's own answer, or the end of their way, is returned as, by its description.
const RETURNED: [(&str, Words); 7] = [
    (
        "ConsentNotGiven",
        [
            "F-30, F-58",
            "the person did not agree to share, or not to the terms of use",
            "a refusal on the page that asks",
            "agreement",
            "Tell the person what the service needs and why, then let them log in again.",
        ],
    ),
    (
        "IdentityNotProven",
        [
            "Journeys 1.7, 1.8",
            "the person went back before proving who they are",
            "“go back” on a page of proving",
            "a finished proof of identity",
            "Offer what is possible at a lower level, or let the person come back later.",
        ],
    ),
    (
        "LevelNotReachable",
        [
            "F-50",
            "no level in vtr can be reached by this account here",
            "an account below each level in vtr",
            "an account at one of the levels in vtr, or proving.enabled",
            "Ask for a lower level as well.",
        ],
    ),
    (
        "CredentialNotOffered",
        [
            "F-50",
            "no vector's way of logging in is offered here",
            "credentials in vtr that nobody can show here",
            "at least one vector of vtr_values_supported in the discovery document",
            "Ask for a vector with Cp, or Cp.Cd.",
        ],
    ),
    (
        "RegistrationNotOffered",
        [
            "F-27, Journeys X12",
            "the address has no account, and newcomers may not register on their way to this client",
            "an address without an account",
            "an address with an account, or registration allowed",
            "Allow registration in the request and in the client's registration, or tell people where to register.",
        ],
    ),
    (
        "AccountNotUsable",
        [
            "Journeys X13",
            "the account is disabled",
            "a log-in of a disabled account",
            "an account that may be used",
            "The person contacts support with the reference of the page.",
        ],
    ),
    (
        "SessionOver",
        [
            "Journeys X9",
            "the log-in took longer than it may",
            "a log-in past its end",
            "a log-in that ends within limits.journey_minutes",
            "Begin again.",
        ],
    ),
];

/// What `prompt=none` is answered with where a page would be needed, by its error.
const SILENT: [(&str, Words); 2] = [
    (
        "consent_required",
        [
            "F-20, F-58",
            "prompt=none, and the person has not agreed to share this with the client",
            "a scope, or a level, that was not agreed to yet",
            "an agreement that covers the request",
            "Send the request again without prompt=none, so that the person can be asked.",
        ],
    ),
    (
        "interaction_required",
        [
            "F-20",
            "prompt=none, and the person has to answer a page first",
            "terms, proof of identity or a phone number that is missing",
            "a sign-in that needs no page",
            "Send the request again without prompt=none, so that the person can be asked.",
        ],
    ),
];

/// Any other error of `prompt=none`: nobody is logged in.
const NOBODY: Words = [
    "F-20, F-55",
    "prompt=none, and no session of this browser may answer",
    "no session, one that is too old, or one that this client may not use",
    "a session that meets the request",
    "Send the request again without prompt=none, so that the person can log in.",
];

/// Why a sign-in returned the error `error` with `description` to the client.
///
/// Spec: F-20, F-30
#[must_use]
pub fn explain_return(error: &str, description: &str) -> Explanation {
    let by_description = RETURNED.iter().find(|(name, _)| *name == description);
    let found = by_description.or_else(|| SILENT.iter().find(|(name, _)| *name == error));
    let [rule, check, received, expected, mend] = found.map_or(NOBODY, |(_, words)| *words);
    Failed { rule, check, received, expected, mend }.explained()
}
