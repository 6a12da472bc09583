//! Samples of the test service's own pages.

use vocabulary::Secret;

use super::messages::sender;
use super::{Sample, last_frame};
use crate::frame::Link;
use crate::messages::{ConfirmEmail, PhoneCodeCall, PhoneCodeText};
use crate::paths;
use crate::sandbox::{KnownPerson, Landing, Outbox, OutboxContent, OutboxMessage, SeededPerson};

pub(super) fn pages() -> Vec<Sample> {
    let person = |name: &str, email: &str, level: &str, note: &str| SeededPerson {
        name: name.into(),
        email: email.into(),
        password: "made-up-words-1".into(),
        level: level.into(),
        note: note.into(),
    };
    let landing = Landing {
        frame: last_frame(),
        partner_href: Some("http://localhost:8090/".into()),
        places: vec![
            Link::new("Sandbox outbox: every email, text message and call", paths::OUTBOX),
            Link::new("Discovery document", "/.well-known/openid-configuration"),
        ],
        static_code: Some("190696".into()),
        people: vec![
            person("Amina Okafor-Whitfield", "amina@example.com", "P9", "Has a mobile and a landline"),
            person("Bartholomew Fitzgerald-Ashworth-Jones", "bart@example.com", "P0", "A long name"),
        ],
        known: vec![KnownPerson {
            name: "Amelia Jane Thornbury".into(),
            nhs_number: "999 200 1011".into(),
            born: "14 March 1979".into(),
            postcode: "YO1 7HH".into(),
            note: "An ordinary adult".into(),
        }],
    };
    let empty = Outbox { frame: last_frame(), filter: None, recipients: Vec::new(), messages: Vec::new() };
    vec![
        Sample::new("sandbox/landing", landing),
        Sample::new("sandbox/outbox", outbox()),
        Sample::new("sandbox/outbox+empty", empty),
    ]
}

fn outbox() -> Outbox {
    let code = || Secret::new("482915".to_owned());
    let email = ConfirmEmail { sender: sender(), code: code(), minutes: 60 }.render();
    let text = PhoneCodeText { sender: sender(), code: code(), minutes: 5 }.render();
    let call = PhoneCodeCall { sender: sender(), code: code() }.render();
    let message = |recipient: &str, content: OutboxContent| OutboxMessage {
        sent: "15 March 2026 at 15:04:05".into(),
        recipient: recipient.into(),
        content,
    };
    let html_href = "/sandbox/outbox/1".to_owned();
    Outbox {
        frame: last_frame(),
        filter: Some("amina@example.com".into()),
        recipients: vec!["amina@example.com".into(), "07700 900695".into()],
        messages: vec![
            message(
                "amina@example.com",
                OutboxContent::Email { subject: email.subject, text: email.text.expose().clone(), html_href },
            ),
            message("07700 900695", OutboxContent::Text { text: text.body.expose().clone() }),
            message("01632 960123", OutboxContent::Call { script: call.script.expose().clone() }),
        ],
    }
}
