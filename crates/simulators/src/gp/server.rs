//! Practices with the synthetic people in them.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard};

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use vocabulary::Sandbox;

use crate::bearer;
use crate::fault::{Fault, Faults};
use crate::gp::answers::{printed, scripted};

/// "Photo ID is needed": no registered status, and yet what GP systems answer.
const NEEDS_PHOTO_ID: u16 = 678;

/// Somebody who is registered at a practice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GpPatient {
    /// Ten digits.
    pub nhs_number: String,
    /// Last name.
    pub family_name: String,
    /// `YYYY-MM-DD`.
    pub birthdate: String,
    /// The practice.
    pub ods_code: String,
    /// Account ID of online services; none for somebody who does not use them.
    pub account_id: Option<String>,
    /// Linkage key of online services.
    pub linkage_key: Option<String>,
    /// The mobile number that the practice holds.
    pub mobile: Option<String>,
    /// Whether the practice has looked at identity documents.
    pub identity_checked: bool,
}

/// GP systems that know some people.
#[derive(Clone)]
pub struct GpSimulator(Arc<Inner>);

struct Inner {
    token: String,
    patients: Mutex<Vec<GpPatient>>,
    faults: Faults,
    lapsed: Mutex<HashSet<String>>,
}

#[derive(Deserialize)]
struct Registration {
    linkage_key: String,
    ods_code: String,
    account_id: String,
    family_name: String,
    birthdate: String,
}

#[derive(Deserialize)]
struct Wish {
    nhs_number: String,
    ods_code: String,
    family_name: String,
    birthdate: String,
}

#[derive(Deserialize)]
struct Link {
    nhs_number: String,
    credentials: Credentials,
}

#[derive(Deserialize)]
struct Credentials {
    user_id: String,
    linkage_key: String,
    ods_code: String,
}

#[derive(Deserialize)]
struct User {
    nhs_number: String,
    ods_code: String,
}

/// A question that names a practice.
trait Question: DeserializeOwned {
    fn practice(&self) -> &str;
    fn answer(&self, of: &GpSimulator) -> Result<Value, u16>;
}

impl GpPatient {
    fn is(&self, family_name: &str, birthdate: &str) -> bool {
        self.family_name.to_lowercase() == family_name.to_lowercase() && self.birthdate == birthdate
    }

    /// What online services open with. Somebody who does not use them gets some that follow from the number.
    fn credentials(&self) -> (String, String) {
        let made = |prefix: &str| format!("{prefix}{}", &self.nhs_number[3..]);
        (
            self.account_id.clone().unwrap_or_else(|| made("A")),
            self.linkage_key.clone().unwrap_or_else(|| made("K#")),
        )
    }

    fn json(&self) -> Value {
        let (user_id, linkage_key) = self.credentials();
        json!({ "user_id": user_id, "linkage_key": linkage_key, "ods_code": self.ods_code })
    }
}

impl GpSimulator {
    /// Systems that accept `token` and know `patients`.
    #[must_use]
    pub fn new(_witness: Sandbox, token: &str, patients: Vec<GpPatient>) -> Self {
        let (faults, lapsed) = (Faults::default(), Mutex::default());
        Self(Arc::new(Inner { token: token.to_owned(), patients: Mutex::new(patients), faults, lapsed }))
    }

    /// Its HTTP interface, `/` with the table of scripted answers, and `/simulator/faults` for tests.
    pub fn router(&self) -> Router {
        Router::new()
            .route("/", get(async || printed()))
            .route("/registrations/check", post(ask::<Registration>))
            .route("/connections", post(ask::<Wish>))
            .route("/connections/check", post(ask::<Link>))
            .route("/online-users", post(ask::<User>))
            .with_state(self.clone())
            .merge(self.0.faults.control())
    }

    /// The faults that its next questions meet.
    #[must_use]
    pub fn faults(&self) -> &Faults {
        &self.0.faults
    }

    /// From now on the credentials of this person open nothing any more (M-16).
    ///
    /// # Panics
    /// Never: no holder of its lock can panic.
    pub fn let_lapse(&self, nhs_number: &str) {
        self.lapsed().insert(nhs_number.to_owned());
    }

    /// From now on this is what the practices know of the person with this number.
    ///
    /// # Panics
    /// Never: no holder of its lock can panic.
    pub fn put(&self, patient: GpPatient) {
        let mut all = self.all();
        all.retain(|known| known.nhs_number != patient.nhs_number);
        all.push(patient);
    }

