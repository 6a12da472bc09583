//! The partners' front door, on a listener of its own: a client's own developers see how it is registered, what it was refused and why,
//! what the endpoints would say about a request, and what is missing before it goes live. They change what is theirs to change.
//!
//! Every address is a row of [`ROUTES`] with what it needs. Whatever is about a client is reached through one extractor, which asks
//! whether the client is the visitor's. In a sandbox nobody has to log in, and a client
//! can be registered here. This room must not know storage; rules it asks, it has none.

mod assertion;
mod change;
mod client;
mod code_samples;
mod errors;
mod go_live;
mod guard;
mod inspector;
mod link;
mod log_ins;
mod making;
mod own;
mod pasted;
mod people;
mod portal;
mod register;
mod router;
mod routes;
mod said;

pub use portal::{LogIn, PortalInstallation};
pub use router::router;
pub use routes::{Needs, ROUTES, Route};
