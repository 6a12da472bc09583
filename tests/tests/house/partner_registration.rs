//! The partner pages: a client registered and changed by its own developers. F-59

use house_tests::{Partner, Person, TestHouse};
use vocabulary::{ClientDocument, ClientId};

use crate::OWEN;
use crate::partner_pages::{at_client, at_pages, does_not_say, says};
use crate::partner_users::{house as house_with_log_in, logged_in};
use crate::registry_rules::registrar;

const NEW: &str = "http://localhost:3000/callback";

async fn registered(house: &TestHouse, id: &str) -> ClientDocument {
    let id = ClientId::try_from(id).expect("a client id");
    house.identity().client(&id).await.expect("read").expect("there").document
}

/// The button that removes the only key.
fn remove(person: &Person) -> String {
    let text = person.page().text();
    let button = text.find("Remove the key ").map(|at| text[at..].split(' ').take(4));
    button.expect("a key").collect::<Vec<_>>().join(" ")
}

async fn sends(person: &mut Person, key: &str, uris: &str) {
    person.go("/").await;
    person.go("/register").await;
    person.sees("Register a client");
    person.fill("Client ID", "my-app").fill("Name that people see", "My app");
    person.set("redirectUris", uris).set("keyText", key).press("Register this client").await;
}

#[tokio::test]
async fn in_a_sandbox_a_client_is_registered_on_a_page_and_used_at_once() {
    let house = TestHouse::start().await;
    let surgery = house.partner("surgery").await;
    let key = surgery.public_key_pem();
    let mut developer = at_pages(&house);
    developer.go("/register").await;
    developer.press("Register this client").await;
    assert_eq!(developer.page().status, 422);
    assert_eq!(developer.page().errors().len(), 4, "{}", developer.page().describe());
    sends(&mut developer, &surgery.private_key_pem(), NEW).await;
    assert!(developer.page().errors()[0].starts_with("This is a private key"));
    assert!(!developer.page().html.contains("BEGIN PRIVATE KEY"), "it is not shown again");
    sends(&mut developer, &key, "http://localhost:3000/callback?x=1").await;
    assert!(developer.page().errors()[0].contains("F-15"), "{}", developer.page().describe());
    sends(&mut developer, &key, NEW).await;
    says(&developer, "Your client is registered and can be used now");
    assert_eq!(developer.page().address, "/clients/my-app?registered");
    let mut mine: Partner = surgery.clone();
    (mine.client_id, mine.redirect_uri) = ("my-app".to_owned(), NEW.to_owned());
    let mut person = Person::new(&house);
    let code = mine.sign_in(&mut person, OWEN, &mine.request()).await;
    let tokens = mine.redeem(&code).await;
    assert_eq!((tokens.status, tokens.claims("id_token")["aud"].as_str()), (200, Some("my-app")));
    sends(&mut developer, &key, NEW).await;
    assert_eq!(developer.page().errors(), ["A client with this ID exists: choose another one"]);
}

#[tokio::test]
async fn in_a_sandbox_a_change_takes_effect_at_once_and_the_last_key_stays() {
    let house = TestHouse::start().await;
    let surgery = house.partner("surgery").await;
    let mut developer = at_client(&house, &surgery).await;
    developer.go("/clients/surgery/change/addresses").await;
    developer.set("redirectUris", &format!("{}\n{NEW}", surgery.redirect_uri)).press("Save the change").await;
    says(&developer, "The change is in effect");
    says(&developer, NEW);
    let mut mine = surgery.clone();
    NEW.clone_into(&mut mine.redirect_uri);
    let mut person = Person::new(&house);
    mine.sign_in(&mut person, OWEN, &mine.request()).await;
    developer.go("/clients/surgery/change/names").await;
    developer.fill("Name that people see", "").press("Save the change").await;
    assert_eq!(developer.page().errors(), ["Enter the name that people see, up to 100 characters"]);
    developer.fill("Name that people see", "Surgery online").press("Save the change").await;
    says(&developer, "Surgery online");
    let button = remove(&developer);
    developer.press(&button).await;
    assert_eq!(developer.page().status, 422, "{}", developer.page().describe());
    assert_eq!(registered(&house, "surgery").await.keys.len(), 1);
    let id = ClientId::try_from("surgery").expect("a client id");
    let events = house.identity().store().list_audit_events_of_client(&id, 50).await.expect("read");
    assert_eq!(
        events.iter().filter(|event| event.kind == "client_changed").count(),
        3,
        "import and 2 changes"
    );
}

#[tokio::test]
async fn with_a_log_in_a_change_waits_and_can_be_given_up() {
    let house = house_with_log_in().await;
    let before = registered(&house, "surgery").await;
    let mut dana = logged_in(&house, "dana").await;
    dana.go("/register").await;
    assert_eq!(dana.page().status, 404);
    for _ in 0..2 {
        dana.go("/clients/surgery/change/addresses").await;
        says(&dana, "An operator looks at every change before it takes effect");
        dana.set("redirectUris", NEW).press("Send the change for approval").await;
        says(&dana, "It takes effect when an operator approves it");
        says(&dana, "Waiting for approval");
        assert_eq!(registered(&house, "surgery").await, before);
        dana.press("Give up this change").await;
        says(&dana, "The change was given up");
        says(&dana, "Given up");
    }
    dana.go("/clients/surgery/change/names").await;
    dana.fill("Name that people see", "Surgery online").press("Send the change for approval").await;
    let mut paul = logged_in(&house, "paul").await;
    paul.go("/clients/pharmacy/settings").await;
    does_not_say(&paul, "Surgery online");
    let withdraw = dana.page().form("Give up this change");
    let elsewhere = withdraw.action.replace("/clients/surgery/", "/clients/pharmacy/");
    paul.send(&elsewhere, &paul.page().form(&remove(&paul)).fields.clone()).await;
    assert_eq!(paul.page().status, 404);
    let second = registrar(&house, "registrar").await;
    let waiting = house.identity().client_page(&second, &ClientId::try_from("surgery").expect("an id")).await;
    let waiting = waiting.expect("read").expect("there");
    assert_eq!(waiting.drafts.len(), 1, "the operators see it");
}
