//! The doors, furnished with what the configuration says.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{Method, StatusCode};
use axum::routing::get;
use identity::Identity;

use crate::configuration::{Config, ListenAddress};
use crate::house::Addresses;
use crate::metrics::Metrics;

/// People, partners, and the balancer that asks how we are.
pub(crate) fn public(
    identity: &Identity,
    _config: &Config,
    _addresses: &Addresses,
    _metrics: &Metrics,
) -> anyhow::Result<Router> {
    Ok(health(identity))
}

/// Operators.
pub(crate) fn operator(
    _identity: &Identity,
    _config: &Config,
    _address: &ListenAddress,
    _metrics: &Metrics,
) -> anyhow::Result<Router> {
    Ok(Router::new())
}

/// `/metrics`, with the gauges brought up to date at every look.
pub(crate) fn metrics(metrics: &Metrics, identity: &Identity) -> Router {
    let identity = identity.clone();
    metrics.router(move |metrics| metrics.passwords_waiting(identity.passwords_waiting()))
}

/// `/health/live`: the process answers. `/health/ready`: the database does, too.
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
