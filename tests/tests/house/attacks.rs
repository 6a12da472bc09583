//! What a support operator, an ID checker, a partner's developer and an outsider cannot do: each sends every form of the console that is
//! not theirs, with a token that counts, real identifiers and the fields filled in. `docs/attack-table.md` is the whole table.

use std::fmt::Write as _;

use house_tests::{Person, TestHouse};
use identity::RoleMatrix;
use operator_console::{Needs, ROUTES, Route};

use reqwest::Method;
use vocabulary::OperatorRole;

use crate::checker_console::signs_in;
use crate::support::{account_of, operator_with};
use crate::{NINA, OWEN, PRIYA};

const NO_ROLE: &str = "You do not have access to this page";
const NOT_ACCEPTED: &str = "We could not accept what you sent";

/// Fields of every form of the console, as somebody would fill them in who wants the worst.
const FIELDS: [(&str, &str); 14] = [
    ("incident", "INC-666"),
    ("reason", "other"),
    ("confirm", "yes"),
    ("confirmed", "yes"),
    ("roles", "admin"),
    ("role", "admin"),
    ("name", "Mal Ory"),
    ("email", "mal.ory@attackers.example"),
    ("phoneNumber", "07700 900999"),
    ("by", "email"),
    ("term", OWEN),
    ("decision", "approve"),
    ("share", "100"),
    ("domains", "patients.example"),
];

/// All that an attack could change, as text.
pub(crate) async fn world(house: &TestHouse) -> String {
    let store = house.identity().store();
    let mut world = String::new();
    for email in [NINA, PRIYA, OWEN] {
        let account = account_of(house, email).await;
        let (level, disabled, version) = (account.level, account.disabled, account.version);
        writeln!(world, "{email} {level:?} {disabled:?} {version}").expect("a line");
    }
    for operator in store.list_operators().await.expect("read") {
        writeln!(world, "{} {} {}", operator.username, operator.roles, operator.version).expect("a line");
    }
    for client in house.identity().clients().await.expect("read") {
        writeln!(world, "{:?} {}", client.document, client.enabled).expect("a line");
    }
    for key in house.identity().signing_keys() {
        writeln!(world, "{key:?}").expect("a line");
    }
    let events = store.list_audit_events(10_000).await.expect("read");
    for event in events.iter().filter(|event| !event.kind.starts_with("operator_")) {
        writeln!(world, "{} {:?}", event.kind, event.id).expect("a line");
    }
    world
}

/// The path with what is really there in each of its places.
async fn aimed(house: &TestHouse, path: &str) -> String {
    let owen = account_of(house, OWEN).await.id.to_string();
    let admin = house.identity().store().find_operator("admin").await.expect("read").expect("seeded").id;
    let segment = |segment: &str| match segment {
        "{account}" => owen.clone(),
        "{operator}" => admin.to_string(),
        "{id}" | "{client}" => "surgery".to_owned(),
        "{act}" => "disable".to_owned(),
        "{part}" => "gp_details".to_owned(),
        "{section}" => "names".to_owned(),
        place if place.starts_with('{') => "AAAAAAAAAAAAAAAAAAAAAA".to_owned(),
        word => word.to_owned(),
    };
    path.split('/').map(segment).collect::<Vec<_>>().join("/")
}

/// A form token that counts in this browser.
fn token(person: &Person) -> String {
    let form = person.page().form("Log out");
    let (_, token) = form.fields.into_iter().find(|(name, _)| name == "csrf").expect("a token");
    token
}

async fn strikes(house: &TestHouse, person: &mut Person, route: &Route, token: &str) {
    let path = aimed(house, route.path).await;
    let mut fields: Vec<(String, String)> =
        FIELDS.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    fields.push(("csrf".to_owned(), token.to_owned()));
    person.send(&path, &fields).await;
}

#[tokio::test]
async fn a_form_of_somebody_elses_role_changes_nothing_however_well_it_is_filled_in() {
    let house = TestHouse::start().await;
    operator_with(&house, "developer", OperatorRole::partner()).await;
    operator_with(&house, "app", OperatorRole::nhs_app()).await;
    operator_with(&house, "pass", OperatorRole::covid_pass()).await;
    let matrix = RoleMatrix::published();
    let attackers: [(&str, OperatorRole); 8] = [
        ("desk", OperatorRole::service_desk()),
        ("checker", OperatorRole::id_checker()),
        ("supervisor", OperatorRole::supervisor()),
        ("registrar", OperatorRole::registrar()),
        ("auditor", OperatorRole::auditor()),
        ("developer", OperatorRole::partner()),
        ("app", OperatorRole::nhs_app()),
        ("pass", OperatorRole::covid_pass()),
    ];
    let mut people = Vec::new();
    for (username, role) in attackers {
        let person = signs_in(&house, username).await;
        people.push((username, matrix.rights(&[role].into_iter().collect()), person));
    }
    let before = world(&house).await;
    let mut struck = 0;
    for (username, rights, person) in &mut people {
        let token = token(person);
        for route in ROUTES.iter().filter(|route| route.method == Method::POST) {
            let asks = matches!(route.needs, Needs::May(_) | Needs::AnyOf(_));
            if !asks || route.needs.are_met_with(rights.may) {
                continue;
            }
            strikes(&house, person, route, &token).await;
            assert_eq!(person.page().heading(), NO_ROLE, "{username} at {}", route.path);
            struck += 1;
        }
        assert_eq!(world(&house).await, before, "{username} changed something");
    }
    assert!(struck > 100, "only {struck} forms were sent");
}

#[tokio::test]
async fn an_outsider_with_a_token_of_their_own_changes_nothing() {
    let house = TestHouse::start().await;
    let mut outsider = Person::at(house.operator().expect("a console"));
    outsider.go("/log-in").await;
    let form = outsider.page().form("Continue");
    let (_, token) = form.fields.into_iter().find(|(name, _)| name == "csrf").expect("a token");
    let before = world(&house).await;
    for route in ROUTES.iter().filter(|route| route.method == Method::POST && route.needs.an_operator()) {
        strikes(&house, &mut outsider, route, &token).await;
        assert_eq!(outsider.page().heading(), NOT_ACCEPTED, "{}", route.path);
    }
    assert_eq!(world(&house).await, before);
}

#[tokio::test]
async fn the_token_of_one_session_counts_in_no_other() {
    let house = TestHouse::start().await;
    let stolen = token(&signs_in(&house, "admin").await);
    let mut admin = signs_in(&house, "admin").await;
    let before = world(&house).await;
    let rights = RoleMatrix::published().rights(&[OperatorRole::admin()].into_iter().collect());
    for route in ROUTES.iter().filter(|route| route.method == Method::POST) {
        if !route.needs.an_operator() || !route.needs.are_met_with(rights.may) {
            continue;
        }
        strikes(&house, &mut admin, route, &stolen).await;
        assert_eq!(admin.page().heading(), NOT_ACCEPTED, "{}", route.path);
    }
    assert_eq!(world(&house).await, before);
}
