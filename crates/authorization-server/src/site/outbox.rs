//! The sandbox's outbox: every message as its recipient would get it, as a page, and as JSON for automated tests.

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::http::header::{ACCEPT, CONTENT_SECURITY_POLICY, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use identity::SentMessage;
use screens::messages::{Written, write};
use screens::sandbox::{Outbox, OutboxContent, OutboxMessage};
use screens::{fields, paths, spoken_moment};
use serde::Serialize;
use vocabulary::Message;
use web::{Fields, page};

use crate::door::Door;
use crate::stop::Stop;

/// An email brings its own styles and runs nothing.
const EMAIL_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox",
);

/// A message as automated tests read it.
#[derive(Serialize)]
struct Entry {
    id: String,
    sent_at: String,
    channel: &'static str,
    kind: &'static str,
    recipient: String,
    /// The security code in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    /// Of an email.
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<String>,
    /// Its words: the plain-text part, the text message, or what is spoken.
    text: String,
    /// Whether the provider has taken it.
    delivered: bool,
}

/// All messages, newest first, or those to one recipient: `?to=`.
pub(crate) async fn show(
    State(door): State<Door>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Stop> {
    let wanted = recipient(query.as_deref().unwrap_or_default());
    let response = if wants_json(&headers) {
        let messages = door.identity().outbox(wanted.as_deref()).await?;
        Json(messages.iter().map(|message| entry(&door, message)).collect::<Vec<_>>()).into_response()
    } else {
        let messages = door.identity().outbox(None).await?;
        listing(&door, &messages, wanted)
    };
    Ok(([(VARY, HeaderValue::from_static("accept"))], response).into_response())
}

/// Whose messages are wanted. A `+` that was not escaped arrives as a space, and numbers begin with one.
fn recipient(query: &str) -> Option<String> {
    let fields = Fields::parse(query.as_bytes())?;
    let text = fields.get(fields::RECIPIENT)?;
    let text = text.strip_prefix(' ').map_or_else(|| text.to_owned(), |number| format!("+{number}"));
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn wants_json(headers: &HeaderMap) -> bool {
    let accepted = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepted.contains("application/json") && !accepted.contains("text/html")
}

fn entry(door: &Door, sent: &SentMessage) -> Entry {
    let (subject, text) = match write(&sent.message, door.sender()) {
        Written::Email(email) => (Some(email.subject), email.text),
        Written::Text(text) => (None, text.body),
        Written::Call(call) => (None, call.script),
    };
    Entry {
        id: sent.id.clone(),
        sent_at: sent.created_at.to_string(),
        channel: sent.channel.as_str(),
        kind: sent.message.kind().as_str(),
        recipient: sent.recipient.clone(),
        code: code(&sent.message),
        subject,
        text: text.expose().clone(),
        delivered: sent.delivered,
    }
}

fn code(message: &Message) -> Option<String> {
    match message {
        Message::ConfirmEmail { code }
        | Message::TextCode { code }
        | Message::CallCode { code }
        | Message::RecordCode { code } => Some(code.expose().clone()),
        Message::AccountCreated
        | Message::DeviceRemembered { .. }
        | Message::Contact(_)
        | Message::ContactReceived { .. }
        | Message::PhotoIdPassed
        | Message::PhotoIdDeclined { .. }
        | Message::AccountDisabled { .. }
        | Message::AccountEnabled
        | Message::AccountDeleted
        | Message::PhoneChanged { .. }
        | Message::EvidenceReady { .. }
        | Message::ContinueLink { .. }
        | Message::OperatorInvitation { .. }
        | Message::OperatorReset { .. } => None,
    }
}

fn listing(door: &Door, messages: &[SentMessage], filter: Option<String>) -> Response {
    let mut recipients: Vec<String> = messages.iter().map(|message| message.recipient.clone()).collect();
    recipients.sort();
    recipients.dedup();
    let shown = |message: &&SentMessage| {
        filter.as_ref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(&message.recipient))
    };
    let messages = messages.iter().filter(shown).map(|message| row(door, message)).collect();
    page(&Outbox { frame: door.front().plain_frame(), filter, recipients, messages })
}

fn row(door: &Door, sent: &SentMessage) -> OutboxMessage {
    let content = match write(&sent.message, door.sender()) {
        Written::Email(email) => OutboxContent::Email {
            subject: email.subject,
            text: email.text.expose().clone(),
            html_href: format!("{}/{}", paths::OUTBOX, sent.id),
        },
        Written::Text(text) => OutboxContent::Text { text: text.body.expose().clone() },
        Written::Call(call) => OutboxContent::Call { script: call.script.expose().clone() },
    };
    OutboxMessage {
        sent: spoken_moment(&sent.created_at.to_string()),
        recipient: sent.recipient.clone(),
        content,
    }
}

/// The HTML part of an email.
pub(crate) async fn email(State(door): State<Door>, Path(id): Path<String>) -> Result<Response, Stop> {
    let messages = door.identity().outbox(None).await?;
    let written = messages
        .iter()
        .find(|message| message.id == id)
        .map(|message| write(&message.message, door.sender()));
    Ok(match written {
        Some(Written::Email(email)) => {
            ([(CONTENT_SECURITY_POLICY, EMAIL_POLICY)], Html(email.html.expose().clone())).into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_found_whether_or_not_its_plus_was_escaped() {
        assert_eq!(recipient("to=%2B447700900123").as_deref(), Some("+447700900123"));
        assert_eq!(recipient("to=+447700900123").as_deref(), Some("+447700900123"));
        assert_eq!(recipient("to=ada%40example.org").as_deref(), Some("ada@example.org"));
        assert_eq!(recipient("to="), None);
        assert_eq!(recipient(""), None);
    }

    #[test]
    fn programs_get_json_and_browsers_a_page() {
        let accepting =
            |value: &'static str| HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(value))]);
        assert!(wants_json(&accepting("application/json")));
        assert!(!wants_json(&accepting("text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8")));
        assert!(!wants_json(&HeaderMap::new()));
    }
}
