//! Takes messages out of the outbox and hands them to their providers.
//!
//! A message is claimed under a lease, sent with its id as idempotency key, and marked. After a crash in between, the
//! lease ends and the next attempt says so, and the gateway asks the provider before it sends again.

use std::sync::Arc;

use account_store::{Afterwards, OutboxMessage, Store};
use gateways::{Attempt, Call, Delivery, Email, Filling, Messages, Sender, Text};
use identity::{Identity, stored_message};
use screens::messages::{Written, write};
use tokio::task::JoinSet;
use vocabulary::{EmailAddress, Instant, Lifetime, Message, PhoneKind, PhoneNumber, Sandbox};

use crate::metrics::Metrics;
use crate::worker::Stop;
use crate::worker::schedule::Worth;

/// What the courier works with.
#[derive(Debug)]
pub(crate) struct Office {
    /// The providers.
    pub(crate) providers: Messages,
    /// Who email is from.
    pub(crate) from: Sender,
    /// What every message knows about the service.
    pub(crate) words: screens::messages::Sender,
    /// How long messages are worth sending.
    pub(crate) worth: Worth,
    /// How often to look when nothing wakes it.
    pub(crate) poll: Lifetime,
    /// How many messages at the same time.
    pub(crate) parallel: u32,
    /// Longer than any attempt can take.
    pub(crate) lease: Lifetime,
    /// A sandbox keeps what it sent, for its outbox page.
    pub(crate) sandbox: Option<Sandbox>,
}

/// The courier. Clones work together.
#[derive(Clone)]
pub(crate) struct Courier {
    identity: Identity,
    office: Arc<Office>,
    metrics: Metrics,
}

/// What became of one attempt.
enum Outcome {
    Delivered,
    Again { why: &'static str, due_at: Instant },
    GivenUp { why: &'static str },
}

impl Courier {
    pub(crate) fn new(identity: Identity, office: Office, metrics: Metrics) -> Self {
        Self { identity, office: Arc::new(office), metrics }
    }

    /// Works until told to stop; a round that has begun is finished.
    pub(crate) async fn work(self, mut stop: Stop) {
        loop {
            let full = self.round().await;
            let pause = async {
                if !full {
                    tokio::select! {
                        () = self.identity.message_waiting() => {}
                        () = tokio::time::sleep(self.office.poll.duration()) => {}
                    }
                }
            };
            tokio::select! {
                biased;
                () = stop.told() => return,
                () = pause => {}
            }
        }
    }

    /// Delivers what is due; whether there may be more.
    async fn round(&self) -> bool {
        let now = self.identity.now();
        let lease_until = now.after(self.office.lease);
        let claimed = self.store().claim_messages(self.office.parallel, lease_until, now).await;
        let messages = claimed.unwrap_or_else(|fault| {
            tracing::warn!(%fault, "the outbox cannot be read");
            Vec::new()
        });
        let full = messages.len() >= usize::try_from(self.office.parallel).unwrap_or(usize::MAX);
        let mut jobs = JoinSet::new();
        for message in messages {
            let courier = self.clone();
            jobs.spawn(async move { courier.deliver(message).await });
        }
        while let Some(ended) = jobs.join_next().await {
            if let Err(error) = ended {
                tracing::error!(%error, "a delivery was lost; its lease will end");
            }
        }
        full
    }

    async fn deliver(&self, message: OutboxMessage) {
        let channel = message.channel.as_str();
        let outcome = self.attempt(&message).await;
        let (word, why) = match outcome {
            Outcome::Delivered => ("delivered", "delivered"),
            Outcome::Again { why, .. } => ("again", why),
            Outcome::GivenUp { why } => ("given_up", why),
        };
        self.metrics.delivery(channel, word);
        let attempts = message.attempts;
        let (id, kind) = (message.id, message.kind.as_str());
        if word == "delivered" {
            tracing::info!(message_id = %id, kind, attempts, "delivered");
        } else {
            tracing::warn!(message_id = %id, kind, attempts, why, word, "not delivered");
        }
        self.record(&message, &outcome).await;
    }

    async fn record(&self, message: &OutboxMessage, outcome: &Outcome) {
        let now = self.identity.now();
        let mut batch = self.store().batch();
        match outcome {
            Outcome::Delivered => {
                let afterwards = self.office.sandbox.map_or(Afterwards::Blank, Afterwards::Keep);
                batch.mark_delivered(message.id, "delivered", afterwards, now);
            }
            Outcome::Again { why, due_at } => {
                batch.retry_message(message.id, why, *due_at);
            }
            Outcome::GivenUp { why } => {
                batch.abandon_message(message.id, why, now);
            }
        }
        if let Err(fault) = self.store().write(batch).await {
            tracing::warn!(message_id = %message.id, %fault, "an outcome was not recorded; the lease will end");
        }
    }

    async fn attempt(&self, message: &OutboxMessage) -> Outcome {
        let worth = self.office.worth;
        let now = self.identity.now();
        if now >= worth.ends_at(message.kind, message.created_at) {
            return Outcome::GivenUp { why: "expired" };
        }
        let delivery = self.send(message, now).await;
        match delivery {
            None => Outcome::GivenUp { why: "unreadable" },
            Some(Delivery::Delivered) => Outcome::Delivered,
            Some(Delivery::Refused(refusal)) => Outcome::GivenUp { why: refusal.as_str() },
            Some(Delivery::TryAgain(trouble)) => {
                let now = self.identity.now();
                let next = worth.next_attempt(message.kind, message.created_at, message.attempts, now);
                match next {
                    Some(due_at) => Outcome::Again { why: trouble.as_str(), due_at },
                    None => Outcome::GivenUp { why: trouble.as_str() },
                }
            }
        }
    }

    /// One attempt; nothing when the stored message makes no sense.
    async fn send(&self, stored: &OutboxMessage, now: Instant) -> Option<Delivery> {
        let message = stored_message(stored)?;
        // Claiming counts, so the first attempt is number one.
        let attempt = if stored.attempts <= 1 { Attempt::First } else { Attempt::Again };
        let providers = &self.office.providers;
        let recipient = stored.recipient.expose();
        Some(match write(&message, &self.office.words) {
            Written::Email(written) => {
                let email = Email {
                    from: self.office.from.clone(),
                    to: EmailAddress::try_from(recipient.as_str()).ok()?,
                    subject: written.subject,
                    text: written.text,
                    html: written.html,
                    message_id: stored.id,
                };
                providers.send_email(&email, now).await
            }
            Written::Text(written) => {
                let text = Text {
                    to: PhoneNumber::stored(recipient, PhoneKind::Mobile).ok()?,
                    kind: stored.kind,
                    filling: filling(&message)?,
                    words: written.body,
                    message_id: stored.id,
                };
                providers.send_text(&text, attempt, now).await
            }
            Written::Call(written) => {
                let to = PhoneNumber::stored(recipient, PhoneKind::Landline).ok()?;
                providers.send_call(&Call { to, script: written.script, message_id: stored.id }).await
            }
        })
    }

    fn store(&self) -> &Store {
        self.identity.store()
    }
}

fn filling(message: &Message) -> Option<Filling> {
    match message {
        Message::TextCode { code } | Message::RecordCode { code } => Some(Filling::Code(code.clone())),
        Message::ContinueLink { link, .. } => Some(Filling::Link(link.clone())),
        _ => None,
    }
}
