//! The provider's HTTP interface.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard};

use aws_lc_rs::hmac;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use image::{GrayImage, imageops};
use serde::Deserialize;
use serde_json::{Value, json};
use vocabulary::{Instant, Sandbox};

use crate::bearer;
use crate::fault::Faults;
use crate::id_check::mark;
use crate::id_check::page;
use crate::id_check::scenario::Scenario;
use crate::id_check::verdict::{self, Expected};

/// Videos of a minute.
const LARGEST_FILE: usize = 60 * 1024 * 1024;

/// The account that the simulator pretends to hold.
#[derive(Debug, Clone)]
pub struct IdCheckSetup {
    /// The bearer token.
    pub token: String,
    /// What webhooks are signed with.
    pub webhook_secret: String,
}

/// A provider that keeps what it was told about, though not the pictures.
#[derive(Clone)]
pub struct IdCheckSimulator(Arc<Inner>);

struct Inner {
    setup: IdCheckSetup,
    faults: Faults,
    checks: Mutex<BTreeMap<String, Check>>,
}

#[derive(Default)]
struct Check {
    files: BTreeMap<String, usize>,
    scenario: Option<Scenario>,
    /// Whether the frames of the scan are of no drawn card.
    live: bool,
    order: Option<Order>,
    looks: u32,
}

#[derive(Clone, Deserialize)]
struct Order {
    document: String,
    face: String,
    digits: Option<String>,
    colours: Option<Vec<String>>,
    expected: Expected,
}

/// A check that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedCheck {
    /// The caller's case.
    pub case: String,
    /// Which document.
    pub document: String,
    /// `video` or `scan`.
    pub face: String,
    /// The digits of the video.
    pub digits: Option<String>,
    /// The colours of the scan.
    pub colours: Option<Vec<String>>,
    /// The files and how many bytes each has.
    pub files: Vec<(String, usize)>,
}

/// A verdict as a webhook brings it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedVerdict {
    /// The header `ID-Check-Timestamp`.
    pub timestamp: String,
    /// The header `ID-Check-Signature`.
    pub signature: String,
    /// The body.
    pub body: Vec<u8>,
}

impl IdCheckSimulator {
    /// A provider that knows no case yet.
    #[must_use]
    pub fn new(_witness: Sandbox, setup: IdCheckSetup) -> Self {
        Self(Arc::new(Inner { setup, faults: Faults::default(), checks: Mutex::default() }))
    }

    /// Its HTTP interface, `/samples` with files to send, and `/simulator/faults` for tests.
    pub fn router(&self) -> Router {
        Router::new()
            .route("/photos/inspect/{side}", post(inspect))
            .route("/checks/{case}/evidence/{kind}", put(keep))
            .route("/checks/{case}", put(order).get(look))
            .route("/", get(page::samples))
            .route("/samples", get(page::samples))
            .route("/samples/{file}", get(page::sample))
            .layer(DefaultBodyLimit::max(LARGEST_FILE))
            .with_state(self.clone())
            .merge(self.0.faults.control())
    }

    /// The faults that its next requests meet.
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.0.faults
    }

    /// The checks that were asked for, by case.
    ///
    /// # Panics
    /// Never: no holder of its lock can panic.
    #[must_use]
    pub fn checks(&self) -> Vec<ReceivedCheck> {
        let received = |(case, check): (&String, &Check)| {
            let order = check.order.as_ref()?;
            Some(ReceivedCheck {
                case: case.clone(),
                document: order.document.clone(),
                face: order.face.clone(),
                digits: order.digits.clone(),
                colours: order.colours.clone(),
                files: check.files.iter().map(|(name, bytes)| (name.clone(), *bytes)).collect(),
            })
        };
        self.all().iter().filter_map(received).collect()
    }

    /// What a webhook sent at `now` about this check would bring; nothing for one that is not known.
    ///
    /// # Panics
    /// Never: no holder of its lock can panic.
    #[must_use]
    pub fn signed_verdict(&self, reference: &str, now: Instant) -> Option<SignedVerdict> {
        let mut body = self.outcome(reference)?;
        body["reference"] = json!(reference);
        let body = body.to_string().into_bytes();
        let timestamp = now.seconds().to_string();
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.0.setup.webhook_secret.as_bytes());
        let tag = hmac::sign(&key, &[timestamp.as_bytes(), b".", &body].concat());
        Some(SignedVerdict { timestamp, signature: format!("v1={}", URL_SAFE_NO_PAD.encode(tag)), body })
    }

    fn all(&self) -> MutexGuard<'_, BTreeMap<String, Check>> {
        self.0.checks.lock().expect("no holder of this lock can panic")
    }

    /// One more look at a check.
    fn outcome(&self, reference: &str) -> Option<Value> {
        let mut checks = self.all();
        let check = checks.get_mut(reference.strip_prefix(REFERENCE)?)?;
        let order = check.order.as_ref()?;
        check.looks += 1;
        let scenario = check.scenario.unwrap_or(Scenario::Pass);
        let mut outcome = verdict::outcome(scenario, check.looks, &order.expected);
        // Colours cannot be told in what a made-up camera films: a specimen in place of a face can.
        outcome["challenge_kept"] = json!(order.face == "video" || check.live);
        Some(outcome)
    }

    fn keep(&self, case: &str, kind: &str, bytes: usize, scenario: Option<Scenario>) {
        let mut checks = self.all();
        let check = checks.entry(case.to_owned()).or_default();
        check.files.insert(kind.to_owned(), bytes);
        match kind {
            "scan" => check.live = scenario.is_none(),
            // What the front says counts more than what the back says.
            "front" => check.scenario = scenario.or(check.scenario),
            _ => check.scenario = check.scenario.or(scenario),
        }
    }

    /// Whether the order is complete; a second one changes nothing.
    fn accept(&self, case: &str, order: Order) -> Result<Scenario, StatusCode> {
        let mut checks = self.all();
        let check = checks.get_mut(case).ok_or(StatusCode::UNPROCESSABLE_ENTITY)?;
        let digits = order.digits.as_deref().is_some_and(|text| text.len() == 4);
        let colours = order.colours.as_ref().is_some_and(|colours| colours.len() == 4);
        let whole = check.files.contains_key("front")
            && check.files.contains_key(&order.face)
            && digits == (order.face == "video")
            && colours == (order.face == "scan");
        if !whole {
            return Err(StatusCode::UNPROCESSABLE_ENTITY);
        }
        let scenario = check.scenario.unwrap_or(Scenario::Pass);
        if !matches!(scenario, Scenario::Busy | Scenario::Broken | Scenario::Malformed) {
            check.order.get_or_insert(order);
        }
        Ok(scenario)
    }

    fn admits(&self, headers: &HeaderMap) -> bool {
        bearer::token(headers) == Some(self.0.setup.token.as_str())
    }
}

