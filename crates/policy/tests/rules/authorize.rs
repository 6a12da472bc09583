//! The checks of `/authorize`, each under its rule number, in the order of C9.

use policy::{
    AuthorizeRequest, Destination, Profile, RawAuthorize, Refusal, Registration, check_authorize,
    named_client,
};
use vocabulary::{Client, ErrorCode, IssuerName, Lifetime, Prompt, ScopeSet, VectorRequest};

use crate::fixtures::{CALLBACK, CHALLENGE, client, document, parameters, request, vectors};

fn check(changes: &[(&str, Option<&str>)]) -> Result<AuthorizeRequest, Refusal> {
    check_authorize(&request(changes), &client(), &Profile::NHS)
}

fn passed(changes: &[(&str, Option<&str>)]) -> AuthorizeRequest {
    check(changes).unwrap_or_else(|refusal| panic!("{changes:?}: {refusal:?}"))
}

/// Where it went, and under which rule.
fn told(refusal: &Refusal) -> (String, String) {
    let destination = match &refusal.destination {
        Destination::Shown(cid) => format!("shown {cid}"),
        Destination::Returned { code, state, .. } => {
            let state = if state.is_some() { "with state" } else { "without state" };
            format!("{} {state}", code.as_str())
        }
    };
    (destination, refusal.explanation.rule.clone())
}

pub(crate) type Changes<'a> = &'a [(&'a str, Option<&'a str>)];

