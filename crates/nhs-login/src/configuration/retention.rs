//! How long rows are kept, and how long a signing key signs.

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

pub(crate) fn read(reader: &mut Reader) -> RetentionConfig {
    RetentionConfig {
        audit: reader.lifetime("retention.audit_days", 1..=3650),
        messages: reader.lifetime("retention.messages_days", 1..=365),
        unused_accounts: reader.lifetime("retention.unused_accounts_days", 30..=3650),
        browser_visits: reader.lifetime("retention.browser_visits_days", 1..=400),
        sweep_every: reader.lifetime("retention.sweep_minutes", 1..=1440),
    }
}

/// How long a signing key signs; none means until `keys rotate`.
///
/// Spec: F-10
pub(crate) fn read_key_schedule(reader: &mut Reader) -> Option<Lifetime> {
    let every = reader.lifetime("keys.rotate_every_days", 0..=3650);
    (every.micros() > 0).then_some(every)
}
