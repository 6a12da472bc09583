//! The GP systems: the interface described at the head of `gateways`' GP client.

mod answers;
mod server;

pub use answers::{GP_ANSWERS, GpScripted};
pub use server::{GpPatient, GpSimulator};