const REFERENCE: &str = "chk-";

/// What the mark of a photo says; none for a photo without one, an error for what is no photo.
async fn scenario(photo: Bytes) -> Result<Option<Scenario>, StatusCode> {
    Ok(mark::read(&decoded(photo).await?))
}

/// As [`scenario`], of a scan as a whole or of its first frame.
async fn scenario_of_scan(scan: Bytes) -> Result<Option<Scenario>, StatusCode> {
    let scan = decoded(scan).await?;
    let frame = imageops::crop_imm(&scan, 0, 0, scan.width() / 2, scan.height() / 2).to_image();
    Ok(mark::read(&scan).or_else(|| mark::read(&frame)))
}

async fn decoded(photo: Bytes) -> Result<GrayImage, StatusCode> {
    // Decoding takes a while, and other requests wait for this thread.
    let work = move || image::load_from_memory(&photo).map(|photo| photo.to_luma8());
    let decoded = tokio::task::spawn_blocking(work).await;
    decoded.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?.map_err(|_| StatusCode::UNPROCESSABLE_ENTITY)
}

async fn inspect(
    State(it): State<IdCheckSimulator>,
    Path(_side): Path<String>,
    headers: HeaderMap,
    photo: Bytes,
) -> Response {
    if !it.admits(&headers) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    if let Some(fault) = it.0.faults.take() {
        return fault.answer().await;
    }
    match scenario(photo).await {
        Ok(scenario) => {
            let scenario = scenario.unwrap_or(Scenario::Pass);
            failing(scenario).unwrap_or_else(|| Json(verdict::findings(scenario)).into_response())
        }
        Err(status) => status.into_response(),
    }
}

async fn keep(
    State(it): State<IdCheckSimulator>,
    Path((case, kind)): Path<(String, String)>,
    headers: HeaderMap,
    file: Bytes,
) -> Response {
    if !it.admits(&headers) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let bytes = file.len();
    let media = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let scenario = match (kind.as_str(), media) {
        ("front" | "back", "image/jpeg") => scenario(file).await,
        ("scan", "image/jpeg") => scenario_of_scan(file).await,
        ("video", media) if media.starts_with("video/") && bytes > 0 => Ok(None),
        _ => Err(StatusCode::UNSUPPORTED_MEDIA_TYPE),
    };
    match scenario {
        Ok(scenario) => {
            it.keep(&case, &kind, bytes, scenario);
            StatusCode::NO_CONTENT.into_response()
        }
        Err(status) => status.into_response(),
    }
}

async fn order(
    State(it): State<IdCheckSimulator>,
    Path(case): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if !it.admits(&headers) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let Ok(order) = serde_json::from_slice::<Order>(&body) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    let fault = it.0.faults.take();
    if let Some(fault) = fault.filter(|fault| !fault.is_after_acceptance()) {
        return fault.answer().await;
    }
    match (it.accept(&case, order), fault) {
        (Err(status), _) => status.into_response(),
        (Ok(_), Some(fault)) => fault.answer().await,
        (Ok(scenario), None) => failing(scenario).unwrap_or_else(|| {
            (StatusCode::ACCEPTED, Json(json!({ "reference": format!("{REFERENCE}{case}") }))).into_response()
        }),
    }
}

async fn look(
    State(it): State<IdCheckSimulator>,
    Path(reference): Path<String>,
    headers: HeaderMap,
) -> Response {
    if !it.admits(&headers) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    if let Some(fault) = it.0.faults.take() {
        return fault.answer().await;
    }
    it.outcome(&reference)
        .map_or_else(|| StatusCode::NOT_FOUND.into_response(), |outcome| Json(outcome).into_response())
}

/// The answer of a provider that does not do its work.
fn failing(scenario: Scenario) -> Option<Response> {
    match scenario {
        Scenario::Busy => Some(StatusCode::TOO_MANY_REQUESTS.into_response()),
        Scenario::Broken => Some(StatusCode::INTERNAL_SERVER_ERROR.into_response()),
        Scenario::Malformed => Some("<html>Welcome</html>".into_response()),
        _ => None,
    }
}
