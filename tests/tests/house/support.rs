//! Journeys 6.1: the service desk finds people, and each role sees its fields.

use house_tests::{Person, TestHouse};
use identity::{PersonStatus, PersonView, SandboxOperator, Searched, SignedInOperator};
use vocabulary::{AccountId, EmailAddress, OperatorRole, PersonField, SearchKind, Secret};

use crate::checker_console::signs_in;
use crate::operators::signed_in;
use crate::{NINA, OWEN, PASSWORD, PRIYA};

/// A second operator who may do everything.
pub(crate) const OTHER_ADMIN: &str = "admin2";

/// Puts an operator with this role into the house.
pub(crate) async fn operator_with(house: &TestHouse, username: &str, role: OperatorRole) -> SignedInOperator {
    let seed = SandboxOperator {
        username: username.to_owned(),
        name: format!("Operator {username}"),
        roles: [role].into_iter().collect(),
        password: Secret::new(PASSWORD.to_owned()),
    };
    house.identity().seed_operator(&seed).await.expect("seeded");
    signed_in(house, username).await.1
}

pub(crate) async fn account_of(house: &TestHouse, email: &str) -> account_store::Account {
    let email = EmailAddress::try_from(email).expect("an address");
    house.identity().store().find_account_by_email(&email).await.expect("read").expect("there")
}

/// Searches as somebody with one or several kinds of search does.
pub(crate) async fn search(person: &mut Person, kind: SearchKind, term: &str) {
    person.go("/people").await;
    person.sees("Find a person");
    person.set("by", kind.as_str()).set("term", term).press("Find").await;
}

/// The page of the account of `email`, opened by an operator who is logged in.
pub(crate) async fn open(person: &mut Person, email: &str) {
    search(person, SearchKind::Email, email).await;
    person.sees("Account");
}

/// What was recorded about an account: the event's name, its fields, and whether an operator and an incident are named.
pub(crate) async fn recorded(
    house: &TestHouse,
    account: AccountId,
    kind: &str,
) -> Vec<(String, Option<String>)> {
    let events = house.identity().store().list_audit_events_of_account(account, 1000).await.expect("read");
    let of_kind = events.into_iter().filter(|event| event.kind == kind);
    of_kind
        .map(|event| {
            let by = event.involved.operator_id.expect("an operator").to_string();
            assert!(!by.is_empty());
            (event.detail, event.involved.incident.map(|number| number.to_string()))
        })
        .collect()
}

#[tokio::test]
async fn an_account_is_found_by_the_whole_of_four_things_and_nothing_typed_stands_in_an_address() {
    let house = TestHouse::start().await;
    let owen = account_of(&house, OWEN).await.id;
    let mut desk = signs_in(&house, "admin").await;
    let id = owen.to_string();
    for (kind, term) in [
        (SearchKind::Email, " Owen.Prosser@patients.example "),
        (SearchKind::AccountId, id.as_str()),
        (SearchKind::Phone, "07700 900104"),
        (SearchKind::Phone, "+44 7700 900104"),
        (SearchKind::NhsNumber, "999 100 3177"),
    ] {
        search(&mut desk, kind, term).await;
        desk.sees("Account");
        assert_eq!(desk.page().address, format!("/people/{owen}"), "{kind:?}");
        assert!(desk.page().text().contains("Owen Prosser"), "{}", desk.page().describe());
    }
    assert_eq!(recorded(&house, owen, "person_searched").await.len(), 5);
    assert_eq!(recorded(&house, owen, "person_viewed").await.len(), 5);
    for (kind, part) in [
        (SearchKind::Email, "owen.prosser@patients"),
        (SearchKind::Email, "prosser@patients.example"),
        (SearchKind::Phone, "07700 90010"),
        (SearchKind::NhsNumber, "999 100 317"),
        (SearchKind::NhsNumber, "999 000 0018"),
    ] {
        search(&mut desk, kind, part).await;
        assert_ne!(desk.page().heading(), "Account", "{part}");
    }
    for address in desk.visited() {
        let typed = ["owen", "07700", "7700", "999%20", "9991003177", "prosser"];
        assert!(typed.iter().all(|typed| !address.to_lowercase().contains(typed)), "{address}");
    }
}

