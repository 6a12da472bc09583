//! GOV.UK Notify over its HTTP API.

use std::collections::HashMap;

use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use serde::{Deserialize, Serialize};
use vocabulary::{Instant, MessageKind};

use crate::delivery::{Attempt, Delivery, Refusal, Trouble};
use crate::http::{Answer, Http};
use crate::message::{Filling, Text};
use crate::messages::GatewayFault;
use crate::notify_key::NotifyKey;
use crate::settings::NotifySettings;

/// The client.
#[derive(Debug)]
pub(crate) struct Notify {
    http: Http,
    key: NotifyKey,
    templates: HashMap<MessageKind, String>,
}

/// `POST /v2/notifications/sms`.
#[derive(Serialize)]
struct Sms<'a> {
    phone_number: &'a str,
    template_id: &'a str,
    personalisation: Personalisation<'a>,
    reference: &'a str,
}

#[derive(Serialize)]
struct Personalisation<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<&'a str>,
    text: &'a str,
}

impl<'a> Personalisation<'a> {
    fn of(text: &'a Text) -> Self {
        let words = text.words.expose();
        match &text.filling {
            Filling::Code(code) => Self { code: Some(code.expose()), link: None, text: words },
            Filling::Link(link) => Self { code: None, link: Some(link.expose()), text: words },
        }
    }
}

/// `GET /v2/notifications`: only what is looked at.
#[derive(Deserialize)]
struct Found {
    notifications: Vec<Notification>,
}

#[derive(Deserialize)]
struct Notification {
    reference: Option<String>,
}

/// The body of every refusal. Its messages can repeat the number, so only the names are kept.
#[derive(Deserialize)]
struct Errors {
    errors: Vec<ErrorName>,
}

#[derive(Deserialize)]
struct ErrorName {
    error: String,
    #[serde(default)]
    message: String,
}

impl Notify {
    pub(crate) fn new(settings: NotifySettings) -> Result<Self, GatewayFault> {
        let http = Http::new(settings.endpoint, settings.limits)
            .map_err(|fault| GatewayFault::Setup { provider: "notify", source: fault.into() })?;
        Ok(Self { http, key: settings.key, templates: settings.templates })
    }

    pub(crate) async fn send(&self, text: &Text, attempt: Attempt, now: Instant) -> Delivery {
        let Some(template_id) = self.templates.get(&text.kind) else {
            return Delivery::Refused(Refusal::NoTemplate);
        };
        let reference = text.message_id.to_string();
        if attempt == Attempt::Again {
            match self.has(&reference, now).await {
                Ok(true) => return Delivery::Delivered,
                Ok(false) => {}
                Err(trouble) => return Delivery::TryAgain(trouble),
            }
        }
        let sms = Sms {
            phone_number: text.to.e164(),
            template_id,
            personalisation: Personalisation::of(text),
            reference: &reference,
        };
        match self.http.post("/v2/notifications/sms", self.headers(now), &sms).await {
            Ok(answer) => outcome(&answer),
            Err(trouble) => Delivery::TryAgain(trouble),
        }
    }

    /// Whether Notify has a text with this reference, whatever became of it.
    async fn has(&self, reference: &str, now: Instant) -> Result<bool, Trouble> {
        let query = [("template_type", "sms"), ("reference", reference)];
        let answer = self.http.get("/v2/notifications", self.headers(now), &query).await?;
        if answer.status != 200 {
            return Err(match outcome(&answer) {
                Delivery::TryAgain(trouble) => trouble,
                // A look-up has nothing to refuse: treat it as a fault of the provider and never send blindly.
                Delivery::Delivered | Delivery::Refused(_) => Trouble::ProviderFault,
            });
        }
        let found: Found = serde_json::from_slice(&answer.body).map_err(|_| Trouble::Interrupted)?;
        Ok(found.notifications.iter().any(|each| each.reference.as_deref() == Some(reference)))
    }

    fn headers(&self, now: Instant) -> HeaderMap {
        let token = self.key.token(now);
        let mut value = HeaderValue::try_from(format!("Bearer {}", token.expose()))
            .expect("a JWT holds only base64url and dots");
        value.set_sensitive(true);
        HeaderMap::from_iter([(AUTHORIZATION, value)])
    }
}

fn outcome(answer: &Answer) -> Delivery {
    if matches!(answer.status, 200 | 201) {
        return Delivery::Delivered;
    }
    let errors = serde_json::from_slice::<Errors>(&answer.body).map(|body| body.errors).unwrap_or_default();
    let name = errors.first().map_or("none", |first| known_name(&first.error));
    tracing::warn!(provider = "notify", status = answer.status, error = name, "a text was not accepted");
    match answer.status {
        401 | 403 => Delivery::TryAgain(Trouble::NotAuthorised),
        408 | 429 => Delivery::TryAgain(Trouble::Busy),
        400..=499 if errors.iter().any(|each| each.message.contains("phone_number")) => {
            Delivery::Refused(Refusal::Recipient)
        }
        400..=499 => Delivery::Refused(Refusal::Message),
        _ => Delivery::TryAgain(Trouble::ProviderFault),
    }
}

/// The documented error names; anything else is not repeated into the log.
fn known_name(name: &str) -> &'static str {
    const NAMES: [&str; 7] = [
        "AuthError",
        "BadRequestError",
        "Exception",
        "NoResultFound",
        "RateLimitError",
        "TooManyRequestsError",
        "ValidationError",
    ];
    NAMES.into_iter().find(|known| *known == name).unwrap_or("other")
}
