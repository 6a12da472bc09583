//! The client: a search by what a person knows, and a look-up by NHS number.

use std::fmt;
use std::sync::Arc;

use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use tokio::time::{sleep, timeout};
use uuid::{Builder, Uuid};
use vocabulary::{
    DateOfBirth, FamilyName, GivenName, Instant, Lifetime, NhsNumber, PatientRecord, Postcode, Secret,
};

use crate::http::{Answer, Http};
use crate::messages::GatewayFault;
use crate::pds::answer::{self, TryFault};
use crate::pds::circuit::Circuit;
use crate::pds::patience::Patience;
use crate::pds::settings::PdsSettings;
use crate::pds::token::Tokens;

/// No record is longer; a longer answer is cut off, not read.
const LONGEST_ANSWER: usize = 256 * 1024;
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const CORRELATION_ID: HeaderName = HeaderName::from_static("x-correlation-id");

/// Tells the time.
pub type Clock = Arc<dyn Fn() -> Instant + Send + Sync>;

/// Fills bytes with chance: identifiers and the spread of waits come from it.
pub type Random = Arc<dyn Fn(&mut [u8]) + Send + Sync>;

/// What a person knows of themselves.
#[derive(Clone)]
pub struct PersonSought {
    /// First and middle names; none for somebody with one name.
    pub given: Option<GivenName>,
    /// The last name, or the only one.
    pub family: FamilyName,
    /// The date of birth.
    pub born: DateOfBirth,
    /// The postcode that the GP has.
    pub postcode: Postcode,
}

impl fmt::Debug for PersonSought {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonSought(…)")
    }
}

/// What a search came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Search {
    /// One record. Names are compared loosely by PDS: whether it is the person is for the caller to judge.
    One(Box<PatientRecord>),
    /// No record, or only a restricted one, which no search by postcode shows.
    None,
    /// More than one.
    Several,
}

/// What a look-up came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// The record under this number.
    Found(Box<PatientRecord>),
    /// The number was merged into the one of this record, which is to be kept instead.
    Superseded(Box<PatientRecord>),
    /// The number was withdrawn and nothing took its place.
    Invalidated,
    /// PDS has no such number.
    NotFound,
}

/// Why PDS could not be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum PdsFault {
    /// It asks us to slow down.
    #[error("PDS is busy")]
    Busy,
    /// It did not answer the last people either, so nobody was made to wait.
    #[error("the circuit to PDS is open")]
    CircuitOpen,
    /// It did not answer in time, or says that the fault is its own.
    #[error("PDS is not available")]
    Unavailable,
    /// It does not accept our key, or our request: an operator has to mend something.
    #[error("PDS refused our request")]
    Refused,
    /// It answered something that makes no sense.
    #[error("the answer of PDS could not be read")]
    Malformed,
}

impl PdsFault {
    /// Its name in logs and metrics.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Busy => "busy",
            Self::CircuitOpen => "circuit_open",
            Self::Unavailable => "unavailable",
            Self::Refused => "refused",
            Self::Malformed => "malformed",
        }
    }
}

/// PDS, as a client that may be cloned freely: clones share the access token and the circuit.
#[derive(Clone)]
pub struct Pds(Arc<Inner>);

struct Inner {
    http: Http,
    tokens: Tokens,
    circuit: Circuit,
    patience: Patience,
    clock: Clock,
    random: Random,
}

/// One read, whatever is read.
struct Read<'a> {
    path: &'a str,
    query: &'a [(&'a str, &'a str)],
    correlation: Uuid,
}

impl Pds {
    /// A client that has not spoken to PDS yet.
    ///
    /// # Errors
    /// When TLS cannot be set up on this machine.
    pub fn new(settings: PdsSettings, clock: Clock, random: Random) -> Result<Self, GatewayFault> {
        let setup = |fault: reqwest::Error| GatewayFault::Setup { provider: "pds", source: fault.into() };
        let PdsSettings { base, token_endpoint, key, limits, patience, circuit } = settings;
        let http = Http::new(base, limits).map_err(setup)?.with_longest_answer(LONGEST_ANSWER);
        let token_http = Http::new(token_endpoint.clone(), limits).map_err(setup)?;
        let lease =
            i64::try_from(patience.budget.as_micros()).map_or(Lifetime::days(1), Lifetime::from_micros);
        let inner = Inner {
            http,
            tokens: Tokens::new(token_http, &token_endpoint, key),
            circuit: Circuit::new(circuit, lease),
            patience,
            clock,
            random,
        };
        Ok(Self(Arc::new(inner)))
    }

    /// The one record of `who`, if there is exactly one.
    ///
    /// The first given name may be the beginning of a longer one on the record; everything else has to be on it.
    ///
    /// # Errors
    /// When PDS could not be asked; nothing is known about the person then.
    pub async fn search(&self, who: &PersonSought) -> Result<Search, PdsFault> {
        let born = format!("eq{}", who.born);
        let given = who.given.as_ref().map(first_given);
        let mut query = vec![
            ("family", who.family.as_str()),
            ("birthdate", born.as_str()),
            ("address-postalcode", who.postcode.as_str()),
            ("_max-results", "1"),
        ];
        query.extend(given.as_deref().map(|given| ("given", given)));
        self.read("/Patient", &query, |answer| answer::search(answer, self.now().date())).await
    }

