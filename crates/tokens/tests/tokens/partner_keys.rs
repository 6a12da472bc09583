//! F-59 and F-49: the keys a partner may register, and encryption to them.

use aws_lc_rs::rsa::{OAEP_SHA1_MGF1SHA1, OaepPrivateDecryptingKey, PrivateDecryptingKey};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rstest::rstest;
use serde_json::{Value, json};
use tokens::{
    EncryptionFault, KeyFault, PartnerKey, PartnerKeyFault, PartnerKeys, SigningAlgorithm, VerifyingKey,
    encrypt_for_partner,
};
use vocabulary::Lifetime;

use crate::fixtures::{
    EC_PUBLIC_PEM, NOW, PARTNER_CERTIFICATE_PEM, PARTNER_KEY, PARTNER_PEM, PARTNER_PKCS1_PEM,
    PARTNER_PUBLIC_PEM, PARTNER_PUBLIC_PKCS1_PEM, SHORT_PUBLIC_PEM, STRANGER_KEY,
};

fn parse(text: &str) -> Result<PartnerKeys, PartnerKeyFault> {
    PartnerKeys::parse(text, SigningAlgorithm::Rs512)
}

fn jwk(changes: Value) -> Value {
    let key = PARTNER_KEY.verifying_key();
    let mut jwk = json!({
        "kty": "RSA", "n": key.modulus_base64url(), "e": key.exponent_base64url(),
        "kid": "k1", "use": "sig", "alg": "RS512",
    });
    let Value::Object(changes) = changes else { return jwk };
    for (name, value) in changes {
        jwk[name] = value;
    }
    jwk
}

fn thumbprints(keys: &PartnerKeys) -> Vec<String> {
    keys.iter().map(|key| key.verifying_key().thumbprint()).collect()
}

#[rstest]
#[case::subject_public_key_info(PARTNER_PUBLIC_PEM)]
#[case::pkcs1(PARTNER_PUBLIC_PKCS1_PEM)]
#[case::windows_line_ends(&PARTNER_PUBLIC_PEM.replace('\n', "\r\n"))]
#[case::text_around_it(&format!("our key:\n{PARTNER_PUBLIC_PEM}\nkind regards"))]
#[case::a_jwks(&json!({ "keys": [jwk(json!({}))] }).to_string())]
#[case::one_jwk(&jwk(json!({})).to_string())]
#[case::a_jwk_with_nothing_optional(&json!({ "kty": "RSA", "n": jwk(json!({}))["n"], "e": "AQAB" }).to_string())]
#[case::a_jwk_with_a_leading_zero(&{
    let mut modulus = vec![0];
    modulus.extend(URL_SAFE_NO_PAD.decode(PARTNER_KEY.verifying_key().modulus_base64url()).unwrap());
    jwk(json!({ "n": URL_SAFE_NO_PAD.encode(modulus) })).to_string()
})]
fn the_same_key_is_read_from_every_accepted_form(#[case] text: &str) {
    assert_eq!(thumbprints(&parse(text).unwrap()), [PARTNER_KEY.key_id()]);
}

#[rstest]
#[case::nothing("", PartnerKeyFault::Form)]
#[case::prose("my key", PartnerKeyFault::Form)]
#[case::a_list("[]", PartnerKeyFault::Form)]
#[case::a_cut_off_block(&PARTNER_PUBLIC_PEM[..200], PartnerKeyFault::Form)]
#[case::a_second_block_cut_off(&format!("{PARTNER_PUBLIC_PEM}{}", &PARTNER_PUBLIC_PEM[..200]), PartnerKeyFault::Form)]
#[case::another_kind_of_block("-----BEGIN X-----\nAAAA\n-----END X-----", PartnerKeyFault::Form)]
#[case::a_certificate(PARTNER_CERTIFICATE_PEM, PartnerKeyFault::Certificate)]
#[case::a_private_key(PARTNER_PEM, PartnerKeyFault::PrivateKey)]
#[case::a_pkcs1_private_key(PARTNER_PKCS1_PEM, PartnerKeyFault::PrivateKey)]
#[case::a_short_key(SHORT_PUBLIC_PEM, PartnerKeyFault::Key(KeyFault::Size(1024)))]
#[case::an_elliptic_curve_key(EC_PUBLIC_PEM, PartnerKeyFault::Key(KeyFault::NotRsa))]
#[case::eleven_keys(&PARTNER_PUBLIC_PEM.repeat(11), PartnerKeyFault::TooMany)]
fn what_cannot_be_registered_says_why(#[case] text: &str, #[case] fault: PartnerKeyFault) {
    assert_eq!(parse(text).unwrap_err(), fault);
}

