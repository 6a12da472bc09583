//! Email over SMTP.

use std::error::Error as _;
use std::io;
use std::time::{Duration, SystemTime};

use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::{self, PoolConfig};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use vocabulary::Instant;

use crate::delivery::{Delivery, Refusal, Trouble};
use crate::message::Email;
use crate::messages::GatewayFault;
use crate::settings::{SmtpSecurity, SmtpSettings};

/// The client with its pool of connections.
#[derive(Debug)]
pub(crate) struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    total: Duration,
}

impl Smtp {
    pub(crate) fn new(settings: SmtpSettings) -> Result<Self, GatewayFault> {
        let tls = |host: String| {
            TlsParameters::new(host)
                .map_err(|fault| GatewayFault::Setup { provider: "smtp", source: fault.into() })
        };
        let tls = match settings.security {
            SmtpSecurity::StartTls => Tls::Required(tls(settings.host.clone())?),
            SmtpSecurity::Tls => Tls::Wrapper(tls(settings.host.clone())?),
            SmtpSecurity::Plain(_) => Tls::None,
        };
        let pool = PoolConfig::new().max_size(settings.connections.max(1));
        // "Dangerous" is its default of no TLS, which is set right here.
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(settings.host)
            .port(settings.port)
            .tls(tls)
            .timeout(Some(settings.limits.connect))
            .pool_config(pool);
        if let Some((user, password)) = &settings.login {
            builder = builder.credentials(Credentials::new(user.clone(), password.expose().clone()));
        }
        Ok(Self { transport: builder.build(), total: settings.limits.total })
    }

    pub(crate) async fn send(&self, email: &Email, now: Instant) -> Delivery {
        let Some(message) = compose(email, now) else {
            return Delivery::Refused(Refusal::Message);
        };
        match tokio::time::timeout(self.total, self.transport.send(message)).await {
            Ok(Ok(_)) => Delivery::Delivered,
            Ok(Err(fault)) => outcome(&fault),
            Err(_) => Delivery::TryAgain(Trouble::TimedOut),
        }
    }
}

/// The message as it goes on the wire; none when a header cannot hold what it was given.
fn compose(email: &Email, now: Instant) -> Option<Message> {
    let from = email.from.mailbox();
    let since_epoch = Duration::from_micros(u64::try_from(now.micros()).unwrap_or(0));
    let identifier = format!("<{}@{}>", email.message_id, from.email.domain());
    Message::builder()
        .from(from.clone())
        .to(Mailbox::new(None, email.to.as_str().parse().ok()?))
        .subject(email.subject.as_str())
        .date(SystemTime::UNIX_EPOCH + since_epoch)
        .message_id(Some(identifier))
        .multipart(MultiPart::alternative_plain_html(
            email.text.expose().clone(),
            email.html.expose().clone(),
        ))
        .ok()
}

/// Only the reply's code is kept: its text can repeat the address.
fn outcome(fault: &smtp::Error) -> Delivery {
    let status = fault.status().map(u16::from);
    tracing::warn!(provider = "smtp", status, "an email was not accepted");
    match status {
        // Logging in failed or is required (RFC 4954 s6): the configuration is wrong, not the message.
        Some(454 | 530 | 534 | 535 | 538) => Delivery::TryAgain(Trouble::NotAuthorised),
        // The recipient's mailbox is unknown, unavailable or not allowed (RFC 5321 s4.2.3).
        Some(550 | 551 | 553) => Delivery::Refused(Refusal::Recipient),
        Some(500..=599) => Delivery::Refused(Refusal::Message),
        Some(400..=499) => Delivery::TryAgain(Trouble::Busy),
        _ if fault.is_timeout() => Delivery::TryAgain(Trouble::TimedOut),
        _ if never_connected(fault) => Delivery::TryAgain(Trouble::Unreachable),
        _ => Delivery::TryAgain(Trouble::Interrupted),
    }
}

fn never_connected(fault: &smtp::Error) -> bool {
    let causes = std::iter::successors(fault.source(), |cause| (*cause).source());
    causes.filter_map(|cause| cause.downcast_ref::<io::Error>()).any(|cause| {
        use io::ErrorKind::{ConnectionRefused, HostUnreachable, NetworkUnreachable};
        matches!(cause.kind(), ConnectionRefused | HostUnreachable | NetworkUnreachable)
    })
}
