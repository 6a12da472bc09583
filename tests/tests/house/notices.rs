//! Journeys 6.1 and 2.0: an operator turns an alert on, people see it where it concerns them, and it goes.

use house_tests::{Person, Storage, TestHouse};
use identity::{AlertSwitched, NewAlert, Setter};
use rstest::rstest;
use vocabulary::{AlertLevel, AlertPart, Lifetime};

use crate::access::{at_work, incident};
use crate::prove_gp::{AMELIA_DETAILS, give, matched, to_gp_details};
use crate::proving::{P9, TOMASZ, confirm, find_record, logged_in, request, tomasz_registers};
use crate::{NINA, OWEN};

/// Enters an alert about `part` and turns it on.
async fn turn_on(admin: &mut Person, part: &str, level: &str, end: Option<[&str; 4]>) {
    admin.go("/notices/alert").await;
    admin.sees("Turn on an alert");
    admin.tick(part, "yes").tick(level, if level == "Down" { "down" } else { "not_as_expected" });
    admin.set("planned", "no").set("endKnown", if end.is_some() { "yes" } else { "no" });
    if let Some([day, month, year, time]) = end {
        admin.fill("Day", day).fill("Month", month).fill("Year", year).fill("Time", time);
    }
    admin.fill("Incident number", "INC-77").press("See how it looks").await;
    admin.sees("Check the alert before you turn it on");
    admin.press("Turn it on").await;
    admin.sees("User notifications");
    assert!(admin.page().text().contains("The alert is on"), "{}", admin.page().describe());
}

async fn turn_off(admin: &mut Person, part: &str) {
    admin.go("/notices").await;
    let off = admin.page().link(&format!("Turn off the alert about {part}"));
    admin.go(&off).await;
    admin.press("Turn it off").await;
    assert_eq!(admin.page().errors(), ["Enter the incident number"]);
    admin.fill("Incident number", "INC-78").press("Turn it off").await;
    assert!(admin.page().text().contains("The alert is off"), "{}", admin.page().describe());
}

#[rstest]
#[tokio::test]
async fn an_alert_stands_on_the_pages_it_concerns_until_it_is_turned_off(
    #[values(Storage::Sqlite, Storage::Postgres)] storage: Storage,
) {
    const WORDS: &str = "Checking your identity with your mobile phone number may not work";
    let Some(house) = TestHouse::on(storage, "").await else { return };
    let partner = house.partner("surgery").await;
    let mut admin = at_work(&house, "admin").await;
    turn_on(&mut admin, "Mobile match (IDVM)", "Not working as expected", None).await;
    let text = admin.page().text();
    assert!(text.contains("INC-77") && text.contains("Ada Admin"), "who turned it on, and for what: {text}");
    let mut person = tomasz_registers(&house, &partner).await;
    assert!(!person.page().text().contains(WORDS), "the details page is not concerned");
    find_record(&mut person, &TOMASZ).await;
    confirm(&mut person).await;
    person.sees("You have been matched to your NHS record");
    assert!(person.page().text().contains(WORDS), "{}", person.page().describe());
    turn_off(&mut admin, "Mobile match (IDVM)").await;
    let page = person.page().address.clone();
    person.go(&page).await;
    assert!(!person.page().text().contains(WORDS), "{}", person.page().describe());
    let events = house.identity().store().list_audit_events(20).await.expect("read");
    for kind in ["alert_turned_on", "alert_turned_off"] {
        let event = events.iter().find(|event| event.kind == kind).expect(kind);
        assert!(event.involved.incident.is_some() && event.involved.operator_id.is_some(), "{event:?}");
    }
}

#[tokio::test]
async fn what_is_down_is_not_offered_and_another_way_is_shown() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut admin = at_work(&house, "admin").await;
    let mut person = tomasz_registers(&house, &partner).await;
    find_record(&mut person, &TOMASZ).await;
    confirm(&mut person).await;
    person.sees("You have been matched to your NHS record");
    turn_on(&mut admin, "Mobile match (IDVM)", "Down", None).await;
    let page = person.page().address.clone();
    person.go(&page).await;
    person.sees("You need to prove who you are");
    let text = person.page().text();
    assert!(text.contains("We cannot check your identity with your mobile phone number"), "{text}");
    turn_off(&mut admin, "Mobile match (IDVM)").await;
    person.go(&page).await;
    person.sees("You have been matched to your NHS record");
}

