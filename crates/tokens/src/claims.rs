//! What our tokens say. Policy chose the optional claims already; what is absent is left out, never null (F-45).

use serde::Serialize;
use vocabulary::{
    ClientId, DateOfBirth, FamilyName, Instant, NhsNumber, ProofingLevel, ScopeSet, Subject, VectorOfTrust,
};

pub(crate) const ACCESS: &str = "access";
pub(crate) const ID: &str = "id";

/// The claims of an ID token.
///
/// `aud` is the client id as a string, `token_use` is `id`, and `id_status` is `verified` exactly when `level` is P9;
/// there is no acr, amr or azp.
///
/// Spec: F-41
#[derive(Debug, Clone)]
pub struct IdTokenClaims {
    /// `iss`.
    pub issuer: String,
    /// `sub`.
    pub subject: Subject,
    /// `aud`.
    pub client_id: ClientId,
    /// `iat`.
    pub issued_at: Instant,
    /// `exp`; 60 minutes after `issued_at` (F-40).
    pub expires_at: Instant,
    /// `jti`.
    pub jti: String,
    /// `auth_time`: when the person last signed in.
    pub authenticated_at: Instant,
    /// `nonce`, when the client sent one.
    pub nonce: Option<String>,
    /// `vot`.
    pub vot: VectorOfTrust,
    /// `vtm` (F-44).
    pub vtm: String,
    /// `identity_proofing_level`: the highest the account has reached.
    pub level: ProofingLevel,
    /// `nhs_number`.
    pub nhs_number: Option<NhsNumber>,
    /// `birthdate`.
    pub birthdate: Option<DateOfBirth>,
    /// `family_name`.
    pub family_name: Option<FamilyName>,
    /// `surname`, with the scope profile: the value of `family_name`.
    pub surname: Option<FamilyName>,
}

/// The claims of an access token.
///
/// `aud` and `client_id` are both the client id, `token_use` is `access`, `version` is 0 and `reason_for_request` is
/// `patientaccess`.
///
/// Spec: F-42
#[derive(Debug, Clone)]
pub struct AccessTokenClaims {
    /// `iss`.
    pub issuer: String,
    /// `sub`.
    pub subject: Subject,
    /// `aud` and `client_id`.
    pub client_id: ClientId,
    /// `iat`.
    pub issued_at: Instant,
    /// `exp`; 5 minutes after `issued_at` (F-40).
    pub expires_at: Instant,
    /// `jti`.
    pub jti: String,
    /// `scope`: what the person agreed to share.
    pub scopes: ScopeSet,
    /// `auth_time`: when the person last signed in.
    pub authenticated_at: Instant,
    /// `vot`.
    pub vot: VectorOfTrust,
    /// `vtm` (F-44).
    pub vtm: String,
    /// `nhs_number` and `requesting_patient`, with the scope profile.
    pub nhs_number: Option<NhsNumber>,
}

#[derive(Serialize)]
pub(crate) struct IdTokenWire<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    exp: i64,
    iat: i64,
    jti: &'a str,
    auth_time: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    nonce: Option<&'a str>,
    vot: String,
    vtm: &'a str,
    identity_proofing_level: &'static str,
    token_use: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    id_status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nhs_number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    birthdate: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    family_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    surname: Option<&'a str>,
}

impl<'a> From<&'a IdTokenClaims> for IdTokenWire<'a> {
    fn from(claims: &'a IdTokenClaims) -> Self {
        Self {
            iss: &claims.issuer,
            sub: claims.subject.as_str(),
            aud: claims.client_id.as_str(),
            exp: claims.expires_at.seconds(),
            iat: claims.issued_at.seconds(),
            jti: &claims.jti,
            auth_time: claims.authenticated_at.seconds(),
            nonce: claims.nonce.as_deref(),
            vot: claims.vot.to_string(),
            vtm: &claims.vtm,
            identity_proofing_level: claims.level.as_str(),
            token_use: ID,
            id_status: (claims.level == ProofingLevel::P9).then_some("verified"),
            nhs_number: claims.nhs_number.as_ref().map(NhsNumber::as_str),
            birthdate: claims.birthdate.as_ref().map(ToString::to_string),
            family_name: claims.family_name.as_ref().map(FamilyName::as_str),
            surname: claims.surname.as_ref().map(FamilyName::as_str),
        }
    }
}

#[derive(Serialize)]
pub(crate) struct AccessTokenWire<'a> {
    iss: &'a str,
    sub: &'a str,
    aud: &'a str,
    exp: i64,
    iat: i64,
    jti: &'a str,
    scope: String,
    auth_time: i64,
    vot: String,
    vtm: &'a str,
    client_id: &'a str,
    version: u8,
    token_use: &'static str,
    reason_for_request: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    nhs_number: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    requesting_patient: Option<&'a str>,
}

impl<'a> From<&'a AccessTokenClaims> for AccessTokenWire<'a> {
    fn from(claims: &'a AccessTokenClaims) -> Self {
        let nhs_number = claims.nhs_number.as_ref().map(NhsNumber::as_str);
        Self {
            iss: &claims.issuer,
            sub: claims.subject.as_str(),
            aud: claims.client_id.as_str(),
            exp: claims.expires_at.seconds(),
            iat: claims.issued_at.seconds(),
            jti: &claims.jti,
            scope: claims.scopes.to_string(),
            auth_time: claims.authenticated_at.seconds(),
            vot: claims.vot.to_string(),
            vtm: &claims.vtm,
            client_id: claims.client_id.as_str(),
            version: 0,
            token_use: ACCESS,
            reason_for_request: "patientaccess",
            nhs_number,
            requesting_patient: nhs_number,
        }
    }
}
