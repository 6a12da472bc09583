//! The whole house, from the listeners down to the store, in one process.

use std::sync::Arc;

use anyhow::{Context as _, bail};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use identity::{Chance, Clock, Identity, Parts};
use tokio::task::JoinHandle;
use vocabulary::Lifetime;

use crate::configuration::{Config, Issuer, ListenAddress};
use crate::doors;
use crate::listener::{self, Bound, Servers};
use crate::metrics::Metrics;
#[cfg(feature = "sandbox")]
use crate::sandbox;
use crate::store::{Migration, open};
use crate::wiring;
use crate::worker::{Auditor, Caseworker, Courier, Housekeeper, Scribe, Worker};

/// Where everything is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addresses {
    /// The issuer, without a slash at the end.
    pub issuer: String,
    /// Operator pages.
    pub operator: Option<String>,
    /// Partner pages.
    pub partner: Option<String>,
    /// Prometheus metrics.
    pub metrics: Option<String>,
    /// The demo partner.
    pub demo_partner: Option<String>,
    /// The page of everything that was sent; sandbox only.
    pub outbox: Option<String>,
    /// The page of sample photos and a video; sandbox only.
    pub samples: Option<String>,
    /// The list of ODS codes that the GP simulator refuses; sandbox only.
    pub gp_answers: Option<String>,
}

/// The listeners of one house, bound before anything else so that a port in use costs nothing.
struct Places {
    public: Bound,
    operator: Option<Bound>,
    partner: Option<Bound>,
    metrics: Option<Bound>,
    #[cfg(feature = "sandbox")]
    demo_partner: Option<Bound>,
    #[cfg(feature = "sandbox")]
    simulators: Option<sandbox::Places>,
}

/// How a house is started.
#[derive(Debug, Clone, Copy)]
pub struct House;

/// A house that answers until it is told to stop.
pub struct RunningHouse {
    addresses: Addresses,
    identity: Identity,
    servers: Servers,
    worker: Worker,
    reloading: Option<JoinHandle<()>>,
    grace: Lifetime,
    #[cfg(feature = "sandbox")]
    simulators: Option<sandbox::Simulators>,
}

impl House {
    /// Starts everything that `config` asks for and returns when it answers.
    ///
    /// # Errors
    /// When a port is in use, the database is not to be had or not up to date, or a key or certificate is unusable.
    pub async fn start(
        config: Config,
        clock: Arc<dyn Clock>,
        chance: Arc<dyn Chance>,
    ) -> anyhow::Result<RunningHouse> {
        // Starting touches every room once; its future is too large for a stack.
        Box::pin(raise(config, clock, chance)).await
    }
}

impl RunningHouse {
    /// Where everything is.
    #[must_use]
    pub const fn addresses(&self) -> &Addresses {
        &self.addresses
    }

    /// What the service does, for tests that look behind the doors.
    #[must_use]
    pub const fn identity(&self) -> &Identity {
        &self.identity
    }

    /// The simulators, when they run.
    #[cfg(feature = "sandbox")]
    #[must_use]
    pub const fn simulators(&self) -> Option<&sandbox::Simulators> {
        self.simulators.as_ref()
    }

    /// Accepts no more, answers what is in flight, ends the worker between two jobs and closes the store.
    pub async fn shutdown(self) {
        tracing::info!("stopping: requests in flight are answered");
        self.servers.stop(self.grace).await;
        self.worker.stop().await;
        if let Some(reloading) = self.reloading {
            reloading.abort();
        }
        self.identity.store().close().await;
        tracing::info!("stopped");
    }

    async fn open_doors(
        &mut self,
        (public, operator, partner): (Bound, Option<Bound>, Option<Bound>),
        config: &Config,
        metrics: &Metrics,
    ) -> anyhow::Result<()> {
        let tls = match &config.place.tls {
            Some(files) => {
                let tls = listener::tls(files).await.context("tls.certificate and tls.key")?;
                #[cfg(unix)]
                {
                    self.reloading = Some(listener::reload_on_hangup(tls.clone(), files.clone()));
                }
                Some(tls)
            }
            None => None,
        };
        let routes = doors::public(&self.identity, config, &self.addresses, metrics)?;
        self.servers.serve(public, &routes, tls.as_ref())?;
        if let Some(bound) = operator {
            let address = bound.address();
            let routes = doors::operator(&self.identity, config, &address, metrics)?;
            let tls = tls.as_ref().filter(|_| config.place.listen.operator_is_https());
            self.servers.serve(bound, &routes, tls)?;
        }
        if let Some(bound) = partner {
            let address = bound.address();
            let routes = doors::partner(&self.identity, config, &address, metrics)?;
            let tls = tls.as_ref().filter(|_| config.partner_pages.is_https());
            self.servers.serve(bound, &routes, tls)?;
        }
        Ok(())
    }