#[tokio::test]
async fn gp_details_that_are_down_lead_to_photo_id_even_from_the_middle() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut admin = at_work(&house, "admin").await;
    turn_on(&mut admin, "GP registration details (POL)", "Not working as expected", None).await;
    let mut person = matched(&house, &partner).await;
    to_gp_details(&mut person).await;
    person.sees("Enter your registration details");
    assert!(
        person.page().text().contains("registration details may not work"),
        "{}",
        person.page().describe()
    );
    turn_on(&mut admin, "GP registration details (POL)", "Down", None).await;
    person.fill("Linkage Key", AMELIA_DETAILS[0]).press("Continue").await;
    person.sees("Do you have photo ID with you?");
    let text = person.page().text();
    assert!(text.contains("You cannot use your GP surgery’s registration details at the moment"), "{text}");
    turn_off(&mut admin, "GP registration details (POL)").await;
    let address = person.page().address.clone();
    person.go(&address).await;
    person.sees("Enter your registration details");
    give(&mut person, AMELIA_DETAILS).await;
    person.sees("Agree to share your NHS login information");
}

#[tokio::test]
async fn while_the_gp_connection_is_down_people_go_on_without_it() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut admin = at_work(&house, "admin").await;
    turn_on(&mut admin, "GP connection", "Down", None).await;
    let scopes = "openid profile email gp_integration_credentials";
    let mut person = logged_in(&house, &request(&partner, P9).with("scope", scopes), OWEN).await;
    person.sees("Connect to your GP surgery");
    let page = person.page();
    assert!(
        page.text().contains("You cannot connect to your GP surgery at the moment"),
        "{}",
        page.describe()
    );
    assert!(!page.html.contains(">Connect to your GP surgery</button>"), "nothing to press that cannot work");
    person.press("Continue without connecting").await;
    person.sees("Agree to share your NHS login information");
}

#[tokio::test]
async fn a_planned_end_passes_by_itself() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let identity = house.identity();
    let now = identity.now();
    let alert = |ends_at| NewAlert {
        parts: vec![AlertPart::GpDetails],
        level: AlertLevel::NotAsExpected,
        planned: true,
        ends_at,
    };
    let on = async |alert: NewAlert| {
        identity.turn_alert_on(Setter::CommandLine, &alert, &incident()).await.expect("an answer")
    };
    assert_eq!(on(alert(Some(now))).await, AlertSwitched::EndPassed);
    assert_eq!(on(alert(Some(now.after(Lifetime::minutes(10))))).await, AlertSwitched::Done);
    let mut person = matched(&house, &partner).await;
    person.press("Continue").await;
    person.tick("No, I do not have photo ID", "no").press("Continue").await;
    let text = person.page().text();
    assert!(text.contains("We are doing planned work. We expect it to end by"), "{text}");
    house.clock.forward(Lifetime::minutes(10));
    let page = person.page().address.clone();
    person.go(&page).await;
    person.sees("Prove who you are without sending a photo of your ID");
    assert!(!person.page().text().contains("planned work"), "{}", person.page().describe());
    let rows = identity.alerts(Setter::CommandLine).await.expect("read");
    assert!(rows[0].is_over, "operators still see it");
}

#[tokio::test]
async fn an_alert_is_entered_whole_and_its_end_is_a_real_moment_to_come() {
    let house = TestHouse::start().await;
    let mut admin = at_work(&house, "admin").await;
    admin.go("/notices/alert").await;
    admin.press("See how it looks").await;
    assert_eq!(
        admin.page().errors(),
        [
            "Select what has the problem",
            "Select how bad the problem is",
            "Select if this was planned",
            "Select if you know when it ends",
            "Enter the incident number",
        ]
    );
    for (end, error) in [
        (["30", "2", "2027", "10:00"], "The end must be a real date and time, like 27 3 2027 and 14:30"),
        (["1", "2", "2020", "10:00"], "The end must be in the future"),
    ] {
        admin.tick("GP connection", "yes").tick("Down", "down").set("planned", "yes").set("endKnown", "yes");
        let [day, month, year, time] = end;
        admin.fill("Day", day).fill("Month", month).fill("Year", year).fill("Time", time);
        admin.fill("Incident number", "INC-1").press("See how it looks").await;
        assert_eq!(admin.page().errors(), [error]);
        assert!(admin.page().html.contains(&format!("value=\"{year}\"")), "what was typed is kept");
    }
    assert_eq!(admin.go("/notices").await.page().text().matches("No alert is on.").count(), 1);
}

#[tokio::test]
async fn a_patient_on_another_node_sees_it_within_seconds() {
    let house = TestHouse::start().await;
    let other = house.second_node().await;
    let partner = other.partner("surgery").await;
    let alert = NewAlert {
        parts: vec![AlertPart::MobileMatch, AlertPart::GpDetails],
        level: AlertLevel::Down,
        planned: false,
        ends_at: None,
    };
    house.identity().turn_alert_on(Setter::CommandLine, &alert, &incident()).await.expect("on");
    // The other node has read nothing yet, so what it reads first is new.
    let mut person = logged_in(&other, &request(&partner, P9), NINA).await;
    find_record(&mut person, &crate::proving::AMELIA).await;
    confirm(&mut person).await;
    person.sees("You need to prove who you are");
}
