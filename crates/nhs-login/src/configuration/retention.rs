//! How long rows are kept, and when signing keys rotate.

use vocabulary::Lifetime;

use crate::configuration::reader::Reader;

/// How long rows are kept after they are of no more use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetentionConfig {
    /// Audit events.
    pub audit: Lifetime,
    /// Messages after delivery or abandonment.
    pub messages: Lifetime,
    /// Accounts that nobody uses.
    pub unused_accounts: Lifetime,
    /// Which services a browser signed in to.
    pub browser_visits: Lifetime,
    /// How often the sweep runs.
    pub sweep_every: Lifetime,
}

/// When signing keys rotate by themselves.
///
/// Spec: F-10
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeySchedule {
    /// How long a key signs; none means until `keys rotate`.
    pub rotate_every: Option<Lifetime>,
    /// How long the next key is published before it may sign.
    pub announce: Lifetime,
}

pub(crate) fn read(reader: &mut Reader) -> RetentionConfig {
    RetentionConfig {
        audit: reader.lifetime("retention.audit_days", 1..=3650),
        messages: reader.lifetime("retention.messages_days", 1..=365),
        unused_accounts: reader.lifetime("retention.unused_accounts_days", 30..=3650),
        browser_visits: reader.lifetime("retention.browser_visits_days", 1..=400),
        sweep_every: reader.lifetime("retention.sweep_minutes", 1..=1440),
    }
}

pub(crate) fn read_keys(reader: &mut Reader) -> KeySchedule {
    let every = reader.lifetime("keys.rotate_every_days", 0..=3650);
    let announce = reader.lifetime("keys.announce_hours", 1..=720);
    KeySchedule { rotate_every: (every.micros() > 0).then_some(every), announce }
}
