//! One file per table: its row, its statements, its reads and its writes.

use crate::migration;
use crate::statement::Statement;

pub(crate) mod account_levels;
pub(crate) mod account_support;
pub(crate) mod account_updates;
pub(crate) mod accounts;
pub(crate) mod assertion_ids;
pub(crate) mod attempts;
pub(crate) mod audit_chain;
pub(crate) mod audit_checkpoints;
pub(crate) mod audit_event;
pub(crate) mod audit_events;
pub(crate) mod audit_history;
pub(crate) mod audit_keys;
pub(crate) mod audit_prunings;
pub(crate) mod audit_search;
pub(crate) mod blob_deletions;
pub(crate) mod blocked_email_domains;
pub(crate) mod browser_visits;
pub(crate) mod case_audits;
pub(crate) mod case_decisions;
pub(crate) mod case_evidence;
pub(crate) mod case_updates;
pub(crate) mod cases;
pub(crate) mod client_drafts;
pub(crate) mod client_key_uses;
pub(crate) mod client_metadata;
pub(crate) mod client_milestones;
pub(crate) mod client_revisions;
pub(crate) mod clients;
pub(crate) mod consents;
pub(crate) mod devices;
pub(crate) mod erasure_requests;
pub(crate) mod evidence_retrievals;
pub(crate) mod gp_details_blocks;
pub(crate) mod grant_updates;
pub(crate) mod grants;
pub(crate) mod journey_alerts;
pub(crate) mod jwks_fetches;
pub(crate) mod key_rehearsals;
pub(crate) mod leases;
pub(crate) mod one_time_codes;
pub(crate) mod operator_invitations;
pub(crate) mod operator_sessions;
pub(crate) mod operators;
pub(crate) mod outbox;
pub(crate) mod partner_clients;
pub(crate) mod phones;
pub(crate) mod rate_limits;
pub(crate) mod refusals;
pub(crate) mod retention;
pub(crate) mod service_settings;
pub(crate) mod sessions;
pub(crate) mod sign_in_traces;
pub(crate) mod signing_keys;
pub(crate) mod switch_links;
pub(crate) mod tickets;

/// The registry, table by table.
pub(crate) static ALL: &[&[&Statement]] = &[
    migration::ALL,
    account_levels::ALL,
    account_support::ALL,
    account_updates::ALL,
    accounts::ALL,
    assertion_ids::ALL,
    attempts::ALL,
    audit_chain::ALL,
    audit_checkpoints::ALL,
    audit_events::ALL,
    audit_history::ALL,
    audit_keys::ALL,
    audit_prunings::ALL,
    audit_search::ALL,
    blob_deletions::ALL,
    blocked_email_domains::ALL,
    browser_visits::ALL,
    case_audits::ALL,
    case_decisions::ALL,
    case_evidence::ALL,
    case_updates::ALL,
    cases::ALL,
    client_drafts::ALL,
    client_key_uses::ALL,
    client_metadata::ALL,
    client_revisions::ALL,
    client_milestones::ALL,
    clients::ALL,
    consents::ALL,
    devices::ALL,
    erasure_requests::ALL,
    evidence_retrievals::ALL,
    gp_details_blocks::ALL,
    grant_updates::ALL,
    grants::ALL,
    journey_alerts::ALL,
    jwks_fetches::ALL,
    key_rehearsals::ALL,
    leases::ALL,
    one_time_codes::ALL,
    operator_invitations::ALL,
    operator_sessions::ALL,
    operators::ALL,
    outbox::ALL,
    partner_clients::ALL,
    phones::ALL,
    rate_limits::ALL,
    refusals::ALL,
    retention::ALL,
    service_settings::ALL,
    sessions::ALL,
    sign_in_traces::ALL,
    signing_keys::ALL,
    switch_links::ALL,
    tickets::ALL,
];
