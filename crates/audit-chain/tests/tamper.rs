//! Whatever is done to a signed batch is found, and named where the list of its events still tells.

use audit_chain::{
    AuditKey, Checkpoint, Finding, Head, Leaf, Leaves, Pruning, Report, Row, Signed, Walk, event_leaf,
};
use proptest::prelude::*;
use vocabulary::{Digest, Instant};

/// An event with what it says.
#[derive(Debug, Clone)]
struct Event {
    position: i64,
    id: [u8; 16],
    says: Vec<u8>,
}

impl Event {
    fn hash(&self) -> Digest {
        event_leaf(
            self.position,
            [("event_id", Some(self.id.as_slice())), ("detail", Some(self.says.as_slice()))],
        )
    }

    fn row(&self) -> Row {
        Row { position: self.position, event: self.id.to_vec(), hash: self.hash() }
    }
}

/// A checkpoint with its list and its rows.
type Batch = (Signed<Checkpoint>, Vec<u8>, Vec<Event>);

fn id(position: i64) -> [u8; 16] {
    let mut id = [7; 16];
    id[..8].copy_from_slice(&position.to_be_bytes());
    id
}

fn chain(key: &AuditKey, batches: i64, each: i64) -> Vec<Batch> {
    let mut chain: Vec<Batch> = Vec::new();
    for number in 1..=batches {
        let first = (number - 1) * each + 1;
        let events: Vec<Event> = (first..first + each)
            .map(|position| Event { position, id: id(position), says: b"{}".to_vec() })
            .collect();
        let leaves =
            Leaves(events.iter().map(|event| Leaf { event: event.id, hash: event.hash() }).collect());
        let previous = chain.last().map_or(Checkpoint::BEGINNING, |(before, ..)| before.claim.head().hash);
        let at = Instant::from_seconds(number);
        let claim =
            Checkpoint { number, previous, first, count: each, root: leaves.root(), at, newest_at: at };
        chain.push((Signed::by(key, claim).expect("signed"), leaves.to_bytes(), events));
    }
    chain
}

fn walk(key: &AuditKey, chain: &[Batch], expected: Vec<Head>, pruned: Option<&Signed<Pruning>>) -> Report {
    let mut walk = Walk::begin(vec![*key.public()], expected, pruned);
    for (signed, list, events) in chain {
        walk.checkpoint(signed, list, &events.iter().map(Event::row).collect::<Vec<_>>());
    }
    walk.end()
}

fn found(key: &AuditKey, chain: &[Batch]) -> Vec<Finding> {
    walk(key, chain, Vec::new(), None).findings
}

fn key() -> AuditKey {
    AuditKey::generate().expect("a key")
}

#[test]
fn an_untouched_chain_is_sound() {
    let key = key();
    let chain = chain(&key, 3, 5);
    let head = chain[2].0.claim.head();
    let report = walk(&key, &chain, vec![head, chain[0].0.claim.head()], None);
    assert!(report.is_sound(), "{:?}", report.findings);
    assert_eq!((report.checkpoints, report.events, report.head), (3, 15, Some(head)));
}

#[test]
fn a_changed_event_is_named() {
    let key = key();
    let mut chain = chain(&key, 2, 4);
    chain[1].2[2].says = b"{\"cid\":1}".to_vec();
    let event = id(7).to_vec();
    assert_eq!(found(&key, &chain), [Finding::EventChanged { position: 7, event, checkpoint: 2 }]);
}

#[test]
fn a_missing_event_is_named() {
    let key = key();
    let mut chain = chain(&key, 2, 4);
    chain[0].2.remove(3);
    let event = id(4).to_vec();
    assert_eq!(found(&key, &chain), [Finding::EventMissing { position: 4, event, checkpoint: 1 }]);
}

#[test]
fn two_events_that_changed_places_are_named() {
    let key = key();
    let mut chain = chain(&key, 1, 4);
    let events = &mut chain[0].2;
    (events[1].position, events[2].position) = (3, 2);
    let moved = |position, was| Finding::EventMoved { position, was, event: id(was).to_vec(), checkpoint: 1 };
    assert_eq!(found(&key, &chain), [moved(2, 3), moved(3, 2)]);
}

#[test]
fn an_event_in_the_place_of_another_is_named() {
    let key = key();
    let mut chain = chain(&key, 1, 2);
    chain[0].2[0].id = [9; 16];
    let (event, was) = (vec![9; 16], id(1).to_vec());
    assert_eq!(found(&key, &chain), [Finding::EventReplaced { position: 1, event, was, checkpoint: 1 }]);
}

#[test]
fn a_changed_checkpoint_is_named() {
    let key = key();
    let mut chain = chain(&key, 3, 2);
    chain[1].0.claim.at = Instant::from_seconds(99);
    let findings = found(&key, &chain);
    assert_eq!(findings[0], Finding::CheckpointChanged { checkpoint: 2 });
    assert!(findings.contains(&Finding::CheckpointNotChained { checkpoint: 3 }));
}

