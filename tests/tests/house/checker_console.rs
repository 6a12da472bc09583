//! Journeys 6.2: the doors of the operator console: who gets in, how, and where to.

use house_tests::{Person, TestHouse};
use identity::{NewOperator, OperatorAdded, OperatorStanding, Rights, RoleMatrix, SandboxOperator};
use operator_console::{Needs, ROUTES, Route};
use reqwest::{Method, Response};
use vocabulary::{Lifetime, OperatorRole, Permission, Secret};

use crate::operators::browser;
use crate::{CODE, PASSWORD};

const COOKIE: &str = "operator-session";
const LOG_IN: &str = "Log in to the operator console";
const NOT_ACCEPTED: &str = "We could not accept what you sent";
const NO_ROLE: &str = "You do not have access to this page";

fn at_console(house: &TestHouse) -> Person {
    Person::at(house.operator().expect("a console"))
}

/// A browser in which this operator's password was given.
async fn half_way(house: &TestHouse, username: &str, password: &str) -> Person {
    let mut person = at_console(house);
    person.go("/checks").await;
    person.sees(LOG_IN);
    person.fill("User name", username).fill("Password", password).press("Continue").await;
    person
}

/// A seeded operator who is logged in.
pub(crate) async fn signs_in(house: &TestHouse, username: &str) -> Person {
    let mut person = half_way(house, username, PASSWORD).await;
    person.sees("Enter the code from your authenticator app");
    person.fill("Code", CODE).press("Continue").await;
    person
}

/// A seeded ID checker who is logged in.
pub(crate) async fn on_duty(house: &TestHouse, username: &str) -> Person {
    let person = signs_in(house, username).await;
    person.sees("ID checks");
    person
}

fn cookie(person: &Person) -> String {
    person.cookie(COOKIE).expect("a console cookie").to_owned()
}

#[tokio::test]
async fn each_step_of_a_log_in_replaces_the_secret_in_the_cookie() {
    let house = TestHouse::start().await;
    let mut person = at_console(&house);
    person.go("/checks").await;
    person.sees(LOG_IN);
    let first = person.clone();
    person.fill("User name", "checker").fill("Password", PASSWORD).press("Continue").await;
    let second = person.clone();
    person.fill("Code", CODE).press("Continue").await;
    person.sees("ID checks");
    let values = [cookie(&first), cookie(&second), cookie(&person)];
    assert!(values[0] != values[1] && values[1] != values[2] && values[0] != values[2], "{values:?}");
    for mut earlier in [first, second] {
        earlier.go("/checks").await;
        earlier.sees(LOG_IN);
    }
    let names: Vec<&str> = person.cookies().map(|(name, _)| name).collect();
    assert_eq!(names, [COOKIE], "the patients' cookies are not used here");
}

#[tokio::test]
async fn the_fifth_wrong_password_locks_and_nobody_learns_who_is_an_operator() {
    let house = TestHouse::start().await;
    for username in ["checker", "nobody@operators.example"] {
        let mut person = half_way(&house, username, "").await;
        assert_eq!(person.page().errors(), ["Enter your password"]);
        for _ in 0..4 {
            person.fill("Password", "Wr0ngPassword").press("Continue").await;
            assert_eq!(person.page().errors(), ["The user name or password is wrong"], "{username}");
        }
        person.fill("Password", "Wr0ngPassword").press("Continue").await;
        person.sees("You cannot log in to the operator console yet");
        assert_eq!(person.page().status, 429);
        assert!(person.page().text().contains("15 minutes"), "{}", person.page().describe());
        let person = half_way(&house, username, PASSWORD).await;
        person.sees("You cannot log in to the operator console yet");
    }
}

#[tokio::test]
async fn a_wrong_code_is_refused_and_asked_for_again() {
    let house = TestHouse::start().await;
    let mut person = half_way(&house, "checker", PASSWORD).await;
    for (typed, error) in [
        ("", "Enter the code from your authenticator app"),
        ("12", "The code must be 6 numbers"),
        ("000000", "The code is wrong or too old. Enter the code that your app shows now"),
    ] {
        person.fill("Code", typed).press("Continue").await;
        assert_eq!(person.page().errors(), [error]);
        assert_eq!(person.page().status, 422);
    }
    person.go("/checks").await;
    person.sees(LOG_IN);
}

