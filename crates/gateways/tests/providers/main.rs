//! The gateways against the simulators, and against providers that misbehave.

mod gp;
mod id_check;
mod notify_token;
mod outbound;
mod outcomes;
mod support;
mod virus_scan;
