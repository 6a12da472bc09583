//! Checking the audit from its beginning, or from where retention left it, to its end.

use std::sync::atomic::Ordering;

use account_store::{AuditEntry, AuditEvent, Involved, RawAuditEvent};
use audit_chain::{Head, PublicKey, Report, Row, Walk};
use vocabulary::{OperatorId, Permission};

use crate::audit::chain::{hash, signed_checkpoint, signed_pruning};
use crate::checking::SignedInOperator;
use crate::fault::Fault;
use crate::service::{Identity, Inner};

/// Checkpoints that are read at once; each comes with some 48 KB.
const AT_ONCE: u32 = 16;
/// More events than any checkpoint of ours covers.
const ROWS: u32 = 10_000;
/// As many events outside every checkpoint are looked at.
const OUTSIDE: u32 = 100;
/// Retention may delete what is being read; then it is read again.
const TRIES: u32 = 5;

/// What to trust, and what to compare with.
#[derive(Debug, Clone, Default)]
pub struct VerifyWith {
    /// These keys and no others; none means those of the configuration and the one that the store keeps sealed.
    pub keys: Vec<PublicKey>,
    /// Heads that were kept elsewhere.
    pub expected: Vec<Head>,
}

impl Identity {
    /// Walks along the whole audit and says what is not as it was signed. It writes nothing.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn verify_audit(&self, with: &VerifyWith) -> Result<Report, Fault> {
        let mut tries = 0;
        loop {
            let before = self.0.store.audit_pruning().await?;
            let report = self.0.walk(with).await?;
            tries += 1;
            if report.is_sound() || tries == TRIES || self.0.store.audit_pruning().await? == before {
                return Ok(report);
            }
        }
    }

    /// As [`Self::verify_audit`] with the keys that are trusted here, and writes down what came of it: in the log, and in the audit itself.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn verify_audit_and_record(&self, by: Option<OperatorId>) -> Result<Report, Fault> {
        let inner = &self.0;
        let report = self.verify_audit(&VerifyWith::default()).await?;
        for finding in &report.findings {
            tracing::error!(%finding, "the audit is not as it was signed");
        }
        let checkpoint = report.head.map_or(0, |head| head.number);
        let findings = u32::try_from(report.count()).unwrap_or(u32::MAX);
        tracing::info!(checkpoint, findings, events = report.events, "the audit was checked");
        let entry = AuditEntry {
            id: inner.event_id(),
            at: inner.clock.now(),
            event: AuditEvent::AuditVerified { checkpoint, findings },
            account_id: None,
            client_id: None,
            reference: None,
        };
        let mut batch = inner.store.batch();
        batch.record_involving(&entry, &Involved { operator_id: by, ..Involved::default() });
        inner.write(batch).await?;
        Ok(report)
    }

    /// Begins a check of the whole audit, which goes on by itself; nothing when one is going on. What it says is in the log and in the
    /// audit.
    ///
    /// # Errors
    /// When the operator may not.
    pub fn begin_audit_check(&self, by: &SignedInOperator) -> Result<(), Fault> {
        by.must(Permission::ReadAudit)?;
        if self.0.audit.checking.swap(true, Ordering::AcqRel) {
            return Ok(());
        }
        let (identity, by) = (self.clone(), by.id());
        tokio::spawn(async move {
            let done = identity.verify_audit_and_record(Some(by)).await;
            identity.0.audit.checking.store(false, Ordering::Release);
            if let Err(fault) = done {
                tracing::error!(%fault, "the audit was not checked");
            }
        });
        Ok(())
    }
}

impl Inner {
    async fn walk(&self, with: &VerifyWith) -> Result<Report, Fault> {
        let keys = if with.keys.is_empty() { self.audit.trusted.clone() } else { with.keys.clone() };
        let pruned = self.store.audit_pruning().await?.map(|stored| signed_pruning(&stored));
        let mut walk = Walk::begin(keys, with.expected.clone(), pruned.as_ref());
        let before =
            self.store.list_covered_audit_events(i64::MIN, walk.next_position() - 1, OUTSIDE).await?;
        walk.outside(&rows(&before));
        let mut after = 0;
        loop {
            let checkpoints = self.store.list_audit_checkpoints(after, AT_ONCE).await?;
            for (stored, leaves) in &checkpoints {
                let signed = signed_checkpoint(stored);
                let (first, last) = (signed.claim.first, signed.claim.last());
                let events = self.store.list_covered_audit_events(first, last, ROWS).await?;
                walk.checkpoint(&signed, leaves, &rows(&events));
                after = stored.number;
                // The store may answer at once every time; others want to go on, too.
                tokio::task::yield_now().await;
            }
            if !checkpoints.is_empty() {
                continue;
            }
            let beyond =
                self.store.list_covered_audit_events(walk.next_position(), i64::MAX, OUTSIDE).await?;
            let newest = self.store.newest_audit_checkpoint().await?;
            if newest.is_none_or(|newest| newest.number <= after) {
                walk.outside(&rows(&beyond));
                return Ok(walk.end());
            }
        }
    }
}

fn rows(events: &[RawAuditEvent]) -> Vec<Row> {
    let row = |event: &RawAuditEvent| {
        let position = event.position.unwrap_or_default();
        Row { position, event: event.event_id.clone(), hash: hash(position, event) }
    };
    events.iter().map(row).collect()
}
