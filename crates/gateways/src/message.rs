//! What is sent: the words are the caller's, in the language the person reads.

use vocabulary::{EmailAddress, MessageId, MessageKind, PhoneNumber, Secret};

use crate::sender::Sender;

/// An email.
#[derive(Debug, Clone)]
pub struct Email {
    /// Who it is from.
    pub from: Sender,
    /// Who it is for.
    pub to: EmailAddress,
    /// Its subject: no personal data, no code.
    pub subject: String,
    /// Its plain text.
    pub text: Secret<String>,
    /// The same as HTML.
    pub html: Secret<String>,
    /// Becomes its `Message-ID`, the same at every attempt, so that a mail system may drop a repetition.
    pub message_id: MessageId,
}

/// A text message.
#[derive(Debug, Clone)]
pub struct Text {
    /// Who it is for.
    pub to: PhoneNumber,
    /// Which message it is: it chooses the provider's template.
    pub kind: MessageKind,
    /// What a template that has its own words puts into them.
    pub filling: Filling,
    /// The whole text in our words, for a template that is nothing but this.
    pub words: Secret<String>,
    /// The idempotency key: the provider is asked for it before a text is sent again.
    pub message_id: MessageId,
}

/// The part of a text that is different each time.
#[derive(Debug, Clone)]
pub enum Filling {
    /// A security code: `((code))`.
    Code(Secret<String>),
    /// A whole https address: `((link))`.
    Link(Secret<String>),
}

/// A voice call that reads a script to a person (journeys.md T4).
#[derive(Debug, Clone)]
pub struct Call {
    /// Who is called.
    pub to: PhoneNumber,
    /// What is read out: digits separated, read twice.
    pub script: Secret<String>,
    /// The idempotency key: the provider makes one call for it, however often it is asked.
    pub message_id: MessageId,
}
