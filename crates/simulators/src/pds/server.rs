//! The simulator itself.

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use serde_json::json;
use vocabulary::{NhsNumber, Sandbox};

use crate::bearer;
use crate::fault::{Fault, Faults};
use crate::pds::assertion;
use crate::pds::outcome::{Outcome, fhir};
use crate::pds::patient::resource;
use crate::pds::record::{Behaviour, PdsRecord, Standing};
use crate::pds::search::Sought;
use crate::pds::token::{Books, LIFE_SECONDS};
use crate::server::Clock;

/// Gives `RSAPublicKey` in DER. It is asked with each assertion, so a key that is still being made keeps nobody from starting.
pub type PublicKeySource = Arc<dyn Fn() -> Vec<u8> + Send + Sync>;

/// What the simulator pretends to know.
#[derive(Clone)]
pub struct PdsSetup {
    /// The application's API key.
    pub api_key: String,
    /// The name of the application's key pair.
    pub key_id: String,
    /// Its public half.
    pub public_key: PublicKeySource,
    /// Everybody.
    pub records: Vec<PdsRecord>,
    /// How late [`Behaviour::Slow`] is.
    pub slow: Duration,
}

/// A request to the FHIR interface that was let in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AskedOfPds {
    /// `X-Request-ID`.
    pub request_id: String,
    /// `X-Correlation-ID`.
    pub correlation_id: Option<String>,
}

/// A PDS with synthetic people, and the token endpoint in front of it.
#[derive(Clone)]
pub struct PdsSimulator(Arc<Inner>);

struct Inner {
    setup: PdsSetup,
    clock: Clock,
    faults: Faults,
    records: Mutex<Vec<PdsRecord>>,
    books: Mutex<Books>,
    asked: Mutex<Vec<AskedOfPds>>,
}

#[derive(Deserialize)]
struct TokenRequest {
    grant_type: String,
    client_assertion_type: String,
    client_assertion: String,
}

impl PdsSimulator {
    /// The path of the FHIR interface below the simulator's address.
    pub const BASE_PATH: &'static str = "/personal-demographics/FHIR/R4";
    /// The path of the token endpoint.
    pub const TOKEN_PATH: &'static str = "/oauth2/token";

    /// A simulator that has granted no tokens yet.
    #[must_use]
    pub fn new(_witness: Sandbox, setup: PdsSetup, clock: Clock) -> Self {
        let records = Mutex::new(setup.records.clone());
        let (faults, books, asked) = (Faults::default(), Mutex::default(), Mutex::default());
        Self(Arc::new(Inner { setup, clock, faults, records, books, asked }))
    }

    /// Its HTTP interface: PDS's paths, and `/simulator/faults` for tests and demos.
    pub fn router(&self) -> Router {
        Router::new()
            .route(Self::TOKEN_PATH, post(grant))
            .route(&format!("{}/Patient", Self::BASE_PATH), get(search))
            .route(&format!("{}/Patient/{{number}}", Self::BASE_PATH), get(look_up))
            .with_state(self.clone())
            .merge(self.0.faults.control())
    }

    /// The faults that its next searches and look-ups meet.
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.0.faults
    }

    /// Puts `record` in, in place of any with the same number: life goes on.
    pub fn put(&self, record: PdsRecord) {
        let mut records = locked(&self.0.records);
        records.retain(|other| other.nhs_number != record.nhs_number);
        records.push(record);
    }

    /// The record under `number` as it stands.
    #[must_use]
    pub fn record(&self, number: &NhsNumber) -> Option<PdsRecord> {
        locked(&self.0.records).iter().find(|record| record.nhs_number == *number).cloned()
    }

    /// What was asked so far, oldest first.
    #[must_use]
    pub fn asked(&self) -> Vec<AskedOfPds> {
        locked(&self.0.asked).clone()
    }

    /// How many access tokens were granted so far.
    #[must_use]
    pub fn tokens_granted(&self) -> usize {
        locked(&self.0.books).count()
    }

    /// Every access token stops working before its time.
    pub fn revoke_tokens(&self) {
        locked(&self.0.books).revoke_all();
    }

    /// What stands before every search and look-up: the token, the identifiers.
    fn admit(&self, headers: &HeaderMap) -> Result<(), Outcome> {
        let known = bearer::token(headers)
            .is_some_and(|token| locked(&self.0.books).accepts(token, (self.0.clock)()));
        if !known {
            return Err(Outcome::ACCESS_DENIED);
        }
        let text =
            |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(ToOwned::to_owned);
        let request_id = text("x-request-id").ok_or(Outcome::missing("X-Request-ID is missing"))?;
        let correlation_id = text("x-correlation-id");
        if !is_uuid(&request_id) || !correlation_id.as_deref().is_none_or(is_uuid) {
            return Err(Outcome::invalid("X-Request-ID and X-Correlation-ID are UUIDs"));
        }
        locked(&self.0.asked).push(AskedOfPds { request_id, correlation_id });
        Ok(())
    }

    /// The failing answer that a fault, or the behaviour of a record that was come upon, asks for.
    async fn failing(&self, behaviour: Option<Behaviour>) -> Option<Response> {
        match self.0.faults.take() {
            Some(Fault::Busy) => return Some(busy()),
            Some(Fault::Broken) => return Some(Outcome::BROKEN.into_response()),
            Some(other) => return Some(other.answer().await),
            None => {}
        }
        match behaviour? {
            Behaviour::Usual => None,
            Behaviour::Slow => {
                tokio::time::sleep(self.0.setup.slow).await;
                None
            }
            Behaviour::Busy => Some(busy()),
            Behaviour::Broken => Some(Outcome::BROKEN.into_response()),
            Behaviour::Malformed => Some((StatusCode::OK, "{\"resourceType\": \"Pat").into_response()),
        }
    }
}

