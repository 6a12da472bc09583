//! F-34: how a partner proves who it is. Certification 1.1.

use rstest::rstest;
use serde_json::{Value, json};
use tokens::{
    Assertion, AssertionCheck, AssertionFault, AssertionRules, CheckOutcome, JwsFault, PartnerKey,
    PartnerKeys, SigningAlgorithm, SigningKey, inspect_client_assertion, verify_client_assertion,
};
use vocabulary::{Instant, Lifetime};

use crate::fixtures::{
    CLIENT, ISSUER, NOW, PARTNER_KEY, PARTNER_PEM, PARTNER_PUBLIC_PEM, STRANGER_KEY, TOKEN_ENDPOINT,
    client_id, part, signed,
};

const NOW_SECONDS: i64 = NOW.seconds();

fn registered() -> PartnerKeys {
    PartnerKeys::parse(PARTNER_PUBLIC_PEM, SigningAlgorithm::Rs512).expect("a key")
}

fn named(key: &SigningKey, key_id: &str) -> PartnerKey {
    let public = key.verifying_key();
    let jwk = json!({
        "kty": "RSA", "kid": key_id, "n": public.modulus_base64url(), "e": public.exponent_base64url(),
    });
    let keys = PartnerKeys::parse(&jwk.to_string(), SigningAlgorithm::Rs512).expect("a key");
    keys.iter().next().cloned().expect("one key")
}

fn payload() -> Value {
    json!({ "iss": CLIENT, "sub": CLIENT, "aud": TOKEN_ENDPOINT, "exp": NOW_SECONDS + 60, "jti": "4f9a" })
}

