//! How strict the protocol is: one value of one type per issuer (certification.md, section 2).
//!
//! A rule that differs between issuers is a field here; nothing else in the house asks which issuer it is.

use vocabulary::{Client, CredentialSet, IssuerName, Lifetime, ProofingLevel, VectorOfTrust, VectorRequest};

/// Whether something must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// A request without it is refused.
    Required,
    /// A request without it is served.
    Optional,
}

/// A JOSE signature algorithm that some issuer uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the registered JOSE name")]
pub enum Algorithm {
    Rs256,
    Rs512,
    Ps256,
    Es256,
    EdDsa,
}

impl Algorithm {
    /// Its registered JOSE name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Rs512 => "RS512",
            Self::Ps256 => "PS256",
            Self::Es256 => "ES256",
            Self::EdDsa => "EdDSA",
        }
    }
}

/// Which audience a client assertion must name (C8).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AssertionAudience {
    /// The token endpoint's URL, alone or in an array.
    TokenEndpoint,
    /// The token endpoint's URL or the issuer.
    TokenEndpointOrIssuer,
    /// The issuer as one string, nothing else.
    IssuerOnly,
}

/// How clients may authenticate (C14).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientAuthentication {
    /// `private_key_jwt` and nothing else.
    PrivateKeyJwt,
    /// `private_key_jwt`, `client_secret_basic` and `client_secret_post`.
    PrivateKeyJwtOrSecret,
}

/// The error that says a sign-in would be needed under `prompt=none` (C4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PromptNoneError {
    /// `sso_login_required`.
    SsoLoginRequired,
    /// `login_required`.
    LoginRequired,
}

/// What happens to `max_age` (C3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MaxAge {
    /// An older sign-in does not count.
    Honoured,
    /// It is accepted and ignored.
    Ignored,
}

/// Whether `iss` stands in the authorization response (RFC 9207, C20).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IssuerParameter {
    /// Never sent.
    Absent,
    /// Always sent.
    Sent,
}

/// How a token is bound to its sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SenderConstraint {
    /// A bearer token.
    None,
    /// RFC 9449.
    Dpop,
}

/// Whether a registered redirect URI may carry a query string (C17).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RedirectQuery {
    /// F-15.
    Refused,
    /// Registered with its query; matching stays exact.
    Allowed,
}

/// What an old refresh token is worth after rotation (C13).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RefreshRotation {
    /// Only the latest works (F-36); a lost answer may be fetched again until its access token was used.
    LatestWins,
    /// The one before the latest still works for this long.
    Grace(Lifetime),
}

/// What an absent `vtr` means where the client has no default of its own (C12).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DefaultVector {
    /// The three P9 vectors of F-21.
    P9,
    /// `P0.Cp.Cd`.
    Low,
}

/// One issuer's settings. A client may narrow them ([`Client::nonce_optional`] is the one exception the contract names, F-17).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Profile {
    /// The issuer these settings belong to; a client of another issuer is unknown here.
    pub issuer: IssuerName,
    /// F-16, C1.
    pub state: Presence,
    /// F-17, C1.
    pub nonce: Presence,
    /// F-24.
    pub pkce: Presence,
    /// RFC 9126, C18.
    pub pushed_requests: Presence,
    /// The first one is the default.
    pub id_token_algorithms: &'static [Algorithm],
    /// F-34, C8.
    pub assertion_algorithms: &'static [Algorithm],
    /// C8.
    pub assertion_audience: AssertionAudience,
    /// C14.
    pub client_authentication: ClientAuthentication,
    /// F-20, C4.
    pub prompt_none_error: PromptNoneError,
    /// F-22, C3.
    pub max_age: MaxAge,
    /// C20.
    pub issuer_parameter: IssuerParameter,
    /// F-40, C19.
    pub code_lifetime: Lifetime,
    /// FAPI 2.0 s5.3.2.1.
    pub sender_constraint: SenderConstraint,
    /// F-15, C17.
    pub redirect_query: RedirectQuery,
    /// F-36, C13.
    pub refresh_rotation: RefreshRotation,
    /// F-21, C12.
    pub default_vector: DefaultVector,
}