#[tokio::test]
async fn nobody_found_repeats_what_was_typed_in_that_answer_alone() {
    let house = TestHouse::start().await;
    let mut desk = signs_in(&house, "desk").await;
    search(&mut desk, SearchKind::Email, "marked.nobody@patients.example").await;
    desk.sees("No account found");
    assert_eq!((desk.page().status, desk.page().address.as_str()), (200, "/people"));
    assert!(desk.page().text().contains("marked.nobody@patients.example"));
    let events = house.identity().store().list_audit_events(50).await.expect("read");
    let searched = events.iter().find(|event| event.kind == "person_searched").expect("recorded");
    assert_eq!(searched.account_id, None);
    assert_eq!(searched.detail, r#"{"by":"email","outcome":"not_found"}"#);
    for event in &events {
        assert!(!event.detail.contains("marked"), "{event:?}");
    }
    for file in house.database_files() {
        let bytes = std::fs::read(&file).expect("the database");
        let found = bytes.windows(13).any(|window| window == b"marked.nobody");
        assert!(!found, "the term is readable in {}", file.display());
    }
}

#[tokio::test]
async fn what_is_missing_or_malformed_is_said_at_its_field_and_is_no_search() {
    let house = TestHouse::start().await;
    let mut desk = signs_in(&house, "admin").await;
    desk.go("/people").await.press("Find").await;
    let both = ["Select what you are looking for", "Enter the whole of what you are looking for"];
    assert_eq!(desk.page().errors(), both);
    for (kind, wrong, problem) in [
        (SearchKind::Email, "owen", "Enter an email address in the correct format, like name@example.com"),
        (SearchKind::NhsNumber, "1", "NHS number must be 10 numbers, like 999 123 4567"),
        (SearchKind::Phone, "12", "Enter a phone number, like 07700 900123 or +353 7777 666555"),
    ] {
        search(&mut desk, kind, wrong).await;
        assert_eq!(desk.page().errors(), [problem]);
        assert_eq!(desk.page().status, 422);
        assert!(desk.page().html.contains(&format!("value=\"{wrong}\"")), "what was typed is kept");
    }
    let events = house.identity().store().list_audit_events(50).await.expect("read");
    assert!(events.iter().all(|event| event.kind != "person_searched"));
}

#[tokio::test]
async fn several_who_share_a_phone_are_listed() {
    let house = TestHouse::start().await;
    let number = vocabulary::PhoneNumber::uk_mobile("07700 900101").expect("a number");
    let owen = account_of(&house, OWEN).await;
    let mut batch = house.identity().store().batch();
    let shared = account_store::Phone { number, confirmed_at: house.identity().now(), pds_matched: false };
    batch.put_phone(owen.id, &shared);
    house.identity().store().write(batch).await.expect("written");
    let mut desk = signs_in(&house, "admin").await;
    search(&mut desk, SearchKind::Phone, "07700 900101").await;
    desk.sees("2 accounts found");
    let text = desk.page().text();
    assert!(text.contains(NINA) && text.contains(OWEN) && text.contains("Owen Prosser"), "{text}");
    let link = desk.page().link("Open account 1");
    desk.go(&link).await;
    desk.sees("Account");
    for email in [NINA, OWEN] {
        let account = account_of(&house, email).await.id;
        assert_eq!(recorded(&house, account, "person_searched").await.len(), 1, "{email}");
    }
}

#[tokio::test]
async fn an_operator_who_searches_too_often_waits_and_a_colleague_does_not() {
    let house = TestHouse::with(house_tests::Storage::Sqlite, "support.searches = 3").await;
    let mut desk = signs_in(&house, "desk").await;
    for _ in 0..3 {
        open(&mut desk, OWEN).await;
    }
    search(&mut desk, SearchKind::Email, OWEN).await;
    desk.sees("You have searched too many times");
    assert_eq!(desk.page().status, 429);
    assert!(desk.page().text().contains("15 minutes"), "{}", desk.page().describe());
    let mut colleague = signs_in(&house, "admin").await;
    open(&mut colleague, OWEN).await;
    house.clock.forward(vocabulary::Lifetime::minutes(14));
    search(&mut desk, SearchKind::Email, OWEN).await;
    desk.sees("You have searched too many times");
    house.clock.forward(vocabulary::Lifetime::minutes(2));
    let mut again = signs_in(&house, "desk").await;
    open(&mut again, OWEN).await;
    let events = house.identity().store().list_audit_events(200).await.expect("read");
    let refused = events.iter().filter(|event| event.detail.contains("refused")).count();
    assert_eq!(refused, 2, "a search that was not made is recorded as well");
}

/// Journeys 6.1, as printed there; the service desk sees the mobile match because it may block it.
const MATRIX: [(PersonField, [bool; 4]); 14] = {
    const Y: bool = true;
    const N: bool = false;
    [
        // admin, nsd, nhsapp, covidpass
        (PersonField::Email, [Y, Y, Y, Y]),
        (PersonField::Status, [Y, Y, Y, Y]),
        (PersonField::AccountId, [Y, Y, Y, N]),
        (PersonField::FirstLastName, [Y, Y, N, Y]),
        (PersonField::MiddleNames, [Y, N, N, Y]),
        (PersonField::Mobile, [Y, N, N, N]),
        (PersonField::Landline, [Y, N, N, N]),
        (PersonField::DateOfBirth, [Y, N, N, Y]),
        (PersonField::Postcode, [Y, N, N, N]),
        (PersonField::PdsCode, [Y, N, N, N]),
        (PersonField::NhsNumber, [Y, N, Y, Y]),
        (PersonField::OdsCode, [Y, N, Y, Y]),
        (PersonField::Level, [Y, N, N, N]),
        (PersonField::MobileMatch, [Y, Y, N, N]),
    ]
};

/// Whether a view holds a field, and the words by which it would be known on a page.
fn held(view: &PersonView, field: PersonField) -> (bool, &'static str) {
    match field {
        PersonField::Email => (view.email.is_some(), OWEN),
        PersonField::Status => (view.status == Some(PersonStatus::Active), "Active"),
        PersonField::AccountId => (view.account_id.is_some(), "Account ID"),
        PersonField::FirstLastName => {
            (view.first_last_name.as_deref() == Some("Owen Prosser"), "Owen Prosser")
        }
        PersonField::MiddleNames => (view.middle_names.as_deref() == Some("Rhys"), "Rhys"),
        PersonField::Mobile => (view.mobile.is_some(), "+447700900104"),
        PersonField::Landline => (view.landline.is_some(), "Landline number"),
        PersonField::DateOfBirth => (view.born.is_some(), "29 February 1968"),
        PersonField::Postcode => (view.postcode.is_some(), "CF10 3NP"),
        PersonField::PdsCode => (view.pds.is_some(), "PDS code"),
        PersonField::NhsNumber => (view.nhs_number.is_some(), "999 100 3177"),
        PersonField::OdsCode => (view.ods_code.is_some(), "W97017"),
        PersonField::Level => (view.level.is_some(), "P9"),
        PersonField::MobileMatch => (view.mobile_match_blocked.is_some(), "Mobile match"),
    }
}

#[tokio::test]
async fn each_role_is_given_the_fields_of_the_published_matrix_and_no_other() {
    let house = TestHouse::start().await;
    let owen = account_of(&house, OWEN).await.id;
    let roles = [
        OperatorRole::admin(),
        OperatorRole::service_desk(),
        OperatorRole::nhs_app(),
        OperatorRole::covid_pass(),
    ];
    for (column, role) in roles.into_iter().enumerate() {
        let username = format!("one-{role}");
        let by = operator_with(&house, &username, role.clone()).await;
        let view = house.identity().person(&by, owen).await.expect("read").expect("there");
        let mut console = signs_in(&house, &username).await;
        open(&mut console, OWEN).await;
        let text = console.page().text();
        for (field, sees) in MATRIX {
            let (is_held, words) = held(&view, field);
            assert_eq!(is_held, sees[column], "{role} {field:?}");
            assert_eq!(text.contains(words), sees[column], "{role} {field:?}: {text}");
        }
        let shows_id = console.page().html.contains(&owen.to_string());
        assert_eq!(shows_id, MATRIX[2].1[column], "{role}: an address tells no account id");
    }
}

#[tokio::test]
async fn who_may_not_search_by_account_id_does_not_do_it_by_typing_an_address() {
    let house = TestHouse::start().await;
    let owen = account_of(&house, OWEN).await.id;
    let mut desk = signs_in(&house, "desk").await;
    desk.go(&format!("/people/{owen}")).await;
    assert_eq!(desk.page().status, 404);
    open(&mut desk, OWEN).await;
    let theirs = desk.page().address.clone();
    let mut colleague = signs_in(&house, "admin").await;
    colleague.go(&theirs).await;
    assert_eq!(colleague.page().status, 404, "an address is its finder's alone");
    colleague.go(&format!("/people/{}", account_of(&house, PRIYA).await.id)).await;
    colleague.sees("Account");
    let by = signed_in(&house, "desk").await.1;
    let term = Secret::new(owen.to_string());
    let refused = house.identity().find_people(&by, SearchKind::AccountId, &term).await;
    assert!(refused.is_err(), "the second line behind the guard");
    let found = house.identity().find_people(&by, SearchKind::Email, &Secret::new(OWEN.to_owned())).await;
    assert!(matches!(found.expect("an answer"), Searched::Found(people) if people.len() == 1));
}
