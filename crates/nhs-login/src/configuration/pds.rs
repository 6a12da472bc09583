//! Where the Personal Demographics Service is, who we are there, and how long it may take.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use gateways::{CircuitLimits, Endpoint, GatewayFault, Patience, Pds, PdsKey, PdsSettings, TimeLimits};
use identity::{Chance, Clock};
use vocabulary::{Sandbox, Secret};

use crate::configuration::Config;
use crate::configuration::mode::Mode;
use crate::configuration::reader::Reader;

/// The FHIR interface and the token endpoint below a PDS simulator's address, which are those of the real one.
const BASE_PATH: &str = "/personal-demographics/FHIR/R4";
const TOKEN_PATH: &str = "/oauth2/token";

/// The wait before a second try.
const FIRST_WAIT: Duration = Duration::from_millis(200);

impl Config {
    /// The client of PDS, when this configuration asks for one.
    ///
    /// # Errors
    /// When TLS cannot be set up on this machine.
    pub fn pds(&self, clock: Arc<dyn Clock>, chance: Arc<dyn Chance>) -> Result<Option<Pds>, GatewayFault> {
        let Some(settings) = self.pds.clone() else { return Ok(None) };
        let clock = Arc::new(move || clock.now());
        Pds::new(settings, clock, Arc::new(move |bytes: &mut [u8]| chance.fill(bytes))).map(Some)
    }
}

pub(crate) fn read(reader: &mut Reader, mode: Mode) -> Option<PdsSettings> {
    let base = endpoint(reader, mode, "pds.base_url", BASE_PATH);
    let token_endpoint = endpoint(reader, mode, "pds.token_url", TOKEN_PATH);
    let key = key(reader, mode);
    let limits = TimeLimits {
        connect: reader.lifetime("pds.connect_seconds", 1..=30).duration(),
        total: reader.lifetime("pds.request_seconds", 1..=60).duration(),
    };
    let patience = Patience {
        budget: reader.lifetime("pds.budget_seconds", 1..=60).duration(),
        retries: reader.number("pds.retries", 0..=5),
        first_wait: FIRST_WAIT,
    };
    let circuit = CircuitLimits {
        failures: reader.number("pds.circuit_failures", 1..=1000),
        open_for: reader.lifetime("pds.circuit_seconds", 1..=3600),
    };
    if patience.budget < limits.total {
        reader.fault("pds.budget_seconds", "must not be less than pds.request_seconds");
    }
    Some(PdsSettings { base: base?, token_endpoint: token_endpoint?, key: key?, limits, patience, circuit })
}

/// An address of PDS; in a sandbox the simulator of this process stands in for one that is not set.
fn endpoint(reader: &mut Reader, mode: Mode, key: &str, path: &str) -> Option<Endpoint> {
    const SIMULATOR: &str = "sandbox.pds_simulator";
    let given = reader.given(key).is_some();
    match mode.sandbox() {
        Some(witness) if given => reader.parsed(key, |text| Endpoint::sandbox(text, witness)),
        Some(witness) if reader.given(SIMULATOR).is_some() => {
            reader.parsed(SIMULATOR, |place| Endpoint::sandbox(&format!("http://{place}{path}"), witness))
        }
        _ => reader.required(key, Endpoint::https),
    }
}

/// Who we are; a sandbox that is not told makes a key of its own, which its simulator is given.
fn key(reader: &mut Reader, mode: Mode) -> Option<PdsKey> {
    let api_key = reader.secret("pds.api_key");
    let key_id = reader.given("pds.key_id");
    let pem = reader.secret("pds.private_key");
    if let (Some(witness), None, None, None) = (mode.sandbox(), &api_key, &key_id, &pem) {
        return Some(sandbox_key(witness));
    }
    for (name, missing) in [
        ("pds.api_key", api_key.is_none()),
        ("pds.key_id", key_id.is_none()),
        ("pds.private_key", pem.is_none()),
    ] {
        if missing {
            reader.fault(name, "must be set");
        }
    }
    PdsKey::from_pem(api_key?, &key_id?, &pem?)
        .map_err(|error| reader.fault("pds.private_key", error.expected))
        .ok()
}

/// One key for the whole process: making one takes a while, and nobody outside has to know it.
fn sandbox_key(witness: Sandbox) -> PdsKey {
    static KEY: OnceLock<PdsKey> = OnceLock::new();
    let make = || PdsKey::generate(Secret::new("sandbox-pds-application".to_owned()), "sandbox-1", witness);
    KEY.get_or_init(make).clone()
}
