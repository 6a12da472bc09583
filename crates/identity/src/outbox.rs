//! Messages as they wait: what their words need, as sealed JSON, and back.

use account_store::{OutboxMessage, OutboxState};
use serde::{Deserialize, Serialize};
use vocabulary::{
    CaseId, Channel, Cid, ContactMessage, DeclineReason, EmailAddress, IncidentReference, Instant, Message,
    MessageKind, Permission, PhoneChange, Secret,
};

use crate::checking::SignedInOperator;
use crate::fault::Fault;
use crate::service::Identity;

#[derive(Serialize, Deserialize, Default)]
struct Content {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    contact: Option<Contact>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cid: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    link: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    minutes: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hours: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    change: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    case: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Contact {
    name: String,
    email: String,
    service: String,
    problem: String,
    text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    quoted: Option<String>,
}

impl From<&ContactMessage> for Contact {
    fn from(message: &ContactMessage) -> Self {
        Self {
            name: message.name.expose().clone(),
            email: message.email.as_str().to_owned(),
            service: message.service.clone(),
            problem: message.problem.clone(),
            text: message.text.expose().clone(),
            quoted: message.quoted.as_ref().map(|quoted| quoted.expose().clone()),
        }
    }
}

impl Contact {
    fn message(self, reference: IncidentReference) -> Option<ContactMessage> {
        Some(ContactMessage {
            reference,
            name: Secret::new(self.name),
            email: EmailAddress::try_from(self.email.as_str()).ok()?,
            service: self.service,
            problem: self.problem,
            text: Secret::new(self.text),
            quoted: self.quoted.map(Secret::new),
        })
    }
}

/// What the words of `message` need, as JSON.
pub(crate) fn content(message: &Message) -> Secret<String> {
    let content = match message {
        Message::ConfirmEmail { code }
        | Message::TextCode { code }
        | Message::CallCode { code }
        | Message::RecordCode { code } => Content { code: Some(code.expose().clone()), ..Content::default() },
        Message::DeviceRemembered { at } => Content { at: Some(at.clone()), ..Content::default() },
        Message::AccountCreated
        | Message::AccountDeleted
        | Message::AccountEnabled
        | Message::PhotoIdPassed => Content::default(),
        Message::PhoneChanged { change } => {
            Content { change: Some(change.as_str().to_owned()), ..Content::default() }
        }
        Message::EvidenceReady { case, until } => {
            Content { case: Some(case.to_string()), at: Some(until.clone()), ..Content::default() }
        }
        Message::Contact(message) => Content {
            reference: Some(message.reference.to_string()),
            contact: Some(message.into()),
            ..Content::default()
        },
        Message::ContactReceived { reference } => {
            Content { reference: Some(reference.to_string()), ..Content::default() }
        }
        Message::PhotoIdDeclined { reason } => {
            Content { reason: Some(reason.as_str().to_owned()), ..Content::default() }
        }
        Message::AccountDisabled { cid } => Content { cid: Some(cid.number()), ..Content::default() },
        Message::ContinueLink { link, minutes } => {
            Content { link: Some(link.expose().clone()), minutes: Some(*minutes), ..Content::default() }
        }
        Message::OperatorInvitation { link, hours } => {
            Content { link: Some(link.expose().clone()), hours: Some(*hours), ..Content::default() }
        }
        Message::OperatorReset { link, hours } => {
            let link = link.as_ref().map(|link| link.expose().clone());
            Content { link, hours: Some(*hours), ..Content::default() }
        }
    };
    Secret::new(serde_json::to_string(&content).expect("texts serialise"))
}

/// The message that `stored` holds; none once its content was blanked.
#[must_use]
pub fn stored_message(stored: &OutboxMessage) -> Option<Message> {
    let content: Content = serde_json::from_str(stored.content.as_ref()?.expose()).ok()?;
    let code = || content.code.clone().map(Secret::new);
    let reference = || IncidentReference::try_from(content.reference.as_deref()?).ok();
    Some(match stored.kind {
        MessageKind::ConfirmEmail => Message::ConfirmEmail { code: code()? },
        MessageKind::TextCode => Message::TextCode { code: code()? },
        MessageKind::CallCode => Message::CallCode { code: code()? },
        MessageKind::RecordCode => Message::RecordCode { code: code()? },
        MessageKind::AccountCreated => Message::AccountCreated,
        MessageKind::DeviceRemembered => Message::DeviceRemembered { at: content.at? },
        MessageKind::ContactReceived => Message::ContactReceived { reference: reference()? },
        MessageKind::Contact => {
            let reference = reference()?;
            Message::Contact(content.contact?.message(reference)?)
        }
        MessageKind::PhotoIdPassed => Message::PhotoIdPassed,
        MessageKind::PhotoIdDeclined => {
            Message::PhotoIdDeclined { reason: DeclineReason::try_from(content.reason.as_deref()?).ok()? }
        }
        MessageKind::AccountDisabled => Message::AccountDisabled { cid: Cid::new(content.cid?) },
        MessageKind::AccountEnabled => Message::AccountEnabled,
        MessageKind::AccountDeleted => Message::AccountDeleted,
        MessageKind::PhoneChanged => {
            Message::PhoneChanged { change: PhoneChange::try_from(content.change?.as_str()).ok()? }
        }
        MessageKind::EvidenceReady => Message::EvidenceReady {
            case: CaseId::try_from(content.case?.as_str()).ok()?,
            until: content.at?,
        },
        MessageKind::ContinueLink => {
            Message::ContinueLink { link: Secret::new(content.link?), minutes: content.minutes? }
        }
        MessageKind::OperatorInvitation => {
            Message::OperatorInvitation { link: Secret::new(content.link?), hours: content.hours? }
        }
        MessageKind::OperatorReset => {
            Message::OperatorReset { link: content.link.map(Secret::new), hours: content.hours? }
        }
    })
}

/// A message as the sandbox's outbox page shows it.
#[derive(Debug, Clone)]
pub struct SentMessage {
    /// Its identifier.
    pub id: String,
    /// Email address or number.
    pub recipient: String,
    /// How it travels.
    pub channel: Channel,
    /// The message.
    pub message: Message,
    /// When it was written.
    pub created_at: Instant,
    /// Whether the provider has taken it.
    pub delivered: bool,
}

/// A message as operators see it: nothing of its recipient or content.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// Its identifier.
    pub id: String,
    /// Which message.
    pub kind: MessageKind,
    /// How it travels.
    pub channel: Channel,
    /// When it was written.
    pub created_at: Instant,
    /// How often sending was tried.
    pub attempts: u32,
    /// "waiting", "delivered" or "abandoned".
    pub state: &'static str,
    /// What the last attempt led to.
    pub outcome: Option<String>,
}

