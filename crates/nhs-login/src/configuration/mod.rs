//! The configuration: layers of TOML and environment variables, checked whole before anything starts.

mod audit;
mod checking;
mod clients;
mod faults;
mod layers;
mod messages;
mod mode;
mod operators;
mod partner_pages;
mod pds;
mod photo_id;
mod place;
mod presentation;
mod providers;
mod proving;
mod reader;
mod retention;
mod rules;
mod sandbox;
mod storage;
mod support;

use gateways::PdsSettings;
use identity::{AccessRules, CheckingRules, KeySchedule, RegistrySettings, RoleMatrix, SupportRules};
use vocabulary::Lifetime;

use crate::configuration::reader::Reader;

pub use audit::AuditConfig;
pub use faults::{ConfigFault, ConfigFaults};
#[cfg(feature = "sandbox")]
pub use layers::SANDBOX;
pub use layers::{DEFAULTS, Layer};
pub use messages::MessagesConfig;
pub use mode::Mode;
pub use partner_pages::PartnerPagesConfig;
pub use photo_id::EvidenceConfig;
pub use place::{Issuer, Listen, ListenAddress, Place, TlsFiles, TrustedProxies};
pub use presentation::{Log, LogFormat};
pub use providers::ProvidersConfig;
pub use proving::ProvingConfig;
pub use retention::RetentionConfig;
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
    /// The terms of use.
    pub terms: TermsConfig,
    /// Transports and the outbox.
    pub messages: MessagesConfig,
    /// How people prove who they are.
    pub proving: ProvingConfig,
    /// The Personal Demographics Service; none where nobody proves anything.
    pub pds: Option<PdsSettings>,
    /// GP systems, document checks, virus scans.
    pub providers: ProvidersConfig,
    /// The numbers of the ID checkers' work.
    pub checking: CheckingRules,
    /// What each role of operators may do and see.
    pub roles: RoleMatrix,
    /// Sessions and invitations of operators.
    pub access: AccessRules,
    /// The numbers of the service desk's work.
    pub support: SupportRules,
    /// The registry of clients.
    pub registry: RegistrySettings,
    /// The partner pages.
    pub partner_pages: PartnerPagesConfig,
    /// Photos and videos of people who prove who they are.
    pub evidence: EvidenceConfig,
    /// What the service is called.
    pub brand: screens::Brand,
    /// The websites and apps that the contact form names.
    pub contact_services: Vec<String>,
    /// How long rows are kept.
    pub retention: RetentionConfig,
    /// Checkpoints over the audit.
    pub audit: AuditConfig,
    /// When signing keys change by themselves; none means by hand.
    pub key_schedule: Option<KeySchedule>,
    /// The log.
    pub log: Log,
    /// How long requests in flight may take at shutdown.
    pub grace: Lifetime,
    /// What only a sandbox has; always none in production.
    pub sandbox: Option<SandboxConfig>,
}

/// The terms of use in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermsConfig {
    /// Their version: people who agreed to another one are asked again.
    pub version: String,
    /// When they began, in words.
    pub since: String,
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

    /// A sandbox for tests: every port chosen by the system, cheap passwords, nothing seeded, everything in `folder`.
    ///
    /// `more` is TOML that overrides it, for example another `database.url`.
    ///
    /// # Errors
    /// Every fault of `more`.
    #[cfg(feature = "sandbox")]
    pub fn sandbox_for_tests(folder: &std::path::Path, more: &str) -> Result<Self, ConfigFaults> {
        let base = include_str!("for_tests.toml").replace("FOLDER", &folder.display().to_string());
        let mut layers = vec![Layer::Embedded(SANDBOX), Layer::Text(base)];
        layers.push(Layer::Text(more.to_owned()));
        Self::load(&layers)
    }

    /// The data folder alone: it has to be known before the secrets in it can be read.
    ///
    /// # Errors
    /// When a layer cannot be read.
    #[cfg(feature = "sandbox")]
    pub(crate) fn data_folder(layers: &[Layer]) -> Result<std::path::PathBuf, ConfigFaults> {
        let mut all = vec![Layer::Embedded(DEFAULTS)];
        all.extend_from_slice(layers);
        Ok(Reader::new(layers::merged(&all)?).text("sandbox.data_folder").into())
    }

    fn read(reader: &mut Reader) -> Option<Self> {
        let mode = mode::read(reader);
        let place = place::read(reader, mode);
        let database = storage::read_database(reader);
        let secrets = storage::read_secrets(reader);
        let passwords = rules::read_passwords(reader);
        let limits = rules::read_limits(reader);
        let refused = rules::read_refused(reader);
        let terms = TermsConfig { version: reader.text("terms.version"), since: reader.text("terms.since") };
        let messages = messages::read(reader, mode);
        let proving = proving::read(reader, mode);
        let needs_pds = proving.enabled || mode.sandbox().is_some();
        let pds = if needs_pds { pds::read(reader, mode) } else { None };
        let providers = providers::read(reader, mode);
        let checking = checking::read(reader);
        let roles = operators::roles(reader);
        let access = operators::access(reader);
        let support = support::read(reader);
        let registry = clients::read(reader);
        let partner_pages = partner_pages::read(reader, mode, place.as_ref().map(|place| &place.listen));
        let evidence = photo_id::read(reader, mode);
        let brand = presentation::read_brand(reader, mode);
        let contact_services = reader.list("brand.contact_services");
        let retention = retention::read(reader);
        let audit = audit::read(reader);
        let key_schedule = retention::read_key_schedule(reader);
        let log = presentation::read_log(reader);
        let grace = reader.lifetime("shutdown.grace_seconds", 1..=300);
        let sandbox = sandbox::read(reader, mode, pds.as_ref(), &providers);
        Some(Self {
            mode,
            place: place?,
            database: database?,
            secrets: secrets?,
            passwords,
            limits,
            refused,
            terms,
            messages: messages?,
            proving,
            pds: if needs_pds { Some(pds?) } else { None },
            providers,
            checking,
            roles,
            access,
            support,
            registry,
            partner_pages,
            evidence: evidence?,
            brand,
            contact_services,
            retention,
            audit,
            key_schedule,
            log: log?,
            grace,
            sandbox,
        })
    }
}

#[cfg(test)]
mod tests;