#[test]
fn a_removed_checkpoint_is_named() {
    let key = key();
    let mut chain = chain(&key, 4, 2);
    chain.drain(1..3);
    assert_eq!(found(&key, &chain), [Finding::CheckpointsMissing { first: 2, last: 3 }]);
    chain.remove(0);
    assert_eq!(found(&key, &chain), [Finding::CheckpointsMissing { first: 1, last: 3 }]);
}

#[test]
fn a_chain_that_was_cut_off_is_found_by_a_head_that_was_kept() {
    let key = key();
    let mut whole = chain(&key, 3, 2);
    let expected = whole.pop().expect("three").0.claim.head();
    let report = walk(&key, &whole, vec![expected], None);
    assert_eq!(report.findings, [Finding::HeadMissing { expected, last: 2 }]);
    // Signed anew by somebody who has the key, with other events.
    let mut other = chain(&key, 3, 1);
    other.truncate(3);
    assert!(walk(&key, &other, vec![expected], None).findings.contains(&Finding::HeadUnlike { expected }));
}

#[test]
fn a_chain_signed_with_another_key_is_not_trusted() {
    let (ours, theirs) = (key(), key());
    let chain = chain(&theirs, 2, 2);
    let key_id = theirs.public().key_id();
    let unknown = |checkpoint| Finding::UnknownKey { checkpoint, key_id: key_id.clone() };
    assert_eq!(found(&ours, &chain), [unknown(1), unknown(2)]);
}

#[test]
fn a_list_that_was_changed_does_not_hide_what_happened_to_its_events() {
    let key = key();
    let mut chain = chain(&key, 1, 3);
    chain[0].1[20] ^= 1;
    assert_eq!(found(&key, &chain), [Finding::ListChanged { checkpoint: 1 }]);
    chain[0].2.remove(0);
    let batch = Finding::BatchChanged { checkpoint: 1, first: 1, last: 3 };
    assert_eq!(found(&key, &chain), [Finding::ListChanged { checkpoint: 1 }, batch]);
}

fn pruned(key: &AuditKey, chain: &mut Vec<Batch>) -> Signed<Pruning> {
    let gone = chain.remove(0).0.claim;
    let claim = Pruning {
        through: gone.number,
        hash: gone.head().hash,
        last: gone.last(),
        at: Instant::from_seconds(9),
    };
    Signed::by(key, claim).expect("signed")
}

#[test]
fn what_retention_deleted_is_no_finding_and_what_somebody_else_deleted_is() {
    let key = key();
    let mut chain = chain(&key, 4, 2);
    let kept = chain[0].0.claim.head();
    let record = pruned(&key, &mut chain);
    let report = walk(&key, &chain, vec![kept], Some(&record));
    assert_eq!((report.findings, report.pruned_through), (Vec::new(), Some(1)));
    // Without the record, with a changed one, or with more gone than it says.
    let missing = |first, last| Finding::CheckpointsMissing { first, last };
    assert_eq!(walk(&key, &chain, Vec::new(), None).findings, [missing(1, 1)]);
    let mut forged = record.clone();
    forged.claim.through = 2;
    let findings = walk(&key, &chain[1..], Vec::new(), Some(&forged)).findings;
    assert_eq!(findings, [Finding::PruningChanged, missing(1, 2)]);
    assert_eq!(walk(&key, &chain[1..], Vec::new(), Some(&record)).findings, [missing(2, 2)]);
}

#[test]
fn findings_are_bounded_and_counted() {
    let (ours, theirs) = (key(), key());
    let report = walk(&ours, &chain(&theirs, 130, 1), Vec::new(), None);
    assert_eq!((report.findings.len(), report.count()), (100, 130));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// One bit of a claim, a signature or a leaf.
    #[test]
    fn no_bit_can_be_turned(batch in 0..3usize, event in 0..4usize, byte in 0..64usize, bit in 0..8u8, what in 0..4u8) {
        let key = AuditKey::from_pkcs8_der(key().to_pkcs8_der().expect("a form").expose()).expect("a key");
        let mut chain = chain(&key, 3, 4);
        let (signed, _, events) = &mut chain[batch];
        match what {
            0 => signed.signature[byte] ^= 1 << bit,
            1 => events[event].says.push(bit),
            2 => signed.claim.count ^= 1 << (bit % 4),
            _ => {
                let mut root = *signed.claim.root.as_bytes();
                root[byte % 32] ^= 1 << bit;
                signed.claim.root = Digest::from_bytes(root);
            }
        }
        prop_assert!(!found(&key, &chain).is_empty());
    }
}
