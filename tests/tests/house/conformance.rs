//! certification.md 1.2 and 1.3: what the OpenID Foundation's modules assert about discovery, keys, redirect URIs and userinfo, restated
//! under their names for the issuer `nhs`. The modules about a log in and its tokens are in `conformance_flows`.
//!
//! Left out are the modules whose behaviour the `nhs` profile documents otherwise: RS256 in discovery (C2), requests without nonce for
//! clients that are not marked (C1), and the secret-based client authentications (C14).

use house_tests::{Landing, Partner, Person, TestHouse};
use serde_json::Value;
use vocabulary::Lifetime;

use crate::{LOW, OWEN, error};

async fn get(house: &TestHouse, path: &str) -> (u16, String, Value) {
    #[expect(clippy::disallowed_types, reason = "the suite is no gateway of the service")]
    let response = reqwest::Client::new().get(house.at(path)).send().await.expect("an answer");
    let status = response.status().as_u16();
    let kind = response.headers()["content-type"].to_str().expect("ASCII").to_owned();
    (status, kind, serde_json::from_str(&response.text().await.expect("a body")).expect("JSON"))
}

async fn sign_in(partner: &Partner, person: &mut Person) -> Value {
    let code = partner.sign_in(person, OWEN, &partner.request()).await;
    partner.redeem(&code).await.claims("id_token")
}

#[tokio::test]
async fn oidcc_discovery_endpoint_verification() {
    let house = TestHouse::start().await;
    let (status, kind, document) = get(&house, "/.well-known/openid-configuration").await;
    assert_eq!((status, kind.starts_with("application/json")), (200, true));
    assert_eq!(document["issuer"], house.issuer());
    for endpoint in ["authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"] {
        assert!(document[endpoint].as_str().is_some_and(|url| url.starts_with(house.issuer())), "{endpoint}");
    }
    let list = |name: &str| -> Vec<&str> {
        document[name]
            .as_array()
            .unwrap_or_else(|| panic!("{name}"))
            .iter()
            .filter_map(Value::as_str)
            .collect()
    };
    assert_eq!(list("response_types_supported"), ["code"]);
    assert_eq!(list("subject_types_supported"), ["public"]);
    assert_eq!(list("id_token_signing_alg_values_supported"), ["RS512"]);
    assert_eq!(list("token_endpoint_auth_methods_supported"), ["private_key_jwt"]);
    assert_eq!(list("token_endpoint_auth_signing_alg_values_supported"), ["RS512"]);
    assert!(list("scopes_supported").contains(&"openid"));
    assert!(list("code_challenge_methods_supported").contains(&"S256"));
    assert!(!list("claims_supported").is_empty() && !list("grant_types_supported").is_empty());
}

#[tokio::test]
async fn oidcc_jwks_holds_public_keys_with_distinct_kids() {
    let house = TestHouse::start().await;
    let (status, _, document) = get(&house, "/.well-known/jwks.json").await;
    assert_eq!(status, 200);
    let keys = document["keys"].as_array().expect("keys");
    assert!(keys.len() >= 2, "the current key and the next one (F-10)");
    for key in keys {
        for member in ["kty", "n", "e", "kid"] {
            assert!(key[member].is_string(), "{member}");
        }
        assert_eq!((key["use"].as_str(), key["alg"].as_str()), (Some("sig"), Some("RS512")));
        for private in ["d", "p", "q", "dp", "dq", "qi", "k"] {
            assert!(key.get(private).is_none(), "{private} is private");
        }
    }
    let mut kids: Vec<_> = keys.iter().map(|key| key["kid"].as_str()).collect();
    kids.sort_unstable();
    kids.dedup();
    assert_eq!(kids.len(), keys.len());
}

#[tokio::test]
async fn oidcc_server_rotate_keys() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let (_, _, before) = get(&house, "/.well-known/jwks.json").await;
    house.clock.forward(Lifetime::hours(2));
    let mut person = Person::new(&house);
    let code = partner.sign_in(&mut person, OWEN, &partner.request()).await;
    let signed_before = partner.redeem(&code).await;
    let (by, sign) = (identity::KeyActor::CommandLine(None), identity::KeyAct::Sign);
    let rotation = house.identity().move_key(by, sign, identity::Urgency::Planned).await.expect("a rotation");
    assert_eq!(rotation, identity::KeyMoved::Done);
    let (_, _, after) = get(&house, "/.well-known/jwks.json").await;
    let kids = |document: &Value| -> Vec<String> {
        document["keys"]
            .as_array()
            .expect("keys")
            .iter()
            .map(|key| key["kid"].as_str().expect("kid").to_owned())
            .collect()
    };
    assert!(kids(&before).iter().all(|kid| kids(&after).contains(kid)), "the old key is still there");
    assert_eq!(kids(&after).len(), kids(&before).len() + 1);
    let userinfo = partner.userinfo(signed_before.text("access_token")).await;
    assert_eq!(userinfo.status, 200, "a token of the retired key still works");
    person.go(&partner.request().path()).await;
    let signed_after = partner.redeem(&Landing::of(&person).get("code")).await;
    assert_ne!(signed_before.header("id_token")["kid"], signed_after.header("id_token")["kid"]);
    assert!(
        kids(&before).iter().any(|kid| *kid == signed_after.header("id_token")["kid"]),
        "published ahead (F-10)"
    );
}

