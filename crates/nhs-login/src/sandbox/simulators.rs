//! Stand-ins for everything outside, in this process.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use gateways::{CallTransport, EmailTransport, Endpoint, MessageSettings, PdsSettings, TextTransport};
use identity::Clock;
use simulators::{
    ClamdSimulator, Faults, GpSimulator, IdCheckSetup, IdCheckSimulator, NotifySetup, NotifySimulator,
    NotifyTemplate, PdsSetup, PdsSimulator, SmtpSink, VoiceSimulator,
};
use vocabulary::Sandbox;

use crate::configuration::{ListenAddress, ProvidersConfig, SandboxConfig, SimulatorsConfig};
use crate::listener::{Bound, Servers};
use crate::sandbox::gp_patients::gp_patients;
use crate::sandbox::records::pds_records;
use crate::worker::Worker;

/// How late PDS is over a record that it is slow to find: late enough to be seen, and within the usual patience.
const SLOW: Duration = Duration::from_secs(3);

/// The simulators' listeners, bound before anything starts.
#[derive(Debug)]
pub(crate) struct Places {
    notify: Option<Bound>,
    voice: Option<Bound>,
    smtp: Option<Bound>,
    pds: Option<Bound>,
    gp: Option<Bound>,
    id_check: Option<Bound>,
    virus_scan: Option<Bound>,
}

/// The running simulators, for tests to look into.
#[derive(Clone)]
pub struct Simulators {
    /// GOV.UK Notify.
    pub notify: NotifySimulator,
    /// The voice provider.
    pub voice: VoiceSimulator,
    /// The mail server.
    pub smtp: SmtpSink,
    /// The Personal Demographics Service.
    pub pds: PdsSimulator,
    /// The GP systems.
    pub gp: GpSimulator,
    /// The document-check provider.
    pub id_check: IdCheckSimulator,
    /// The virus scanner.
    pub virus_scan: ClamdSimulator,
}

impl Places {
    pub(crate) fn bind(config: &SimulatorsConfig) -> anyhow::Result<Self> {
        let bind = |address: &Option<ListenAddress>| address.as_ref().map(Bound::at).transpose();
        Ok(Self {
            notify: bind(&config.notify)?,
            voice: bind(&config.voice)?,
            smtp: bind(&config.smtp)?,
            pds: bind(&config.pds)?,
            gp: bind(&config.gp)?,
            id_check: bind(&config.id_check)?,
            virus_scan: bind(&config.virus_scan)?,
        })
    }

    /// Points the transports at the simulators' chosen ports, where the configuration left the port to the system.
    pub(crate) fn direct(&self, settings: &mut MessageSettings, witness: Sandbox) -> anyhow::Result<()> {
        let chosen = |bound: &Option<Bound>| {
            let bound = bound.as_ref().filter(|bound| bound.was_free())?;
            Some(bound.address())
        };
        if let (Some(address), EmailTransport::Smtp(smtp)) = (chosen(&self.smtp), &mut settings.email) {
            smtp.port = address.port();
        }
        if let (Some(address), TextTransport::Notify(notify)) = (chosen(&self.notify), &mut settings.text) {
            notify.endpoint = Endpoint::sandbox(&address.url(), witness).context("the Notify simulator")?;
        }
        if let (Some(address), CallTransport::Voice(voice)) = (chosen(&self.voice), &mut settings.call) {
            voice.endpoint = Endpoint::sandbox(&address.url(), witness).context("the voice simulator")?;
        }
        Ok(())
    }

    /// Points PDS's client at the simulator's chosen port, likewise.
    pub(crate) fn direct_pds(&self, settings: &mut PdsSettings, witness: Sandbox) -> anyhow::Result<()> {
        let Some(bound) = self.pds.as_ref().filter(|bound| bound.was_free()) else { return Ok(()) };
        let at = |path: &str| {
            let url = format!("{}{path}", bound.address().url());
            Endpoint::sandbox(&url, witness).context("the PDS simulator")
        };
        settings.base = at(PdsSimulator::BASE_PATH)?;
        settings.token_endpoint = at(PdsSimulator::TOKEN_PATH)?;
        Ok(())
    }

    /// The page of files to send to the document-check provider.
    pub(crate) fn samples(&self) -> Option<String> {
        self.id_check.as_ref().map(|bound| format!("{}/samples", bound.address().url()))
    }

    /// The list of the GP systems' scripted answers.
    pub(crate) fn gp_answers(&self) -> Option<String> {
        self.gp.as_ref().map(|bound| bound.address().url())
    }

    /// Points the clients of the other providers at the simulators' chosen ports, likewise.
    pub(crate) fn direct_providers(
        &self,
        providers: &mut ProvidersConfig,
        witness: Sandbox,
    ) -> anyhow::Result<()> {
        let chosen = |bound: &Option<Bound>| {
            let bound = bound.as_ref().filter(|bound| bound.was_free())?;
            Some(bound.address())
        };
        if let (Some(address), Some(gp)) = (chosen(&self.gp), &mut providers.gp) {
            gp.endpoint = Endpoint::sandbox(&address.url(), witness).context("the GP simulator")?;
        }
        if let (Some(address), Some(checks)) = (chosen(&self.id_check), &mut providers.id_check) {
            checks.endpoint =
                Endpoint::sandbox(&address.url(), witness).context("the document-check simulator")?;
        }
        if let (Some(address), Some(scan)) = (chosen(&self.virus_scan), &mut providers.virus_scan) {
            scan.port = address.port();
        }
        Ok(())
    }

