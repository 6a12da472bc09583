//! What retention leaves behind when it deletes the oldest checkpoints with their events.

use vocabulary::{Digest, Instant};

use crate::signed::Claim;

const FORM: &[u8] = b"nhs-login audit pruning 1\n";

/// That everything up to a checkpoint was deleted because its time was over: the chain begins after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pruning {
    /// The last checkpoint that is gone.
    pub through: i64,
    /// Its hash, to which the next one is chained.
    pub hash: Digest,
    /// The position of its last event.
    pub last: i64,
    /// When it was deleted.
    pub at: Instant,
}

impl Claim for Pruning {
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = FORM.to_vec();
        for number in [self.through, self.last, self.at.micros()] {
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        bytes.extend_from_slice(self.hash.as_bytes());
        bytes
    }
}
