//! The second phase: the request against its client's registration and the issuer's profile.

use vocabulary::{
    Client, CodeChallenge, ErrorCode, Lifetime, Prompt, RedirectUri, Scope, ScopeSet, VectorOfTrust,
    VectorRequest,
};

use crate::authorize::named::trusted_redirect_uri;
use crate::authorize::raw::{RawAuthorize, Sent};
use crate::authorize::request::{AuthorizeRequest, Registration};
use crate::claims;
use crate::profile::{MaxAge, Presence, Profile};
use crate::refusal::{Destination, Failed, Refusal, printable};
use crate::vectors;

/// Longest `state` (certification needs 1000).
const LONGEST_STATE: usize = 2048;
/// Longest `nonce` (certification needs 384).
const LONGEST_NONCE: usize = 512;
/// Longest `login_hint`; a longer one is ignored.
const LONGEST_LOGIN_HINT: usize = 320;
/// Longest `id_token_hint`; a longer one is ignored.
const LONGEST_ID_TOKEN_HINT: usize = 4096;

/// Checks a request against the registration of the client it names.
///
/// # Errors
/// The first failed check in the order of C9. Until client and redirect URI are trusted it is [`Destination::Shown`], from then on
/// [`Destination::Returned`].
///
/// Spec: F-12 to F-24, F-26 to F-28, F-31, C9
pub fn check_authorize(
    raw: &RawAuthorize,
    client: &Client,
    profile: &Profile,
) -> Result<AuthorizeRequest, Refusal> {
    let redirect_uri = trusted_redirect_uri(raw, client, profile)?;
    checked(raw, client, profile, &redirect_uri).map_err(|fault| Refusal {
        destination: Destination::Returned {
            redirect_uri,
            state: raw.get("state").filter(|state| is_opaque(state, LONGEST_STATE)).map(str::to_owned),
            code: fault.code,
        },
        description: fault.description,
        explanation: fault.explanation,
    })
}

/// A failed check on its way to the client.
struct Fault {
    code: ErrorCode,
    description: String,
    explanation: Box<vocabulary::Explanation>,
}

impl Fault {
    fn new(code: ErrorCode, failed: Failed<'_>) -> Self {
        Self { code, description: printable(failed.check), explanation: Box::new(failed.explained()) }
    }

    fn invalid(failed: Failed<'_>) -> Self {
        Self::new(ErrorCode::InvalidRequest, failed)
    }

    fn described(mut self, description: &str) -> Self {
        self.description = printable(description);
        self
    }
}

fn checked(
    raw: &RawAuthorize,
    client: &Client,
    profile: &Profile,
    redirect_uri: &RedirectUri,
) -> Result<AuthorizeRequest, Fault> {
    well_formed(raw)?;
    no_request_object(raw)?;
    pushed(profile)?;
    response_type(raw)?;
    response_mode(raw)?;
    Ok(AuthorizeRequest {
        client_id: client.id.clone(),
        redirect_uri: redirect_uri.clone(),
        state: opaque(raw, &STATE, profile.state)?,
        nonce: opaque(raw, &NONCE, profile.nonce_for(client))?,
        scopes: scopes(raw, client)?,
        vectors: requested_vectors(raw, client, profile)?,
        prompt: prompt(raw)?,
        challenge: challenge(raw, profile)?,
        max_age: max_age(raw, profile),
        registration: registration(raw),
        login_hint: hint(raw, "login_hint", LONGEST_LOGIN_HINT),
        id_token_hint: hint(raw, "id_token_hint", LONGEST_ID_TOKEN_HINT),
        asserted_login: raw.get("asserted_login_identity").map(str::to_owned),
    })
}

/// F-28, and a bound on the whole.
fn well_formed(raw: &RawAuthorize) -> Result<(), Fault> {
    if raw.is_too_large() {
        return Err(Fault::invalid(Failed {
            rule: "F-3",
            check: "the request is too large",
            received: "more than 64 parameters or 16384 bytes",
            expected: "at most 64 parameters and 16384 bytes",
            mend: "Keep long values on your side and send a short state instead.",
        }));
    }
    raw.repeated().map_or(Ok(()), |name| {
        Err(Fault::invalid(Failed {
            rule: "F-28",
            check: "a parameter was sent more than once",
            received: name,
            expected: "each parameter once",
            mend: "Build the query string so that no name occurs twice.",
        }))
    })
}

/// F-23. It comes before everything that the object may hold instead (C9).
fn no_request_object(raw: &RawAuthorize) -> Result<(), Fault> {
    let unsupported = [
        ("request", ErrorCode::RequestNotSupported, "request objects are not supported"),
        ("request_uri", ErrorCode::RequestUriNotSupported, "request_uri is not supported"),
        ("registration", ErrorCode::RegistrationNotSupported, "registration is not supported"),
    ];
    match unsupported.into_iter().find(|(name, ..)| raw.sent(name) != Sent::Not) {
        None => Ok(()),
        Some((name, code, check)) => Err(Fault::new(
            code,
            Failed {
                rule: "F-23",
                check,
                received: name,
                expected: "plain parameters",
                mend: "Send the parameters themselves in the query string or form.",
            },
        )),
    }
}

