//! The trace of a sign-in: what was asked, what was chosen and why, what the person was asked to do, how it ended.

use house_tests::{Landing, Person, Storage, TestHouse};
use identity::{TargetOutcome, TraceEnding, TraceView};
use rstest::rstest;
use vocabulary::{ClientId, EmailAddress};

use crate::{NINA, OWEN, at_password};

fn surgery() -> ClientId {
    ClientId::try_from("surgery").expect("a client id")
}

async fn newest(house: &TestHouse) -> TraceView {
    let traces = house.identity().traces_of_client(&surgery(), 1).await.expect("read");
    traces.into_iter().next().expect("a trace")
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_sign_in_leaves_the_way_it_went(#[values(Storage::Sqlite, Storage::Postgres)] storage: Storage) {
    let Some(house) = TestHouse::on(storage, "").await else { return };
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    let vtr = r#"["P9.Cp.Cd","P5.Cp.Cd"]"#;
    partner.sign_in(&mut person, OWEN, &partner.request().with("vtr", vtr)).await;
    let trace = newest(&house).await;
    assert_eq!(trace.vectors, ["P9.Cp.Cd", "P5.Cp.Cd"]);
    assert_eq!((trace.outcome, trace.vector.as_str()), (TargetOutcome::Target, "P5.Cp.Cd"));
    assert_eq!((trace.level.as_deref(), trace.ending), (Some("P9"), TraceEnding::Issued));
    let pages: Vec<_> = trace.steps.iter().map(|step| step.page.as_str()).collect();
    assert_eq!(pages, ["email", "found", "password", "code", "share"]);
    let why: Vec<_> = trace.reasons.iter().map(|reason| (reason.asked.as_str(), reason.sentence())).collect();
    assert!(why[0].1.contains("F-54") && why[1].1.starts_with("Chosen"), "{why:?}");
    assert!(trace.reasons[1].is_target() && !trace.reasons[0].is_target());
    assert!(trace.steps.windows(2).all(|pair| pair[0].at <= pair[1].at), "{:?}", trace.steps);

    let email = EmailAddress::try_from(OWEN).expect("an address");
    let account = house.identity().store().find_account_by_email(&email).await.expect("read").expect("Owen");
    assert_eq!(trace.account, Some(account.id));
    let of_account = house.identity().traces_of_account(account.id, 5).await.expect("read");
    assert_eq!(of_account.len(), 1);
    let of_reference = house.identity().traces_of_reference(trace.reference).await.expect("read");
    assert_eq!(of_reference, of_account);
    let said = format!("{of_account:?}");
    for personal in ["owen", "Owen", "Prosser", "patients.example", "447700"] {
        assert!(!said.contains(personal), "{personal} in {said}");
    }
}

#[tokio::test]
async fn a_sign_in_that_was_left_ends_at_the_page_where_it_was_left() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = at_password(&house, &partner, NINA).await;
    person.fill("Password", "a wrong guess").press("Continue").await;
    let trace = newest(&house).await;
    let pages: Vec<_> = trace.steps.iter().map(|step| step.page.as_str()).collect();
    assert_eq!(pages, ["email", "found", "password"]);
    assert_eq!(trace.ending, TraceEnding::None);
    assert_eq!(trace.explanation(), None, "nothing stops them there");
}

#[tokio::test]
async fn silent_answers_are_traced_a_few_times_a_minute_and_their_errors_always() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    partner.sign_in(&mut person, OWEN, &partner.request()).await;
    for _ in 0..30 {
        person.go(&partner.request().with("prompt", "none").path()).await;
        assert!(!Landing::of(&person).get("code").is_empty());
    }
    let mut stranger = Person::new(&house);
    for _ in 0..25 {
        stranger.go(&partner.request().with("prompt", "none").path()).await;
    }
    let traces = house.identity().traces_of_client(&surgery(), 100).await.expect("read");
    let silent = |trace: &&TraceView| trace.prompt.as_deref() == Some("none");
    let issued = traces.iter().filter(silent).filter(|trace| trace.ending == TraceEnding::Issued).count();
    assert!((20..=40).contains(&issued), "{issued} of 30, and a minute may have passed");
    let errors = traces.iter().filter(silent).filter(|trace| trace.ending != TraceEnding::Issued).count();
    assert_eq!(errors, 25);
    assert!(traces.iter().filter(silent).all(|trace| trace.steps.is_empty()));
}
