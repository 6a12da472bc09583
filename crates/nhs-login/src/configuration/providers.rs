//! Who helps to prove who people are: GP systems, the document-check provider, the virus scanner.

use gateways::{
    GatewayFault, Gp, GpSettings, IdCheck, IdCheckSettings, TimeLimits, VirusScan, VirusScanSettings,
    WebhookSecret,
};
use vocabulary::{Lifetime, Malformed, Secret};

use crate::configuration::Config;
use crate::configuration::messages::endpoint;
use crate::configuration::mode::Mode;
use crate::configuration::place::ListenAddress;
use crate::configuration::reader::Reader;

/// What a sandbox's own simulators accept when nothing is said.
const SANDBOX_TOKEN: &str = "sandbox-provider-token";
const SANDBOX_SECRET: &str = "sandbox-secret-of-the-document-check-provider";

/// Those of the providers that there are.
#[derive(Debug, Clone)]
pub struct ProvidersConfig {
    /// The GP systems; without them nobody proves who they are by way of their GP.
    pub gp: Option<GpSettings>,
    /// The document-check provider; without it people look at every case.
    pub id_check: Option<IdCheckSettings>,
    /// Of a hundred cases, how many go to the document-check provider first. The others go to people at once.
    pub id_check_share_percent: u32,
    /// How long the document-check provider may take.
    pub id_check_patience: Lifetime,
    /// The virus scanner; without it files are not scanned.
    pub virus_scan: Option<VirusScanSettings>,
}

impl Config {
    /// The client of the GP systems, when there are any.
    ///
    /// # Errors
    /// When TLS cannot be set up on this machine, or the token fits in no header.
    pub fn gp(&self) -> Result<Option<Gp>, GatewayFault> {
        self.providers.gp.clone().map(Gp::new).transpose()
    }

    /// The client of the document-check provider, when there is one.
    ///
    /// # Errors
    /// When TLS cannot be set up on this machine, or the token fits in no header.
    pub fn id_check(&self) -> Result<Option<IdCheck>, GatewayFault> {
        self.providers.id_check.clone().map(IdCheck::new).transpose()
    }

    /// The client of the virus scanner, when there is one.
    #[must_use]
    pub fn virus_scan(&self) -> Option<VirusScan> {
        self.providers.virus_scan.clone().map(VirusScan::new)
    }
}

pub(crate) fn read(reader: &mut Reader, mode: Mode) -> ProvidersConfig {
    ProvidersConfig {
        gp: gp(reader, mode),
        id_check: id_check(reader, mode),
        id_check_share_percent: reader.number("id_check.share_percent", 0..=100),
        id_check_patience: reader.lifetime("id_check.patience_minutes", 1..=10_080),
        virus_scan: virus_scan(reader, mode),
    }
}

fn gp(reader: &mut Reader, mode: Mode) -> Option<GpSettings> {
    let endpoint = endpoint(reader, "gp.url", "sandbox.gp_simulator", mode);
    let limits = limits(reader, ["gp.connect_seconds", "gp.total_seconds"]);
    let token = token(reader, "gp.url", "gp.token", mode);
    Some(GpSettings { endpoint: endpoint?, token: token?, limits })
}

fn id_check(reader: &mut Reader, mode: Mode) -> Option<IdCheckSettings> {
    let endpoint = endpoint(reader, "id_check.url", "sandbox.id_check_simulator", mode);
    let limits = limits(reader, ["id_check.connect_seconds", "id_check.total_seconds"]);
    let token = token(reader, "id_check.url", "id_check.token", mode);
    let webhook_secret = webhook_secret(reader, mode);
    Some(IdCheckSettings { endpoint: endpoint?, token: token?, webhook_secret, limits })
}

fn webhook_secret(reader: &mut Reader, mode: Mode) -> Option<WebhookSecret> {
    const KEY: &str = "id_check.webhook_secret";
    let given = reader.secret(KEY);
    let text = given.or_else(|| mode.sandbox().map(|_| Secret::new(SANDBOX_SECRET.to_owned())))?;
    WebhookSecret::new(text).map_err(|Malformed { expected, .. }| reader.fault(KEY, expected)).ok()
}

fn virus_scan(reader: &mut Reader, mode: Mode) -> Option<VirusScanSettings> {
    const KEY: &str = "virus_scan.address";
    const SIMULATOR: &str = "sandbox.virus_scan_simulator";
    let limits = limits(reader, ["virus_scan.connect_seconds", "virus_scan.total_seconds"]);
    let key = if reader.given(KEY).is_none() && mode.sandbox().is_some() { SIMULATOR } else { KEY };
    let place = reader.parsed(key, |text| ListenAddress::parse(key, text))?;
    Some(VirusScanSettings { host: place.host().to_owned(), port: place.port(), limits })
}

fn limits(reader: &mut Reader, [connect, total]: [&str; 2]) -> TimeLimits {
    TimeLimits {
        connect: reader.lifetime(connect, 1..=60).duration(),
        total: reader.lifetime(total, 1..=300).duration(),
    }
}

/// A provider's token: required with its address; a sandbox's own simulator takes one that everybody knows.
fn token(reader: &mut Reader, url: &str, key: &str, mode: Mode) -> Option<Secret<String>> {
    let token = reader.secret(key);
    let real = reader.given(url).is_some();
    if token.is_none() && real {
        reader.fault(key, format!("must be set together with {url}"));
    }
    if token.is_some() && !real && mode.is_production() {
        reader.fault(url, format!("must be set together with {key}"));
    }
    token.or_else(|| mode.sandbox().filter(|_| !real).map(|_| Secret::new(SANDBOX_TOKEN.to_owned())))
}
