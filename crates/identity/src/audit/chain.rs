//! Checkpoints: what no checkpoint covers yet is given its places in the order, and the batch is signed.
//!
//! Nothing is left out: what counts is that an event has no place yet, not when it says that it happened. An event that another node
//! commits late, or with a clock that is behind, is in the next batch.

use account_store::{RawAuditEvent, StoredCheckpoint, StoredPruning, WriteFault};
use audit_chain::{Checkpoint, Head, Leaf, Leaves, Pruning, Signed, event_leaf};
use vocabulary::Digest;

use crate::fault::Fault;
use crate::service::{Identity, Inner};

/// How many events a checkpoint covers at most: they are one batch, which others wait for on SQLite.
const MOST: u32 = 1000;

/// What came of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Checkpointed {
    /// How many checkpoints were made.
    pub checkpoints: u64,
    /// How many events they cover.
    pub events: u64,
    /// The last of them.
    pub head: Option<Head>,
}

/// What came of one batch.
enum Covered {
    Nothing,
    Some {
        head: Head,
        events: usize,
    },
    /// Another node was faster.
    Elsewhere,
}

/// What the next checkpoint follows.
struct End {
    number: i64,
    hash: Digest,
    last: i64,
}

impl Identity {
    /// Covers every event that is there with signed checkpoints. Several nodes may do it at the same time: one chain comes of it.
    ///
    /// # Errors
    /// When the store fails, or events stand at places that no checkpoint gave them.
    pub async fn checkpoint_audit(&self) -> Result<Checkpointed, Fault> {
        let mut done = Checkpointed::default();
        loop {
            match self.0.cover_batch().await? {
                Covered::Some { head, events } => {
                    // Whoever keeps the log elsewhere keeps the head of the chain with it.
                    tracing::info!(%head, events, "audit checkpoint");
                    self.0.audit.remember(head);
                    done.checkpoints += 1;
                    done.events += u64::try_from(events).unwrap_or(u64::MAX);
                    done.head = Some(head);
                    if u32::try_from(events).is_ok_and(|events| events < MOST) {
                        return Ok(done);
                    }
                }
                Covered::Nothing | Covered::Elsewhere => return Ok(done),
            }
        }
    }
}

impl Inner {
    async fn cover_batch(&self) -> Result<Covered, Fault> {
        let end = self.end_of_chain().await?;
        let events = self.store.list_uncovered_audit_events(MOST).await?;
        if events.is_empty() {
            return Ok(Covered::Nothing);
        }
        let places = || (end.last + 1..).zip(&events);
        let leaf =
            |(position, event): (i64, &RawAuditEvent)| Leaf::of(&event.event_id, hash(position, event));
        let leaves = Leaves(places().map(leaf).collect());
        let now = self.clock.now();
        let claim = Checkpoint {
            number: end.number + 1,
            previous: end.hash,
            first: end.last + 1,
            count: i64::try_from(events.len()).unwrap_or(i64::MAX),
            root: leaves.root(),
            at: now,
            newest_at: events.iter().map(|event| event.at).max().unwrap_or(now).min(now),
        };
        let head = claim.head();
        let signed = Signed::by(&self.audit.signing, claim)?;
        let mut batch = self.store.batch();
        batch.insert_audit_checkpoint(&stored_checkpoint(&signed), leaves.to_bytes());
        for (position, event) in places() {
            batch.cover_audit_event(&event.event_id, position);
        }
        match self.store.write(batch).await {
            Ok(_) => Ok(Covered::Some { head, events: events.len() }),
            Err(WriteFault::Conflict { .. }) => self.after_conflict(&end).await,
            Err(fault) => Err(fault.into()),
        }
    }

    /// Where the chain ends now; an error in the log when it is not where this node knew it to be.
    async fn end_of_chain(&self) -> Result<End, Fault> {
        let newest = self.store.newest_audit_checkpoint().await?;
        let pruned = self.store.audit_pruning().await?;
        if let Some(known) = self.audit.head() {
            let there = self.store.audit_checkpoint(known.number).await?;
            let same = there.is_some_and(|stored| signed_checkpoint(&stored).claim.head() == known);
            if !same && pruned.as_ref().is_none_or(|pruned| pruned.through < known.number) {
                tracing::error!(
                    %known,
                    "the audit's chain was cut off or changed: run `nhs-login audit verify --expect` with this head"
                );
            }
        }
        Ok(match (newest, pruned) {
            (Some(newest), _) => {
                let claim = signed_checkpoint(&newest).claim;
                End { number: claim.number, hash: claim.head().hash, last: claim.last() }
            }
            (None, Some(pruned)) => {
                End { number: pruned.through, hash: pruned.hash, last: pruned.last_position }
            }
            (None, None) => End { number: 0, hash: Checkpoint::BEGINNING, last: 0 },
        })
    }

    /// A conflict is another node's checkpoint; or else somebody gave events places that are not theirs to give.
    async fn after_conflict(&self, before: &End) -> Result<Covered, Fault> {
        let taken = self.store.list_covered_audit_events(before.last + 1, i64::MAX, 1).await?;
        let end = self.end_of_chain().await?;
        if taken.is_empty() || end.number != before.number {
            return Ok(Covered::Elsewhere);
        }
        tracing::error!(
            after = before.last,
            "events stand at places that no checkpoint gave them, so that none can be made: run `nhs-login audit verify`"
        );
        Err(Fault::Bug("audit events stand at places that no checkpoint gave them"))
    }
}

/// The leaf of an event at a position.
pub(crate) fn hash(position: i64, event: &RawAuditEvent) -> Digest {
    event_leaf(position, event.columns.iter().map(|(name, value)| (*name, value.as_deref())))
}

pub(crate) fn signed_checkpoint(stored: &StoredCheckpoint) -> Signed<Checkpoint> {
    let StoredCheckpoint { number, previous, first_position, events, root, at, newest_at, .. } = *stored;
    let claim = Checkpoint { number, previous, first: first_position, count: events, root, at, newest_at };
    Signed { claim, key_id: stored.key_id.clone(), signature: stored.signature.clone() }
}

fn stored_checkpoint(signed: &Signed<Checkpoint>) -> StoredCheckpoint {
    let Checkpoint { number, previous, first, count, root, at, newest_at } = signed.claim;
    let (key_id, signature) = (signed.key_id.clone(), signed.signature.clone());
    let (first_position, events) = (first, count);
    StoredCheckpoint { number, previous, first_position, events, root, at, newest_at, key_id, signature }
}

pub(crate) fn signed_pruning(stored: &StoredPruning) -> Signed<Pruning> {
    let StoredPruning { through, hash, last_position, at, .. } = *stored;
    let claim = Pruning { through, hash, last: last_position, at };
    Signed { claim, key_id: stored.key_id.clone(), signature: stored.signature.clone() }
}

pub(crate) fn stored_pruning(signed: &Signed<Pruning>) -> StoredPruning {
    let Pruning { through, hash, last, at } = signed.claim;
    let (key_id, signature) = (signed.key_id.clone(), signed.signature.clone());
    StoredPruning { through, hash, last_position: last, at, key_id, signature }
}
