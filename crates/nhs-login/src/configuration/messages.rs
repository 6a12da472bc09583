//! What carries email, texts and calls.

use std::time::Duration;

use gateways::{
    CallTransport, EmailTransport, Endpoint, MessageSettings, NotifyKey, NotifySettings, Sender,
    SmtpSecurity, SmtpSettings, TextTransport, TimeLimits, VoiceSettings,
};
use vocabulary::{EmailAddress, Lifetime, MessageKind};

use crate::configuration::mode::Mode;
use crate::configuration::place::ListenAddress;
use crate::configuration::reader::Reader;

/// Nobody's address: `.example` is reserved (RFC 2606).
const SANDBOX_SUPPORT: &str = "support@nhs-login.example";

/// Transports, sender and the outbox's pace.
#[derive(Debug, Clone)]
pub struct MessagesConfig {
    /// Who email is from.
    pub from: Sender,
    /// Where the contact form's messages go.
    pub support_mailbox: EmailAddress,
    /// One transport for each channel.
    pub transports: MessageSettings,
    /// How often the outbox is looked at when nothing wakes the worker.
    pub poll: Lifetime,
    /// How many messages are handed over at the same time.
    pub parallel: u32,
    /// Longer than any attempt takes: a question to the provider, then the message.
    pub longest_attempt: Lifetime,
}

pub(crate) fn read(reader: &mut Reader, mode: Mode) -> Option<MessagesConfig> {
    let from = reader.required("messages.from", |text| Sender::try_from(text));
    let support_mailbox = support_mailbox(reader, mode);
    let limits = TimeLimits {
        connect: seconds(reader, "messages.connect_seconds"),
        total: seconds(reader, "messages.total_seconds"),
    };
    let seconds = i64::try_from((limits.connect + limits.total).as_secs()).unwrap_or(i64::MAX);
    let longest_attempt = Lifetime::seconds(seconds.saturating_mul(2).saturating_add(30));
    let poll = reader.lifetime("messages.poll_seconds", 1..=60);
    let parallel = reader.number("messages.parallel", 1..=64);
    let email = email(reader, mode, limits);
    let text = text(reader, mode, limits);
    let call = call(reader, mode, limits);
    let transports = MessageSettings { email: email?, text: text?, call: call? };
    let support_mailbox = support_mailbox?;
    Some(MessagesConfig { from: from?, support_mailbox, transports, poll, parallel, longest_attempt })
}

/// Where the contact form's messages go; a sandbox has an address of its own.
fn support_mailbox(reader: &mut Reader, mode: Mode) -> Option<EmailAddress> {
    const KEY: &str = "messages.support_mailbox";
    let parse = |text: &str| EmailAddress::try_from(text);
    if mode.is_production() || reader.given(KEY).is_some() {
        return reader.required(KEY, parse);
    }
    Some(parse(SANDBOX_SUPPORT).expect("it is an address"))
}

fn seconds(reader: &mut Reader, key: &str) -> Duration {
    reader.lifetime(key, 1..=120).duration()
}

/// Whether the channel's transport is `sandbox`; a fault in production mode.
fn is_sandbox(reader: &mut Reader, key: &str, real: &str, mode: Mode) -> Option<bool> {
    let sandbox = reader.choice(key, &[(real, false), ("sandbox", true)])?;
    if sandbox && mode.is_production() {
        reader.fault(key, "must not be sandbox in production mode");
    }
    Some(sandbox)
}

fn email(reader: &mut Reader, mode: Mode, limits: TimeLimits) -> Option<EmailTransport> {
    let sandbox = is_sandbox(reader, "messages.email.transport", "smtp", mode);
    let (host, port) = mail_server(reader, mode);
    let security = security(reader, mode);
    let user = reader.given("messages.email.smtp_user");
    let password = reader.secret("messages.email.smtp_password");
    let connections = reader.number("messages.email.smtp_connections", 1..=64);
    if sandbox? {
        return mode.sandbox().map(EmailTransport::Sandbox);
    }
    if host.is_none() {
        reader.fault("messages.email.smtp_host", "must be set");
    }
    if user.is_some() != password.is_some() {
        reader.fault("messages.email.smtp_user", "must be set together with messages.email.smtp_password");
    }
    let login = user.zip(password);
    let settings = SmtpSettings { host: host?, port: port?, security: security?, login, limits, connections };
    Some(EmailTransport::Smtp(settings))
}

