//! The contact form: one message to support, one to the address that was given. Journeys 2.14, 4 (E24)

use std::net::IpAddr;

use account_store::{Rate, RateAnswer};
use vocabulary::{ContactMessage, EmailAddress, IncidentReference, Instant, Lifetime, Message, Secret};

use crate::fault::Fault;
use crate::service::{Identity, Inner};

/// How many messages one network may send.
const SENT: Rate = Rate { interval: Lifetime::minutes(1), burst: 5 };

/// How often one address is told that its message was received: whoever fills in the form chooses it.
const TOLD: Rate = Rate { interval: Lifetime::hours(1), burst: 3 };

/// What somebody wrote; service and problem are of those that the form names.
#[derive(Debug, Clone)]
pub struct ContactRequest {
    /// Who writes.
    pub name: Secret<String>,
    /// Where the answer goes.
    pub email: EmailAddress,
    /// The website or app.
    pub service: String,
    /// The kind of problem, in words.
    pub problem: String,
    /// What happened.
    pub text: Secret<String>,
    /// The error reference that was given, if any.
    pub quoted: Option<Secret<String>>,
}

/// What became of a message to support.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContactSent {
    /// It is on its way.
    Sent {
        /// Its number.
        reference: IncidentReference,
    },
    /// Too many came from this network; nothing was sent.
    TooMany {
        /// After this, one more is taken.
        retry_after: Lifetime,
    },
}

impl Identity {
    /// Sends a message to support and E24 to its sender, unless too many came from `network`.
    ///
    /// An address that was told several times within an hour is not told again; support gets the message all the same.
    ///
    /// # Errors
    /// When the store fails.
    ///
    /// Journeys 2.14
    pub async fn contact(&self, request: ContactRequest, network: IpAddr) -> Result<ContactSent, Fault> {
        let inner = &self.0;
        let now = inner.clock.now();
        let network = crate::limits::network_bytes(network);
        if !inner.passes("contact, network", &network, &SENT, now).await? {
            return Ok(ContactSent::TooMany { retry_after: SENT.interval });
        }
        let told = inner.passes("contact, address", request.email.normal().as_bytes(), &TOLD, now).await?;
        let reference = inner.reference();
        let mut batch = inner.store.batch();
        if told {
            let recipient = Secret::new(request.email.as_str().to_owned());
            inner.post(&Message::ContactReceived { reference }, recipient, now, &mut batch);
        }
        let mailbox = Secret::new(inner.settings.support_mailbox.as_str().to_owned());
        inner.post(&Message::Contact(tidy(request, reference)), mailbox, now, &mut batch);
        inner.write(batch).await?;
        inner.mail.notify_one();
        Ok(ContactSent::Sent { reference })
    }
}

impl Inner {
    async fn passes(&self, what: &'static str, key: &[u8], rate: &Rate, now: Instant) -> Result<bool, Fault> {
        let counter = self.store.counter(what, &[key]);
        Ok(self.store.pass_rate_limit(&counter, rate, now).await? == RateAnswer::Allowed)
    }
}

/// The message as support gets it: single lines stay single lines, and nothing in it moves a cursor.
fn tidy(request: ContactRequest, reference: IncidentReference) -> ContactMessage {
    ContactMessage {
        reference,
        name: one_line(&request.name),
        email: request.email,
        service: request.service,
        problem: request.problem,
        text: lines(&request.text),
        quoted: request.quoted.map(|quoted| one_line(&quoted)),
    }
}

fn one_line(text: &Secret<String>) -> Secret<String> {
    let spaced = text.expose().replace(char::is_control, " ");
    Secret::new(spaced.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn lines(text: &Secret<String>) -> Secret<String> {
    let ended =
        Secret::new(text.expose().replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n"));
    let still = Secret::new(ended.expose().replace(|c: char| c.is_control() && c != '\n', " "));
    Secret::new(still.expose().trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> Secret<String> {
        Secret::new(text.to_owned())
    }

    #[test]
    fn a_name_cannot_begin_another_line() {
        for typed in [
            "Ada\r\nBcc: all@patients.example",
            "Ada\nBcc: all@patients.example",
            " Ada \u{85}\u{2028} Bcc: all@patients.example",
        ] {
            assert_eq!(one_line(&secret(typed)).expose(), "Ada Bcc: all@patients.example");
        }
    }

    #[test]
    fn a_message_keeps_its_lines_and_nothing_else_that_moves_a_cursor() {
        assert_eq!(
            lines(&secret("\r\none\r\ntwo\rthree\u{2028}four\u{1b}[2J\u{8}\n")).expose(),
            "one\ntwo\nthree\nfour [2J"
        );
    }
}
