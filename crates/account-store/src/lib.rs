//! What is remembered: one file per table, on SQLite and on PostgreSQL.
//!
//! Reads are plain queries; a write is one atomic [`Batch`] whose statements say how many rows they must touch.
//! Personal data is sealed on its way in and opened on its way out, so callers see plain typed values and the
//! database sees none. This room must not know why anything is stored: it decides nothing, holds no clock and
//! keeps no transaction open while somebody else decides.

mod batch;
mod fault;
mod migration;
mod options;
mod postgres;
mod postgres_config;
mod sqlite;
mod sqlite_writer;
mod statement;
mod store;
mod tables;
mod value;
mod vault;

pub use batch::{Batch, Expect, WriteFault, Written};
pub use fault::{Cause, StoreFault};
pub use options::{DatabaseKind, Options};
pub use statement::{Statement, statements};
pub use store::Store;
pub use tables::account_levels::LevelRaise;
pub use tables::account_support::PdsAnswer;
pub use tables::accounts::{Account, Person, Terms};
pub use tables::attempts::{Attempt, Counter, Ladder, Standing};
pub use tables::audit_chain::RawAuditEvent;
pub use tables::audit_checkpoints::StoredCheckpoint;
pub use tables::audit_event::{AuditEvent, OperatorChange};
pub use tables::audit_events::{AuditEntry, AuditRecord, Involved};
pub use tables::audit_keys::StoredAuditKey;
pub use tables::audit_prunings::StoredPruning;
pub use tables::audit_search::{AuditCursor, AuditFilter};
pub use tables::blob_deletions::{BlobDeletion, DueBlobs};
pub use tables::blocked_email_domains::BlockedDomain;
pub use tables::browser_visits::BrowserVisit;
pub use tables::case_audits::{AuditFinding, CaseAudit};
pub use tables::case_decisions::{Decision, Holding};
pub use tables::case_evidence::Evidence;
pub use tables::case_updates::NewCase;
pub use tables::cases::{Case, CaseCounts};
pub use tables::client_drafts::{ClientDraft, DraftDecision, DraftEdit};
pub use tables::client_key_uses::KeyUse;
pub use tables::client_milestones::Reached;
pub use tables::client_revisions::ClientRevision;
pub use tables::clients::StoredClient;
pub use tables::consents::Consent;
pub use tables::devices::Device;
pub use tables::erasure_requests::ErasureRequest;
pub use tables::evidence_retrievals::EvidenceRetrieval;
pub use tables::grants::{Grant, GrantView, Revocation, RevocationReason};
pub use tables::journey_alerts::JourneyAlert;
pub use tables::jwks_fetches::{JwksFetch, KeyReach};
pub use tables::key_rehearsals::{Rehearsal, RehearsalCounts};
pub use tables::leases::Lease;
pub use tables::one_time_codes::{CodeMeta, CodePurpose, OneTimeCode};
pub use tables::operator_invitations::OperatorInvitation;
pub use tables::operator_sessions::OperatorSession;
pub use tables::operators::{Operator, PasswordOf};
pub use tables::outbox::{Afterwards, OutboxBacklog, OutboxMessage, OutboxState};
pub use tables::partner_clients::PartnerClient;
pub use tables::phones::Phone;
pub use tables::rate_limits::{Rate, RateAnswer};
pub use tables::refusals::Refusal;
pub use tables::retention::{Retention, Swept};
pub use tables::service_settings::{ServiceSetting, SettingName};
pub use tables::sessions::{Session, SignInView};
pub use tables::sign_in_traces::{Trace, TraceStep};
pub use tables::signing_keys::{StoredKey, StoredKeyState};
pub use tables::switch_links::SwitchLink;
pub use tables::tickets::Ticket;
pub use value::{Row, Value};
pub use vault::{LookupKind, Vault, VaultFault};
