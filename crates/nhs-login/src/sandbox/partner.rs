//! The demo partner: an app that knows an address, its own id and its own key, and nothing else of this house.

use anyhow::Context as _;
use axum::Router;
use demo_partner::{Level, PartnerConfig, router};

use crate::sandbox::demo_client::DemoKey;

/// What its button asks for at first: `profile` and `basic_demographics` exclude each other.
const SCOPES: [&str; 7] = [
    "openid",
    "profile",
    "profile_extended",
    "email",
    "phone",
    "gp_registration_details",
    "gp_integration_credentials",
];

/// The demo partner's pages.
pub(crate) fn partner(key: &DemoKey, base_url: &str, issuer: &str) -> anyhow::Result<Router> {
    let document = key.registration(base_url)?;
    let config = PartnerConfig {
        issuer: issuer.to_owned(),
        base_url: base_url.to_owned(),
        client_id: document.client_id,
        private_key_pem: key.pem.expose().clone(),
        key_id: Some(key.key_id().to_owned()),
        service_name: document.name,
        scopes: SCOPES.map(ToOwned::to_owned).to_vec(),
        level: Level::P0,
    };
    router(config).context("the demo partner")
}