/// The claims of a sound assertion with some changed; null drops a claim.
fn payload_with(changes: &Value) -> String {
    let mut payload = payload();
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

fn verify_with(keys: &PartnerKeys, assertion: &str, now: Instant) -> Result<Assertion, AssertionFault> {
    let client_id = client_id();
    verify_client_assertion(assertion, keys, &AssertionRules::nhs(&client_id, &[TOKEN_ENDPOINT]), now)
}

fn verify(changes: &Value) -> Result<Assertion, AssertionFault> {
    let assertion = signed(&PARTNER_KEY, r#"{"alg":"RS512"}"#, &payload_with(changes));
    verify_with(&registered(), &assertion, NOW)
}

#[test]
fn an_assertion_as_the_certification_suite_sends_it_is_accepted() {
    let changes = json!({ "iat": NOW_SECONDS, "nbf": NOW_SECONDS, "jti": "abcdefghij0123456789" });
    let header = r#"{"kid":"partner-2026","alg":"RS512"}"#;
    let assertion = signed(&PARTNER_KEY, header, &payload_with(&changes));
    let accepted = verify_with(&registered(), &assertion, NOW).unwrap();
    assert_eq!(accepted.jti, "abcdefghij0123456789");
    assert_eq!(accepted.expires_at, Instant::from_seconds(NOW_SECONDS + 60));
    assert_eq!(accepted.key_id, PARTNER_KEY.key_id());
}

#[test]
fn an_assertion_made_by_a_client_library_is_accepted() {
    use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
    let key = EncodingKey::from_rsa_pem(PARTNER_PEM.as_bytes()).unwrap();
    let assertion = encode(&Header::new(Algorithm::RS512), &payload(), &key).unwrap();
    assert_eq!(part(&assertion, 0)["typ"], "JWT");
    assert!(verify_with(&registered(), &assertion, NOW).is_ok());
}

#[rstest]
#[case::an_audience_list(json!({ "aud": ["https://other.example", TOKEN_ENDPOINT] }))]
#[case::an_expiry_60_minutes_ahead(json!({ "exp": NOW_SECONDS + 3600 }))]
#[case::an_expiry_60_minutes_ahead_of_a_fast_clock(json!({ "exp": NOW_SECONDS + 3608 }))]
#[case::an_expiry_one_second_ahead(json!({ "exp": NOW_SECONDS + 1 }))]
#[case::a_fractional_expiry(json!({ "exp": 1_795_000_060.25 }))]
#[case::nbf_8_seconds_ahead(json!({ "nbf": NOW_SECONDS + 8 }))]
#[case::iat_8_seconds_ahead(json!({ "iat": NOW_SECONDS + 8 }))]
#[case::iat_of_yesterday(json!({ "iat": NOW_SECONDS - 86_400 }))]
#[case::claims_nobody_asked_for(json!({ "extra": { "nested": [1, 2] } }))]
#[case::a_jti_of_255_bytes(json!({ "jti": "j".repeat(255) }))]
fn an_assertion_may_have(#[case] changes: Value) {
    assert!(verify(&changes).is_ok(), "{:?}", verify(&changes));
}

fn received(text: &str) -> String {
    text.to_owned()
}

#[rstest]
#[case::no_iss(json!({ "iss": null }), AssertionFault::IssuerMissing)]
#[case::another_iss(json!({ "iss": "x" }), AssertionFault::Issuer { received: received("x") })]
#[case::iss_with_a_space(json!({ "iss": "partner-app " }), AssertionFault::Issuer { received: received("partner-app ") })]
#[case::iss_in_capitals(json!({ "iss": "PARTNER-APP" }), AssertionFault::Issuer { received: received("PARTNER-APP") })]
#[case::iss_as_a_list(json!({ "iss": [CLIENT] }), AssertionFault::IssuerMissing)]
#[case::no_sub(json!({ "sub": null }), AssertionFault::SubjectMissing)]
#[case::another_sub(json!({ "sub": "x" }), AssertionFault::Subject { received: received("x") })]
#[case::no_aud(json!({ "aud": null }), AssertionFault::AudienceMissing)]
#[case::an_empty_audience_list(json!({ "aud": [] }), AssertionFault::AudienceMissing)]
#[case::an_audience_list_with_a_number(json!({ "aud": [TOKEN_ENDPOINT, 1] }), AssertionFault::AudienceMissing)]
#[case::the_issuer_as_audience(json!({ "aud": ISSUER }), AssertionFault::Audience { received: received(ISSUER) })]
#[case::a_longer_audience(
    json!({ "aud": "https://login.example/token/" }),
    AssertionFault::Audience { received: received("https://login.example/token/") }
)]
#[case::no_exp(json!({ "exp": null }), AssertionFault::ExpiryMissing)]
#[case::exp_as_a_text(json!({ "exp": "1795000060" }), AssertionFault::NotADate("exp"))]
#[case::exp_in_milliseconds(json!({ "exp": 1_795_000_060_000_i64 }), AssertionFault::NotADate("exp"))]
#[case::exp_now(json!({ "exp": NOW_SECONDS }), AssertionFault::Expired { ago: Lifetime::seconds(0) })]
#[case::exp_5_seconds_ago(json!({ "exp": NOW_SECONDS - 5 }), AssertionFault::Expired { ago: Lifetime::seconds(5) })]
#[case::exp_61_minutes_ahead(
    json!({ "exp": NOW_SECONDS + 3660 }),
    AssertionFault::ExpiryTooFarAhead { ahead: Lifetime::minutes(61) }
)]
#[case::nbf_60_seconds_ahead(
    json!({ "nbf": NOW_SECONDS + 60 }),
    AssertionFault::NotYetValid { ahead: Lifetime::seconds(60) }
)]
#[case::nbf_as_a_text(json!({ "nbf": "now" }), AssertionFault::NotADate("nbf"))]
#[case::iat_60_seconds_ahead(
    json!({ "iat": NOW_SECONDS + 60 }),
    AssertionFault::IssuedInFuture { ahead: Lifetime::seconds(60) }
)]
#[case::a_negative_iat(json!({ "iat": -1 }), AssertionFault::NotADate("iat"))]
#[case::no_jti(json!({ "jti": null }), AssertionFault::JtiMissing)]
#[case::an_empty_jti(json!({ "jti": "" }), AssertionFault::JtiMissing)]
#[case::a_numeric_jti(json!({ "jti": 7 }), AssertionFault::JtiMissing)]
#[case::a_jti_of_256_bytes(json!({ "jti": "j".repeat(256) }), AssertionFault::JtiTooLong)]
fn an_assertion_is_refused_with_the_exact_check(#[case] changes: Value, #[case] fault: AssertionFault) {
    assert_eq!(verify(&changes), Err(fault));
}

#[rstest]
#[case::none("none")]
#[case::hmac("HS512")]
#[case::rs256("RS256")]
#[case::lower_case("rs512")]
#[case::empty("")]
fn another_algorithm_is_refused_before_anything_else(#[case] alg: &str) {
    let assertion = signed(&STRANGER_KEY, &json!({ "alg": alg }).to_string(), "{}");
    let fault = AssertionFault::Algorithm { received: alg.to_owned() };
    assert_eq!(verify_with(&registered(), &assertion, NOW), Err(fault));
}

