//! A PDS with one person, and the client in front of it.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use gateways::{CircuitLimits, Endpoint, Patience, Pds, PdsKey, PdsSettings, PersonSought, TimeLimits};
use simulators::{Behaviour, PdsRecord, PdsSetup, PdsSimulator, Standing, serve};
use tokio::net::TcpListener;
use vocabulary::{
    DateOfBirth, FamilyName, GivenName, Instant, Lifetime, NhsNumber, OdsCode, PhoneNumber, Postcode,
    Sandbox, Secret,
};

const NOW: Instant = Instant::from_seconds(1_700_000_000);

/// Synthetic numbers; the first is Priya Raman's.
pub(crate) const NUMBERS: [&str; 3] = ["9991002014", "9992001011", "9992001089"];

pub(crate) struct Fixture {
    pub(crate) pds: Pds,
    pub(crate) simulator: PdsSimulator,
    now: Arc<AtomicI64>,
}

/// What a test may want otherwise.
struct Choices {
    known_key: Option<PdsKey>,
    ahead: Lifetime,
    patience: Duration,
}

impl Default for Choices {
    fn default() -> Self {
        Self { known_key: None, ahead: Lifetime::seconds(0), patience: Duration::from_secs(20) }
    }
}

impl Fixture {
    pub(crate) async fn start() -> Self {
        Self::build(Choices::default()).await
    }

    pub(crate) async fn impatient() -> Self {
        Self::build(Choices { patience: Duration::from_millis(300), ..Choices::default() }).await
    }

    /// The platform knows another key.
    pub(crate) async fn with_another_key() -> Self {
        Self::build(Choices { known_key: Some(key()), ..Choices::default() }).await
    }

    /// Our clock is ahead of the platform's.
    pub(crate) async fn with_a_fast_clock(ahead: Lifetime) -> Self {
        Self::build(Choices { ahead, ..Choices::default() }).await
    }

    /// The client alone, at a port that nobody listens to.
    pub(crate) async fn nobody() -> Pds {
        let (listener, port) = free().await;
        drop(listener);
        client(port, key(), Duration::from_secs(20), Arc::new(|| NOW))
    }

    /// Time passes for both sides.
    pub(crate) fn advance(&self, lifetime: Lifetime) {
        self.now.fetch_add(lifetime.micros(), Ordering::SeqCst);
    }

    async fn build(choices: Choices) -> Self {
        let key = key();
        let now = Arc::new(AtomicI64::new(NOW.micros()));
        let (theirs, ours) = (Arc::clone(&now), Arc::clone(&now));
        let known = choices.known_key.unwrap_or_else(|| key.clone());
        let public_key = known.public_key().to_vec();
        let setup = PdsSetup {
            api_key: known.api_key().expose().clone(),
            key_id: known.key_id().to_owned(),
            public_key: Arc::new(move || public_key.clone()),
            records: vec![person(NUMBERS[0], "Raman")],
            slow: Duration::from_millis(50),
        };
        let clock = move || Instant::from_micros(theirs.load(Ordering::SeqCst));
        let simulator = PdsSimulator::new(witness(), setup, Arc::new(clock));
        let (listener, port) = free().await;
        tokio::spawn(serve(simulator.router(), listener, std::future::pending()));
        let clock = move || Instant::from_micros(ours.load(Ordering::SeqCst)).after(choices.ahead);
        Self { pds: client(port, key, choices.patience, Arc::new(clock)), simulator, now }
    }
}

/// A record with this number and last name; everything else is the same for everybody.
pub(crate) fn person(number: &str, family: &str) -> PdsRecord {
    PdsRecord {
        nhs_number: NhsNumber::try_from(number).unwrap(),
        given_name: Some(GivenName::try_from("Priya Devi").unwrap()),
        family_name: FamilyName::try_from(family).unwrap(),
        former_family_name: Some(FamilyName::try_from("Formerly").unwrap()),
        birthdate: DateOfBirth::try_from("1991-06-23").unwrap(),
        postcode: Some(Postcode::try_from("LS1 4AP").unwrap()),
        phones: vec![
            PhoneNumber::uk_mobile("07700 900103").unwrap(),
            PhoneNumber::uk_landline("020 7946 0103").unwrap(),
        ],
        email: None,
        gp_ods_code: Some(OdsCode::try_from("B86110").unwrap()),
        standing: Standing::Live,
        behaviour: Behaviour::Usual,
    }
}

/// Somebody with this last name; everything else as [`person`] has it, as people type it.
pub(crate) fn who(family: &str) -> PersonSought {
    PersonSought {
        given: Some(GivenName::try_from("PRIYA").unwrap()),
        family: FamilyName::try_from(family).unwrap(),
        born: DateOfBirth::try_from("1991-06-23").unwrap(),
        postcode: Postcode::try_from("ls14ap").unwrap(),
    }
}

fn client(port: u16, key: PdsKey, patience: Duration, clock: gateways::Clock) -> Pds {
    let at = |path: &str| Endpoint::sandbox(&format!("http://127.0.0.1:{port}{path}"), witness()).unwrap();
    let settings = PdsSettings {
        base: at(PdsSimulator::BASE_PATH),
        token_endpoint: at(PdsSimulator::TOKEN_PATH),
        key,
        limits: TimeLimits { connect: patience, total: patience },
        patience: Patience { budget: patience, retries: 2, first_wait: Duration::from_millis(2) },
        circuit: CircuitLimits { failures: 5, open_for: Lifetime::seconds(30) },
    };
    // Identifiers only have to differ.
    let counter = AtomicU64::new(0);
    let random = move |bytes: &mut [u8]| {
        let next = counter.fetch_add(1, Ordering::SeqCst).to_be_bytes();
        bytes.iter_mut().rev().zip(next.iter().rev()).for_each(|(byte, next)| *byte = *next);
    };
    Pds::new(settings, clock, Arc::new(random)).unwrap()
}

fn key() -> PdsKey {
    PdsKey::generate(Secret::new("an-application".to_owned()), "key-1", witness())
}

fn witness() -> Sandbox {
    Sandbox::when("sandbox").unwrap()
}

async fn free() -> (TcpListener, u16) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    (listener, port)
}
