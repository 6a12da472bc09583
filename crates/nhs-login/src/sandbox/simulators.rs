//! Stand-ins for GOV.UK Notify, the voice provider and a mail server, in this process.

use std::io;
use std::sync::Arc;

use anyhow::Context as _;
use gateways::{CallTransport, EmailTransport, Endpoint, MessageSettings, TextTransport};
use identity::Clock;
use simulators::{Faults, NotifySetup, NotifySimulator, NotifyTemplate, SmtpSink, VoiceSimulator};
use vocabulary::Sandbox;

use crate::configuration::{ListenAddress, SandboxConfig, SimulatorsConfig};
use crate::listener::{Bound, Servers};
use crate::worker::Worker;

/// The simulators' listeners, bound before anything starts.
#[derive(Debug)]
pub(crate) struct Places {
    notify: Option<Bound>,
    voice: Option<Bound>,
    smtp: Option<Bound>,
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
}

impl Places {
    pub(crate) fn bind(config: &SimulatorsConfig) -> anyhow::Result<Self> {
        let bind = |address: &Option<ListenAddress>| address.as_ref().map(Bound::at).transpose();
        Ok(Self { notify: bind(&config.notify)?, voice: bind(&config.voice)?, smtp: bind(&config.smtp)? })
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

    /// Starts them.
    pub(crate) fn serve(
        self,
        config: &SandboxConfig,
        clock: Arc<dyn Clock>,
        servers: &mut Servers,
        worker: &mut Worker,
    ) -> io::Result<Simulators> {
        let simulators = Simulators::new(config, clock);
        if config.fault_injection {
            simulators.faults().into_iter().for_each(Faults::take_orders);
        }
        if let Some(bound) = self.notify {
            servers.serve(bound, &simulators.notify.router(), None)?;
        }
        if let Some(bound) = self.voice {
            servers.serve(bound, &simulators.voice.router(), None)?;
        }
        for listener in self.smtp.map(Bound::into_listeners).unwrap_or_default() {
            listener.set_nonblocking(true)?;
            let listener = tokio::net::TcpListener::from_std(listener)?;
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

impl Simulators {
    /// Those of every simulator that can be told to fail.
    fn faults(&self) -> [&Faults; 2] {
        [self.notify.faults(), self.voice.faults()]
    }

    fn new(config: &SandboxConfig, clock: Arc<dyn Clock>) -> Self {
        let (service_id, secret) = key_parts(&config.simulators.notify_key);
        let body = "((text))".to_owned();
        let templates = vec![NotifyTemplate { id: config.simulators.notify_template.clone(), body }];
        let setup = NotifySetup { service_id, secret, templates };
        Self {
            notify: NotifySimulator::new(config.witness, setup, Arc::new(move || clock.now())),
            voice: VoiceSimulator::new(config.witness, &config.simulators.voice_token),
            smtp: SmtpSink::new(config.witness, None),
        }
    }
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