#[test]
fn an_hmac_under_the_public_key_is_not_a_signature() {
    use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
    let key = EncodingKey::from_secret(PARTNER_PUBLIC_PEM.as_bytes());
    let assertion = encode(&Header::new(Algorithm::HS512), &payload(), &key).unwrap();
    let fault = AssertionFault::Algorithm { received: received("HS512") };
    assert_eq!(verify_with(&registered(), &assertion, NOW), Err(fault));
}

#[test]
fn a_signature_of_another_key_is_refused_whatever_it_claims() {
    let assertion = signed(&STRANGER_KEY, r#"{"alg":"RS512"}"#, &payload().to_string());
    assert_eq!(verify_with(&registered(), &assertion, NOW), Err(AssertionFault::Signature));
}

#[test]
fn a_kid_chooses_the_key_and_an_unknown_one_is_refused() {
    let keys = PartnerKeys::new(vec![named(&PARTNER_KEY, "old"), named(&STRANGER_KEY, "new")]).unwrap();
    let verify =
        |signer, header: &str| verify_with(&keys, &signed(signer, header, &payload().to_string()), NOW);
    assert_eq!(verify(&PARTNER_KEY, r#"{"alg":"RS512","kid":"old"}"#).unwrap().key_id, "old");
    let accepted = verify(&STRANGER_KEY, r#"{"alg":"RS512","kid":"new"}"#).unwrap();
    assert_eq!((accepted.key_id.as_str(), accepted.thumbprint.as_str()), ("new", STRANGER_KEY.key_id()));
    assert_eq!(verify(&STRANGER_KEY, r#"{"alg":"RS512"}"#).unwrap().key_id, "new");
    assert_eq!(verify(&STRANGER_KEY, r#"{"alg":"RS512","kid":"old"}"#), Err(AssertionFault::Signature));
    let unknown = AssertionFault::UnknownKeyId { received: received("x") };
    assert_eq!(verify(&PARTNER_KEY, r#"{"alg":"RS512","kid":"x"}"#), Err(unknown));
}

#[test]
fn a_key_counts_only_in_its_time() {
    let (start, end) = (NOW, NOW.after(Lifetime::seconds(30)));
    let key = named(&PARTNER_KEY, "k").valid_between(Some(start), Some(end));
    let keys = PartnerKeys::new(vec![key]).unwrap();
    let assertion = signed(&PARTNER_KEY, r#"{"alg":"RS512"}"#, &payload().to_string());
    let at = |now| verify_with(&keys, &assertion, now).map(|accepted| accepted.key_id);
    assert_eq!(at(start.before(Lifetime::seconds(1))), Err(AssertionFault::NoValidKey));
    assert_eq!(at(start), Ok("k".to_owned()));
    assert_eq!(at(end), Err(AssertionFault::NoValidKey));
}

#[test]
fn a_profile_may_accept_its_issuer_as_the_audience() {
    let client_id = client_id();
    let assertion = signed(&PARTNER_KEY, r#"{"alg":"RS512"}"#, &payload_with(&json!({ "aud": ISSUER })));
    for audiences in [&[ISSUER][..], &[TOKEN_ENDPOINT, ISSUER]] {
        let rules = AssertionRules::nhs(&client_id, audiences);
        assert!(verify_client_assertion(&assertion, &registered(), &rules, NOW).is_ok());
    }
}

#[test]
fn every_changed_byte_of_an_assertion_is_noticed() {
    let assertion = signed(&PARTNER_KEY, r#"{"alg":"RS512"}"#, &payload().to_string());
    for index in 0..assertion.len() {
        let mut bytes = assertion.clone().into_bytes();
        bytes[index] = if bytes[index] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(bytes).unwrap();
        assert!(verify_with(&registered(), &changed, NOW).is_err(), "byte {index}");
    }
}

#[test]
fn a_claim_given_twice_is_refused_although_it_was_signed() {
    let twice = format!(r#"{{"iss":"{CLIENT}","iss":"{CLIENT}"}}"#);
    let assertion = signed(&PARTNER_KEY, r#"{"alg":"RS512"}"#, &twice);
    let fault = AssertionFault::Form(JwsFault::Payload);
    assert_eq!(verify_with(&registered(), &assertion, NOW), Err(fault));
}

#[test]
fn an_explanation_names_the_check_and_quotes_nothing_unprintable() {
    let long = format!("evil\n\u{1b}[31m{}", "x".repeat(500));
    let fault = verify(&json!({ "iss": long })).unwrap_err();
    let explanation = fault.explanation();
    assert_eq!((explanation.rule.as_str(), explanation.check.as_str()), ("F-34", "iss is not the client_id"));
    assert!(explanation.received.starts_with("evil??[31mxxx") && explanation.received.len() == 80);
}

/// Sound and broken in every way, with the key that signed.
fn corpus() -> Vec<String> {
    let changes = [
        json!({}),
        json!({ "iss": null }),
        json!({ "iss": "other" }),
        json!({ "sub": 7 }),
        json!({ "sub": "other" }),
        json!({ "aud": null }),
        json!({ "aud": ["https://other.example"] }),
        json!({ "aud": [TOKEN_ENDPOINT, 7] }),
        json!({ "exp": null }),
        json!({ "exp": "soon" }),
        json!({ "exp": NOW_SECONDS - 1 }),
        json!({ "exp": NOW_SECONDS + 7200 }),
        json!({ "nbf": NOW_SECONDS + 60 }),
        json!({ "iat": NOW_SECONDS + 60 }),
        json!({ "iat": "now" }),
        json!({ "jti": null }),
        json!({ "jti": "x".repeat(256) }),
        json!({ "iss": "other", "aud": "https://other.example", "exp": NOW_SECONDS - 90, "jti": "" }),
    ];
    let headers = [r#"{"alg":"RS512"}"#, r#"{"alg":"RS256"}"#, r#"{"alg":"none"}"#, r#"{"kid":"x"}"#];
    let mut corpus = vec![String::new(), "a.b".to_owned(), "a.b.c".to_owned(), "x".repeat(9000)];
    for change in &changes {
        for header in headers {
            for key in [&*PARTNER_KEY, &*STRANGER_KEY] {
                corpus.push(signed(key, header, &payload_with(change)));
            }
        }
    }
    corpus
}

#[test]
fn the_first_failed_check_of_an_inspection_is_what_the_token_endpoint_refuses_for() {
    let client_id = client_id();
    let rules = AssertionRules::nhs(&client_id, &[TOKEN_ENDPOINT]);
    let past = registered().iter().next().expect("a key").clone();
    let past = past.valid_between(None, Some(Instant::from_seconds(NOW_SECONDS - 1)));
    let named_only = PartnerKeys::new(vec![named(&PARTNER_KEY, "2026-11")]).expect("keys");
    for keys in [registered(), named_only, PartnerKeys::new(vec![past]).expect("keys")] {
        for assertion in corpus() {
            let verified = verify_client_assertion(&assertion, &keys, &rules, NOW);
            let inspected = inspect_client_assertion(&assertion, &keys, &rules, NOW);
            let fault = verified.as_ref().err().map(AssertionFault::explanation);
            assert_eq!(inspected.refusal(), fault.as_ref(), "{assertion}");
            if let Ok(accepted) = verified {
                assert_eq!(inspected.single_use, Some((accepted.jti, accepted.expires_at)));
                assert_eq!(inspected.key.expect("a key").name, accepted.key_id);
            }
        }
    }
}

#[test]
fn an_inspection_tells_about_every_claim_even_when_the_signature_is_a_strangers() {
    let client_id = client_id();
    let rules = AssertionRules::nhs(&client_id, &[TOKEN_ENDPOINT]);
    let changes = json!({ "aud": "https://login.example/", "exp": NOW_SECONDS - 30 });
    let assertion = signed(&STRANGER_KEY, r#"{"alg":"RS512"}"#, &payload_with(&changes));
    let inspected = inspect_client_assertion(&assertion, &registered(), &rules, NOW);
    let failed: Vec<AssertionCheck> = inspected
        .checks
        .iter()
        .filter(|verdict| matches!(verdict.outcome, CheckOutcome::Failed(_)))
        .map(|verdict| verdict.check)
        .collect();
    assert_eq!(failed, [AssertionCheck::Signature, AssertionCheck::Audience, AssertionCheck::Expiry]);
}
