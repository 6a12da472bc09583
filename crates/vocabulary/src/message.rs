//! What the service tells a person outside the browser. The words stand in `screens`, the sending in `gateways`.

use crate::contact::EmailAddress;
use crate::id::CaseId;
use crate::proving::DeclineReason;
use crate::reference::{Cid, IncidentReference};
use crate::secret::Secret;
use crate::words::words;

/// How a message travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Channel {
    /// Email.
    Email,
    /// Text message.
    Text,
    /// Automated voice call.
    Call,
}

impl Channel {
    /// Its name in storage, metrics and configuration.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Text => "text",
            Self::Call => "call",
        }
    }
}

/// Which message it is (journeys.md, section 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MessageKind {
    /// E1: confirm the email address.
    ConfirmEmail,
    /// E3: the account is there.
    AccountCreated,
    /// T1: a code by text.
    TextCode,
    /// T4: a code by voice call.
    CallCode,
    /// E23: a device was remembered.
    DeviceRemembered,
    /// What somebody wrote in the contact form, to the support mailbox.
    Contact,
    /// E24: the contact form was received.
    ContactReceived,
    /// E12: the photo ID check was passed.
    PhotoIdPassed,
    /// E13, E14 or E15, as the reason says: it was not passed.
    PhotoIdDeclined,
    /// E20: the account is disabled or under review.
    AccountDisabled,
    /// T3: a link to go on with another device.
    ContinueLink,
    /// T2: a code to the number that the GP surgery holds.
    RecordCode,
    /// To somebody who is invited to work in the operator console.
    OperatorInvitation,
    /// To an operator: somebody reset their log in.
    OperatorReset,
    /// The account can be used again: the answer that E20 promises.
    AccountEnabled,
    /// E22: the account is gone.
    AccountDeleted,
    /// E9: a phone number was changed or removed.
    PhoneChanged,
    /// To an operator: archived evidence can be looked at.
    EvidenceReady,
}

impl MessageKind {
    /// Every kind.
    pub const ALL: [Self; 18] = [
        Self::ConfirmEmail,
        Self::AccountCreated,
        Self::TextCode,
        Self::CallCode,
        Self::DeviceRemembered,
        Self::Contact,
        Self::ContactReceived,
        Self::PhotoIdPassed,
        Self::PhotoIdDeclined,
        Self::AccountDisabled,
        Self::ContinueLink,
        Self::RecordCode,
        Self::OperatorInvitation,
        Self::OperatorReset,
        Self::AccountEnabled,
        Self::AccountDeleted,
        Self::PhoneChanged,
        Self::EvidenceReady,
    ];

    /// Its name in storage, metrics and configuration.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ConfirmEmail => "confirm_email",
            Self::AccountCreated => "account_created",
            Self::TextCode => "text_code",
            Self::CallCode => "call_code",
            Self::DeviceRemembered => "device_remembered",
            Self::Contact => "contact",
            Self::ContactReceived => "contact_received",
            Self::PhotoIdPassed => "photo_id_passed",
            Self::PhotoIdDeclined => "photo_id_declined",
            Self::AccountDisabled => "account_disabled",
            Self::ContinueLink => "continue_link",
            Self::RecordCode => "record_code",
            Self::OperatorInvitation => "operator_invitation",
            Self::OperatorReset => "operator_reset",
            Self::AccountEnabled => "account_enabled",
            Self::AccountDeleted => "account_deleted",
            Self::PhoneChanged => "phone_changed",
            Self::EvidenceReady => "evidence_ready",
        }
    }
}

/// A message with what its words need.
#[derive(Debug, Clone)]
pub enum Message {
    /// E1: six digits, valid for an hour.
    ConfirmEmail {
        /// The six digits.
        code: Secret<String>,
    },
    /// E3.
    AccountCreated,
    /// T1: six digits, valid for five minutes.
    TextCode {
        /// The six digits.
        code: Secret<String>,
    },
    /// T4: six digits, read twice.
    CallCode {
        /// The six digits.
        code: Secret<String>,
    },
    /// E23: when, in UTC text.
    DeviceRemembered {
        /// RFC 3339 to the second.
        at: String,
    },
    /// To the support mailbox: the only message that holds what somebody typed. Journeys 2.14
    Contact(ContactMessage),
    /// E24, to the address given in the contact form. It holds nothing that was typed there, as the address may be a stranger's.
    ContactReceived {
        /// The number of the message.
        reference: IncidentReference,
    },
    /// E12.
    PhotoIdPassed,
    /// E13, E14 or E15.
    PhotoIdDeclined {
        /// Why; the person reads a sentence that never says what is suspected.
        reason: DeclineReason,
    },
    /// E20.
    AccountDisabled {
        /// The reference to give when asking for help.
        cid: Cid,
    },
    /// T3.
    ContinueLink {
        /// The whole https address.
        link: Secret<String>,
        /// How long it works, minutes.
        minutes: u64,
    },
    /// T2: six digits to the number that the GP surgery holds, valid for five minutes.
    RecordCode {
        /// The six digits.
        code: Secret<String>,
    },
    /// To somebody who is invited to work in the operator console.
    OperatorInvitation {
        /// The whole address of the page that sets them up.
        link: Secret<String>,
        /// How long it works, hours.
        hours: u64,
    },
    /// To an operator whose password and authenticator app were made to work no more.
    OperatorReset {
        /// The whole address of the page that sets them up again; none when an administrator hands them a password.
        link: Option<Secret<String>>,
        /// How long it works, hours.
        hours: u64,
    },
    /// What E20 promises.
    AccountEnabled,
    /// E22.
    AccountDeleted,
    /// E9.
    PhoneChanged {
        /// What was changed; the number is not told.
        change: PhoneChange,
    },
    /// To an operator whose user name is an email address. Journeys 6.1
    EvidenceReady {
        /// The verification ID.
        case: CaseId,
        /// Until when, RFC 3339 to the second.
        until: String,
    },
}

