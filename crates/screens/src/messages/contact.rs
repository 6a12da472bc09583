//! What somebody wrote in the contact form, to the support mailbox.

use askama::Template;
use vocabulary::{ContactMessage, Secret};

use super::{Email, Sender};

/// The contact form, to support. Journeys 2.14
///
/// The subject is ours alone. In the plain-text part each line of the sender's message is quoted, so that no line of it can pass
/// for one of ours.
#[derive(Debug, Clone, Template)]
#[template(path = "messages/contact.html")]
pub struct Contact {
    /// The service.
    pub sender: Sender,
    /// What was written.
    pub message: ContactMessage,
}

impl Contact {
    /// The email.
    #[must_use]
    pub fn render(&self) -> Email {
        let (service, help, notice) = (self.sender.service(), self.sender.help(), self.sender.notice());
        let ContactMessage { reference, name, email, service: used, problem, .. } = &self.message;
        let (name, email, quoted) = (name.expose(), email.as_str(), self.quoted());
        let words = self.lines().map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n");
        Email {
            subject: format!("{service} contact form: message {reference}"),
            text: Secret::new(format!(
                "{notice}Message {reference} from the contact form\n\n\
                 Name: {name}\n\
                 Email address: {email}\n\
                 Website or app: {used}\n\
                 Help needed with: {problem}\n\
                 Error reference given: {quoted}\n\n\
                 What happened:\n\n\
                 {words}\n\n\
                 Answer to the email address above within 48 hours, and give the number of the message. \
                 The address has not been checked.\n\n\
                 Help centre:\n{help}\n\n\
                 Do not reply to this email. We cannot read replies.\n"
            )),
            html: super::html_of(self),
        }
    }

    fn lines(&self) -> impl Iterator<Item = &str> {
        self.message.text.expose().lines()
    }

    fn quoted(&self) -> &str {
        self.message.quoted.as_ref().map_or("none", |quoted| quoted.expose())
    }
}
