//! F-10: which keys are published, and which one signs.

use rstest::rstest;
use serde_json::{Value, json};
use tokens::{
    KeyFault, KeyState, Keyring, KeyringFault, SigningAlgorithm, SigningKey, VerifyingKey, jwks_json,
};
use vocabulary::{Lifetime, Secret};

use crate::fixtures::{ISSUER_KEY, NOW, PARTNER_KEY, STRANGER_KEY, current, keyring};

fn next() -> KeyState {
    KeyState::Next { published_at: NOW }
}

#[test]
fn f10_the_jwks_lists_every_published_key_with_exactly_the_public_members() {
    let retired = STRANGER_KEY.in_state(KeyState::Retired { retired_at: NOW });
    let ring = Keyring::new(vec![retired, PARTNER_KEY.in_state(next()), ISSUER_KEY.clone()]).unwrap();
    let document: Value = serde_json::from_str(&jwks_json(&ring)).unwrap();
    let keys = document["keys"].as_array().unwrap();
    assert_eq!(keys.len(), 3);
    for key in keys {
        let names: Vec<&str> = key.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(names, ["alg", "e", "kid", "kty", "n", "use"]);
        assert_eq!((&key["kty"], &key["use"], &key["alg"]), (&json!("RSA"), &json!("sig"), &json!("RS512")));
    }
    assert_eq!(keys[0]["kid"], ISSUER_KEY.key_id());
}

#[test]
fn the_key_id_is_the_thumbprint_that_the_library_computes() {
    let set: jsonwebtoken::jwk::JwkSet = serde_json::from_str(&jwks_json(&keyring())).unwrap();
    let thumbprint = set.keys[0].thumbprint(jsonwebtoken::jwk::ThumbprintHash::SHA256).unwrap();
    assert_eq!(ISSUER_KEY.key_id(), thumbprint);
}

#[test]
fn rfc_7638_example_key_has_the_thumbprint_of_the_rfc() {
    let modulus = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
    let decode =
        |text: &str| base64::Engine::decode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, text).unwrap();
    let key =
        VerifyingKey::from_components(decode(modulus), decode("AQAB"), SigningAlgorithm::Rs512).unwrap();
    assert_eq!(key.thumbprint(), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
}

#[test]
fn a_published_key_can_be_rehearsed_and_no_other() {
    let retired = STRANGER_KEY.in_state(KeyState::Retired { retired_at: NOW });
    let ring = Keyring::new(vec![ISSUER_KEY.clone(), PARTNER_KEY.in_state(next()), retired]).unwrap();
    let rehearsal = ring.rehearsing(PARTNER_KEY.key_id()).unwrap();
    assert_eq!(rehearsal.current().key_id(), PARTNER_KEY.key_id());
    assert_eq!(rehearsal.published().count(), 3);
    assert!(rehearsal.find(ISSUER_KEY.key_id()).is_some(), "tokens of the current key stay valid");
    for other in [ISSUER_KEY.key_id(), STRANGER_KEY.key_id(), "unknown"] {
        assert!(ring.rehearsing(other).is_none(), "{other}");
    }
}

#[rstest]
#[case::while_its_last_token_lives(Lifetime::minutes(59), true)]
#[case::but_not_after(Lifetime::minutes(60), false)]
fn a_retired_key_stays_published(#[case] later: Lifetime, #[case] is_published: bool) {
    let retired = PARTNER_KEY.in_state(KeyState::Retired { retired_at: NOW });
    let ring = Keyring::new(vec![ISSUER_KEY.clone(), retired]).unwrap();
    let ring = ring.without_expired(NOW.after(later), Lifetime::ID_TOKEN);
    assert_eq!(ring.find(PARTNER_KEY.key_id()).is_some(), is_published);
}

#[test]
fn a_ring_has_exactly_one_current_key_and_distinct_key_ids() {
    let fault = |keys| Keyring::new(keys).unwrap_err();
    assert_eq!(fault(vec![]), KeyringFault::Current(0));
    assert_eq!(fault(vec![PARTNER_KEY.in_state(next())]), KeyringFault::Current(0));
    assert_eq!(fault(vec![ISSUER_KEY.clone(), PARTNER_KEY.clone()]), KeyringFault::Current(2));
    assert_eq!(fault(vec![ISSUER_KEY.clone(), ISSUER_KEY.in_state(next())]), KeyringFault::SameKeyId);
}

#[test]
fn a_generated_key_survives_its_stored_form() {
    let stored = STRANGER_KEY.to_pkcs8_der().unwrap();
    let restored = SigningKey::from_pkcs8_der(stored.expose(), SigningAlgorithm::Rs512, current()).unwrap();
    assert_eq!(restored.key_id(), STRANGER_KEY.key_id());
    assert_eq!(restored.verifying_key().bits(), 2048);
    let signature = restored.raw_sign(b"message").unwrap();
    assert!(STRANGER_KEY.verifying_key().raw_verify(b"message", &signature));
    assert!(!STRANGER_KEY.verifying_key().raw_verify(b"massage", &signature));
}

#[rstest]
#[case::nothing("")]
#[case::a_public_key(crate::fixtures::PARTNER_PUBLIC_PEM)]
#[case::a_cut_off_block(&crate::fixtures::PARTNER_PEM[..400])]
#[case::an_empty_block("-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----")]
fn what_is_no_private_key_is_refused(#[case] pem: &str) {
    let pem = Secret::new(pem.to_owned());
    let fault = SigningKey::from_pem(&pem, SigningAlgorithm::Rs512, current()).unwrap_err();
    assert_eq!(fault, KeyFault::NotRsa);
}

#[test]
fn debug_shows_the_key_id_and_no_key_material() {
    let text = format!("{:?}", *ISSUER_KEY);
    assert!(text.contains(ISSUER_KEY.key_id()) && text.len() < 160, "{text}");
}
