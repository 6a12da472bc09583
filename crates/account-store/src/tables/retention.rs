//! What is deleted when: each table's promise, kept by one bounded statement. Audit events go by `audit_chain`, checkpoint by
//! checkpoint.

use vocabulary::{Instant, Lifetime};

use crate::batch::{Expect, WriteFault};
use crate::fault::StoreFault;
use crate::statement::{Statement, register};
use crate::store::Store;

// $1 is the instant up to which rows go, $2 how many go at most.
register! { "retention";
    SIGNING_KEYS = "DELETE FROM signing_keys WHERE kid IN (SELECT kid FROM signing_keys \
        WHERE removes_at <= $1 LIMIT $2)";
    UNFINISHED_ACCOUNTS = "DELETE FROM accounts WHERE account_id IN (SELECT account_id FROM accounts \
        WHERE registered_at IS NULL AND created_at <= $1 LIMIT $2)";
    UNUSED_ACCOUNTS = "DELETE FROM accounts WHERE account_id IN (SELECT account_id FROM accounts \
        WHERE last_used_at <= $1 LIMIT $2)";
    SESSIONS = "DELETE FROM sessions WHERE digest IN (SELECT digest FROM sessions \
        WHERE expires_at <= $1 LIMIT $2)";
    DEVICES = "DELETE FROM devices WHERE digest IN (SELECT digest FROM devices \
        WHERE expires_at <= $1 LIMIT $2)";
    UNUSED_DEVICES = "DELETE FROM devices WHERE digest IN (SELECT digest FROM devices \
        WHERE last_used_at <= $1 LIMIT $2)";
    BROWSER_VISITS = "DELETE FROM browser_visits WHERE (browser_digest, client_id) IN \
        (SELECT browser_digest, client_id FROM browser_visits WHERE last_at <= $1 LIMIT $2)";
    TICKETS = "DELETE FROM tickets WHERE ticket_id IN (SELECT ticket_id FROM tickets \
        WHERE expires_at <= $1 LIMIT $2)";
    GRANTS = "DELETE FROM grants WHERE grant_id IN (SELECT grant_id FROM grants \
        WHERE COALESCE(refresh_until, code_expires_at) <= $1 LIMIT $2)";
    ONE_TIME_CODES = "DELETE FROM one_time_codes WHERE (ticket_id, purpose) IN \
        (SELECT ticket_id, purpose FROM one_time_codes WHERE expires_at <= $1 LIMIT $2)";
    ATTEMPTS = "DELETE FROM attempts WHERE counter IN (SELECT counter FROM attempts \
        WHERE expires_at <= $1 LIMIT $2)";
    RATE_LIMITS = "DELETE FROM rate_limits WHERE k IN (SELECT k FROM rate_limits WHERE tat <= $1 LIMIT $2)";
    OUTBOX = "DELETE FROM outbox WHERE message_id IN (SELECT message_id FROM outbox \
        WHERE COALESCE(delivered_at, abandoned_at) <= $1 LIMIT $2)";
    ASSERTION_IDS = "DELETE FROM assertion_ids WHERE (client_id, jti_digest) IN \
        (SELECT client_id, jti_digest FROM assertion_ids WHERE expires_at <= $1 LIMIT $2)";
    REFUSALS = "DELETE FROM refusals WHERE reference IN (SELECT reference FROM refusals \
        WHERE expires_at <= $1 LIMIT $2)";
    CLIENT_MILESTONES = "DELETE FROM client_milestones WHERE (client_id, milestone) IN \
        (SELECT client_id, milestone FROM client_milestones WHERE last_at <= $1 LIMIT $2)";
    CASE_DRAFTS = "DELETE FROM cases WHERE case_id IN (SELECT case_id FROM cases \
        WHERE status = 'draft' AND changed_at <= $1 LIMIT $2)";
    DECIDED_CASES = "DELETE FROM cases WHERE case_id IN (SELECT case_id FROM cases \
        WHERE decided_at <= $1 LIMIT $2)";
    SWITCH_LINKS = "DELETE FROM switch_links WHERE digest IN (SELECT digest FROM switch_links \
        WHERE expires_at <= $1 LIMIT $2)";
    OPERATOR_SESSIONS = "DELETE FROM operator_sessions WHERE digest IN (SELECT digest FROM operator_sessions \
        WHERE expires_at <= $1 LIMIT $2)";
    JWKS_FETCHES = "DELETE FROM jwks_fetches WHERE (network, kid) IN \
        (SELECT network, kid FROM jwks_fetches WHERE last_at <= $1 LIMIT $2)";
    CLIENT_NETWORKS = "DELETE FROM client_networks WHERE (client_id, network) IN \
        (SELECT client_id, network FROM client_networks WHERE last_at <= $1 LIMIT $2)";
    KEY_REHEARSALS = "DELETE FROM key_rehearsals WHERE client_id IN (SELECT client_id FROM key_rehearsals \
        WHERE ends_at <= $1 LIMIT $2)";
    SIGN_IN_TRACES = "DELETE FROM sign_in_traces WHERE trace_id IN (SELECT trace_id FROM sign_in_traces \
        WHERE expires_at <= $1 LIMIT $2)";
    OPERATOR_INVITATIONS = "DELETE FROM operator_invitations WHERE invitation_id IN \
        (SELECT invitation_id FROM operator_invitations WHERE expires_at <= $1 LIMIT $2)";
    JOURNEY_ALERTS = "DELETE FROM journey_alerts WHERE part IN (SELECT part FROM journey_alerts \
        WHERE ends_at <= $1 LIMIT $2)";
    ERASURE_REQUESTS = "DELETE FROM erasure_requests WHERE account_id IN (SELECT account_id FROM erasure_requests \
        WHERE expires_at <= $1 LIMIT $2)";
    EVIDENCE_RETRIEVALS = "DELETE FROM evidence_retrievals WHERE case_id IN \
        (SELECT case_id FROM evidence_retrievals WHERE expires_at <= $1 LIMIT $2)";
    CLIENT_REVISIONS = "DELETE FROM client_revisions WHERE (client_id, revision) IN \
        (SELECT old.client_id, old.revision FROM client_revisions old JOIN clients ON clients.client_id = old.client_id \
        WHERE old.made_at <= $1 AND old.revision < clients.revision LIMIT $2)";
    CLIENT_DRAFTS = "DELETE FROM client_drafts WHERE draft_id IN (SELECT draft_id FROM client_drafts \
        WHERE changed_at <= $1 LIMIT $2)";
    CLIENT_KEY_USES = "DELETE FROM client_key_uses WHERE (client_id, key_id) IN \
        (SELECT client_id, key_id FROM client_key_uses WHERE last_used_at <= $1 LIMIT $2)";
    LEASES = "DELETE FROM leases WHERE name IN (SELECT name FROM leases WHERE until <= $1 LIMIT $2)";
}

