//! Retention of the audit: whole checkpoints with their events, oldest first, with a signed record of where the chain begins now.

use account_store::{StoredCheckpoint, WriteFault};
use audit_chain::{Checkpoint, Pruning, Signed};
use vocabulary::Lifetime;

use crate::audit::chain::{signed_checkpoint, signed_pruning, stored_pruning};
use crate::fault::Fault;
use crate::service::{Identity, Inner};

/// So many checkpoints in a row at most; the next sweep goes on.
const ROUNDS: u32 = 200;

impl Identity {
    /// Deletes the checkpoints whose events are all older than `kept`, with those events; says how many events went. A checkpoint that is
    /// not as it was signed stays, and everything after it: a changed date must not make us delete what somebody wants gone.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn prune_audit(&self, kept: Lifetime) -> Result<u64, Fault> {
        let mut gone = 0;
        for _ in 0..ROUNDS {
            match self.0.prune_oldest(kept).await? {
                Some(events) => gone += events,
                None => break,
            }
        }
        Ok(gone)
    }
}

impl Inner {
    /// None when the oldest checkpoint is still to be kept, or there is none.
    async fn prune_oldest(&self, kept: Lifetime) -> Result<Option<u64>, Fault> {
        let Some(stored) = self.store.oldest_audit_checkpoint().await? else { return Ok(None) };
        let now = self.clock.now();
        if stored.newest_at > now.before(kept) {
            return Ok(None);
        }
        if !self.is_next_to_go(&stored).await? {
            tracing::error!(
                checkpoint = stored.number,
                "the audit's oldest checkpoint is not as it was signed and is kept: run `nhs-login audit verify`"
            );
            return Ok(None);
        }
        let claim = signed_checkpoint(&stored).claim;
        let pruning = Pruning { through: claim.number, hash: claim.head().hash, last: claim.last(), at: now };
        let pruning = Signed::by(&self.audit.signing, pruning)?;
        let mut batch = self.store.batch();
        batch.delete_audit_checkpoint(claim.number).replace_audit_pruning(&stored_pruning(&pruning));
        let deletion = batch.len();
        batch.delete_audit_events(claim.first, claim.last());
        match self.store.write(batch).await {
            Ok(written) => {
                let events = written.touched(deletion);
                if i64::try_from(events) != Ok(claim.count) {
                    let (checkpoint, signed) = (claim.number, claim.count);
                    tracing::error!(
                        checkpoint,
                        events,
                        signed,
                        "retention met fewer events than were signed"
                    );
                }
                Ok(Some(events))
            }
            // Another node does the same.
            Err(WriteFault::Conflict { .. }) => Ok(None),
            Err(fault) => Err(fault.into()),
        }
    }

    /// Whether the checkpoint is one of ours, unchanged, and follows what went before.
    async fn is_next_to_go(&self, stored: &StoredCheckpoint) -> Result<bool, Fault> {
        let (through, hash, last) = match self.store.audit_pruning().await? {
            Some(stored) => {
                let before = signed_pruning(&stored);
                if !self.audit.trusted.iter().any(|key| before.is_by(key)) {
                    return Ok(false);
                }
                (before.claim.through, before.claim.hash, before.claim.last)
            }
            None => (0, Checkpoint::BEGINNING, 0),
        };
        let signed = signed_checkpoint(stored);
        let claim = &signed.claim;
        let follows = claim.number == through + 1 && claim.previous == hash && claim.first == last + 1;
        Ok(follows && self.audit.trusted.iter().any(|key| signed.is_by(key)))
    }
}