fn security(reader: &mut Reader, mode: Mode) -> Option<SmtpSecurity> {
    const KEY: &str = "messages.email.smtp_security";
    let words = [("starttls", "starttls"), ("tls", "tls"), ("plain", "plain")];
    match (reader.choice(KEY, &words)?, mode.sandbox()) {
        ("starttls", _) => Some(SmtpSecurity::StartTls),
        ("tls", _) => Some(SmtpSecurity::Tls),
        (_, Some(witness)) => Some(SmtpSecurity::Plain(witness)),
        (_, None) => {
            reader.fault(KEY, "must not be plain in production mode");
            None
        }
    }
}

/// A provider's address; in a sandbox the simulator of this process stands in for one that is not set.
pub(crate) fn endpoint(reader: &mut Reader, key: &str, simulator: &str, mode: Mode) -> Option<Endpoint> {
    match (reader.given(key), mode.sandbox()) {
        (Some(_), None) => reader.parsed(key, Endpoint::https),
        (Some(_), Some(witness)) => reader.parsed(key, |text| Endpoint::sandbox(text, witness)),
        (None, Some(witness)) => {
            reader.parsed(simulator, |address| Endpoint::sandbox(&format!("http://{address}"), witness))
        }
        (None, None) => None,
    }
}

/// The mail server's name and port; in a sandbox the simulator of this process stands in for one that is not set.
fn mail_server(reader: &mut Reader, mode: Mode) -> (Option<String>, Option<u16>) {
    const SIMULATOR: &str = "sandbox.smtp_simulator";
    let host = reader.given("messages.email.smtp_host");
    let port = u16::try_from(reader.number("messages.email.smtp_port", 0..=65_535)).ok();
    if host.is_some() || mode.is_production() {
        return (host, port);
    }
    let simulator = reader.parsed(SIMULATOR, |text| ListenAddress::parse(SIMULATOR, text));
    simulator.map_or((None, port), |place| (Some(place.host().to_owned()), Some(place.port())))
}

fn text(reader: &mut Reader, mode: Mode, limits: TimeLimits) -> Option<TextTransport> {
    let sandbox = is_sandbox(reader, "messages.text.transport", "notify", mode);
    let endpoint = endpoint(reader, "messages.text.notify_url", "sandbox.notify_simulator", mode);
    let key = reader.secret("messages.text.api_key");
    let template = reader.given("messages.text.template_text_code");
    let record = reader.given("messages.text.template_record_code");
    let link = reader.given("messages.text.template_continue_link");
    if sandbox? {
        return mode.sandbox().map(TextTransport::Sandbox);
    }
    let key = key.and_then(|text| NotifyKey::try_from(text.expose().as_str()).ok());
    if key.is_none() {
        reader.fault("messages.text.api_key", "must be a GOV.UK Notify API key");
    }
    if endpoint.is_none() && reader.given("messages.text.notify_url").is_none() {
        reader.fault("messages.text.notify_url", "must be set");
    }
    if template.is_none() {
        reader.fault(
            "messages.text.template_text_code",
            "must be the id of a template that holds ((code)) or ((text))",
        );
    }
    let template = template?;
    let record = record.unwrap_or_else(|| template.clone());
    let codes = [(MessageKind::TextCode, template), (MessageKind::RecordCode, record)];
    let templates = codes.into_iter().chain(link.map(|link| (MessageKind::ContinueLink, link))).collect();
    let settings = NotifySettings { endpoint: endpoint?, key: key?, templates, limits };
    Some(TextTransport::Notify(Box::new(settings)))
}

fn call(reader: &mut Reader, mode: Mode, limits: TimeLimits) -> Option<CallTransport> {
    let sandbox = is_sandbox(reader, "messages.call.transport", "voice", mode);
    let endpoint = endpoint(reader, "messages.call.voice_url", "sandbox.voice_simulator", mode);
    let token = reader.secret("messages.call.token");
    if sandbox? {
        return mode.sandbox().map(CallTransport::Sandbox);
    }
    if token.is_none() {
        reader.fault("messages.call.token", "must be set");
    }
    if endpoint.is_none() && reader.given("messages.call.voice_url").is_none() {
        reader.fault("messages.call.voice_url", "must be set");
    }
    Some(CallTransport::Voice(VoiceSettings { endpoint: endpoint?, token: token?, limits }))
}
