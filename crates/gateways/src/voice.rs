//! The voice provider: a small HTTP interface that any telephony service can be put behind.
//!
//! `POST /calls` with `Authorization: Bearer …`, `Idempotency-Key: <message id>` and the JSON body
//! `{"to": "+44…", "script": "…"}`. 200, 201 or 202: accepted (the same answer for a repeated key, and no second
//! call). 400, 404, 422: never; `{"error": "recipient"}` says that the number is the reason. 401, 403: the
//! token is not accepted. 408, 425, 429: slow down. Anything else: the provider's own fault.

use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use serde::{Deserialize, Serialize};

use crate::delivery::{Delivery, Refusal, Trouble};
use crate::http::{Answer, Http};
use crate::message::Call;
use crate::messages::GatewayFault;
use crate::settings::VoiceSettings;

const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// The client.
#[derive(Debug)]
pub(crate) struct Voice {
    http: Http,
    authorization: HeaderValue,
}

#[derive(Serialize)]
struct Order<'a> {
    to: &'a str,
    script: &'a str,
}

#[derive(Deserialize)]
struct Declined {
    error: String,
}

impl Voice {
    pub(crate) fn new(settings: VoiceSettings) -> Result<Self, GatewayFault> {
        let setup = |source| GatewayFault::Setup { provider: "voice", source };
        let mut authorization = HeaderValue::try_from(format!("Bearer {}", settings.token.expose()))
            .map_err(|fault| setup(fault.into()))?;
        authorization.set_sensitive(true);
        let http = Http::new(settings.endpoint, settings.limits).map_err(|fault| setup(fault.into()))?;
        Ok(Self { http, authorization })
    }

    pub(crate) async fn send(&self, call: &Call) -> Delivery {
        let key = HeaderValue::try_from(call.message_id.to_string()).expect("an identifier is base64url");
        let headers =
            HeaderMap::from_iter([(AUTHORIZATION, self.authorization.clone()), (IDEMPOTENCY_KEY, key)]);
        let order = Order { to: call.to.e164(), script: call.script.expose() };
        match self.http.post("/calls", headers, &order).await {
            Ok(answer) => outcome(&answer),
            Err(trouble) => Delivery::TryAgain(trouble),
        }
    }
}

fn outcome(answer: &Answer) -> Delivery {
    if matches!(answer.status, 200..=202) {
        return Delivery::Delivered;
    }
    tracing::warn!(provider = "voice", status = answer.status, "a call was not accepted");
    match answer.status {
        401 | 403 => Delivery::TryAgain(Trouble::NotAuthorised),
        408 | 425 | 429 => Delivery::TryAgain(Trouble::Busy),
        400..=499 => match serde_json::from_slice::<Declined>(&answer.body) {
            Ok(Declined { error }) if error == "recipient" => Delivery::Refused(Refusal::Recipient),
            _ => Delivery::Refused(Refusal::Message),
        },
        _ => Delivery::TryAgain(Trouble::ProviderFault),
    }
}
