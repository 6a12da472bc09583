//! Samples of every message.

use std::sync::Arc;

use vocabulary::{
    CaseId, Cid, ContactMessage, DeclineReason, EmailAddress, IncidentReference, Message, MessageKind,
    PhoneChange, Secret,
};

use crate::frame::{Brand, Stage};
use crate::messages::{Sender, Written, write};

/// Every kind of message in its final words.
#[must_use]
pub fn messages() -> Vec<(MessageKind, Written)> {
    MessageKind::ALL.into_iter().map(|kind| (kind, write(&message(kind), &sender()))).collect()
}

pub(super) fn sender() -> Sender {
    Sender {
        brand: Arc::new(Brand::new(Stage::Sandbox)),
        origin: "https://auth.login.example".into(),
        email_code_minutes: 60,
        phone_code_minutes: 5,
    }
}

fn message(kind: MessageKind) -> Message {
    let code = Secret::new("482915".to_owned());
    match kind {
        MessageKind::ConfirmEmail => Message::ConfirmEmail { code },
        MessageKind::AccountCreated => Message::AccountCreated,
        MessageKind::TextCode => Message::TextCode { code },
        MessageKind::CallCode => Message::CallCode { code },
        MessageKind::RecordCode => Message::RecordCode { code },
        MessageKind::DeviceRemembered => Message::DeviceRemembered { at: "2026-03-15T15:04:05Z".into() },
        MessageKind::Contact => Message::Contact(contact()),
        MessageKind::ContactReceived => Message::ContactReceived { reference: contact().reference },
        MessageKind::PhotoIdPassed => Message::PhotoIdPassed,
        MessageKind::PhotoIdDeclined => Message::PhotoIdDeclined { reason: DeclineReason::Glare },
        MessageKind::AccountDisabled => Message::AccountDisabled { cid: Cid::INVESTIGATED },
        MessageKind::AccountEnabled => Message::AccountEnabled,
        MessageKind::AccountDeleted => Message::AccountDeleted,
        MessageKind::PhoneChanged => Message::PhoneChanged { change: PhoneChange::MobileRemoved },
        MessageKind::EvidenceReady => Message::EvidenceReady {
            case: CaseId::from_bytes([0x3b; 16]),
            until: "2026-03-16T15:04:05Z".into(),
        },
        MessageKind::ContinueLink => Message::ContinueLink {
            link: Secret::new(
                "https://auth.login.example/here/9vXk2mTqR7yZbN4cW8sDfg9vXk2mTqR7yZbN4cW8s04".into(),
            ),
            minutes: 10,
        },
        MessageKind::OperatorReset => Message::OperatorReset {
            link: Some(Secret::new(
                "https://console.login.example/invitation/9vXk2mTqR7yZbN4cW8sDfg9vXk2mTqR7yZbN4cW8sDf".into(),
            )),
            hours: 24,
        },
        MessageKind::OperatorInvitation => Message::OperatorInvitation {
            link: Secret::new(
                "https://console.login.example/invitation/9vXk2mTqR7yZbN4cW8sDfg9vXk2mTqR7yZbN4cW8sDf".into(),
            ),
            hours: 24,
        },
    }
}

fn contact() -> ContactMessage {
    ContactMessage {
        reference: IncidentReference::from_bytes([0x3b, 0xc7, 0x34, 0xdc, 0x4d]),
        name: Secret::new("Nina Newcombe".into()),
        email: EmailAddress::try_from("nina.newcombe@patients.example").expect("a legal address"),
        service: "Example Health App".into(),
        problem: "I have changed or lost my phone".into(),
        text: Secret::new(
            "I have a new number.\nMy old phone is lost.\n\nEmail address: other@patients.example".into(),
        ),
        quoted: Some(Secret::new("CID1004".into())),
    }
}
