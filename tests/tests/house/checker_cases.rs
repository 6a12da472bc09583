//! Journeys 6.2: a verification on the pages of the operator console, from "Start next" to what the person is told.

use house_tests::{Partner, Person, Storage, TestHouse};
use identity::SandboxOperator;
use reqwest::Method;
use rstest::rstest;
use simulators::Scenario;
use vocabulary::{Answer, Lifetime, OperatorRole, Question, Secret};

use crate::checker_console::on_duty;
use crate::checking::case_of;
use crate::prove_photo::{matched_at_photo, send_photo, send_video, to_photo_of};
use crate::proving::{P9, logged_in, request, shared};
use crate::{NINA, OWEN, PASSWORD};

const PEOPLE_ONLY: &str = "[id_check]\nshare_percent = 0\n";
const ALL_AUDITED: &str = "[id_check]\nshare_percent = 0\n[id_checks]\naudit_percent = 100\n";

/// A house in which Nina waits for people to check her passport.
async fn waiting(more: &str) -> (TestHouse, Partner) {
    waiting_on(Storage::Sqlite, more).await.expect("SQLite is always there")
}

/// The same on `storage`.
async fn waiting_on(storage: Storage, more: &str) -> Option<(TestHouse, Partner)> {
    let house = TestHouse::on(storage, more).await?;
    let partner = house.partner("surgery").await;
    let mut person = matched_at_photo(&house, &partner).await;
    to_photo_of(&mut person, "Passport", "passport").await;
    send_photo(&mut person, Scenario::Pass).await;
    send_video(&mut person).await;
    person.sees("Submit your information");
    person.press("Submit").await;
    house.identity().do_casework().await.expect("casework");
    Some((house, partner))
}

/// A house in which a seeded case waits.
async fn seeded() -> TestHouse {
    let house = TestHouse::start().await;
    let _ = house.partner("surgery").await;
    case_of(&house, NINA).await;
    house
}

/// "Start next verification"; the verification ID.
async fn start(person: &mut Person) -> String {
    person.go("/checks").await;
    person.press("Start next verification").await;
    let heading = person.page().heading();
    heading.strip_prefix("Verification ").unwrap_or_else(|| panic!("{}", person.page().describe())).to_owned()
}

/// Answers every question as it should be, but for these.
fn answer_all_but(person: &mut Person, wrong: &[Question]) {
    for question in Question::ALL {
        let other = if question.wanted() == Answer::Yes { Answer::No } else { Answer::Yes };
        let answer = if wrong.contains(&question) { other } else { question.wanted() };
        person.set(question.as_str(), answer.as_str());
    }
}

async fn approve(person: &mut Person) {
    answer_all_but(person, &[]);
    person.press("Continue to the decision").await;
    person.tick("Approve", "approve").tick("Yes, I confirm it has passed all checks", "yes");
    person.press("Confirm decision").await;
    person.sees("Processing record");
}

async fn hold(person: &mut Person) {
    answer_all_but(person, &[Question::IdGenuine]);
    person.press("Continue to the decision").await;
    person.tick("Move to the holding list", "hold");
    person.set("holdingReason", "document_fraud").set("holdingNote", "The font differs.");
    person.press("Confirm decision").await;
    person.sees("Processing record");
    assert!(person.page().text().contains("Moved to the holding list"), "{}", person.page().describe());
}

/// Lets decisions take effect.
async fn settle(house: &TestHouse) {
    house.clock.forward(Lifetime::minutes(10));
    house.identity().do_casework().await.expect("casework");
}

