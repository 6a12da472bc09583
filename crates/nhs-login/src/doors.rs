//! The doors, furnished with what the configuration says.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context as _;
use authorization_server::{Calls, Front, Installation, Network, Observer, SandboxPlaces, Site};
use axum::Router;
use axum::extract::State;
use axum::http::{Method, StatusCode};
use axum::routing::get;
use identity::Identity;
use partner_portal::{LogIn, PortalInstallation};
use screens::sandbox::SeededPerson;

use crate::configuration::{Config, ListenAddress};
use crate::house::Addresses;
use crate::metrics::Metrics;

impl Observer for Metrics {
    fn answered(&self, route: &str, method: &Method, status: StatusCode, took: Duration) {
        self.request(method.as_str(), route, status, took);
    }
}

/// People, partners, and the balancer that asks how we are.
pub(crate) fn public(
    identity: &Identity,
    config: &Config,
    addresses: &Addresses,
    metrics: &Metrics,
) -> anyhow::Result<Router> {
    let front = front(&addresses.issuer, identity, config, metrics)?;
    let installation = Installation {
        terms_since: config.terms.since.clone(),
        sender_address: config.messages.from.address().to_owned(),
        contact_services: config.contact_services.clone(),
        calls: Calls::Offered,
        sandbox: places(config, addresses, identity)?,
    };
    Ok(authorization_server::router(identity.clone(), front, installation).merge(health(identity)))
}

/// Operators.
pub(crate) fn operator(
    identity: &Identity,
    config: &Config,
    address: &ListenAddress,
    metrics: &Metrics,
) -> anyhow::Result<Router> {
    let front = front(&config.place.listen.operator_url(address), identity, config, metrics)?;
    Ok(operator_console::router(identity.clone(), front))
}

/// Partners' developers.
pub(crate) fn partner(
    identity: &Identity,
    config: &Config,
    address: &ListenAddress,
    metrics: &Metrics,
) -> anyhow::Result<Router> {
    let url = config.partner_pages.url.as_ref().map_or_else(|| address.url(), ToString::to_string);
    let front = front(&url, identity, config, metrics)?;
    let log_in = match config.mode.sandbox() {
        Some(sandbox) if !config.partner_pages.log_in => LogIn::NotAsked(sandbox),
        _ => LogIn::Asked,
    };
    let people = seeded_people(config, identity)?;
    let told = PortalInstallation { log_in, people, ask: config.partner_pages.ask.clone() };
    Ok(partner_portal::router(identity.clone(), front, told))
}

fn front(address: &str, identity: &Identity, config: &Config, metrics: &Metrics) -> anyhow::Result<Front> {
    let site = Site::of(address).context("issuer")?;
    let proxies = &config.place.proxies.0;
    let trusted: Result<Vec<Network>, _> = proxies.iter().map(|network| network.parse()).collect();
    let trusted = trusted.context("proxy.trusted")?;
    let brand = Arc::new(config.brand.clone());
    let front = Front::new(site, brand, Arc::new(identity.clone()), trusted);
    let front = front.with_partner_pages(identity.settings().partner_pages_url.clone());
    Ok(front.observed_by(Arc::new(metrics.clone())))
}

#[cfg(feature = "sandbox")]
fn places(config: &Config, addresses: &Addresses, identity: &Identity) -> anyhow::Result<SandboxPlaces> {
    use crate::sandbox::people_to_prove;

    let Some(sandbox) = &config.sandbox else { return Ok(SandboxPlaces::default()) };
    let places = [
        ("Partner pages: your client, its errors and a request inspector", &addresses.partner),
        ("Operator pages", &addresses.operator),
        ("Metrics", &addresses.metrics),
    ];
    let links = places.into_iter().filter_map(|(text, href)| Some(screens::Link::new(text, href.clone()?)));
    Ok(SandboxPlaces {
        partner_href: addresses.demo_partner.clone(),
        places: links.collect(),
        people: seeded_people(config, identity)?,
        known: if sandbox.seed { people_to_prove(identity.now())? } else { Vec::new() },
    })
}

/// The synthetic people who can log in, as pages show them.
#[cfg(feature = "sandbox")]
fn seeded_people(config: &Config, identity: &Identity) -> anyhow::Result<Vec<SeededPerson>> {
    use crate::sandbox::{PASSWORD, SyntheticPerson, synthetic_people};

    let shown = |person: SyntheticPerson| SeededPerson {
        name: person.name(),
        email: person.email.as_str().to_owned(),
        password: PASSWORD.to_owned(),
        level: person.level.as_str().to_owned(),
        note: person.note.clone(),
    };
    if config.sandbox.as_ref().is_none_or(|sandbox| !sandbox.seed) {
        return Ok(Vec::new());
    }
    Ok(synthetic_people(identity.now())?.into_iter().map(shown).collect())
}

#[cfg(not(feature = "sandbox"))]
#[expect(clippy::unnecessary_wraps, reason = "with a sandbox it can fail")]
fn seeded_people(_: &Config, _: &Identity) -> anyhow::Result<Vec<SeededPerson>> {
    Ok(Vec::new())
}

#[cfg(not(feature = "sandbox"))]
#[expect(clippy::unnecessary_wraps, reason = "with a sandbox it can fail")]
fn places(_: &Config, _: &Addresses, _: &Identity) -> anyhow::Result<SandboxPlaces> {
    Ok(SandboxPlaces::default())
}

/// `/metrics`, with the gauges brought up to date at every look.
pub(crate) fn metrics(metrics: &Metrics, identity: &Identity) -> Router {
    let metrics = metrics.clone();
    let identity = identity.clone();
    Router::new().route("/metrics", get(async move || metrics.answer(&identity).await))
}

/// `/health/live`: the process answers. `/health/ready`: the database does, too. Neither is logged or counted.
fn health(identity: &Identity) -> Router {
    Router::new()
        .route("/health/live", get(async || "live\n"))
        .route("/health/ready", get(ready))
        .with_state(identity.clone())
}

async fn ready(State(identity): State<Identity>) -> (StatusCode, &'static str) {
    if identity.is_ready().await {
        (StatusCode::OK, "ready\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
    }
}
