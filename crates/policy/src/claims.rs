//! Which claims go where: the table of federation.md as data.

use vocabulary::{Client, ProofingLevel, Scope, ScopeSet};

/// A claim about the person that a scope releases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is the claim's own name")]
pub enum Claim {
    NhsNumber,
    RequestingPatient,
    Birthdate,
    FamilyName,
    Surname,
    GivenName,
    IdentityProofingLevel,
    Email,
    EmailVerified,
    PhoneNumber,
    PhoneNumberVerified,
    PhoneNumberPdsMatched,
    LandlineNumber,
    LandlineNumberVerified,
    GpRegistrationDetails,
    GpIntegrationCredentials,
    ClientUserMetadata,
}

impl Claim {
    /// Its name on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NhsNumber => "nhs_number",
            Self::RequestingPatient => "requesting_patient",
            Self::Birthdate => "birthdate",
            Self::FamilyName => "family_name",
            Self::Surname => "surname",
            Self::GivenName => "given_name",
            Self::IdentityProofingLevel => "identity_proofing_level",
            Self::Email => "email",
            Self::EmailVerified => "email_verified",
            Self::PhoneNumber => "phone_number",
            Self::PhoneNumberVerified => "phone_number_verified",
            Self::PhoneNumberPdsMatched => "phone_number_pds_matched",
            Self::LandlineNumber => "landline_number",
            Self::LandlineNumberVerified => "landline_number_verified",
            Self::GpRegistrationDetails => "gp_registration_details",
            Self::GpIntegrationCredentials => "gp_integration_credentials",
            Self::ClientUserMetadata => "client_user_metadata",
        }
    }
}

/// Where a claim is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// The answer of /userinfo.
    Userinfo,
    /// The ID token (F-41).
    IdToken,
    /// The access token (F-42).
    AccessToken,
}

impl Place {
    /// The three places.
    pub const ALL: [Self; 3] = [Self::Userinfo, Self::IdToken, Self::AccessToken];
}

/// One line of the table: at this place this scope releases these claims from this level up.
struct Row {
    place: Place,
    scope: Scope,
    from: ProofingLevel,
    claims: &'static [Claim],
}

const fn row(place: Place, scope: Scope, from: ProofingLevel, claims: &'static [Claim]) -> Row {
    Row { place, scope, from, claims }
}

/// The table of federation.md ("Scopes, claims and levels") with F-41 and F-42.
static TABLE: [Row; 17] = {
    use Claim::{
        Birthdate, ClientUserMetadata, Email, EmailVerified, FamilyName, GivenName, GpIntegrationCredentials,
        GpRegistrationDetails, IdentityProofingLevel, LandlineNumber, LandlineNumberVerified, NhsNumber,
        PhoneNumber, PhoneNumberPdsMatched, PhoneNumberVerified, RequestingPatient, Surname,
    };
    use Place::{AccessToken, IdToken, Userinfo};
    use ProofingLevel::{P0, P5, P9};
    [
        row(Userinfo, Scope::Profile, P0, &[IdentityProofingLevel]),
        row(Userinfo, Scope::Profile, P5, &[NhsNumber, Birthdate, FamilyName]),
        row(Userinfo, Scope::BasicDemographics, P0, &[IdentityProofingLevel]),
        row(Userinfo, Scope::BasicDemographics, P5, &[Birthdate, FamilyName]),
        row(Userinfo, Scope::ProfileExtended, P5, &[GivenName]),
        row(Userinfo, Scope::Email, P0, &[Email, EmailVerified]),
        row(Userinfo, Scope::Phone, P0, &[PhoneNumber, PhoneNumberVerified, PhoneNumberPdsMatched]),
        row(Userinfo, Scope::Landline, P0, &[LandlineNumber, LandlineNumberVerified]),
        row(Userinfo, Scope::GpRegistrationDetails, P5, &[GpRegistrationDetails]),
        row(Userinfo, Scope::GpIntegrationCredentials, P9, &[GpIntegrationCredentials]),
        row(Userinfo, Scope::ClientMetadata, P0, &[ClientUserMetadata]),
        row(IdToken, Scope::OpenId, P0, &[IdentityProofingLevel]),
        row(IdToken, Scope::Profile, P5, &[NhsNumber, Birthdate, FamilyName, Surname]),
        row(IdToken, Scope::BasicDemographics, P5, &[Birthdate, FamilyName]),
        row(AccessToken, Scope::Profile, P5, &[NhsNumber, RequestingPatient]),
        // `openid` adds nothing of the person here: iss, aud and sub are always there.
        row(Userinfo, Scope::OpenId, P0, &[]),
        row(AccessToken, Scope::OpenId, P0, &[]),
    ]
};

/// The claims that `scopes` release at `place` about a person of `level`, each once, in a fixed order.
///
/// `level` is the account's level, the one that `identity_proofing_level` tells: a partner reads from it how far the other claims may
/// be trusted. A claim without a value is left out by whoever fills it in (F-45). `scopes` are those the person agreed to share
/// (F-46) and the client is approved for; `iss`, `aud` and `sub` are always there.
///
/// Spec: F-41, F-42, F-45, F-46
#[must_use]
pub fn released(place: Place, scopes: ScopeSet, level: ProofingLevel) -> Vec<Claim> {
    let mut claims: Vec<Claim> = TABLE
        .iter()
        .filter(|row| row.place == place && scopes.contains(row.scope) && row.from <= level)
        .flat_map(|row| row.claims.iter().copied())
        .collect();
    claims.sort_unstable();
    claims.dedup();
    claims
}

/// The scopes a client may have now: its approved ones, GP credentials only with the IM1 flag.
///
/// Spec: F-12, F-59
#[must_use]
pub fn approved_scopes(client: &Client) -> ScopeSet {
    client.scopes.iter().filter(|scope| *scope != Scope::GpIntegrationCredentials || client.im1).collect()
}

/// Those of `scopes` that tell more at level `to` than at level `from`: another claim, or the level itself, which people are told is
/// shared ("identity level").
///
/// Spec: F-58
pub(crate) fn gaining(scopes: ScopeSet, from: ProofingLevel, to: ProofingLevel) -> ScopeSet {
    let gains = |scope: &Scope| {
        let alone = ScopeSet::EMPTY.with(*scope);
        let tells_level =
            from < to && released(Place::Userinfo, alone, to).contains(&Claim::IdentityProofingLevel);
        let more = |place| released(place, alone, to).len() > released(place, alone, from).len();
        tells_level || Place::ALL.into_iter().any(more)
    };
    scopes.iter().filter(gains).collect()
}
