//! A walk along the chain, checkpoint by checkpoint, with the rows of one batch in hand at a time.

use std::collections::BTreeMap;

use vocabulary::Digest;

use crate::checkpoint::Checkpoint;
use crate::finding::{Finding, Report};
use crate::head::Head;
use crate::key::PublicKey;
use crate::leaf::{Leaf, Leaves, root};
use crate::pruning::Pruning;
use crate::signed::{Claim, Signed};

/// As many findings are kept; a chain that somebody signed anew would give one for each checkpoint.
const KEPT: usize = 100;

/// A stored event, as far as a walk needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Where it stands.
    pub position: i64,
    /// Its identifier, as it is stored.
    pub event: Vec<u8>,
    /// [`event_leaf`](crate::leaf::event_leaf) of what is stored.
    pub hash: Digest,
}

/// The walk: begin, hand over each checkpoint in the order of their numbers, then what stands outside, and end.
#[derive(Debug)]
pub struct Walk {
    keys: Vec<PublicKey>,
    expected: Vec<Head>,
    /// What the next checkpoint must be: its number, what it is chained to, and its first position; as far as known.
    next: i64,
    previous: Option<Digest>,
    first: Option<i64>,
    report: Report,
}

impl Walk {
    /// A walk that trusts these keys and compares with the heads that somebody kept. It begins after what retention deleted.
    #[must_use]
    pub fn begin(keys: Vec<PublicKey>, expected: Vec<Head>, pruned: Option<&Signed<Pruning>>) -> Self {
        let beginning = Some(Checkpoint::BEGINNING);
        let report = Report::default();
        let mut walk = Self { keys, expected, next: 1, previous: beginning, first: Some(1), report };
        if let Some(pruned) = pruned {
            walk.begin_after(pruned);
        }
        walk
    }

    fn begin_after(&mut self, pruned: &Signed<Pruning>) {
        let Pruning { through, hash, last, .. } = pruned.claim;
        match self.standing(pruned) {
            Standing::Good => {
                (self.next, self.previous, self.first) = (through + 1, Some(hash), Some(last + 1));
                self.report.pruned_through = Some(through);
                self.compare(Head { number: through, hash });
                self.expected.retain(|head| head.number > through);
            }
            Standing::UnknownKey => {
                let key_id = pruned.key_id.clone();
                self.find(Finding::PruningByUnknownKey { key_id });
            }
            Standing::Changed => self.find(Finding::PruningChanged),
        }
    }

    /// The next checkpoint with the list beside it and the rows that stand at its positions now.
    pub fn checkpoint(&mut self, signed: &Signed<Checkpoint>, list: &[u8], rows: &[Row]) {
        let claim = &signed.claim;
        let number = claim.number;
        self.report.checkpoints += 1;
        self.report.events = self.report.events.saturating_add(u64::try_from(claim.count).unwrap_or(0));
        if number > self.next {
            self.find(Finding::CheckpointsMissing { first: self.next, last: number - 1 });
            (self.previous, self.first) = (None, None);
        }
        match self.standing(signed) {
            Standing::Good => self.signed_checkpoint(claim, list, rows),
            Standing::UnknownKey => {
                self.find(Finding::UnknownKey { checkpoint: number, key_id: signed.key_id.clone() });
            }
            Standing::Changed => self.find(Finding::CheckpointChanged { checkpoint: number }),
        }
        let head = claim.head();
        self.compare(head);
        (self.next, self.previous, self.first) = (number + 1, Some(head.hash), Some(claim.last() + 1));
        (self.report.head, self.report.head_at) = (Some(head), Some(claim.at));
    }

