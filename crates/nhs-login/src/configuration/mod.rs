//! The configuration: layers of TOML and environment variables, checked whole before anything starts.

mod faults;
mod layers;
mod messages;
mod mode;
mod place;
mod presentation;
mod reader;
mod retention;
mod rules;
mod sandbox;
mod storage;

use vocabulary::Lifetime;

use crate::configuration::reader::Reader;

pub use faults::{ConfigFault, ConfigFaults};
#[cfg(feature = "sandbox")]
pub use layers::SANDBOX;
pub use layers::{DEFAULTS, Layer};
pub use messages::MessagesConfig;
pub use mode::Mode;
pub use place::{Issuer, Listen, ListenAddress, Place, TlsFiles, TrustedProxies};
pub use presentation::{Log, LogFormat};
pub use retention::{KeySchedule, RetentionConfig};
pub use rules::{Lifetimes, Limits, Passwords, Refused, Tries};
pub use sandbox::{SandboxConfig, SimulatorsConfig};
pub use storage::{Database, Secrets};

/// Everything an operator can say about the service, checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// Sandbox or production.
    pub mode: Mode,
    /// Issuer, listeners, TLS, proxies.
    pub place: Place,
    /// The database.
    pub database: Database,
    /// The keys.
    pub secrets: Secrets,
    /// Password rules and hashing.
    pub passwords: Passwords,
    /// The numbers of the journeys.
    pub limits: Limits,
    /// What cannot register.
    pub refused: Refused,
    /// The version of the terms of use that people must have agreed to.
    pub terms_version: String,
    /// Transports and the outbox.
    pub messages: MessagesConfig,
    /// What the service is called.
    pub brand: screens::Brand,
    /// How long rows are kept.
    pub retention: RetentionConfig,
    /// When signing keys rotate.
    pub keys: KeySchedule,
    /// The log.
    pub log: Log,
    /// How long requests in flight may take at shutdown.
    pub grace: Lifetime,
    /// What only a sandbox has; always none in production.
    pub sandbox: Option<SandboxConfig>,
}

impl Config {
    /// The configuration that the defaults and `layers` make, later layers overriding earlier ones.
    ///
    /// # Errors
    /// Every fault at once, each with its key.
    pub fn load(layers: &[Layer]) -> Result<Self, ConfigFaults> {
        let mut all = vec![Layer::Embedded(DEFAULTS)];
        all.extend_from_slice(layers);
        let mut reader = Reader::new(layers::merged(&all)?);
        let config = Self::read(&mut reader);
        let faults = reader.faults();
        match config {
            Some(config) if faults.0.is_empty() => Ok(config),
            _ => Err(faults),
        }
    }

    fn read(reader: &mut Reader) -> Option<Self> {
        let mode = mode::read(reader);
        let place = place::read(reader, mode);
        let database = storage::read_database(reader);
        let secrets = storage::read_secrets(reader);
        let passwords = rules::read_passwords(reader);
        let limits = rules::read_limits(reader);
        let refused = rules::read_refused(reader);
        let terms_version = reader.text("terms.version");
        let messages = messages::read(reader, mode);
        let brand = presentation::read_brand(reader, mode);
        let retention = retention::read(reader);
        let keys = retention::read_keys(reader);
        let log = presentation::read_log(reader);
        let grace = reader.lifetime("shutdown.grace_seconds", 1..=300);
        let sandbox = sandbox::read(reader, mode);
        Some(Self {
            mode,
            place: place?,
            database: database?,
            secrets: secrets?,
            passwords,
            limits,
            refused,
            terms_version,
            messages: messages?,
            brand,
            retention,
            keys,
            log: log?,
            grace,
            sandbox,
        })
    }
}

#[cfg(test)]
mod tests;
