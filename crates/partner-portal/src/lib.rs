//! The partners' front door, on a listener of its own: a client's own developers see how it is registered, what it was refused and why,
//! what the endpoints would say about a request, and what is missing before it goes live.
//!
//! Every address is a row of [`ROUTES`] with what it needs. Whatever is about a client is reached through one extractor, which asks
//! whether the client is the visitor's. In a sandbox nobody has to log in. This room must not know storage; rules it asks, it has none.

mod assertion;
mod client;
mod code_samples;
mod entry;
mod errors;
mod form;
mod go_live;
mod guard;
mod inspector;
mod link;
mod log_ins;
mod making;
mod new_password;
mod own;
mod pasted;
mod people;
mod portal;
mod router;
mod routes;
mod said;
mod visitor;

pub use portal::{LogIn, PortalInstallation};
pub use router::router;
pub use routes::{Needs, ROUTES, Route};
