//! The program: configuration, wiring, listeners, the worker and the administrator's commands.
//!
//! It knows every room and no rule: what a person meets is decided below. In a test it starts whole, in process, with
//! the test's own clock and chance. Only the worker here may write to the store beside `identity`.

pub mod command;
pub mod configuration;
pub mod people_command;
#[cfg(feature = "sandbox")]
pub mod sandbox;
pub mod telemetry;

mod act_argument;
mod administration;
mod audit;
mod client_command;
mod client_commands;
mod client_file;
mod doors;
mod draft_command;
mod drafts;
mod house;
mod investigate;
mod keys_command;
mod listener;
mod log_json;
mod log_lines;
mod metrics;
mod notices;
mod notices_command;
mod operators;
mod operators_command;
mod partners;
mod partners_command;
mod people;
mod signing_keys;
mod store;
mod wiring;
mod worker;

pub use administration::Administration;
pub use house::{Addresses, House, RunningHouse};
pub use listener::BindFault;
