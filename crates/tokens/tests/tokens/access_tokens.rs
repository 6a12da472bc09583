//! F-42 and F-48: the access token, and what userinfo makes of it.

use rstest::rstest;
use serde_json::{Value, json};
use tokens::{
    AccessTokenClaims, AccessTokenFault, JwsFault, KeyState, Keyring, sign_access_token, verify_access_token,
};
use vocabulary::{Instant, Lifetime, NhsNumber, ScopeSet, Subject, VectorOfTrust};

use crate::fixtures::{
    CLIENT, ISSUER, ISSUER_KEY, NOW, PARTNER_KEY, STRANGER_KEY, client_id, encode, keyring, part, signed,
};

fn claims() -> AccessTokenClaims {
    AccessTokenClaims {
        issuer: ISSUER.to_owned(),
        subject: Subject::from_random([1; 16]),
        client_id: client_id(),
        issued_at: NOW,
        expires_at: NOW.after(Lifetime::ACCESS_TOKEN),
        jti: "access-1".to_owned(),
        scopes: ScopeSet::known_in("openid profile"),
        authenticated_at: NOW.before(Lifetime::minutes(3)),
        vot: VectorOfTrust::try_from("P9.Cp.Cd").expect("a vector"),
        vtm: format!("{ISSUER}/trustmark/login.example"),
        nhs_number: Some(NhsNumber::try_from("9990000018").expect("a test number")),
    }
}

fn token() -> String {
    sign_access_token(&keyring(), &claims()).expect("a token")
}

fn verify(token: &str, now: Instant) -> Result<tokens::AccessClaims, AccessTokenFault> {
    verify_access_token(&keyring(), token, ISSUER, now)
}

/// Our own token with one claim replaced (or dropped, for null), signed by our own key.
fn with_claim(name: &str, value: &Value) -> String {
    let mut payload = part(&token(), 1);
    if value.is_null() {
        payload.remove(name);
    } else {
        payload.insert(name.to_owned(), value.clone());
    }
    let header = json!({ "alg": "RS512", "typ": "JWT", "kid": ISSUER_KEY.key_id() }).to_string();
    signed(&ISSUER_KEY, &header, &Value::Object(payload).to_string())
}

#[test]
fn f42_an_access_token_has_exactly_these_claims() {
    let expected = json!({
        "iss": ISSUER, "sub": "01010101-0101-4101-8101-010101010101", "aud": CLIENT,
        "exp": 1_795_000_300, "iat": 1_795_000_000, "jti": "access-1", "scope": "openid profile",
        "auth_time": 1_794_999_820, "vot": "P9.Cp.Cd", "vtm": "https://login.example/trustmark/login.example",
        "client_id": CLIENT, "version": 0, "token_use": "access", "reason_for_request": "patientaccess",
        "nhs_number": "9990000018", "requesting_patient": "9990000018",
    });
    assert_eq!(Value::Object(part(&token(), 1)), expected);
}

#[test]
fn f42_without_the_scope_profile_there_is_no_nhs_number_in_any_claim() {
    let token = sign_access_token(&keyring(), &AccessTokenClaims { nhs_number: None, ..claims() }).unwrap();
    let claims = part(&token, 1);
    assert!(!claims.contains_key("nhs_number") && !claims.contains_key("requesting_patient"));
}

#[test]
fn a_valid_access_token_says_what_was_signed() {
    let read = verify(&token(), NOW).unwrap();
    let signed = claims();
    assert_eq!(
        (read.subject, read.client_id, read.scopes),
        (signed.subject, signed.client_id, signed.scopes)
    );
    assert_eq!((read.jti, read.vot), (signed.jti, signed.vot));
    assert_eq!((read.issued_at, read.expires_at), (signed.issued_at, signed.expires_at));
    assert_eq!(read.authenticated_at, signed.authenticated_at);
}

#[rstest]
#[case::a_microsecond_before(-1, true)]
#[case::exactly_then(0, false)]
#[case::a_second_after(1_000_000, false)]
fn an_access_token_ends_at_its_expiry_without_leeway(#[case] micros: i64, #[case] is_valid: bool) {
    let now = NOW.after(Lifetime::ACCESS_TOKEN).after(Lifetime::from_micros(micros));
    assert_eq!(verify(&token(), now).is_ok(), is_valid);
}

