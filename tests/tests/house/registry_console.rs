//! Journeys 6.1, "Client registrations": the registry's pages, walked by two registrars and an auditor.

use house_tests::{Person, Storage, TestHouse};
use tokens::{KeyState, SigningAlgorithm, SigningKey};
use vocabulary::Instant;

use crate::checker_console::signs_in;

const OFF: &str = "No second person is needed for changes by operators";

fn key() -> SigningKey {
    let state = KeyState::Current { signing_since_at: Instant::from_seconds(0) };
    SigningKey::generate(SigningAlgorithm::Rs512, state).expect("a key")
}

async fn follows(person: &mut Person, link: &str) {
    let href = person.page().link(link);
    person.go(&href).await;
}

fn reads(person: &Person, words: &str) {
    assert!(person.page().text().contains(words), "no {words:?} on:\n{}", person.page().describe());
}

fn reads_nothing_of(person: &Person, words: &str) {
    assert!(!person.page().text().contains(words), "{words:?} on:\n{}", person.page().describe());
}

/// At the task list of a new client's draft.
async fn begins(house: &TestHouse) -> Person {
    let mut person = signs_in(house, "registrar").await;
    person.go("/clients").await.sees("Client registrations");
    follows(&mut person, "Register a new client").await;
    person.sees("Register a new client");
    person.press("Continue").await;
    assert_eq!(person.page().errors().len(), 2, "{}", person.page().describe());
    person.fill("Client ID", "new-app").fill("Name that people see", "New app").press("Continue").await;
    person.sees("Register New app");
    reads(&person, "Incomplete");
    person
}

async fn gives_addresses(person: &mut Person) {
    follows(person, "Redirect addresses").await;
    person.sees("Redirect addresses");
    let two = "https://new-app.example/cb?x\nhttps://*.new-app.example/cb";
    person.fill("Redirect addresses", two).press("Save and continue").await;
    assert_eq!(
        person.page().errors(),
        [
            "https://new-app.example/cb?x must have no query string: nothing after a question mark (F-15)",
            "https://*.new-app.example/cb must have no wildcard: it is compared letter by letter (F-15)",
        ]
    );
    person.fill("Redirect addresses", "https://new-app.example/cb").press("Save and continue").await;
    person.sees("Register New app");
}

async fn gives_key(person: &mut Person) {
    const PASTE: &str = "Public key, in PEM or as a JWKS";
    follows(person, "Keys").await;
    person.sees("Keys of New app");
    let private = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----";
    person.fill(PASTE, private).press("Add this key").await;
    assert!(person.page().errors()[0].starts_with("This is a private key. We have not kept it"));
    let again = person.page().form("Add this key").fields;
    assert!(again.iter().all(|(_, value)| !value.contains("c2VjcmV0")), "it is not shown again");
    person
        .fill(PASTE, "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")
        .press("Add this key")
        .await;
    assert!(person.page().errors()[0].starts_with("This is a certificate"));
    let public = key().verifying_key().to_pem();
    person
        .fill(PASTE, &public)
        .fill("Key ID (optional)", "2026")
        .set("untilDay", "31")
        .set("untilMonth", "2");
    person.set("untilYear", "2099").press("Add this key").await;
    assert_eq!(person.page().errors(), ["End must be a real date, like 31 3 2027"]);
    person
        .fill(PASTE, &public)
        .fill("Key ID (optional)", "2026")
        .set("untilDay", "31")
        .set("untilMonth", "March");
    person.set("untilYear", "2099").press("Add this key").await;
    person.sees("Keys of New app");
    reads(person, "2026");
    reads(person, "until 31 March 2099");
    person.fill(PASTE, &public).press("Add this key").await;
    assert_eq!(person.page().errors(), ["This key is registered for this client already"]);
    follows(person, "2026").await;
    person.sees("When this key is accepted");
    person.set("untilYear", "2098").press("Save and continue").await;
    reads(person, "until 31 March 2098");
    follows(person, "Go on without adding a key").await;
}

