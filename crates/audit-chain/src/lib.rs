//! The audit's seals: events in a fixed order, checkpoints over batches of them, each chained to the one before and signed.
//!
//! An event's bytes become a leaf, a batch's leaves a Merkle root (RFC 6962), and a checkpoint names that root, the positions that it
//! covers and the hash of the checkpoint before. Whoever has the public key finds a changed, missing, moved or added event with nothing
//! but the rows. This room must not know what an event says or where it is kept: it has no store, no clock, and no randomness except
//! when it makes a key.

mod checkpoint;
mod finding;
mod head;
mod key;
mod leaf;
mod pem;
mod pruning;
mod signed;
mod walk;

pub use checkpoint::Checkpoint;
pub use finding::{Finding, Report};
pub use head::{Head, HeadFault};
pub use key::{AuditKey, AuditKeyFault, PublicKey};
pub use leaf::{Leaf, Leaves, event_leaf, root};
pub use pruning::Pruning;
pub use signed::{Claim, Signed};
pub use walk::{Row, Walk};
