//! Journeys 2.14, E24: a message to support goes to support, its number to the sender, and nobody is flooded.

use house_tests::{Person, TestHouse};
use identity::SentMessage;
use vocabulary::{Lifetime, Message};

const SUPPORT: &str = "support@nhs-login.example";
const SENDER: &str = "Ada.Writer@patients.example";

/// Fills in the form, with `change` of single fields, and sends it.
async fn write(house: &TestHouse, change: &[(&str, &str)]) -> Person {
    let mut person = Person::new(house);
    person.go("/contact?error=CID1004").await.sees("Contact us");
    let form = person.page().form("Send message");
    let mut fields = form.fields;
    let written = [
        ("name", "Ada Writer"),
        ("email", SENDER),
        ("service", "NHS App"),
        ("problem", "phone"),
        ("message", "I have a new number.\r\nMy old phone is lost."),
    ];
    for (name, value) in written.iter().chain(change) {
        fields.retain(|(known, _)| known != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    person.send(&form.action, &fields).await;
    person
}

async fn messages_to(house: &TestHouse, recipient: &str) -> Vec<SentMessage> {
    house.identity().outbox(Some(recipient)).await.expect("the outbox")
}

#[tokio::test]
async fn support_gets_the_message_and_the_sender_its_number_alone() {
    let house = TestHouse::start().await;
    let person = write(&house, &[]).await;
    person.sees("We have received your message");

    let to_support = messages_to(&house, SUPPORT).await;
    let [SentMessage { message: Message::Contact(written), .. }] = to_support.as_slice() else {
        panic!("{to_support:?}")
    };
    assert_eq!((written.name.expose().as_str(), written.email.as_str()), ("Ada Writer", SENDER));
    assert_eq!(
        (written.service.as_str(), written.problem.as_str()),
        ("NHS App", "I have changed or lost my phone")
    );
    assert_eq!(written.text.expose(), "I have a new number.\nMy old phone is lost.");
    assert_eq!(written.quoted.as_ref().map(|quoted| quoted.expose().as_str()), Some("CID1004"));
    let number = written.reference;
    assert!(person.page().text().contains(&number.to_string()), "{}", person.page().text());

    let to_sender = messages_to(&house, SENDER).await;
    let [SentMessage { message: Message::ContactReceived { reference }, .. }] = to_sender.as_slice() else {
        panic!("{to_sender:?}")
    };
    assert_eq!(*reference, number);
}

#[tokio::test]
async fn what_is_written_to_support_is_not_readable_in_the_database() {
    let house = TestHouse::start().await;
    write(&house, &[]).await.sees("We have received your message");
    let files = house.database_files();
    assert!(!files.is_empty());
    for file in files {
        let bytes = std::fs::read(&file).expect("the database");
        for value in ["Ada Writer", "Ada.Writer", "ada.writer", "My old phone", "CID1004"] {
            let found = bytes.windows(value.len()).any(|window| window == value.as_bytes());
            assert!(!found, "{value:?} is readable in {}", file.display());
        }
    }
}

#[tokio::test]
async fn the_sixth_message_within_a_minute_waits_and_what_was_typed_is_kept() {
    let house = TestHouse::start().await;
    for number in 1..=5 {
        let person = write(&house, &[]).await;
        assert_eq!(person.page().status, 200, "message {number}: {}", person.page().describe());
    }
    let mut person = write(&house, &[]).await;
    assert_eq!(person.page().status, 429, "{}", person.page().describe());
    let wait =
        "We have received a lot of messages from where you are. Wait 1 minute, then send this message again";
    assert_eq!(person.page().errors(), [wait]);
    assert!(person.page().html.contains("My old phone is lost."));
    assert_eq!(messages_to(&house, SUPPORT).await.len(), 5);

    house.clock.forward(Lifetime::minutes(1));
    person = write(&house, &[]).await;
    person.sees("We have received your message");
    assert_eq!(messages_to(&house, SUPPORT).await.len(), 6);
    // Whoever fills in the form chooses the address, so it is told three times and no more within the hour.
    assert_eq!(messages_to(&house, SENDER).await.len(), 3);
}

#[tokio::test]
async fn a_form_with_a_second_line_in_its_name_or_address_adds_no_header_and_no_recipient() {
    let house = TestHouse::start().await;
    let person = write(&house, &[("email", "ada@patients.example\r\nBcc: all@patients.example")]).await;
    assert_eq!(person.page().status, 422, "{}", person.page().describe());
    assert!(messages_to(&house, SUPPORT).await.is_empty());

    write(&house, &[("name", "Ada\r\nBcc: all@patients.example")])
        .await
        .sees("We have received your message");
    let to_support = messages_to(&house, SUPPORT).await;
    let Some(Message::Contact(written)) = to_support.first().map(|sent| &sent.message) else {
        panic!("{to_support:?}")
    };
    assert_eq!(written.name.expose(), "Ada Bcc: all@patients.example");
    assert!(messages_to(&house, "all@patients.example").await.is_empty());
}

#[tokio::test]
async fn a_choice_that_the_form_does_not_offer_is_not_passed_on() {
    let house = TestHouse::start().await;
    let long = "A".repeat(101);
    let person = write(&house, &[("service", "Buy now"), ("problem", "Buy now"), ("name", &long)]).await;
    let errors = [
        "Name must be 100 characters or fewer",
        "Select the website or app you were using",
        "Select what you need help with",
    ];
    assert_eq!(person.page().errors(), errors);
    assert!(messages_to(&house, SUPPORT).await.is_empty());
}