    fn signed_checkpoint(&mut self, claim: &Checkpoint, list: &[u8], rows: &[Row]) {
        let chained = self.previous.is_none_or(|previous| previous == claim.previous);
        if !chained || self.first.is_some_and(|first| first != claim.first) {
            self.find(Finding::CheckpointNotChained { checkpoint: claim.number });
        }
        let leaves = Leaves::from_bytes(list)
            .filter(|list| i64::try_from(list.0.len()) == Ok(claim.count) && list.root() == claim.root);
        match leaves {
            Some(leaves) => self.rows(claim, &leaves.0, rows),
            None => self.rows_without_list(claim, rows),
        }
    }

    /// The list is the signed one: whatever a row says otherwise is the row's fault.
    fn rows(&mut self, claim: &Checkpoint, leaves: &[Leaf], rows: &[Row]) {
        let checkpoint = claim.number;
        let standing: BTreeMap<i64, &Row> = rows.iter().map(|row| (row.position, row)).collect();
        let positions: BTreeMap<&[u8], i64> = leaves
            .iter()
            .zip(claim.first..)
            .map(|(leaf, position)| (leaf.event.as_slice(), position))
            .collect();
        for (leaf, position) in leaves.iter().zip(claim.first..) {
            let event = leaf.event.to_vec();
            let Some(row) = standing.get(&position) else {
                self.find(Finding::EventMissing { position, event, checkpoint });
                continue;
            };
            if row.hash == leaf.hash {
                continue;
            }
            let there = row.event.clone();
            let finding = match positions.get(row.event.as_slice()) {
                Some(was) if *was == position => Finding::EventChanged { position, event, checkpoint },
                Some(was) => Finding::EventMoved { position, was: *was, event: there, checkpoint },
                None => Finding::EventReplaced { position, event: there, was: event, checkpoint },
            };
            self.find(finding);
        }
    }

    /// The list cannot be trusted, but the root can.
    fn rows_without_list(&mut self, claim: &Checkpoint, rows: &[Row]) {
        let checkpoint = claim.number;
        self.find(Finding::ListChanged { checkpoint });
        let in_order = rows.iter().zip(claim.first..).all(|(row, position)| row.position == position);
        let hashes: Vec<Digest> = rows.iter().map(|row| row.hash).collect();
        if !in_order || i64::try_from(rows.len()) != Ok(claim.count) || root(&hashes) != claim.root {
            self.find(Finding::BatchChanged { checkpoint, first: claim.first, last: claim.last() });
        }
    }

    /// Events with a position that no checkpoint covers.
    pub fn outside(&mut self, rows: &[Row]) {
        for row in rows {
            self.find(Finding::EventAdded { position: row.position, event: row.event.clone() });
        }
    }

    /// The position at which the next checkpoint begins: events outside every checkpoint stand before the first one, or after the last.
    #[must_use]
    pub fn next_position(&self) -> i64 {
        self.first.unwrap_or(1)
    }

    /// What was found.
    #[must_use]
    pub fn end(mut self) -> Report {
        let last = self.next - 1;
        for expected in std::mem::take(&mut self.expected) {
            self.find(Finding::HeadMissing { expected, last });
        }
        self.report
    }

    /// Checks a head that somebody kept against the checkpoint of its number.
    fn compare(&mut self, head: Head) {
        let kept: Vec<Head> =
            self.expected.iter().copied().filter(|kept| kept.number == head.number).collect();
        self.expected.retain(|kept| kept.number != head.number);
        for expected in kept.into_iter().filter(|kept| kept.hash != head.hash) {
            self.find(Finding::HeadUnlike { expected });
        }
    }

    fn standing<T: Claim>(&self, signed: &Signed<T>) -> Standing {
        let key = self.keys.iter().find(|key| key.key_id() == signed.key_id);
        match key {
            None => Standing::UnknownKey,
            Some(key) if signed.is_by(key) => Standing::Good,
            Some(_) => Standing::Changed,
        }
    }

    fn find(&mut self, finding: Finding) {
        if self.report.findings.len() < KEPT {
            self.report.findings.push(finding);
        } else {
            self.report.more += 1;
        }
    }
}

/// What a signature is worth.
enum Standing {
    Good,
    UnknownKey,
    Changed,
}
