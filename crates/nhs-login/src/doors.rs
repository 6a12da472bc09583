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
    use crate::sandbox::{PASSWORD, SyntheticPerson, people_to_prove, synthetic_people};

    let Some(sandbox) = &config.sandbox else { return Ok(SandboxPlaces::default()) };
    let shown = |person: &SyntheticPerson| screens::sandbox::SeededPerson {
        name: person.name(),
        email: person.email.as_str().to_owned(),
        password: PASSWORD.to_owned(),
        level: person.level.as_str().to_owned(),
        note: person.note.clone(),
    };
    let people = if sandbox.seed { synthetic_people(identity.now())? } else { Vec::new() };
    let places = [("Operator pages", &addresses.operator), ("Metrics", &addresses.metrics)];
    let links = places.into_iter().filter_map(|(text, href)| Some(screens::Link::new(text, href.clone()?)));
    Ok(SandboxPlaces {
        partner_href: addresses.demo_partner.clone(),
        places: links.collect(),
        people: people.iter().map(shown).collect(),
        known: if sandbox.seed { people_to_prove(identity.now())? } else { Vec::new() },
    })
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
