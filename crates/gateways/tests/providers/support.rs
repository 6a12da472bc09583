//! The world outside, on ports of its own.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use gateways::{
    Call, CallTransport, Email, EmailTransport, Endpoint, Filling, MessageSettings, Messages, NotifyKey,
    NotifySettings, Sender, SmtpSecurity, SmtpSettings, Text, TextTransport, TimeLimits, VoiceSettings,
};
use simulators::{NotifySetup, NotifySimulator, NotifyTemplate, SmtpLogin, SmtpSink, VoiceSimulator, serve};
use tokio::net::TcpListener;
use vocabulary::{EmailAddress, Instant, MessageId, MessageKind, PhoneNumber, Sandbox, Secret};

pub(crate) const NOW: Instant = Instant::from_seconds(1_700_000_000);

const SERVICE: &str = "26785a09-ab16-4eb0-8407-a37497a57506";
const SECRET: &str = "3d844edf-8d35-48ac-975b-e847b4f122b0";
const TEMPLATE: &str = "6a9e1b0e-5d2c-4f1a-9f54-3c0d8f3c2f11";

/// The simulators with the gateways in front of them.
pub(crate) struct Outside {
    pub(crate) messages: Messages,
    pub(crate) notify: NotifySimulator,
    pub(crate) voice: VoiceSimulator,
    pub(crate) smtp: SmtpSink,
}

struct Ports {
    notify: u16,
    voice: u16,
    smtp: u16,
}

/// What a test may want otherwise.
struct Choices {
    template: &'static str,
    password: &'static str,
    patience: Duration,
}

impl Default for Choices {
    fn default() -> Self {
        Self { template: TEMPLATE, password: "pass", patience: Duration::from_secs(20) }
    }
}

impl Outside {
    pub(crate) async fn start() -> Self {
        Self::build(Choices::default()).await
    }

    pub(crate) async fn with_template(template: &'static str) -> Self {
        Self::build(Choices { template, ..Choices::default() }).await
    }

    pub(crate) async fn with_mail_password(password: &'static str) -> Self {
        Self::build(Choices { password, ..Choices::default() }).await
    }

    pub(crate) async fn impatient() -> Self {
        Self::build(Choices { patience: Duration::from_millis(200), ..Choices::default() }).await
    }

    /// The gateways alone, on ports that nobody listens to.
    pub(crate) async fn nobody() -> Messages {
        let ports = Ports { notify: free().await.1, voice: free().await.1, smtp: free().await.1 };
        Messages::new(settings(&ports, &Choices::default())).unwrap()
    }

    /// The gateways alone, with a voice provider on this port.
    pub(crate) fn with_voice_at(port: u16) -> Messages {
        let ports = Ports { notify: port, voice: port, smtp: port };
        Messages::new(settings(&ports, &Choices::default())).unwrap()
    }

    async fn build(choices: Choices) -> Self {
        let template_in_account = NotifyTemplate {
            id: TEMPLATE.to_owned(),
            body: "NHS login: ((code)) is your security code.".to_owned(),
        };
        let setup = NotifySetup {
            service_id: SERVICE.to_owned(),
            secret: SECRET.to_owned(),
            templates: vec![template_in_account],
        };
        let notify = NotifySimulator::new(witness(), setup, Arc::new(|| NOW));
        let voice = VoiceSimulator::new(witness(), "voice-token");
        let smtp = SmtpSink::new(witness(), Some(SmtpLogin { user: "mailer", password: "pass" }));
        let [(first, a), (second, b), (third, c)] = [free().await, free().await, free().await];
        tokio::spawn(serve(notify.router(), first, std::future::pending()));
        tokio::spawn(serve(voice.router(), second, std::future::pending()));
        tokio::spawn(smtp.clone().serve(third, std::future::pending()));
        let settings = settings(&Ports { notify: a, voice: b, smtp: c }, &choices);
        Self { messages: Messages::new(settings).unwrap(), notify, voice, smtp }
    }
}

/// The gateways as a production service has them: TLS everywhere.
pub(crate) fn production() -> Messages {
    let endpoint = || Endpoint::https("https://provider.example").unwrap();
    let limits = TimeLimits::default();
    let notify = NotifySettings {
        endpoint: endpoint(),
        key: NotifyKey::try_from(format!("live-{SERVICE}-{SECRET}").as_str()).unwrap(),
        templates: HashMap::new(),
        limits,
    };
    let smtp = SmtpSettings {
        host: "mail.example".to_owned(),
        port: 587,
        security: SmtpSecurity::StartTls,
        login: None,
        limits,
        connections: 4,
    };
    let voice = VoiceSettings { endpoint: endpoint(), token: Secret::new("token".to_owned()), limits };
    Messages::new(MessageSettings {
        email: EmailTransport::Smtp(smtp),
        text: TextTransport::Notify(Box::new(notify)),
        call: CallTransport::Voice(voice),
    })
    .unwrap()
}

pub(crate) fn sandbox() -> Messages {
    Messages::new(MessageSettings::sandbox(witness())).unwrap()
}

fn settings(ports: &Ports, choices: &Choices) -> MessageSettings {
    let limits = TimeLimits { connect: choices.patience, total: choices.patience };
    let endpoint = |port| Endpoint::sandbox(&format!("http://127.0.0.1:{port}"), witness()).unwrap();
    let notify = NotifySettings {
        endpoint: endpoint(ports.notify),
        key: NotifyKey::try_from(format!("test-{SERVICE}-{SECRET}").as_str()).unwrap(),
        templates: HashMap::from([(MessageKind::TextCode, choices.template.to_owned())]),
        limits,
    };
    let voice = VoiceSettings {
        endpoint: endpoint(ports.voice),
        token: Secret::new("voice-token".to_owned()),
        limits,
    };
    let smtp = SmtpSettings {
        host: "127.0.0.1".to_owned(),
        port: ports.smtp,
        security: SmtpSecurity::Plain(witness()),
        login: Some(("mailer".to_owned(), Secret::new(choices.password.to_owned()))),
        limits,
        connections: 2,
    };
    MessageSettings {
        email: EmailTransport::Smtp(smtp),
        text: TextTransport::Notify(Box::new(notify)),
        call: CallTransport::Voice(voice),
    }
}

pub(crate) fn text_to(number: &str) -> Text {
    Text {
        to: PhoneNumber::uk_mobile(number).unwrap(),
        kind: MessageKind::TextCode,
        filling: Filling::Code(Secret::new("482913".to_owned())),
        words: Secret::new("482913 is your security code for NHS login.".to_owned()),
        message_id: MessageId::from_bytes([1; 16]),
    }
}

pub(crate) fn call_to(number: &str) -> Call {
    Call {
        to: PhoneNumber::uk_landline(number).unwrap(),
        script: Secret::new("Your security code is 4, 8, 2, 9, 1, 3.".to_owned()),
        message_id: MessageId::from_bytes([2; 16]),
    }
}

pub(crate) fn email_to(address: &str) -> Email {
    Email {
        from: Sender::try_from("NHS login <no-reply@login.example>").unwrap(),
        to: EmailAddress::try_from(address).unwrap(),
        subject: "Confirm your email address".to_owned(),
        text: Secret::new("Hello\n.482913 is your code".to_owned()),
        html: Secret::new("<p>482913 is your code</p>".to_owned()),
        message_id: MessageId::from_bytes([3; 16]),
    }
}

pub(crate) fn witness() -> Sandbox {
    Sandbox::when("sandbox").unwrap()
}

pub(crate) async fn free() -> (TcpListener, u16) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    (listener, port)
}
