//! The numbers of the ID checkers' work.

use identity::CheckingRules;

use crate::configuration::reader::Reader;

/// Journeys 6.2, 8
pub(crate) fn read(reader: &mut Reader) -> CheckingRules {
    CheckingRules {
        case_idle: reader.lifetime("id_checks.idle_minutes", 1..=480),
        reopen: reader.lifetime("id_checks.reopen_minutes", 0..=1440),
        audit_percent: u8::try_from(reader.number("id_checks.audit_percent", 0..=100)).unwrap_or(100),
        session_idle: reader.lifetime("id_checks.session_idle_minutes", 1..=480),
        session: reader.lifetime("id_checks.session_hours", 1..=24),
        second_factor: reader.lifetime("id_checks.second_factor_minutes", 1..=60),
    }
}
