//! The front of this room: one value that sends every kind of message.

use vocabulary::Instant;

use crate::delivery::{Attempt, Delivery};
use crate::message::{Call, Email, Text};
use crate::notify::Notify;
use crate::settings::{CallTransport, EmailTransport, MessageSettings, TextTransport};
use crate::smtp::Smtp;
use crate::voice::Voice;

/// The transports could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum GatewayFault {
    /// TLS could not be set up, or a secret holds characters that no header can carry.
    #[error("the {provider} client could not be set up")]
    Setup {
        /// Which provider.
        provider: &'static str,
        /// Why.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// Sends email, texts and calls over the configured transports. Cheap to share behind an `Arc`.
///
/// Each method tries once and says what happened; retry and backoff belong to the outbox.
#[derive(Debug)]
pub struct Messages {
    email: Option<Smtp>,
    text: Option<Notify>,
    call: Option<Voice>,
}

impl Messages {
    /// The transports that `settings` choose. Nothing is connected yet.
    ///
    /// # Errors
    /// When a client cannot be set up on this machine.
    pub fn new(settings: MessageSettings) -> Result<Self, GatewayFault> {
        // A sandbox transport is the absence of a client: the outbox page reads the outbox itself.
        let email = match settings.email {
            EmailTransport::Smtp(settings) => Some(Smtp::new(settings)?),
            EmailTransport::Sandbox(_) => None,
        };
        let text = match settings.text {
            TextTransport::Notify(settings) => Some(Notify::new(*settings)?),
            TextTransport::Sandbox(_) => None,
        };
        let call = match settings.call {
            CallTransport::Voice(settings) => Some(Voice::new(settings)?),
            CallTransport::Sandbox(_) => None,
        };
        Ok(Self { email, text, call })
    }

    /// Hands an email to the mail server. `now` becomes its date.
    ///
    /// SMTP has no question "do you have it already?": after [`crate::Trouble::may_have_arrived`] a second
    /// attempt can bring a second copy with the same `Message-ID`.
    pub async fn send_email(&self, email: &Email, now: Instant) -> Delivery {
        match &self.email {
            Some(smtp) => smtp.send(email, now).await,
            None => Delivery::Delivered,
        }
    }

    /// Hands a text to GOV.UK Notify. `now` dates the call's token.
    ///
    /// At [`Attempt::Again`] Notify is first asked for the message's reference; what it has is delivered.
    pub async fn send_text(&self, text: &Text, attempt: Attempt, now: Instant) -> Delivery {
        match &self.text {
            Some(notify) => notify.send(text, attempt, now).await,
            None => Delivery::Delivered,
        }
    }

    /// Asks the voice provider for a call. The provider itself makes one call for one message id.
    pub async fn send_call(&self, call: &Call) -> Delivery {
        match &self.call {
            Some(voice) => voice.send(call).await,
            None => Delivery::Delivered,
        }
    }
}
