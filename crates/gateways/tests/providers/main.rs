//! The gateways against the simulators, and against providers that misbehave.

mod notify_token;
mod outbound;
mod outcomes;
mod support;
