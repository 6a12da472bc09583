//! The partner pages where users log in: who gets in, and to which client.

use house_tests::{Person, Storage, TestHouse};
use identity::{ClientGiven, SandboxOperator};
use partner_portal::{Needs, ROUTES, Route};
use reqwest::Method;
use vocabulary::{ClientId, OperatorRole, Secret};

use crate::partner_pages::{at_pages, says};
use crate::{CODE, PASSWORD};

const LOG_IN: &str = "Log in to the partner pages";
const NOT_ACCEPTED: &str = "We could not accept what you sent";
const COOKIE: &str = "partner-session";

fn id(client: &str) -> ClientId {
    ClientId::try_from(client).expect("a client id")
}

/// A house whose partner users log in: dana has the surgery, paul the pharmacy.
pub(crate) async fn house() -> TestHouse {
    let house = TestHouse::with(Storage::Sqlite, "partner_pages.log_in = true").await;
    for (username, client) in [("dana", "surgery"), ("paul", "pharmacy")] {
        house.partner(client).await;
        let user = SandboxOperator {
            username: username.into(),
            name: username.to_uppercase(),
            roles: [OperatorRole::partner()].into_iter().collect(),
            password: Secret::new(PASSWORD.to_owned()),
        };
        assert!(house.identity().seed_operator(&user).await.expect("seeded"));
        let given = house.identity().bind_partner(username, &id(client), None).await.expect("given");
        assert_eq!(given, ClientGiven::Done);
    }
    house
}

pub(crate) async fn logged_in(house: &TestHouse, username: &str) -> Person {
    let mut person = at_pages(house);
    person.go("/").await;
    person.sees(LOG_IN);
    person.fill("User name", username).fill("Password", PASSWORD).press("Continue").await;
    person.sees("Enter the code that your authenticator app shows");
    person.fill("Code", CODE).press("Continue").await;
    person
}

#[tokio::test]
async fn a_partner_user_logs_in_with_both_factors_and_goes_straight_to_their_only_client() {
    let house = house().await;
    let mut person = at_pages(&house);
    person.go("/").await;
    person.sees(LOG_IN);
    person.fill("User name", "dana").fill("Password", "Wr0ngPassword").press("Continue").await;
    assert_eq!(person.page().errors(), ["The user name or password is wrong"]);
    let mut person = logged_in(&house, "dana").await;
    assert_eq!(person.page().address, "/clients/surgery");
    says(&person, "client_id");
    let names: Vec<&str> = person.cookies().map(|(name, _)| name).collect();
    assert_eq!(names, [COOKIE]);
    let mut other_tab = person.clone();
    person.press("Log out").await;
    person.sees(LOG_IN);
    other_tab.go("/clients/surgery").await;
    other_tab.sees(LOG_IN);
}

#[tokio::test]
async fn a_client_that_is_given_and_taken_is_there_from_the_next_request_on() {
    let house = house().await;
    let mut dana = logged_in(&house, "dana").await;
    let identity = house.identity();
    assert_eq!(identity.bind_partner("dana", &id("pharmacy"), None).await.expect("given"), ClientGiven::Done);
    assert_eq!(
        identity.bind_partner("dana", &id("pharmacy"), None).await.expect("given"),
        ClientGiven::Already
    );
    assert_eq!(
        identity.bind_partner("dana", &id("nobody"), None).await.expect("asked"),
        ClientGiven::UnknownClient
    );
    assert_eq!(
        identity.bind_partner("nobody", &id("surgery"), None).await.expect("asked"),
        ClientGiven::UnknownUser
    );
    dana.go("/").await;
    dana.sees("Your clients");
    says(&dana, "client_id: pharmacy");
    assert_eq!(
        identity.unbind_partner("dana", &id("pharmacy"), None).await.expect("taken"),
        ClientGiven::Done
    );
    assert_eq!(
        identity.unbind_partner("dana", &id("pharmacy"), None).await.expect("taken"),
        ClientGiven::Already
    );
    dana.go("/clients/pharmacy").await;
    assert_eq!(dana.page().status, 404);
    let users = identity.list_partner_users().await.expect("read");
    let listed: Vec<_> = users.iter().map(|user| (user.username.as_str(), user.clients.len())).collect();
    assert_eq!(listed, [("dana", 1), ("paul", 1)]);
    let events = identity.store().list_audit_events_of_client(&id("pharmacy"), 50).await.expect("read");
    for kind in ["partner_bound", "partner_unbound"] {
        assert!(
            events.iter().any(|event| event.kind == kind && event.involved.operator_id.is_none()),
            "{kind}"
        );
    }
}

/// Everybody who may come, with the client that is theirs.
async fn visitors(house: &TestHouse) -> Vec<(&'static str, Option<&'static str>, Person)> {
    let mut visitors = vec![("nobody", None, at_pages(house))];
    for (name, client) in [("dana", Some("surgery")), ("paul", Some("pharmacy"))] {
        visitors.push((name, client, logged_in(house, name).await));
    }
    for name in ["admin", "desk", "registrar", "auditor", "checker", "supervisor"] {
        let person = logged_in(house, name).await;
        person.sees("You do not have access to the partner pages");
        assert_eq!(person.page().status, 403);
        visitors.push((name, None, person));
    }
    visitors
}