#[tokio::test]
async fn the_first_log_in_sets_up_the_authenticator_app_and_shows_its_key_to_this_browser_only() {
    let house = TestHouse::start().await;
    let new = NewOperator {
        username: "anna@checks.example".into(),
        name: "Anna".into(),
        roles: [OperatorRole::id_checker()].into_iter().collect(),
        password: None,
    };
    let added = house.identity().add_operator(new, None).await.expect("added");
    let OperatorAdded::Added { password: Some(password) } = added else { panic!("{added:?}") };
    let mut person = half_way(&house, "anna@checks.example", password.expose()).await;
    person.sees("Set up your authenticator app");
    let (status, media_type, picture) = person.fetch("/log-in/authenticator.svg").await;
    assert_eq!((status, media_type.as_str()), (200, "image/svg+xml"));
    assert!(picture.starts_with(b"<svg"));
    assert_eq!(at_console(&house).fetch("/log-in/authenticator.svg").await.0, 404);
    let session = browser(Some(Secret::new(cookie(&person))));
    let standing = house.identity().operator_standing(&session).await.expect("read");
    let OperatorStanding::SetUp(set_up) = standing else { panic!("{standing:?}") };
    assert!(person.page().text().contains(set_up.text().expose().as_str()), "{}", person.page().describe());
    let code = set_up.secret().code_at(house.identity().now()).expose().clone();
    person.fill("Code", &code).press("Continue").await;
    person.sees("Choose your own password");
    assert_eq!(person.fetch("/log-in/authenticator.svg").await.0, 404, "it is shown once");
    person.go("/checks").await;
    person.sees("Choose your own password");
    for (new, again, error) in [
        ("short", "short", "Password must be 12 characters or more"),
        (
            password.expose().as_str(),
            password.expose().as_str(),
            "Enter a password that is different from the one you have now",
        ),
        ("a meadow behind the barn", "a meadow", "Check your passwords match"),
    ] {
        person.fill("New password", new).fill("Confirm your new password", again).press("Continue").await;
        assert_eq!(person.page().errors(), [error]);
    }
    let own = "a meadow behind the barn";
    person.fill("New password", own).fill("Confirm your new password", own).press("Continue").await;
    person.sees("ID checks");
}

#[tokio::test]
async fn a_log_out_and_an_idle_quarter_of_an_hour_end_the_session() {
    let house = TestHouse::start().await;
    let mut person = on_duty(&house, "checker").await;
    let mut other_tab = person.clone();
    person.press("Log out").await;
    person.sees(LOG_IN);
    other_tab.go("/checks").await;
    other_tab.sees(LOG_IN);
    let mut person = on_duty(&house, "checker").await;
    house.clock.forward(Lifetime::minutes(16));
    person.press("Log out").await;
    person.sees(LOG_IN);
    let mut person = on_duty(&house, "checker").await;
    house.clock.forward(Lifetime::minutes(16));
    person.go("/checks").await;
    person.sees(LOG_IN);
}

#[tokio::test]
async fn a_dashboard_with_nothing_to_do_says_so() {
    let house = TestHouse::start().await;
    let mut person = on_duty(&house, "checker").await;
    assert!(person.page().text().contains("No verifications are waiting."), "{}", person.page().describe());
    person.go("/checks/holding").await;
    assert!(person.page().text().contains("There are no cases in the holding list."));
    let mut supervisor = on_duty(&house, "supervisor").await;
    supervisor.go("/checks/audit").await;
    assert!(supervisor.page().text().contains("No verifications wait for an audit."));
}

#[tokio::test]
async fn a_form_without_the_token_of_this_session_does_nothing() {
    let house = TestHouse::start().await;
    let mut person = on_duty(&house, "checker").await;
    let mine = person.page().form("Log out").fields;
    let other = on_duty(&house, "supervisor").await.page().form("Log out").fields;
    for fields in [Vec::new(), vec![("csrf".to_owned(), String::new())], other] {
        person.send("/log-out", &fields).await;
        person.sees(NOT_ACCEPTED);
        assert_eq!(person.page().status, 403);
    }
    let mut stranger = at_console(&house);
    let pairs: Vec<(&str, &str)> = mine.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    stranger.post_from_elsewhere("/log-out", &pairs).await;
    stranger.sees(NOT_ACCEPTED);
    person.go("/checks").await;
    person.sees("ID checks");
    let before = person.page().form("Log out").fields;
    let mut again = on_duty(&house, "checker").await;
    again.send("/log-out", &before).await;
    again.sees(NOT_ACCEPTED);
}

/// Somebody at the console: what their roles give them, nothing for who is not logged in, and a browser.
struct Visitor {
    name: &'static str,
    rights: Option<Rights>,
    person: Person,
}