/// From which networks keys were fetched and clients called, after the last time.
const NETWORKS_KEPT: Lifetime = Lifetime::days(30);

/// What a rehearsal of a key showed, after its end.
const REHEARSALS_KEPT: Lifetime = Lifetime::days(90);

/// How long what has no end of its own is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retention {
    /// A registration that is not finished.
    pub unfinished_registration: Lifetime,
    /// An account that is not used.
    pub unused_account: Lifetime,
    /// A remembered device that is not used.
    pub unused_device: Lifetime,
    /// Which clients a browser signed in to.
    pub browser_visits: Lifetime,
    /// A grant, after its last token can no longer be used.
    pub ended_grant: Lifetime,
    /// A message, after it was delivered or abandoned.
    pub sent_message: Lifetime,
    /// A photo ID case that was not submitted, after its last change.
    pub case_draft: Lifetime,
    /// A photo ID case with its evidence, after it was decided.
    pub decided_case: Lifetime,
    /// Audit events.
    pub audit_events: Lifetime,
    /// A client's registration, after another one took its place.
    pub superseded_registration: Lifetime,
    /// A draft of a registration, after its last change.
    pub client_draft: Lifetime,
    /// When a partner's key was last used.
    pub key_use: Lifetime,
    /// What a client was seen to do, after the last time.
    pub client_milestones: Lifetime,
    /// How many rows one statement deletes at most.
    pub at_once: u32,
}

