//! Journeys 6.2 and 8: operators get in with a password and an authenticator app, and not otherwise.

use std::net::{IpAddr, Ipv4Addr};

use house_tests::TestHouse;
use identity::{
    AuthenticatorGiven, NewOperator, OperatorAdded, OperatorBrowser, OperatorEntry, OperatorStanding,
    OwnPassword, SignedInOperator, TotpSecret, Use,
};
use vocabulary::{Lifetime, OperatorRole, Secret};

use crate::{CODE, PASSWORD};

/// The password that Anna chooses.
const OWN: &str = "a meadow behind the old barn";

/// A browser with this console cookie.
pub(crate) fn browser(session: Option<Secret<String>>) -> OperatorBrowser {
    OperatorBrowser { session, network: IpAddr::V4(Ipv4Addr::LOCALHOST) }
}

/// A browser that gave the right password.
async fn with_password(house: &TestHouse, username: &str, password: &str) -> OperatorBrowser {
    let given = give_password(house, username, password).await;
    let OperatorEntry::Next { cookie } = given else { panic!("{username}: {given:?}") };
    browser(Some(cookie))
}

async fn give_password(house: &TestHouse, username: &str, password: &str) -> OperatorEntry {
    let password = Secret::new(password.to_owned());
    house.identity().give_operator_password(&browser(None), username, password).await.expect("an answer")
}

async fn give_code(house: &TestHouse, from: &OperatorBrowser, code: &str) -> AuthenticatorGiven {
    house.identity().give_authenticator_code(from, code).await.expect("an answer")
}

/// The code that this app shows now.
fn now_shown(house: &TestHouse, secret: &TotpSecret) -> String {
    secret.code_at(house.identity().now()).expose().clone()
}

/// A seeded operator, signed in.
pub(crate) async fn signed_in(house: &TestHouse, username: &str) -> (OperatorBrowser, SignedInOperator) {
    let half = with_password(house, username, PASSWORD).await;
    let given = give_code(house, &half, CODE).await;
    let AuthenticatorGiven::In { cookie } = given else { panic!("{username}: {given:?}") };
    let whole = browser(Some(cookie));
    let operator = house.identity().operator(&whole).await.expect("read").expect("signed in");
    (whole, operator)
}

/// A new operator with the password that was made for them.
async fn anna(house: &TestHouse) -> String {
    let new = NewOperator {
        username: "Anna@checks.example".into(),
        name: "Anna".into(),
        roles: [OperatorRole::id_checker()].into_iter().collect(),
        password: None,
    };
    let added = house.identity().add_operator(new, None).await.expect("added");
    let OperatorAdded::Added { password: Some(password) } = added else { panic!("{added:?}") };
    password.expose().clone()
}

/// The authenticator app of a new operator's first log in, with the browser that it was set up in.
async fn set_up(house: &TestHouse, password: &str) -> (TotpSecret, OperatorBrowser) {
    let half = with_password(house, "anna@checks.example", password).await;
    let standing = house.identity().operator_standing(&half).await.expect("read");
    let OperatorStanding::SetUp(page) = standing else { panic!("{standing:?}") };
    let given = give_code(house, &half, &now_shown(house, page.secret())).await;
    let AuthenticatorGiven::In { cookie } = given else { panic!("{given:?}") };
    let whole = browser(Some(cookie));
    assert!(
        house.identity().operator(&whole).await.expect("read").is_none(),
        "the password was made for her"
    );
    let own = || Secret::new(OWN.to_owned());
    let chosen = house.identity().choose_operator_password(&whole, own(), own()).await.expect("an answer");
    let OwnPassword::Set { cookie } = chosen else { panic!("{chosen:?}") };
    (page.secret().clone(), browser(Some(cookie)))
}

#[tokio::test]
async fn the_first_log_in_sets_up_the_authenticator_app_and_each_code_counts_once() {
    let house = TestHouse::start().await;
    let password = anna(&house).await;
    let half = with_password(&house, "anna@checks.example", &password).await;
    assert!(
        house.identity().operator(&half).await.expect("read").is_none(),
        "a password alone opens nothing"
    );
    assert!(matches!(give_code(&house, &half, CODE).await, AuthenticatorGiven::Wrong), "no static code here");
    let (secret, whole) = set_up(&house, &password).await;
    let operator = house.identity().operator(&whole).await.expect("read").expect("signed in");
    assert_eq!(operator.name(), "Anna");
    let again = with_password(&house, "ANNA@checks.example", OWN).await;
    let standing = house.identity().operator_standing(&again).await.expect("read");
    assert!(matches!(standing, OperatorStanding::SecondFactor), "{standing:?}");
    let used = now_shown(&house, &secret);
    assert!(
        matches!(give_code(&house, &again, &used).await, AuthenticatorGiven::Wrong),
        "it was used before"
    );
    house.clock.forward(Lifetime::minutes(1));
    let next = now_shown(&house, &secret);
    assert!(matches!(give_code(&house, &again, &next).await, AuthenticatorGiven::In { .. }));
}

#[tokio::test]
async fn each_step_gives_a_new_cookie_and_the_one_before_opens_nothing() {
    let house = TestHouse::start().await;
    let identity = house.identity();
    let planted = browser(Some(identity.fresh_operator_cookie()));
    let password = Secret::new(PASSWORD.to_owned());
    let given = identity.give_operator_password(&planted, "checker", password).await.expect("an answer");
    let OperatorEntry::Next { cookie } = given else { panic!("{given:?}") };
    let half = browser(Some(cookie));
    let given = give_code(&house, &half, CODE).await;
    let AuthenticatorGiven::In { cookie } = given else { panic!("{given:?}") };
    let whole = browser(Some(cookie));
    for before in [&planted, &half] {
        let standing = identity.operator_standing(before).await.expect("read");
        assert!(matches!(standing, OperatorStanding::Nobody), "{standing:?}");
    }
    let token = identity.operator_csrf_token(&whole).expect("a token");
    assert!(identity.operator_csrf_matches(&whole, &token));
    assert!(!identity.operator_csrf_matches(&half, &token), "a form token is one browser's");
    identity.sign_out_operator(&whole).await.expect("signed out");
    assert!(identity.operator(&whole).await.expect("read").is_none());
}