async fn gives_requests(person: &mut Person) {
    follows(person, "What it may ask for").await;
    person.press("Save and continue").await;
    assert_eq!(person.page().errors(), ["Select how well people may have to be known (F-52)"]);
    person.tick("P5.Cp.Cd: password, and a known device or a code", "P5.Cp.Cd");
    person.tick("email: email address", "email").press("Save and continue").await;
    person.sees("Register New app");
    follows(person, "Switches").await;
    person.press("Save and continue").await;
    follows(person, "Single sign-on").await;
    person.press("Save and continue").await;
    follows(person, "Name and links").await;
    person.fill("Terms of use (optional)", "https://new-app.example/terms").press("Save and continue").await;
    person.sees("Register New app");
    reads_nothing_of(person, "Incomplete");
}

#[tokio::test]
async fn a_client_is_registered_section_by_section_and_a_second_person_lets_it_in() {
    let house = TestHouse::start().await;
    let mut author = begins(&house).await;
    gives_addresses(&mut author).await;
    gives_key(&mut author).await;
    gives_requests(&mut author).await;
    follows(&mut author, "Check what changes").await;
    author.sees("What changes for New app");
    reads(&author, "Requests signed with key 2026 are accepted until 31 March 2098.");
    author.press("Submit for approval").await;
    assert_eq!(author.page().errors(), ["Enter the incident number"]);
    author.fill("Incident number", "CHG-1").press("Submit for approval").await;
    author.sees("What changes for New app");
    reads(&author, "Waiting for approval");
    reads(&author, "somebody else has to approve it");

    let mut auditor = signs_in(&house, "auditor").await;
    auditor.go("/clients").await;
    follows(&mut auditor, "New app: draft for new-app").await;
    reads(&auditor, "This draft waits for somebody who may approve it.");

    let mut second = signs_in(&house, "registrar2").await;
    second.go("/clients").await;
    follows(&mut second, "New app: draft for new-app").await;
    reads(&second, "CHG-1");
    second.press("Reject").await;
    assert_eq!(
        second.page().errors(),
        ["Enter the incident number", "Enter why you reject this change, so that its author can mend it"]
    );
    second.press("Approve: it takes effect now").await;
    assert_eq!(second.page().errors(), ["Enter the incident number"]);
    second.fill("Incident number", "CHG-1B").press("Approve: it takes effect now").await;
    second.sees("Client: New app");
    reads(&second, "The change is in effect");
    reads(&second, "https://new-app.example/cb");
    follows(&mut second, "History of this registration").await;
    second.sees("History of New app");
    reads(&second, "Ravi Registrar");
    reads(&second, "Rosa Registrar");

    let path = "/authorize?client_id=new-app&redirect_uri=https%3A%2F%2Fnew-app.example%2Fcb&response_type=code\
        &scope=openid&state=s&nonce=n&vtr=%5B%22P5.Cp.Cd%22%5D";
    let mut patient = Person::new(&house);
    patient.go(path).await.sees("Enter your email address");
}

#[tokio::test]
async fn a_client_is_switched_off_at_once_and_on_again_by_two() {
    let house = TestHouse::start().await;
    let partner = house.partner("surgery").await;
    let mut author = signs_in(&house, "registrar").await;
    author.go("/clients/surgery").await.sees("Client: Test Surgery");
    follows(&mut author, "Switch off now").await;
    author.sees("Switch off Test Surgery");
    author.fill("Incident number", "?").press("Switch off now").await;
    assert_eq!(author.page().errors(), ["The incident number must be 3 to 32 letters, numbers and hyphens"]);
    author.fill("Incident number", "INC-7").press("Switch off now").await;
    author.sees("Client: Test Surgery");
    reads(&author, "The client is switched off");
    let mut patient = Person::new(&house);
    patient.go(&partner.request().path()).await;
    assert!(patient.page().status >= 400);

    author.press("Switch on again").await;
    author.sees("What changes for Test Surgery");
    reads(&author, "It is switched on: people can log in to it.");
    author.fill("Incident number", "INC-7").press("Submit for approval").await;
    let review = author.page().address.clone();
    let mut second = signs_in(&house, "registrar2").await;
    second.go(&review).await;
    second.fill("Incident number", "INC-7").press("Approve: it takes effect now").await;
    second.sees("Client: Test Surgery");
    patient.go(&partner.request().path()).await.sees("Enter your email address");
}

