//! The partner pages of a sandbox that asks nobody to log in: a client as its own developers see it.

use house_tests::{Partner, Person, TestHouse};
use vocabulary::{Lifetime, RegisteredKey};

use crate::OWEN;

/// Somebody at the pages of this client.
pub(crate) async fn at_client(house: &TestHouse, partner: &Partner) -> Person {
    let mut person = at_pages(house);
    person.go(&format!("/clients/{}", partner.client_id)).await;
    person
}

pub(crate) fn at_pages(house: &TestHouse) -> Person {
    Person::at(house.partner_pages().expect("partner pages"))
}

pub(crate) fn says(person: &Person, text: &str) {
    assert!(person.page().text().contains(text), "no {text:?}: {}", person.page().describe());
}

pub(crate) fn does_not_say(person: &Person, text: &str) {
    assert!(!person.page().text().contains(text), "{text:?}: {}", person.page().describe());
}

#[tokio::test]
async fn whoever_sits_at_a_sandbox_chooses_any_client_and_nobody_logs_in() {
    let house = TestHouse::start().await;
    house.partner("surgery").await;
    house.partner("pharmacy").await;
    let mut person = at_pages(&house);
    person.go("/").await;
    person.sees("Your clients");
    says(&person, "client_id: surgery");
    says(&person, "client_id: pharmacy");
    person.go("/clients/pharmacy").await;
    assert_eq!(person.page().status, 200);
    says(&person, house.issuer());
    for gone in ["/log-in", "/log-in/code", "/clients/nobody", "/clients/nobody/settings"] {
        person.go(gone).await;
        assert_eq!(person.page().status, 404, "{gone}");
    }
}

#[tokio::test]
async fn settings_say_in_plain_words_what_is_registered_and_warn_of_a_key_that_ends() {
    let house = TestHouse::start().await;
    let now = house.identity().now();
    let partner = Partner::register(&house, "surgery", |document| {
        document.refresh_tokens = true;
        let first = document.keys[0].clone();
        document.keys[0] = RegisteredKey {
            kid: Some("2026-01".into()),
            until: Some(now.after(Lifetime::days(12)).after(Lifetime::hours(1)).seconds()),
            ..first
        };
    })
    .await;
    let mut person = at_client(&house, &partner).await;
    says(&person, "The key 2026-01 is good for 12 more days");
    let settings = person.page().link("Settings and keys");
    person.go(&settings).await;
    person.sees("Settings and keys");
    says(&person, &partner.redirect_uri);
    says(&person, "30 days, a new one at each use (F-36)");
    says(&person, "The key 2026-01 is good for 12 more days");
    says(&person, "In use");
    house.clock.forward(Lifetime::days(13));
    person.go(&settings).await;
    says(&person, "No key is good now");
    says(&person, "Over");
}

#[tokio::test]
async fn the_last_errors_are_there_with_what_to_change_and_another_clients_are_not() {
    let house = TestHouse::start().await;
    let (surgery, pharmacy) = (house.partner("surgery").await, house.partner("pharmacy").await);
    let mut visitor = Person::new(&house);
    visitor.go(&surgery.request().with("redirect_uri", "https://evil.example/").path()).await;
    visitor.go(&pharmacy.request().without("state").path()).await;
    let mut person = at_client(&house, &surgery).await;
    says(&person, "redirect_uri is not registered");
    does_not_say(&person, "state is missing");
    person.go("/clients/surgery/errors").await;
    person.sees("Last errors");
    says(&person, "F-15: redirect_uri is not registered");
    says(&person, "Send one of the registered URIs byte for byte");
    let refusals = house.identity().recent_refusals(10).await.expect("read");
    let refusal = refusals.iter().find(|refusal| refusal.explanation.rule == "F-15").expect("there");
    let reference = refusal.reference.to_string();
    person.go(&format!("/explain?reference={reference}")).await;
    person.sees(&format!("Error {reference}"));
    says(&person, "https://evil.example/");
    says(&person, &surgery.redirect_uri);
    person.go("/explain?reference=0000-0000").await;
    assert_eq!(person.page().errors().len(), 1, "{}", person.page().describe());
    assert_eq!(person.page().status, 422);
}