#[rstest]
#[case::another_issuer("iss", json!("https://other.example"), AccessTokenFault::Issuer)]
#[case::an_id_token("token_use", json!("id"), AccessTokenFault::TokenUse)]
#[case::no_token_use("token_use", json!(null), AccessTokenFault::TokenUse)]
#[case::another_audience("aud", json!("someone-else"), AccessTokenFault::Audience)]
#[case::several_audiences("aud", json!([CLIENT]), AccessTokenFault::Audience)]
#[case::no_expiry("exp", json!(null), AccessTokenFault::Claim("exp"))]
#[case::a_text_as_expiry("exp", json!("1795000300"), AccessTokenFault::Claim("exp"))]
#[case::no_subject("sub", json!(null), AccessTokenFault::Claim("sub"))]
#[case::no_client("client_id", json!(null), AccessTokenFault::Claim("client_id"))]
#[case::no_scope("scope", json!(null), AccessTokenFault::Claim("scope"))]
#[case::no_jti("jti", json!(null), AccessTokenFault::Claim("jti"))]
#[case::an_impossible_vector("vot", json!("P7"), AccessTokenFault::Claim("vot"))]
fn a_token_with_a_wrong_claim_is_refused(
    #[case] name: &str,
    #[case] value: Value,
    #[case] fault: AccessTokenFault,
) {
    assert_eq!(verify(&with_claim(name, &value), NOW), Err(fault));
}

#[rstest]
#[case::alg_none(json!({ "alg": "none" }), AccessTokenFault::Algorithm)]
#[case::alg_hmac(json!({ "alg": "HS512" }), AccessTokenFault::Algorithm)]
#[case::alg_rs256(json!({ "alg": "RS256" }), AccessTokenFault::Algorithm)]
#[case::alg_in_lower_case(json!({ "alg": "rs512" }), AccessTokenFault::Algorithm)]
#[case::another_key_id(json!({ "kid": "other" }), AccessTokenFault::UnknownKey)]
#[case::critical_extension(json!({ "crit": ["b64"], "b64": false }), AccessTokenFault::Form(JwsFault::Critical))]
#[case::empty_crit(json!({ "crit": [] }), AccessTokenFault::Form(JwsFault::Critical))]
fn a_token_with_a_wrong_header_is_refused(#[case] members: Value, #[case] fault: AccessTokenFault) {
    let mut header = part(&token(), 0);
    header.extend(members.as_object().unwrap().clone());
    let payload = Value::Object(part(&token(), 1)).to_string();
    let token = signed(&ISSUER_KEY, &Value::Object(header).to_string(), &payload);
    assert_eq!(verify(&token, NOW), Err(fault));
}

#[test]
fn a_token_without_kid_is_refused() {
    let payload = Value::Object(part(&token(), 1)).to_string();
    let token = signed(&ISSUER_KEY, r#"{"alg":"RS512"}"#, &payload);
    assert_eq!(verify(&token, NOW), Err(AccessTokenFault::UnknownKey));
}

#[test]
fn a_token_cannot_bring_its_own_key() {
    let public = STRANGER_KEY.verifying_key();
    let jwk = json!({ "kty": "RSA", "n": public.modulus_base64url(), "e": public.exponent_base64url() });
    let header = json!({
        "alg": "RS512", "kid": ISSUER_KEY.key_id(), "jwk": jwk, "jku": "https://evil.example/jwks", "x5c": ["AA"],
    });
    let payload = Value::Object(part(&token(), 1)).to_string();
    let forged = signed(&STRANGER_KEY, &header.to_string(), &payload);
    assert_eq!(verify(&forged, NOW), Err(AccessTokenFault::Signature));
}

#[test]
fn every_changed_byte_of_a_token_is_noticed() {
    let token = token();
    for index in 0..token.len() {
        let mut bytes = token.clone().into_bytes();
        bytes[index] = if bytes[index] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(bytes).unwrap();
        assert!(verify(&changed, NOW).is_err(), "byte {index}");
    }
}

#[test]
fn a_signature_of_another_token_or_of_no_length_does_not_count() {
    let token = token();
    let (input, _) = token.rsplit_once('.').unwrap();
    let other = encode(&ISSUER_KEY.raw_sign(b"something else").unwrap());
    for signature in [other.as_str(), "", "AAAA"] {
        assert_eq!(verify(&format!("{input}.{signature}"), NOW), Err(AccessTokenFault::Signature));
    }
}

#[test]
fn a_token_of_a_key_that_was_retired_stays_valid_while_that_key_is_published() {
    let retired = ISSUER_KEY.in_state(KeyState::Retired { retired_at: NOW });
    let ring = Keyring::new(vec![PARTNER_KEY.clone(), retired]).unwrap();
    assert!(verify_access_token(&ring, &token(), ISSUER, NOW).is_ok());
    let ring = ring.without_expired(NOW.after(Lifetime::ID_TOKEN), Lifetime::ID_TOKEN);
    let later = verify_access_token(&ring, &token(), ISSUER, NOW);
    assert_eq!(later, Err(AccessTokenFault::UnknownKey));
}