/// C18.
fn pushed(profile: &Profile) -> Result<(), Fault> {
    if profile.pushed_requests == Presence::Optional {
        return Ok(());
    }
    Err(Fault::invalid(Failed {
        rule: "C18",
        check: "the request must be pushed first",
        received: "parameters in the front channel",
        expected: "a request_uri from the pushed authorization request endpoint",
        mend: "Push the parameters and send client_id and request_uri.",
    }))
}

fn response_type(raw: &RawAuthorize) -> Result<(), Fault> {
    let failed = |code, check, received| {
        Err(Fault::new(
            code,
            Failed {
                rule: "F-13",
                check,
                received,
                expected: "response_type=code",
                mend: "Use the authorization code flow: response_type=code.",
            },
        ))
    };
    match raw.get("response_type") {
        Some("code") => Ok(()),
        Some(other) => failed(ErrorCode::UnsupportedResponseType, "response_type must be code", other),
        None => failed(ErrorCode::InvalidRequest, "response_type is missing", "nothing"),
    }
}

fn response_mode(raw: &RawAuthorize) -> Result<(), Fault> {
    match raw.get("response_mode") {
        None | Some("query") => Ok(()),
        Some(other) => Err(Fault::invalid(Failed {
            rule: "F-18",
            check: "response_mode must be query",
            received: other,
            expected: "response_mode=query, or none",
            mend: "Leave response_mode out and read the answer from the query string.",
        })),
    }
}

/// A value that belongs to the client: handed back, never read.
struct Opaque {
    name: &'static str,
    rule: &'static str,
    longest: usize,
    missing: &'static str,
    malformed: &'static str,
    mend: &'static str,
}

const STATE: Opaque = Opaque {
    name: "state",
    rule: "F-16",
    longest: LONGEST_STATE,
    missing: "state is missing",
    malformed: "state must be 1 to 2048 printable ASCII characters",
    mend: "Send a fresh random state with every request and compare it at the callback.",
};

const NONCE: Opaque = Opaque {
    name: "nonce",
    rule: "F-17",
    longest: LONGEST_NONCE,
    missing: "nonce is missing",
    malformed: "nonce must be 1 to 512 printable ASCII characters",
    mend: "Send a fresh random nonce with every request and compare it with the ID token.",
};

fn opaque(raw: &RawAuthorize, parameter: &Opaque, presence: Presence) -> Result<Option<String>, Fault> {
    let Some(value) = raw.get(parameter.name) else {
        return if presence == Presence::Optional {
            Ok(None)
        } else {
            Err(Fault::invalid(Failed {
                rule: parameter.rule,
                check: parameter.missing,
                received: "nothing",
                expected: "a value of your choice",
                mend: parameter.mend,
            }))
        };
    };
    if is_opaque(value, parameter.longest) {
        return Ok(Some(value.to_owned()));
    }
    Err(Fault::invalid(Failed {
        rule: parameter.rule,
        check: parameter.malformed,
        received: &format!("{} bytes", value.len()),
        expected: "printable ASCII within the length",
        mend: parameter.mend,
    }))
}

