//! `asserted_login_identity`: a partner passes on a sign-in that an ID token of ours told it about.

use serde_json::Value;
use vocabulary::{ClientId, Explanation, Instant, Lifetime};

use crate::algorithm::SigningAlgorithm;
use crate::assertion_fault::AssertionFault;
use crate::jws::{JwsFault, UnverifiedJws};
use crate::partner_jwt::{check_issuer, checked_jti, date, verified_by};
use crate::partner_keys::PartnerKeys;

/// The longest asserted login that is looked at, in bytes: it travels in a query string.
pub const MAX_ASSERTED_LOGIN_LENGTH: usize = 4 * 1024;

/// How far ahead `iat` and `nbf` may be because clocks differ. It does not prolong `exp`.
const SKEW: Lifetime = Lifetime::seconds(30);

/// The longest `code` that is looked at, in bytes; ours have 36.
const MAX_CODE_LENGTH: usize = 255;

/// A verified asserted login. Its `jti` must still be spent: accepted once, remembered until `expires_at`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssertedLogin {
    /// `code`: the `jti` of an ID token that the sending client says it was given.
    pub id_token_jti: String,
    /// `jti`, 1 to 255 bytes.
    pub jti: String,
    /// `exp`.
    pub expires_at: Instant,
}

/// The first check an asserted login failed. Nobody outside is told: the person sees the usual pages.
///
/// Spec: F-56
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AssertedLoginFault {
    /// What it has in common with client assertions: form, key, signature, `iss`, dates, `jti`.
    #[error(transparent)]
    Jwt(#[from] AssertionFault),
    /// `typ` is there and is another one (F-39).
    #[error("typ is not JWT")]
    Type,
    /// `iat` is absent.
    #[error("iat is absent")]
    IssuedMissing,
    /// `exp` is too long after `iat`.
    #[error("exp is {} s after iat", .life.whole_seconds())]
    LivesTooLong {
        /// From `iat` to `exp`.
        life: Lifetime,
    },
    /// `code` is absent, empty, too long or no text.
    #[error("code is absent or not a string of 1 to 255 bytes")]
    Code,
}

impl From<JwsFault> for AssertedLoginFault {
    fn from(fault: JwsFault) -> Self {
        Self::Jwt(fault.into())
    }
}

impl AssertedLoginFault {
    /// The refusal as the developer of the partner reads it.
    #[must_use]
    pub fn explanation(&self) -> Explanation {
        let (received, expected) = match self {
            Self::Jwt(fault) => {
                let explanation = fault.explanation();
                (explanation.received, explanation.expected)
            }
            Self::Type => (String::new(), "typ = JWT".to_owned()),
            Self::IssuedMissing | Self::LivesTooLong { .. } => {
                (String::new(), "iat, and exp soon after it".to_owned())
            }
            Self::Code => (String::new(), "code = the jti of an ID token issued to this client".to_owned()),
        };
        Explanation {
            rule: "F-56".to_owned(),
            check: self.to_string(),
            received,
            expected,
            mend: "Make a new asserted_login_identity for each redirect, signed RS512 with the client's key: iss = client_id, \
                   code = the ID token's jti, a new jti, iat = now, exp = iat + 60."
                .to_owned(),
        }
    }
}

/// Verifies an asserted login of `client_id` at `now`, whose `exp` lies at most `longest_life` behind its `iat`. Members that are not named here are ignored.
///
/// # Errors
/// The first check that failed, in the order form, `typ`, algorithm, key, signature, `iss`, `exp`, `iat`, `nbf`, `code`, `jti`.
///
/// Spec: F-56, F-39
pub fn verify_asserted_login(
    token: &str,
    keys: &PartnerKeys,
    client_id: &ClientId,
    longest_life: Lifetime,
    now: Instant,
) -> Result<AssertedLogin, AssertedLoginFault> {
    let jws = UnverifiedJws::parse(token, MAX_ASSERTED_LOGIN_LENGTH)?;
    check_type(jws.kind.as_ref())?;
    verified_by(&jws, keys, &[SigningAlgorithm::Rs512], now)?;
    check_issuer(&jws.claims, client_id)?;
    let expires_at = check_life(&jws, longest_life, now)?;
    let code = jws.claims.get("code").and_then(Value::as_str);
    let id_token_jti = code
        .filter(|code| (1..=MAX_CODE_LENGTH).contains(&code.len()))
        .ok_or(AssertedLoginFault::Code)?
        .to_owned();
    Ok(AssertedLogin { id_token_jti, jti: checked_jti(&jws.claims)?, expires_at })
}

/// F-39, RFC 7515 s4.1.9: `JWT` in any case. A token without `typ` is taken, as client assertions are.
fn check_type(kind: Option<&Value>) -> Result<(), AssertedLoginFault> {
    match kind {
        None => Ok(()),
        Some(Value::String(text)) if text.eq_ignore_ascii_case("JWT") => Ok(()),
        Some(_) => Err(AssertedLoginFault::Type),
    }
}

fn check_life(
    jws: &UnverifiedJws<'_>,
    longest: Lifetime,
    now: Instant,
) -> Result<Instant, AssertedLoginFault> {
    let expires_at = date(&jws.claims, "exp")?.ok_or(AssertionFault::ExpiryMissing)?;
    if expires_at <= now {
        return Err(AssertionFault::Expired { ago: now.since(expires_at) }.into());
    }
    let issued_at = date(&jws.claims, "iat")?.ok_or(AssertedLoginFault::IssuedMissing)?;
    if expires_at > issued_at.after(longest) {
        return Err(AssertedLoginFault::LivesTooLong { life: expires_at.since(issued_at) });
    }
    let latest = now.after(SKEW);
    if issued_at > latest {
        return Err(AssertionFault::IssuedInFuture { ahead: issued_at.since(now) }.into());
    }
    if let Some(not_before) = date(&jws.claims, "nbf")?.filter(|instant| *instant > latest) {
        return Err(AssertionFault::NotYetValid { ahead: not_before.since(now) }.into());
    }
    Ok(expires_at)
}
