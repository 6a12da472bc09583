//! ID tokens: signed for partners, and read back when a partner sends one as a hint.

use vocabulary::{ClientId, Instant, Subject};

use crate::claims::{ID, IdTokenClaims, IdTokenWire};
use crate::jws::{JwsFault, SigningFault, sign};
use crate::keyring::Keyring;
use crate::own_token::{OwnTokenFault, verified_claims};

/// What an ID token of ours says when it comes back as a hint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HintClaims {
    /// `sub`.
    pub subject: Subject,
    /// `aud`: the client it was issued to.
    pub client_id: ClientId,
    /// `jti`.
    pub jti: String,
    /// `auth_time`.
    pub authenticated_at: Instant,
    /// `exp`; it may lie in the past.
    pub expires_at: Instant,
}

/// The exact check a hint failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HintFault {
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
    /// Not an ID token.
    #[error("token_use is not id")]
    TokenUse,
    /// A claim is absent or not as we write it.
    #[error("the claim {0} is absent or malformed")]
    Claim(&'static str),
}

impl From<OwnTokenFault> for HintFault {
    fn from(fault: OwnTokenFault) -> Self {
        match fault {
            OwnTokenFault::Form(form) => Self::Form(form),
            OwnTokenFault::UnknownKey => Self::UnknownKey,
            OwnTokenFault::Algorithm => Self::Algorithm,
            OwnTokenFault::Signature => Self::Signature,
        }
    }
}

/// An ID token with these claims, signed by the current key.
///
/// # Errors
/// When the library refuses to sign: our failure, never the caller's.
///
/// Spec: F-41, F-39
pub fn sign_id_token(keyring: &Keyring, claims: &IdTokenClaims) -> Result<String, SigningFault> {
    sign(keyring.current(), &IdTokenWire::from(claims))
}

/// What an ID token of `issuer` says when it is sent as `id_token_hint`. An expired one is as good a hint as any
/// (OpenID Connect Core s3.1.2.1), as long as the key that signed it is still published.
///
/// # Errors
/// The first check that failed, in the order form, key, algorithm, signature, issuer, use, claims.
///
/// Spec: F-22
pub fn verify_id_token_hint(keyring: &Keyring, token: &str, issuer: &str) -> Result<HintClaims, HintFault> {
    let claims = verified_claims(keyring, token)?;
    if !claims.is("iss", issuer) {
        return Err(HintFault::Issuer);
    }
    if !claims.is("token_use", ID) {
        return Err(HintFault::TokenUse);
    }
    Ok(HintClaims {
        subject: claims.parsed("sub").map_err(HintFault::Claim)?,
        client_id: claims.parsed("aud").map_err(HintFault::Claim)?,
        jti: claims.text("jti").map_err(HintFault::Claim)?.to_owned(),
        authenticated_at: claims.instant("auth_time").map_err(HintFault::Claim)?,
        expires_at: claims.instant("exp").map_err(HintFault::Claim)?,
    })
}
