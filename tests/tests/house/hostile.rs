//! Hostile requests: whatever comes, the answer is an answer, never 500 and never somewhere it should not go.

use house_tests::{Authorize, Person, TestHouse};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::register::at_email_code;

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
    let partner = runtime.block_on(house.partner("surgery"));
    let http = attacker();
    let text = "[!-~]{0,200}";
    runner()
        .run(&(text, text, text), |(cookie, path, token)| {
            let cookies = format!("login-session={cookie}; login-browser={cookie}; login-device={cookie}");
            let form = [("csrf", cookie.as_str()), ("email", &token)];
            let requests = [
                http.get(house.at(&partner.request().path())).header("cookie", &cookies),
                http.get(house.at(&format!("/t/{}", path.replace(['?', '#'], "")))),
                http.post(house.at(&format!("/t/{}/email", path.replace(['?', '#', '/'], ""))))
                    .header("cookie", &cookies)
                    .form(&form),
                http.get(house.at("/userinfo")).header("authorization", format!("Bearer {token}")),
                http.get(house.at(&format!("/assets/{}", path.replace(['?', '#'], "")))),
            ];
            for request in requests {
                let response = runtime
                    .block_on(request.send())
                    .map_err(|error| TestCaseError::fail(error.to_string()))?;
                is_an_answer(&response, &partner.redirect_uri)?;
            }
            Ok(())
        })
        .expect("no hostile request breaks it");
}

/// A page of a sign-in that goes on, and its form with a token that is believed.
fn at_page(house: &TestHouse, person: &Person, button: &str) -> (String, String, String) {
    let form = person.page().form(button);
    let token = form.fields.iter().find(|(name, _)| name == "csrf").expect("a token").1.clone();
    let cookies: Vec<String> = person.cookies().map(|(name, value)| format!("{name}={value}")).collect();
    let action = if form.action.is_empty() { person.page().address.clone() } else { form.action };
    (house.at(&action), token, cookies.join("; "))
}

#[test]
fn hostile_forms_of_a_sign_in_that_goes_on_are_read_and_get_an_answer() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let house = runtime.block_on(TestHouse::start());
    let pages = runtime.block_on(async {
        let partner = house.partner("surgery").await;
        let mut asked = Person::new(&house);
        asked.go(&partner.request().path()).await;
        let mut choosing = Person::new(&house);
        choosing.go(&partner.request().path()).await;
        choosing.fill("Email address", "newcomer@patients.example").press("Continue").await;
        choosing.press("Continue").await.sees("Create a password");
        let mut giving = at_email_code(&house, &partner, "other.newcomer@patients.example").await;
        let code = giving.code_sent_to("other.newcomer@patients.example").await;
        giving.fill("Security code", &code).press("Continue").await.sees("Enter your mobile number");
        [asked, choosing, giving].map(|person| at_page(&house, &person, "Continue"))
    });
    let http = attacker();
    let names = ["csrf", "email", "password", "confirm-password", "mobile", "international", "code", "other"];
    let field = (prop::sample::select(names.to_vec()), nasty());
    let bytes = prop::collection::vec(any::<u8>(), 0..200);
    runner()
        .run(&(prop::collection::vec(field, 0..5), bytes), |(mut fields, bytes)| {
            // The token is sound, so that what comes with it is read.
            fields.retain(|(name, _)| *name != "csrf");
            for (action, token, cookies) in &pages {
                let post = || {
                    let request =
                        http.post(action).header("cookie", cookies).header("origin", house.issuer());
                    request.header("content-type", "application/x-www-form-urlencoded")
                };
                let typed = serialized(&fields, token);
                let raw = [typed.as_bytes(), b"&email=", &bytes].concat();
                for request in [post().body(typed.clone()), post().body(raw)] {
                    let response = runtime.block_on(request.send());
                    let response = response.map_err(|error| TestCaseError::fail(error.to_string()))?;
                    is_an_answer(&response, "nowhere")?;
                    prop_assert!(
                        ![403, 404, 415].contains(&response.status().as_u16()),
                        "not read: {response:?}"
                    );
                }
            }
            Ok(())
        })
        .expect("no hostile form breaks it");
}

fn serialized(fields: &[(&str, String)], token: &str) -> String {
    let mut sent = url::form_urlencoded::Serializer::new(String::new());
    sent.append_pair("csrf", token).extend_pairs(fields).finish()
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
