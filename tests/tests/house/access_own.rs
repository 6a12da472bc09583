//! Operators' own sign-in: sessions, password, authenticator app; and what their cookie is.

use house_tests::{Person, Storage, TestHouse};
use identity::{AuthenticatorReplaced, OneTimeCode, OperatorBrowser, OperatorEntry};
use reqwest::Method;
use vocabulary::{Lifetime, Secret};

use crate::access::at_work;
use crate::operators::{browser, signed_in};
use crate::{CODE, PASSWORD};

const OWN: &str = "a meadow behind the old barn";

pub(crate) fn session(person: &Person) -> OperatorBrowser {
    browser(person.cookie("operator-session").map(|text| Secret::new(text.to_owned())))
}

#[tokio::test]
async fn one_more_session_than_allowed_ends_the_oldest() {
    let house = TestHouse::with(Storage::Sqlite, "operators.sessions = 2").await;
    let identity = house.identity();
    let (first, _) = signed_in(&house, "checker").await;
    house.clock.forward(Lifetime::minutes(1));
    let (second, _) = signed_in(&house, "checker").await;
    house.clock.forward(Lifetime::minutes(1));
    let (third, _) = signed_in(&house, "checker").await;
    let (other, _) = signed_in(&house, "supervisor").await;
    let is_in = async |at: &OperatorBrowser| identity.operator(at).await.expect("read").is_some();
    assert!(!is_in(&first).await && is_in(&second).await && is_in(&third).await && is_in(&other).await);
}

#[tokio::test]
async fn an_operator_sees_where_they_are_logged_in_and_ends_one_of_these_sessions() {
    let house = TestHouse::start().await;
    let mut elsewhere = at_work(&house, "admin").await;
    house.clock.forward(Lifetime::minutes(2));
    let mut here = at_work(&house, "admin").await;
    here.go("/me").await;
    here.sees("Your account");
    assert!(here.page().text().contains("This browser"), "{}", here.page().describe());
    let mut fields = here.page().form("Log out").fields;
    let (_, supervisor) = signed_in(&house, "supervisor").await;
    let theirs = house.identity().own_sessions(&supervisor, &session(&here)).await.expect("read");
    fields.push(("session".to_owned(), theirs[0].id.clone()));
    here.send("/me/sessions/end", &fields).await;
    let left = house.identity().own_sessions(&supervisor, &session(&here)).await.expect("read");
    assert_eq!(left.len(), 1, "another operator's session is not ended");
    let began = here.page().html.split("the session of ").nth(1).expect("a button");
    let button = format!("End the session of {}", began.split("</span>").next().expect("words"));
    here.press(&button).await;
    assert!(here.page().text().contains("Session ended"), "{}", here.page().describe());
    elsewhere.go("/me").await;
    elsewhere.sees("Log in to the operator console");
    here.go("/me").await;
    here.sees("Your account");
}

#[tokio::test]
async fn another_password_asks_for_the_one_of_now_and_ends_every_other_session() {
    let house = TestHouse::start().await;
    let (elsewhere, _) = signed_in(&house, "desk").await;
    let mut desk = at_work(&house, "desk").await;
    let before = session(&desk);
    desk.go("/me/password").await;
    let change = async |desk: &mut Person, now: &str, new: &str| {
        desk.fill("Your password now", now).fill("New password", new);
        desk.fill("Confirm your new password", new).press("Change your password").await;
    };
    change(&mut desk, "", OWN).await;
    assert_eq!(desk.page().errors(), ["Enter your password"]);
    change(&mut desk, "another one", OWN).await;
    assert_eq!(desk.page().errors(), ["Enter the password that you use now"]);
    change(&mut desk, PASSWORD, "short").await;
    assert_eq!(desk.page().errors(), ["Password must be 12 characters or more"]);
    change(&mut desk, PASSWORD, OWN).await;
    desk.sees("Your account");
    assert!(desk.page().text().contains("Password changed"), "{}", desk.page().describe());
    let identity = house.identity();
    for ended in [&elsewhere, &before] {
        assert!(identity.operator(ended).await.expect("read").is_none());
    }
    let given = |password: &str| {
        let password = Secret::new(password.to_owned());
        async { identity.give_operator_password(&browser(None), "desk", password).await.expect("an answer") }
    };
    assert!(matches!(given(PASSWORD).await, OperatorEntry::Wrong));
    assert!(matches!(given(OWN).await, OperatorEntry::Next { .. }));
}