words! {
    /// What was changed about the phones of an account.
    PhoneChange, "phone change" {
        /// There is another mobile number.
        MobileChanged = "mobile_changed",
        /// There is another landline number.
        LandlineChanged = "landline_changed",
        /// The mobile number is gone.
        MobileRemoved = "mobile_removed",
        /// The landline number is gone.
        LandlineRemoved = "landline_removed",
    }
}

/// What somebody wrote in the contact form. Journeys 2.14
#[derive(Debug, Clone)]
pub struct ContactMessage {
    /// The number of this message, made by us.
    pub reference: IncidentReference,
    /// Who writes, on one line.
    pub name: Secret<String>,
    /// Where the answer goes.
    pub email: EmailAddress,
    /// The website or app, one of those that the form names.
    pub service: String,
    /// The kind of problem, in the words of the form.
    pub problem: String,
    /// What happened, in as many lines as were typed.
    pub text: Secret<String>,
    /// The error reference that the sender gave, if any.
    pub quoted: Option<Secret<String>>,
}

impl Message {
    /// Which message it is.
    #[must_use]
    pub const fn kind(&self) -> MessageKind {
        match self {
            Self::ConfirmEmail { .. } => MessageKind::ConfirmEmail,
            Self::AccountCreated => MessageKind::AccountCreated,
            Self::TextCode { .. } => MessageKind::TextCode,
            Self::CallCode { .. } => MessageKind::CallCode,
            Self::DeviceRemembered { .. } => MessageKind::DeviceRemembered,
            Self::Contact(_) => MessageKind::Contact,
            Self::ContactReceived { .. } => MessageKind::ContactReceived,
            Self::PhotoIdPassed => MessageKind::PhotoIdPassed,
            Self::PhotoIdDeclined { .. } => MessageKind::PhotoIdDeclined,
            Self::AccountDisabled { .. } => MessageKind::AccountDisabled,
            Self::ContinueLink { .. } => MessageKind::ContinueLink,
            Self::RecordCode { .. } => MessageKind::RecordCode,
            Self::OperatorInvitation { .. } => MessageKind::OperatorInvitation,
            Self::OperatorReset { .. } => MessageKind::OperatorReset,
            Self::AccountEnabled => MessageKind::AccountEnabled,
            Self::AccountDeleted => MessageKind::AccountDeleted,
            Self::PhoneChanged { .. } => MessageKind::PhoneChanged,
            Self::EvidenceReady { .. } => MessageKind::EvidenceReady,
        }
    }

    /// How it travels.
    #[must_use]
    pub const fn channel(&self) -> Channel {
        match self {
            Self::ConfirmEmail { .. }
            | Self::AccountCreated
            | Self::DeviceRemembered { .. }
            | Self::Contact(_)
            | Self::ContactReceived { .. }
            | Self::PhotoIdPassed
            | Self::PhotoIdDeclined { .. }
            | Self::AccountDisabled { .. }
            | Self::OperatorInvitation { .. }
            | Self::OperatorReset { .. }
            | Self::AccountEnabled
            | Self::AccountDeleted
            | Self::PhoneChanged { .. }
            | Self::EvidenceReady { .. } => Channel::Email,
            Self::TextCode { .. } | Self::ContinueLink { .. } | Self::RecordCode { .. } => Channel::Text,
            Self::CallCode { .. } => Channel::Call,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_a_person_wrote_to_support_is_printed_by_accident() {
        let message = Message::Contact(ContactMessage {
            reference: IncidentReference::from_bytes([1, 2, 3, 4, 5]),
            name: Secret::new("Ada Marked".into()),
            email: EmailAddress::try_from("ada.marked@patients.example").expect("an address"),
            service: "NHS App".into(),
            problem: "Something else".into(),
            text: Secret::new("marked words".into()),
            quoted: Some(Secret::new("CID marked".into())),
        });
        let printed = format!("{message:?}");
        assert!(printed.contains("NHS App") && !printed.to_lowercase().contains("marked"), "{printed}");
        assert_eq!((message.kind(), message.channel()), (MessageKind::Contact, Channel::Email));
    }

    #[test]
    fn every_kind_has_a_name_of_its_own() {
        let names: std::collections::BTreeSet<_> = MessageKind::ALL.map(MessageKind::as_str).into();
        assert_eq!(names.len(), MessageKind::ALL.len());
    }
}
