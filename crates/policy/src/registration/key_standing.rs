//! Where a partner's key is between its first and its last second.

use vocabulary::{Instant, Lifetime};

/// What is known about a registered key without the key itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartnerKeyFacts {
    /// The partner's key id; without one, the thumbprint.
    pub name: String,
    /// The RFC 7638 thumbprint: two entries with the same one are the same key.
    pub thumbprint: String,
    /// First moment at which it may be used; none means always.
    pub from: Option<Instant>,
    /// First moment at which it may no longer be used; none means never.
    pub until: Option<Instant>,
}

/// Whether a key may be used, and for how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartnerKeyStanding {
    /// Its time is over.
    Ended,
    /// It ends soon: whole days left, rounded down.
    EndsSoon(i64),
    /// Its time has not come.
    NotYet,
    /// It may be used.
    InUse,
}

impl PartnerKeyStanding {
    /// The standing of a key of these dates; `warning` before its end it "ends soon".
    #[must_use]
    pub fn of(from: Option<Instant>, until: Option<Instant>, warning: Lifetime, now: Instant) -> Self {
        match until {
            Some(until) if until <= now => Self::Ended,
            Some(until) if until <= now.after(warning) => {
                Self::EndsSoon(until.since(now).micros() / Lifetime::days(1).micros())
            }
            _ if from.is_some_and(|from| from > now) => Self::NotYet,
            _ => Self::InUse,
        }
    }

    /// Whether somebody should do something about it.
    #[must_use]
    pub const fn is_warning(self) -> bool {
        matches!(self, Self::Ended | Self::EndsSoon(_))
    }
}
