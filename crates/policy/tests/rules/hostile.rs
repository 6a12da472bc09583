//! Whatever comes in: no panic, no error sent to a place that is not registered, nothing unprintable sent anywhere.

use policy::{Destination, Profile, RawAuthorize, check_authorize, named_client};
use proptest::prelude::*;

use crate::fixtures::{CALLBACK, client, parameters};

const NAMES: [&str; 20] = [
    "client_id",
    "redirect_uri",
    "response_type",
    "scope",
    "state",
    "nonce",
    "vtr",
    "prompt",
    "max_age",
    "display",
    "request",
    "request_uri",
    "registration",
    "response_mode",
    "code_challenge",
    "code_challenge_method",
    "login_hint",
    "id_token_hint",
    "allow_registration",
    "claims",
];

const VALUES: [&str; 16] = [
    "app",
    CALLBACK,
    "https://evil.example/cb",
    "code",
    "openid email",
    "openid profile",
    "none",
    "login",
    "S256",
    "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
    r#"["P0.Cp.Cd"]"#,
    r#"["P9"]"#,
    "[]",
    "false",
    "",
    "query",
];

fn parameter() -> impl Strategy<Value = (String, String)> {
    let name = prop_oneof![
        9 => prop::sample::select(NAMES.to_vec()).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    let value = prop_oneof![
        3 => prop::sample::select(VALUES.to_vec()).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    (name, value)
}

/// An ordinary request with some of its parameters dropped and strange ones added.
fn requests() -> impl Strategy<Value = Vec<(String, String)>> {
    let kept = prop::collection::vec(prop::bool::weighted(0.85), 7);
    (kept, prop::collection::vec(parameter(), 0..6)).prop_map(|(kept, added)| {
        let ordinary = parameters().into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(pair, _)| pair);
        ordinary.chain(added).collect()
    })
}

fn is_description(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, 0x20..=0x21 | 0x23..=0x5b | 0x5d..=0x7e))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_refusal_goes_to_a_registered_uri_or_to_our_own_page(parameters in requests()) {
        let client = client();
        let raw = RawAuthorize::new(parameters.clone());
        let _ = named_client(&raw);
        match check_authorize(&raw, &client, &Profile::NHS) {
            Ok(request) => {
                prop_assert!(client.redirect_uris.contains(&request.redirect_uri));
                prop_assert!(request.scopes.is_subset(client.scopes));
                prop_assert_eq!(request.state.as_deref(), raw.get("state"));
                let stored = serde_json::to_string(&request).unwrap();
                let read = serde_json::from_str::<policy::AuthorizeRequest>(&stored).unwrap();
                // What may name a person is never stored.
                let kept =
                    policy::AuthorizeRequest { login_hint: None, id_token_hint: None, asserted_login: None, ..request };
                prop_assert_eq!(read, kept);
            }
            Err(refusal) => {
                prop_assert!(is_description(&refusal.description), "{}", refusal.description);
                if let Destination::Returned { redirect_uri, state, .. } = refusal.destination {
                    prop_assert!(client.redirect_uris.contains(&redirect_uri));
                    prop_assert_eq!(raw.get("redirect_uri"), Some(redirect_uri.as_str()));
                    let echoed = state.as_deref();
                    prop_assert!(echoed.is_none() || echoed == raw.get("state"));
                    prop_assert!(echoed.is_none_or(|state| state.bytes().all(|byte| (0x20..0x7f).contains(&byte))));
                }
            }
        }
    }

    #[test]
    fn vtr_of_any_text_is_taken_or_refused(vtr in prop_oneof![any::<String>(), r#"\["[PC0-9a-z.]{0,12}"(,"[PC0-9a-z.]{0,12}"){0,9}\]"#]) {
        let mut parameters = parameters();
        parameters.retain(|(name, _)| name != "vtr");
        parameters.push(("vtr".to_owned(), vtr));
        let _ = check_authorize(&RawAuthorize::new(parameters), &client(), &Profile::NHS);
    }
}
