//! The program: configuration, wiring, listeners, the worker and the administrator's commands.
//!
//! It knows every room and no rule: what a person meets is decided below. In a test it starts whole, in process, with
//! the test's own clock and chance. Only the worker here may write to the store beside `identity`.

pub mod command;
pub mod configuration;
pub mod telemetry;

mod listener;
mod metrics;

pub use listener::BindFault;
