//! F-39 and F-41: the ID token, and the same token coming back as a hint.

use rstest::rstest;
use serde_json::{Value, json};
use tokens::{HintFault, IdTokenClaims, jwks_json, sign_id_token, verify_id_token_hint};
use vocabulary::{DateOfBirth, FamilyName, Lifetime, NhsNumber, ProofingLevel, Subject, VectorOfTrust};

use crate::fixtures::{
    CLIENT, ISSUER, ISSUER_KEY, NOW, STRANGER_KEY, client_id, encode, keyring, part, signed,
};

fn minimal() -> IdTokenClaims {
    IdTokenClaims {
        issuer: ISSUER.to_owned(),
        subject: Subject::from_random([1; 16]),
        client_id: client_id(),
        issued_at: NOW,
        expires_at: NOW.after(Lifetime::ID_TOKEN),
        jti: "id-1".to_owned(),
        authenticated_at: NOW,
        nonce: None,
        vot: VectorOfTrust::try_from("P0.Cp.Cd").expect("a vector"),
        vtm: format!("{ISSUER}/trustmark/login.example"),
        level: ProofingLevel::P0,
        nhs_number: None,
        birthdate: None,
        family_name: None,
        surname: None,
    }
}

fn full() -> IdTokenClaims {
    let name = FamilyName::try_from("O'Néill-Smythe").expect("a name");
    IdTokenClaims {
        nonce: Some("n-0S6_WzA2Mj".to_owned()),
        vot: VectorOfTrust::try_from("P9.Cp.Cd").expect("a vector"),
        level: ProofingLevel::P9,
        nhs_number: Some(NhsNumber::try_from("9990000018").expect("a test number")),
        birthdate: Some(DateOfBirth::try_from("1969-08-07").expect("a date")),
        family_name: Some(name.clone()),
        surname: Some(name),
        ..minimal()
    }
}

fn claims_of(claims: &IdTokenClaims) -> Value {
    Value::Object(part(&sign_id_token(&keyring(), claims).expect("a token"), 1))
}

#[test]
fn f39_the_header_has_alg_typ_kid_and_nothing_else() {
    let header = Value::Object(part(&sign_id_token(&keyring(), &full()).unwrap(), 0));
    assert_eq!(header, json!({ "alg": "RS512", "typ": "JWT", "kid": ISSUER_KEY.key_id() }));
}

#[test]
fn f41_a_full_id_token_has_exactly_these_claims() {
    let expected = json!({
        "iss": ISSUER, "sub": "01010101-0101-4101-8101-010101010101", "aud": CLIENT,
        "exp": 1_795_003_600, "iat": 1_795_000_000, "jti": "id-1", "auth_time": 1_795_000_000,
        "nonce": "n-0S6_WzA2Mj", "vot": "P9.Cp.Cd", "vtm": "https://login.example/trustmark/login.example",
        "identity_proofing_level": "P9", "token_use": "id", "id_status": "verified",
        "nhs_number": "9990000018", "birthdate": "1969-08-07",
        "family_name": "O'Néill-Smythe", "surname": "O'Néill-Smythe",
    });
    assert_eq!(claims_of(&full()), expected);
}

#[test]
fn f45_claims_without_a_value_are_left_out_of_a_minimal_token() {
    let claims = claims_of(&minimal());
    let names: Vec<&str> = claims.as_object().unwrap().keys().map(String::as_str).collect();
    let expected = [
        "aud",
        "auth_time",
        "exp",
        "iat",
        "identity_proofing_level",
        "iss",
        "jti",
        "sub",
        "token_use",
        "vot",
        "vtm",
    ];
    assert_eq!(names, expected);
}

#[rstest]
#[case(ProofingLevel::P0, None)]
#[case(ProofingLevel::P5, None)]
#[case(ProofingLevel::P9, Some("verified"))]
fn f41_id_status_is_verified_at_p9_only(#[case] level: ProofingLevel, #[case] status: Option<&str>) {
    let claims = claims_of(&IdTokenClaims { level, ..minimal() });
    assert_eq!(claims.get("id_status").and_then(Value::as_str), status);
}

#[test]
fn a_client_library_accepts_our_id_token_with_the_published_jwks() {
    use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header, jwk::JwkSet};
    let token = sign_id_token(&keyring(), &full()).unwrap();
    let set: JwkSet = serde_json::from_str(&jwks_json(&keyring())).unwrap();
    let key_id = decode_header(&token).unwrap().kid.unwrap();
    let key = DecodingKey::from_jwk(set.find(&key_id).unwrap()).unwrap();
    let mut validation = Validation::new(Algorithm::RS512);
    validation.set_audience(&[CLIENT]);
    validation.set_issuer(&[ISSUER]);
    validation.validate_exp = false;
    let read = decode::<Value>(&token, &key, &validation).unwrap();
    assert_eq!(read.claims["nonce"], "n-0S6_WzA2Mj");
}

#[test]
fn a_token_signed_with_a_fixed_key_never_changes_a_byte() {
    let token = sign_id_token(&keyring(), &full()).unwrap();
    let digest = vocabulary::Digest::of(token.as_bytes());
    assert_eq!(encode(digest.as_bytes()), "iBJegS-1SJzW9-ZEP6mGqSgminb9SkOyCgZqhLWl8Bw");
}

#[test]
fn f22_an_id_token_comes_back_as_a_hint_even_when_it_has_expired() {
    let long_ago = NOW.before(Lifetime::days(300));
    let old = IdTokenClaims { issued_at: long_ago, expires_at: long_ago, ..full() };
    let token = sign_id_token(&keyring(), &old).unwrap();
    let hint = verify_id_token_hint(&keyring(), &token, ISSUER).unwrap();
    assert_eq!((hint.subject, hint.client_id, hint.expires_at), (old.subject, client_id(), long_ago));
    assert_eq!((hint.jti.as_str(), hint.authenticated_at), ("id-1", NOW));
}

#[test]
fn a_hint_of_another_issuer_or_from_an_unknown_key_is_refused() {
    let token = sign_id_token(&keyring(), &full()).unwrap();
    let elsewhere = verify_id_token_hint(&keyring(), &token, "https://other.example");
    assert_eq!(elsewhere, Err(HintFault::Issuer));
    let stranger = tokens::Keyring::new(vec![STRANGER_KEY.clone()]).unwrap();
    assert_eq!(verify_id_token_hint(&stranger, &token, ISSUER), Err(HintFault::UnknownKey));
}

#[test]
fn an_access_token_is_no_hint() {
    let header = json!({ "alg": "RS512", "kid": ISSUER_KEY.key_id() }).to_string();
    let payload = json!({ "iss": ISSUER, "token_use": "access" }).to_string();
    let token = signed(&ISSUER_KEY, &header, &payload);
    assert_eq!(verify_id_token_hint(&keyring(), &token, ISSUER), Err(HintFault::TokenUse));
}