#[tokio::test]
async fn guessing_the_password_at_an_open_console_locks() {
    let house = TestHouse::start().await;
    let mut desk = at_work(&house, "desk").await;
    desk.go("/me/password").await;
    for _ in 0..5 {
        desk.fill("Your password now", "a wrong guess").fill("New password", OWN);
        desk.fill("Confirm your new password", OWN).press("Change your password").await;
    }
    desk.sees("You cannot log in to the operator console yet");
}

#[tokio::test]
async fn another_app_asks_for_the_password_and_a_code_of_the_one_of_now() {
    let house = TestHouse::start().await;
    let identity = house.identity();
    let mut desk = at_work(&house, "desk").await;
    let at = session(&desk);
    desk.go("/me/authenticator").await;
    desk.sees("Change your authenticator app");
    let proposed = identity.proposed_authenticator(&at).await.expect("read").expect("signed in");
    assert!(desk.page().text().contains(proposed.text().expose().as_str()));
    let (status, kind, _) = desk.fetch("/me/authenticator.svg").await;
    assert_eq!((status, kind.as_str()), (200, "image/svg+xml"));
    let code = |text: &str| OneTimeCode::from_typed(text).expect("a code");
    let shown = proposed.secret().code_at(identity.now()).expose().clone();
    let give = async |password: &str, now: &str, new: &str| {
        let password = Secret::new(password.to_owned());
        identity.replace_authenticator(&at, password, &code(now), &code(new)).await.expect("an answer")
    };
    assert!(matches!(give("wrong", CODE, &shown).await, AuthenticatorReplaced::WrongPassword));
    assert!(matches!(give(PASSWORD, "000000", &shown).await, AuthenticatorReplaced::WrongCode));
    assert!(matches!(give(PASSWORD, CODE, "000000").await, AuthenticatorReplaced::WrongNewCode));
    desk.fill("Your password", PASSWORD).fill("Code from the app that you use now", CODE);
    desk.fill("Code from the new app", &shown).press("Use the new app").await;
    assert!(desk.page().text().contains("Authenticator app changed"), "{}", desk.page().describe());
    let mut again = Person::at(house.operator().expect("a console"));
    again.go("/log-in").await;
    again.fill("User name", "desk").fill("Password", PASSWORD).press("Continue").await;
    again.fill("Code", CODE).press("Continue").await;
    assert_eq!(again.page().errors().len(), 1, "the app of before counts no more");
    house.clock.forward(Lifetime::minutes(1));
    let next = proposed.secret().code_at(identity.now()).expose().clone();
    again.fill("Code", &next).press("Continue").await;
    again.sees("Operator pages");
}

#[tokio::test]
async fn the_cookie_is_kept_from_scripts_and_other_sites_and_ends_with_the_browser() {
    let house = TestHouse::start().await;
    let person = Person::at(house.operator().expect("a console"));
    let answer = person.bare(Method::GET, "/log-in").await;
    let cookie = answer.headers().get("set-cookie").expect("a cookie").to_str().expect("ASCII").to_owned();
    let (pair, attributes) = cookie.split_once("; ").expect("attributes");
    assert!(pair.starts_with("operator-session="), "{cookie}");
    assert_eq!(attributes, "HttpOnly; SameSite=Lax; Path=/", "Secure and __Host- come with https");
}
