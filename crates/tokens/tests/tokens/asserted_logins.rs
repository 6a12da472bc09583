//! F-56: what a partner may send as `asserted_login_identity`.

use rstest::rstest;
use serde_json::{Value, json};
use tokens::{
    AssertedLogin, AssertedLoginFault, AssertionFault, JwsFault, MAX_ASSERTED_LOGIN_LENGTH, PartnerKeys,
    SigningAlgorithm, verify_asserted_login,
};
use vocabulary::{Instant, Lifetime};

use crate::fixtures::{
    CLIENT, NOW, PARTNER_KEY, PARTNER_PEM, PARTNER_PUBLIC_PEM, STRANGER_KEY, client_id, signed,
};

const NOW_SECONDS: i64 = NOW.seconds();
const CODE: &str = "1d3f5a7b-0000-4000-8000-00000000abcd";

fn payload_with(changes: &Value) -> String {
    let mut payload = json!({
        "iss": CLIENT, "code": CODE, "jti": "4f9a", "iat": NOW_SECONDS, "exp": NOW_SECONDS + 60,
    });
    let claims = payload.as_object_mut().expect("an object");
    for (name, value) in changes.as_object().expect("an object") {
        if value.is_null() {
            claims.remove(name);
        } else {
            claims.insert(name.clone(), value.clone());
        }
    }
    payload.to_string()
}

fn verify_token(token: &str) -> Result<AssertedLogin, AssertedLoginFault> {
    let keys = PartnerKeys::parse(PARTNER_PUBLIC_PEM, SigningAlgorithm::Rs512).expect("a key");
    verify_asserted_login(token, &keys, &client_id(), Lifetime::seconds(60), NOW)
}

fn verify(changes: &Value) -> Result<AssertedLogin, AssertedLoginFault> {
    verify_token(&signed(&PARTNER_KEY, r#"{"alg":"RS512","typ":"JWT"}"#, &payload_with(changes)))
}

#[test]
fn a_token_made_by_a_client_library_is_accepted() {
    use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
    let key = EncodingKey::from_rsa_pem(PARTNER_PEM.as_bytes()).unwrap();
    let payload: Value = serde_json::from_str(&payload_with(&json!({}))).unwrap();
    let accepted = verify_token(&encode(&Header::new(Algorithm::RS512), &payload, &key).unwrap()).unwrap();
    assert_eq!((accepted.id_token_jti.as_str(), accepted.jti.as_str()), (CODE, "4f9a"));
    assert_eq!(accepted.expires_at, Instant::from_seconds(NOW_SECONDS + 60));
}

#[rstest]
#[case::a_shorter_life(json!({ "exp": NOW_SECONDS + 10 }))]
#[case::its_last_second(json!({ "iat": NOW_SECONDS - 59, "exp": NOW_SECONDS + 1 }))]
#[case::a_clock_8_seconds_fast(json!({ "iat": NOW_SECONDS + 8, "exp": NOW_SECONDS + 68 }))]
#[case::claims_nobody_asked_for(json!({ "sub": "x", "aud": ["y"], "extra": { "nested": [1] } }))]
fn it_may_have(#[case] changes: Value) {
    assert!(verify(&changes).is_ok(), "{:?}", verify(&changes));
}

#[rstest]
#[case::no_iss(json!({ "iss": null }), AssertionFault::IssuerMissing.into())]
#[case::another_iss(json!({ "iss": "x" }), AssertionFault::Issuer { received: "x".to_owned() }.into())]
#[case::no_exp(json!({ "exp": null }), AssertionFault::ExpiryMissing.into())]
#[case::exp_as_text(json!({ "exp": "soon" }), AssertionFault::NotADate("exp").into())]
#[case::expired_now(
    json!({ "iat": NOW_SECONDS - 60, "exp": NOW_SECONDS }),
    AssertionFault::Expired { ago: Lifetime::seconds(0) }.into()
)]
#[case::no_iat(json!({ "iat": null }), AssertedLoginFault::IssuedMissing)]
#[case::a_life_of_61_seconds(
    json!({ "exp": NOW_SECONDS + 61 }),
    AssertedLoginFault::LivesTooLong { life: Lifetime::seconds(61) }
)]
#[case::iat_31_seconds_ahead(
    json!({ "iat": NOW_SECONDS + 31, "exp": NOW_SECONDS + 60 }),
    AssertionFault::IssuedInFuture { ahead: Lifetime::seconds(31) }.into()
)]
#[case::nbf_31_seconds_ahead(
    json!({ "nbf": NOW_SECONDS + 31 }),
    AssertionFault::NotYetValid { ahead: Lifetime::seconds(31) }.into()
)]
#[case::no_code(json!({ "code": null }), AssertedLoginFault::Code)]
#[case::an_empty_code(json!({ "code": "" }), AssertedLoginFault::Code)]
#[case::code_as_a_number(json!({ "code": 1 }), AssertedLoginFault::Code)]
#[case::a_long_code(json!({ "code": "c".repeat(256) }), AssertedLoginFault::Code)]
#[case::no_jti(json!({ "jti": null }), AssertionFault::JtiMissing.into())]
#[case::a_long_jti(json!({ "jti": "j".repeat(256) }), AssertionFault::JtiTooLong.into())]
fn it_is_refused_with(#[case] changes: Value, #[case] fault: AssertedLoginFault) {
    assert_eq!(verify(&changes), Err(fault.clone()));
    let explanation = fault.explanation();
    assert_eq!((explanation.rule.as_str(), explanation.check), ("F-56", fault.to_string()));
    assert!(!explanation.mend.contains("client_assertion"), "{}", explanation.mend);
}

#[test]
fn only_rs512_with_the_registered_key_is_believed() {
    let payload = payload_with(&json!({}));
    let stranger = signed(&STRANGER_KEY, r#"{"alg":"RS512"}"#, &payload);
    assert_eq!(verify_token(&stranger), Err(AssertionFault::Signature.into()));
    for algorithm in ["RS256", "none", "HS512"] {
        let token = signed(&PARTNER_KEY, &format!(r#"{{"alg":"{algorithm}"}}"#), &payload);
        let received = algorithm.to_owned();
        assert_eq!(verify_token(&token), Err(AssertionFault::Algorithm { received }.into()));
    }
}

#[test]
fn typ_is_jwt_or_absent() {
    let with = |header: &str| verify_token(&signed(&PARTNER_KEY, header, &payload_with(&json!({}))));
    assert!(with(r#"{"alg":"RS512"}"#).is_ok());
    assert!(with(r#"{"alg":"RS512","typ":"jwt"}"#).is_ok());
    for kind in [r#""at+jwt""#, "1", "null"] {
        let header = format!(r#"{{"alg":"RS512","typ":{kind}}}"#);
        assert_eq!(with(&header), Err(AssertedLoginFault::Type), "{header}");
    }
}

#[test]
fn its_size_is_bounded() {
    let long = json!({ "extra": "e".repeat(MAX_ASSERTED_LOGIN_LENGTH) });
    assert_eq!(verify(&long), Err(JwsFault::TooLong.into()));
}