#[tokio::test]
async fn nobody_learns_who_is_an_operator() {
    let house = TestHouse::start().await;
    house.identity().switch_operator("supervisor", Use::Disabled, None).await.expect("disabled");
    for (username, password) in
        [("checker", "wrong"), ("nobody", PASSWORD), ("supervisor", PASSWORD), ("", "")]
    {
        let given = give_password(&house, username, password).await;
        assert!(matches!(given, OperatorEntry::Wrong), "{username}: {given:?}");
    }
}

#[tokio::test]
async fn the_fifth_wrong_password_locks_for_a_quarter_of_an_hour_whether_there_is_such_an_operator_or_not() {
    let house = TestHouse::start().await;
    for username in ["checker", "nobody"] {
        for _ in 0..4 {
            assert!(matches!(give_password(&house, username, "wrong").await, OperatorEntry::Wrong));
        }
        assert!(matches!(give_password(&house, username, "wrong").await, OperatorEntry::Locked { .. }));
        assert!(matches!(give_password(&house, username, PASSWORD).await, OperatorEntry::Locked { .. }));
    }
    house.clock.forward(Lifetime::minutes(15));
    assert!(matches!(give_password(&house, "checker", PASSWORD).await, OperatorEntry::Next { .. }));
}

#[tokio::test]
async fn the_fifth_wrong_code_locks_and_the_password_is_asked_for_again() {
    let house = TestHouse::start().await;
    let half = with_password(&house, "checker", PASSWORD).await;
    assert!(matches!(give_code(&house, &half, "").await, AuthenticatorGiven::Empty));
    assert!(matches!(give_code(&house, &half, "12345").await, AuthenticatorGiven::NotSixDigits));
    for _ in 0..4 {
        assert!(matches!(give_code(&house, &half, "000000").await, AuthenticatorGiven::Wrong));
    }
    assert!(matches!(give_code(&house, &half, "000000").await, AuthenticatorGiven::Locked { .. }));
    assert!(matches!(give_code(&house, &half, CODE).await, AuthenticatorGiven::NotAsked));
    assert!(matches!(give_password(&house, "checker", PASSWORD).await, OperatorEntry::Locked { .. }));
    house.clock.forward(Lifetime::minutes(60));
    signed_in(&house, "checker").await;
}

#[tokio::test]
async fn a_session_ends_when_it_is_idle_and_after_twelve_hours_of_work() {
    let house = TestHouse::start().await;
    let identity = house.identity();
    let (idle, _) = signed_in(&house, "supervisor").await;
    let (busy, _) = signed_in(&house, "checker").await;
    let half = with_password(&house, "checker", PASSWORD).await;
    house.clock.forward(Lifetime::minutes(10));
    assert!(identity.operator(&busy).await.expect("read").is_some());
    let given = give_code(&house, &half, CODE).await;
    assert!(matches!(given, AuthenticatorGiven::NotAsked), "a second factor comes soon: {given:?}");
    house.clock.forward(Lifetime::minutes(5));
    assert!(identity.operator(&busy).await.expect("read").is_some());
    assert!(identity.operator(&idle).await.expect("read").is_none(), "nothing for a quarter of an hour");
    for _ in 0..50 {
        house.clock.forward(Lifetime::minutes(14));
        assert!(identity.operator(&busy).await.expect("read").is_some());
    }
    house.clock.forward(Lifetime::minutes(14));
    assert!(identity.operator(&busy).await.expect("read").is_none(), "twelve hours are over");
}

#[tokio::test]
async fn a_disabled_operator_is_out_at_once_and_a_reset_one_begins_anew() {
    let house = TestHouse::start().await;
    let identity = house.identity();
    let password = anna(&house).await;
    let (_, whole) = set_up(&house, &password).await;
    identity.switch_operator("anna@checks.example", Use::Disabled, None).await.expect("disabled");
    assert!(identity.operator(&whole).await.expect("read").is_none());
    identity.switch_operator("anna@checks.example", Use::Enabled, None).await.expect("enabled");
    assert!(matches!(give_password(&house, "anna@checks.example", &password).await, OperatorEntry::Wrong));
    let handed =
        identity.reset_authenticator("anna@checks.example", None).await.expect("reset").expect("somebody");
    assert!(matches!(give_password(&house, "anna@checks.example", OWN).await, OperatorEntry::Wrong));
    set_up(&house, handed.expose()).await;
}

#[tokio::test]
async fn roles_are_what_opens_acts() {
    let house = TestHouse::start().await;
    let (whole, checker) = signed_in(&house, "checker").await;
    assert!(checker.checker().is_some() && checker.supervisor().is_none());
    let (_, supervisor) = signed_in(&house, "supervisor").await;
    assert!(supervisor.checker().is_some() && supervisor.supervisor().is_some());
    let desk = [OperatorRole::service_desk(), OperatorRole::admin()].into_iter().collect();
    house.identity().set_operator_roles("checker", desk, None).await.expect("set");
    let now = house.identity().operator(&whole).await.expect("read").expect("still in");
    assert!(now.checker().is_none() && now.supervisor().is_none(), "from the next request on");
}