async fn grant(
    State(it): State<PdsSimulator>,
    headers: HeaderMap,
    form: Result<Form<TokenRequest>, axum::extract::rejection::FormRejection>,
) -> Response {
    let refused = |error: &str, why: &str| {
        let body = json!({ "error": error, "error_description": why });
        (StatusCode::BAD_REQUEST, Json(body)).into_response()
    };
    let Ok(Form(request)) = form else { return refused("invalid_request", "a parameter is missing") };
    if request.grant_type != "client_credentials" {
        return refused("unsupported_grant_type", "grant_type is invalid");
    }
    if request.client_assertion_type != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer" {
        return refused("invalid_request", "Missing or invalid client_assertion_type");
    }
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let audience = format!("http://{host}{}", PdsSimulator::TOKEN_PATH);
    let now = (it.0.clock)();
    let jti = match assertion::check(&request.client_assertion, &it.0.setup, &audience, now) {
        Ok(jti) => jti,
        Err(why) => return refused("invalid_request", why),
    };
    let Some(token) = locked(&it.0.books).grant(jti, now) else {
        return refused("invalid_request", "Non-unique 'jti' claim in JWT");
    };
    let seconds = LIFE_SECONDS.to_string();
    Json(json!({ "access_token": token, "expires_in": seconds, "token_type": "Bearer" })).into_response()
}

async fn search(
    State(it): State<PdsSimulator>,
    headers: HeaderMap,
    Query(query): Query<Vec<(String, String)>>,
) -> Response {
    if let Err(outcome) = it.admit(&headers) {
        return outcome.into_response();
    }
    let sought = match Sought::parse(query) {
        Ok(sought) => sought,
        Err(outcome) => return outcome.into_response(),
    };
    let found: Vec<PdsRecord> =
        locked(&it.0.records).iter().filter(|record| sought.finds(record)).cloned().collect();
    if let Some(failing) = it.failing(found.first().map(|record| record.behaviour)).await {
        return failing;
    }
    let [one] = found.as_slice() else {
        return if found.is_empty() { bundle(&[]) } else { Outcome::TOO_MANY.into_response() };
    };
    bundle(&[one])
}

fn bundle(found: &[&PdsRecord]) -> Response {
    let entries: Vec<serde_json::Value> = found
        .iter()
        .map(|record| json!({ "search": { "score": 1.0 }, "resource": resource(record) }))
        .collect();
    let mut bundle = json!({ "resourceType": "Bundle", "type": "searchset", "total": entries.len() });
    if !entries.is_empty() {
        bundle["entry"] = entries.into();
    }
    fhir(StatusCode::OK, bundle)
}

async fn look_up(State(it): State<PdsSimulator>, headers: HeaderMap, Path(number): Path<String>) -> Response {
    if let Err(outcome) = it.admit(&headers) {
        return outcome.into_response();
    }
    let Ok(number) = NhsNumber::try_from(number.as_str()) else { return Outcome::INVALID_ID.into_response() };
    let record = it.record(&number);
    if let Some(failing) = it.failing(record.as_ref().map(|record| record.behaviour)).await {
        return failing;
    }
    let record = match record.map(|record| (record.standing, record)) {
        Some((Standing::Invalidated, _)) => return Outcome::INVALIDATED.into_response(),
        Some((Standing::SupersededBy(newer), _)) => it.record(&newer),
        Some((_, record)) => Some(record),
        None => None,
    };
    match record {
        Some(record) => fhir(StatusCode::OK, resource(&record)),
        None => Outcome::NOT_FOUND.into_response(),
    }
}

/// 429, with the shortest wait.
fn busy() -> Response {
    ([(header::RETRY_AFTER, "1")], Outcome::BUSY).into_response()
}

fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

fn locked<T>(value: &Mutex<T>) -> MutexGuard<'_, T> {
    value.lock().expect("no holder of this lock can panic")
}
