//! The operators' front door, on a listener of its own: the ID checkers' work, and in a sandbox what is registered, what was refused
//! and why, what waits.
//!
//! Every address is a row of [`ROUTES`] with what it needs; nothing else is reachable. The sandbox's pages only read and show nothing
//! personal. This room must not know storage or protocols.

mod access;
mod act_fields;
mod announce;
mod audit;
mod audit_file;
mod audit_log;
mod audit_search;
mod case_errors;
mod case_fields;
mod case_page;
mod console;
mod decided;
mod draft_decisions;
mod draft_keys;
mod draft_sections;
mod drafts;
mod evidence;
mod guard;
mod holding;
mod key_steps;
mod keys;
mod names;
mod on_duty;
mod people;
mod person;
mod person_act;
mod person_evidence;
mod range;
mod reassign;
mod refusals;
mod registry;
mod registry_words;
mod router;
mod routes;
mod said;
mod section_forms;
mod state;
mod traces;
mod verification;
mod work;

pub use router::router;
pub use routes::{Needs, ROUTES, Route};