async fn try_route(route: &Route, name: &str, own: Option<&str>, person: &Person) {
    for client in ["surgery", "pharmacy", "no-such-client"] {
        let path = route.path.replace("{client}", client);
        let what = format!("{} {path} by {name}", route.method);
        let answer = person.bare(route.method.clone(), &path).await;
        let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok());
        assert!(
            header("content-security-policy").unwrap_or_default().contains("frame-ancestors 'none'"),
            "{what}"
        );
        assert_eq!(header("cache-control"), Some("no-store"), "{what}");
        let status = answer.status().as_u16();
        if route.path == "/register" {
            assert_eq!(status, 404, "{what}: operators register clients where people log in");
            continue;
        }
        let is_post = route.method == Method::POST;
        let is_partner = own.is_some();
        match route.needs {
            Needs::Nothing if is_post => assert_eq!(status, 403, "{what}: without a token"),
            Needs::Nothing => assert!(matches!(status, 200 | 303 | 404), "{what}: {status}"),
            _ if name == "nobody" && is_post => assert_eq!(status, 403, "{what}"),
            _ if name == "nobody" => {
                assert_eq!((status, header("location")), (303, Some("/log-in")), "{what}");
            }
            _ if !is_partner => assert_eq!(status, 403, "{what}"),
            Needs::PartnerUser => assert!(matches!(status, 200 | 303), "{what}: {status}"),
            Needs::OwnClient if own != Some(client) => assert_eq!(status, 404, "{what}"),
            Needs::OwnClient if is_post => assert!(matches!(status, 403 | 415), "{what}: {status}"),
            Needs::OwnClient => assert_eq!(status, 200, "{what}"),
        }
    }
}

#[tokio::test]
async fn every_address_is_for_partner_users_and_for_their_own_clients_only() {
    let house = house().await;
    let visitors = visitors(&house).await;
    for route in ROUTES {
        for (name, own, person) in &visitors {
            try_route(route, name, *own, person).await;
        }
    }
}

#[tokio::test]
async fn another_partners_error_is_as_unknown_as_one_that_never_was() {
    let house = house().await;
    let partner = house.partner("pharmacy").await;
    let mut visitor = Person::new(&house);
    visitor.go(&partner.request().with("redirect_uri", "https://evil.example/").path()).await;
    let stray = visitor.go("/authorize?client_id=unknown").await.page().status;
    assert_eq!(stray, 400);
    let refusals = house.identity().recent_refusals(10).await.expect("read");
    let references: Vec<String> = refusals.iter().map(|refusal| refusal.reference.to_string()).collect();
    assert_eq!(references.len(), 2);
    let mut dana = logged_in(&house, "dana").await;
    for reference in &references {
        dana.go(&format!("/explain?reference={reference}")).await;
        assert_eq!(dana.page().status, 422, "{}", dana.page().describe());
    }
    let mut paul = logged_in(&house, "paul").await;
    let own = refusals.iter().find(|refusal| refusal.explanation.rule == "F-15").expect("there");
    paul.go(&format!("/explain?reference={}", own.reference)).await;
    says(&paul, "redirect_uri is not registered");
}

#[tokio::test]
async fn a_form_without_the_token_of_this_session_does_nothing() {
    let house = house().await;
    let mut dana = logged_in(&house, "dana").await;
    dana.go("/clients/surgery/inspector").await;
    let mine = dana.page().form("Inspect").fields;
    let mut paul = logged_in(&house, "paul").await;
    paul.go("/clients/pharmacy/inspector").await;
    let theirs = paul.page().form("Inspect").fields;
    for action in
        ["/clients/surgery/inspector", "/clients/surgery/assertion", "/clients/surgery/link", "/log-out"]
    {
        for fields in [Vec::new(), vec![("csrf".to_owned(), String::new())], theirs.clone()] {
            dana.send(action, &fields).await;
            dana.sees(NOT_ACCEPTED);
            assert_eq!(dana.page().status, 403, "{action}");
        }
    }
    let pairs: Vec<(&str, &str)> = mine.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let mut stranger = at_pages(&house);
    stranger.post_from_elsewhere("/clients/surgery/inspector", &pairs).await;
    assert_eq!(stranger.page().status, 403);
}

#[tokio::test]
async fn a_session_of_the_partner_pages_opens_nothing_at_the_console() {
    let house = house().await;
    let dana = logged_in(&house, "dana").await;
    let session = dana.cookie(COOKIE).expect("a session").to_owned();
    let browser = crate::operators::browser(Some(Secret::new(session)));
    let operator = house.identity().operator(&browser).await.expect("read").expect("signed in");
    assert!(!operator.works_here(), "the console has nothing for them");
}
