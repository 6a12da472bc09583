//! What must not be told or kept: headers of pages, and marked values in the database file.

use house_tests::{Partner, Person, TestHouse};

use crate::{LOW, NINA, PASSWORD, at_code};

#[tokio::test]
async fn pages_forbid_framing_caching_and_foreign_scripts() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    #[expect(clippy::disallowed_types, reason = "a browser is no gateway of the service")]
    let http = reqwest::Client::builder().cookie_store(true).build().expect("a client");
    let response =
        http.get(house.at(&partner.request().with("vtr", LOW).path())).send().await.expect("an answer");
    let header =
        |name: &str| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let policy = header("content-security-policy");
    for part in ["frame-ancestors 'none'", "base-uri 'none'", "form-action 'self' https://surgery.example"] {
        assert!(policy.contains(part), "{part} is not in {policy}");
    }
    assert!(!policy.contains("unsafe"), "{policy}");
    assert!(header("cache-control").contains("no-store"));
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert!(["same-origin", "no-referrer"].contains(&header("referrer-policy")));
}

#[tokio::test]
async fn a_form_may_end_where_the_partner_sends_people_on_and_nowhere_else() {
    let house = TestHouse::start().await;
    let onward = "https://www.surgery.example".to_owned();
    let partner =
        Partner::register(&house, "surgery", |document| document.onward_origins = vec![onward]).await;
    #[expect(clippy::disallowed_types, reason = "a browser is no gateway of the service")]
    let http = reqwest::Client::builder().cookie_store(true).build().expect("a client");
    let response =
        http.get(house.at(&partner.request().with("vtr", LOW).path())).send().await.expect("an answer");
    let policy = response.headers()["content-security-policy"].to_str().expect("ASCII");
    let targets = "form-action 'self' https://surgery.example https://www.surgery.example";
    assert!(policy.ends_with(targets), "{policy}");
}

#[tokio::test]
async fn personal_data_codes_and_tokens_are_not_readable_in_the_database() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = at_code(&house, &partner, NINA).await;
    person.fill("Security code", crate::CODE).press("Continue").await;
    person.press("I agree").await;
    let code = house_tests::Landing::of(&person).get("code");
    let reply = partner.redeem(&code).await;
    let session = person.cookie("login-session").expect("a session").to_owned();
    let mut newcomer = Person::new(&house);
    let hinting = partner.request().with("vtr", LOW).with("login_hint", "hinted.person@patients.example");
    newcomer.go(&hinting.with("id_token_hint", reply.text("id_token")).path()).await;
    assert!(newcomer.page().html.contains("hinted.person@patients.example"), "{}", newcomer.page().html);
    newcomer.fill("Email address", "marked.value@patients.example").press("Continue").await;
    let marked = [
        NINA,
        "nina.newcombe",
        "marked.value",
        "07700900101",
        "+447700900101",
        PASSWORD,
        "190696",
        code.as_str(),
        session.as_str(),
        reply.text("id_token"),
        "hinted.person",
        reply.text("access_token"),
        reply.text("refresh_token"),
        "Prosser",
        "9991003177",
    ];
    for file in house.database_files() {
        let bytes = std::fs::read(&file).expect("the database");
        for value in marked {
            let found = bytes.windows(value.len()).any(|window| window == value.as_bytes());
            assert!(!found, "{value:?} is readable in {}", file.display());
        }
    }
}
