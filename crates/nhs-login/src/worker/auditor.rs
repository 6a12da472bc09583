//! Covers the audit with checkpoints, and checks it from time to time.

use identity::Identity;
use vocabulary::Lifetime;

use crate::worker::Stop;
use crate::worker::turns::{has_lease, interval};

/// How often to see whether the audit is due to be checked.
const LOOK_EVERY: Lifetime = Lifetime::minutes(30);

/// The auditor of one node: two tasks, as a check may take longer than checkpoints can wait.
#[derive(Clone)]
pub(crate) struct Auditor {
    pub(crate) identity: Identity,
    /// How often new events are covered by a checkpoint.
    pub(crate) checkpoint_every: Lifetime,
    /// How often the whole audit is checked.
    pub(crate) verify_every: Option<Lifetime>,
    /// A name for this node, unlike the others'.
    pub(crate) holder: String,
}

impl Auditor {
    /// Makes checkpoints until told to stop.
    pub(crate) async fn cover(self, mut stop: Stop) {
        let mut checkpoints = interval(self.checkpoint_every);
        loop {
            tokio::select! {
                biased;
                () = stop.told() => return,
                _ = checkpoints.tick() => {}
            }
            if !self.lease("audit checkpoints", self.checkpoint_every).await {
                continue;
            }
            if let Err(fault) = self.identity.checkpoint_audit().await {
                tracing::error!(%fault, "audit events were not covered by a checkpoint");
            }
        }
    }

    /// Checks the audit whenever that is due, until told to stop: a check that has begun is given up.
    pub(crate) async fn check(self, mut stop: Stop) {
        let Some(every) = self.verify_every else { return };
        let mut looks = interval(LOOK_EVERY);
        loop {
            tokio::select! {
                biased;
                () = stop.told() => return,
                () = async {
                    looks.tick().await;
                    self.check_when_due(every).await;
                } => {}
            }
        }
    }

    async fn check_when_due(&self, every: Lifetime) {
        let due = match self.identity.last_audit_verdict().await {
            Ok(last) => last.is_none_or(|last| last.at.after(every) <= self.identity.now()),
            Err(fault) => return tracing::warn!(%fault, "nobody knows when the audit was checked"),
        };
        if !due || !self.lease("audit check", LOOK_EVERY).await {
            return;
        }
        if let Err(fault) = self.identity.verify_audit_and_record(None).await {
            tracing::error!(%fault, "the audit was not checked");
        }
    }

    async fn lease(&self, task: &'static str, length: Lifetime) -> bool {
        has_lease(&self.identity, &self.holder, task, length).await
    }
}
