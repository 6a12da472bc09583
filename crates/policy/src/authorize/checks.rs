//! The rules that look at one parameter, or at all of them alike.

use vocabulary::{CodeChallenge, ErrorCode, Prompt};

use crate::authorize::named::repeated;
use crate::authorize::raw::Sent;
use crate::authorize::rule::{Asked, Found, Missed};
use crate::profile::Presence;
use crate::refusal::Failed;

/// Longest `state` (certification needs 1000).
pub(super) const LONGEST_STATE: usize = 2048;
/// Longest `nonce` (certification needs 384).
const LONGEST_NONCE: usize = 512;

/// A bound on the whole.
pub(super) fn size(asked: &Asked<'_>, _: &mut Found) -> Result<(), Missed> {
    if !asked.raw.is_too_large() {
        return Ok(());
    }
    Err(Missed::invalid(Failed {
        rule: "F-3",
        check: "the request is too large",
        received: "more than 64 parameters or 16384 bytes",
        expected: "at most 64 parameters and 16384 bytes",
        mend: "Keep long values on your side and send a short state instead.",
    }))
}

/// F-28.
pub(super) fn once(asked: &Asked<'_>, _: &mut Found) -> Result<(), Missed> {
    asked.raw.repeated().map_or(Ok(()), |name| Err(Missed::invalid(repeated(name))))
}

/// F-23. It comes before everything that the object may hold instead (C9).
pub(super) fn plain_parameters(asked: &Asked<'_>, _: &mut Found) -> Result<(), Missed> {
    let unsupported = [
        ("request", ErrorCode::RequestNotSupported, "request objects are not supported"),
        ("request_uri", ErrorCode::RequestUriNotSupported, "request_uri is not supported"),
        ("registration", ErrorCode::RegistrationNotSupported, "registration is not supported"),
    ];
    match unsupported.into_iter().find(|(name, ..)| asked.raw.sent(name) != Sent::Not) {
        None => Ok(()),
        Some((name, code, check)) => Err(Missed::returned(
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
pub(super) fn pushed(asked: &Asked<'_>, _: &mut Found) -> Result<(), Missed> {
    if asked.profile.pushed_requests == Presence::Optional {
        return Ok(());
    }
    Err(Missed::invalid(Failed {
        rule: "C18",
        check: "the request must be pushed first",
        received: "parameters in the front channel",
        expected: "a request_uri from the pushed authorization request endpoint",
        mend: "Push the parameters and send client_id and request_uri.",
    }))
}

/// F-13.
pub(super) fn response_type(asked: &Asked<'_>, _: &mut Found) -> Result<(), Missed> {
    let failed = |code, check, received| {
        Err(Missed::returned(
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
    match asked.value("response_type")? {
        Some("code") => Ok(()),
        Some(other) => failed(ErrorCode::UnsupportedResponseType, "response_type must be code", other),
        None => failed(ErrorCode::InvalidRequest, "response_type is missing", "nothing"),
    }
}

/// F-18.
pub(super) fn response_mode(asked: &Asked<'_>, _: &mut Found) -> Result<(), Missed> {
    match asked.value("response_mode")? {
        None | Some("query") => Ok(()),
        Some(other) => Err(Missed::invalid(Failed {
            rule: "F-18",
            check: "response_mode must be query",
            received: other,
            expected: "response_mode=query, or none",
            mend: "Leave response_mode out and read the answer from the query string.",
        })),
    }
}

/// F-16.
pub(super) fn state(asked: &Asked<'_>, found: &mut Found) -> Result<(), Missed> {
    found.state = opaque(asked, &STATE, asked.profile.state)?;
    Ok(())
}

/// F-17.
pub(super) fn nonce(asked: &Asked<'_>, found: &mut Found) -> Result<(), Missed> {
    found.nonce = opaque(asked, &NONCE, asked.profile.nonce_for(asked.client))?;
    Ok(())
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

fn opaque(asked: &Asked<'_>, parameter: &Opaque, presence: Presence) -> Result<Option<String>, Missed> {
    let Some(value) = asked.value(parameter.name)? else {
        return if presence == Presence::Optional {
            Ok(None)
        } else {
            Err(Missed::invalid(Failed {
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
    Err(Missed::invalid(Failed {
        rule: parameter.rule,
        check: parameter.malformed,
        received: &format!("{} bytes", value.len()),
        expected: "printable ASCII within the length",
        mend: parameter.mend,
    }))
}

/// RFC 6749 appendix A.5: VSCHAR, so no control character reaches a header or a log.
pub(super) fn is_opaque(text: &str, longest: usize) -> bool {
    !text.is_empty() && text.len() <= longest && text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// F-20.
pub(super) fn prompt(asked: &Asked<'_>, found: &mut Found) -> Result<(), Missed> {
    found.prompt = match asked.value("prompt")? {
        None => Prompt::Default,
        Some("none") => Prompt::None,
        Some("login") => Prompt::Login,
        Some(other) => {
            return Err(Missed::invalid(Failed {
                rule: "F-20",
                check: "prompt must be none or login",
                received: other,
                expected: "prompt=none, prompt=login, or no prompt",
                mend: "Send one of the two values, or leave prompt out.",
            }));
        }
    };
    Ok(())
}

/// F-24.
pub(super) fn challenge(asked: &Asked<'_>, found: &mut Found) -> Result<(), Missed> {
    let failed = |check, received| {
        Err(Missed::invalid(Failed {
            rule: "F-24",
            check,
            received,
            expected: "code_challenge of 43 base64url characters with code_challenge_method=S256",
            mend: "Send both parameters, made as RFC 7636 says for S256.",
        }))
    };
    match (asked.value("code_challenge")?, asked.value("code_challenge_method")?) {
        (None, None) if asked.profile.pkce == Presence::Optional => Ok(()),
        (None, None) => failed("code_challenge is missing", "nothing"),
        (None, Some(method)) => failed("code_challenge_method was sent without code_challenge", method),
        // RFC 7636 s4.3: no method means plain.
        (Some(_), None) => failed("code_challenge_method must be S256", "no method, which means plain"),
        (Some(text), Some("S256")) => match CodeChallenge::try_from(text) {
            Ok(challenge) => {
                found.challenge = Some(challenge);
                Ok(())
            }
            Err(_) => failed("code_challenge must be 43 characters of base64url", "another form"),
        },
        (Some(_), Some(method)) => failed("code_challenge_method must be S256", method),
    }
}