#[rstest]
#[case::sqlite(Storage::Sqlite)]
#[case::postgres(Storage::Postgres)]
#[tokio::test]
async fn a_person_is_proven_by_a_checker_who_looked_at_everything(#[case] storage: Storage) {
    let Some((house, partner)) = waiting_on(storage, PEOPLE_ONLY).await else { return };
    let mut checker = on_duty(&house, "checker").await;
    let case = start(&mut checker).await;
    let text = checker.page().text();
    assert!(text.contains("Manual journey") && text.contains("Single record found"), "{text}");
    assert!(text.contains("Thornbury") && text.contains("Numbers asked for"), "{text}");
    assert!(!checker.page().html.contains(NINA), "a checker sees what the case needs only");
    let (status, media_type, photo) = checker.fetch(&format!("/checks/{case}/evidence/front")).await;
    assert_eq!((status, media_type.as_str()), (200, "image/jpeg"));
    assert!(!photo.is_empty());
    answer_all_but(&mut checker, &[]);
    checker.press("Continue to the decision").await;
    checker.press("Confirm decision").await;
    assert_eq!(checker.page().errors(), ["Select your decision"]);
    checker.tick("Approve", "approve").press("Confirm decision").await;
    assert_eq!(checker.page().errors(), ["Confirm that it has passed all checks"]);
    assert_eq!(checker.page().status, 422);
    checker.tick("Yes, I confirm it has passed all checks", "yes").press("Confirm decision").await;
    checker.sees("Processing record");
    assert!(checker.page().text().contains("You can cancel this decision until"));
    settle(&house).await;
    let mut person = logged_in(&house, &request(&partner, P9).with("prompt", "login"), NINA).await;
    assert_eq!(shared(&mut person, &partner).await["identity_proofing_level"], "P9");
    checker.go("/checks").await;
    assert!(checker.page().html.contains("<dt>Completed today</dt><dd>1</dd>"), "{}", checker.page().html);
}

#[tokio::test]
async fn a_declined_person_reads_the_reason_when_they_come_again() {
    let (house, partner) = waiting(PEOPLE_ONLY).await;
    let mut checker = on_duty(&house, "checker").await;
    start(&mut checker).await;
    answer_all_but(&mut checker, &[Question::IdVisible]);
    checker.press("Continue to the decision").await;
    checker.tick("Decline", "decline").press("Confirm decision").await;
    assert_eq!(checker.page().errors(), ["Select a reason"]);
    checker.set("declineReason", "unclear_other").press("Confirm decision").await;
    assert_eq!(checker.page().errors(), ["Enter a note: Which part, and how?"]);
    assert!(checker.page().html.contains("value=\"unclear_other\" selected"), "the reason is kept");
    checker.set("declineReason", "face_differs").press("Confirm decision").await;
    assert_eq!(checker.page().errors(), ["Select a reason"], "no answer opens that one");
    checker.set("declineReason", "glare").press("Confirm decision").await;
    checker.sees("Processing record");
    assert!(checker.page().text().contains("Not clear: glare"), "{}", checker.page().describe());
    settle(&house).await;
    let person = logged_in(&house, &request(&partner, P9).with("prompt", "login"), NINA).await;
    person.sees("You need to prove who you are again");
    assert!(person.page().text().contains("Light was shining on your ID"), "{}", person.page().describe());
}

#[tokio::test]
async fn a_case_is_its_checkers_alone_until_it_is_discarded() {
    let house = seeded().await;
    let mut checker = on_duty(&house, "checker").await;
    let case = start(&mut checker).await;
    let address = format!("/checks/{case}");
    let mut supervisor = on_duty(&house, "supervisor").await;
    assert_eq!(supervisor.go(&address).await.page().status, 404);
    assert_eq!(supervisor.fetch(&format!("{address}/evidence/front")).await.0, 404);
    checker.go("/checks").await;
    assert!(checker.page().text().contains("You have a verification in progress"));
    let link = checker.page().link("Continue");
    checker.go(&link).await;
    checker.sees(&format!("Verification {case}"));
    let mut old_tab = checker.clone();
    checker.go("/checks").await;
    checker.press("Discard").await;
    checker.sees("ID checks");
    answer_all_but(&mut old_tab, &[]);
    old_tab.press("Continue to the decision").await;
    old_tab.sees("Your decision was not saved");
    assert_eq!(old_tab.page().status, 409);
    assert_eq!(start(&mut supervisor).await, case, "it went back to the queue");
    assert_eq!(checker.go(&address).await.page().status, 404);
}

#[tokio::test]
async fn a_form_that_is_older_than_the_case_is_refused() {
    let house = seeded().await;
    let mut checker = on_duty(&house, "checker").await;
    start(&mut checker).await;
    let mut old_tab = checker.clone();
    answer_all_but(&mut checker, &[]);
    checker.press("Continue to the decision").await;
    answer_all_but(&mut old_tab, &[Question::FaceClear]);
    for button in ["Continue to the decision", "Re-run trace"] {
        let mut tab = old_tab.clone();
        tab.press(button).await;
        tab.sees("Your decision was not saved");
    }
    checker.tick("Approve", "approve").tick("Yes, I confirm it has passed all checks", "yes");
    let mut twice = checker.clone();
    checker.press("Confirm decision").await;
    checker.sees("Processing record");
    twice.press("Confirm decision").await;
    twice.sees("Your decision was not saved");
}

