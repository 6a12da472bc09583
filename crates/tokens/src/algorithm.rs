//! The signature algorithms a key may be pinned to.

use aws_lc_rs::signature;

/// A JWS algorithm that an RSA key can be pinned to. There is no `none` and no shared-secret algorithm to be confused with.
///
/// The `nhs` issuer signs and accepts RS512 only (F-34, F-39). Issuers with other profiles add their variant here; an
/// elliptic-curve variant also needs a second kind of key in [`VerifyingKey`](crate::verifying_key::VerifyingKey).
///
/// Spec: F-39
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SigningAlgorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-512.
    Rs512,
}

impl SigningAlgorithm {
    /// Its name in a JOSE header and in a JWK.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rs512 => "RS512",
        }
    }

    pub(crate) const fn encoding(self) -> &'static signature::RsaSignatureEncoding {
        match self {
            Self::Rs512 => &signature::RSA_PKCS1_SHA512,
        }
    }

    pub(crate) const fn parameters(self) -> &'static signature::RsaParameters {
        match self {
            Self::Rs512 => &signature::RSA_PKCS1_2048_8192_SHA512,
        }
    }
}
