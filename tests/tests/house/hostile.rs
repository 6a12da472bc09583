//! Hostile requests: whatever comes, the answer is an answer, never 500 and never somewhere it should not go.

use house_tests::{Authorize, TestHouse};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// Text that a fuzzer would try: separators, control characters, quotes, unicode, long.
fn nasty() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[\\x00-\\x1f\"'<>&;=%+ \\r\\n]{0,40}",
        Just("A".repeat(9000)),
        Just("%00%ff%0d%0aSet-Cookie:x=1".to_owned()),
        Just("javascript:alert(1)".to_owned()),
        Just("../../../../etc/passwd".to_owned()),
    ]
}

fn runner() -> TestRunner {
    TestRunner::new(Config { cases: 150, failure_persistence: None, ..Config::default() })
}

#[expect(clippy::disallowed_types, reason = "an attacker is no gateway of the service")]
fn attacker() -> reqwest::Client {
    reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().expect("a client")
}

fn is_an_answer(response: &reqwest::Response, partner: &str) -> Result<(), TestCaseError> {
    prop_assert!(response.status().as_u16() != 500, "{response:?}");
    if let Some(location) = response.headers().get("location") {
        let location = location.to_str().map_err(|_| TestCaseError::fail("a location that is not ASCII"))?;
        prop_assert!(location.starts_with('/') || location.starts_with(partner), "sent to {location}");
        prop_assert!(!location.starts_with("//"), "sent to {location}");
    }
    prop_assert!(response.headers().get("x-injected").is_none());
    Ok(())
}

#[test]
fn hostile_authorization_requests_get_an_answer() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let (house, partner) = runtime.block_on(async {
        let house = TestHouse::start().await;
        let partner = house.partner("surgery").await;
        (house, partner)
    });
    let names = prop::sample::select(vec![
        "client_id",
        "redirect_uri",
        "scope",
        "state",
        "nonce",
        "vtr",
        "prompt",
        "max_age",
        "code_challenge",
        "id_token_hint",
        "login_hint",
        "request",
        "response_mode",
        "asserted_login_identity",
        "fido_auth_response",
    ]);
    let http = attacker();
    runner()
        .run(&(names, nasty()), |(name, value)| {
            let request: Authorize = partner.request().with(name, &value);
            let response = runtime.block_on(http.get(house.at(&request.path())).send());
            is_an_answer(
                &response.map_err(|error| TestCaseError::fail(error.to_string()))?,
                &partner.redirect_uri,
            )
        })
        .expect("no hostile request breaks it");
}

#[test]
fn hostile_token_requests_are_refused_in_json() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let house = runtime.block_on(TestHouse::start());
    let http = attacker();
    let names = prop::sample::select(vec![
        "grant_type",
        "code",
        "client_assertion",
        "client_assertion_type",
        "refresh_token",
        "scope",
    ]);
    runner()
        .run(&prop::collection::vec((names, nasty()), 0..6), |fields| {
            let response = runtime.block_on(http.post(house.at("/token")).form(&fields).send());
            let response = response.map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert!([400, 401, 413].contains(&response.status().as_u16()), "{response:?}");
            let cached = response.headers().get("cache-control").is_some_and(|value| value == "no-store");
            prop_assert!(cached, "{response:?}");
            Ok(())
        })
        .expect("no hostile request breaks it");
}

#[test]
fn hostile_cookies_paths_and_bearer_tokens_get_an_answer() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let house = runtime.block_on(TestHouse::start());
    let http = attacker();
    let text = "[!-~]{0,200}";
    runner()
        .run(&(text, text, text), |(cookie, path, token)| {
            let requests = [
                http.get(house.at("/authorize"))
                    .header("cookie", format!("login-session={cookie}; login-browser={cookie}")),
                http.get(house.at(&format!("/t/{}", path.replace(['?', '#'], "")))),
                http.post(house.at(&format!("/t/{}/email", path.replace(['?', '#', '/'], ""))))
                    .body(cookie.clone()),
                http.get(house.at("/userinfo")).header("authorization", format!("Bearer {token}")),
                http.get(house.at(&format!("/assets/{}", path.replace(['?', '#'], "")))),
            ];
            for request in requests {
                let response = runtime
                    .block_on(request.send())
                    .map_err(|error| TestCaseError::fail(error.to_string()))?;
                is_an_answer(&response, "nowhere")?;
            }
            Ok(())
        })
        .expect("no hostile request breaks it");
}

#[test]
fn hostile_requests_to_the_operator_console_get_an_answer_and_nobody_in() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let house = runtime.block_on(TestHouse::start());
    let console = house.operator().expect("a console").to_owned();
    let http = attacker();
    let text = "[!-~]{0,200}";
    runner()
        .run(&(text, text, nasty()), |(cookie, path, typed)| {
            let path = path.replace(['?', '#'], "");
            let form = [("csrf", cookie.as_str()), ("email", &typed), ("password", "x"), ("code", "x")];
            let cookie = format!("operator-session={cookie}");
            let requests = [
                http.get(format!("{console}/checks")).header("cookie", &cookie),
                http.get(format!("{console}/checks/{path}")).header("cookie", &cookie),
                http.post(format!("{console}/checks/{path}/decision")).header("cookie", &cookie).form(&form),
                http.post(format!("{console}/log-in")).header("cookie", &cookie).form(&form),
                http.post(format!("{console}/log-in/code")).header("cookie", &cookie).form(&form),
            ];
            for request in requests {
                let response = runtime
                    .block_on(request.send())
                    .map_err(|error| TestCaseError::fail(error.to_string()))?;
                is_an_answer(&response, "nowhere")?;
                prop_assert!(response.status().as_u16() != 200, "{response:?}");
            }
            Ok(())
        })
        .expect("no hostile request breaks it");
}
