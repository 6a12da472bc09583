//! The documents that describe the issuer: discovery (F-9) and trustmark (F-44). Nothing is advertised that does not work.

use policy::Profile;
use serde_json::json;
use vocabulary::{Credential, CredentialSet, ProofingLevel, Scope, VectorOfTrust};

/// The discovery document of the issuer, as JSON text.
///
/// Spec: F-9, RFC 8414, OpenID Connect Discovery 1.0 s3
pub(crate) fn discovery_json(issuer: &str, profile: &Profile) -> String {
    let endpoint = |path: &str| format!("{issuer}{path}");
    let scopes: Vec<_> = Scope::ALL.iter().map(|scope| scope.as_str()).collect();
    let names =
        |algorithms: &[policy::Algorithm]| algorithms.iter().map(|one| one.as_str()).collect::<Vec<_>>();
    json!({
        "issuer": issuer,
        "authorization_endpoint": endpoint("/authorize"),
        "token_endpoint": endpoint("/token"),
        "userinfo_endpoint": endpoint("/userinfo"),
        "jwks_uri": endpoint("/.well-known/jwks.json"),
        "scopes_supported": scopes,
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": names(profile.id_token_algorithms),
        "token_endpoint_auth_methods_supported": ["private_key_jwt"],
        "token_endpoint_auth_signing_alg_values_supported": names(profile.assertion_algorithms),
        "code_challenge_methods_supported": ["S256"],
        "display_values_supported": ["page", "touch"],
        "claim_types_supported": ["normal"],
        "claims_supported": [
            "iss", "sub", "aud", "exp", "iat", "jti", "auth_time", "nonce", "vot", "vtm", "token_use",
            "identity_proofing_level", "id_status", "nhs_number", "birthdate", "family_name", "surname", "given_name",
            "email", "email_verified", "phone_number", "phone_number_verified", "phone_number_pds_matched",
            "landline_number", "landline_number_verified", "gp_ods_code", "gp_registration_details",
            "gp_integration_credentials", "client_user_metadata"
        ],
        "claims_parameter_supported": false,
        "request_parameter_supported": false,
        "request_uri_parameter_supported": false,
        "require_request_uri_registration": false,
        "request_object_signing_alg_values_supported": ["RS512"],
        "prompt_values_supported": ["none", "login"],
        "ui_locales_supported": ["en-GB"],
        "vtr_values_supported": supported_vectors(),
        "op_policy_uri": endpoint("/privacy"),
        "op_tos_uri": endpoint("/terms"),
        "service_documentation": endpoint("/help"),
    })
    .to_string()
}

/// Every vector of F-52 that this service can meet today.
fn supported_vectors() -> Vec<String> {
    use Credential::{Cd, Cp};
    let sets: [CredentialSet; 2] = [[Cp].into_iter().collect(), [Cp, Cd].into_iter().collect()];
    ProofingLevel::ALL
        .into_iter()
        .flat_map(|level| sets.map(|set| VectorOfTrust::new(Some(level), set).to_string()))
        .collect()
}

/// The issuer's host, as it stands in the `vtm` claim.
pub(crate) fn issuer_host(issuer: &str) -> String {
    issuer.split_once("://").map_or(issuer, |(_, rest)| rest).to_owned()
}

/// The `vtm` claim: where the trustmark stands.
///
/// Spec: F-44
pub(crate) fn trustmark_uri(issuer: &str) -> String {
    format!("{issuer}/trustmark/{}", issuer_host(issuer))
}

/// The trustmark document, as JSON text.
///
/// Spec: F-44
pub(crate) fn trustmark_json(issuer: &str) -> String {
    json!({
        "idp": issuer,
        "trustmark_provider": issuer,
        "P": ProofingLevel::ALL.map(ProofingLevel::as_str),
        "C": Credential::ALL.map(Credential::as_str),
    })
    .to_string()
}
