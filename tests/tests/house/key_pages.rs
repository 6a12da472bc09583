//! The console's pages about keys and traces: every act asks for an incident number and once more, and is in the audit.

use house_tests::{Person, TestHouse};
use identity::KeyStage;
use vocabulary::Lifetime;

use crate::checker_console::signs_in;
use crate::{OWEN, PASSWORD, at_password};

/// The keys by where they are, in the order of a key's life.
fn stages(house: &TestHouse) -> Vec<&'static str> {
    let mut stages: Vec<_> = house.identity().signing_keys().iter().map(|key| key.stage).collect();
    stages.sort_unstable();
    stages.into_iter().map(KeyStage::as_str).collect()
}

/// Fills the form of a step in, and confirms.
async fn confirmed(person: &mut Person, path: &str, fields: &[(&str, &str)]) {
    person.go(path).await;
    for (label, value) in fields {
        person.fill(label, value);
    }
    person.press("Continue").await;
    assert!(person.page().heading().starts_with("Are you sure?"), "{}", person.page().describe());
    person.press("Yes, do this now").await;
}

#[tokio::test]
async fn an_administrator_announces_publishes_and_rehearses_for_an_incident() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut admin = signs_in(&house, "admin").await;
    let dates = [
        ("Incident number", "INC0012345"),
        ("Days until it is published", "1"),
        ("Days from then until it signs", "1"),
    ];
    admin.go("/keys/announce").await;
    for (label, value) in dates {
        admin.fill(label, value);
    }
    admin.press("Continue").await;
    admin.sees("Are you sure? Announce a key");
    assert_eq!(stages(&house), ["published", "signing"], "not before it is confirmed");
    admin.press("Yes, do this now").await;
    admin.sees("Signing keys");
    assert!(admin.page().text().contains("The key is announced"), "{}", admin.page().text());
    assert_eq!(stages(&house), ["announced", "published", "signing"]);

    confirmed(&mut admin, "/keys/publish", &[("Incident number", "INC0012345")]).await;
    assert!(admin.page().text().contains("Partners were told another day"), "{}", admin.page().text());
    house.clock.forward(Lifetime::hours(25));
    let mut admin = signs_in(&house, "admin").await;
    confirmed(&mut admin, "/keys/publish", &[("Incident number", "INC0012345")]).await;
    assert_eq!(stages(&house), ["published", "published", "signing"]);

    let rehearsal = [("Incident number", "INC0012345"), ("Client ID", "nobody")];
    confirmed(&mut admin, "/keys/rehearse", &rehearsal).await;
    assert_eq!(admin.page().errors(), ["There is no enabled client with this client ID"]);
    let rehearsal = [("Incident number", "INC0012345"), ("Client ID", "surgery")];
    confirmed(&mut admin, "/keys/rehearse", &rehearsal).await;
    let code = partner.sign_in(&mut Person::new(&house), OWEN, &partner.request()).await;
    let tokens = partner.redeem(&code).await;
    partner.userinfo(tokens.text("access_token")).await;
    admin.go("/keys").await;
    let text = admin.page().text();
    assert!(text.contains("The client went on with tokens of the new key."), "{text}");
    assert!(text.contains("this is inferred"), "{text}");
    confirmed(&mut admin, "/keys/end-rehearsal?client=surgery", &[("Incident number", "INC0012345")]).await;
    confirmed(&mut admin, "/keys/sign", &[("Incident number", "INC0012345")]).await;
    assert_eq!(stages(&house), ["published", "signing", "retired"]);

    let events = house.identity().store().list_audit_events(300).await.expect("events");
    let mut acts: Vec<_> = events.iter().filter(|event| event.kind.starts_with("key_")).collect();
    acts.reverse();
    let kinds: Vec<_> = acts.iter().map(|event| event.kind.as_str()).collect();
    assert_eq!(
        kinds,
        ["key_announced", "key_published", "key_rehearsal_started", "key_rehearsal_ended", "key_rotated"]
    );
    for act in acts {
        assert!(act.involved.operator_id.is_some(), "{act:?}");
        assert_eq!(act.involved.incident.as_ref().expect("an incident").as_str(), "INC0012345");
    }
}

#[tokio::test]
async fn a_step_asks_for_an_incident_number_and_for_days_that_are_numbers() {
    let house = TestHouse::start().await;
    let mut admin = signs_in(&house, "admin").await;
    admin.go("/keys").await;
    admin.sees("Signing keys");
    assert!(admin.page().text().contains("There is no schedule"), "{}", admin.page().text());
    admin.go("/keys/announce").await;
    admin.fill("Days until it is published", "soon").press("Continue").await;
    assert_eq!(
        admin.page().errors(),
        ["Enter the incident number", "Days until it is published must be a number from 0 to 365"]
    );
    assert_eq!(stages(&house), ["published", "signing"], "nothing was done");
}

#[tokio::test]
async fn whoever_may_not_manage_keys_takes_no_step() {
    let house = TestHouse::start().await;
    let mut registrar = signs_in(&house, "registrar").await;
    registrar.go("/keys").await;
    registrar.sees("Signing keys");
    assert!(!registrar.page().html.contains("/keys/sign"), "no step is offered");
    registrar.go("/keys/sign").await;
    registrar.sees("You do not have access to this page");
    let mut desk = signs_in(&house, "desk").await;
    for page in ["/keys", "/keys/sign", "/keys/announce"] {
        desk.go(page).await;
        desk.sees("You do not have access to this page");
    }
    assert_eq!(stages(&house), ["published", "signing"]);
}

#[tokio::test]
async fn a_trace_is_found_by_its_reference_its_client_and_its_account() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = at_password(&house, &partner, crate::NINA).await;
    person.fill("Password", PASSWORD).press("Continue").await;
    let trace = crate::traces::newest(&house).await;
    let (reference, account) = (trace.reference, trace.account.expect("an account"));
    let mut admin = signs_in(&house, "admin").await;
    admin.go("/traces").await;
    admin.sees("Log in traces");
    assert!(admin.page().text().contains(&reference.to_string()), "{}", admin.page().text());
    for searched in ["surgery".to_owned(), account.to_string()] {
        admin.go(&format!("/traces?reference={searched}")).await;
        assert!(admin.page().text().contains(&reference.to_string()), "{searched}");
    }
    admin.go(&format!("/traces?reference={reference}")).await;
    let text = admin.page().text();
    for part in ["P0.Cp.Cd", "Chosen: it can be reached", "password", "code", "Not ended: last page code"] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(!admin.page().html.contains("patients.example"), "nothing personal");
    admin.go("/traces?reference=nobody-knows-it").await;
    assert_eq!(admin.page().errors(), ["No log-in is kept under this. Check it and try again"]);
}
