//! Which provider carries what, as the configuration says.

use std::collections::HashMap;
use std::time::Duration;

use vocabulary::{MessageKind, Sandbox, Secret};

use crate::endpoint::Endpoint;
use crate::notify_key::NotifyKey;

/// One transport for each channel.
#[derive(Debug, Clone)]
pub struct MessageSettings {
    /// Email.
    pub email: EmailTransport,
    /// Text messages.
    pub text: TextTransport,
    /// Voice calls.
    pub call: CallTransport,
}

impl MessageSettings {
    /// Nothing leaves the process: the sandbox outbox page is the mailbox and the phone.
    #[must_use]
    pub const fn sandbox(witness: Sandbox) -> Self {
        Self {
            email: EmailTransport::Sandbox(witness),
            text: TextTransport::Sandbox(witness),
            call: CallTransport::Sandbox(witness),
        }
    }
}

/// What carries email.
#[derive(Debug, Clone)]
pub enum EmailTransport {
    /// A mail server.
    Smtp(SmtpSettings),
    /// Accepted and not sent.
    Sandbox(Sandbox),
}

/// What carries text messages.
#[derive(Debug, Clone)]
pub enum TextTransport {
    /// GOV.UK Notify.
    Notify(Box<NotifySettings>),
    /// Accepted and not sent.
    Sandbox(Sandbox),
}

impl TextTransport {
    /// Whether texts of this kind can be sent: Notify needs a template for each.
    #[must_use]
    pub fn carries(&self, kind: MessageKind) -> bool {
        match self {
            Self::Notify(settings) => settings.templates.contains_key(&kind),
            Self::Sandbox(_) => true,
        }
    }
}

/// What makes voice calls.
#[derive(Debug, Clone)]
pub enum CallTransport {
    /// The voice provider.
    Voice(VoiceSettings),
    /// Accepted and not made.
    Sandbox(Sandbox),
}

/// How long a provider may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeLimits {
    /// Until the connection stands.
    pub connect: Duration,
    /// Until the answer is read.
    pub total: Duration,
}

impl Default for TimeLimits {
    /// 3 seconds and 10 seconds.
    fn default() -> Self {
        Self { connect: Duration::from_secs(3), total: Duration::from_secs(10) }
    }
}

/// A mail server.
#[derive(Debug, Clone)]
pub struct SmtpSettings {
    /// Its host name, which its certificate must show.
    pub host: String,
    /// Its port: usually 587 with STARTTLS, 465 with TLS.
    pub port: u16,
    /// How the connection is protected.
    pub security: SmtpSecurity,
    /// User name and password, if the server wants them.
    pub login: Option<(String, Secret<String>)>,
    /// How long connecting, and a whole delivery, may take.
    pub limits: TimeLimits,
    /// Connections held at most.
    pub connections: u32,
}

/// How the connection to a mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SmtpSecurity {
    /// STARTTLS, required.
    StartTls,
    /// TLS from the first byte.
    Tls,
    /// None: only towards a simulator.
    Plain(Sandbox),
}

/// GOV.UK Notify.
#[derive(Debug, Clone)]
pub struct NotifySettings {
    /// Its base address: `https://api.notifications.service.gov.uk`.
    pub endpoint: Endpoint,
    /// The API key.
    pub key: NotifyKey,
    /// The template of each kind of text. A template may use `((code))` or `((link))`, or `((text))` for the whole text
    /// in our words.
    pub templates: HashMap<MessageKind, String>,
    /// How long a call may take.
    pub limits: TimeLimits,
}

/// The voice provider.
#[derive(Debug, Clone)]
pub struct VoiceSettings {
    /// Its base address.
    pub endpoint: Endpoint,
    /// The bearer token.
    pub token: Secret<String>,
    /// How long a request may take (not the phone call).
    pub limits: TimeLimits,
}