    /// What the practices know of the person with this number.
    ///
    /// # Panics
    /// Never: no holder of its lock can panic.
    #[must_use]
    pub fn known(&self, nhs_number: &str) -> Option<GpPatient> {
        self.all().iter().find(|patient| patient.nhs_number == nhs_number).cloned()
    }

    fn all(&self) -> MutexGuard<'_, Vec<GpPatient>> {
        self.0.patients.lock().expect("no holder of this lock can panic")
    }

    fn lapsed(&self) -> MutexGuard<'_, HashSet<String>> {
        self.0.lapsed.lock().expect("no holder of this lock can panic")
    }

    fn is_practice(&self, ods_code: &str) -> bool {
        self.all().iter().any(|patient| patient.ods_code == ods_code)
    }

    fn patient(&self, nhs_number: &str, ods_code: &str) -> Option<GpPatient> {
        self.known(nhs_number).filter(|patient| patient.ods_code == ods_code)
    }
}

impl Question for Registration {
    fn practice(&self) -> &str {
        &self.ods_code
    }

    fn answer(&self, of: &GpSimulator) -> Result<Value, u16> {
        if !of.is_practice(&self.ods_code) {
            return Err(501);
        }
        let opens = |patient: &&GpPatient| {
            patient.ods_code == self.ods_code && patient.account_id.as_ref() == Some(&self.account_id)
        };
        let known = of.all().iter().find(opens).cloned();
        let patient = known.ok_or(404_u16)?;
        if patient.linkage_key.as_ref() != Some(&self.linkage_key) {
            return Err(400);
        }
        if !patient.is(&self.family_name, &self.birthdate) {
            return Err(403);
        }
        if !patient.identity_checked {
            return Err(NEEDS_PHOTO_ID);
        }
        // Who proves to hold the key uses it again, also after it had lapsed.
        of.lapsed().remove(&patient.nhs_number);
        Ok(json!({ "nhs_number": patient.nhs_number, "credentials": patient.json() }))
    }
}

impl Question for Wish {
    fn practice(&self) -> &str {
        &self.ods_code
    }

    fn answer(&self, of: &GpSimulator) -> Result<Value, u16> {
        if !of.is_practice(&self.ods_code) {
            return Err(501);
        }
        let patient = of.patient(&self.nhs_number, &self.ods_code).ok_or(404_u16)?;
        if !patient.is(&self.family_name, &self.birthdate) {
            return Err(409);
        }
        of.lapsed().remove(&patient.nhs_number);
        Ok(json!({ "credentials": patient.json() }))
    }
}

impl Question for Link {
    fn practice(&self) -> &str {
        &self.credentials.ods_code
    }

    fn answer(&self, of: &GpSimulator) -> Result<Value, u16> {
        let given = &self.credentials;
        let patient = of.patient(&self.nhs_number, &given.ods_code).ok_or(404_u16)?;
        let right = patient.credentials() == (given.user_id.clone(), given.linkage_key.clone());
        Ok(json!({ "valid": right && !of.lapsed().contains(&self.nhs_number) }))
    }
}

impl Question for User {
    fn practice(&self) -> &str {
        &self.ods_code
    }

    fn answer(&self, of: &GpSimulator) -> Result<Value, u16> {
        let patient = of.patient(&self.nhs_number, &self.ods_code).ok_or(404_u16)?;
        if patient.account_id.is_none() {
            return Err(404);
        }
        Ok(json!({ "mobile": patient.mobile, "identity_checked": patient.identity_checked }))
    }
}

async fn ask<Q: Question>(State(it): State<GpSimulator>, headers: HeaderMap, body: Bytes) -> Response {
    if bearer::token(&headers) != Some(it.0.token.as_str()) {
        return refused(401);
    }
    let Ok(question) = serde_json::from_slice::<Q>(&body) else { return refused(400) };
    let fault = it.0.faults.take();
    if let Some(fault) = fault.filter(|fault| !fault.is_after_acceptance()) {
        return fault.answer().await;
    }
    if let Some(row) = scripted(question.practice()) {
        return match row.status {
            0 => Fault::Silent.answer().await,
            200 => "<html>Welcome</html>".into_response(),
            status => refused(status),
        };
    }
    let answer = question.answer(&it);
    match (fault, answer) {
        (Some(fault), _) => fault.answer().await,
        (None, Ok(answer)) => Json(answer).into_response(),
        (None, Err(status)) => refused(status),
    }
}

fn refused(status: u16) -> Response {
    let status = StatusCode::from_u16(status).expect("every status here has three digits");
    (status, Json(json!({ "error": "refused" }))).into_response()
}