#[tokio::test]
async fn unanswered_questions_are_listed_and_what_was_answered_is_kept() {
    let house = seeded().await;
    let mut checker = on_duty(&house, "checker").await;
    start(&mut checker).await;
    checker.set("idVisible", "yes").press("Continue to the decision").await;
    assert_eq!(checker.page().errors().len(), Question::ALL.len() - 2, "one is answered, one is about scans");
    assert!(checker.page().html.contains("name=\"idVisible\" type=\"radio\" value=\"yes\" checked"));
    checker.set("nhsNumber", "999 200 1012").set("idGenuine", "yes").press("Re-run trace").await;
    assert_eq!(checker.page().errors(), ["NHS number must be 10 numbers"]);
    assert!(checker.page().html.contains("999 200 1012"), "what was typed is kept");
    assert!(checker.page().html.contains("name=\"idGenuine\" type=\"radio\" value=\"yes\" checked"));
    checker.set("nhsNumber", "").set("postcode", "").press("Re-run trace").await;
    assert_eq!(checker.page().errors(), ["Enter an NHS number, or a last name and postcode"]);
    checker.set("nhsNumber", "").set("birthDay", "31").set("birthMonth", "2").press("Re-run trace").await;
    assert_eq!(checker.page().errors(), ["Date of birth must be a real date"]);
    checker.set("nhsNumber", "9992002018").press("Re-run trace").await;
    assert!(checker.page().text().contains("System error SMSP-000"), "{}", checker.page().describe());
    checker.set("nhsNumber", "9992001224").press("Re-run trace").await;
    assert!(checker.page().text().contains("Record with a date of death: decline"));
    checker.tick("Decline", "decline").set("declineReason", "record_closed");
    checker.press("Confirm decision").await;
    checker.sees("Processing record");
}

#[tokio::test]
async fn a_decision_is_taken_back_while_there_is_time() {
    let house = seeded().await;
    let mut checker = on_duty(&house, "checker").await;
    let case = start(&mut checker).await;
    approve(&mut checker).await;
    checker.go(&format!("/checks/{case}")).await;
    checker.sees("Processing record");
    checker.press("Cancel and check again").await;
    checker.sees(&format!("Verification {case}"));
    checker.tick("Approve", "approve").tick("Yes, I confirm it has passed all checks", "yes");
    checker.press("Confirm decision").await;
    let mut late = checker.clone();
    house.clock.forward(Lifetime::minutes(6));
    late.press("Cancel and check again").await;
    late.sees("Processing record");
    assert!(late.page().text().contains("This decision can no longer be cancelled."));
}

#[tokio::test]
async fn a_held_case_is_reopened_by_its_checker_and_sent_back_by_a_supervisor() {
    let house = seeded().await;
    let mut checker = on_duty(&house, "checker").await;
    let case = start(&mut checker).await;
    hold(&mut checker).await;
    checker.go("/checks/holding").await;
    let text = checker.page().text();
    assert!(text.contains("Potential fraud – ID document") && text.contains("The font differs."), "{text}");
    assert!(text.contains("Unopened") && text.contains("Cass Checker"), "{text}");
    assert!(!text.contains("Send ticked cases back"), "only supervisors send cases back");
    checker.press(&format!("Open {case}")).await;
    checker.sees(&format!("Verification {case}"));
    assert!(checker.page().text().contains("From the holding list"), "{}", checker.page().describe());
    assert!(!checker.page().html.contains("whole_document_fake"), "a supervisor declines a suspected fake");
    checker.go("/checks/holding").await;
    assert!(checker.page().text().contains("With me"));
    checker.press(&format!("Reopen {case}")).await;
    checker.sees(&format!("Verification {case}"));
    let mut supervisor = on_duty(&house, "supervisor").await;
    supervisor.go("/checks/holding").await;
    assert!(supervisor.page().text().contains("With Cass Checker"), "{}", supervisor.page().describe());
    supervisor.press("Send ticked cases back to the queue").await;
    assert_eq!(supervisor.page().errors(), ["Select the cases to send back to the queue"]);
    supervisor.press(&format!("Reassign to me {case}")).await;
    supervisor.sees(&format!("Verification {case}"));
    assert!(supervisor.page().html.contains("whole_document_fake"), "a supervisor may decline it now");
    supervisor.go("/checks/holding").await;
    supervisor.set("case", &case).press("Send ticked cases back to the queue").await;
    supervisor.sees("Holding list");
    assert!(supervisor.page().html.contains("1 case was sent back to the queue"));
    assert_eq!(start(&mut checker).await, case);
}