    /// Starts them.
    pub(crate) fn serve(
        self,
        config: &SandboxConfig,
        clock: Arc<dyn Clock>,
        servers: &mut Servers,
        worker: &mut Worker,
    ) -> anyhow::Result<Simulators> {
        let simulators = Simulators::new(config, clock)?;
        if config.fault_injection {
            simulators.faults().into_iter().for_each(Faults::take_orders);
        }
        if let Some(bound) = self.notify {
            servers.serve(bound, &simulators.notify.router(), None)?;
        }
        if let Some(bound) = self.voice {
            servers.serve(bound, &simulators.voice.router(), None)?;
        }
        if let Some(bound) = self.gp {
            servers.serve(bound, &simulators.gp.router(), None)?;
        }
        if let Some(bound) = self.id_check {
            servers.serve(bound, &simulators.id_check.router(), None)?;
        }
        for listener in listeners(self.virus_scan)? {
            let (scanner, mut stop) = (simulators.virus_scan.clone(), worker.watched());
            worker.spawn(async move {
                if let Err(error) = scanner.serve(listener, async move { stop.told().await }).await {
                    tracing::warn!(%error, "the virus scanner's simulator ended");
                }
            });
        }
        if let Some(bound) = self.pds {
            servers.serve(bound, &simulators.pds.router(), None)?;
        }
        for listener in listeners(self.smtp)? {
            let (sink, mut stop) = (simulators.smtp.clone(), worker.watched());
            worker.spawn(async move {
                if let Err(error) = sink.serve(listener, async move { stop.told().await }).await {
                    tracing::warn!(%error, "the mail simulator ended");
                }
            });
        }
        Ok(simulators)
    }
}

/// The listeners of a simulator that does not speak HTTP.
fn listeners(bound: Option<Bound>) -> std::io::Result<Vec<tokio::net::TcpListener>> {
    let listeners = bound.map(Bound::into_listeners).unwrap_or_default();
    let asynchronous = |listener: std::net::TcpListener| {
        listener.set_nonblocking(true)?;
        tokio::net::TcpListener::from_std(listener)
    };
    listeners.into_iter().map(asynchronous).collect()
}

impl Simulators {
    /// Those of every simulator that can be told to fail.
    fn faults(&self) -> [&Faults; 5] {
        let Self { notify, voice, pds, gp, id_check, .. } = self;
        [notify.faults(), voice.faults(), pds.faults(), gp.faults(), id_check.faults()]
    }

    fn new(config: &SandboxConfig, clock: Arc<dyn Clock>) -> anyhow::Result<Self> {
        let (service_id, secret) = key_parts(&config.simulators.notify_key);
        let ids = config.simulators.notify_templates.iter();
        let templates =
            ids.map(|id| NotifyTemplate { id: id.clone(), body: "((text))".to_owned() }).collect();
        let setup = NotifySetup { service_id, secret, templates };
        let pds = pds_setup(config, clock.as_ref())?;
        let simulators = &config.simulators;
        let gp = GpSimulator::new(config.witness, &simulators.gp_token, gp_patients(clock.now())?);
        let id_check = IdCheckSetup {
            token: simulators.id_check_token.clone(),
            webhook_secret: simulators.id_check_secret.clone(),
        };
        let clock: simulators::Clock = Arc::new(move || clock.now());
        Ok(Self {
            notify: NotifySimulator::new(config.witness, setup, Arc::clone(&clock)),
            voice: VoiceSimulator::new(config.witness, &config.simulators.voice_token),
            smtp: SmtpSink::new(config.witness, None),
            pds: PdsSimulator::new(config.witness, pds, clock),
            gp,
            id_check: IdCheckSimulator::new(config.witness, id_check),
            virus_scan: ClamdSimulator::new(config.witness),
        })
    }
}

/// The people of this sandbox, and the key that the service itself uses.
fn pds_setup(config: &SandboxConfig, clock: &dyn Clock) -> anyhow::Result<PdsSetup> {
    let key = config.simulators.pds_key.clone().context("the PDS simulator needs a key")?;
    Ok(PdsSetup {
        api_key: key.api_key().expose().clone(),
        key_id: key.key_id().to_owned(),
        public_key: Arc::new(move || key.public_key().to_vec()),
        records: pds_records(clock.now())?,
        slow: SLOW,
    })
}

/// The two UUIDs at the end of an API key.
fn key_parts(key: &str) -> (String, String) {
    const UUID: usize = 36;
    let part = |from_end: usize| {
        let start = key.len().checked_sub(from_end)?;
        key.get(start..start + UUID).map(ToOwned::to_owned)
    };
    (part(2 * UUID + 1).unwrap_or_default(), part(UUID).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_api_key_ends_with_the_service_and_the_secret() {
        let key = "my-key-5a4db0c5-0000-4000-8000-000000000001-5ec4e700-0000-4000-8000-000000000002";
        let (service, secret) = key_parts(key);
        assert_eq!(service, "5a4db0c5-0000-4000-8000-000000000001");
        assert_eq!(secret, "5ec4e700-0000-4000-8000-000000000002");
        assert_eq!(key_parts("short"), (String::new(), String::new()));
    }
}
