//! What a developer is told about a request, rule by rule.

use vocabulary::{Explanation, Scope, VectorOfTrust, VectorRequest};

use crate::authorize::named::without_query;
use crate::authorize::raw::{RawAuthorize, Sent};
use crate::authorize::rule::{Asked, AuthorizeRule};
use crate::profile::{MaxAge, Presence};
use crate::refusal::cut;

/// What every rule says about one authorization request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorizeInspection {
    /// Rule by rule, in the order in which the endpoint checks them.
    pub rules: Vec<RuleVerdict>,
    /// What is allowed and still worth a second look.
    pub advice: Vec<Advice>,
}

impl AuthorizeInspection {
    /// The first broken rule: the one for which the endpoint refuses.
    #[must_use]
    pub fn refusal(&self) -> Option<&Explanation> {
        self.rules.iter().find_map(|verdict| match &verdict.outcome {
            RuleOutcome::Broken(why) => Some(&**why),
            RuleOutcome::Kept | RuleOutcome::NotReached => None,
        })
    }
}

/// What one rule says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleVerdict {
    /// The rule.
    pub rule: AuthorizeRule,
    /// What came, without anything secret or personal.
    pub received: String,
    /// What it says.
    pub outcome: RuleOutcome,
}

/// How a request stands to a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleOutcome {
    /// It keeps it.
    Kept,
    /// It breaks it.
    Broken(Box<Explanation>),
    /// An earlier rule must be kept first.
    NotReached,
}

/// Something that is allowed and worth a second look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// The rule that allows it.
    pub rule: &'static str,
    /// What to know about it.
    pub text: String,
}

/// What came for `rule`, redacted: texts that belong to the client or the person are told by their length only.
pub(super) fn received(rule: AuthorizeRule, raw: &RawAuthorize) -> String {
    match rule {
        AuthorizeRule::Client => told(raw, "client_id"),
        AuthorizeRule::RedirectUri => match raw.sent("redirect_uri") {
            Sent::Once(uri) => cut(&without_query(uri)),
            _ => told(raw, "redirect_uri"),
        },
        AuthorizeRule::Size => raw.size(),
        AuthorizeRule::Once => raw.repeated().map_or_else(|| "each once".to_owned(), cut),
        AuthorizeRule::PlainParameters => {
            let sent = ["request", "request_uri", "registration"];
            let sent: Vec<&str> = sent.into_iter().filter(|name| raw.sent(name) != Sent::Not).collect();
            if sent.is_empty() { "none of them".to_owned() } else { sent.join(", ") }
        }
        AuthorizeRule::Pushed => "parameters in the front channel".to_owned(),
        AuthorizeRule::ResponseType => told(raw, "response_type"),
        AuthorizeRule::ResponseMode => told(raw, "response_mode"),
        AuthorizeRule::State => measured(raw, "state"),
        AuthorizeRule::Nonce => measured(raw, "nonce"),
        AuthorizeRule::OpenId | AuthorizeRule::OneProfile | AuthorizeRule::ApprovedScopes => {
            told(raw, "scope")
        }
        AuthorizeRule::Vectors | AuthorizeRule::ApprovedVectors => told(raw, "vtr"),
        AuthorizeRule::Prompt => told(raw, "prompt"),
        AuthorizeRule::Pkce => {
            let (challenge, method) = (measured(raw, "code_challenge"), told(raw, "code_challenge_method"));
            if raw.sent("code_challenge") == Sent::Not && raw.sent("code_challenge_method") == Sent::Not {
                challenge
            } else {
                format!("{challenge}, method: {method}")
            }
        }
    }
}

fn told(raw: &RawAuthorize, name: &str) -> String {
    match raw.sent(name) {
        Sent::Not => "nothing".to_owned(),
        Sent::Once(value) => cut(value),
        Sent::Repeatedly => "more than one".to_owned(),
    }
}

fn measured(raw: &RawAuthorize, name: &str) -> String {
    match raw.sent(name) {
        Sent::Once(value) => format!("{} characters", value.chars().count()),
        _ => told(raw, name),
    }
}

/// Parameters that have a meaning here; any other is ignored.
const KNOWN: [&str; 21] = [
    "client_id",
    "redirect_uri",
    "response_type",
    "response_mode",
    "scope",
    "state",
    "nonce",
    "display",
    "prompt",
    "vtr",
    "max_age",
    "ui_locales",
    "id_token_hint",
    "login_hint",
    "acr_values",
    "code_challenge",
    "code_challenge_method",
    "fido_auth_response",
    "asserted_login_identity",
    "allow_registration",
    "claims",
];

pub(super) fn advice(asked: &Asked<'_>, vectors: Option<&VectorRequest>) -> Vec<Advice> {
    let mut list = Vec::new();
    let mut say = |rule, text: String| list.push(Advice { rule, text });
    let raw = asked.raw;
    if raw.sent("code_challenge") == Sent::Not && asked.profile.pkce == Presence::Optional {
        say("F-24", "There is no PKCE. Send code_challenge with S256: it costs nothing and a stolen code is worth nothing without the verifier.".to_owned());
    }
    if raw.get("state").is_some_and(|state| state.len() < 16) {
        say(
            "F-16",
            "The state is short. Use at least 16 random characters, or it can be guessed.".to_owned(),
        );
    }
    if raw.get("nonce").is_some_and(|nonce| nonce.len() < 16) {
        say("F-17", "The nonce is short. Use at least 16 random characters.".to_owned());
    }
    if raw.get("nonce").is_some() && raw.get("nonce") == raw.get("state") {
        say("F-17", "state and nonce are the same. Make each of them anew.".to_owned());
    }
    if raw.sent("vtr") == Sent::Not
        && let Some(vectors) = vectors
    {
        say("F-21", format!("There is no vtr, so the request asks for {}.", joined(vectors.vectors())));
    }
    let unknown: Vec<&str> = raw.get("scope").unwrap_or_default().split_ascii_whitespace().collect();
    let unknown: Vec<&str> = unknown.into_iter().filter(|word| Scope::try_from(*word).is_err()).collect();
    if !unknown.is_empty() {
        say(
            "F-12",
            format!("These scopes are not known here and are ignored: {}.", cut(&unknown.join(", "))),
        );
    }
    let ignored = raw.names().filter(|name| is_ignored(name, asked)).collect::<Vec<_>>();
    if !ignored.is_empty() {
        say("F-22", format!("These parameters are ignored: {}.", cut(&ignored.join(", "))));
    }
    if raw.get("display").is_some_and(|display| !matches!(display, "page" | "touch")) {
        say("F-19", "display is neither page nor touch, so it is ignored.".to_owned());
    }
    if raw.get("allow_registration") == Some("false") {
        say("F-27", "People without a login cannot create one on this way.".to_owned());
    }
    list
}

fn is_ignored(name: &str, asked: &Asked<'_>) -> bool {
    let without_effect = matches!(name, "ui_locales" | "acr_values" | "claims")
        || (name == "max_age" && asked.profile.max_age != MaxAge::Honoured);
    let refused = matches!(name, "request" | "request_uri" | "registration");
    without_effect || (!KNOWN.contains(&name) && !refused)
}

fn joined(vectors: &[VectorOfTrust]) -> String {
    vectors.iter().map(VectorOfTrust::to_string).collect::<Vec<_>>().join(" or ")
}
