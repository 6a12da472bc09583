//! What the GP systems are asked, and what they answer.

use vocabulary::{DateOfBirth, FamilyName, NhsNumber, OdsCode, PhoneNumber, Secret};

use crate::gp::refusal::GpRefusal;

/// The three registration details as the person typed them (G3): nothing is trimmed from the two secrets.
///
/// Source: Journeys 2.8 G3
#[derive(Debug, Clone)]
pub struct GpDetails {
    /// Linkage key, also called passphrase.
    pub linkage_key: Secret<String>,
    /// The practice's ODS code.
    pub ods_code: OdsCode,
    /// Account ID at the practice.
    pub account_id: Secret<String>,
}

/// Who the details must belong to.
#[derive(Debug, Clone)]
pub struct GpPerson {
    /// Last name.
    pub family: FamilyName,
    /// Date of birth.
    pub born: DateOfBirth,
}

/// What opens a person's account in the GP system. Kept sealed, released only with `gp_integration_credentials`.
///
/// Spec: F-45, M-16
#[derive(Debug, Clone)]
pub struct GpCredentials {
    /// Account ID.
    pub user_id: Secret<String>,
    /// Linkage key.
    pub linkage_key: Secret<String>,
    /// The practice.
    pub ods_code: OdsCode,
}

/// The answer to the registration details.
#[derive(Debug, Clone)]
pub enum GpAnswer {
    /// They are right.
    Verified {
        /// Whose they are: the caller compares it with the number it knows (CID7100).
        nhs_number: NhsNumber,
        /// What to keep.
        credentials: GpCredentials,
    },
    /// They are not accepted.
    Refused(GpRefusal),
}

/// The answer to the wish to be connected.
#[derive(Debug, Clone)]
pub enum GpConnection {
    /// The person can use GP online services with these.
    Connected(GpCredentials),
    /// There is no connection.
    Refused(GpRefusal),
}

/// Whether credentials that were stored still open anything.
///
/// Spec: M-16
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GpLink {
    /// They do.
    Valid,
    /// They do not: the person moved practice, the practice changed its system, or access was taken away.
    Lapsed,
}

/// How a practice knows who somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdentityCheck {
    /// Somebody there looked at identity documents with the person present.
    InPerson,
    /// Not in that way.
    None,
}

/// Somebody who is registered for online services at a practice.
#[derive(Debug, Clone)]
pub struct OnlineUser {
    /// The mobile number that the practice holds; none when it holds none or something that is no mobile number.
    pub mobile: Option<PhoneNumber>,
    /// How the practice knows them.
    pub identity: IdentityCheck,
}

impl OnlineUser {
    /// Whether the practice has checked the identity, so that its check can be used (V1).
    #[must_use]
    pub fn identity_checked(&self) -> bool {
        self.identity == IdentityCheck::InPerson
    }
}
