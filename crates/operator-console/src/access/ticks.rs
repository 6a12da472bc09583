//! The tick boxes of roles.

use identity::Identity;
use screens::access::RoleTick;
use screens::fields;
use vocabulary::{OperatorRole, OperatorRoles};
use web::Fields;

const PREFIX: &str = "role_";

/// A tick for every role of the table.
pub(crate) fn ticks(identity: &Identity, ticked: &OperatorRoles) -> Vec<RoleTick> {
    let tick = |role: &OperatorRole| RoleTick {
        field: format!("{PREFIX}{role}"),
        label: role.to_string(),
        ticked: ticked.contains(role),
    };
    identity.settings().roles.iter().map(|(role, _)| tick(role)).collect()
}

/// The roles that are ticked.
pub(crate) fn ticked(typed: &Fields) -> OperatorRoles {
    let chosen = typed.pairs().iter().filter(|(_, value)| value == fields::CHOICE_YES);
    let names = chosen.filter_map(|(name, _)| name.strip_prefix(PREFIX));
    names.filter_map(|name| OperatorRole::try_from(name).ok()).collect()
}
