//! Journeys 6.1: operators are invited, and colleagues change what they may do.

use house_tests::{Person, Storage, TestHouse};
use identity::{ColleagueChanged, OperatorBrowser, OperatorStanding, SignedInOperator};
use rstest::rstest;
use vocabulary::{IncidentNumber, Lifetime, OperatorId, OperatorRole, OperatorRoles, Secret};

use crate::CODE;
use crate::operators::{browser, signed_in};

const NEWCOMER: &str = "wanda.newcomer@operators.example";
const OWN: &str = "a meadow behind the old barn";

fn at_console(house: &TestHouse) -> Person {
    Person::at(house.operator().expect("a console"))
}

/// A seeded operator at the console.
pub(crate) async fn at_work(house: &TestHouse, username: &str) -> Person {
    let mut person = at_console(house);
    person.go("/log-in").await;
    person.fill("User name", username).fill("Password", crate::PASSWORD).press("Continue").await;
    person.fill("Code", CODE).press("Continue").await;
    person
}

pub(crate) fn incident() -> IncidentNumber {
    IncidentNumber::try_from("INC-12").expect("a number")
}

/// The path of the newest link sent to `address`.
async fn link_to(house: &TestHouse, address: &str) -> String {
    let sent = house.identity().outbox(Some(address)).await.expect("the outbox");
    let vocabulary::Message::OperatorInvitation { link, hours: 24 } = &sent[0].message else {
        panic!("{:?}", sent[0].message)
    };
    let link = link.expose();
    link.strip_prefix(house.operator().expect("a console")).unwrap_or_else(|| panic!("{link}")).to_owned()
}

async fn invite(admin: &mut Person) {
    admin.go("/access").await;
    admin.sees("Access and permissions");
    admin.go("/access/invite").await;
    admin.fill("Their name", "Wanda Newcomer").fill("Their email address", NEWCOMER);
    admin.tick("id_checker", "yes").fill("Incident number", "INC-12").press("Send the invitation").await;
    admin.sees("Access and permissions");
    assert!(admin.page().text().contains("Invitation sent"), "{}", admin.page().describe());
}

fn session(person: &Person) -> OperatorBrowser {
    browser(person.cookie("operator-session").map(|text| Secret::new(text.to_owned())))
}

/// The code of the app that this browser sets up.
async fn first_code(house: &TestHouse, person: &Person) -> String {
    let standing = house.identity().operator_standing(&session(person)).await.expect("read");
    let OperatorStanding::SetUp(set_up) = standing else { panic!("{standing:?}") };
    set_up.secret().code_at(house.identity().now()).expose().clone()
}

#[tokio::test]
async fn somebody_who_is_invited_chooses_a_password_sets_up_the_app_and_is_in() {
    let house = TestHouse::start().await;
    let mut admin = at_work(&house, "admin").await;
    invite(&mut admin).await;
    let link = link_to(&house, NEWCOMER).await;
    let mut wanda = at_console(&house);
    wanda.go(&link).await;
    wanda.sees("Set up your access to the operator console");
    assert!(wanda.page().text().contains("Wanda Newcomer"), "{}", wanda.page().describe());
    at_console(&house).go(&link).await.sees("Set up your access to the operator console");
    for (new, again, error) in [
        ("", "", "Enter a password"),
        ("elevenchars", "elevenchars", "Password must be 12 characters or more"),
        ("wanda.newcomer!", "wanda.newcomer!", "Password must not include your email address"),
    ] {
        wanda.fill("New password", new).fill("Confirm your new password", again).press("Continue").await;
        assert_eq!(wanda.page().errors()[0], error);
    }
    wanda.fill("New password", OWN).fill("Confirm your new password", OWN).press("Continue").await;
    wanda.sees("Set up your authenticator app");
    let code = first_code(&house, &wanda).await;
    wanda.fill("Code", &code).press("Continue").await;
    wanda.sees("ID checks");
    let mut late = at_console(&house);
    late.go(&link).await;
    late.sees("This invitation does not work any more");
    admin.go("/access").await;
    let text = admin.page().text();
    assert!(text.contains(NEWCOMER) && text.contains("No invitations wait"), "{text}");
}

