//! Every read and write of the store, with the same behaviour on both databases.

mod both;

#[path = "conformance/access.rs"]
mod access;
#[path = "conformance/accounts.rs"]
mod accounts;
#[path = "conformance/audit.rs"]
mod audit;
#[path = "conformance/cases.rs"]
mod cases;
#[path = "conformance/checkers.rs"]
mod checkers;
#[path = "conformance/grants.rs"]
mod grants;
#[path = "conformance/keys.rs"]
mod keys;
#[path = "conformance/levels.rs"]
mod levels;
#[path = "conformance/notices.rs"]
mod notices;
#[path = "conformance/operations.rs"]
mod operations;
#[path = "conformance/operators.rs"]
mod operators;
#[path = "conformance/partners.rs"]
mod partners;
#[path = "conformance/registrations.rs"]
mod registrations;
#[path = "conformance/registry.rs"]
mod registry;
#[path = "conformance/sign_in.rs"]
mod sign_in;
#[path = "conformance/support.rs"]
mod support;
