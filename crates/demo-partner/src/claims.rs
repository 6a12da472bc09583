//! The claims this provider adds to the standard ones, the library's types spelled out for them, and
//! how claims are shown.

use std::collections::BTreeMap;

use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreRevocableToken,
    CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AdditionalClaims, Client, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet, IdToken,
    IdTokenFields, StandardErrorResponse, StandardTokenResponse, UserInfoClaims,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::clock;

/// The claims of this provider beyond the standard ones. Spec: F-41, F-45.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(crate) struct NhsClaims {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) nhs_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) vot: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) vtm: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) identity_proofing_level: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) token_use: Option<String>,
    /// Whatever else came: shown, not interpreted.
    #[serde(flatten)]
    pub(crate) rest: BTreeMap<String, Value>,
}

impl AdditionalClaims for NhsClaims {}

/// The ID token of this provider.
pub(crate) type NhsIdToken =
    IdToken<NhsClaims, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;

/// The token endpoint's answer.
pub(crate) type NhsTokenResponse = StandardTokenResponse<
    IdTokenFields<
        NhsClaims,
        EmptyExtraTokenFields,
        CoreGenderClaim,
        CoreJweContentEncryptionAlgorithm,
        CoreJwsSigningAlgorithm,
    >,
    CoreTokenType,
>;

/// The userinfo answer.
pub(crate) type NhsUserInfo = UserInfoClaims<NhsClaims, CoreGenderClaim>;

/// The library's client with this provider's claims.
pub(crate) type NhsClient = Client<
    NhsClaims,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    NhsTokenResponse,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// One line of a table of claims.
pub(crate) struct ClaimRow {
    pub(crate) name: String,
    pub(crate) meaning: &'static str,
    pub(crate) value: String,
}

/// The rows of a JSON object, in its own order.
pub(crate) fn rows(claims: &Map<String, Value>) -> Vec<ClaimRow> {
    claims
        .iter()
        .map(|(name, value)| ClaimRow {
            name: name.clone(),
            meaning: meaning(name),
            value: shown(name, value),
        })
        .collect()
}

fn shown(name: &str, value: &Value) -> String {
    match (name, value) {
        ("exp" | "iat" | "auth_time" | "updated_at", Value::Number(number)) => number
            .as_u64()
            .map_or_else(|| number.to_string(), |seconds| format!("{seconds} ({})", clock::written(seconds))),
        (_, Value::String(text)) => text.clone(),
        (_, other) => other.to_string(),
    }
}

fn meaning(name: &str) -> &'static str {
    match name {
        "iss" => "who issued this",
        "sub" => "the person, the same for every service",
        "aud" => "for whom it was issued: this service",
        "exp" => "good until",
        "iat" => "issued at",
        "jti" => "identifier of this token",
        "auth_time" => "when the person logged in",
        "nonce" => "ties the token to this log in",
        "vot" => "what the person has shown this time",
        "vtm" => "where the words of vot are explained",
        "identity_proofing_level" => "the highest level of the account",
        "id_status" => "state of the identity",
        "token_use" => "what the token is for",
        "nhs_number" => "NHS number",
        "birthdate" => "date of birth",
        "family_name" | "surname" => "last name",
        "given_name" => "first names",
        "email" => "email address",
        "email_verified" => "the email address is confirmed",
        "phone_number" => "mobile phone number",
        "phone_number_verified" => "the mobile phone number is confirmed",
        "phone_number_pds_matched" => "the number is also in the NHS record",
        "landline_number" => "landline number",
        "landline_number_verified" => "the landline number is confirmed",
        "gp_registration_details" => "GP surgery",
        "gp_integration_credentials" => "details for GP online services",
        "client_user_metadata" => "what this service stored with the account",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn instants_are_shown_as_numbers_and_as_dates() {
        let claims = json!({"exp": 1_000_000_000});
        let rows = rows(claims.as_object().unwrap());
        assert_eq!(rows[0].value, "1000000000 (2001-09-09T01:46:40Z)");
    }

    #[test]
    fn an_object_is_shown_as_json() {
        let claims = json!({"gp_registration_details": {"gp_ods_code": "X26"}});
        let rows = rows(claims.as_object().unwrap());
        assert_eq!(rows[0].value, r#"{"gp_ods_code":"X26"}"#);
    }

    #[test]
    fn claims_nobody_has_heard_of_are_kept() {
        let claims: NhsClaims = serde_json::from_value(json!({"vot": "P9.Cp.Cd", "new_claim": 1})).unwrap();
        assert_eq!(claims.vot.as_deref(), Some("P9.Cp.Cd"));
        assert_eq!(claims.rest["new_claim"], 1);
    }
}