    /// The record under `number`.
    ///
    /// # Errors
    /// When PDS could not be asked; nothing is known about the number then.
    pub async fn retrieve(&self, number: &NhsNumber) -> Result<Lookup, PdsFault> {
        let path = format!("/Patient/{}", number.as_str());
        self.read(&path, &[], |answer| answer::lookup(answer, number, self.now().date())).await
    }

    async fn read<T>(
        &self,
        path: &str,
        query: &[(&str, &str)],
        understand: impl Fn(&Answer) -> Result<T, TryFault>,
    ) -> Result<T, PdsFault> {
        let Inner { circuit, patience, .. } = &*self.0;
        if !circuit.admits(self.now()) {
            return Err(PdsFault::CircuitOpen);
        }
        let read = Read { path, query, correlation: self.identifier() };
        let result = timeout(patience.budget, self.persist(&read, understand)).await;
        let result = result.unwrap_or(Err(PdsFault::Unavailable));
        circuit.report(self.now(), !matches!(result, Err(PdsFault::Unavailable)));
        result
    }

    /// Tries until there is an answer or no patience is left.
    async fn persist<T>(
        &self,
        read: &Read<'_>,
        understand: impl Fn(&Answer) -> Result<T, TryFault>,
    ) -> Result<T, PdsFault> {
        let patience = self.0.patience;
        let started = tokio::time::Instant::now();
        let mut tried = 0;
        loop {
            let fault = match self.once(read, &understand).await {
                Ok(understood) => return Ok(understood),
                Err(fault) => fault,
            };
            tried += 1;
            let asked = match fault {
                TryFault::Busy(asked) => asked,
                TryFault::Unavailable { again: true } => None,
                final_fault => return Err(final_fault.into()),
            };
            let left = patience.budget.saturating_sub(started.elapsed());
            let Some(wait) = patience.wait(tried, asked, left, self.chance()) else {
                return Err(fault.into());
            };
            sleep(wait).await;
        }
    }

    /// One try. A token that PDS no longer accepts is replaced once.
    async fn once<T>(
        &self,
        read: &Read<'_>,
        understand: impl Fn(&Answer) -> Result<T, TryFault>,
    ) -> Result<T, TryFault> {
        let token = self.0.tokens.token(self.now(), None, self.identifier()).await?;
        match self.ask(read, &token, &understand).await {
            Err(TryFault::TokenRefused) => {}
            other => return other,
        }
        let token = self.0.tokens.token(self.now(), Some(&token), self.identifier()).await?;
        self.ask(read, &token, &understand).await
    }

    async fn ask<T>(
        &self,
        read: &Read<'_>,
        token: &Secret<String>,
        understand: impl Fn(&Answer) -> Result<T, TryFault>,
    ) -> Result<T, TryFault> {
        let headers = headers(token, self.identifier(), read.correlation);
        understand(&self.0.http.get(read.path, headers, read.query).await?)
    }

    fn now(&self) -> Instant {
        (self.0.clock)()
    }

    fn identifier(&self) -> Uuid {
        let mut bytes = [0; 16];
        (self.0.random)(&mut bytes);
        Builder::from_random_bytes(bytes).into_uuid()
    }

    fn chance(&self) -> u8 {
        let mut byte = [0];
        (self.0.random)(&mut byte);
        byte[0]
    }
}

impl fmt::Debug for Pds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pds").field("circuit", &self.0.circuit).finish_non_exhaustive()
    }
}

/// The first given name, and anything after it: records write middle names, and people leave them out.
///
/// A wildcard needs two letters before it.
fn first_given(given: &GivenName) -> String {
    let first = given.as_str().split(' ').next().unwrap_or_default();
    let wildcard = if first.chars().count() < 2 { "" } else { "*" };
    format!("{first}{wildcard}")
}

fn headers(token: &Secret<String>, request: Uuid, correlation: Uuid) -> HeaderMap {
    let mut authorization = HeaderValue::try_from(format!("Bearer {}", token.expose()))
        .expect("a token with other characters was refused");
    authorization.set_sensitive(true);
    let identifier =
        |id: Uuid| HeaderValue::try_from(id.to_string()).expect("a UUID is hexadecimal and hyphens");
    HeaderMap::from_iter([
        (AUTHORIZATION, authorization),
        (ACCEPT, HeaderValue::from_static("application/fhir+json")),
        (REQUEST_ID, identifier(request)),
        (CORRELATION_ID, identifier(correlation)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_given_name_is_sought_and_it_may_go_on() {
        for (given, sought) in [("Owen Rhys", "Owen*"), ("Zoë", "Zoë*"), ("Jo", "Jo*"), ("O", "O")] {
            assert_eq!(first_given(&GivenName::try_from(given).unwrap()), sought);
        }
    }

    #[test]
    fn what_is_sought_is_not_printed() {
        let who = PersonSought {
            given: None,
            family: FamilyName::try_from("Secretive").unwrap(),
            born: DateOfBirth::try_from("1991-06-23").unwrap(),
            postcode: Postcode::try_from("LS1 4AP").unwrap(),
        };
        assert_eq!(format!("{who:?}"), "PersonSought(…)");
    }
}