    fn set_to_work(&mut self, config: &Config, metrics: Metrics, chance: &dyn Chance) -> anyhow::Result<()> {
        let office = wiring::office(config, config.place.issuer.as_str())?;
        let courier = Courier::new(self.identity.clone(), office, metrics.clone());
        self.worker.spawn(courier.work(self.worker.watched()));
        let caseworker = Caseworker::new(self.identity.clone());
        self.worker.spawn(caseworker.work(self.worker.watched()));
        self.worker.spawn(Scribe::new(self.identity.clone()).work(self.worker.watched()));
        let mut name = [0; 12];
        chance.fill(&mut name);
        let holder = URL_SAFE_NO_PAD.encode(name);
        let auditor = Auditor {
            identity: self.identity.clone(),
            checkpoint_every: config.audit.checkpoint_every,
            verify_every: config.audit.verify_every,
            holder: holder.clone(),
        };
        self.worker.spawn(auditor.clone().cover(self.worker.watched()));
        self.worker.spawn(auditor.check(self.worker.watched()));
        let (identity, duties) = (self.identity.clone(), wiring::duties(config));
        let housekeeper = Housekeeper { identity, duties, metrics, holder };
        self.worker.spawn(housekeeper.work(self.worker.watched()));
        Ok(())
    }

    #[cfg(feature = "sandbox")]
    async fn furnish_sandbox(
        &mut self,
        demo_partner: Option<Bound>,
        simulators: Option<sandbox::Places>,
        config: &Config,
        clock: &Arc<dyn Clock>,
    ) -> anyhow::Result<()> {
        let Some(settings) = &config.sandbox else { return Ok(()) };
        if let Some(places) = simulators {
            let started = places.serve(settings, Arc::clone(clock), &mut self.servers, &mut self.worker)?;
            self.simulators = Some(started);
        }
        let base_url = self.addresses.demo_partner.clone();
        let key = match &base_url {
            Some(_) => Some(sandbox::DemoKey::load_or_make(&settings.data_folder, clock.now())?),
            None => None,
        };
        if settings.seed {
            let people = sandbox::synthetic_people(clock.now())?;
            sandbox::seed(&self.identity, &people, key.as_ref().zip(base_url.as_deref())).await?;
        }
        if let (Some(bound), Some(key), Some(base_url)) = (demo_partner, &key, &base_url) {
            let routes = sandbox::partner(key, base_url, &self.addresses.issuer)?;
            self.servers.serve(bound, &routes, None)?;
        }
        Ok(())
    }
}

async fn raise(
    mut config: Config,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
) -> anyhow::Result<RunningHouse> {
    install_crypto();
    let places = Places::bind(&config)?;
    config.place.issuer = config.place.issuer.with_chosen_port(places.public.port());
    if let (None, Some(bound)) = (&config.partner_pages.url, &places.partner) {
        let own = Issuer::try_from(bound.address().url().as_str()).context("listen.partner")?;
        config.partner_pages.url = Some(own);
    }
    #[cfg(feature = "sandbox")]
    if let (Some(simulators), Some(witness)) = (&places.simulators, config.mode.sandbox()) {
        simulators.direct(&mut config.messages.transports, witness)?;
        if let Some(pds) = &mut config.pds {
            simulators.direct_pds(pds, witness)?;
        }
        simulators.direct_providers(&mut config.providers, witness)?;
    }
    let addresses = places.addresses(&config);
    let identity = identity(&config, Arc::clone(&clock), Arc::clone(&chance)).await?;
    let mut house = RunningHouse {
        addresses,
        identity,
        servers: Servers::default(),
        worker: Worker::new(),
        reloading: None,
        grace: config.grace,
        #[cfg(feature = "sandbox")]
        simulators: None,
    };
    let metrics = Metrics::new();
    #[cfg(feature = "sandbox")]
    house.furnish_sandbox(places.demo_partner, places.simulators, &config, &clock).await?;
    let doors = (places.public, places.operator, places.partner);
    house.open_doors(doors, &config, &metrics).await?;
    if let Some(bound) = places.metrics {
        house.servers.serve(bound, &doors::metrics(&metrics, &house.identity), None)?;
    }
    house.set_to_work(&config, metrics, chance.as_ref())?;
    Ok(house)
}

