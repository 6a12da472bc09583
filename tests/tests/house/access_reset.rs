//! A colleague's log in is reset, and the audit says who did what to whom.

use account_store::AuditRecord;
use house_tests::{Person, TestHouse};
use identity::{ClientGiven, ColleagueChanged, OperatorEntry, OperatorStanding, SandboxOperator};
use vocabulary::{ClientId, IncidentNumber, Message, OperatorId, OperatorRole, OperatorRoles, Secret};

use crate::PASSWORD;
use crate::access::{at_work, incident};
use crate::access_own::session;
use crate::operators::{browser, signed_in};

const WANDA: &str = "wanda@operators.example";
const OWN: &str = "a meadow behind the old barn";

/// An operator whose user name is an email address.
async fn wanda(house: &TestHouse) -> OperatorId {
    let seed = SandboxOperator {
        username: WANDA.into(),
        name: "Wanda Newcomer".into(),
        roles: [OperatorRole::id_checker()].into_iter().collect(),
        password: Secret::new(PASSWORD.to_owned()),
    };
    assert!(house.identity().seed_operator(&seed).await.expect("seeded"));
    house.identity().store().find_operator(WANDA).await.expect("read").expect("seeded").id
}

/// What Wanda was told last.
async fn told(house: &TestHouse) -> Message {
    house.identity().outbox(Some(WANDA)).await.expect("the outbox").remove(0).message
}

async fn password_is(house: &TestHouse, password: &str) -> bool {
    let password = Secret::new(password.to_owned());
    let entry = house.identity().give_operator_password(&browser(None), WANDA, password).await;
    matches!(entry.expect("an answer"), OperatorEntry::Next { .. })
}

async fn resets(admin: &mut Person, username: &str) {
    admin.go("/access").await;
    let page = admin.page().link(username);
    admin.go(&page).await;
    let form = admin.page().link("Reset the authenticator app");
    admin.go(&form).await;
}

#[tokio::test]
async fn whoever_resets_a_colleague_learns_nothing_to_log_in_with_and_the_colleague_is_told() {
    let house = TestHouse::start().await;
    wanda(&house).await;
    let (open, _) = signed_in(&house, WANDA).await;
    let mut admin = at_work(&house, "admin").await;
    resets(&mut admin, WANDA).await;
    admin.fill("Incident number", "INC-1").press("Reset the authenticator app of Wanda Newcomer").await;
    admin.sees("Operator Wanda Newcomer");
    let Message::OperatorReset { link: Some(link), hours: 24 } = told(&house).await else {
        panic!("no link")
    };
    let secret = link.expose().rsplit('/').next().expect("a link").to_owned();
    let id = admin.page().address.clone();
    for path in ["/access", &id, "/state"] {
        admin.go(path).await;
        assert!(!admin.page().html.contains(&secret), "{path}");
        assert!(!admin.page().html.contains("Password</"), "{path}");
    }
    assert!(house.identity().operator(&open).await.expect("read").is_none(), "their sessions end");
    assert!(!password_is(&house, PASSWORD).await, "the password of before");

    let path = link.expose().strip_prefix(house.operator().expect("a console")).expect("our link").to_owned();
    let mut wanda = Person::at(house.operator().expect("a console"));
    wanda.go(&path).await;
    wanda.sees("Set up your access to the operator console");
    wanda.fill("New password", OWN).fill("Confirm your new password", OWN).press("Continue").await;
    wanda.sees("Set up your authenticator app");
    let standing = house.identity().operator_standing(&session(&wanda)).await.expect("read");
    let OperatorStanding::SetUp(app) = standing else { panic!("{standing:?}") };
    let code = app.secret().code_at(house.identity().now()).expose().clone();
    wanda.fill("Code", &code).press("Continue").await;
    wanda.sees("ID checks");
    assert!(password_is(&house, OWN).await);
    wanda.go(&path).await;
    wanda.sees("This invitation does not work any more");
}

#[tokio::test]
async fn a_new_reset_ends_the_link_of_before_and_a_disabled_operator_takes_none() {
    let house = TestHouse::start().await;
    let id = wanda(&house).await;
    let (_, admin) = signed_in(&house, "admin").await;
    let identity = house.identity();
    let console = house.operator().expect("a console").to_owned();
    let mut links = Vec::new();
    for _ in 0..2 {
        let done = identity.reset_colleague(&admin, id, &incident(), &console).await.expect("an answer");
        assert_eq!(done, ColleagueChanged::Done);
        let Message::OperatorReset { link: Some(link), .. } = told(&house).await else { panic!("no link") };
        links.push(link.expose().rsplit('/').next().expect("a link").to_owned());
    }
    assert!(identity.open_invitation(&links[0]).await.expect("read").is_none(), "the link of before");
    assert!(identity.open_invitation(&links[1]).await.expect("read").is_some());
    identity.switch_operator(WANDA, identity::Use::Disabled, None).await.expect("disabled");
    let words = || Secret::new(OWN.to_owned());
    let taken =
        identity.take_invitation(&browser(None), &links[1], words(), words()).await.expect("an answer");
    assert!(matches!(taken, identity::InvitationTaken::Gone), "{taken:?}");
    let handed = identity.reset_authenticator(WANDA, Some(&incident())).await.expect("reset").expect("there");
    assert!(identity.open_invitation(&links[1]).await.expect("read").is_none(), "reset by hand");
    assert!(matches!(told(&house).await, Message::OperatorReset { link: None, .. }), "told all the same");
    identity.switch_operator(WANDA, identity::Use::Enabled, None).await.expect("enabled");
    assert!(password_is(&house, handed.expose()).await);
}

