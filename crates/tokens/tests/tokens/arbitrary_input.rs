//! Whatever arrives, nothing panics, and nothing unsigned is believed.

use proptest::prelude::*;
use tokens::{
    AssertionRules, PartnerKeys, SigningAlgorithm, SigningKey, read_unverified_client, verify_access_token,
    verify_client_assertion, verify_id_token_hint,
};
use vocabulary::Secret;

use crate::fixtures::{ISSUER, NOW, PARTNER_PUBLIC_PEM, client_id, current, encode, keyring};

/// Anything from noise to nearly a JWT.
fn tokens() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        any::<Vec<u8>>(),
        "\\PC*".prop_map(String::into_bytes),
        Just(br#"{"alg":"RS512"}"#.to_vec()),
        r#"\{"(alg|kid|iss|exp|aud)":("RS512"|[0-9]{1,25}|null|\[\]|\{\}|-1e[0-9]{1,3})\}"#
            .prop_map(String::into_bytes),
    ];
    let jwt = proptest::collection::vec(part, 0..6)
        .prop_map(|parts| parts.iter().map(|part| encode(part)).collect::<Vec<_>>().join("."));
    prop_oneof![any::<String>(), "[A-Za-z0-9_.=-]{0,200}", jwt]
}

proptest! {
    #[test]
    fn no_token_reader_panics_or_believes_noise(token in tokens()) {
        let client_id = client_id();
        let keys = PartnerKeys::parse(PARTNER_PUBLIC_PEM, SigningAlgorithm::Rs512).unwrap();
        let rules = AssertionRules::nhs(&client_id, &[ISSUER]);
        let _ = read_unverified_client(&token);
        prop_assert!(verify_client_assertion(&token, &keys, &rules, NOW).is_err());
        prop_assert!(verify_access_token(&keyring(), &token, ISSUER, NOW).is_err());
        prop_assert!(verify_id_token_hint(&keyring(), &token, ISSUER).is_err());
    }

    #[test]
    fn no_key_reader_panics(text in prop_oneof![
        any::<String>(),
        "-----BEGIN (RSA )?PUBLIC KEY-----[A-Za-z0-9+/=\n]{0,100}-----END (RSA )?PUBLIC KEY-----",
        r#"\{"keys":\[\{"kty":"RSA","n":"[A-Za-z0-9_-]{0,400}","e":"[A-Za-z0-9_-]{0,12}"\}\]\}"#,
    ]) {
        let _ = PartnerKeys::parse(&text, SigningAlgorithm::Rs512);
        let pem = Secret::new(text);
        prop_assert!(SigningKey::from_pem(&pem, SigningAlgorithm::Rs512, current()).is_err());
    }

    #[test]
    fn no_stored_key_reader_panics(der in any::<Vec<u8>>()) {
        prop_assert!(SigningKey::from_pkcs8_der(&der, SigningAlgorithm::Rs512, current()).is_err());
    }
}
