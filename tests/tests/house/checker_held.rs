//! Journeys 6.2: cases of the holding list given to colleagues and sent back by the hundred; what the pages keep and compare.

use house_tests::{Person, Storage, TestHouse};
use reqwest::Method;
use vocabulary::{CaseId, Question};

use crate::NINA;
use crate::checker_console::on_duty;
use crate::checking::case_of;

/// A house on `storage` in which Nina's case is on the holding list, and its verification ID.
async fn held_on(storage: Storage) -> Option<(TestHouse, CaseId)> {
    let house = TestHouse::on(storage, "").await?;
    let _ = house.partner("surgery").await;
    case_of(&house, NINA).await;
    let mut checker = on_duty(&house, "checker").await;
    checker.go("/checks").await;
    checker.press("Start next verification").await;
    let heading = checker.page().heading();
    let id = heading.strip_prefix("Verification ").expect("a case").to_owned();
    for question in Question::ALL {
        checker.set(question.as_str(), question.wanted().as_str());
    }
    checker.press("Continue to the decision").await;
    checker.tick("Move to the holding list", "hold");
    checker.set("holdingReason", "system_issue").press("Confirm decision").await;
    checker.sees("Processing record");
    let text = checker.page().text();
    assert!(text.contains("This cannot be cancelled") && !text.contains("no longer"), "{text}");
    Some((house, CaseId::try_from(id.as_str()).expect("an identifier")))
}

async fn a_case_is_given_away_on(storage: Storage) {
    let Some((house, case)) = held_on(storage).await else { return };
    let mut supervisor = on_duty(&house, "supervisor").await;
    supervisor.go("/checks/holding").await;
    let page = format!("/checks/{case}/reassign");
    supervisor.go(&page).await;
    supervisor.sees("Who do you want to give this case to?");
    supervisor.press("Give the case to this colleague").await;
    assert_eq!(supervisor.page().errors(), ["Select a colleague"]);
    let colleague = supervisor.page().html.split("name=\"colleague\" type=\"radio\" value=\"").nth(1);
    let colleague = colleague.and_then(|rest| rest.split('"').next()).expect("a colleague").to_owned();
    supervisor.set("colleague", &colleague).press("Give the case to this colleague").await;
    assert!(supervisor.page().text().contains("The case was given to your colleague"));
    let store = house.identity().store();
    let now = store.case(case).await.expect("the store").expect("the case");
    assert_eq!(now.assignee.expect("an assignee").to_string(), colleague);
    let checker = on_duty(&house, "checker").await;
    let answer = checker.bare(Method::GET, &page).await;
    assert_eq!(answer.status().as_u16(), 403, "a checker gives nothing away");
}

#[tokio::test]
async fn a_supervisor_gives_a_held_case_to_a_named_colleague() {
    a_case_is_given_away_on(Storage::Sqlite).await;
}

#[tokio::test]
async fn a_supervisor_gives_a_held_case_to_a_named_colleague_on_postgresql() {
    a_case_is_given_away_on(Storage::Postgres).await;
}

#[tokio::test]
async fn a_case_that_is_not_held_cannot_be_given_away() {
    let house = TestHouse::start().await;
    let _ = house.partner("surgery").await;
    case_of(&house, NINA).await;
    let mut checker = on_duty(&house, "checker").await;
    checker.go("/checks").await;
    checker.press("Start next verification").await;
    let id = checker.page().heading().replace("Verification ", "");
    let supervisor = on_duty(&house, "supervisor").await;
    let answer = supervisor.bare(Method::GET, &format!("/checks/{id}/reassign")).await;
    assert_eq!(answer.status().as_u16(), 404);
}

#[tokio::test]
async fn more_than_a_hundred_ticks_are_understood() {
    let Some((house, case)) = held_on(Storage::Sqlite).await else { return };
    let mut supervisor = on_duty(&house, "supervisor").await;
    supervisor.go("/checks/holding").await;
    let mut form = supervisor.page().form("Send ticked cases back to the queue").fields;
    form.extend((0..499_u32).map(|number| {
        let mut bytes = [7; 16];
        bytes[..4].copy_from_slice(&number.to_be_bytes());
        ("case".to_owned(), CaseId::from_bytes(bytes).to_string())
    }));
    form.push(("case".to_owned(), case.to_string()));
    supervisor.send("/checks/holding/return", &form).await;
    assert!(supervisor.page().text().contains("1 case was sent back"), "{}", supervisor.page().describe());
    let flood = vec![("case".to_owned(), case.to_string()); 120];
    form.extend(flood);
    supervisor.send("/checks/holding/return", &form).await;
    assert_eq!(supervisor.page().status, 400);
}

#[tokio::test]
async fn a_case_that_no_provider_read_compares_what_the_person_typed() {
    let house = TestHouse::start().await;
    let _ = house.partner("surgery").await;
    case_of(&house, NINA).await;
    let mut checker = on_duty(&house, "checker").await;
    checker.go("/checks").await;
    checker.press("Start next verification").await;
    let text = checker.page().text();
    assert!(text.contains("Given by the person") && !text.contains("Not read"), "{text}");
}

#[tokio::test]
async fn an_audit_keeps_a_disagreement_that_lacks_its_note() {
    let house =
        TestHouse::with(Storage::Sqlite, "[id_checks]\naudit_percent = 100\nreopen_minutes = 0\n").await;
    let _ = house.partner("surgery").await;
    case_of(&house, NINA).await;
    let mut checker = on_duty(&house, "checker").await;
    checker.go("/checks").await;
    checker.press("Start next verification").await;
    let id = checker.page().heading().replace("Verification ", "");
    for question in Question::ALL {
        checker.set(question.as_str(), question.wanted().as_str());
    }
    checker.press("Continue to the decision").await;
    checker.tick("Approve", "approve").tick("Yes, I confirm it has passed all checks", "yes");
    checker.press("Confirm decision").await;
    let mut supervisor = audited(&house, &id).await;
    supervisor.tick("No, I disagree", "no").press("Record audit").await;
    assert_eq!(supervisor.page().errors().len(), 1, "{}", supervisor.page().describe());
    let kept = supervisor.page().form("Record audit").fields;
    assert!(kept.contains(&("agree".to_owned(), "no".to_owned())), "{kept:?}");
}

/// The supervisor at the audit of this case, once the decision took effect.
async fn audited(house: &TestHouse, id: &str) -> Person {
    let mut supervisor = on_duty(house, "supervisor").await;
    for _ in 0..30 {
        house.clock.forward(vocabulary::Lifetime::seconds(20));
        house.identity().do_casework().await.expect("casework");
        supervisor.go(&format!("/checks/audit/{id}")).await;
        if supervisor.page().status == 200 {
            break;
        }
    }
    supervisor
}
