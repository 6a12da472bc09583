//! The rules of the contract as tables, walks and properties.

#![expect(
    clippy::unwrap_used,
    clippy::type_complexity,
    clippy::format_push_string,
    reason = "builders and tables of tests: a panic is the report, a row's type stands beside its table"
)]

mod asserted;
mod authorize;
mod claims;
mod exchange;
mod fixtures;
mod go_live;
mod hostile;
mod inspection;
mod journey;
mod keys;
mod limits;
mod notices;
mod operators;
mod person;
mod profiles;
mod prover;
mod proving;
mod reasons;
mod records;
mod refresh;
mod registrations;
mod stops;
mod support;
mod vectors;
mod walk;
