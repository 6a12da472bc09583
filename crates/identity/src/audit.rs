//! The audit: checkpoints over its events, checking them, retention, and how operators look into it.

mod chain;
mod export;
pub(crate) mod keys;
mod prune;
mod search;
mod verify;

pub use chain::Checkpointed;
pub use keys::AuditKeySettings;
pub use search::{AUDIT_PAGE, AuditLine, AuditPage, AuditStanding, AuditVerdict, audit_kind, audit_kinds};
pub use verify::VerifyWith;
