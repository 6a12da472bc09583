//! The operators' front door, on a listener of its own: what is registered, what was refused and why, what waits.
//!
//! It only reads, and shows nothing personal: no address, no number, no code. This room must not know storage or protocols.

mod console;
mod refusals;
mod registry;
mod router;
mod state;

pub use router::router;