#[tokio::test]
async fn an_approval_of_what_is_out_of_date_is_refused_with_a_way_on() {
    let house = TestHouse::start().await;
    house.partner("surgery").await;
    let mut author = signs_in(&house, "registrar").await;
    let mut drafts = Vec::new();
    for address in ["https://surgery.example/one", "https://surgery.example/two"] {
        author.go("/clients/surgery").await.press("Change this registration").await;
        author.sees("Change Test Surgery");
        let draft = author.page().address.clone();
        follows(&mut author, "Redirect addresses").await;
        author.fill("Redirect addresses", address).press("Save and continue").await;
        author.go(&format!("{draft}/review")).await;
        author.fill("Incident number", "CHG-2").press("Submit for approval").await;
        drafts.push(draft);
    }
    let mut second = signs_in(&house, "registrar2").await;
    let mut other_tab = second.clone();
    other_tab.go(&format!("{}/review", drafts[1])).await;
    second.go(&format!("{}/review", drafts[0])).await;
    second.fill("Incident number", "CHG-2").press("Approve: it takes effect now").await;
    second.sees("Client: Test Surgery");
    other_tab.fill("Incident number", "CHG-2").press("Approve: it takes effect now").await;
    other_tab.sees("This draft is out of date");
    reads(&other_tab, "Nothing was changed.");
    author.go(&drafts[1]).await.press("Bring it up to date").await;
    author.sees("Change Test Surgery");
    author.go(&format!("{}/review", drafts[1])).await;
    reads(&author, "People will no longer be sent back to https://surgery.example/one");
    // A form of before is told that it is one.
    let mut late = author.clone();
    author.fill("Incident number", "CHG-2").press("Submit for approval").await;
    late.fill("Incident number", "CHG-2").press("Submit for approval").await;
    late.sees("This draft was changed by somebody else");
    author.go(&drafts[1]).await.press("Give up this draft").await;
    assert_eq!(author.page().errors(), ["Enter the incident number"]);
    author.fill("Incident number", "CHG-2").press("Give up this draft").await;
    author.sees("Client registrations");
}

#[tokio::test]
async fn clients_are_found_by_name_and_by_id_and_whoever_may_only_look_changes_nothing() {
    let house = TestHouse::start().await;
    house.partner("surgery").await;
    house_tests::Partner::register(&house, "pharmacy", |document| document.name = "Riverside".to_owned())
        .await;
    let mut auditor = signs_in(&house, "auditor").await;
    auditor.go("/clients?q=RIVER").await;
    reads(&auditor, "1 of 2 clients");
    reads_nothing_of(&auditor, "Test Surgery");
    reads_nothing_of(&auditor, "Register a new client");
    auditor.go("/clients?q=surgery").await;
    follows(&mut auditor, "Test Surgery").await;
    auditor.sees("Client: Test Surgery");
    for words in ["Change this registration", "Switch off now", "Switch on again"] {
        reads_nothing_of(&auditor, words);
    }
    auditor.go("/client-drafts/new").await.sees("You do not have access to this page");
}

#[tokio::test]
async fn where_no_second_person_is_needed_every_page_says_so() {
    let house = TestHouse::with(Storage::Sqlite, "clients.second_person = false").await;
    house.partner("surgery").await;
    let mut author = signs_in(&house, "registrar").await;
    author.go("/clients").await;
    reads(&author, OFF);
    author.go("/clients/surgery").await;
    reads(&author, OFF);
    author.press("Change this registration").await;
    reads(&author, OFF);
    follows(&mut author, "Redirect addresses").await;
    author.fill("Redirect addresses", "https://surgery.example/new").press("Save and continue").await;
    follows(&mut author, "Check what changes").await;
    reads(&author, OFF);
    author.fill("Incident number", "CHG-3").press("Let it take effect now").await;
    author.sees("Client: Test Surgery");
    follows(&mut author, "History of this registration").await;
    reads(&author, "Nobody else had to");
}
