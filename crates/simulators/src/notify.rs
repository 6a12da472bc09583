//! GOV.UK Notify: texts only.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::json;
use vocabulary::Sandbox;

use crate::bearer;
use crate::fault::{Fault, Faults};
use crate::notify_answers::{Refused, created, notification, refused};
use crate::notify_texts::{NotifyTemplate, SentText};
use crate::server::Clock;

/// The account that the simulator pretends to hold.
#[derive(Debug, Clone)]
pub struct NotifySetup {
    /// The service's id: the first UUID of the API key.
    pub service_id: String,
    /// The secret: the second UUID of the API key.
    pub secret: String,
    /// The service's templates.
    pub templates: Vec<NotifyTemplate>,
}

/// A Notify that keeps what it was given.
///
/// Like the real one it does not compare references: the same text sent twice is there twice.
#[derive(Clone)]
pub struct NotifySimulator(Arc<Inner>);

struct Inner {
    setup: NotifySetup,
    clock: Clock,
    faults: Faults,
    texts: Mutex<Vec<SentText>>,
}

#[derive(Deserialize)]
struct Sms {
    phone_number: String,
    template_id: String,
    #[serde(default)]
    personalisation: BTreeMap<String, String>,
    reference: Option<String>,
}

#[derive(Deserialize)]
struct Filter {
    reference: Option<String>,
}

impl NotifySimulator {
    /// A simulator with an empty history.
    #[must_use]
    pub fn new(_witness: Sandbox, setup: NotifySetup, clock: Clock) -> Self {
        Self(Arc::new(Inner { setup, clock, faults: Faults::default(), texts: Mutex::default() }))
    }

    /// Its HTTP interface: Notify's paths, and `/simulator/texts` and `/simulator/faults` for tests and demos.
    pub fn router(&self) -> Router {
        Router::new()
            .route("/v2/notifications/sms", post(send))
            .route("/v2/notifications", get(list))
            .route("/v2/notifications/{id}", get(show))
            .route("/simulator/texts", get(async |State(it): State<Self>| Json(it.texts())))
            .with_state(self.clone())
            .merge(self.0.faults.control())
    }

    /// The texts it accepted, oldest first.
    ///
    /// # Panics
    /// Never: no holder of its lock can panic.
    #[must_use]
    pub fn texts(&self) -> Vec<SentText> {
        self.0.texts.lock().expect("no holder of this lock can panic").clone()
    }

    /// The faults that its next sends meet.
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.0.faults
    }

    fn authorise(&self, headers: &HeaderMap) -> Result<(), Refused> {
        let setup = &self.0.setup;
        let token = bearer::token(headers).ok_or_else(|| {
            refused(
                StatusCode::UNAUTHORIZED,
                "AuthError",
                "Unauthorized: authentication token must be provided",
            )
        })?;
        bearer::check_jwt(token, &setup.service_id, &setup.secret, (self.0.clock)())
            .map_err(|message| refused(StatusCode::FORBIDDEN, "AuthError", message))
    }

    fn accept(&self, sms: Sms) -> Result<SentText, Refused> {
        let bad = |error, message: &str| refused(StatusCode::BAD_REQUEST, error, message);
        if !is_e164(&sms.phone_number) {
            return Err(bad("ValidationError", "phone_number is not a valid phone number"));
        }
        let template = self.0.setup.templates.iter().find(|template| template.id == sms.template_id);
        let template = template.ok_or_else(|| bad("BadRequestError", "Template not found"))?;
        let body = template
            .fill(&sms.personalisation)
            .map_err(|name| bad("BadRequestError", &format!("Missing personalisation: {name}")))?;
        let mut texts = self.0.texts.lock().expect("no holder of this lock can panic");
        let text = SentText {
            id: format!("00000000-0000-4000-8000-{:012x}", texts.len() + 1),
            reference: sms.reference,
            phone_number: sms.phone_number,
            template_id: sms.template_id,
            body,
        };
        texts.push(text.clone());
        Ok(text)
    }
}

async fn send(State(it): State<NotifySimulator>, headers: HeaderMap, body: axum::body::Bytes) -> Response {
    if let Err(refused) = it.authorise(&headers) {
        return refused.into_response();
    }
    let Ok(sms) = serde_json::from_slice::<Sms>(&body) else {
        return refused(StatusCode::BAD_REQUEST, "ValidationError", "template_id is a required property")
            .into_response();
    };
    let fault = it.0.faults.take().or_else(|| Fault::of_number(&sms.phone_number));
    if let Some(fault) = fault.filter(|fault| !fault.is_after_acceptance()) {
        return fault.answer().await;
    }
    match (it.accept(sms), fault) {
        (Ok(_), Some(fault)) => fault.answer().await,
        (Ok(text), None) => created(&text),
        (Err(refused), _) => refused.into_response(),
    }
}

async fn list(State(it): State<NotifySimulator>, headers: HeaderMap, Query(by): Query<Filter>) -> Response {
    if let Err(refused) = it.authorise(&headers) {
        return refused.into_response();
    }
    let texts = it.texts();
    let found: Vec<_> = texts
        .iter()
        .rev()
        .filter(|text| by.reference.is_none() || text.reference == by.reference)
        .map(notification)
        .collect();
    Json(json!({ "notifications": found, "links": { "current": "/v2/notifications" } })).into_response()
}

async fn show(State(it): State<NotifySimulator>, headers: HeaderMap, Path(id): Path<String>) -> Response {
    if let Err(refused) = it.authorise(&headers) {
        return refused.into_response();
    }
    match it.texts().iter().find(|text| text.id == id) {
        Some(text) => Json(notification(text)).into_response(),
        None => refused(StatusCode::NOT_FOUND, "NoResultFound", "No result found").into_response(),
    }
}

fn is_e164(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (7..=15).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.bytes().all(|b| b.is_ascii_digit())
    })
}