impl Visitor {
    fn is_admitted(&self, needs: Needs) -> bool {
        match (needs, self.rights) {
            (Needs::Nothing, _) => true,
            (_, None) => false,
            (Needs::Operator, Some(rights)) => {
                rights.may.iter().any(|may| may != Permission::UsePartnerPages)
            }
            (Needs::May(_) | Needs::AnyOf(_), Some(rights)) => needs.are_met_with(rights.may),
        }
    }
}

/// Everybody who is seeded, a partner's developer, and nobody.
async fn visitors(house: &TestHouse) -> Vec<Visitor> {
    let more = [
        ("developer", OperatorRole::partner()),
        ("app", OperatorRole::nhs_app()),
        ("pass", OperatorRole::covid_pass()),
    ];
    for (username, role) in more {
        let operator = SandboxOperator {
            username: username.to_owned(),
            name: "Devi Developer".into(),
            roles: [role].into_iter().collect(),
            password: Secret::new(PASSWORD.to_owned()),
        };
        assert!(house.identity().seed_operator(&operator).await.expect("seeded"));
    }
    let matrix = RoleMatrix::published();
    let roles = [
        ("admin", OperatorRole::admin()),
        ("desk", OperatorRole::service_desk()),
        ("registrar", OperatorRole::registrar()),
        ("auditor", OperatorRole::auditor()),
        ("checker", OperatorRole::id_checker()),
        ("supervisor", OperatorRole::supervisor()),
        ("developer", OperatorRole::partner()),
        ("app", OperatorRole::nhs_app()),
        ("pass", OperatorRole::covid_pass()),
    ];
    let mut visitors = vec![Visitor { name: "nobody", rights: None, person: at_console(house) }];
    for (name, role) in roles {
        let mut person = half_way(house, name, PASSWORD).await;
        person.fill("Code", CODE).press("Continue").await;
        person.sees(match name {
            "developer" => NO_ROLE,
            "checker" | "supervisor" => "ID checks",
            _ => "Operator pages",
        });
        let rights = matrix.rights(&[role].into_iter().collect());
        visitors.push(Visitor { name, rights: Some(rights), person });
    }
    visitors
}

/// A path of the table with something in each of its places.
fn filled_in(path: &str) -> String {
    let segment = |segment: &str| match segment {
        "{kind}" => "front".to_owned(),
        "{id}" => "surgery".to_owned(),
        "{section}" => "names".to_owned(),
        "{act}" => "disable".to_owned(),
        "{part}" => "gp_details".to_owned(),
        place if place.starts_with('{') => "AAAAAAAAAAAAAAAAAAAAAA".to_owned(),
        word => word.to_owned(),
    };
    path.split('/').map(segment).collect::<Vec<_>>().join("/")
}

fn assert_dressed(answer: &Response, what: &str) {
    let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok());
    let policy = header("content-security-policy").unwrap_or_default();
    assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "{what}: {policy}");
    assert_eq!(header("cache-control"), Some("no-store"), "{what}");
    assert_eq!(header("x-content-type-options"), Some("nosniff"), "{what}");
}

async fn try_route(route: &Route, visitor: &Visitor) {
    let path = filled_in(route.path);
    let what = format!("{} {path} by {}", route.method, visitor.name);
    let answer = visitor.person.bare(route.method.clone(), &path).await;
    assert_dressed(&answer, &what);
    let status = answer.status().as_u16();
    let location = answer.headers().get("location").map(|place| place.to_str().expect("ASCII").to_owned());
    let is_post = route.method == Method::POST;
    let is_in = visitor.is_admitted(route.needs);
    let is_nobody = visitor.rights.is_none();
    let page = answer.text().await.expect("a body");
    if is_post && (is_in || is_nobody) {
        assert!(status == 403 && page.contains(NOT_ACCEPTED), "{what}: {status}");
    } else if is_in {
        assert!([200, 303, 404].contains(&status), "{what}: {status}");
        assert!(route.needs == Needs::Nothing || location.as_deref() != Some("/log-in"), "{what}");
    } else if is_nobody {
        assert_eq!((status, location.as_deref()), (303, Some("/log-in")), "{what}");
    } else {
        assert!(status == 403 && page.contains(NO_ROLE), "{what}: {status}");
    }
    if !is_post {
        let head = visitor.person.bare(Method::HEAD, &path).await;
        assert_eq!(head.status().as_u16(), status, "HEAD is guarded as GET is: {what}");
    }
}

#[tokio::test]
async fn nothing_is_reachable_without_its_role_and_every_answer_is_dressed() {
    let house = TestHouse::start().await;
    for visitor in &visitors(&house).await {
        for route in ROUTES {
            try_route(route, visitor).await;
        }
    }
}