async fn identity(
    config: &Config,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
) -> anyhow::Result<Identity> {
    let migration = if config.mode.is_production() { Migration::MustBeDone } else { Migration::Do };
    let store = open(config, migration, clock.now()).await?;
    if config.mode.is_production() {
        refuse_sandbox_rows(&store).await?;
    }
    let parts = Parts {
        store,
        settings: wiring::settings(config, config.place.issuer.as_str())?,
        secrets: wiring::secrets(config),
        passwords: wiring::password_pool(config.passwords)?,
        outside: wiring::outside(config, &clock, &chance)?,
        clock,
        chance,
    };
    Ok(Identity::start(parts).await?)
}

/// A production process does not serve a database in which a sandbox left people whose code everybody knows, or clients on
/// plain http.
async fn refuse_sandbox_rows(store: &account_store::Store) -> anyhow::Result<()> {
    let known_codes = store.count_static_codes().await?;
    if known_codes > 0 {
        bail!(
            "database.url: {known_codes} accounts in this database have a security code that is always the same, as a sandbox's synthetic people do; production mode needs a database that no sandbox has used"
        );
    }
    let mut plain = Vec::new();
    for client in store.list_clients().await? {
        if client.enabled && client.document.redirect_uris.iter().any(|uri| !uri.starts_with("https://")) {
            plain.push(client.client_id.to_string());
        }
    }
    if plain.is_empty() {
        return Ok(());
    }
    bail!(
        "production mode needs https redirect URIs (F-15); correct or disable these clients with `nhs-login clients`: {}",
        plain.join(", ")
    )
}

/// One provider for TLS everywhere. A second house in one process finds it installed.
fn install_crypto() {
    if rustls::crypto::aws_lc_rs::default_provider().install_default().is_err() {
        tracing::debug!("the TLS provider was already installed");
    }
}

impl Places {
    fn bind(config: &Config) -> anyhow::Result<Self> {
        let bind = |address: &Option<ListenAddress>| address.as_ref().map(Bound::at).transpose();
        let listen = &config.place.listen;
        Ok(Self {
            public: Bound::at(&listen.public)?,
            operator: bind(&listen.operator)?,
            partner: bind(&listen.partner)?,
            metrics: bind(&listen.metrics)?,
            #[cfg(feature = "sandbox")]
            demo_partner: bind(&config.sandbox.as_ref().and_then(|sandbox| sandbox.demo_partner.clone()))?,
            #[cfg(feature = "sandbox")]
            simulators: match &config.sandbox {
                Some(sandbox) => Some(sandbox::Places::bind(&sandbox.simulators)?),
                None => None,
            },
        })
    }

    fn addresses(&self, config: &Config) -> Addresses {
        let url = |bound: &Option<Bound>| bound.as_ref().map(|bound| bound.address().url());
        let issuer: &Issuer = &config.place.issuer;
        Addresses {
            issuer: issuer.to_string(),
            operator: self.operator.as_ref().map(|bound| config.place.listen.operator_url(&bound.address())),
            partner: self.partner.as_ref().and(config.partner_pages.url.as_ref()).map(ToString::to_string),
            metrics: url(&self.metrics).map(|url| format!("{url}/metrics")),
            #[cfg(feature = "sandbox")]
            demo_partner: url(&self.demo_partner),
            #[cfg(not(feature = "sandbox"))]
            demo_partner: None,
            outbox: config.mode.sandbox().map(|_| format!("{issuer}{}", screens::paths::OUTBOX)),
            #[cfg(feature = "sandbox")]
            samples: self.simulators.as_ref().and_then(sandbox::Places::samples),
            #[cfg(not(feature = "sandbox"))]
            samples: None,
            #[cfg(feature = "sandbox")]
            gp_answers: self.simulators.as_ref().and_then(sandbox::Places::gp_answers),
            #[cfg(not(feature = "sandbox"))]
            gp_answers: None,
        }
    }
}