#[tokio::test]
async fn nobody_takes_a_held_case_from_a_colleague_without_the_role() {
    let house = seeded().await;
    let rival = SandboxOperator {
        username: "rival".into(),
        name: "Rae Rival".into(),
        roles: [OperatorRole::id_checker()].into_iter().collect(),
        password: Secret::new(PASSWORD.to_owned()),
    };
    assert!(house.identity().seed_operator(&rival).await.expect("seeded"));
    let mut checker = on_duty(&house, "checker").await;
    let case = start(&mut checker).await;
    hold(&mut checker).await;
    let mut rival = on_duty(&house, "rival").await;
    rival.go("/checks/holding").await;
    let mut slower = rival.clone();
    rival.press(&format!("Open {case}")).await;
    rival.sees(&format!("Verification {case}"));
    checker.go("/checks/holding").await;
    assert!(checker.page().text().contains("With Rae Rival"));
    let token = checker.page().form("Log out").fields;
    checker.send(&format!("/checks/{case}/take-over"), &token).await;
    checker.sees("You do not have access to this page");
    checker.send(&format!("/checks/{case}/open"), &token).await;
    assert!(checker.page().html.contains("This case could not be opened"), "{}", checker.page().describe());
    slower.press(&format!("Open {case}")).await;
    slower.sees(&format!("Verification {case}"));
    case_of(&house, OWEN).await;
    rival.go("/checks").await;
    rival.press("Start next verification").await;
    rival.sees(&format!("Verification {case}"));
}

#[tokio::test]
async fn a_supervisor_audits_the_sample_and_looks_only() {
    let (house, _) = waiting(ALL_AUDITED).await;
    let mut checker = on_duty(&house, "checker").await;
    let case = start(&mut checker).await;
    approve(&mut checker).await;
    settle(&house).await;
    let mut supervisor = on_duty(&house, "supervisor").await;
    supervisor.go("/checks/audit").await;
    assert!(supervisor.page().text().contains("Cass Checker"), "{}", supervisor.page().describe());
    let link = supervisor.page().link(&case);
    supervisor.go(&link).await;
    supervisor.sees(&format!("Audit of verification {case}"));
    let photo = format!("/checks/audit/{case}/evidence/front");
    assert_eq!(supervisor.fetch(&photo).await.0, 200);
    supervisor.press("Record audit").await;
    assert_eq!(supervisor.page().errors(), ["Select if you agree with the decision"]);
    supervisor.set("agree", "no").press("Record audit").await;
    assert_eq!(supervisor.page().errors(), ["Enter why you disagree"]);
    supervisor.set("agree", "no").set("note", "The face differs.").press("Record audit").await;
    supervisor.sees("Assurance audit");
    assert!(supervisor.page().html.contains("Audit recorded"));
    assert_eq!(supervisor.fetch(&photo).await.0, 404, "an audit that is done shows nothing more");
    assert_eq!(supervisor.go(&link).await.page().status, 404);
}

#[tokio::test]
async fn evidence_is_sent_so_that_it_can_do_nothing_and_stays_nowhere() {
    let house = seeded().await;
    let mut checker = on_duty(&house, "checker").await;
    let case = start(&mut checker).await;
    let answer = checker.bare(Method::GET, &format!("/checks/{case}/evidence/video")).await;
    let header = |name: &str| answer.headers()[name].to_str().expect("ASCII").to_owned();
    assert_eq!(header("content-type"), "video/mp4");
    assert_eq!(header("content-disposition"), "inline; filename=\"video.mp4\"");
    assert_eq!(header("cache-control"), "no-store");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("cross-origin-resource-policy"), "same-origin");
    assert!(header("content-security-policy").ends_with("; sandbox"));
    assert_eq!(answer.bytes().await.expect("a body").as_ref(), b"a video");
    assert_eq!(checker.fetch(&format!("/checks/{case}/evidence/back")).await.0, 404);
    assert_eq!(checker.fetch(&format!("/checks/{case}/evidence/draft")).await.0, 404);
}
