//! "Explain this error": whatever refuses or stops somebody carries a reference that leads to the exact failed check.

use house_tests::{Landing, Person, Storage, TestHouse};
use identity::{Fault, Refusal};
use serde_json::json;
use vocabulary::{ClientId, IncidentReference, Lifetime};

use crate::{LOW, NINA, OWEN, PASSWORD, at_password};

/// The reference in brackets at the end of a description.
fn in_brackets(description: &str) -> IncidentReference {
    let reference = description.rsplit('(').next().unwrap_or_default().trim_end_matches(')');
    IncidentReference::try_from(reference).unwrap_or_else(|_| panic!("no reference: {description}"))
}

/// The error number on a page.
fn on_page(person: &Person) -> IncidentReference {
    let text = person.page().text();
    let number =
        text.split("Error number: ").nth(1).unwrap_or_else(|| panic!("{}", person.page().describe()));
    IncidentReference::try_from(&number[..9]).expect("an error number")
}

async fn explained(house: &TestHouse, reference: IncidentReference) -> Refusal {
    let refusal = house.identity().explain(reference).await.expect("read");
    let refusal = refusal.unwrap_or_else(|| panic!("nothing is kept under {reference}"));
    let why = &refusal.explanation;
    for part in [&why.rule, &why.check, &why.received, &why.expected, &why.mend] {
        assert!(!part.is_empty(), "{why:?}");
    }
    refusal
}

/// Every rule of `/authorize` and `/token` that a test breaks, walked: none of them leaves a developer alone.
#[tokio::test]
async fn each_broken_rule_of_a_request_says_what_came_what_was_expected_and_what_to_change() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    let mut checks = std::collections::BTreeSet::new();
    for (what, change, _) in crate::authorize_rules::RETURNED {
        person.go(&change(partner.request()).path()).await;
        let description = Landing::of(&person).get("error_description");
        let refusal = explained(&house, in_brackets(&description)).await;
        assert_eq!(refusal.client_id.expect("a client").as_str(), "surgery", "{what}");
        checks.insert(refusal.explanation.check);
    }
    for query in ["", "client_id=", "client_id=a&client_id=b", "client_id=nobody", "client_id=surgery"] {
        person.go(&format!("/authorize?{query}")).await;
        checks.insert(explained(&house, on_page(&person)).await.explanation.check);
    }
    for (what, change) in crate::token_rules::BAD_CLAIMS {
        let mut claims = partner.assertion_claims();
        change(&mut claims);
        let form = [("grant_type", "authorization_code"), ("code", "x")];
        let reply = partner.token_with(&partner.sign(&claims), &form).await;
        let refusal = explained(&house, in_brackets(reply.text("error_description"))).await;
        assert!(refusal.explanation.rule.contains("F-34"), "{what}");
        checks.insert(refusal.explanation.check);
    }
    for form in [
        &[("grant_type", "password")][..],
        &[("grant_type", "authorization_code")],
        &[("grant_type", "authorization_code"), ("code", "nonsense")],
        &[("grant_type", "refresh_token")],
        &[("grant_type", "refresh_token"), ("refresh_token", "nonsense")],
        &[("code", "x")],
        &[("code", "x"), ("code", "y")],
    ] {
        let reply = partner.token(form).await;
        checks
            .insert(explained(&house, in_brackets(reply.text("error_description"))).await.explanation.check);
    }
    assert!(checks.len() > 30, "{checks:#?}");
}

#[tokio::test]
async fn each_refusal_of_userinfo_says_why_to_whoever_has_its_reference() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    let request = partner.request().with("scope", "openid email");
    let code = partner.sign_in(&mut person, OWEN, &request).await;
    let tokens = partner.redeem(&code).await;
    let access = tokens.text("access_token").to_owned();
    let check = async |token: &str| {
        let reply = partner.userinfo(token).await;
        explained(&house, in_brackets(reply.text("error_description"))).await.explanation.check
    };
    let too_long = json!({"client_user_metadata": "x"});
    let scope = partner.patch_userinfo(&access, &too_long).await;
    let refusal = explained(&house, in_brackets(scope.text("error_description"))).await;
    assert!(refusal.explanation.check.contains("client_metadata"), "{refusal:?}");
    assert_eq!(refusal.client_id.expect("a client").as_str(), "surgery");
    let other = json!({"other": "x"});
    let body = partner.patch_userinfo(&access, &other).await;
    explained(&house, in_brackets(body.text("error_description"))).await;

    assert_eq!(check(tokens.text("id_token")).await, "the token is no access token of this issuer");
    let (signed, _) = access.rsplit_once('.').expect("a JWT");
    assert_eq!(check(&format!("{signed}.AAAA")).await, "the signature does not verify");
    assert_eq!(partner.redeem(&code).await.text("error"), "invalid_grant", "a second use");
    assert_eq!(check(&access).await, "the token was revoked");
    house.clock.forward(Lifetime::minutes(6));
    assert_eq!(check(&access).await, "the token has expired");
}

