//! Operators: the people behind the console (journeys.md, section 6).

use std::collections::BTreeSet;
use std::fmt;

use crate::fault::Malformed;

/// The name of a role: lower-case letters, digits and underscores, 2 to 32. What a role may do and see stands in a table of its own,
/// which an operator of the service may change.
///
/// Journeys 6.1
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OperatorRole(Box<str>);

macro_rules! published {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)+) => {
        impl OperatorRole {
            $($(#[$doc])*
            #[must_use]
            pub fn $name() -> Self {
                Self($text.into())
            })+
        }
    };
}

published! {
    /// Everything in the admin portal, operators included (6.1).
    admin = "admin",
    /// The service desk (6.1).
    service_desk = "nsd",
    /// The NHS App's support (6.1).
    nhs_app = "nhsapp",
    /// Historic (6.1).
    covid_pass = "covidpass",
    /// Decides photo ID cases (6.2).
    id_checker = "id_checker",
    /// Also holds several cases, reassigns them and audits decisions (6.2).
    supervisor = "supervisor",
    /// Keeps the client registry.
    registrar = "registrar",
    /// Reads the audit log.
    auditor = "auditor",
    /// A partner's developer, on the partner pages only.
    partner = "partner",
}

impl OperatorRole {
    /// Its name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OperatorRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<&str> for OperatorRole {
    type Error = Malformed;

    fn try_from(text: &str) -> Result<Self, Malformed> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        if (2..=32).contains(&text.len()) && text.bytes().all(plain) {
            return Ok(Self(text.into()));
        }
        Err(Malformed::new("operator role", "must be 2 to 32 lower-case letters, digits and underscores"))
    }
}

/// A set of roles.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct OperatorRoles(BTreeSet<OperatorRole>);

impl OperatorRoles {
    /// None.
    pub const EMPTY: Self = Self(BTreeSet::new());

    /// Whether `role` is one of them.
    #[must_use]
    pub fn contains(&self, role: &OperatorRole) -> bool {
        self.0.contains(role)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each of them, by name.
    pub fn iter(&self) -> impl Iterator<Item = &OperatorRole> {
        self.0.iter()
    }
}

impl FromIterator<OperatorRole> for OperatorRoles {
    fn from_iter<I: IntoIterator<Item = OperatorRole>>(roles: I) -> Self {
        Self(roles.into_iter().collect())
    }
}

/// The words with one space between them, as they are stored.
impl fmt::Display for OperatorRoles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, role) in self.iter().enumerate() {
            f.write_str(if place == 0 { "" } else { " " })?;
            f.write_str(role.as_str())?;
        }
        Ok(())
    }
}

impl fmt::Debug for OperatorRoles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OperatorRoles({self})")
    }
}

impl TryFrom<&str> for OperatorRoles {
    type Error = Malformed;

    fn try_from(text: &str) -> Result<Self, Malformed> {
        text.split_whitespace().map(OperatorRole::try_from).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_survive_their_text() {
        let roles: OperatorRoles =
            [OperatorRole::service_desk(), OperatorRole::id_checker()].into_iter().collect();
        assert_eq!(roles.to_string(), "id_checker nsd");
        assert_eq!(OperatorRoles::try_from("nsd id_checker").as_ref(), Ok(&roles));
        assert_eq!(OperatorRoles::try_from(""), Ok(OperatorRoles::EMPTY));
        assert!(roles.contains(&OperatorRole::id_checker()) && !roles.contains(&OperatorRole::admin()));
    }

    #[test]
    fn what_is_no_name_of_a_role_is_refused() {
        for wrong in ["id_checker Root", "a", "id-checker", "röle"] {
            assert!(OperatorRoles::try_from(wrong).is_err(), "{wrong}");
        }
    }
}
