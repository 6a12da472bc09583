//! The numbers of the service desk's work.

use identity::SupportRules;

use crate::configuration::reader::Reader;

/// Journeys 6.1
pub(crate) fn read(reader: &mut Reader) -> SupportRules {
    SupportRules {
        searches: reader.number("support.searches", 1..=10_000),
        search_window: reader.lifetime("support.search_window_minutes", 1..=1440),
        search_wait: reader.lifetime("support.search_wait_minutes", 1..=1440),
        erasure_wait: reader.lifetime("support.erasure_days", 1..=90),
        evidence_shown: reader.lifetime("support.evidence_hours", 1..=168),
    }
}