#[tokio::test]
async fn a_page_that_stops_somebody_carries_the_reference_of_the_log_in() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = at_password(&house, &partner, NINA).await;
    assert!(!person.page().text().contains("Error number"), "nothing has failed yet");
    for guess in 1..=5 {
        person.fill("Password", &format!("wrong {guess}")).press("Continue").await;
    }
    let locked = explained(&house, on_page(&person)).await;
    assert_eq!(locked.explanation.rule, "Journeys X6");
    house.clock.forward(Lifetime::minutes(16));

    let email = vocabulary::EmailAddress::try_from(NINA).expect("an address");
    let account = house.identity().store().find_account_by_email(&email).await.expect("read").expect("Nina");
    let mut batch = house.identity().store().batch();
    batch.update_disabled(account.id, Some(vocabulary::Cid::INVESTIGATED));
    house.identity().store().write(batch).await.expect("disabled");
    let mut person = at_password(&house, &partner, NINA).await;
    person.fill("Password", PASSWORD).press("Continue").await;
    let disabled = explained(&house, on_page(&person)).await;
    assert_eq!(disabled.explanation.rule, "Journeys X13, CID2014");
    let errors = house.identity().errors_of_client(&ClientId::try_from("surgery").unwrap(), 10).await;
    let checks: Vec<_> = errors.expect("read").into_iter().map(|error| error.explanation.check).collect();
    assert_eq!(checks, ["the account is disabled", "the password was wrong too many times"]);
}

#[tokio::test]
async fn an_error_that_a_sign_in_returns_is_explained_but_for_the_words_that_partners_match_on() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    person.go(&partner.request().with("prompt", "none").path()).await;
    let silent = explained(&house, in_brackets(&Landing::of(&person).get("error_description"))).await;
    assert!(silent.explanation.check.starts_with("prompt=none"), "{silent:?}");

    let mut person = at_password(&house, &partner, NINA).await;
    person.fill("Password", PASSWORD).press("Continue").await;
    person.fill("Security code", crate::CODE).press("Continue").await;
    person.press("I do not agree to share this information").await;
    let mut choice = person.page().form("Continue");
    choice.fields.push(("choice".to_owned(), "leave".to_owned()));
    person.send(&choice.action, &choice.fields).await;
    assert_eq!(Landing::of(&person).get("error_description"), "ConsentNotGiven", "F-30");
    let client = ClientId::try_from("surgery").unwrap();
    let errors = house.identity().errors_of_client(&client, 10).await.expect("read");
    assert!(errors[0].explanation.check.contains("did not agree"), "{errors:?}");
    explained(&house, errors[0].reference).await;
}

#[tokio::test]
async fn what_the_doors_refuse_by_themselves_is_explained_as_well() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    person.go("/t/AAAAAAAAAAAAAAAAAAAAAA/continue").await;
    assert_eq!(explained(&house, on_page(&person)).await.explanation.rule, "Journeys X4, CID1004");
    let mut person = at_password(&house, &partner, NINA).await;
    let form = person.page().form("Continue");
    let forged = [("csrf".to_owned(), "forged".to_owned()), ("password".to_owned(), PASSWORD.to_owned())];
    person.send(&form.action, &forged).await;
    person.sees("We could not accept what you sent");
    assert!(explained(&house, on_page(&person)).await.explanation.check.contains("token"));
}

#[tokio::test]
async fn a_failure_of_ours_is_explained_by_its_kind_and_its_cause_stays_in_the_log() {
    let house = TestHouse::start().await;
    for (fault, check) in [
        (Fault::Store("password=hunter2".to_owned()), "the database did not do its work in time"),
        (Fault::Busy { retry_after: 3 }, "too many passwords were waiting to be checked"),
        (Fault::Bug("a rule"), "a rule of the program's own does not hold"),
    ] {
        let refusal = explained(&house, house.identity().record_failure(&fault)).await;
        assert_eq!(refusal.explanation.check, check);
        assert!(!format!("{refusal:?}").contains("hunter2"));
    }
}

#[tokio::test]
async fn in_a_sandbox_an_error_page_links_straight_to_its_explanation() {
    let pages = "[partner_pages]\nurl = \"http://localhost:8999\"";
    let house = TestHouse::with(Storage::Sqlite, pages).await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    person.go(&partner.request().with("redirect_uri", "https://evil.example/").path()).await;
    let reference = on_page(&person);
    let link = person.page().link("Explain this error");
    assert_eq!(link, format!("http://localhost:8999/explain?reference={reference}"));
    person.go(&partner.request().with("vtr", LOW).path()).await;
    assert!(!person.page().html.contains("Explain this error"), "nothing has failed");
    let without = TestHouse::with(Storage::Sqlite, "[listen]\npartner = \"\"").await;
    let partner = without.partner("surgery").await;
    let mut person = Person::new(&without);
    person.go(&partner.request().with("redirect_uri", "https://evil.example/").path()).await;
    assert!(!person.page().html.contains("Explain this error"), "there are no partner pages");
}