#[tokio::test]
async fn oidcc_response_type_missing() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    person.go(&partner.request().without("response_type").path()).await;
    assert!(["unsupported_response_type", "invalid_request"].contains(&error(&person).as_str()));
    assert_eq!(Landing::of(&person).get("state"), "state-of-the-test");
}

#[tokio::test]
async fn oidcc_max_age_1_and_10000() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    let first = sign_in(&partner, &mut person).await;
    house.clock.forward(Lifetime::seconds(2));
    person.go(&partner.request().with("max_age", "10000").path()).await;
    let same = partner.redeem(&Landing::of(&person).get("code")).await.claims("id_token");
    assert_eq!(first["auth_time"], same["auth_time"]);
    person.go(&partner.request().with("max_age", "1").path()).await;
    person.sees("Enter your email address");
    let again = partner.sign_in(&mut person, OWEN, &partner.request().with("max_age", "1")).await;
    let again = partner.redeem(&again).await.claims("id_token");
    assert!(again["auth_time"].as_i64() > first["auth_time"].as_i64());
}

#[tokio::test]
async fn oidcc_id_token_hint() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    let code = partner.sign_in(&mut person, OWEN, &partner.request()).await;
    let reply = partner.redeem(&code).await;
    let hinted = partner.request().with("prompt", "none").with("id_token_hint", reply.text("id_token"));
    person.go(&hinted.path()).await;
    let second = partner.redeem(&Landing::of(&person).get("code")).await.claims("id_token");
    assert_eq!(reply.claims("id_token")["sub"], second["sub"]);
}

#[tokio::test]
async fn oidcc_server_codes_are_long_and_never_alike() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    partner.sign_in(&mut person, OWEN, &partner.request()).await;
    let mut codes = std::collections::HashSet::new();
    for _ in 0..20 {
        person.go(&partner.request().path()).await;
        let code = Landing::of(&person).get("code");
        assert!(code.len() >= 43, "256 bits: {code}");
        assert!(codes.insert(code));
    }
}

#[tokio::test]
async fn oidcc_ensure_registered_redirect_uri_and_redirect_uri_query_added() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    for uri in ["https://evil.example/callback", "https://surgery.example/callback?dummy=1"] {
        let mut person = Person::new(&house);
        person.go(&partner.request().with("redirect_uri", uri).path()).await;
        assert!(!person.has_left());
    }
}

#[tokio::test]
async fn oidcc_ensure_request_object_with_redirect_uri() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    let request = partner
        .request()
        .with("redirect_uri", "https://evil.example/")
        .with("request", "eyJhbGciOiJub25lIn0.e30.");
    person.go(&request.path()).await;
    assert!(!person.has_left(), "no error goes to an address that is not registered");
}

#[tokio::test]
async fn oidcc_userinfo_post_header_and_post_body() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let code = partner.sign_in(&mut Person::new(&house), OWEN, &partner.request().with("vtr", LOW)).await;
    let reply = partner.redeem(&code).await;
    let access = reply.text("access_token").to_owned();
    #[expect(clippy::disallowed_types, reason = "the suite is no gateway of the service")]
    let http = reqwest::Client::new();
    let in_header = http.post(house.at("/userinfo")).bearer_auth(&access).send().await.expect("an answer");
    assert_eq!(in_header.status(), 200);
    assert!(in_header.headers().contains_key("date"));
    let lower = http.get(house.at("/userinfo")).header("authorization", format!("bearer {access}"));
    assert_eq!(lower.send().await.expect("an answer").status(), 200, "the scheme's case does not matter");
    let in_body =
        http.post(house.at("/userinfo")).form(&[("access_token", &access)]).send().await.expect("an answer");
    assert_eq!(in_body.status(), 401, "the header only (F-48, C11)");
    let in_query =
        http.get(house.at(&format!("/userinfo?access_token={access}"))).send().await.expect("an answer");
    assert_eq!(in_query.status(), 401);
}

#[tokio::test]
async fn trustmark_answers_at_the_address_of_the_vtm_claim() {
    let house = TestHouse::start().await;
    let host = &house.issuer()[7..];
    let (status, _, document) = get(&house, &format!("/trustmark/{host}")).await;
    assert_eq!(status, 200);
    assert_eq!(document["P"], serde_json::json!(["P0", "P5", "P9"]));
    assert_eq!(document["C"], serde_json::json!(["Cp", "Cd", "Ck", "Cm"]));
}