pub(crate) const REFUSALS: &[(Changes<'_>, &str, &str)] = &[
    (&[("client_id", None)], "shown CID2024", "F-14"),
    (&[("client_id", Some(""))], "shown CID2024", "F-14"),
    (&[("client_id", Some("stranger"))], "shown CID1004", "F-14"),
    (&[("client_id", Some("sp ace"))], "shown CID1004", "F-14"),
    (&[("redirect_uri", None)], "shown CID1004", "F-15"),
    (&[("redirect_uri", Some("https://evil.example/"))], "shown CID1004", "F-15"),
    (&[("redirect_uri", Some("https://app.example/callback?x=1"))], "shown CID1004", "F-15"),
    (&[("redirect_uri", Some("https://app.example/callback/"))], "shown CID1004", "F-15"),
    (&[("redirect_uri", Some("https://APP.example/callback"))], "shown CID1004", "F-15"),
    (&[("request", Some("e30."))], "request_not_supported with state", "F-23"),
    (&[("request", Some("e30.")), ("state", None)], "request_not_supported without state", "F-23"),
    (&[("request", Some("e30.")), ("response_type", None)], "request_not_supported with state", "F-23"),
    (&[("request", Some("e30.")), ("redirect_uri", Some("https://x"))], "shown CID1004", "F-15"),
    (&[("request_uri", Some("urn:x"))], "request_uri_not_supported with state", "F-23"),
    (&[("registration", Some("{}"))], "registration_not_supported with state", "F-23"),
    (&[("response_type", None)], "invalid_request with state", "F-13"),
    (&[("response_type", Some("token"))], "unsupported_response_type with state", "F-13"),
    (&[("response_type", Some("code id_token"))], "unsupported_response_type with state", "F-13"),
    (&[("response_mode", Some("fragment"))], "invalid_request with state", "F-18"),
    (&[("response_mode", Some("form_post"))], "invalid_request with state", "F-18"),
    (&[("state", None)], "invalid_request without state", "F-16"),
    (&[("state", Some("a\r\nSet-Cookie: x"))], "invalid_request without state", "F-16"),
    (&[("state", Some("zustand\u{fc}"))], "invalid_request without state", "F-16"),
    (&[("nonce", None)], "invalid_request with state", "F-17"),
    (&[("nonce", Some("a\u{0}b"))], "invalid_request with state", "F-17"),
    (&[("scope", None)], "invalid_scope with state", "F-12"),
    (&[("scope", Some("email"))], "invalid_scope with state", "F-12"),
    (&[("scope", Some("OPENID"))], "invalid_scope with state", "F-12"),
    (&[("scope", Some("openid landline"))], "invalid_scope with state", "F-12"),
    (&[("scope", Some("openid profile basic_demographics"))], "invalid_scope with state", "F-12"),
    (&[("scope", Some("openid gp_integration_credentials"))], "invalid_scope with state", "F-12"),
    (&[("vtr", Some("P9.Cp.Cd"))], "invalid_request with state", "F-21"),
    (&[("vtr", Some("[]"))], "invalid_request with state", "F-21"),
    (&[("vtr", Some("[9]"))], "invalid_request with state", "F-21"),
    (&[("vtr", Some(r#"["P7.Cp"]"#))], "invalid_request with state", "F-21"),
    (&[("vtr", Some(r#"["P9.Cp.Cm"]"#))], "invalid_request with state", "F-21"),
    (&[("vtr", Some(r#"["P0.Cd"]"#))], "invalid_request with state", "F-21"),
    (&[("vtr", Some(r#"["P0.Cp.Cd","P5.Cp"]"#))], "invalid_request with state", "F-31"),
    (&[("vtr", Some(r#"["P0.Cm"]"#))], "invalid_request with state", "F-31"),
    (&[("prompt", Some("consent"))], "invalid_request with state", "F-20"),
    (&[("prompt", Some("none login"))], "invalid_request with state", "F-20"),
    (&[("code_challenge", Some(CHALLENGE))], "invalid_request with state", "F-24"),
    (
        &[("code_challenge", Some(CHALLENGE)), ("code_challenge_method", Some("plain"))],
        "invalid_request with state",
        "F-24",
    ),
    (
        &[("code_challenge", Some("short")), ("code_challenge_method", Some("S256"))],
        "invalid_request with state",
        "F-24",
    ),
    (&[("code_challenge_method", Some("S256"))], "invalid_request with state", "F-24"),
];

#[test]
fn each_rule_refuses_what_breaks_it() {
    for (changes, destination, rule) in REFUSALS {
        let refusal = check(changes).expect_err(&format!("{changes:?}"));
        let expected = ((*destination).to_owned(), (*rule).to_owned());
        assert_eq!(told(&refusal), expected, "{changes:?}: {}", refusal.description);
    }
}

#[test]
fn f28_a_parameter_given_twice_is_refused_and_never_sent_to_a_doubtful_place() {
    for (name, destination) in [
        ("client_id", "shown CID1004"),
        ("redirect_uri", "shown CID1004"),
        ("state", "invalid_request without state"),
        ("scope", "invalid_request with state"),
        ("prompt", "invalid_request with state"),
        ("unheard_of", "invalid_request with state"),
    ] {
        let mut doubled = parameters();
        let value =
            doubled.iter().find(|(key, _)| key == name).map_or("x".to_owned(), |(_, value)| value.clone());
        doubled.retain(|(key, _)| key != name);
        doubled.extend([(name.to_owned(), value.clone()), (name.to_owned(), value)]);
        let refusal = check_authorize(&RawAuthorize::new(doubled), &client(), &Profile::NHS).unwrap_err();
        assert_eq!(told(&refusal), (destination.to_owned(), "F-28".to_owned()), "{name}");
    }
}

#[test]
fn f14_a_client_that_is_off_or_belongs_to_another_issuer_is_unknown() {
    let mut off = client();
    off.enabled = false;
    let refusal = check_authorize(&request(&[]), &off, &Profile::NHS).unwrap_err();
    assert_eq!(told(&refusal).0, "shown CID1004");
    let refusal = check_authorize(&request(&[]), &client(), &Profile::STANDARD).unwrap_err();
    assert_eq!(told(&refusal).0, "shown CID1004");
    assert_eq!(named_client(&request(&[])).unwrap().as_str(), "app");
    assert!(named_client(&request(&[("client_id", None)])).is_err());
}

#[test]
fn f19_f22_what_is_not_supported_never_breaks_a_request() {
    let plain = passed(&[]);
    for (name, value) in [
        ("display", "popup"),
        ("display", "touch"),
        ("ui_locales", "se"),
        ("claims_locales", "se"),
        ("acr_values", "1 2"),
        ("claims", r#"{"userinfo":{"name":{"essential":true}}}"#),
        ("max_age", "soon"),
        ("max_age", "-1"),
        ("max_age", "99999999999999999999"),
        ("id_token_hint", "a\u{7}b"),
        ("login_hint", "\u{1b}[31m"),
        ("extra", "foobar"),
        ("fido_auth_response", "AAAA"),
        ("nonce", "n-0S6_WzA2Mj"),
        ("allow_registration", "no"),
        ("prompt", ""),
        ("response_mode", "query"),
        ("vtr", r#" ["P0.Cp.Cd"] "#),
        ("scope", "openid email fhir/launch"),
    ] {
        assert_eq!(passed(&[(name, Some(value))]), plain, "{name}={value}");
    }
}

#[test]
fn what_a_request_says_is_what_is_remembered() {
    let long_state = "s".repeat(1000);
    let request = passed(&[
        ("state", Some(&long_state)),
        ("nonce", Some(&"n".repeat(384))),
        ("scope", Some("email profile openid")),
        ("vtr", Some(r#"["P9.Cp.Cd","P5.Cp.Cd"]"#)),
        ("prompt", Some("login")),
        ("max_age", Some("15000")),
        ("code_challenge", Some(CHALLENGE)),
        ("code_challenge_method", Some("S256")),
        ("allow_registration", Some("false")),
        ("login_hint", Some("pat@example.com")),
        ("id_token_hint", Some("not.a.token")),
    ]);
    assert_eq!(request.state.as_deref(), Some(long_state.as_str()));
    assert_eq!(request.nonce.as_ref().map(String::len), Some(384));
    assert_eq!(request.scopes, ScopeSet::known_in("openid profile email"));
    assert_eq!(request.vectors, vectors(&["P9.Cp.Cd", "P5.Cp.Cd"]));
    assert_eq!(request.prompt, Prompt::Login);
    assert_eq!(request.max_age, Some(Lifetime::seconds(15000)));
    assert_eq!(request.challenge.as_ref().map(vocabulary::CodeChallenge::as_str), Some(CHALLENGE));
    assert_eq!(request.registration, Registration::Hidden);
    assert_eq!(request.login_hint.as_deref(), Some("pat@example.com"));
    assert_eq!(request.id_token_hint.as_deref(), Some("not.a.token"));

    let stored = serde_json::to_string(&request).unwrap();
    assert!(!stored.contains("pat@example.com") && !stored.contains("not.a.token"), "{stored}");
    let without_hints = AuthorizeRequest { login_hint: None, id_token_hint: None, ..request.clone() };
    assert_eq!(serde_json::from_str::<AuthorizeRequest>(&stored).unwrap(), without_hints);
    assert!(!format!("{request:?}").contains("pat@example.com"));
}

#[test]
fn f17_a_client_in_the_field_may_leave_out_the_nonce() {
    let mut tolerant = client();
    tolerant.nonce_optional = true;
    let raw = request(&[("nonce", None)]);
    assert_eq!(check_authorize(&raw, &tolerant, &Profile::NHS).unwrap().nonce, None);
}

#[test]
fn c1_the_standard_issuer_needs_neither_state_nor_nonce() {
    let mut standard = client();
    standard.issuer = IssuerName::Standard;
    let raw = request(&[("nonce", None), ("state", None), ("vtr", None)]);
    let checked = check_authorize(&raw, &standard, &Profile::STANDARD).unwrap();
    assert_eq!((checked.state, checked.nonce), (None, None));
    assert_eq!(checked.vectors, vectors(&["P0.Cp.Cd"]));
}

#[test]
fn c18_the_fapi2_issuer_takes_no_parameters_in_the_front_channel() {
    let mut fapi = client();
    fapi.issuer = IssuerName::Fapi2;
    let refusal = check_authorize(&request(&[]), &fapi, &Profile::FAPI2).unwrap_err();
    assert_eq!(told(&refusal), ("invalid_request with state".to_owned(), "C18".to_owned()));
}

#[test]
fn f21_an_absent_vtr_asks_for_the_p9_default_as_far_as_it_is_approved() {
    assert_eq!(passed(&[("vtr", None)]).vectors, VectorRequest::default_p9());
    let approved_for = |texts: &[&str]| {
        let mut document = document();
        document.vectors = texts.iter().map(|text| (*text).to_owned()).collect();
        let client = Client::check(&document, false).unwrap();
        check_authorize(&request(&[("vtr", None)]), &client, &Profile::NHS)
    };
    assert_eq!(approved_for(&["P9.Cp.Cd", "P0.Cp"]).unwrap().vectors, vectors(&["P9.Cp.Cd"]));
    assert_eq!(told(&approved_for(&["P0.Cp"]).unwrap_err()).1, "F-21");
}

#[test]
fn f31_the_description_names_the_vector_and_f12_the_scope() {
    let refusal = check(&[("vtr", Some(r#"["P0.Cp.Cd","P5.Cp"]"#))]).unwrap_err();
    assert!(refusal.description.ends_with(": P5.Cp"), "{}", refusal.description);
    assert!(refusal.explanation.expected.contains("P5.Cp.Cd"));
    let refusal = check(&[("scope", Some("openid landline email"))]).unwrap_err();
    assert!(refusal.description.ends_with(": landline"), "{}", refusal.description);
}

#[test]
fn f12_gp_credentials_need_the_im1_flag_too() {
    let mut approved = client();
    approved.im1 = true;
    let raw = request(&[("scope", Some("openid gp_integration_credentials"))]);
    assert!(check_authorize(&raw, &approved, &Profile::NHS).is_ok());
}

#[test]
fn an_oversized_request_is_refused() {
    let refusal = check(&[("extra", Some(&"x".repeat(17_000)))]).unwrap_err();
    assert_eq!(told(&refusal).0, "invalid_request with state");
    let refusal = check(&[("state", Some(&"x".repeat(2049)))]).unwrap_err();
    assert_eq!(told(&refusal), ("invalid_request without state".to_owned(), "F-16".to_owned()));
}

#[test]
fn an_explanation_tells_what_to_mend_and_keeps_what_may_be_secret() {
    let refusal = check(&[("redirect_uri", Some("https://app.example/callback?token=hush"))]).unwrap_err();
    assert_eq!(refusal.explanation.received, "https://app.example/callback?…");
    assert!(refusal.explanation.expected.contains(CALLBACK));
    assert!(!refusal.explanation.mend.is_empty());
    let refusal = check(&[("prompt", Some(&"p\n".repeat(200)))]).unwrap_err();
    assert_eq!(refusal.explanation.received.chars().count(), 121);
    assert!(!refusal.explanation.received.contains('\n'));
    assert!(matches!(
        refusal.destination,
        Destination::Returned { code: ErrorCode::InvalidRequest, ref redirect_uri, .. } if redirect_uri.as_str() == CALLBACK
    ));
}