impl Profile {
    /// The root issuer: federation.md as written.
    pub const NHS: Self = Self {
        issuer: IssuerName::Nhs,
        state: Presence::Required,
        nonce: Presence::Required,
        pkce: Presence::Optional,
        pushed_requests: Presence::Optional,
        id_token_algorithms: &[Algorithm::Rs512],
        assertion_algorithms: &[Algorithm::Rs512],
        assertion_audience: AssertionAudience::TokenEndpoint,
        client_authentication: ClientAuthentication::PrivateKeyJwt,
        prompt_none_error: PromptNoneError::SsoLoginRequired,
        max_age: MaxAge::Honoured,
        issuer_parameter: IssuerParameter::Absent,
        code_lifetime: Lifetime::CODE,
        sender_constraint: SenderConstraint::None,
        redirect_query: RedirectQuery::Refused,
        refresh_rotation: RefreshRotation::LatestWins,
        default_vector: DefaultVector::P9,
    };

    /// Certifiable OpenID Connect.
    pub const STANDARD: Self = Self {
        issuer: IssuerName::Standard,
        state: Presence::Optional,
        nonce: Presence::Optional,
        id_token_algorithms: &[Algorithm::Rs512, Algorithm::Rs256],
        assertion_algorithms: &[Algorithm::Rs512, Algorithm::Rs256],
        assertion_audience: AssertionAudience::TokenEndpointOrIssuer,
        client_authentication: ClientAuthentication::PrivateKeyJwtOrSecret,
        prompt_none_error: PromptNoneError::LoginRequired,
        code_lifetime: Lifetime::seconds(60),
        redirect_query: RedirectQuery::Allowed,
        default_vector: DefaultVector::Low,
        ..Self::NHS
    };

    /// FAPI 2.0 Security Profile.
    pub const FAPI2: Self = Self {
        issuer: IssuerName::Fapi2,
        state: Presence::Optional,
        nonce: Presence::Optional,
        pkce: Presence::Required,
        pushed_requests: Presence::Required,
        id_token_algorithms: &[Algorithm::Ps256, Algorithm::Es256],
        assertion_algorithms: &[Algorithm::Ps256, Algorithm::Es256, Algorithm::EdDsa],
        assertion_audience: AssertionAudience::IssuerOnly,
        prompt_none_error: PromptNoneError::LoginRequired,
        issuer_parameter: IssuerParameter::Sent,
        code_lifetime: Lifetime::seconds(60),
        sender_constraint: SenderConstraint::Dpop,
        redirect_query: RedirectQuery::Allowed,
        refresh_rotation: RefreshRotation::Grace(Lifetime::seconds(60)),
        default_vector: DefaultVector::Low,
        ..Self::NHS
    };

    /// The settings of `issuer`.
    #[must_use]
    pub const fn of(issuer: IssuerName) -> &'static Self {
        match issuer {
            IssuerName::Nhs => &Self::NHS,
            IssuerName::Standard => &Self::STANDARD,
            IssuerName::Fapi2 => &Self::FAPI2,
        }
    }

    /// Whether a request of `client` must carry `nonce` (F-17).
    #[must_use]
    pub fn nonce_for(&self, client: &Client) -> Presence {
        if client.nonce_optional { Presence::Optional } else { self.nonce }
    }

    /// What a request of `client` without `vtr` asks for: the client's own default, else the issuer's (F-21, C12).
    #[must_use]
    pub fn vectors_for(&self, client: &Client) -> VectorRequest {
        let own = client.default_vtr != VectorRequest::default_p9();
        match self.default_vector {
            DefaultVector::Low if !own => low(),
            DefaultVector::Low | DefaultVector::P9 => client.default_vtr.clone(),
        }
    }
}

fn low() -> VectorRequest {
    use vocabulary::Credential::{Cd, Cp};
    let credentials: CredentialSet = [Cp, Cd].into_iter().collect();
    let vector = VectorOfTrust::new(Some(ProofingLevel::P0), credentials);
    VectorRequest::of(vec![vector]).expect("one vector is within the bounds")
}
