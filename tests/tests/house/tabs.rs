//! Several tabs, the Back button, other people's links.

use house_tests::{Landing, Partner, Person, TestHouse};
use vocabulary::Lifetime;

use crate::{CODE, LOW, NINA, PASSWORD, at_code, at_password};

#[tokio::test]
async fn two_tabs_are_two_sign_ins_that_do_not_disturb_each_other() {
    let house = TestHouse::start().await;
    let (one, two) = (house.partner("one").await, house.partner("two").await);
    let mut person = at_password(&house, &one, NINA).await;
    let first_tab = person.page().address.clone();
    person.go(&two.request().with("vtr", LOW).with("state", "second").path()).await;
    person.sees("Enter your email address");
    person.fill("Email address", NINA).press("Continue").await;
    let second_tab = person.page().address.clone();
    assert_ne!(first_tab.split('/').nth(2), second_tab.split('/').nth(2), "one ticket a request");
    person.go(&first_tab).await.sees("Enter your password");
    person.fill("Password", PASSWORD).press("Continue").await;
    person.fill("Security code", CODE).press("Continue").await;
    person.press("I agree").await;
    assert!(person.left_for().as_str().starts_with(&one.redirect_uri));
    person.go(&second_tab).await;
    assert!(!person.has_left());
    assert!(person.page().status < 400, "{}", person.page().describe());
}

#[tokio::test]
async fn back_to_an_earlier_page_leads_on_to_the_step_that_is_next() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = at_code(&house, &partner, NINA).await;
    let now = person.page().address.clone();
    for earlier in ["email", "found", "password", "register", "share"] {
        let ticket = now.rsplit_once('/').expect("a ticket's page").0.to_owned();
        person.go(&format!("{ticket}/{earlier}")).await.sees("Check your mobile phone");
    }
}

#[tokio::test]
async fn a_form_of_an_earlier_page_does_nothing() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = at_password(&house, &partner, NINA).await;
    let form = person.page().form("Continue");
    person.fill("Password", PASSWORD).press("Continue").await;
    person.sees("Check your mobile phone");
    let mut fields = form.fields.clone();
    fields.retain(|(name, _)| name != "password");
    fields.push(("password".to_owned(), "wrong".to_owned()));
    for _ in 0..6 {
        person.send(&form.action, &fields).await.sees("Check your mobile phone");
    }
}

#[tokio::test]
async fn back_after_finishing_says_so() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = at_code(&house, &partner, NINA).await;
    person.fill("Security code", CODE).press("Continue").await;
    let last = person.page().address.clone();
    person.press("I agree").await;
    let code = Landing::of(&person).get("code");
    partner.redeem(&code).await;
    person.go(&last).await;
    assert_eq!(person.page().status, 400, "{}", person.page().describe());
    assert!(person.page().text().contains("CID1004"), "{}", person.page().text());
}

#[tokio::test]
async fn a_doubled_request_at_the_end_gets_the_same_answer_until_the_code_is_used() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = at_code(&house, &partner, NINA).await;
    person.fill("Security code", CODE).press("Continue").await;
    let last = person.page().address.clone();
    person.press("I agree").await;
    let first = Landing::of(&person).get("code");
    person.go(&last).await;
    assert_eq!(Landing::of(&person).get("code"), first);
    house.clock.forward(Lifetime::minutes(1));
    person.go(&last).await;
    assert!(!person.has_left(), "the answer was given out again after a minute");
}

#[tokio::test]
async fn a_ticket_is_worthless_in_another_browser() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let person = at_code(&house, &partner, NINA).await;
    let mut thief = Person::new(&house);
    thief.go(&person.page().address).await;
    assert_eq!(thief.page().status, 400, "{}", thief.page().describe());
    assert!(thief.page().text().contains("CID1004"));
}

#[tokio::test]
async fn a_form_without_its_token_or_from_another_site_is_refused_and_nothing_is_lost() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = at_password(&house, &partner, NINA).await;
    let page = person.page().address.clone();
    let form = person.page().form("Continue");
    let fields = vec![("password".to_owned(), PASSWORD.to_owned())];
    person.send(&form.action, &fields).await;
    assert_eq!(person.page().status, 403, "{}", person.page().describe());
    let forged: Vec<(&str, &str)> =
        form.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let mut elsewhere = person.clone();
    elsewhere.post_from_elsewhere(&form.action, &forged).await;
    assert!(elsewhere.page().status >= 400, "{}", elsewhere.page().describe());
    person.go(&page).await.sees("Enter your password");
}

#[tokio::test]
async fn a_sign_in_whose_redirect_uri_is_withdrawn_is_over() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = at_code(&house, &partner, NINA).await;
    Partner::register(&house, "surgery", |client| {
        client.redirect_uris = vec!["https://surgery.example/new".to_owned()];
    })
    .await;
    person.fill("Security code", CODE).press("Continue").await;
    assert!(!person.has_left(), "sent to an address that is not registered");
    person.sees("We do not know which website or app you are trying to access");
}
