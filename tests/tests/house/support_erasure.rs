//! Decision 5: disabled, cleansed, erased by two people.

use house_tests::{Person, Storage, TestHouse};
use identity::{PersonChange, PersonChanged, PhonesAfter, SignedInOperator};
use rstest::rstest;
use vocabulary::{AccountId, DisableReason, EmailAddress, IncidentNumber, OperatorRole};

use crate::checker_console::signs_in;
use crate::operators::signed_in;
use crate::support::{OTHER_ADMIN, account_of, open, operator_with};
use crate::support_acts::{cleanse, disable};
use crate::{LOW, OWEN};

async fn change(
    house: &TestHouse,
    by: &SignedInOperator,
    account: AccountId,
    change: PersonChange,
) -> PersonChanged {
    let incident = IncidentNumber::try_from("INC-9").expect("a number");
    house.identity().change_person(by, account, &change, &incident).await.expect("an answer")
}

/// The account of Owen, disabled and cleansed, with an erasure that `by` asked for.
async fn asked(house: &TestHouse, by: &SignedInOperator) -> AccountId {
    let owen = account_of(house, OWEN).await.id;
    for step in [
        PersonChange::Disable(DisableReason::Other),
        PersonChange::Cleanse(PhonesAfter::Kept),
        PersonChange::RequestErasure,
    ] {
        assert_eq!(change(house, by, owen, step).await, PersonChanged::Done);
    }
    owen
}

async fn is_there(house: &TestHouse, email: &str) -> bool {
    let email = EmailAddress::try_from(email).expect("an address");
    house.identity().store().find_account_by_email(&email).await.expect("read").is_some()
}

#[tokio::test]
async fn two_operators_erase_an_account_and_its_events_stay() {
    let house = TestHouse::start().await;
    operator_with(&house, OTHER_ADMIN, OperatorRole::admin()).await;
    crate::checking::case_of(&house, OWEN).await;
    let owen = account_of(&house, OWEN).await.id;
    let mut first = signs_in(&house, "admin").await;
    disable(&mut first, OWEN, ("Other", "other")).await;
    open(&mut first, OWEN).await;
    assert!(!first.page().html.contains("Erase account"), "not before it is cleansed");
    cleanse(&mut first, OWEN).await;
    let link = first.page().link("Erase account");
    first.go(&link).await;
    first.fill("Incident number", "INC-1").press("Continue").await;
    first.press("Ask for erasure").await;
    assert!(
        first.page().text().contains("Another operator has to approve it"),
        "{}",
        first.page().describe()
    );
    assert!(!first.page().html.contains("Approve erasure"));
    first.go(&format!("/people/{owen}/approve-erasure")).await;
    first.sees("The account was not erased");
    let mut second = signs_in(&house, OTHER_ADMIN).await;
    second.go("/people/erasures").await;
    assert!(second.page().text().contains("INC-1") && second.page().text().contains("Ada Admin"));
    let link = second.page().link("Open account of incident INC-1");
    second.go(&link).await;
    let link = second.page().link("Approve erasure");
    second.go(&link).await;
    second.fill("Incident number", "INC-2").press("Continue").await;
    second.sees("Do you want to erase this account?");
    second.press("Erase account").await;
    second.sees("Erasures to approve");
    assert!(second.page().html.contains("Account erased"));
    assert!(!is_there(&house, OWEN).await);
    house.identity().delete_unneeded_files().await.expect("deleted");
    assert_eq!(house.evidence_files(), 0, "sealed evidence is deleted");
    let told = house.identity().outbox(Some(OWEN)).await.expect("read");
    assert_eq!(told[0].message.kind(), vocabulary::MessageKind::AccountDeleted);
    let events = house.identity().store().list_audit_events_of_account(owen, 100).await.expect("read");
    let erased = events.iter().find(|event| event.kind == "account_deleted").expect("recorded");
    assert_eq!(erased.involved.incident.as_ref().map(ToString::to_string).as_deref(), Some("INC-2"));
    for event in &events {
        let personal = ["owen", "prosser", "9991003177", "07700"];
        assert!(personal.iter().all(|word| !event.detail.to_lowercase().contains(word)), "{event:?}");
    }
    second.go(&format!("/people/{owen}")).await;
    assert_eq!(second.page().status, 404);
    let partner = house.partner("surgery").await;
    let mut person = Person::new(&house);
    person.go(&partner.request().with("vtr", LOW).path()).await;
    person.fill("Email address", OWEN).press("Continue").await;
    assert_ne!(person.page().heading(), "We found your NHS login");
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nobody_approves_what_they_asked_for_and_of_two_approvals_one_counts(
    #[values(Storage::Sqlite, Storage::Postgres)] storage: Storage,
) {
    let Some(house) = TestHouse::on(storage, "").await else { return };
    let first = signed_in(&house, "admin").await.1;
    let second = operator_with(&house, OTHER_ADMIN, OperatorRole::admin()).await;
    let owen = asked(&house, &first).await;
    assert_eq!(change(&house, &first, owen, PersonChange::ApproveErasure).await, PersonChanged::NotPossible);
    assert_eq!(change(&house, &second, owen, PersonChange::RequestErasure).await, PersonChanged::NotPossible);
    let approve = |by: &SignedInOperator| {
        let (identity, by) = (house.identity().clone(), by.clone());
        tokio::spawn(async move {
            let incident = IncidentNumber::try_from("INC-9").expect("a number");
            let approval = PersonChange::ApproveErasure;
            identity.change_person(&by, owen, &approval, &incident).await.expect("an answer")
        })
    };
    let racing = [approve(&second), approve(&first), approve(&second), approve(&second), approve(&first)];
    let mut done = 0;
    for answer in racing {
        match answer.await.expect("an answer") {
            PersonChanged::Done => done += 1,
            other => {
                assert!(matches!(other, PersonChanged::NotPossible | PersonChanged::Unknown), "{other:?}");
            }
        }
    }
    assert_eq!(done, 1);
    assert!(!is_there(&house, OWEN).await);
}

#[tokio::test]
async fn an_erasure_is_withdrawn_or_lapses_and_enabling_ends_it() {
    let house = TestHouse::start().await;
    let first = signed_in(&house, "admin").await.1;
    let second = operator_with(&house, OTHER_ADMIN, OperatorRole::admin()).await;
    let owen = asked(&house, &first).await;
    assert_eq!(change(&house, &second, owen, PersonChange::WithdrawErasure).await, PersonChanged::Done);
    assert_eq!(change(&house, &second, owen, PersonChange::ApproveErasure).await, PersonChanged::NotPossible);
    assert_eq!(change(&house, &first, owen, PersonChange::RequestErasure).await, PersonChanged::Done);
    assert_eq!(change(&house, &first, owen, PersonChange::Enable).await, PersonChanged::Done);
    assert!(house.identity().waiting_erasures(&second).await.expect("read").is_empty());
    for step in [PersonChange::Disable(DisableReason::Other), PersonChange::RequestErasure] {
        assert_eq!(change(&house, &first, owen, step).await, PersonChanged::Done);
    }
    house.clock.forward(vocabulary::Lifetime::days(15));
    assert_eq!(change(&house, &second, owen, PersonChange::ApproveErasure).await, PersonChanged::NotPossible);
    assert!(is_there(&house, OWEN).await);
}
