//! A mail server that keeps every email and forwards none.

use std::future::Future;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::net::TcpListener;
use vocabulary::Sandbox;

use crate::smtp_session;

/// The mail server.
///
/// The recipient's local part chooses a fault: `refused` is unknown (550), `busy` is greylisted (451), `silent`
/// never hears the end of its message, `cut` has it accepted and the connection dropped before the answer.
#[derive(Clone)]
pub struct SmtpSink(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    /// The argument of `AUTH PLAIN` that is accepted; without it nobody has to log in.
    pub(crate) credentials: Option<String>,
    emails: Mutex<Vec<ReceivedEmail>>,
}

/// A user name and password.
#[derive(Clone, Copy)]
pub struct SmtpLogin<'a> {
    /// The user name.
    pub user: &'a str,
    /// The password.
    pub password: &'a str,
}

/// An email as it arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedEmail {
    /// The envelope's sender.
    pub from: String,
    /// The envelope's recipients.
    pub to: Vec<String>,
    /// Headers and body, dots unstuffed, lines ended by CR LF.
    pub raw: String,
}

impl ReceivedEmail {
    /// A header's value, when it stands on one line.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let head = self.raw.split("\r\n\r\n").next()?;
        head.split("\r\n").find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

impl SmtpSink {
    /// A server that anybody on this machine may use, or only who knows `login`.
    #[must_use]
    pub fn new(_witness: Sandbox, login: Option<SmtpLogin<'_>>) -> Self {
        let plain = |login: SmtpLogin<'_>| STANDARD.encode(format!("\0{}\0{}", login.user, login.password));
        Self(Arc::new(Inner { credentials: login.map(plain), emails: Mutex::default() }))
    }

    /// The emails it accepted, oldest first.
    ///
    /// # Panics
    /// Never: no holder of its lock can panic.
    #[must_use]
    pub fn emails(&self) -> Vec<ReceivedEmail> {
        self.0.emails.lock().expect("no holder of this lock can panic").clone()
    }

    pub(crate) fn keep(&self, email: ReceivedEmail) {
        self.0.emails.lock().expect("no holder of this lock can panic").push(email);
    }

    /// Accepts connections on `listener` until `shutdown` ends; open ones are then dropped.
    ///
    /// # Errors
    /// When the listener fails.
    pub async fn serve<F>(self, listener: TcpListener, shutdown: F) -> std::io::Result<()>
    where
        F: Future<Output = ()> + Send,
    {
        let mut sessions = tokio::task::JoinSet::new();
        let mut shutdown = std::pin::pin!(shutdown);
        loop {
            tokio::select! {
                () = &mut shutdown => return Ok(()),
                accepted = listener.accept() => {
                    let (stream, _) = accepted?;
                    let sink = self.clone();
                    sessions.spawn(async move {
                        if let Err(fault) = smtp_session::run(&sink, stream).await {
                            tracing::debug!(%fault, "a mail connection broke");
                        }
                    });
                }
                Some(_) = sessions.join_next() => {}
            }
        }
    }
}
