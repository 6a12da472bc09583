//! Deletes what is over, and keeps the signing keys in step with the other nodes and with their schedule.

use account_store::{Retention, Store};
use identity::Identity;
use vocabulary::Lifetime;

use crate::metrics::Metrics;
use crate::worker::Stop;
use crate::worker::turns::{has_lease, interval};

/// So many short batches in a row at most; the next sweep goes on.
const ROUNDS: u32 = 50;
/// How often signing keys are read again: a rotation at another node is known after this.
const KEYS_EVERY: Lifetime = Lifetime::minutes(1);

/// When to do what.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Duties {
    /// How long rows are kept.
    pub(crate) retention: Retention,
    /// How long audit events are kept.
    pub(crate) audit_kept: Lifetime,
    /// How often to sweep.
    pub(crate) sweep_every: Lifetime,
}

/// The housekeeper of one node.
pub(crate) struct Housekeeper {
    pub(crate) identity: Identity,
    pub(crate) duties: Duties,
    pub(crate) metrics: Metrics,
    /// A name for this node, unlike the others'.
    pub(crate) holder: String,
}

impl Housekeeper {
    /// Works until told to stop; a batch that has begun is finished.
    pub(crate) async fn work(self, mut stop: Stop) {
        let mut sweeps = interval(self.duties.sweep_every);
        let mut keys = interval(KEYS_EVERY);
        loop {
            tokio::select! {
                biased;
                () = stop.told() => return,
                _ = keys.tick() => self.keep_keys().await,
                _ = sweeps.tick() => self.sweep().await,
            }
        }
    }

    async fn sweep(&self) {
        if !self.lease("retention", self.duties.sweep_every).await {
            return;
        }
        match self.identity.prune_audit(self.duties.audit_kept).await {
            Ok(events) => self.metrics.swept(events),
            Err(fault) => tracing::warn!(%fault, "old audit events were not deleted"),
        }
        for _ in 0..ROUNDS {
            let now = self.identity.now();
            let swept = match self.store().sweep(&self.duties.retention, now).await {
                Ok(swept) => swept,
                Err(fault) => return tracing::warn!(%fault, "a sweep failed"),
            };
            self.metrics.swept(swept.iter().map(|one| one.rows).sum());
            if swept.iter().all(|one| one.rows < u64::from(self.duties.retention.at_once)) {
                return;
            }
        }
    }

    async fn keep_keys(&self) {
        if let Err(fault) = self.identity.reload_keys().await {
            return tracing::warn!(%fault, "signing keys were not read again");
        }
        if !self.lease("key rotation", KEYS_EVERY).await {
            return;
        }
        match self.identity.keep_keys().await {
            Ok(Some(act)) => tracing::info!(step = act.as_str(), "the schedule took a step of a signing key"),
            Ok(None) => {}
            Err(fault) => tracing::error!(%fault, "signing keys were not seen to"),
        }
    }

    async fn lease(&self, task: &'static str, length: Lifetime) -> bool {
        has_lease(&self.identity, &self.holder, task, length).await
    }

    fn store(&self) -> &Store {
        self.identity.store()
    }
}