impl Default for Retention {
    /// Journeys, section 8, where it says a number.
    fn default() -> Self {
        Self {
            unfinished_registration: Lifetime::hours(24),
            unused_account: Lifetime::days(731),
            unused_device: Lifetime::days(182),
            browser_visits: Lifetime::days(180),
            ended_grant: Lifetime::days(1),
            sent_message: Lifetime::days(7),
            case_draft: Lifetime::days(30),
            decided_case: Lifetime::days(182),
            audit_events: Lifetime::days(731),
            superseded_registration: Lifetime::days(2922),
            client_draft: Lifetime::days(731),
            key_use: Lifetime::days(731),
            client_milestones: Lifetime::days(731),
            at_once: 500,
        }
    }
}

impl Retention {
    /// Every sweep with the instant up to which rows go.
    fn sweeps(&self, now: Instant) -> [(&'static Statement, Instant); 32] {
        [
            (&SIGNING_KEYS, now),
            (&UNFINISHED_ACCOUNTS, now.before(self.unfinished_registration)),
            (&UNUSED_ACCOUNTS, now.before(self.unused_account)),
            (&SESSIONS, now),
            (&DEVICES, now),
            (&UNUSED_DEVICES, now.before(self.unused_device)),
            (&BROWSER_VISITS, now.before(self.browser_visits)),
            (&TICKETS, now),
            (&GRANTS, now.before(self.ended_grant)),
            (&ONE_TIME_CODES, now),
            (&ATTEMPTS, now),
            (&RATE_LIMITS, now),
            (&OUTBOX, now.before(self.sent_message)),
            (&ASSERTION_IDS, now),
            (&REFUSALS, now),
            (&CLIENT_MILESTONES, now.before(self.client_milestones)),
            (&CASE_DRAFTS, now.before(self.case_draft)),
            (&DECIDED_CASES, now.before(self.decided_case)),
            (&SWITCH_LINKS, now),
            (&OPERATOR_SESSIONS, now),
            (&JWKS_FETCHES, now.before(NETWORKS_KEPT)),
            (&CLIENT_NETWORKS, now.before(NETWORKS_KEPT)),
            (&KEY_REHEARSALS, now.before(REHEARSALS_KEPT)),
            (&SIGN_IN_TRACES, now),
            (&OPERATOR_INVITATIONS, now.before(Lifetime::days(7))),
            (&JOURNEY_ALERTS, now.before(Lifetime::days(1))),
            (&ERASURE_REQUESTS, now),
            (&EVIDENCE_RETRIEVALS, now),
            (&CLIENT_REVISIONS, now.before(self.superseded_registration)),
            (&CLIENT_DRAFTS, now.before(self.client_draft)),
            (&CLIENT_KEY_USES, now.before(self.key_use)),
            (&LEASES, now.before(Lifetime::days(1))),
        ]
    }
}

/// What one sweep deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Swept {
    /// The statement's name in the registry.
    pub statement: &'static str,
    /// How many rows went; as many as [`Retention::at_once`] means that more may be left.
    pub rows: u64,
}

impl Store {
    /// Deletes what has outlived its purpose, each table in a short batch of its own.
    ///
    /// # Errors
    /// When the store cannot do it; what went before stays deleted.
    pub async fn sweep(&self, retention: &Retention, now: Instant) -> Result<Vec<Swept>, StoreFault> {
        let mut swept = Vec::new();
        for (statement, up_to) in retention.sweeps(now) {
            let mut batch = self.batch();
            let values = vec![up_to.into(), i64::from(retention.at_once).into()];
            batch.relaxed().push(statement, Expect::Any, values);
            let written = self.write(batch).await.map_err(WriteFault::without_conflict)?;
            swept.push(Swept { statement: statement.name(), rows: written.touched(0) });
        }
        Ok(swept)
    }
}
