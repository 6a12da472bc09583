//! Operators: the people behind the console (journeys.md, section 6).

use std::fmt;

use crate::fault::Malformed;
use crate::words::words;

words! {
    /// What an operator may do: a closed set of words.
    OperatorRole, "operator role" {
        /// Decides photo ID cases (6.2).
        IdChecker = "id_checker",
        /// Also holds several cases, reassigns them and audits decisions (6.2).
        Supervisor = "supervisor",
        /// Everything in the admin portal, operators included (6.1).
        Admin = "admin",
        /// The service desk (6.1).
        ServiceDesk = "nsd",
    }
}

/// A set of roles.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct OperatorRoles(u8);

impl OperatorRoles {
    /// None.
    pub const EMPTY: Self = Self(0);

    const fn bit(role: OperatorRole) -> u8 {
        1 << role as u8
    }

    /// Whether `role` is one of them.
    #[must_use]
    pub const fn contains(self, role: OperatorRole) -> bool {
        self.0 & Self::bit(role) != 0
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = OperatorRole> {
        OperatorRole::ALL.iter().copied().filter(move |role| self.contains(*role))
    }
}

impl FromIterator<OperatorRole> for OperatorRoles {
    fn from_iter<I: IntoIterator<Item = OperatorRole>>(roles: I) -> Self {
        Self(roles.into_iter().fold(0, |bits, role| bits | Self::bit(role)))
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
        let roles: OperatorRoles = [OperatorRole::ServiceDesk, OperatorRole::IdChecker].into_iter().collect();
        assert_eq!(roles.to_string(), "id_checker nsd");
        assert_eq!(OperatorRoles::try_from("nsd id_checker"), Ok(roles));
        assert_eq!(OperatorRoles::try_from(""), Ok(OperatorRoles::EMPTY));
        assert!(roles.contains(OperatorRole::IdChecker) && !roles.contains(OperatorRole::Admin));
    }

    #[test]
    fn an_unknown_role_is_refused() {
        assert!(OperatorRoles::try_from("id_checker root").is_err());
    }
}