/// RFC 6749 appendix A.5: VSCHAR, so no control character reaches a header or a log.
fn is_opaque(text: &str, longest: usize) -> bool {
    !text.is_empty() && text.len() <= longest && text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

fn scopes(raw: &RawAuthorize, client: &Client) -> Result<ScopeSet, Fault> {
    let failed = |check, received: &str, mend| {
        let expected = client.scopes.to_string();
        Fault::new(
            ErrorCode::InvalidScope,
            Failed { rule: "F-12", check, received, expected: &expected, mend },
        )
    };
    let text = raw.get("scope").unwrap_or_default();
    let asked = ScopeSet::known_in(text);
    if !asked.contains(Scope::OpenId) {
        return Err(failed("scope must contain openid", text, "Add openid to scope."));
    }
    if asked.contains(Scope::Profile) && asked.contains(Scope::BasicDemographics) {
        return Err(failed(
            "profile and basic_demographics exclude each other",
            text,
            "Ask for profile or for basic_demographics, not for both.",
        ));
    }
    let refused = asked.minus(claims::approved_scopes(client));
    if refused.is_empty() {
        return Ok(asked);
    }
    Err(failed(
        "scope is not approved for this client",
        &refused.to_string(),
        "Ask for approved scopes only, or have the others approved.",
    )
    .described(&format!("scope is not approved for this client: {refused}")))
}

fn requested_vectors(raw: &RawAuthorize, client: &Client, profile: &Profile) -> Result<VectorRequest, Fault> {
    let Some(text) = raw.get("vtr") else { return default_vectors(client, profile) };
    let malformed = |check| {
        Fault::invalid(Failed {
            rule: "F-21",
            check,
            received: text,
            expected: r#"a JSON array like ["P9.Cp.Cd","P9.Cm"] of at most 8 vectors of F-52"#,
            mend: "Send vtr as a URL-encoded JSON array of strings.",
        })
    };
    let texts: Vec<String> =
        serde_json::from_str(text).map_err(|_| malformed("vtr must be a JSON array of strings"))?;
    let request = VectorRequest::try_from(texts.as_slice())
        .map_err(|_| malformed("vtr must hold 1 to 8 vectors like P9.Cp.Cd"))?;
    if let Some(vector) = request.vectors().iter().find(|vector| !vector.is_supported()) {
        let description = format!("vtr asks for a vector that is not supported: {vector}");
        return Err(malformed("vtr asks for a vector that is not supported").described(&description));
    }
    match request.vectors().iter().find(|vector| !vectors::may_ask(**vector, &client.vectors)) {
        None => Ok(request),
        Some(vector) => Err(not_approved(*vector, client)),
    }
}

/// F-31.
fn not_approved(vector: VectorOfTrust, client: &Client) -> Fault {
    let approved: Vec<String> = client.vectors.iter().map(VectorOfTrust::to_string).collect();
    Fault::invalid(Failed {
        rule: "F-31",
        check: "vtr asks for a vector that this client is not approved for",
        received: &vector.to_string(),
        expected: &approved.join(" or "),
        mend: "Ask for approved vectors only, or have this one approved.",
    })
    .described(&format!("vtr asks for a vector that this client is not approved for: {vector}"))
}

/// An absent `vtr` asks for the default, as far as the client is approved for it: nobody asked for the rest.
fn default_vectors(client: &Client, profile: &Profile) -> Result<VectorRequest, Fault> {
    let default = profile.vectors_for(client);
    let approved = default
        .vectors()
        .iter()
        .copied()
        .filter(|vector| vectors::may_ask(*vector, &client.vectors))
        .collect();
    VectorRequest::of(approved).map_err(|_| {
        let approved: Vec<String> = client.vectors.iter().map(VectorOfTrust::to_string).collect();
        Fault::invalid(Failed {
            rule: "F-21",
            check: "vtr is missing and this client is approved for none of the default vectors",
            received: "nothing",
            expected: &approved.join(" or "),
            mend: "Send vtr with the vectors this client is approved for.",
        })
    })
}

fn prompt(raw: &RawAuthorize) -> Result<Prompt, Fault> {
    match raw.get("prompt") {
        None => Ok(Prompt::Default),
        Some("none") => Ok(Prompt::None),
        Some("login") => Ok(Prompt::Login),
        Some(other) => Err(Fault::invalid(Failed {
            rule: "F-20",
            check: "prompt must be none or login",
            received: other,
            expected: "prompt=none, prompt=login, or no prompt",
            mend: "Send one of the two values, or leave prompt out.",
        })),
    }
}

fn challenge(raw: &RawAuthorize, profile: &Profile) -> Result<Option<CodeChallenge>, Fault> {
    let failed = |check, received| {
        Err(Fault::invalid(Failed {
            rule: "F-24",
            check,
            received,
            expected: "code_challenge of 43 base64url characters with code_challenge_method=S256",
            mend: "Send both parameters, made as RFC 7636 says for S256.",
        }))
    };
    match (raw.get("code_challenge"), raw.get("code_challenge_method")) {
        (None, None) if profile.pkce == Presence::Optional => Ok(None),
        (None, None) => failed("code_challenge is missing", "nothing"),
        (None, Some(method)) => failed("code_challenge_method was sent without code_challenge", method),
        // RFC 7636 s4.3: no method means plain.
        (Some(_), None) => failed("code_challenge_method must be S256", "no method, which means plain"),
        (Some(text), Some("S256")) => match CodeChallenge::try_from(text) {
            Ok(challenge) => Ok(Some(challenge)),
            Err(_) => failed("code_challenge must be 43 characters of base64url", "another form"),
        },
        (Some(_), Some(method)) => failed("code_challenge_method must be S256", method),
    }
}

/// Never breaks a request (F-22): what is no number of seconds is as good as absent.
fn max_age(raw: &RawAuthorize, profile: &Profile) -> Option<Lifetime> {
    let seconds = raw.get("max_age")?.parse::<u32>().ok()?;
    (profile.max_age == MaxAge::Honoured).then(|| Lifetime::seconds(i64::from(seconds)))
}

fn registration(raw: &RawAuthorize) -> Registration {
    if raw.get("allow_registration") == Some("false") { Registration::Hidden } else { Registration::Offered }
}

/// Never breaks a request (F-22).
fn hint(raw: &RawAuthorize, name: &str, longest: usize) -> Option<String> {
    raw.get(name)
        .filter(|hint| hint.len() <= longest && !hint.chars().any(char::is_control))
        .map(str::to_owned)
}
