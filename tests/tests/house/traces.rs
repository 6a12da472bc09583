//! The trace of a sign-in: what was asked, what was chosen and why, what the person was asked to do, how it ended.

use house_tests::{Landing, Person, Storage, TestHouse};
use identity::{AccountTraced, Fault, RoleMatrix, SignedInOperator, TargetOutcome, TraceEnding, TraceView};
use rstest::rstest;
use vocabulary::{AccountId, ClientId, EmailAddress, Permission, PersonField};

use crate::checker_console::signs_in;
use crate::support::{account_of, operator_with, recorded};
use crate::{NINA, OWEN, at_password};

fn surgery() -> ClientId {
    ClientId::try_from("surgery").expect("a client id")
}

async fn admin(house: &TestHouse) -> SignedInOperator {
    let found = house.identity().operator_at_the_command_line("admin").await.expect("read");
    found.expect("seeded")
}

/// The newest trace, whole.
pub(crate) async fn newest(house: &TestHouse) -> TraceView {
    let admin = admin(house).await;
    let newest = house.identity().traces_of_client(&admin, &surgery(), 1).await.expect("read");
    let reference = newest.first().expect("a trace").reference;
    let traces = house.identity().traces_of_reference(&admin, reference).await.expect("read");
    traces.into_iter().next().expect("a trace")
}

async fn of_account(
    house: &TestHouse,
    by: &SignedInOperator,
    account: AccountId,
) -> Result<Vec<TraceView>, Fault> {
    match house.identity().traces_of_account(by, account, 5).await? {
        AccountTraced::Traces(traces) => Ok(traces),
        AccountTraced::TooMany { until } => panic!("not before {until}"),
    }
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
    assert_eq!(trace.ending, TraceEnding::Issued);
    let standing = trace.standing.as_ref().expect("an administrator sees it");
    assert_eq!(standing.level.as_deref(), Some("P9"));
    let pages: Vec<_> = trace.steps.iter().map(|step| step.page.as_str()).collect();
    assert_eq!(pages, ["email", "found", "password", "code", "share"]);
    let why: Vec<_> = trace.reasons.iter().map(|reason| (reason.asked.as_str(), reason.sentence())).collect();
    assert!(why[0].1.contains("F-54") && why[1].1.starts_with("Chosen"), "{why:?}");
    assert!(trace.reasons[1].is_target() && !trace.reasons[0].is_target());
    assert!(trace.steps.windows(2).all(|pair| pair[0].at <= pair[1].at), "{:?}", trace.steps);

    let email = EmailAddress::try_from(OWEN).expect("an address");
    let account = house.identity().store().find_account_by_email(&email).await.expect("read").expect("Owen");
    assert_eq!(trace.account, Some(account.id));
    let of_account = of_account(&house, &admin(&house).await, account.id).await.expect("may");
    assert_eq!(of_account, [trace]);
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
    let by = admin(&house).await;
    let traces = house.identity().traces_of_client(&by, &surgery(), 100).await.expect("read");
    let silent = |trace: &&TraceView| trace.prompt.as_deref() == Some("none");
    let issued = traces.iter().filter(silent).filter(|trace| trace.ending == TraceEnding::Issued).count();
    assert!((20..=40).contains(&issued), "{issued} of 30, and a minute may have passed");
    let errors = traces.iter().filter(silent).filter(|trace| trace.ending != TraceEnding::Issued).count();
    assert_eq!(errors, 25);
    assert!(traces.iter().filter(silent).all(|trace| trace.steps.is_empty()));
}

/// A trace is of nobody in particular for who does not see levels: what it is for lets a level be inferred.
#[tokio::test]
async fn each_role_is_given_of_a_trace_what_it_sees_of_a_person_and_each_look_is_recorded() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    partner.sign_in(&mut Person::new(&house), OWEN, &partner.request()).await;
    let (owen, reference) = (account_of(&house, OWEN).await.id, newest(&house).await.reference);
    let identity = house.identity();
    let mut looks = recorded(&house, owen, "trace_viewed").await.len();
    assert_eq!(looks, 1, "an administrator looked");
    for (role, rights) in RoleMatrix::published().iter() {
        let by = operator_with(&house, &format!("a-{}", role.as_str()), role.clone()).await;
        let newest = identity.recent_traces(&by, 5).await;
        let of_client = identity.traces_of_client(&by, &surgery(), 5).await;
        let of_reference = identity.traces_of_reference(&by, reference).await;
        let theirs = of_account(&house, &by, owen).await;
        let may = |what| rights.may.contains(what);
        let searches = may(Permission::FindByAccountId) && may(Permission::SeeHistory);
        assert_eq!(theirs.is_ok(), may(Permission::TraceSignIns) && searches, "{role:?}");
        if !may(Permission::TraceSignIns) {
            assert!(newest.is_err() && of_client.is_err() && of_reference.is_err(), "{role:?}");
            continue;
        }
        looks += 1;
        assert_eq!(recorded(&house, owen, "trace_viewed").await.len(), looks, "{role:?}");
        for listed in newest.expect("may").iter().chain(&of_client.expect("may")) {
            assert_eq!((listed.account, &listed.standing), (None, &None), "{role:?}");
        }
        let (level, id) =
            (rights.sees.contains(PersonField::Level), rights.sees.contains(PersonField::AccountId));
        let trace = of_reference.expect("may").remove(0);
        assert_eq!(trace.standing.is_some(), level, "{role:?}");
        assert_eq!(trace.account, (level && id).then_some(owen), "{role:?}");
        assert_eq!(trace.reasons.iter().any(|reason| reason.complete.is_some()), level, "{role:?}");
        assert!(level || trace.reasons.iter().all(|reason| reason.raise.is_none() && reason.left.is_empty()));
    }
    assert!(looks > 3, "administrators, the service desk and registrars look");
    assert_eq!(
        recorded(&house, owen, "traces_listed").await.len(),
        1,
        "administrators alone look for accounts"
    );
}

#[tokio::test]
async fn the_service_desk_finds_no_trace_by_account_and_reads_no_level_off_one() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    partner.sign_in(&mut Person::new(&house), OWEN, &partner.request()).await;
    let (owen, reference) = (account_of(&house, OWEN).await.id, newest(&house).await.reference);
    for (username, sees_it) in [("desk", false), ("registrar", false), ("admin", true)] {
        let mut person = signs_in(&house, username).await;
        person.go(&format!("/traces?reference={owen}")).await;
        assert_eq!(person.page().errors().is_empty(), sees_it, "{username}");
        assert_eq!(person.page().html.contains("or account ID"), sees_it, "{username}");
        person.go(&format!("/traces?reference={reference}")).await;
        let text = person.page().text();
        assert!(text.contains("Chosen: it can be reached"), "{text}");
        for told in ["Account ID", "Level of the account", "Left to do", &owen.to_string()] {
            assert_eq!(text.contains(told), sees_it, "{username}: {told} in {text}");
        }
    }
}

#[tokio::test]
async fn looking_for_the_traces_of_an_account_counts_as_a_search() {
    let house = TestHouse::with(Storage::Sqlite, "support.searches = 2").await;
    let nina = account_of(&house, NINA).await.id;
    let mut person = signs_in(&house, "admin").await;
    for _ in 0..2 {
        person.go(&format!("/traces?reference={nina}")).await.sees("Log in traces");
    }
    person.go(&format!("/traces?reference={nina}")).await.sees("You have searched too many times");
    assert_eq!(recorded(&house, nina, "traces_listed").await.len(), 2);
}