#[rstest]
#[case::no_kty(json!({ "kty": null }), PartnerKeyFault::Member("kty"))]
#[case::elliptic_curve(json!({ "kty": "EC" }), PartnerKeyFault::KeyType)]
#[case::another_alg(json!({ "alg": "RS256" }), PartnerKeyFault::Algorithm)]
#[case::another_use(json!({ "use": "tls" }), PartnerKeyFault::Member("use"))]
#[case::only_for_encryption(json!({ "use": "enc" }), PartnerKeyFault::Empty)]
#[case::a_private_exponent(json!({ "d": "AQAB" }), PartnerKeyFault::PrivateKey)]
#[case::no_modulus(json!({ "n": "" }), PartnerKeyFault::Key(KeyFault::NotRsa))]
#[case::a_padded_modulus(json!({ "n": "AQAB==" }), PartnerKeyFault::Member("n"))]
#[case::a_short_modulus(json!({ "n": "AQAB" }), PartnerKeyFault::Key(KeyFault::Size(17)))]
#[case::an_exponent_of_zero(json!({ "e": "AA" }), PartnerKeyFault::Key(KeyFault::NotRsa))]
#[case::an_exponent_of_one(json!({ "e": "AQ" }), PartnerKeyFault::Key(KeyFault::NotRsa))]
#[case::an_even_exponent(json!({ "e": "AQAA" }), PartnerKeyFault::Key(KeyFault::NotRsa))]
#[case::an_exponent_of_72_bits(json!({ "e": "AQAAAAAAAAAB" }), PartnerKeyFault::Key(KeyFault::NotRsa))]
#[case::an_even_modulus(json!({ "n": format!("{}A", "_".repeat(341)) }), PartnerKeyFault::Key(KeyFault::NotRsa))]
#[case::a_numeric_kid(json!({ "kid": 1 }), PartnerKeyFault::Member("kid"))]
fn a_jwk_that_cannot_be_registered_says_why(#[case] changes: Value, #[case] fault: PartnerKeyFault) {
    let text = json!({ "keys": [jwk(changes)] }).to_string();
    assert_eq!(parse(&text).unwrap_err(), fault);
}

#[test]
fn two_keys_with_one_kid_and_a_set_without_keys_are_refused() {
    let twice = json!({ "keys": [jwk(json!({})), jwk(json!({}))] }).to_string();
    assert_eq!(parse(&twice).unwrap_err(), PartnerKeyFault::SameKeyId);
    assert_eq!(parse(r#"{"keys":[]}"#).unwrap_err(), PartnerKeyFault::Empty);
    assert_eq!(parse(r#"{"keys":{}}"#).unwrap_err(), PartnerKeyFault::Member("keys"));
}

#[test]
fn several_pem_blocks_are_several_keys() {
    let keys = parse(&format!("{PARTNER_PUBLIC_PEM}\n{PARTNER_PUBLIC_PKCS1_PEM}")).unwrap();
    assert_eq!(keys.iter().count(), 2);
}

fn key_of(signer: &tokens::SigningKey) -> PartnerKey {
    let public = signer.verifying_key();
    let decode = |text: String| URL_SAFE_NO_PAD.decode(text).expect("base64url");
    let (n, e) = (decode(public.modulus_base64url()), decode(public.exponent_base64url()));
    PartnerKey::new(VerifyingKey::from_components(n, e, SigningAlgorithm::Rs512).expect("a key"))
}

#[test]
fn f49_what_is_encrypted_to_a_partner_only_its_private_key_opens() {
    let keys = parse(PARTNER_PUBLIC_PEM).unwrap();
    let secret = encrypt_for_partner(keys.encryption_key(NOW).unwrap(), b"4711").unwrap();
    let again = encrypt_for_partner(keys.encryption_key(NOW).unwrap(), b"4711").unwrap();
    assert_ne!(secret, again);
    let pkcs8 = PARTNER_KEY.to_pkcs8_der().unwrap();
    let private = PrivateDecryptingKey::from_pkcs8(pkcs8.expose()).unwrap();
    let private = OaepPrivateDecryptingKey::new(private).unwrap();
    let mut buffer = vec![0; private.min_output_size()];
    let ciphertext = URL_SAFE_NO_PAD.decode(secret).unwrap();
    let plain = private.decrypt(&OAEP_SHA1_MGF1SHA1, &ciphertext, &mut buffer, None).unwrap();
    assert_eq!(plain, b"4711");
}

#[test]
fn f49_a_text_longer_than_the_key_can_take_is_refused() {
    let keys = parse(PARTNER_PUBLIC_PEM).unwrap();
    let key = keys.encryption_key(NOW).unwrap();
    assert!(encrypt_for_partner(key, &[0; 214]).is_ok());
    assert_eq!(encrypt_for_partner(key, &[0; 215]), Err(EncryptionFault));
}

#[test]
fn f49_of_several_keys_the_one_that_became_valid_last_is_encrypted_to() {
    let (old, new) = (key_of(&PARTNER_KEY), key_of(&STRANGER_KEY));
    let start = NOW.after(Lifetime::days(1));
    let keys = PartnerKeys::new(vec![new.valid_between(Some(start), None), old]).unwrap();
    let chosen = |now| keys.encryption_key(now).map(VerifyingKey::thumbprint);
    assert_eq!(chosen(NOW).as_deref(), Some(PARTNER_KEY.key_id()));
    assert_eq!(chosen(start).as_deref(), Some(STRANGER_KEY.key_id()));
}
