//! The front door for partners and for people who log in: OpenID Connect for the former, the journey for the latter.
//!
//! A handler parses, asks `identity` once, and shows. This room must not know storage, gateways or which page comes next.

mod authorize;
mod door;
mod journey;
mod machines;
mod paths;
mod places;
mod router;
mod site;
mod stop;

pub use door::{Calls, Installation, SandboxPlaces};
pub use router::router;
/// What the program needs to furnish a door, so that it needs no hall of its own.
pub use web::{Front, Network, Observer, Site};