#[tokio::test]
async fn a_log_in_is_told_with_what_was_aimed_at_and_why_and_never_whose_it_was() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut visitor = Person::new(&house);
    partner.sign_in(&mut visitor, OWEN, &partner.request().with("vtr", r#"["P5.Cp.Cd","P9.Cp.Cd"]"#)).await;
    let mut person = at_client(&house, &partner).await;
    person.go("/clients/surgery/log-ins").await;
    person.sees("Log ins");
    says(&person, "P5.Cp.Cd, P9.Cp.Cd");
    says(&person, "Your client got a code");
    says(&person, "password");
    let account = house.identity().store().list_audit_events(200).await.expect("read");
    let account = account.iter().find_map(|event| event.account_id).expect("an account").to_string();
    for hidden in ["owen", "Prosser", &account] {
        assert!(!person.page().html.contains(hidden), "{hidden}");
    }
}

#[tokio::test]
async fn a_link_that_is_built_works() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = at_client(&house, &partner).await;
    person.go("/clients/surgery/link").await;
    person.sees("Build an authorization link");
    person.press("Build the link").await;
    assert_eq!(person.page().errors(), ["Select where the answer goes", "Select at least one vector"]);
    person
        .set("redirect_uri", &partner.redirect_uri)
        .set("vector", "P9.Cp.Cd")
        .set("scope", "profile")
        .set("prompt", "login")
        .press("Build the link")
        .await;
    says(&person, "This link works now");
    let href = person.page().link("Open the link");
    assert!(href.contains("prompt=login") && href.contains("code_challenge_method=S256"), "{href}");
    let mut visitor = Person::new(&house);
    visitor.go(href.strip_prefix(house.issuer()).expect("the issuer's")).await;
    visitor.sees("Enter your email address");
    person.go("/clients/surgery/link").await;
    person
        .set("redirect_uri", "https://evil.example/")
        .set("vector", "P9.Cp.Cd")
        .press("Build the link")
        .await;
    assert_eq!(person.page().errors(), ["Select where the answer goes"], "only what is registered");
}

#[tokio::test]
async fn the_button_and_the_code_are_there_to_copy_with_the_clients_values() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = at_client(&house, &partner).await;
    person.go("/clients/surgery/button").await;
    person.sees("The button");
    for text in ["Continue to NHS login", ".nhs-login-button {", "#005eb8", "nhs-login-button--reverse"] {
        says(&person, text);
    }
    person.go("/clients/surgery/code").await;
    person.sees("Code to copy");
    for text in
        [partner.client_id.as_str(), &partner.redirect_uri, house.issuer(), "modifyAssertion", "RS512"]
    {
        says(&person, text);
    }
    for left in ["CLIENT_ID", "REDIRECT_URI", "ISSUER", "DISCOVERY_OPTIONS"] {
        does_not_say(&person, left);
    }
}

#[tokio::test]
async fn test_people_are_listed_with_what_they_are_good_for() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = at_client(&house, &partner).await;
    person.go("/clients/surgery/people").await;
    person.sees("Test people");
    for text in [OWEN, "Passw0rd$1", "190696", "stepping up to P9", "Being stopped"] {
        says(&person, text);
    }
    assert!(person.page().link("Outbox").starts_with(house.issuer()));
}

#[tokio::test]
async fn a_client_that_is_switched_off_says_so_and_its_requests_are_told_to_break_the_first_rule() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let id = vocabulary::ClientId::try_from("surgery").expect("a client id");
    house.identity().switch_client(&id, identity::Use::Disabled, None).await.expect("switched");
    let mut person = at_client(&house, &partner).await;
    says(&person, "This client is switched off");
    person.go("/clients/surgery/inspector").await;
    person.fill("Authorization request", &partner.request().path()).press("Inspect").await;
    says(
        &person,
        "/authorize refuses this request: client_id is not registered with this issuer, or switched off",
    );
}
