//! What each role of operators may do and see.

use identity::{AccessRules, Rights, RoleMatrix};
use vocabulary::{OperatorRole, Permission, PersonField};

use crate::configuration::reader::Reader;

const ROLES: &str = "operators.roles";

/// How many sessions an operator may have, and how long invitations work.
pub(crate) fn access(reader: &mut Reader) -> AccessRules {
    AccessRules {
        sessions: reader.number("operators.sessions", 1..=100),
        invitation: reader.lifetime("operators.invitation_hours", 1..=168),
    }
}

/// The published table, and what `[operators.roles.NAME]` says instead.
///
/// Journeys 6.1
pub(crate) fn roles(reader: &mut Reader) -> RoleMatrix {
    let names = reader.tables(ROLES);
    names.into_iter().fold(RoleMatrix::published(), |matrix, name| {
        let table = format!("{ROLES}.{name}");
        let may = reader.words(&format!("{table}.may"), |word| Permission::try_from(word));
        let sees = reader.words(&format!("{table}.sees"), |word| PersonField::try_from(word));
        match OperatorRole::try_from(name.as_str()) {
            Ok(role) => matrix.with(role, Rights { may, sees }),
            Err(fault) => {
                reader.fault(&table, fault.to_string());
                matrix
            }
        }
    })
}
