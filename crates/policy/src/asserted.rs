//! Whether one client may pass a sign-in on to another, or to itself to reach a higher level (`asserted_login_identity`).
//!
//! The token itself was verified before; what is decided here is what it leads to. A refusal is for the log and "explain this error"
//! only: the person sees the usual pages, and the client learns nothing of the reason.

use vocabulary::{Client, ClientId, Explanation, Instant};

use crate::facts::AccountStatus;
use crate::refusal::Failed;

/// What is known about a verified `asserted_login_identity`.
#[derive(Debug, Clone)]
pub struct AssertedFacts<'a> {
    /// The client that signed it (RP1).
    pub sender: &'a Client,
    /// The client whose request brought it (RP2).
    pub receiver: &'a Client,
    /// The sign-in that its `code` names, when it names one of ours.
    pub sign_in: Option<AssertedSignIn>,
    /// The moment of asking.
    pub now: Instant,
}

/// The sign-in behind an ID token.
#[derive(Debug, Clone)]
pub struct AssertedSignIn {
    /// The client that the ID token was issued to.
    pub client: ClientId,
    /// When what it gave was revoked.
    pub revoked_at: Option<Instant>,
    /// Its session, as long as there is one.
    pub session: Option<AssertedSession>,
}

/// The session of a sign-in.
#[derive(Debug, Clone, Copy)]
pub struct AssertedSession {
    /// When it ends.
    pub expires_at: Instant,
    /// Whether its account may be used.
    pub account: AccountStatus,
}

/// Whether the sign-in behind the token may be used for this request.
///
/// A client may pass a sign-in on to itself, and to clients where each lists the other: RP1 says whom it passes its people to, RP2
/// says from whom it takes them.
///
/// # Errors
/// The first check that failed.
///
/// Spec: F-56. Journeys 1.11
pub fn asserted_login(facts: &AssertedFacts<'_>) -> Result<(), Box<Explanation>> {
    let AssertedFacts { sender, receiver, sign_in, now } = facts;
    if sender.issuer != receiver.issuer || !may_pass_on(sender, receiver) {
        return refused("the two clients are not single sign-on partners of each other", sender.id.as_str());
    }
    let Some(sign_in) = sign_in else {
        return refused("code is not the jti of an ID token that was issued", "another value");
    };
    if sign_in.client != sender.id {
        return refused(
            "code is the jti of an ID token that was issued to another client",
            "another client's",
        );
    }
    if sign_in.revoked_at.is_some() {
        return refused("what the sign-in gave was revoked", "an ID token of a revoked grant");
    }
    match sign_in.session {
        Some(AssertedSession { expires_at, account: AccountStatus::Active }) if *now < expires_at => Ok(()),
        Some(AssertedSession { account: AccountStatus::Disabled(_), .. }) => {
            refused("the account may not be used", "a disabled account")
        }
        Some(_) | None => {
            refused("the sign-in behind the ID token is over", "an ID token whose session has ended")
        }
    }
}

/// The refusal of a token whose `jti` was spent before.
///
/// Spec: F-56
#[must_use]
pub fn asserted_twice() -> Explanation {
    explained("jti was used before", "a spent token")
}

/// F-56, F-59.
fn may_pass_on(sender: &Client, receiver: &Client) -> bool {
    sender.id == receiver.id
        || (sender.sso_partners.contains(&receiver.id) && receiver.sso_partners.contains(&sender.id))
}

fn refused(check: &'static str, received: &str) -> Result<(), Box<Explanation>> {
    Err(Box::new(explained(check, received)))
}

fn explained(check: &'static str, received: &str) -> Explanation {
    Failed {
        rule: "F-56",
        check,
        received,
        expected: "a sign-in of the sending client that is still valid, passed on once to itself or to a partner that it is paired with",
        mend: "Send the person to the service without asserted_login_identity when they logged in more than an hour ago; otherwise \
               have both clients list each other under sso_partners.",
    }
    .explained()
}