const SHOWN: u32 = 500;

impl Identity {
    /// The messages that were sent, newest first, as their recipients would get them; nothing outside sandbox mode.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn outbox(&self, recipient: Option<&str>) -> Result<Vec<SentMessage>, Fault> {
        if self.0.settings.sandbox.is_none() {
            return Ok(Vec::new());
        }
        let wanted = recipient.map(str::to_lowercase);
        let stored = self.0.store.list_messages(SHOWN).await?;
        let sent = stored.iter().filter_map(|stored| {
            let address = stored.recipient.expose().clone();
            let fits = wanted.as_ref().is_none_or(|wanted| address.to_lowercase() == *wanted);
            let message = stored_message(stored).filter(|_| fits)?;
            Some(SentMessage {
                id: stored.id.to_string(),
                recipient: address,
                channel: stored.channel,
                message,
                created_at: stored.created_at,
                delivered: matches!(stored.state, OutboxState::Delivered { .. }),
            })
        });
        Ok(sent.collect())
    }

    /// How the newest messages fare, for operators.
    ///
    /// # Errors
    /// When they may not see it, or the store fails.
    pub async fn deliveries(&self, by: &SignedInOperator) -> Result<Vec<Delivery>, Fault> {
        by.must(Permission::SeeDeliveries)?;
        let stored = self.0.store.list_messages(SHOWN).await?;
        Ok(stored.into_iter().map(delivery).collect())
    }
}

fn delivery(stored: OutboxMessage) -> Delivery {
    Delivery {
        id: stored.id.to_string(),
        kind: stored.kind,
        channel: stored.channel,
        created_at: stored.created_at,
        attempts: stored.attempts,
        state: match stored.state {
            OutboxState::Waiting { .. } => "waiting",
            OutboxState::Delivered { .. } => "delivered",
            OutboxState::Abandoned { .. } => "abandoned",
        },
        outcome: stored.outcome,
    }
}