#[tokio::test]
async fn whoever_has_no_address_is_reset_at_the_command_line_alone() {
    let house = TestHouse::start().await;
    let (open, checker) = signed_in(&house, "checker").await;
    let mut admin = at_work(&house, "admin").await;
    resets(&mut admin, "checker").await;
    let text = admin.page().text();
    assert!(
        text.contains("nhs-login operators reset-authenticator checker --incident NUMBER")
            && text.contains("not an email address"),
        "{}",
        admin.page().describe()
    );
    let (_, by) = signed_in(&house, "admin").await;
    let id = checker.id();
    let changed = house.identity().reset_colleague(&by, id, &incident(), "https://x.example").await;
    assert_eq!(changed.expect("an answer"), ColleagueChanged::NoAddress);
    assert!(house.identity().operator(&open).await.expect("read").is_some(), "nothing was done");
}

fn detail(event: &AuditRecord) -> serde_json::Value {
    serde_json::from_str(&event.detail).expect("JSON")
}

fn roles(words: &str) -> OperatorRoles {
    OperatorRoles::try_from(words).expect("roles")
}

#[tokio::test]
async fn giving_admin_and_taking_it_back_shows_what_was_given_and_never_as_the_subjects_own_act() {
    let house = TestHouse::start().await;
    let id = wanda(&house).await;
    let identity = house.identity();
    let by_hand = IncidentNumber::try_from("INC-77").expect("a number");
    let (_, admin) = signed_in(&house, "admin").await;
    let done =
        identity.set_operator_roles(WANDA, roles("admin id_checker"), Some(&by_hand)).await.expect("set");
    assert!(matches!(done, identity::OperatorSwitched::Done), "{done:?}");
    let done =
        identity.set_colleague_roles(&admin, id, &roles("id_checker"), &incident()).await.expect("set");
    assert_eq!(done, ColleagueChanged::Done);
    let hers = identity.store().list_audit_events_of_operator(id, 50).await.expect("read");
    let changes: Vec<_> = hers.iter().filter(|event| event.kind == "colleague_changed").collect();
    let [taken, given, added] = changes[..] else { panic!("{changes:?}") };
    assert_eq!(detail(added)["roles"], "id_checker");
    assert_eq!(
        (&detail(given)["before"], &detail(given)["roles"]),
        (&"id_checker".into(), &"admin id_checker".into())
    );
    assert_eq!(
        (&detail(taken)["before"], &detail(taken)["roles"]),
        (&"admin id_checker".into(), &"id_checker".into())
    );
    assert_eq!((given.involved.operator_id, given.involved.incident.as_ref()), (None, Some(&by_hand)));
    assert_eq!(
        (taken.involved.operator_id, taken.involved.incident.as_ref()),
        (Some(admin.id()), Some(&incident()))
    );
    for event in changes {
        assert_eq!(detail(event)["operator"], id.to_string());
    }
    let own = identity.store().list_audit_events_of_operator(admin.id(), 50).await.expect("read");
    assert!(own.iter().any(|event| event.id == taken.id), "found by who did it as well");
}

#[tokio::test]
async fn a_client_given_at_the_command_line_is_nobodys_act_and_names_the_user() {
    let house = TestHouse::start().await;
    let id = wanda(&house).await;
    let identity = house.identity();
    let client = ClientId::try_from("surgery").expect("a client id");
    house.partner("surgery").await;
    let given = identity.bind_partner(WANDA, &client, Some(&incident())).await.expect("given");
    assert_eq!(given, ClientGiven::Done);
    let taken = identity.unbind_partner(WANDA, &client, Some(&incident())).await.expect("taken");
    assert_eq!(taken, ClientGiven::Done);
    let events = identity.store().list_audit_events_of_operator(id, 50).await.expect("read");
    for kind in ["partner_bound", "partner_unbound"] {
        let event = events.iter().find(|event| event.kind == kind).expect(kind);
        assert_eq!((event.involved.operator_id, event.involved.incident.as_ref()), (None, Some(&incident())));
        assert_eq!(detail(event)["operator"], id.to_string());
    }
}
