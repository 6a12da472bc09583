//! Journeys 6.1: how long photo ID checks take, how many are automatic, and which email domains are refused.

use house_tests::{Person, Storage, TestHouse};
use rstest::rstest;
use simulators::Scenario;

use crate::access::at_work;
use crate::prove_photo::{PEOPLE_ONLY, matched_at_photo, settle, submit_passport};
use crate::{LOW, NINA};

async fn set_level(admin: &mut Person, over: &str, [days, hours]: [&str; 2], message: Option<&str>) {
    admin.go("/notices/service-level").await;
    admin.set("overADay", over).fill("Days", days).fill("Hours", hours);
    if let Some(message) = message {
        admin.set("message", message);
    }
    admin.set("confirm", "yes").fill("Incident number", "INC-5").press("Set the service level").await;
}

#[tokio::test]
async fn the_promise_is_what_an_operator_set_with_its_message_and_goes_back() {
    let house = TestHouse::with(Storage::Sqlite, PEOPLE_ONLY).await;
    let partner = house.partner("surgery").await;
    let mut admin = at_work(&house, "admin").await;
    set_level(&mut admin, "yes", ["2", "3"], None).await;
    assert_eq!(
        admin.page().errors(),
        ["Select a message: people are told why checks take more than 24 hours"]
    );
    set_level(&mut admin, "no", ["2", "3"], Some("holidays")).await;
    assert_eq!(admin.page().errors(), ["The time must fit your answer about 24 hours"]);
    set_level(&mut admin, "no", ["", ""], None).await;
    assert_eq!(admin.page().errors(), ["Enter days and hours, from 1 hour to 28 days"]);
    set_level(&mut admin, "yes", ["2", "3"], Some("holidays")).await;
    admin.sees("User notifications");
    assert!(admin.page().text().contains("2 days and 3 hours"), "{}", admin.page().describe());
    let mut person = matched_at_photo(&house, &partner).await;
    submit_passport(&mut person, Scenario::Pass).await;
    let text = person.page().text();
    assert!(text.contains("up to 2 days and 3 hours") && text.contains("public holidays"), "{text}");
    set_level(&mut admin, "no", ["", "12"], None).await;
    let page = person.page().address.clone();
    person.go(&page).await;
    let text = person.page().text();
    assert!(text.contains("up to 12 hours") && !text.contains("public holidays"), "{text}");
    admin.go("/notices/service-level").await;
    admin.fill("Incident number", "INC-6").press("Set back to the configuration").await;
    person.go(&page).await;
    assert!(person.page().text().contains("up to 24 hours"), "{}", person.page().describe());
}

#[tokio::test]
async fn the_share_of_automatic_checks_counts_for_cases_that_begin_afterwards() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut admin = at_work(&house, "admin").await;
    admin.go("/automation").await;
    assert!(admin.page().text().contains("100 percent"), "the configuration's: {}", admin.page().describe());
    for typed in ["", "42", "105", "-5", "half"] {
        admin.fill("Share in percent", typed).fill("Incident number", "INC-5").press("Set the share").await;
        assert_eq!(
            admin.page().errors(),
            ["The share must be a number from 0 to 100 in steps of 5"],
            "{typed}"
        );
    }
    admin.fill("Share in percent", "0").fill("Incident number", "INC-5").press("Set the share").await;
    let text = admin.page().text();
    assert!(
        text.contains("The share is set") && text.contains("0 percent") && text.contains("Ada Admin"),
        "{text}"
    );
    let mut person = matched_at_photo(&house, &partner).await;
    submit_passport(&mut person, Scenario::Pass).await;
    settle(&house).await;
    assert!(house.simulators().id_check.checks().is_empty(), "people look at every case");
}

/// What S1 says to an address.
async fn email_given(house: &TestHouse, partner: &house_tests::Partner, address: &str) -> Person {
    let mut person = Person::new(house);
    person.go(&partner.request().with("vtr", LOW).path()).await;
    person.fill("Email address", address).press("Continue").await;
    person
}

#[rstest]
#[tokio::test]
async fn a_blocked_domain_cannot_register_and_who_has_a_login_keeps_it(
    #[values(Storage::Sqlite, Storage::Postgres)] storage: Storage,
) {
    const REFUSED: &str = "You cannot use this email provider. Enter an email address from another provider";
    let Some(house) =
        TestHouse::on(storage, "registration.blocked_email_domains = [\"fixed.example\"]").await
    else {
        return;
    };
    let partner = house.partner("surgery").await;
    let mut admin = at_work(&house, "admin").await;
    admin.go("/email-domains").await;
    admin.fill("Domains", "").press("Block these domains").await;
    assert_eq!(
        admin.page().errors(),
        ["Enter the domains, with commas between them", "Enter the incident number"]
    );
    admin.fill("Domains", "@Throwaway.Example, bücher.example, no domain, patients.example, fixed.example");
    admin.fill("Incident number", "INC-9").press("Block these domains").await;
    admin.sees("What was done about each domain");
    let text = admin.page().text();
    for outcome in [
        "throwaway.example Blocked",
        "xn--bcher-kva.example Blocked",
        "no domain Not a domain; nothing was done",
        "patients.example Blocked",
        "fixed.example Blocked by the configuration",
    ] {
        assert!(text.contains(outcome), "{outcome}: {text}");
    }
    for address in
        ["a@throwaway.example", "a@mail.THROWAWAY.example", "a@xn--bcher-kva.example", "a@x.fixed.example"]
    {
        let person = email_given(&house, &partner, address).await;
        assert_eq!(person.page().errors(), [REFUSED], "{address}");
    }
    email_given(&house, &partner, "a@notthrowaway.example").await.sees("Set up a new NHS login");
    email_given(&house, &partner, NINA).await.sees("We found your NHS login");
    for (typed, found) in [
        ("mail.throwaway.example", "mail.throwaway.example is blocked, as throwaway.example is"),
        ("throwaway.example", "throwaway.example is blocked"),
        ("other.example", "other.example is not blocked"),
        ("fixed.example", "fixed.example is blocked by the configuration"),
    ] {
        admin.go("/email-domains").await;
        admin.fill("Domain", typed).press("Look it up").await;
        assert!(admin.page().text().contains(found), "{}", admin.page().describe());
    }
    admin
        .fill("Domains", "throwaway.example\nother.example,mail.patients.example")
        .fill("Incident number", "INC-10");
    admin.press("Unblock these domains").await;
    let text = admin.page().text();
    assert!(
        text.contains("throwaway.example Unblocked") && text.contains("other.example Was not blocked"),
        "{text}"
    );
    assert!(text.contains("mail.patients.example Still blocked, as patients.example is"), "{text}");
    email_given(&house, &partner, "a@throwaway.example").await.sees("Set up a new NHS login");
}
