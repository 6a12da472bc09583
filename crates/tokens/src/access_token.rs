//! Access tokens: signed for partners, read back at userinfo.

use vocabulary::{ClientId, Instant, ScopeSet, Subject, VectorOfTrust};

use crate::claims::{ACCESS, AccessTokenClaims, AccessTokenWire};
use crate::jws::{JwsFault, SigningFault, sign};
use crate::keyring::Keyring;
use crate::own_token::{OwnTokenFault, verified_claims};

/// What a verified access token of ours says. Whether it was revoked is the store's knowledge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessClaims {
    /// `sub`.
    pub subject: Subject,
    /// `client_id`.
    pub client_id: ClientId,
    /// `scope`.
    pub scopes: ScopeSet,
    /// `jti`.
    pub jti: String,
    /// `vot`.
    pub vot: VectorOfTrust,
    /// `iat`.
    pub issued_at: Instant,
    /// `exp`.
    pub expires_at: Instant,
    /// `auth_time`.
    pub authenticated_at: Instant,
}

/// The exact check an access token failed. Partners see `invalid_token`; this is for the log.
///
/// Spec: F-48
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AccessTokenFault {
    /// It is no JWT in the form we write.
    #[error(transparent)]
    Form(#[from] JwsFault),
    /// Its `kid` is absent or names no published key.
    #[error("kid names no published key")]
    UnknownKey,
    /// Its `alg` is not the algorithm of the key.
    #[error("alg is not the algorithm of the key")]
    Algorithm,
    /// The signature does not verify.
    #[error("the signature does not verify")]
    Signature,
    /// Another issuer's token.
    #[error("iss is another issuer")]
    Issuer,
    /// Not an access token, for example an ID token.
    #[error("token_use is not access")]
    TokenUse,
    /// `aud` is not the client it was issued to.
    #[error("aud is not client_id")]
    Audience,
    /// A claim is absent or not as we write it.
    #[error("the claim {0} is absent or malformed")]
    Claim(&'static str),
    /// It has expired; there is no leeway, because the clock is the one that set the expiry.
    #[error("the token has expired")]
    Expired,
}

impl From<OwnTokenFault> for AccessTokenFault {
    fn from(fault: OwnTokenFault) -> Self {
        match fault {
            OwnTokenFault::Form(form) => Self::Form(form),
            OwnTokenFault::UnknownKey => Self::UnknownKey,
            OwnTokenFault::Algorithm => Self::Algorithm,
            OwnTokenFault::Signature => Self::Signature,
        }
    }
}

/// An access token with these claims, signed by the current key.
///
/// # Errors
/// When the library refuses to sign: our failure, never the caller's.
///
/// Spec: F-42, F-39
pub fn sign_access_token(keyring: &Keyring, claims: &AccessTokenClaims) -> Result<String, SigningFault> {
    sign(keyring.current(), &AccessTokenWire::from(claims))
}

/// What an access token of `issuer` says, if it is valid at `now`.
///
/// # Errors
/// The first check that failed, in the order form, key, algorithm, signature, issuer, use, expiry, audience, claims.
///
/// Spec: F-42, F-48
pub fn verify_access_token(
    keyring: &Keyring,
    token: &str,
    issuer: &str,
    now: Instant,
) -> Result<AccessClaims, AccessTokenFault> {
    let claims = verified_claims(keyring, token)?;
    if !claims.is("iss", issuer) {
        return Err(AccessTokenFault::Issuer);
    }
    if !claims.is("token_use", ACCESS) {
        return Err(AccessTokenFault::TokenUse);
    }
    let expires_at = claims.instant("exp").map_err(AccessTokenFault::Claim)?;
    if now >= expires_at {
        return Err(AccessTokenFault::Expired);
    }
    let client_id: ClientId = claims.parsed("client_id").map_err(AccessTokenFault::Claim)?;
    if !claims.is("aud", client_id.as_str()) {
        return Err(AccessTokenFault::Audience);
    }
    Ok(AccessClaims {
        subject: claims.parsed("sub").map_err(AccessTokenFault::Claim)?,
        client_id,
        scopes: ScopeSet::known_in(claims.text("scope").map_err(AccessTokenFault::Claim)?),
        jti: claims.text("jti").map_err(AccessTokenFault::Claim)?.to_owned(),
        vot: claims.parsed("vot").map_err(AccessTokenFault::Claim)?,
        issued_at: claims.instant("iat").map_err(AccessTokenFault::Claim)?,
        expires_at,
        authenticated_at: claims.instant("auth_time").map_err(AccessTokenFault::Claim)?,
    })
}
