//! A partner app: a small website with the NHS login button, written with the ordinary client
//! library. It meets the service as a stranger would: it knows an issuer address, its own client
//! id and its own key, and must not know anything else of this house (no in-house import).

mod assertion;
mod claims;
mod clock;
mod config;
mod doors;
mod explain;
mod fault;
mod login;
mod pages;
mod provider;
mod sessions;
mod transport;

pub use config::{Level, PartnerConfig};
pub use doors::{router, serve};
pub use fault::PartnerFault;
