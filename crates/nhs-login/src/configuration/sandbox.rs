//! What only a sandbox has.

use std::path::PathBuf;

use gateways::{PdsKey, PdsSettings};
use vocabulary::{Malformed, Sandbox};

use crate::configuration::mode::Mode;
use crate::configuration::place::ListenAddress;
use crate::configuration::providers::ProvidersConfig;
use crate::configuration::reader::Reader;

/// The keys of the templates that texts have; those that are not set stand for another or for nothing.
const TEXT_TEMPLATES: [&str; 3] = [
    "messages.text.template_text_code",
    "messages.text.template_record_code",
    "messages.text.template_continue_link",
];

/// What only a sandbox has.
#[derive(Debug, Clone)]
pub struct SandboxConfig {
    /// The witness.
    pub witness: Sandbox,
    /// The code that always works for seeded people.
    pub static_code: Option<String>,
    /// Whether tests may order failures.
    pub fault_injection: bool,
    /// Whether synthetic people and clients are put in on first start.
    pub seed: bool,
    /// Where the first start keeps generated secrets and the demo partner's key.
    pub data_folder: PathBuf,
    /// Where the demo partner listens; none means it does not run.
    pub demo_partner: Option<ListenAddress>,
    /// The simulators.
    pub simulators: SimulatorsConfig,
}

/// Where the simulators listen, and which keys they accept: the ones the service itself uses. An address that is none
/// means that this one does not run.
#[derive(Debug, Clone, Default)]
pub struct SimulatorsConfig {
    /// GOV.UK Notify.
    pub notify: Option<ListenAddress>,
    /// The Notify API key.
    pub notify_key: String,
    /// The Notify template for security codes.
    pub notify_templates: Vec<String>,
    /// The voice provider.
    pub voice: Option<ListenAddress>,
    /// The voice provider's bearer token.
    pub voice_token: String,
    /// The mail server.
    pub smtp: Option<ListenAddress>,
    /// The Personal Demographics Service.
    pub pds: Option<ListenAddress>,
    /// The key that PDS knows.
    pub pds_key: Option<PdsKey>,
    /// The GP systems.
    pub gp: Option<ListenAddress>,
    /// The GP systems' bearer token.
    pub gp_token: String,
    /// The document-check provider.
    pub id_check: Option<ListenAddress>,
    /// The document-check provider's bearer token.
    pub id_check_token: String,
    /// What the document-check provider signs with.
    pub id_check_secret: String,
    /// The virus scanner.
    pub virus_scan: Option<ListenAddress>,
}

const LISTENERS: [&str; 8] = [
    "sandbox.demo_partner",
    "sandbox.notify_simulator",
    "sandbox.voice_simulator",
    "sandbox.smtp_simulator",
    "sandbox.pds_simulator",
    "sandbox.gp_simulator",
    "sandbox.id_check_simulator",
    "sandbox.virus_scan_simulator",
];

pub(crate) fn read(
    reader: &mut Reader,
    mode: Mode,
    pds: Option<&PdsSettings>,
    providers: &ProvidersConfig,
) -> Option<SandboxConfig> {
    let static_code = reader.parsed("sandbox.static_code", six_digits);
    let fault_injection = reader.flag("sandbox.fault_injection");
    let seed = reader.flag("sandbox.seed");
    let data_folder = PathBuf::from(reader.text("sandbox.data_folder"));
    let [demo_partner, notify, voice, smtp, pds_place, gp, id_check, virus_scan] =
        LISTENERS.map(|key| reader.parsed(key, |text| ListenAddress::parse(key, text)));
    let Some(witness) = mode.sandbox() else {
        refuse(reader);
        return None;
    };
    let checks = providers.id_check.as_ref();
    let simulators = SimulatorsConfig {
        notify,
        notify_key: reader
            .secret("messages.text.api_key")
            .map_or_else(String::new, |key| key.expose().clone()),
        notify_templates: TEXT_TEMPLATES.iter().filter_map(|key| reader.given(key)).collect(),
        voice,
        voice_token: reader
            .secret("messages.call.token")
            .map_or_else(String::new, |token| token.expose().clone()),
        smtp,
        pds: pds_place,
        pds_key: pds.map(|pds| pds.key.clone()),
        gp,
        gp_token: providers.gp.as_ref().map_or_else(String::new, |gp| gp.token.expose().clone()),
        id_check,
        id_check_token: checks.map_or_else(String::new, |checks| checks.token.expose().clone()),
        id_check_secret: checks
            .and_then(|checks| checks.webhook_secret.as_ref())
            .map_or_else(String::new, |secret| secret.text().expose().clone()),
        virus_scan,
    };
    Some(SandboxConfig { witness, static_code, fault_injection, seed, data_folder, demo_partner, simulators })
}

fn refuse(reader: &mut Reader) {
    for key in ["sandbox.fault_injection", "sandbox.seed"] {
        if reader.flag(key) {
            reader.fault(key, "must be false in production mode");
        }
    }
    for key in LISTENERS.into_iter().chain(["sandbox.static_code"]) {
        if reader.given(key).is_some() {
            reader.fault(key, "must be empty in production mode");
        }
    }
}

fn six_digits(text: &str) -> Result<String, Malformed> {
    let legal = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit());
    if legal { Ok(text.to_owned()) } else { Err(Malformed::new("static code", "must be six digits")) }
}
