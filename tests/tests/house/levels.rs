//! F-53, F-54: the published scenarios: people of each level at clients that ask for each level.

use house_tests::{Landing, Partner, Person, TestHouse};

use crate::proving::{P5, P9, P9_OR_P5};
use crate::{CODE, LOW, NINA, OWEN, PASSWORD, PRIYA, error};

/// The first page after logging in at a client that asks for `vtr`: gone, or its heading.
async fn logs_in(house: &TestHouse, partner: &Partner, email: &str, vtr: &str) -> Person {
    let mut person = Person::new(house);
    person.go(&partner.request().with("vtr", vtr).path()).await;
    person.fill("Email address", email).press("Continue").await;
    if person.page().heading() == "We found your NHS login" {
        person.press("Continue").await;
    }
    person.fill("Password", PASSWORD).press("Continue").await;
    if email == PRIYA {
        person.tick("Text message to the mobile ending 103", "text").press("Continue").await;
    }
    person.fill("Security code", CODE).press("Continue").await;
    person
}

#[tokio::test]
async fn everybody_gets_the_lowest_requested_level_that_they_meet_and_their_own_level_is_told() {
    let house = TestHouse::start().await;
    let cases = [
        (NINA, LOW, "P0.Cp.Cd", "P0"),
        (PRIYA, LOW, "P0.Cp.Cd", "P5"),
        (PRIYA, P5, "P5.Cp.Cd", "P5"),
        (PRIYA, P9_OR_P5, "P5.Cp.Cd", "P5"),
        (OWEN, LOW, "P0.Cp.Cd", "P9"),
        (OWEN, P5, "P5.Cp.Cd", "P9"),
        (OWEN, P9, "P9.Cp.Cd", "P9"),
        (OWEN, P9_OR_P5, "P5.Cp.Cd", "P9"),
    ];
    for (number, (email, vtr, vot, level)) in cases.into_iter().enumerate() {
        let partner = house.partner(&format!("client-{number}")).await;
        let mut person = logs_in(&house, &partner, email, vtr).await;
        person.sees("Agree to share your NHS login information");
        person.press("I agree").await;
        let reply = partner.redeem(&Landing::of(&person).get("code")).await;
        let claims = reply.claims("id_token");
        assert_eq!(
            (claims["vot"].as_str(), claims["identity_proofing_level"].as_str()),
            (Some(vot), Some(level)),
            "{email} {vtr}"
        );
        assert_eq!(claims.get("nhs_number").is_some(), level != "P0", "{email} {vtr}: {claims}");
        let userinfo = partner.userinfo(reply.text("access_token")).await.body;
        assert_eq!(userinfo["identity_proofing_level"], level, "{email} {vtr}");
    }
}

#[tokio::test]
async fn whoever_is_below_every_requested_level_goes_on_to_prove_it_in_the_same_visit() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let cases = [
        (NINA, P5, "What you need to find your NHS record"),
        (NINA, P9, "What you need to find your NHS record"),
        (NINA, P9_OR_P5, "What you need to find your NHS record"),
        (PRIYA, P9, "Confirm your details"),
    ];
    for (email, vtr, heading) in cases {
        let mut person = logs_in(&house, &partner, email, vtr).await;
        person.sees(heading);
        person.go(&partner.request().with("vtr", vtr).with("prompt", "none").path()).await;
        assert_eq!(error(&person), "sso_login_required", "{email} {vtr}: nobody is signed in before the end");
    }
}

#[tokio::test]
async fn refusing_to_share_is_told_at_every_level() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    for (email, vtr) in [(NINA, LOW), (PRIYA, P5), (OWEN, P9)] {
        let mut person = logs_in(&house, &partner, email, vtr).await;
        person.press("I do not agree to share this information").await;
        let choice = person.page().form("Continue");
        let mut fields = choice.fields.clone();
        fields.push(("choice".to_owned(), "leave".to_owned()));
        person.send(&choice.action, &fields).await;
        assert_eq!(error(&person), "access_denied", "{email}");
        assert_eq!(Landing::of(&person).get("error_description"), "ConsentNotGiven", "{email}");
    }
}

#[tokio::test]
async fn a_scope_or_a_level_that_the_client_does_not_have_is_refused() {
    let house = TestHouse::start().await;
    let partner = Partner::register(&house, "modest", |client| {
        client.scopes = "openid email".to_owned();
        client.vectors = vec!["P0.Cp.Cd".to_owned()];
    })
    .await;
    let low = partner.request().with("vtr", LOW);
    let cases = [
        (low.clone().with("scope", "openid profile"), "invalid_scope"),
        (low.with("scope", "openid email").with("vtr", P9), "invalid_request"),
    ];
    for (request, code) in cases {
        let mut person = Person::new(&house);
        person.go(&request.path()).await;
        assert_eq!(error(&person), code);
        assert_eq!(Landing::of(&person).get("state"), "state-of-the-test");
    }
}
