//! How long rows are kept, and when signing keys change.

use identity::KeySchedule;
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

/// When signing keys change by themselves; none means by hand.
///
/// Spec: F-10
pub(crate) fn read_key_schedule(reader: &mut Reader) -> Option<KeySchedule> {
    let every = reader.lifetime("keys.rotate_every_days", 0..=3650);
    let publish_before = reader.lifetime("keys.publish_before_days", 1..=365);
    let announce_before = reader.lifetime("keys.announce_before_days", 0..=365);
    if every.micros() == 0 {
        return None;
    }
    if publish_before.micros() + announce_before.micros() >= every.micros() {
        let problem =
            "must be more days than keys.publish_before_days and keys.announce_before_days together";
        reader.fault("keys.rotate_every_days", problem);
    }
    Some(KeySchedule { every, publish_before, announce_before })
}
