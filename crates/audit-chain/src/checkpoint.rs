//! What a checkpoint says.

use vocabulary::{Digest, Instant};

use crate::head::Head;
use crate::signed::Claim;

const FORM: &[u8] = b"nhs-login audit checkpoint 1\n";

/// That these events, and no others, stand at these positions, after everything that the checkpoint before covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// From 1, without gaps.
    pub number: i64,
    /// The hash of the checkpoint before; [`Checkpoint::BEGINNING`] for the first.
    pub previous: Digest,
    /// The position of its first event. Positions have no gaps either.
    pub first: i64,
    /// How many events it covers; at least one.
    pub count: i64,
    /// The Merkle root over them.
    pub root: Digest,
    /// When it was made.
    pub at: Instant,
    /// When the newest of its events happened, and not later than `at`: what retention goes by.
    pub newest_at: Instant,
}

impl Checkpoint {
    /// What the first checkpoint is chained to.
    pub const BEGINNING: Digest = Digest::from_bytes([0; 32]);

    /// The position of its last event.
    #[must_use]
    pub const fn last(&self) -> i64 {
        self.first.saturating_add(self.count).saturating_sub(1)
    }

    /// Its number and hash. The hash is over everything but the signature.
    #[must_use]
    pub fn head(&self) -> Head {
        Head { number: self.number, hash: Digest::of(&self.bytes()) }
    }
}

impl Claim for Checkpoint {
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = FORM.to_vec();
        for number in [self.number, self.first, self.count, self.at.micros(), self.newest_at.micros()] {
            bytes.extend_from_slice(&number.to_be_bytes());
        }
        bytes.extend_from_slice(self.previous.as_bytes());
        bytes.extend_from_slice(self.root.as_bytes());
        bytes
    }
}