#[tokio::test]
async fn an_invitation_is_for_one_address_works_for_a_day_and_is_sent_again_or_cancelled() {
    let house = TestHouse::start().await;
    let mut admin = at_work(&house, "admin").await;
    invite(&mut admin).await;
    let first = link_to(&house, NEWCOMER).await;
    admin.go("/access/invite").await;
    admin.fill("Their name", "Wanda").fill("Their email address", NEWCOMER).tick("nsd", "yes");
    admin.fill("Incident number", "INC-13").press("Send the invitation").await;
    assert!(admin.page().errors()[0].contains("already invited"), "{}", admin.page().describe());
    house.clock.forward(Lifetime::hours(24));
    let mut wanda = at_console(&house);
    wanda.go(&first).await;
    wanda.sees("This invitation does not work any more");
    let mut admin = at_work(&house, "admin").await;
    admin.go("/access").await;
    assert!(admin.page().text().contains("Expired on"), "{}", admin.page().describe());
    let page = admin.page().link(NEWCOMER);
    admin.go(&page).await;
    admin.press("Send the invitation again").await;
    assert_eq!(admin.page().errors(), ["Enter the incident number"]);
    admin.fill("Incident number", "INC-14").press("Send the invitation again").await;
    assert!(admin.page().text().contains("Invitation sent"), "{}", admin.page().describe());
    let second = link_to(&house, NEWCOMER).await;
    assert_ne!(first, second);
    wanda.go(&second).await;
    wanda.sees("Set up your access to the operator console");
    admin.go(&page).await;
    admin.fill("Incident number", "INC-15").press("Cancel the invitation").await;
    assert!(admin.page().text().contains("Invitation cancelled"), "{}", admin.page().describe());
    wanda.fill("New password", OWN).fill("Confirm your new password", OWN).press("Continue").await;
    wanda.sees("This invitation does not work any more");
    let events = house.identity().store().list_audit_events(30).await.expect("read");
    for (kind, number) in [
        ("operator_invited", "INC-12"),
        ("invitation_sent_again", "INC-14"),
        ("invitation_cancelled", "INC-15"),
    ] {
        let event = events.iter().find(|event| event.kind == kind).expect(kind);
        let found = event.involved.incident.as_ref().map(ToString::to_string);
        assert_eq!(found.as_deref(), Some(number), "{kind}");
        assert!(event.involved.operator_id.is_some() && !event.detail.contains("wanda"), "{event:?}");
    }
}

/// The page of an operator.
async fn open(admin: &mut Person, username: &str) {
    admin.go("/access").await;
    let page = admin.page().link(username);
    admin.go(&page).await;
}

#[tokio::test]
async fn a_colleague_gets_other_roles_is_disabled_enabled_and_logged_out() {
    let house = TestHouse::start().await;
    let mut admin = at_work(&house, "admin").await;
    let mut checker = at_work(&house, "checker").await;
    checker.sees("ID checks");
    open(&mut admin, "checker").await;
    let page = admin.page().address.clone();
    let roles = admin.page().link("Change roles");
    admin.go(&roles).await;
    admin.tick("auditor", "yes").press("Save the roles").await;
    assert_eq!(admin.page().errors(), ["Enter the incident number"]);
    admin.set("role_id_checker", "no").fill("Incident number", "INC-1").press("Save the roles").await;
    assert!(admin.page().text().contains("auditor"), "{}", admin.page().describe());
    let act = async |admin: &mut Person, link: &str, button: &str| {
        admin.go(&page).await;
        let form = admin.page().link(link);
        admin.go(&form).await;
        admin.fill("Incident number", "INC-2").press(button).await;
    };
    act(&mut admin, "Log out everywhere", "Log Cass Checker out everywhere").await;
    checker.go("/").await;
    checker.sees("Log in to the operator console");
    act(&mut admin, "Disable", "Disable Cass Checker").await;
    let refused = at_work_or_not(&house, "checker").await;
    assert_eq!(refused.page().errors(), ["The user name or password is wrong"]);
    act(&mut admin, "Enable", "Enable Cass Checker").await;
    assert!(at_work_or_not(&house, "checker").await.page().errors().is_empty());
}

/// What the log-in page says to the seeded password.
async fn at_work_or_not(house: &TestHouse, username: &str) -> Person {
    let mut person = at_console(house);
    person.go("/log-in").await;
    person.fill("User name", username).fill("Password", crate::PASSWORD).press("Continue").await;
    person
}

async fn id_of(house: &TestHouse, username: &str) -> OperatorId {
    let operators = house.identity().list_operators().await.expect("read");
    operators.into_iter().find(|operator| operator.username == username).expect("there").id
}

/// Leaves these alone to manage operators.
async fn only(house: &TestHouse, managers: &[&str]) {
    for operator in house.identity().list_operators().await.expect("read") {
        let is_admin = operator.roles.contains(&OperatorRole::admin());
        if is_admin && !managers.contains(&operator.username.as_str()) {
            let desk = roles(OperatorRole::service_desk());
            house.identity().set_operator_roles(&operator.username, desk, None).await.expect("set");
        }
    }
}

fn roles(role: OperatorRole) -> OperatorRoles {
    [role].into_iter().collect()
}

