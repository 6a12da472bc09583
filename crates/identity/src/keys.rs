//! Signing keys (F-10): made on the first start, then each on its way from its announcement to its removal.
//!
//! *Announced*: the key exists, its public half and its days stand in the document of notices and on the partner pages, and it is in no
//! JWKS: a partner that pins keys, or has to clear a change with somebody, learns of it in time. *Published*: in the JWKS, signing
//! nothing. *Signing*. *Retired*: in the JWKS until the last token it signed has ended. *Removed*: gone. `policy` decides which step may
//! be taken when; the steps here are one batch each, with its audit event, and of two nodes one wins.

mod notice;
mod reach;
mod rehearsal;
mod ring;
mod steps;

pub use policy::{JWKS_MAX_AGE, KeyAct, KeyRefused, KeySchedule, KeyStage, NextAct, Urgency};
pub use reach::{KeySeen, PartnerReach};
pub use rehearsal::{LONGEST_REHEARSAL, RehearsalStart, RehearsalView};
pub use ring::KeyStanding;
pub(crate) use ring::{Published, load_or_make};
pub use steps::{KeyActor, KeyMoved};