#[tokio::test]
async fn nobody_changes_their_own_roles_or_disables_themselves() {
    let house = TestHouse::start().await;
    let mut admin = at_work(&house, "admin").await;
    open(&mut admin, "admin").await;
    let page = admin.page().clone();
    assert!(page.text().contains("Nobody changes their own roles"), "{}", page.describe());
    assert!(!page.text().contains("Reset the authenticator app"));
    for (below, button) in [("roles", "Save the roles"), ("disable", "Disable Ada Admin")] {
        admin.go(&format!("{}/{below}", page.address)).await;
        admin.fill("Incident number", "INC-1").press(button).await;
        assert_eq!(admin.page().errors(), ["You cannot do this to your own account. Ask a colleague"]);
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_admins_who_demote_each_other_at_once_one_stays(
    #[values(Storage::Sqlite, Storage::Postgres)] storage: Storage,
) {
    let Some(house) = TestHouse::on(storage, "").await else { return };
    let identity = house.identity();
    identity.set_operator_roles("registrar", roles(OperatorRole::admin()), None).await.expect("set");
    only(&house, &["admin", "registrar"]).await;
    let (ids, number) = ([id_of(&house, "admin").await, id_of(&house, "registrar").await], incident());
    for round in 0..6 {
        let (_, one) = signed_in(&house, "admin").await;
        let (_, two) = signed_in(&house, "registrar").await;
        let desk = roles(OperatorRole::service_desk());
        let demote = |by: SignedInOperator, whom| {
            let (identity, desk, number) = (identity.clone(), desk.clone(), number.clone());
            tokio::spawn(async move { identity.set_colleague_roles(&by, whom, &desk, &number).await })
        };
        let (first, second) = (demote(one, ids[1]), demote(two, ids[0]));
        let answers =
            [first.await.expect("ran").expect("an answer"), second.await.expect("ran").expect("an answer")];
        let done = answers.iter().filter(|answer| matches!(answer, ColleagueChanged::Done)).count();
        assert!(done <= 1, "round {round}: {answers:?}");
        let left = identity.list_operators().await.expect("read");
        let managers = left.iter().filter(|one| one.roles.contains(&OperatorRole::admin())).count();
        assert!(managers >= 1, "round {round}: {answers:?}");
        for username in ["admin", "registrar"] {
            identity.set_operator_roles(username, roles(OperatorRole::admin()), None).await.expect("set");
        }
    }
}

#[tokio::test]
async fn the_last_who_may_manage_operators_keeps_that_right_and_is_not_disabled() {
    let house = TestHouse::start().await;
    let identity = house.identity();
    only(&house, &["admin"]).await;
    let (_, admin) = signed_in(&house, "admin").await;
    let desk = roles(OperatorRole::service_desk());
    let changed = identity.set_operator_roles("admin", desk.clone(), None).await.expect("an answer");
    assert!(matches!(changed, identity::OperatorSwitched::LastManager), "{changed:?}");
    let changed = identity.switch_operator("admin", identity::Use::Disabled, None).await.expect("an answer");
    assert!(matches!(changed, identity::OperatorSwitched::LastManager), "{changed:?}");
    identity.set_operator_roles("auditor", roles(OperatorRole::admin()), None).await.expect("set");
    let auditor = id_of(&house, "auditor").await;
    let changed = identity.set_colleague_roles(&admin, auditor, &desk, &incident()).await.expect("an answer");
    assert!(matches!(changed, ColleagueChanged::Done), "{changed:?}");
    let changed = identity.set_colleague_roles(&admin, auditor, &OperatorRoles::EMPTY, &incident()).await;
    assert!(matches!(changed, Ok(ColleagueChanged::Roles)), "{changed:?}");
}

#[tokio::test]
async fn the_report_is_a_file_and_the_table_of_roles_says_what_is_in_force() {
    let house = TestHouse::with(
        Storage::Sqlite,
        "[operators.roles.night_desk]\nmay = [\"find_by_email\"]\nsees = [\"email\"]",
    )
    .await;
    let mut admin = at_work(&house, "admin").await;
    let (status, kind, file) = admin.fetch("/access/report.csv").await;
    assert_eq!((status, kind.as_str()), (200, "text/csv; charset=utf-8"));
    let text = String::from_utf8(file).expect("UTF-8");
    assert!(text.starts_with("\"User name\",\"Name\""), "{text}");
    assert!(
        text.contains("\"checker\",\"Cass Checker\",\"id_checker\",\"Set up\",\"Enabled\"\r\n"),
        "{text}"
    );
    admin.go("/access/roles").await;
    admin.sees("What each role may do and see");
    let text = admin.page().text();
    assert!(text.contains("night_desk") && text.contains("Manage operators"), "{text}");
}
